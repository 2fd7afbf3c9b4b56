"""Very long paragraphs: divided where the subject changes, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import SegmentKind
from analysis.splitting.long_paragraphs import LONG_WORDS, PART_WORDS, divide_paragraph
from analysis.text import WORD
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


def test_a_paragraph_on_two_subjects_is_divided_between_them() -> None:
    first, second = divide_paragraph(LONG, 0, len(LONG))
    assert LONG[first.start : first.end] == " ".join(MONEY)
    assert LONG[second.start : second.end] == " ".join(INSPECTION)


def test_the_parts_are_points_in_doubt() -> None:
    found = [s for s in checked(document(f"{PROSE}\n\n{LONG}\n\n{PROSE}")) if s.kind is SegmentKind.POINT]
    assert [s.label for s in found] == ["¶1", "¶2", "¶3", "¶4"]
    assert [(s.confidence, s.reason) for s in found][1:3] == [(0.5, "divided where the subject seems to change")] * 2


def test_a_numbered_point_is_never_divided() -> None:
    assert labels(f"1. {LONG}\n\n2. {PROSE}") == ["1", "2"]


@pytest.mark.parametrize("text", [" ".join(MONEY), f"{PROSE} " * 40, " ".join([*MONEY, INSPECTION[0]])])
def test_a_short_paragraph_or_one_on_one_subject_is_left_whole(text: str) -> None:
    assert divide_paragraph(text, 0, len(text)) == ()


SENTENCES = st.sampled_from([*MONEY, *INSPECTION, "No.", "Why?", PROSE])


@given(st.lists(SENTENCES, max_size=60))
def test_parts_cover_the_words_and_none_is_short(said: list[str]) -> None:
    text = " ".join(said)
    parts = divide_paragraph(text, 0, len(text))
    assert " ".join(text[part.start : part.end] for part in parts) in ("", text)
    assert all(len(WORD.findall(text, *part)) >= PART_WORDS for part in parts)
    assert not parts or len(WORD.findall(text)) >= LONG_WORDS
