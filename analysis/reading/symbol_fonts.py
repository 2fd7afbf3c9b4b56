"""Fonts of signs, whose letters show ticks, boxes and arrows: what a reader of the page sees of them."""

from __future__ import annotations

_SIGNS = {
    "wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0x6F: "☐", 0xA8: "☐", 0xE0: "→", 0x4A: "☺"},
    "wingdings 2": {
        **{0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0x56: "☒", 0xA3: "☐"},
        **{0x2A: "☐", 0x30: "☐"},
    },
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■"},
    "symbol": {0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xAE: "→", 0xDE: "⇒", 0xB9: "≠", 0xBB: "≈"}
    | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}
"""Characters that mean something in a response: ticks, boxes, arrows, mathematics."""

_OF_LETTERS = ("wingdings", "wingdings 2", "webdings")
"""Fonts in which no letter is one; whoever types in them sees signs."""

PRIVATE = range(0xF000, 0xF100)
"""Where programs put the characters of such fonts, so that no letter is taken for one."""


def sign(font: str, code: int) -> str:
    """Return the sign at a place of a font; a bullet for one that only decorates."""
    return _SIGNS.get(_family(font), {}).get(code & 0xFF, "•")


def shown(font: str, text: str) -> str:
    """Return a text as it looks in a font of signs, or as it is in any other.

    >>> shown("Wingdings 2", "R"), shown("Wingdings 2", "\\uf0a3 "), shown("Arial", "R")
    ('☑', '☐ ', 'R')
    """
    family = _family(font)
    if family not in _SIGNS:
        return text
    letters_are_signs = family in _OF_LETTERS
    return "".join(
        sign(font, ord(letter)) if ord(letter) in PRIVATE or (letters_are_signs and "!" <= letter <= "ÿ") else letter
        for letter in text
    )


def _family(font: str) -> str:
    return font.strip(" '\"").lower()
