"""The words of a PDF page as they are drawn: their characters, boxes, size and weight, through PDFium's raw interface.

Coordinates are turned so that ``left`` grows along a line of text and ``top`` grows down the page, whichever way the
page or its text is turned.
"""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, cast

import pypdfium2.raw as pdfium

from analysis.reading.pdf.characters import BULLETS, HYPHEN, decode_symbols, glyph_text

BOLD_WEIGHT = 600
"""The weight from which a font is bold, as CSS counts (normal 400, semi-bold 600, bold 700)."""

SAME_SIZE = 0.12
"""Glyphs whose boxes differ in height by less than this share are set in one size."""

SAME_LINE = 0.2
"""Glyphs whose boxes differ in place by less than this share of their height stand on one line."""

LOOSE_GAP = 0.6
"""Two neighbouring glyphs further apart than this share of their size are words of their own, space or no space."""

DESCENT = 0.2
"""The share of a font's height that lies below the base of the line, for turned text."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
_NAME_LENGTH = 128

Edges = tuple[float, float, float, float]
"""A glyph's left, top, right and bottom as PDFium gives them: the top is more than the bottom."""

_unpack_edges = cast(Callable[[Any], Edges], struct.Struct("4f").unpack_from)


class Box(NamedTuple):
    """The place of something on a page; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs that stand together in one font and size.

    ``base`` is the line that they stand on, ``spaced`` whether white space was drawn before them, ``turned`` by how
    many quarter turns they lean away from the page's other text, ``confidence`` (0 to 1) how sure the program is that
    read them in a picture.
    """

    text: str
    box: Box
    base: float
    bold: bool = False
    italic: bool = False
    spaced: bool = True
    turned: int = 0
    confidence: float = 1.0

    @property
    def size(self) -> float:
        """Return the height of a line of this font, which stands for the font's size."""
        return self.box.bottom - self.box.top


def page_words(textpage: Any) -> list[Word]:
    """Return the words of a page in the order in which the file draws them, upright."""
    drawn_words = list(_Collector(textpage.raw).words(_glyphs(textpage)))
    if not drawn_words:
        return []
    upright_turn = Counter(word.turned for word in drawn_words).most_common(1)[0][0]
    return [_upright(word, upright_turn) for word in drawn_words]


def _glyphs(textpage: Any) -> list[str]:
    """Return the text of every glyph of a page, white space as it is."""
    glyph_count = textpage.count_chars()
    page_text = textpage.get_text_range() if glyph_count else ""
    # One call for all glyphs; characters beyond the first plane of Unicode take two places in it.
    if len(page_text) == glyph_count:
        return list(map(glyph_text, map(ord, page_text)))
    return [glyph_text(pdfium.FPDFText_GetUnicode(textpage.raw, index)) for index in range(glyph_count)]


