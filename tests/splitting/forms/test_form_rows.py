"""Rows of forms in which a code and a question stand above an answer over the full width."""

from __future__ import annotations

import pytest

from tests.reading import docx_tools
from tests.splitting.documents import checked, document

ROUTE = "Route 14 alone reaches the dialysis unit before eight."
TICKET = "One ticket should be valid with both operators."


def divided(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    body = docx_tools.table(*("".join(map(docx_tools.cell, row)) for row in rows))
    found = document(docx_tools.document(body), "form.docx")
    return [(s.kind.value, found.text[s.start : s.end]) for s in checked(found) if s.kind.value != "gap"]


@pytest.mark.parametrize("codes", [("B.4", "B.5"), ("TR/1", "TR/2"), ("Nr. 7", "Nr. 8"), ("2.1.3", "2.1.4")])
@pytest.mark.parametrize("behind", [(), ("max. 200 words",)])
def test_a_code_before_each_question_shows_a_form(codes: tuple[str, str], behind: tuple[str, ...]) -> None:
    first, second = codes
    rows = ((first, "Which route would you lose?", *behind), (ROUTE,), (second, "What would help?", *behind), (TICKET,))
    assert [words for kind, words in divided(*rows) if kind == "point"] == [ROUTE, TICKET]


def test_the_names_of_the_columns_are_the_form_s() -> None:
    rows = (("Ref", "Question"), ("B.4", "Which route would you lose?"), (ROUTE,), ("B.5", "What helps?"), (TICKET,))
    assert [words for kind, words in divided(*rows) if kind == "point"] == [ROUTE, TICKET]


def test_a_sentence_above_the_questions_is_said_by_somebody() -> None:
    said = "Nobody has asked the patients about any of this."
    rows = ((said,), ("B.4", "Which route would you lose?"), (ROUTE,), ("B.5", "What helps?"), (TICKET,))
    assert said in " ".join(words for kind, words in divided(*rows) if kind == "point")
