"""Omitted members of an OpenDocument text: pictures, their descriptions, objects, and fields of forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from analysis.model import Omitted
from analysis.reading import omission_reasons

QUIET = re.compile(
    r"mimetype|content\.xml|styles\.xml|meta\.xml|settings\.xml|manifest\.rdf|META-INF/.*|Thumbnails/.*|Fonts/.*"
    r"|Configurations2?/.*|layout-cache|Object [^/]+/(?:styles|settings|meta)\.xml|.*/|Basic/.*|Scripts/.*|Dialogs/.*"
)
"""Members of the archive that carry nothing that an author wrote, and the two that are read."""

_PICTURE = re.compile(
    r"Pictures/|ObjectReplacements/|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svm|svg|webp)$", re.IGNORECASE
)
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CHOSEN = ((f"{_FORM}current-state", "checked"), (f"{_FORM}current-selected", "true"))
_BINARY = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}binary-data"


def parts_unread(members: Iterable[str], roots: Iterable[_Element]) -> Iterator[Omitted]:
    """List what is in the archive, and in attributes and corners of its text, and not read."""
    for member_path in members:
        if not QUIET.fullmatch(member_path):
            yield Omitted("", omission_reasons.PICTURE if _PICTURE.match(member_path) else omission_reasons.EMBEDDED)
    for content_root in roots:
        for element in content_root.iter(f"{_SVG}title", f"{_SVG}desc"):
            yield from _omitted_text("".join(element.itertext()), omission_reasons.DESCRIPTION)
        for element in content_root.iter(f"{_FORM}*"):
            yield from _control(element)
        for element in content_root.iter(f"{_DRAW}object", f"{_DRAW}object-ole"):
            yield from _omitted_text(" ".join(map(str, element.itertext())), omission_reasons.DRAWN)
        yield from (Omitted("", omission_reasons.PICTURE) for _ in content_root.iter(_BINARY))


def _control(element: _Element) -> Iterator[Omitted]:
    """List what a control of a form holds: its value, or a choice with whether it is made."""
    label = element.get(f"{_FORM}label") or ""
    if element.tag.endswith(("}checkbox", "}radio", "}option")):
        is_chosen = any(element.get(name) == chosen for name, chosen in _CHOSEN)
        reason = omission_reasons.FIELD if is_chosen else omission_reasons.CHOICES
        yield from _omitted_text(f"☒ {label}" if is_chosen else label, reason)
        return
    field_value = element.get(f"{_FORM}current-value") or element.get(f"{_FORM}value") or ""
    yield from _omitted_text(field_value, omission_reasons.FIELD)
    yield from _omitted_text(label, omission_reasons.CHOICES)


def _omitted_text(omitted_words: str, reason: str) -> Iterator[Omitted]:
    omitted_words = " ".join(omitted_words.split())
    if omitted_words:
        yield Omitted(omitted_words, reason)
