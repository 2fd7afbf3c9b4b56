"""What a person changes in a partition, which stays one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import CHOSEN, PointKey, Segment, Segmentation, SegmentKind
from analysis.splitting import segment
from analysis.splitting.manual_edit import WORD_KINDS, divide, join, recast, relabel
from analysis.text import Span
from tests.splitting.documents import PROSE, document

SHORT = "We object."
VIEWS = f"# Views\n\n1. {SHORT} {PROSE}\n\n2. {PROSE}\n\n3. {SHORT}"
TEXT = f"{VIEWS}\n\n## Costs\n\n{PROSE}\n\nYours faithfully\n\nJo Bloggs"
DOCUMENT = document(TEXT, "a.md")
FOUND = segment(DOCUMENT)
POINTS = [s for s in FOUND.segments if s.kind is SegmentKind.POINT]
ONE, TWO, THREE, FOUR = POINTS
ME = "jo"


def kinds(found: Segmentation) -> list[str]:
    return [s.kind.value for s in found.segments if s.kind is not SegmentKind.GAP]


def of(found: Segmentation, label: str) -> Segment:
    return next(s for s in found.segments if s.kind is SegmentKind.POINT and s.label == label)


def assert_partition(found: Segmentation) -> None:
    assert found.segments[0].start == 0
    assert found.segments[-1].end == len(TEXT)
    assert all(a.end == b.start for a, b in pairwise(found.segments))
    assert all(s.start < s.end for s in found.segments)


def test_joining_takes_in_the_labels_between() -> None:
    found = join(FOUND, ONE, TWO, ME)
    whole = of(found, "1")
    assert TEXT[whole.start : whole.end] == f"{SHORT} {PROSE}\n\n2. {PROSE}"
    assert [s.label for s in found.segments if s.kind is SegmentKind.POINT] == ["1", "3", "¶1"]
    assert (found.coder, found.document) == (ME, FOUND.document)
    assert_partition(found)


def test_points_are_named_by_their_place() -> None:
    assert join(FOUND, PointKey("a.md", ONE.start, ONE.end), Span(TWO.start, TWO.end), ME) == join(FOUND, ONE, TWO, ME)


def test_a_note_between_falls_in() -> None:
    text = f"{PROSE}[^1]\n\n[^1]: A note.\n\n{SHORT}"
    found = segment(document(text, "a.md"))
    first, last = (s for s in found.segments if s.kind is SegmentKind.POINT)
    assert kinds(join(found, first, last, ME)) == ["point"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: join(FOUND, THREE, FOUR, ME), "kind heading stands between"),
        (lambda: join(FOUND, TWO, ONE, ME), "Choose two points"),
        (lambda: join(FOUND, ONE, ONE, ME), "Choose two points"),
        (lambda: join(FOUND, Span(0, 1), ONE, ME), "load the document again"),
        (lambda: divide(FOUND, TEXT, FOUND.segments[1], [3], ME), "is not a point but of kind"),
        (lambda: divide(FOUND, TEXT, ONE, [], ME), "inside its own text"),
        (lambda: divide(FOUND, TEXT, ONE, [ONE.end], ME), "inside its own text"),
        (lambda: divide(FOUND, TEXT, ONE, [ONE.start + 10, ONE.start + 11], ME), "no words"),
        (lambda: relabel(FOUND, ONE, " ", ME), "needs a label"),
        (lambda: recast(FOUND, ONE, SegmentKind.GAP, ME), "cannot become one of kind gap"),
        (lambda: recast(FOUND, ONE, SegmentKind.EXCLUDED, ME), "Say why"),
    ],
)
def test_what_cannot_be_changed(change: Callable[[], Segmentation], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        change()


def test_dividing_makes_a_gap_of_the_space_between() -> None:
    found = divide(FOUND, TEXT, ONE, [ONE.start + len(SHORT)], ME)
    first, second = of(found, "1"), of(found, "1 (2)")
    assert (TEXT[first.start : first.end], TEXT[second.start : second.end]) == (SHORT, PROSE)
    assert second.section == ONE.section
    assert_partition(found)


def test_dividing_between_two_letters_needs_no_gap() -> None:
    found = divide(FOUND, TEXT, ONE, [ONE.start + 4, ONE.start + 1], ME)
    assert [TEXT[s.start : s.end] for s in found.segments if (s.label or "").startswith("1")][1:4] == [
        "W",
        "e o",
        f"bject. {PROSE}",
    ]
    assert_partition(found)


def test_what_was_divided_can_be_joined_again() -> None:
    apart = divide(FOUND, TEXT, ONE, [ONE.start + len(SHORT)], ME)
    assert join(apart, of(apart, "1"), of(apart, "1 (2)"), ME).segments == FOUND.segments


def test_a_label_is_changed_with_its_point() -> None:
    found = relabel(FOUND, TWO, "2A", ME)
    assert [(s.kind.value, s.label) for s in found.segments if s.label == "2A"] == [("label", "2A"), ("point", "2A")]


def test_a_point_becomes_a_heading_with_its_number() -> None:
    found = recast(FOUND, THREE, SegmentKind.HEADING, ME)
    heading = next(s for s in found.segments if s.kind is SegmentKind.HEADING and s.label == "3")
    assert TEXT[heading.start : heading.end] == f"3. {SHORT}"
    assert_partition(found)


def test_furniture_becomes_a_point_of_the_section_above() -> None:
    name = next(s for s in FOUND.segments if TEXT[s.start : s.end] == "Jo Bloggs")
    point = recast(FOUND, name, SegmentKind.POINT, ME).segments[FOUND.segments.index(name)]
    assert (point.label, point.section, point.confidence, point.reason) == ("¶2", FOUR.section, 1.0, None)


def test_what_is_excluded_keeps_the_reason_and_has_no_section() -> None:
    found = recast(FOUND, FOUR, SegmentKind.EXCLUDED, ME, "about another paper")
    (excluded,) = (s for s in found.segments if s.kind is SegmentKind.EXCLUDED)
    assert (excluded.reason, excluded.section, excluded.label) == ("about another paper", (), None)


@given(st.data())
def test_any_changes_leave_a_partition(data: st.DataObject) -> None:
    found = FOUND
    for _ in range(data.draw(st.integers(1, 8))):
        a, b = (data.draw(st.sampled_from(found.segments)) for _ in range(2))
        change: Callable[[], Segmentation] = data.draw(
            st.sampled_from(
                [
                    lambda f=found, a=a, b=b: join(f, a, b, ME),
                    lambda f=found, a=a: divide(f, TEXT, a, data.draw(st.lists(st.integers(0, len(TEXT)))), ME),
                    lambda f=found, a=a: divide(f, TEXT, a, [(a.start + a.end) // 2], ME),
                    lambda f=found, a=a: relabel(f, a, "9", ME),
                    lambda f=found, a=a: recast(f, a, data.draw(st.sampled_from(WORD_KINDS)), ME, "a reason"),
                ]
            )
        )
        try:
            found = change()
        except ValueError:
            continue
        assert_partition(found)
        assert found.coder == ME


def test_a_closed_answer_is_the_offered_one_that_a_person_chooses() -> None:
    name = next(s for s in FOUND.segments if TEXT[s.start : s.end] == "Jo Bloggs")
    place = FOUND.segments.index(name)
    found = recast(FOUND, name, SegmentKind.ANSWER, ME, answer="Agree")
    again = recast(found, found.segments[place], SegmentKind.ANSWER, ME, answer="Strongly agree")
    for edited, answer in ((found, "Agree"), (again, "Strongly agree")):
        changed = edited.segments[place]
        assert (changed.reason, changed.section) == (CHOSEN, (*FOUR.section, answer))
        assert changed.is_choice
    as_point = recast(again, again.segments[place], SegmentKind.POINT, ME).segments[place]
    assert (as_point.reason, as_point.section) == (None, FOUR.section)
