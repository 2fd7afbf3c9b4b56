"""Notes of a web page: paragraphs and list items that a raised number in its text calls."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_NUMBER = re.compile(r"[\[(]?(\d{1,3}|[*†‡])[\])]?$")
_NOTE = re.compile(
    r"\D*?(?:^|[^a-z])(?:fn|ftn|edn|n|note|foot-?note|end-?note)\D{0,8}(\d{1,3})(?:text)?$", re.IGNORECASE
)
"""What programs call the place of a note: "fn1", "_ftn1", "sdfootnote1", "cite_note-1", "n1"."""


_CALLS = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?)\"”’])\s?$")
"""What a call stands behind; "m²" calls nothing."""


def note_ids(page: HtmlElement) -> frozenset[str]:
    """Return the ids of the elements that hold notes.

    A note's place is linked to by a raised number, or is named as one and its number raised behind a word or a mark.
    """
    raised: set[str] = set()
    linked: set[str] = set()
    for call in page.iter("sup"):
        call_number = _NUMBER.match("".join(call.itertext()).strip())
        if call_number:
            link_targets = [link.get("href") or "" for link in (*call.iter("a"), *call.iterancestors("a"))]
            linked.update(link[1:] for link in link_targets if link.startswith("#"))
            raised.update([call_number[1]] if _CALLS.search(_before(call)) else [])
    if not raised and not linked:
        return frozenset()
    note_places = (element for element in page.iter("li", "p", "div", "aside") if element.get("id"))
    return frozenset(place.get("id") for place in note_places if place.get("id") in linked or _named(place, raised))


def _named(place: HtmlElement, raised: set[str]) -> bool:
    note_name = _NOTE.match(place.get("id"))
    return note_name is not None and note_name[1] in raised


def _before(call: HtmlElement) -> str:
    """Return the text directly before an element, or before the link that holds it."""
    previous, parent = call.getprevious(), call.getparent()
    if previous is not None:
        return previous.tail or ""
    if parent is None:
        return ""
    return _before(parent) if parent.tag == "a" and not parent.text else parent.text or ""
