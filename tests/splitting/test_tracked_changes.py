"""Answers inserted as tracked changes: in somebody else's draft they are the response; in one's own letter, text."""

from __future__ import annotations

import pytest

from tests.reading.docx_tools import document as word_file
from tests.reading.docx_tools import paragraph, run
from tests.reading.test_odt import document as odt_document
from tests.splitting.documents import PROSE, checked, document

CLAUSE = "4. The authority must publish its charging schedule each year."
NEXT = "5. A person who is aggrieved by the schedule may ask for a review of it."
WHO = 'w:id="1" w:author="A. Person" w:date="2026-02-01T10:00:00Z"'

DETAILS = {"Name": "Ruth Abiola", "E-mail": "head@example.org", "Postcode": "WM5 9NN"}


def inserted(text: str) -> str:
    return f"<w:ins {WHO}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def told(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = document(word_file(body), "draft.docx")
    segments = [s for s in checked(found) if s.kind.value in ("point", "question", "heading", "furniture")]
    return [(s.kind.value, found.text[s.start : s.end], s.section[-1:]) for s in segments]


def test_what_was_inserted_into_a_draft_is_the_response_at_its_clause() -> None:
    inline = (
        run("5. A person who is aggrieved ") + inserted("or a body that acts for one ") + run("may ask for a review.")
    )
    body = paragraph(CLAUSE) + paragraph(inserted(PROSE)) + paragraph(inline)
    points = [(words, section) for kind, words, section in told(body) if kind == "point"]
    assert points == [
        (PROSE, (CLAUSE,)),
        ("or a body that acts for one", ("5. A person who is aggrieved",)),
    ]


def test_the_draft_itself_is_nobody_s_argument() -> None:
    kinds = {words: kind for kind, words, _ in told(paragraph(CLAUSE) + paragraph(inserted(PROSE)) + paragraph(NEXT))}
    assert PROSE in kinds
    assert {kind for words, kind in kinds.items() if words != PROSE} == {"question"}


def test_deletions_are_told() -> None:
    body = paragraph(run("4. The authority ") + deleted("may") + inserted("must") + run(" publish its schedule."))
    found = document(word_file(body + paragraph(inserted(PROSE))), "draft.docx")
    assert [(omitted.text, omitted.reason) for omitted in found.omitted] == [("may", "deleted (tracked change)")]


@pytest.mark.parametrize(
    "own",
    [
        paragraph("Dear Ms Field") + paragraph(f"We write about the lane. {NEXT[3:]}") + paragraph("Yours faithfully"),
        paragraph("We think that the lane should be closed to lorries at night and in the early morning."),
    ],
    ids=["letter", "opinion"],
)
def test_changes_in_one_s_own_paper_are_part_of_it(own: str) -> None:
    points = [words for kind, words, _ in told(own + paragraph(inserted(PROSE))) if kind == "point"]
    assert len(points) == 2
    assert PROSE in points


def test_corrections_of_a_few_words_make_no_draft() -> None:
    body = paragraph(run("4. The authority ") + inserted("must") + run(" publish its charging schedule each year."))
    assert [kind for kind, _, _ in told(body)] == ["point"]


def test_a_form_filled_in_with_changes_tracked_is_read_as_any_other_form() -> None:
    about = "".join(paragraph(run(f"{label}: ") + inserted(said)) for label, said in DETAILS.items())
    asked = paragraph("Question 1: Do you agree with the plan?") + paragraph(inserted(PROSE))
    asked += paragraph("Question 2: What is missing?") + paragraph(inserted("A crossing at the school."))
    kinds = {words: kind for kind, words, _ in told(paragraph("Response form") + about + asked)}
    assert {words for words, kind in kinds.items() if kind == "point"} == {PROSE, "A crossing at the school."}
    assert {words for words, kind in kinds.items() if kind == "question"} >= {"Question 2: What is missing?"}


def test_labels_at_the_end_of_a_draft_make_no_form_of_it() -> None:
    draft = "".join(paragraph(f"{n}. {CLAUSE[3:]}") for n in range(1, 7))
    about = "".join(paragraph(run(f"{label}: ") + inserted(said)) for label, said in DETAILS.items())
    points = [words for kind, words, _ in told(draft + paragraph(inserted(PROSE)) + about) if kind == "point"]
    assert PROSE in points
    assert not any(CLAUSE[3:] in words for words in points)


def test_in_an_opendocument_text() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    body = f"{changes}<text:p>{CLAUSE}</text:p>"
    body += f'<text:p><text:change-start text:change-id="c1"/>{PROSE}<text:change-end text:change-id="c1"/></text:p>'
    found = odt_document(body)
    assert [found.text[s.start : s.end] for s in checked(found) if s.kind.value == "point"] == [PROSE]


def test_a_letter_without_an_i_is_its_authors_own_too() -> None:
    own = paragraph("Carers wash and dry bedding at all hours.") + paragraph("Why are they to pay for the peak?")
    points = [words for kind, words, _ in told(own + paragraph(inserted(PROSE))) if kind == "point"]
    assert "Carers wash and dry bedding at all hours." in points
    assert PROSE in points
