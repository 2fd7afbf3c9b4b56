"""Words in a frame beside a text: a box of facts or of who writes, which is no part of the lines beside it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.ruled_tables import Shape

LEAST_WIDTH, LEAST_HEIGHT = 60.0, 24.0
"""Points; what is smaller frames a field or a box to tick."""

MOST_FRAMES = 40
"""A page that draws more of them is a plan, or a form whose answers stand in them."""

LINES_INSIDE, LINES_BESIDE = 2, 3
"""Fewer lines in a frame are a field; fewer beside it a label."""


def take_framed(words: Sequence[Word], shapes: Sequence[Shape]) -> tuple[list[Word], list[Word]]:
    """Return the words of a page without those in the one frame that stands beside a text, and these.

    Several such frames are the fields of a form, each with its question beside it.
    """
    boxes = {shape.box for shape in shapes if _is_large(shape.box)}
    if not 0 < len(boxes) <= MOST_FRAMES:
        return list(words), []
    framed = [box for box in boxes if _stands_beside(box, words)]
    outer = [box for box in framed if not any(other != box and _is_within(box, other) for other in framed)]
    if len(outer) != 1:
        return list(words), []
    return [word for word in words if not _is_within(word.box, outer[0])], [
        word for word in words if _is_within(word.box, outer[0])
    ]


def _is_large(box: Box) -> bool:
    return box.right - box.left >= LEAST_WIDTH and box.height >= LEAST_HEIGHT


def _stands_beside(frame: Box, words: Sequence[Word]) -> bool:
    """Return whether a frame holds lines, has others beside it at its own height, and cuts none."""
    level = [word for word in words if frame.top < (word.box.top + word.box.bottom) / 2 < frame.bottom]
    inside = [word for word in level if _is_within(word.box, frame)]
    left = [word for word in level if word.box.right <= frame.left]
    right = [word for word in level if word.box.left >= frame.right]
    if len(inside) + len(left) + len(right) < len(level):
        return False
    return _lines(inside) >= LINES_INSIDE and max(_lines(left), _lines(right)) >= LINES_BESIDE


def _is_within(box: Box, frame: Box) -> bool:
    """Return whether something stands in a frame, but for a little that its letters' boxes go over the edge."""
    slack = box.height / 4
    is_across = frame.left - slack <= box.left and box.right <= frame.right + slack
    return is_across and frame.top - slack <= box.top and box.bottom <= frame.bottom + slack


def _lines(words: Sequence[Word]) -> int:
    return len({round(word.base) for word in words})
