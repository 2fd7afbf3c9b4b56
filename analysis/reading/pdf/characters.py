"""The characters of PDF files as they should have been: ligatures, symbol fonts, raised numbers, bullets."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

HYPHEN = "\u0002"
"""What PDFium gives for a hyphen at the end of a line, of which nobody knows yet whether it is one."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LIGATURES = re.compile(r"[\ufb00-\ufb06]")

SYMBOL_FONT = re.compile(r"wingding|webding|dingbat|symbol", re.IGNORECASE)
"""Fonts whose letters are pictures."""

_DINGBATS = dict(zip("nopqrlmuv345678", "■❏❐❑❒●❍◆❖✓✔✕✖✗✘", strict=True))
_WINGDINGS_2 = dict(zip("OPQRSTV£", "✗✓☒☑☒☒☒☐", strict=True))
_WEBDINGS = dict(zip("acgr", "✔□■✗", strict=True))

SYMBOLS = {
    **dict.fromkeys("lŸ·", "•"),
    **{"n": "■", "§": "▪", "v": "❖", "Ø": "➢", "à": "→", "è": "➔", "q": "❑", "u": "◆"},
    **{"ü": "✓", "û": "✗", "ý": "☒", "þ": "☑", "x": "☒", "¨": "☐", "o": "☐"},
}
"""What the letters of Wingdings and its like show, as far as documents use them: bullets and ticked boxes."""

_BY_FONT = {"dingbat": _DINGBATS, "wingdings2": _WINGDINGS_2, "webding": _WEBDINGS}
"""Fonts whose letters show something else."""

TICKED, UNTICKED = "☒", "☐"

EMPTY_BOX = re.compile(r"[☐□❏❐❑❒○◯❍]")
TICK = re.compile(r"[☑☒■●◉⦿✓✔✕✖✗✘◼xX]")
"""What a form is filled in with, where an empty box or nothing stands beside or below."""

BULLETS = frozenset("•●○▪◦‣·∙■□▫❖➢➤►▶➔◆◇❏❐❑❒❍⁃⚫⚪")
"""Glyphs that at the start of a line can only be a list's mark."""

DASHES = frozenset("-–—*o")
"""Glyphs that are a list's mark only if they stand by themselves, well before the words."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def is_sign(word_text: str) -> bool:
    """Return whether a word is a box or a tick, and no letter."""
    return not word_text.isalpha() and (EMPTY_BOX.fullmatch(word_text) or TICK.fullmatch(word_text)) is not None


@cache
def glyph_text(code: int) -> str:
    """Return a glyph's text: ligatures taken apart, invisible characters gone, line-end hyphens by one name.

    >>> glyph_text(ord("ﬁ")), glyph_text(0x200B), glyph_text(0xFFFE) == HYPHEN, glyph_text(0xA0).isspace()
    ('fi', '', True, True)
    """
    character = chr(min(code, sys.maxunicode))
    if character.isspace():
        return character
    if character < "\x7f":
        return "" if character < " " and character != HYPHEN else character
    if character == "\ufffe":
        return HYPHEN
    if _LIGATURES.match(character):
        return unicodedata.normalize("NFKC", character)
    return "" if _UNSEEN.match(character) else character


def decode_symbols(word_text: str, font_name: str) -> str:
    """Decode a word whose font, or whose private code points, make pictures of letters."""
    is_private = not word_text.isascii() and any("\uf000" <= character <= "\uf0ff" for character in word_text)
    if not is_private and not (len(word_text) == 1 and SYMBOL_FONT.search(font_name)):
        return word_text
    letters = [chr(ord(c) - 0xF000) if "\uf000" <= c <= "\uf0ff" else c for c in word_text]
    bare_name = re.sub(r"[\W_]", "", font_name).casefold()
    symbols = next((symbols for name, symbols in _BY_FONT.items() if name in bare_name), SYMBOLS)
    return "".join(symbols.get(letter, letter if letter.isprintable() else "•") for letter in letters)


def to_superscript(number: str) -> str:
    """Return a number as it looks where it calls a footnote.

    >>> to_superscript("12")
    '¹²'
    """
    return number.translate(_RAISED)


def from_superscript(number: str) -> str:
    """Return a raised number in ordinary figures.

    >>> from_superscript("¹²")
    '12'
    """
    return number.translate(_LOWERED)
