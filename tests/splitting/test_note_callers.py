"""Notes and page furniture among points: what interrupts a point does not end it."""

from __future__ import annotations

import pytest

from analysis.model import Block, BlockKind, Document, Segment, SegmentKind
from analysis.splitting.note_callers import without_note_calls
from tests.splitting.documents import PROSE, checked, document

MORE = "There is more to be said of that, and we have said it elsewhere."


def laid_out(*parts: tuple[BlockKind, str]) -> Document:
    """A document of these blocks, with an empty line between any two."""
    text, blocks = "", []
    for kind, words in parts:
        start = len(text) + 2 * bool(text)
        text = f"{text}\n\n{words}" if text else words
        blocks.append(Block(kind, start, len(text)))
    return Document("a.pdf", text, tuple(blocks))


PARAGRAPH, NOTE, FURNITURE = BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.FURNITURE
FIRST, SECOND = (PARAGRAPH, f"4.1 {PROSE}"), (PARAGRAPH, f"4.2 {PROSE}")


def found(*parts: tuple[BlockKind, str]) -> tuple[str, list[Segment]]:
    whole = laid_out(*parts)
    return whole.text, [s for s in checked(whole) if s.kind in (SegmentKind.POINT, SegmentKind.FURNITURE)]


def test_a_note_between_two_paragraphs_of_a_point_lies_in_it() -> None:
    text, (first, second) = found(FIRST, (NOTE, "1 See the review."), (PARAGRAPH, MORE), SECOND)
    assert text[first.start : first.end] == f"{PROSE}\n\n1 See the review.\n\n{MORE}"
    assert (first.label, second.label) == ("4.1", "4.2")


def test_a_note_after_a_point_says_whose_it_is() -> None:
    headings = (BlockKind.HEADING, "Costs"), (BlockKind.HEADING, "Quality")
    parts = headings[0], FIRST, (NOTE, "1 See the review."), SECOND, (NOTE, "2 See the report."), headings[1]
    _, segments = found(*parts, (PARAGRAPH, PROSE))
    assert [(s.kind.value, s.reason, s.section) for s in segments if s.kind is SegmentKind.FURNITURE] == [
        ("furniture", "note to 4.1", ("Costs",)),
        ("furniture", "note to 4.2", ("Costs",)),
    ]


@pytest.mark.parametrize("title", ["1 Why councils should pay.", "1 “We think that it is so”, The Courier, 2025."])
def test_a_note_that_says_what_its_writer_thinks_is_said_in_the_point(title: str) -> None:
    opinion = "1 Dog warden survey 2024. We think that this figure understates the problem."
    text, segments = found(FIRST, (NOTE, opinion), SECOND)
    assert [text[s.start : s.end] for s in segments] == [f"{PROSE}\n\n{opinion}", PROSE]
    _, segments = found(FIRST, (NOTE, title), SECOND)
    assert [s.kind.value for s in segments] == ["point", "furniture", "point"]


def test_a_note_among_bullets_parts_no_list() -> None:
    items = [(BlockKind.LIST_ITEM, f"pension guarantees and {n}") for n in ("tax", "rent")]
    lead = (PARAGRAPH, "4.1 A charity would have to find money for many purposes, among them:")
    _, segments = found(lead, items[0], (NOTE, "1 See the review."), items[1], SECOND)
    assert [s.label for s in segments] == ["4.1", "4.2"]


def test_a_note_that_a_heading_calls_is_no_points() -> None:
    _, segments = found(FIRST, (BlockKind.HEADING, "Costs"), (NOTE, "1 See the review."), SECOND)
    assert [s.reason for s in segments if s.kind is SegmentKind.FURNITURE] == ["note"]


def test_named_notes_at_the_end_belong_to_the_points_that_call_them() -> None:
    text = (
        f"# Views\n\n1. {PROSE}[^b]\n\n2. {PROSE}[^a]\n\n# Costs\n\n{PROSE}\n\n[^a]: One.\n\n[^b]: Two.\n\n[^c]: Three."
    )
    notes = [s for s in checked(document(text, "a.md")) if s.kind is SegmentKind.FURNITURE]
    assert [(s.reason, s.section) for s in notes] == [
        ("note to 2", ("Views",)),
        ("note to 1", ("Views",)),
        ("note", ()),
    ]


def test_a_running_head_within_a_point_is_not_in_it_and_does_not_end_it() -> None:
    text, segments = found(FIRST, (FURNITURE, "Response of the Council 7"), (PARAGRAPH, MORE), SECOND)
    first, head, rest, second = segments
    assert [s.label for s in segments] == ["4.1", None, "4.1", "4.2"]
    assert text[rest.start : rest.end] == MORE
    assert (rest.confidence, rest.reason) == (0.8, "goes on 4.1 after what stands at a page's end")
    assert (head.kind, first.confidence, second.confidence) == (SegmentKind.FURNITURE, 1, 1)


def test_a_running_head_between_unnumbered_paragraphs_changes_nothing() -> None:
    _, segments = found((PARAGRAPH, PROSE), (FURNITURE, "Response of the Council 7"), (PARAGRAPH, MORE))
    assert [s.label for s in segments] == ["¶1", None, "¶2"]


def test_a_sentence_that_a_page_breaks_goes_on() -> None:
    broken = (PARAGRAPH, f"{PROSE[:-1]}"), (FURNITURE, "Page 7"), (PARAGRAPH, "and that is how it is.")
    assert [s.label for s in found(*broken)[1]] == ["¶1", None, "¶1"]


def test_a_quoted_message_ends_a_point() -> None:
    quoted = (FURNITURE, "> We would welcome your views:")
    assert [s.label for s in found((PARAGRAPH, f"{PROSE[:-1]}:"), quoted, (PARAGRAPH, PROSE))[1]] == ["¶1", None, "¶2"]


NOTE_CALLS = "<p>We say this.</p><p>The plan is costly and mistaken.{call}</p><p>We think that it is so.</p>"


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("<sup>1</sup>", '<ol><li id="n1">Audit office, 2012.</li></ol>'),
        ('<sup><a href="#last">1</a></sup>', '<p id="last">1 Audit office, 2012.</p>'),
        ('<a href="#_ftn1"><sup>[1]</sup></a>', '<div id="ftn1"><p>[1] Audit office, 2012.</p></div>'),
    ],
)
def test_the_notes_of_a_web_page_belong_to_the_points_that_call_them(call: str, note: str) -> None:
    whole = checked(document(NOTE_CALLS.format(call=call) + note, "a.html"))
    assert [(s.label, s.reason) for s in whole if s.kind is SegmentKind.FURNITURE] == [(None, "note to ¶2")]
    assert sum(s.kind is SegmentKind.POINT for s in whole) == 3


def test_a_raised_figure_of_a_measure_calls_no_note() -> None:
    page = '<p>It has 30 m<sup>2</sup>.</p><p id="n2">We want more of it than that.</p>'
    assert [s.kind for s in checked(document(page, "a.html"))][::2] == [SegmentKind.POINT] * 2


@pytest.mark.parametrize("line", ["said.1", "said.12", "said.[^1]", "said.” [3]", "said!¹²", "said.*"])
def test_calls_at_a_sentences_end_are_left_out(line: str) -> None:
    assert without_note_calls(line).rstrip("”") in ("said.", "said!")


@pytest.mark.parametrize("line", ["section 3.1", "see p.1", "part A.1", "said (2012)", "in 2012", "nothing"])
def test_numbers_that_call_no_note_are_kept(line: str) -> None:
    assert without_note_calls(line) == line
