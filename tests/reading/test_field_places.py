"""Remarks put onto the pages of a PDF file: each is a point behind the clause that it is about."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from analysis.model import MARGIN_COMMENT, BlockKind, Document, SegmentKind
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split

CLAUSES = (
    ("1. The council may suspend any parking place for a period of up to", "seven days where that is necessary."),
    ("2. No lorry may stop in Mill Lane between eight in the evening and", "eight in the morning on any day."),
    ("3. The loading bay is moved to the side of the old bank, and may be", "used for up to twenty minutes."),
)
FIRST_LINES = (740, 702, 664)
REMARK = "Three would do for every event that we know of."

Remark = tuple[str, tuple[int, int, int, int]]


def draft(subtype: str, remarks: Sequence[Remark]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0)
    for y, clause in zip(FIRST_LINES, CLAUSES, strict=True):
        for i, line in enumerate(clause):
            canvas.drawString(72, y - 14 * i, line)
    for text, place in remarks:
        canvas.highlightAnnotation(text, place)
    canvas.save()
    return target.getvalue().replace(b"/Subtype /Highlight", f"/Subtype /{subtype}".encode())


def document(content: bytes) -> Document:
    result = next(read(content, "a.pdf", ReadSettings()))
    assert isinstance(result, Document)
    return result


def blocks(content: bytes) -> list[tuple[BlockKind, str]]:
    result = document(content)
    return [(block.kind, result.text[block.start : block.end]) for block in result.blocks]


@pytest.mark.parametrize("subtype", ["Text", "Highlight", "StrikeOut", "Caret", "Underline", "Squiggly"])
@pytest.mark.parametrize("left", [20, 200, 540])
@pytest.mark.parametrize("line", [0, 1])
def test_a_remark_stands_behind_the_clause_that_it_is_on(subtype: str, left: int, line: int) -> None:
    top = FIRST_LINES[1] + 10 - 14 * line
    found = blocks(draft(subtype, [(REMARK, (left, top - 14, left + 18, top))]))
    assert [text for _, text in found] == [*(" ".join(clause) for clause in CLAUSES[:2]), REMARK, " ".join(CLAUSES[2])]
    assert [kind for kind, _ in found].index(BlockKind.COMMENT) == 2


def test_a_single_remark_is_set_aside_to_be_looked_at_and_no_part_of_the_clause() -> None:
    result = document(draft("Text", [(REMARK, (540, 690, 558, 708))]))
    found = [(s.kind, s.reason) for s in split(result) if REMARK in result.text[s.start : s.end]]
    assert found == [(SegmentKind.FURNITURE, MARGIN_COMMENT)]


def test_the_paragraphs_of_a_remark_are_one_point() -> None:
    remark = "This is unclear.\rPlease say which lorries."
    kinds = blocks(draft("Text", [(remark, (540, 690, 558, 708))]))
    assert (BlockKind.COMMENT, "This is unclear.\nPlease say which lorries.") in kinds


def test_a_draft_with_remarks_on_most_of_its_clauses_is_what_they_are_about() -> None:
    remarks = [(f"{REMARK} {n}", (540, y - 10, 558, y + 4)) for n, y in enumerate(FIRST_LINES[:2])]
    result = document(draft("Text", remarks))
    points = [result.text[s.start : s.end] for s in split(result) if s.kind is SegmentKind.POINT]
    assert points == [text for text, _ in remarks]


def test_remarks_at_one_place_of_several_pages_are_no_running_heads() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    for page in range(4):
        canvas.drawString(72, 700, f"Paragraph number {['one', 'two', 'three', 'four'][page]} says something else.")
        canvas.textAnnotation("We do not agree.", (540, 696, 558, 714))
        canvas.showPage()
    canvas.save()
    assert [kind for kind, text in blocks(target.getvalue()) if text == "We do not agree."] == [BlockKind.COMMENT] * 4


@pytest.mark.parametrize(("left", "ticked"), [(100, "Yes"), (190, "No"), (128, "Yes")])
def test_a_cross_typed_on_a_line_of_options_ticks_the_nearest(left: int, ticked: str) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0)
    canvas.drawString(72, 740, "1. Do you support the plan?")
    canvas.drawString(80, 720, "Yes")
    canvas.drawString(170, 720, "No")
    canvas.freeTextAnnotation("X", "/Helv 11 Tf 0 g", (left, 717, left + 10, 731), relative=0)
    canvas.save()
    result = document(target.getvalue())
    segments = split(result)
    assert [result.text[s.start : s.end] for s in segments if s.kind is SegmentKind.ANSWER] == [ticked]


def test_a_cross_beside_one_word_may_mean_anything() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0)
    canvas.drawString(72, 740, "Lorries")
    canvas.freeTextAnnotation("X", "/Helv 11 Tf 0 g", (130, 737, 140, 751), relative=0)
    canvas.save()
    assert "☒" not in document(target.getvalue()).text
    assert "☑" not in document(target.getvalue()).text
