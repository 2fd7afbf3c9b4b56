"""Very long paragraphs: divided where the subject changes, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import SegmentKind
from analysis.splitting.long_paragraphs import MOST_WORDS, PART_WORDS, divide_prose
from analysis.text import WORD, Span
from tests.splitting.documents import PROSE, checked, document, labels

MONEY = [
    "The grant for early help has fallen by a third, and no budget that we have seen restores any of that money.",
    "Councils pay for placements out of reserves, and reserves are money that can be spent only once.",
    "A contract adds the cost of buying, of watching the contract and of the profit to the price of the service.",
    "Nobody has costed the pensions of staff who would move, though the pension fund alone could sink a small budget.",
    "We would want the grant to follow the child, so that money reaches the budget from which the child is helped.",
    "Irrecoverable tax makes the same service dearer for a charity, and no part of the budget meets that cost.",
    "The price of a placement doubled in five years while the grant that pays for the placement was cut.",
    "If money is short, the budget for prevention goes first, and the cost comes back later with interest.",
]
INSPECTION = [
    "Inspectors visit a children's home twice a year, and their judgement is printed where every parent can read it.",
    "A company that carries out visits for a council would meet no inspector at all under the draft regulations.",
    "Ofsted ought to register each provider, inspect its practice, and publish the judgement as it does for schools.",
    "An inspector who finds poor practice must be able to stop it on the day, whoever employs the social worker.",
    "Registration tells parents that somebody has looked at the practice before the first child is seen.",
    "Judgements should be comparable, so that the practice of a council and of a provider is read on one scale.",
    "Without inspection the only judgement of a provider's practice would be the provider's own report.",
    "Inspectors should speak to children and to social workers alone, and their report should say that they did.",
]
LONG = " ".join(MONEY + INSPECTION)


def parts(text: str) -> list[str]:
    """The parts of a paragraph."""
    return [text[part.start : part.end] for part in divide_prose(text, [Span(0, len(text))])]


def test_a_paragraph_on_two_subjects_is_divided_between_them() -> None:
    assert any(part.startswith(INSPECTION[0]) for part in parts(LONG))


def test_a_sentence_that_leans_on_the_one_before_stays_with_it() -> None:
    leaning = LONG.replace("Inspectors visit", "However, inspectors visit")
    assert len(parts(leaning)) == len(parts(LONG)) - 1
    assert not any(part.startswith("However") for part in parts(leaning))


def test_the_parts_keep_the_paragraphs_number() -> None:
    found = [s for s in checked(document(f"{PROSE}\n\n{LONG}\n\n{PROSE}")) if s.kind is SegmentKind.POINT]
    paragraphs = [(s.label or "").partition(" ")[0] for s in found]
    assert paragraphs == ["¶1", *["¶2"] * (len(found) - 2), "¶3"]
    assert [s.label for s in found][1:3] == ["¶2", "¶2 (2)"]
    assert {(s.confidence, s.reason) for s in found[1:-1]} == {(0.8, "divided where the subject seems to change")}


def test_a_numbered_point_is_never_divided() -> None:
    assert labels(f"1. {LONG}\n\n2. {PROSE}") == ["1", "2"]


@pytest.mark.parametrize("text", [" ".join(MONEY[:6]), f"{PROSE} " * 40, ""])
def test_a_short_paragraph_or_one_on_one_subject_is_left_whole(text: str) -> None:
    assert parts(text) == []


def test_notes_without_full_stops_are_divided_at_their_lines() -> None:
    notes = "\n".join(said.rstrip(".") for said in MONEY + INSPECTION)
    assert all(part in notes and part.split("\n")[0] in notes.split("\n") for part in parts(notes))
    assert len(parts(notes)) > 1


@pytest.mark.parametrize(("times", "divided"), [(1, False), (4, True)])
def test_an_unnumbered_list_with_its_introduction_is_divided_between_items_where_it_is_very_long(
    times: int, divided: bool
) -> None:
    items = [f"- {said.rstrip('.').lower()};" for said in MONEY * times]
    found = [s for s in checked(document("We say:\n\n" + "\n".join(items), "a.md")) if s.kind is SegmentKind.POINT]
    assert (len(found) > 1) == divided
    assert {(s.label or "").partition(" ")[0] for s in found} == {"¶1"}


SENTENCES = st.sampled_from([*MONEY, *INSPECTION, "No.", "Why?", PROSE])


@given(st.lists(SENTENCES, max_size=60))
def test_parts_cover_the_words_and_none_is_short(said: list[str]) -> None:
    text = " ".join(said)
    assert " ".join(parts(text)) in ("", text)
    assert all(len(WORD.findall(part)) >= PART_WORDS for part in parts(text))
    assert not parts(text) or len(WORD.findall(text)) > MOST_WORDS
