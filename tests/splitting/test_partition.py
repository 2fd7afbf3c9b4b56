"""Every character is in exactly one segment."""

from __future__ import annotations

from analysis.model import Segment, SegmentKind
from analysis.splitting.partition import partition

POINT, GAP, FURNITURE = SegmentKind.POINT, SegmentKind.GAP, SegmentKind.FURNITURE


def test_what_lies_between_is_a_gap() -> None:
    found = partition(" - one\n\ntwo \n", [Segment(POINT, 3, 6, "¶1"), Segment(POINT, 8, 11, "¶2")])
    assert [(s.kind, s.start, s.end) for s in found] == [
        (GAP, 0, 3),
        (POINT, 3, 6),
        (GAP, 6, 8),
        (POINT, 8, 11),
        (GAP, 11, 13),
    ]


def test_a_typed_bullet_that_is_a_letter_is_a_list_mark() -> None:
    found = partition("o\tone\no two", [Segment(POINT, 2, 5, "¶1"), Segment(POINT, 8, 11, "¶2")])
    assert [s.kind for s in found] == [GAP, POINT, GAP, POINT]


def test_words_that_no_step_spoke_for_are_kept_with_the_reason() -> None:
    (found,) = partition("lost words", [])
    assert (found.kind, found.start, found.end) == (FURNITURE, 0, 10)
    assert found.confidence < 0.5
    assert found.reason


def test_an_empty_text_has_no_segments() -> None:
    assert partition("", []) == ()
    assert partition("a", [Segment(POINT, 0, 0, "¶1"), Segment(POINT, 0, 1, "¶2")]) == (Segment(POINT, 0, 1, "¶2"),)
