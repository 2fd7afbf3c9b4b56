"""The page of personal data: proposals are confirmed and rejected, one by one and all of a kind, and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.app.snapshot.taking import take
from tests.app.redaction.test_decisions import FILES
from tests.builders import make_workspace
from tests.web.visitor import Visitor, text_of


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    made = Visitor(make_workspace(tmp_path / "work", FILES))
    take(made.app_context)
    yield made
    made.settle()


def places(page: str) -> list[str]:
    return re.findall(r'name="place" value="([^"]+)"', page)


def decide(visitor: Visitor, decision: str, **fields: str) -> str:
    kept = {"kind": "", "state": "open", "document": "", "page": "1"}
    return visitor.post("/personal-data", {**kept, "decision": decision, **fields}).text


def test_the_page_lists_what_is_proposed_with_its_context_and_progress(visitor: Visitor) -> None:
    page = visitor.get("/personal-data")
    told = text_of(page)
    assert "3 passages found in the text that is printed: 2 are withheld now and 1 printed. 3 of them have not" in told
    assert "<mark>07700 900123</mark>" in page
    assert "withheld until you decide" in told
    assert "printed until you decide" in told
    assert len(places(page)) == 3


def test_one_is_confirmed_another_rejected_and_both_are_undone(visitor: Visitor) -> None:
    first, second, *_ = places(visitor.get("/personal-data"))
    assert "1 passage withheld in all that is published" in text_of(decide(visitor, "confirmed", place=first))
    decide(visitor, "rejected", place=second)
    assert len(places(visitor.get("/personal-data"))) == 1
    assert "withheld, decided by Sam Brook" in text_of(visitor.get("/personal-data", state="confirmed"))
    assert "to be printed, decided by Sam Brook" in text_of(visitor.get("/personal-data", state="rejected"))
    decide(visitor, "reopened", place=first)
    decide(visitor, "reopened", place=second)
    assert len(places(visitor.get("/personal-data"))) == 3
    assert sum(map(len, visitor.app_context.store.redactions().values())) == 4


def test_all_of_a_kind_are_decided_at_once(visitor: Visitor) -> None:
    decide(visitor, "confirmed", all="1", kind="PHONE")
    told = text_of(visitor.get("/personal-data"))
    assert "2 of them have not been looked at yet" in told
    decide(visitor, "reopened", all="1", state="confirmed")
    assert "3 of them have not been looked at yet" in text_of(visitor.get("/personal-data"))


def test_other_words_of_a_response_are_withheld(visitor: Visitor) -> None:
    assert 'href="/personal-data?document=one.txt&amp;state=#words"' in visitor.get("/response", document="one.txt")
    visitor.post("/personal-data/words", {"document": "one.txt", "words": "the baker"})
    assert "<mark>the baker</mark>" in visitor.get("/personal-data", document="one.txt", state="")
    page = visitor.post("/personal-data/words", {"document": "one.txt", "words": "a butcher"}, status=400).text
    assert "Error: These words are not in this response" in text_of(page), "the response is named above, and not again"


def test_a_form_that_says_nothing_records_nothing(visitor: Visitor) -> None:
    visitor.post("/personal-data", {"decision": "perhaps", "place": "x"}, status=400)
    visitor.post("/personal-data", {"decision": "confirmed", "place": "x"}, status=404)
    assert visitor.app_context.store.redactions() == {}
