"""Marks beside boxes that were left empty: an answer where it is plain whose, something to look at where it is not."""

from __future__ import annotations

import pytest

from analysis.model import SegmentKind
from tests.splitting.documents import PROSE, checked, document, segments


def _answers(boxes: str, asked: str = "Q1. Do you agree with the plan?") -> list[str]:
    return [words for kind, words in segments(f"{asked}\n\n{boxes}\n\n{PROSE}") if kind == "answer"]


@pytest.mark.parametrize(
    "boxes",
    [
        "☐ Yes\n☐ In part  X\n☐ No",
        "☐ Yes ☐ In part  X ☐ No",
        "☐ Yes\nX ☐ In part\n☐ No",
        "☐ Yes ☐ In part ✓ ☐ No",
        "☐ Yes\n✓ ☐ In part\n☐ No",
        "[ ] Yes\n[ ] In part /\n[ ] No",
        "[ ] Yes [/] In part [ ] No",
        "[ ] Yes [√] In part [ ] No",
        "☐ Yes\n☐ In part (x)\n☐ No",
        "☐ Yes\n☐ In part - x\n☐ No",
        "☐\tYes\n☐\tX In part\n☐\tNo",
        "☐ Yes X☐ In part ☐ No",
    ],
)
def test_a_mark_beside_an_empty_box_is_the_tick(boxes: str) -> None:
    assert _answers(boxes) == ["In part"]


@pytest.mark.parametrize(
    "boxes",
    [
        "☐ Yes / ☐ In part / ☐ No",
        "☐ Site X\n☐ Site Y\n☐ Neither",
        "☐ Twitter / X\n☐ Facebook\n☐ Letter",
    ],
)
def test_letters_and_strokes_of_the_form_are_no_marks(boxes: str) -> None:
    assert _answers(boxes) == []


def test_a_ticked_box_goes_before_a_mark() -> None:
    assert _answers("☐ Yes  X\n☒ In part\n☐ No") == ["In part"]


def _looked_at(text: str) -> list[tuple[SegmentKind, str]]:
    found = document(text)
    return [(one.kind, found.text[one.start : one.end]) for one in checked(found) if one.is_to_look_at]


def test_two_marks_are_to_be_looked_at() -> None:
    boxes = f"☐ Yes  X\n☐ In part  X\n☐ No\n\n{PROSE}"
    answered = [(SegmentKind.ANSWER, "Yes"), (SegmentKind.ANSWER, "In part")]
    assert _looked_at(f"Q1. Do you agree with the plan?\n\n{boxes}") == answered
    assert not _looked_at(f"Q1. Which do you use? Please tick all that apply:\n\n{boxes}")


def test_a_form_without_any_tick_is_to_be_looked_at() -> None:
    first, second = "Q1. Do you agree?\n\n☐ Yes\n☐ No\n\n", "Q2. Do you support the new road?\n\n☐ Yes\n☐ No\n\n"
    assert len(_looked_at(f"{first}{second}{PROSE}")) == 2
    assert not _looked_at(f"{first}{second.replace('☐ No', '☒ No')}{PROSE}"), "some are left open"
