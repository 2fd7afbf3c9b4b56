"""The words of a PDF page as they are drawn: their characters, boxes, size and weight, through PDFium's raw interface.

Coordinates are turned so that ``left`` grows along a line of text and ``top`` grows down the page, whichever way the
page or its text is turned.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from analysis.reading.pdf.characters import BULLETS, HYPHEN, of_symbol_font, plain

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


class Box(NamedTuple):
    """The place of something on a page; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return how tall it is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs that stand together in one font and size.

    ``base`` is the line that they stand on, ``spaced`` whether white space was drawn before them, ``turned`` by how
    many quarter turns they lean away from the page's other text.
    """

    text: str
    box: Box
    base: float
    bold: bool = False
    italic: bool = False
    spaced: bool = True
    turned: int = 0

    @property
    def size(self) -> float:
        """Return the height of a line of this font, which stands for the font's size."""
        return self.box.height


def words_of(textpage: Any) -> list[Word]:
    """Return the words of a page in the order in which the file draws them, upright."""
    words = list(_Collector(textpage.raw).words(textpage.count_chars()))
    if not words:
        return []
    upright = Counter(word.turned for word in words).most_common(1)[0][0]
    return [_upright(word, upright) for word in words]


class _Collector:
    """Gathers the glyphs of one text page into words; the buffers are PDFium's to fill."""

    def __init__(self, raw: Any) -> None:
        self._page = raw
        self._rect = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def words(self, count: int) -> Iterator[Word]:
        """Yield the words among so many glyphs."""
        glyphs: list[tuple[str, Box]] = []
        first, spaced = 0, True
        for i in range(count):
            character = chr(min(pdfium.FPDFText_GetUnicode(self._page, i), sys.maxunicode))
            if character.isspace():
                if glyphs:
                    yield self._word(glyphs, first, spaced)
                glyphs, spaced = [], True
                continue
            character = plain(character)
            if not character:
                continue
            box = self._box(i)
            marked = len(glyphs) == 1 and glyphs[0][0] in BULLETS
            if glyphs and (marked or _apart(glyphs[-1], (character, box))):
                yield self._word(glyphs, first, spaced)
                spaced = box.left - glyphs[-1][1].right > LOOSE_GAP * box.height
                glyphs = []
            if not glyphs:
                first = i
            glyphs.append((character, box))
        if glyphs:
            yield self._word(glyphs, first, spaced)

    def _box(self, i: int) -> Box:
        pdfium.FPDFText_GetLooseCharBox(self._page, i, self._rect)
        rect = self._rect
        return Box(rect.left, -rect.top, rect.right, -rect.bottom)

    def _word(self, glyphs: Sequence[tuple[str, Box]], first: int, spaced: bool) -> Word:
        font = self._font(first)
        text = "".join(character for character, _ in glyphs)
        weight = pdfium.FPDFText_GetFontWeight(self._page, first)
        bold = weight >= BOLD_WEIGHT or _BOLD_NAME.search(font) is not None
        italic = _ITALIC_NAME.search(font) is not None
        box, turned = _around(glyphs), self._turned(first)
        return Word(of_symbol_font(text, font), box, self._base(first), bold, italic, spaced, turned)

    def _base(self, i: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._page, i, self._x, self._y)
        return -float(self._y.value)

    def _font(self, i: int) -> str:
        size = pdfium.FPDFText_GetFontInfo(self._page, i, self._name, _NAME_LENGTH, self._flags)
        return self._name.value.decode("utf-8", "replace") if 0 < size <= _NAME_LENGTH else ""

    def _turned(self, i: int) -> int:
        """By how many quarter turns the glyph leans; a slanted stamp counts as the nearest."""
        angle: float = pdfium.FPDFText_GetCharAngle(self._page, i)
        return round(angle / (math.pi / 2)) % 4 if angle > 0 else 0


def _upright(word: Word, quarters: int) -> Word:
    if not quarters:
        return word
    # Seen along the turned line, its base is the same share of the box below its top as the font's ascent.
    box = _turn(word.box, quarters)
    return replace(word, box=box, base=box.bottom - DESCENT * box.height, turned=word.turned - quarters)


def _apart(last: tuple[str, Box], following: tuple[str, Box]) -> bool:
    """Return whether two neighbours belong to different words although no space stands between them."""
    a_left, a_top, a_right, a_bottom = last[1]
    b_left, b_top, _, b_bottom = following[1]
    size, other = a_bottom - a_top, b_bottom - b_top
    if last[0] == HYPHEN or abs(size - other) > SAME_SIZE * (size if size > other else other):
        return True
    if abs(b_bottom - a_bottom) > SAME_LINE * size:
        # Turned text runs down or up the page; its glyphs follow one another there.
        return abs(b_left - a_left) > SAME_LINE * size
    return not -2 * size <= b_left - a_right <= LOOSE_GAP * size


def _around(glyphs: Sequence[tuple[str, Box]]) -> Box:
    boxes = [box for _, box in glyphs]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _turn(box: Box, quarters: int) -> Box:
    if quarters == 1:
        return Box(box.top, -box.right, box.bottom, -box.left)
    if quarters == 2:
        return Box(-box.right, -box.bottom, -box.left, -box.top)
    if quarters == 3:
        return Box(-box.bottom, box.left, -box.top, box.right)
    return box
