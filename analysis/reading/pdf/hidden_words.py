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
from analysis.reading.pdf.ruled_tables import MOST_SHAPES, Shape

SMALLEST = 4.0
"""A box less high or wide than this, in points, hides no word."""

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


def without_hidden(
    page: Any, textpage: Any, words: Sequence[Word], shapes: Sequence[Shape]
) -> tuple[list[Word], list[Omitted]]:
    """Return the words that can be seen, and those that lie beneath a box that is painted over them.

    The order of painting tells which words may be hidden, and a picture of the page whether they are.
    """
    covered = list(_covered(page, textpage, words, shapes))
    if not covered:
        return list(words), []
    picture = _Picture.of(page)
    hidden = {id(word) for word in covered if picture.is_blank(word)}
    runs = groupby(words, lambda word: id(word) in hidden)
    omitted = [Omitted(" ".join(word.text for word in run), BENEATH) for is_hidden, run in runs if is_hidden]
    return [word for word in words if id(word) not in hidden], omitted


# The order of painting ------------------------------------------------------------------------------------------------


def _covered(page: Any, textpage: Any, words: Sequence[Word], shapes: Sequence[Shape]) -> Iterator[Word]:
    """Yield the words over which a box is painted. They come in the order in which they are painted themselves."""
    orders: dict[bytes, int] = {}
    for box, order in (*_filled_boxes(shapes), *_remark_boxes(page)):
        for word in words:
            x, y = (word.box.left + word.box.right) / 2, word.base - LETTERS * word.size / 2
            if not (box.left <= x <= box.right and box.top <= y <= box.bottom):
                continue
            orders = orders or _text_orders(page)
            if orders.get(_text_object(textpage, x, y), order) >= order:
                break
            yield word


def _filled_boxes(shapes: Sequence[Shape]) -> Iterator[_Cover]:
    """Yield the shapes that are filled, and cover what is beneath them; before all text there is nothing."""
    for raw, box, order, is_over_text in shapes:
        if is_over_text and min(box.right - box.left, box.height) >= SMALLEST and _is_filled(raw):
            yield _Cover(box, order)


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


def _text_orders(page: Any) -> dict[bytes, int]:
    """Return the pieces of text of a page with their places in the order of painting."""
    orders: dict[bytes, int] = {}
    for order in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_SHAPES)):
        shape = pdfium.FPDFPage_GetObject(page.raw, order)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[bytes(shape)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            orders.update((bytes(text), order) for text in _texts(shape, DEEPEST))
    return orders


def _texts(group: Any, depth: int) -> Iterator[Any]:
    """Yield the pieces of text in a group of shapes."""
    for index in range(max(0, pdfium.FPDFFormObj_CountObjects(group))):
        shape = pdfium.FPDFFormObj_GetObject(group, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield shape
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            yield from _texts(shape, depth - 1)


def _text_object(textpage: Any, x: float, y: float) -> bytes:
    """Return the piece of text that is drawn at a place, or nothing."""
    index = pdfium.FPDFText_GetCharIndexAtPos(textpage.raw, x, -y, SMALLEST, SMALLEST)
    return bytes(pdfium.FPDFText_GetTextObject(textpage.raw, index)) if index >= 0 else b""


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
