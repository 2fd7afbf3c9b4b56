"""Boxes to tick that a page draws as lines, without a glyph: frames beside words, some with a mark drawn in them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from analysis.reading.pdf.characters import TICK, TICKED, UNTICKED
from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.ruled_tables import Shape

SMALLEST, LARGEST = 5.0, 18.0
"""Sides, in points, of the boxes that forms draw."""

SQUARE = 1.3
"""The longer side is at most so many times the shorter one."""

NEAR = 16.0
"""Points between a box and the words that it stands for."""

APART = 1.5
"""Frames closer than this are the cells of one field: a letter goes into each."""

FEWEST = 2
"""Boxes of a page; a form offers several, and one frame alone may be anything."""

MARK_SHARE = 0.4
"""A mark covers so much of its box, across and down."""

DARK = 3 * 128
"""The sum of the colours below which a filled shape in a box is a mark, and no background."""


class _Mark(NamedTuple):
    """Something drawn in a box."""

    raw: Any
    box: Box


def with_drawn_boxes(words: Sequence[Word], shapes: Sequence[Shape], fields: Sequence[Box] = ()) -> list[Word]:
    """Return the words of a page with a sign for each box that is drawn beside them, ticked or not.

    Frames around the ``fields`` of a form are theirs, and those say themselves whether they are ticked.
    """
    small = [shape for shape in shapes if shape.box.height <= 2 * LARGEST and _width(shape.box) <= 2 * LARGEST]
    frames = _apart(_distinct([shape.box for shape in small if _is_box(shape)])) if len(small) >= FEWEST else []
    frames = [frame for frame in frames if not any(_holds(frame, field) for field in fields)]
    if len(frames) < FEWEST:
        return list(words)
    placed = list(words)
    found = 0
    for frame in frames:
        inside = [word for word in words if _holds(frame, word.box)]
        beside = None if any(not TICK.fullmatch(word.text) for word in inside) else _beside(frame, words, inside)
        if beside is None:
            continue
        marks = [_Mark(shape.raw, shape.box) for shape in small if _holds(frame, shape.box)]
        is_ticked = bool(inside) or any(_is_mark(mark, frame) for mark in marks)
        sign_box = Box(frame.left, beside.box.top, frame.right, beside.box.bottom)
        sign = Word(TICKED if is_ticked else UNTICKED, sign_box, beside.base)
        placed[placed.index(beside) : placed.index(beside)] = [sign]
        placed = [word for word in placed if not any(word is each for each in inside)]
        found += 1
    return placed if found >= FEWEST else list(words)


def _width(box: Box) -> float:
    return box.right - box.left


def _is_box(shape: Shape) -> bool:
    """Return whether a shape is a square or a circle of a box's size whose edge is drawn, and has no slanting side."""
    sides = sorted((_width(shape.box), shape.box.height))
    if sides[0] < SMALLEST or sides[1] > LARGEST or sides[1] > SQUARE * sides[0]:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape.raw, fill, stroke)
    segments = pdfium.FPDFPath_CountSegments(shape.raw)
    return bool(stroke.value) and segments > 3 and not _slants(shape.raw)


def _slants(raw: Any) -> bool:
    """Return whether a shape has a straight side that is neither upright nor level."""
    places = list(_places(raw))
    return any(
        kind == pdfium.FPDF_SEGMENT_LINETO and min(abs(x - last_x), abs(y - last_y)) > SMALLEST / 4
        for (_, last_x, last_y), (kind, x, y) in pairwise(places)
    )


def _places(raw: Any) -> Iterator[tuple[int, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(raw)):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        yield pdfium.FPDFPathSegment_GetType(segment), x.value, y.value


def _distinct(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes but for those that are drawn again in the same place."""
    distinct: list[Box] = []
    for box in boxes:
        if not any(_holds(other, box) for other in distinct):
            distinct.append(box)
    return distinct


def _apart(frames: Sequence[Box]) -> list[Box]:
    return [frame for frame in frames if not any(frame != other and _touch(frame, other) for other in frames)]


def _touch(one: Box, other: Box) -> bool:
    is_beside = one.left - APART <= other.right and other.left - APART <= one.right
    return is_beside and one.top - APART <= other.bottom and other.top - APART <= one.bottom


def _holds(frame: Box, box: Box) -> bool:
    """Return whether the middle of something is in a frame."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return frame.left < across < frame.right and frame.top < down < frame.bottom


def _beside(frame: Box, words: Sequence[Word], inside: Sequence[Word]) -> Word | None:
    """Return the word on the line of a box that is next to it: the one behind it, or else the one before it."""
    middle = (frame.top + frame.bottom) / 2
    level = [word for word in words if word.box.top < middle < word.box.bottom and not word.turned]
    near = [word for word in level if not any(word is each for each in inside)]
    behind = [word for word in near if 0 <= word.box.left - frame.right <= NEAR]
    before = [word for word in near if 0 <= frame.left - word.box.right <= NEAR]
    return min(behind, key=lambda word: word.box.left, default=None) or max(
        before, key=lambda word: word.box.right, default=None
    )


def _is_mark(mark: _Mark, frame: Box) -> bool:
    """Return whether what is drawn in a box is a mark: strokes that slant, or a dark filling that is no frame."""
    is_large = _width(mark.box) >= MARK_SHARE * _width(frame) and mark.box.height >= MARK_SHARE * frame.height
    return is_large and (_slants(mark.raw) or _is_dark_filling(mark.raw))


def _is_dark_filling(raw: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(raw, fill, stroke)
    colours = [ctypes.c_uint() for _ in range(4)]
    has_colour = bool(fill.value) and pdfium.FPDFPageObj_GetFillColor(raw, *colours)
    return bool(has_colour) and sum(colour.value for colour in colours[:3]) < DARK
