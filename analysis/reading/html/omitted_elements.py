"""Omitted elements of a web page, whose words are not laid out: fields, lists, pictures and their descriptions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from analysis.model import Omitted
from analysis.reading import omission_reasons

QUIET = {"hidden", "submit", "button", "reset", "image", "password", "file", "color", "range"}
"""Kinds of fields in which nobody types words: buttons, tokens, passwords."""

BOXES = {"checkbox", "radio"}

_WORDED = {
    **dict.fromkeys(("svg", "canvas", "object", "applet"), omission_reasons.DRAWN),
    **dict.fromkeys(("iframe", "video", "audio", "embed"), omission_reasons.EMBEDDED),
    "noscript": omission_reasons.NO_SCRIPT,
}
"""Elements whose words a browser draws, or shows only where it cannot show the rest.

A button's words, and those of scripts, styles, templates and the page's title, say nothing of an author's.
"""


def omitted_in(element: HtmlElement) -> Iterator[Omitted]:
    """List what an element holds whose words are not laid out."""
    tag = element.tag
    if tag == "input":
        yield from _field(element)
    elif tag == "select":
        yield from _omitted_text(" / ".join(_choices(element)), omission_reasons.CHOICES)
    elif tag == "img":
        yield from _picture(element)
    elif tag in _WORDED:
        element_words = " ".join(" ".join(element.itertext()).split())
        embeds = tag in ("object", "embed", "iframe") and (element.get("srcdoc") or _is_inside(element, "data", "src"))
        yield from (Omitted(element_words, _WORDED[tag]),) if element_words or embeds else ()


def _field(element: HtmlElement) -> Iterator[Omitted]:
    field_type = (element.get("type") or "text").lower()
    if field_type in BOXES:
        if "checked" in element.attrib:
            yield Omitted(f"☑ {element.get('value') or element.get('name') or ''}".strip(), omission_reasons.FIELD)
    elif field_type not in QUIET:
        yield from _omitted_text(element.get("value") or "", omission_reasons.FIELD)


def _choices(element: HtmlElement) -> Iterator[str]:
    """Yield the choices of a list, or those that are chosen where any is."""
    options = list(element.iter("option"))
    chosen_options = [option for option in options if "selected" in option.attrib]
    for option in chosen_options or options:
        option_words = " ".join((option.get("label") or "".join(option.itertext())).split())
        if option_words:
            yield f"☑ {option_words}" if option in chosen_options else option_words


def _picture(element: HtmlElement) -> Iterator[Omitted]:
    yield from _omitted_text(element.get("alt") or "", omission_reasons.DESCRIPTION)
    if _is_inside(element, "src"):
        yield Omitted("", omission_reasons.PICTURE)


def _is_inside(element: HtmlElement, *names: str) -> bool:
    """Return whether what an element shows lies in the page itself; the reader empties such addresses before it
    parses."""
    return any(
        (element.get(name) or "").strip() == "" or (element.get(name) or "").startswith("data:")
        for name in names
        if name in element.attrib
    )


def _omitted_text(omitted_words: str, reason: str) -> Iterator[Omitted]:
    omitted_words = " ".join(omitted_words.split())
    if omitted_words:
        yield Omitted(omitted_words, reason)
