"""The numbers of a web page's lists, which stand nowhere in the file: a browser computes them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from analysis.reading.numbering import spelled_letters
from analysis.text import roman_numeral

LISTS = {"ol", "ul", "menu", "dir"}

MARKERS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""What the ``type`` of a list means as a list style."""

BULLETS = {"none", "disc", "circle", "square"}
STYLES = {*MARKERS.values(), "lower-latin", "upper-latin", *BULLETS}

_DECLARED = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s*:([^;]*)")
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})(?!\d)", re.ASCII)


class ListNumbering:
    """A list that counts its items."""

    def __init__(self, element: HtmlElement) -> None:
        self.element = element
        is_ordered = element.tag == "ol"
        is_reversed = is_ordered and "reversed" in element.attrib
        first_number = integer(element.get("start")) if is_ordered else None
        if first_number is None:
            first_number = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
        self._value = first_number
        self._step = -1 if is_reversed else 1
        self._style = _style(element) or ("decimal" if is_ordered else "disc")

    def next_number(self, item: HtmlElement) -> str | None:
        """Return the number of the next item, or None where it has a bullet or nothing."""
        item_value = integer(item.get("value"))
        item_value = self._value if item_value is None else item_value
        self._value = item_value + self._step
        return format_number(item_value, _style(item) or self._style)


def integer(text: str | None) -> int | None:
    """Return the whole number that an attribute begins with, as the HTML standard reads it."""
    number_match = _INTEGER.match(text or "")
    return int(number_match.group(1)) if number_match else None


def format_number(value: int, style: str) -> str | None:
    """Return a number in a list style, with its dot, or None for a bullet or nothing."""
    if style in BULLETS:
        return None
    letter_case, _, numeral_kind = style.partition("-")
    numeral = ""  # letters and Roman figures cannot express every value; then browsers fall back on digits
    if numeral_kind in ("alpha", "latin") and value > 0:
        numeral = spelled_letters(value)
    elif numeral_kind == "roman" and 0 < value < 4000:
        numeral = roman_numeral(value)
    return f"{(numeral.upper() if letter_case == 'upper' else numeral) or value}."


def _style(element: HtmlElement) -> str | None:
    """Return the list style that an element asks for itself, if it is one that we know."""
    declaration = _DECLARED.search((element.get("style") or "").lower())
    known_styles = [word for word in declaration.group(1).split() if word in STYLES] if declaration else []
    return known_styles[0] if known_styles else MARKERS.get((element.get("type") or "").strip())
