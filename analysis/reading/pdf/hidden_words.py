"""Words that stand in a file and that no reader of the page sees, for a box is painted over them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from analysis.model import Omitted
from analysis.reading.omission_reasons import BENEATH
from analysis.reading.pdf.page_words import Box, Word

SMALLEST = 4.0
"""A box less high or wide than this, in points, hides no word."""

MOST_SHAPES = 50_000
"""Further shapes of a page are not looked at."""

COVERING = (pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_REDACT)
"""Remarks that may be drawn as a filled box; they are painted last."""

DEEPEST = 3
"""Groups of shapes within groups."""

SHARPNESS, MOST_PIXELS = 2.0, 10_000_000
"""Pixels to a point at which a page is looked at, and the most of a page."""

LETTERS, MARGIN = 0.5, 0.1
"""Letters stand so high above their base, against their size; a box may end within so much of a word's sides."""

SAME_COLOUR = 24
"""Of 255: what differs less is one colour, in which no letter can be read."""


class _Cover(NamedTuple):
    """A filled box, and its place in the order of painting."""

    box: Box
    order: int


def without_hidden(page: Any, textpage: Any, words: Sequence[Word]) -> tuple[list[Word], list[Omitted]]:
    """Return the words that can be seen, and those that lie beneath a box that is painted over them.

    The order of painting tells which words may be hidden, and a picture of the page whether they are.
    """
    covered = list(_covered(page, textpage, words))
    if not covered:
        return list(words), []
    picture = _Picture.of(page)
    hidden = {id(word) for word in covered if picture.is_blank(word)}
    runs = groupby(words, lambda word: id(word) in hidden)
    omitted = [Omitted(" ".join(word.text for word in run), BENEATH) for is_hidden, run in runs if is_hidden]
    return [word for word in words if id(word) not in hidden], omitted


# The order of painting ------------------------------------------------------------------------------------------------


def _covered(page: Any, textpage: Any, words: Sequence[Word]) -> Iterator[Word]:
    covers = [*_filled_boxes(page), *_remark_boxes(page)]
    if not covers:
        return
    orders: dict[int | None, int] = {}
    for word in words:
        x, y = (word.box.left + word.box.right) / 2, word.base - LETTERS * word.size / 2
        over = [cover.order for cover in covers if _holds(cover.box, x, y)]
        if over:
            orders = orders or dict(_text_orders(page))
            yield from [word] if max(over) > orders.get(_text_object(textpage, x, y), max(over)) else []


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _filled_boxes(page: Any) -> Iterator[_Cover]:
    """Yield the shapes of a page that are filled, and cover what is beneath them."""
    edges = [ctypes.c_float() for _ in range(4)]
    for order in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_SHAPES)):
        shape = pdfium.FPDFPage_GetObject(page.raw, order)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if min(right - left, top - bottom) >= SMALLEST and _is_filled(shape):
            yield _Cover(Box(left, -top, right, -bottom), order)


def _is_filled(shape: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    return bool(fill.value) and not pdfium.FPDFPageObj_HasTransparency(shape)


def _remark_boxes(page: Any) -> Iterator[_Cover]:
    rect = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            is_covering = pdfium.FPDFAnnot_GetSubtype(annotation) in COVERING
            if is_covering and pdfium.FPDFAnnot_GetRect(annotation, rect):
                yield _Cover(Box(rect.left, -rect.top, rect.right, -rect.bottom), MOST_SHAPES)
            pdfium.FPDFPage_CloseAnnot(annotation)


def _text_orders(page: Any) -> Iterator[tuple[int | None, int]]:
    """Yield the pieces of text of a page with their places in the order of painting."""
    for order in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_SHAPES)):
        for text in _texts(pdfium.FPDFPage_GetObject(page.raw, order), DEEPEST):
            yield _address(text), order


def _texts(shape: Any, depth: int) -> Iterator[Any]:
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield shape
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        for index in range(max(0, pdfium.FPDFFormObj_CountObjects(shape))):
            yield from _texts(pdfium.FPDFFormObj_GetObject(shape, index), depth - 1)


def _text_object(textpage: Any, x: float, y: float) -> int | None:
    """Return the piece of text that is drawn at a place."""
    index = pdfium.FPDFText_GetCharIndexAtPos(textpage.raw, x, -y, SMALLEST, SMALLEST)
    return _address(pdfium.FPDFText_GetTextObject(textpage.raw, index)) if index >= 0 else None


def _address(shape: Any) -> int | None:
    return ctypes.cast(shape, ctypes.c_void_p).value


# What can be seen -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page as it is seen: its pixels, row by row."""

    page: Any
    pixels: bytes
    width: int
    height: int
    stride: int
    channels: int

    @classmethod
    def of(cls, page: Any) -> _Picture:
        """Paint a page."""
        width, height = page.get_size()
        scale = min(SHARPNESS, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
        bitmap = page.render(scale=scale)
        try:
            picture = cls(page, bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        finally:
            bitmap.close()
        return picture

    def is_blank(self, word: Word) -> bool:
        """Return whether all is of one colour where the letters of a word are."""
        inset = MARGIN * (word.box.right - word.box.left)
        left, top = self._pixel(word.box.left + inset, word.base - LETTERS * word.size)
        right, bottom = self._pixel(word.box.right - inset, word.base)
        rows = [self._row(y, min(left, right), max(left, right)) for y in range(min(top, bottom), max(top, bottom) + 1)]
        block = b"".join(rows)
        channels = (block[channel :: self.channels] for channel in range(self.channels))
        return bool(block) and all(max(channel) - min(channel) <= SAME_COLOUR for channel in channels)

    def _row(self, y: int, left: int, right: int) -> bytes:
        start = max(0, min(y, self.height - 1)) * self.stride
        return self.pixels[start + max(0, left) * self.channels : start + min(right + 1, self.width) * self.channels]

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self.page.raw, 0, 0, self.width, self.height, 0, x, -y, across, down)
        return across.value, down.value
