"""The numbers of a web page's lists, which stand nowhere in the file: a browser computes them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

LISTS = {"ol", "ul", "menu", "dir"}

MARKERS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""What the ``type`` of a list means as a list style."""

BULLETS = {"none", "disc", "circle", "square"}
STYLES = {*MARKERS.values(), "lower-latin", "upper-latin", *BULLETS}

_DECLARED = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s*:([^;]*)")
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})(?!\d)", re.ASCII)
_ROMAN = {
    **{1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"},
    **{10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"},
}


class ListNumbering:
    """A list that counts its items."""

    def __init__(self, element: HtmlElement) -> None:
        self.element = element
        ordered = element.tag == "ol"
        backwards = ordered and "reversed" in element.attrib
        start = integer(element.get("start")) if ordered else None
        if start is None:
            start = sum(1 for _ in element.iterchildren("li")) if backwards else 1
        self._value = start
        self._step = -1 if backwards else 1
        self._style = _style(element) or ("decimal" if ordered else "disc")

    def next_number(self, item: HtmlElement) -> str | None:
        """Return the number of the next item, or None where it has a bullet or nothing."""
        value = integer(item.get("value"))
        value = self._value if value is None else value
        self._value = value + self._step
        return number(value, _style(item) or self._style)


def integer(text: str | None) -> int | None:
    """Return the whole number that an attribute begins with, as the HTML standard reads it."""
    match = _INTEGER.match(text or "")
    return int(match.group(1)) if match else None


def number(value: int, style: str) -> str | None:
    """Return a number in a list style, with its dot, or None for a bullet or nothing."""
    if style in BULLETS:
        return None
    case, _, kind = style.partition("-")
    written = ""  # letters and Roman figures cannot express every value; then browsers fall back on digits
    if kind in ("alpha", "latin") and value > 0:
        written = _letters(value)
    elif kind == "roman" and 0 < value < 4000:
        written = _roman(value)
    return f"{(written.upper() if case == 'upper' else written) or value}."


def _style(element: HtmlElement) -> str | None:
    """Return the list style that an element asks for itself, if it is one that we know."""
    declared = _DECLARED.search((element.get("style") or "").lower())
    known = [word for word in declared.group(1).split() if word in STYLES] if declared else []
    return known[0] if known else MARKERS.get((element.get("type") or "").strip())


def _letters(value: int) -> str:
    letters = ""
    while value:
        value, letter = divmod(value - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def _roman(value: int) -> str:
    figures = ""
    for worth, figure in _ROMAN.items():
        figures += figure * (value // worth)
        value %= worth
    return figures