class _Collector:
    """A collector of one text page's glyphs into words; the buffers are PDFium's to fill."""

    def __init__(self, raw: Any) -> None:
        self._page = raw
        self._rect = pdfium.FS_RECTF()
        self._rect_pointer = ctypes.byref(self._rect)
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def words(self, page_glyphs: Sequence[str]) -> Iterator[Word]:
        """Yield the words that the glyphs of a page make."""
        glyphs: list[str] = []
        edges: list[Edges] = []
        first_index, is_spaced = 0, True
        for index, glyph in enumerate(page_glyphs):
            if glyph.isspace():
                if glyphs:
                    yield self._word(glyphs, edges, first_index, is_spaced)
                glyphs, edges, is_spaced = [], [], True
                continue
            if not glyph:
                continue
            glyph_edges = self._edges(index)
            if glyphs and self._are_apart(glyphs, edges[-1], glyph_edges, index):
                yield self._word(glyphs, edges, first_index, is_spaced)
                is_spaced = _gap(edges[-1], glyph_edges) > LOOSE_GAP * (glyph_edges[1] - glyph_edges[3])
                glyphs, edges = [], []
            if not glyphs:
                first_index = index
            glyphs.append(glyph)
            edges.append(glyph_edges)
        if glyphs:
            yield self._word(glyphs, edges, first_index, is_spaced)

    def _are_apart(self, glyphs: Sequence[str], last_edges: Edges, next_edges: Edges, index: int) -> bool:
        """Return whether a glyph is of another word than those before it although no space stands between them."""
        _, last_top, last_right, last_bottom = last_edges
        next_left, next_top, _, next_bottom = next_edges
        size, other = last_top - last_bottom, next_top - next_bottom
        if glyphs[-1] == HYPHEN or (glyphs[0] in BULLETS and len(glyphs) == 1):
            return True
        if size != other and abs(size - other) > SAME_SIZE * max(size, other):
            return True
        if last_bottom != next_bottom and abs(next_bottom - last_bottom) > SAME_LINE * size:
            # Turned text runs down or up the page; its glyphs follow one another there.
            return abs(next_left - last_edges[0]) > SAME_LINE * size or not self._turned(index)
        return not -2 * size <= next_left - last_right <= LOOSE_GAP * size

    def _edges(self, index: int) -> Edges:
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._rect_pointer)
        return _unpack_edges(self._rect)

    def _word(self, glyphs: Sequence[str], edges: Sequence[Edges], first_index: int, is_spaced: bool) -> Word:
        font_name = self._font(first_index)
        font_weight = pdfium.FPDFText_GetFontWeight(self._page, first_index)
        is_bold, is_italic = _font_look(font_name)
        lefts, tops, rights, bottoms = zip(*edges, strict=True)
        return Word(
            decode_symbols("".join(glyphs), font_name),
            Box(min(lefts), -max(tops), max(rights), -min(bottoms)),
            self._base(first_index),
            is_bold or font_weight >= BOLD_WEIGHT,
            is_italic,
            is_spaced,
            self._turned(first_index),
        )

    def _base(self, index: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return -float(self._y.value)

    def _font(self, index: int) -> str:
        name_size = pdfium.FPDFText_GetFontInfo(self._page, index, self._name, _NAME_LENGTH, self._flags)
        return self._name.value.decode("utf-8", "replace") if 0 < name_size <= _NAME_LENGTH else ""

    def _turned(self, index: int) -> int:
        """Return the quarter turns by which the glyph leans; a slanted stamp counts as the nearest."""
        angle: float = pdfium.FPDFText_GetCharAngle(self._page, index)
        return round(angle / (math.pi / 2)) % 4 if angle > 0 else 0


def _upright(word: Word, quarter_turns: int) -> Word:
    if not quarter_turns:
        return word
    # Seen along the turned line, its base is the same share of the box below its top as the font's ascent.
    turned_box = _turn(word.box, quarter_turns)
    return replace(
        word, box=turned_box, base=turned_box.bottom - DESCENT * turned_box.height, turned=word.turned - quarter_turns
    )


@lru_cache(maxsize=256)
def _font_look(font_name: str) -> tuple[bool, bool]:
    """Return whether a font is bold and whether it is italic, by its name."""
    return _BOLD_NAME.search(font_name) is not None, _ITALIC_NAME.search(font_name) is not None


def _gap(last_edges: Edges, next_edges: Edges) -> float:
    return next_edges[0] - last_edges[2]


def bounding_box(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all of these."""
    left_edges, top_edges, right_edges, bottom_edges = zip(*boxes, strict=True)
    return Box(min(left_edges), min(top_edges), max(right_edges), max(bottom_edges))


def _turn(box: Box, quarter_turns: int) -> Box:
    if quarter_turns == 1:
        return Box(box.top, -box.right, box.bottom, -box.left)
    if quarter_turns == 2:
        return Box(-box.right, -box.bottom, -box.left, -box.top)
    if quarter_turns == 3:
        return Box(-box.bottom, box.left, -box.top, box.right)
    return box
