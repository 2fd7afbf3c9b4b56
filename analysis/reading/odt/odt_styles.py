"""Styles of an OpenDocument text: what they hide, strike out or set in a font of signs, and headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from analysis.reading.odt.odt_numbering import STYLE, TEXT
from analysis.reading.word_paragraphs import is_contents_style

DEEPEST_STYLE = 20
"""Styles that inherit from one another; a circle of them ends here."""

_FONT_FAMILY = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}font-family"


class OdtStyles:
    """The styles of paragraphs and words, with what they take over from those that they are based on."""

    def __init__(self, roots: Sequence[_Element]) -> None:
        faces = [face for styles_root in roots for face in styles_root.iter(f"{STYLE}font-face")]
        self._families = {face.get(f"{STYLE}name"): face.get(_FONT_FAMILY, "").strip("'\"") for face in faces}
        self._styles = {
            (style_element.get(f"{STYLE}family", ""), style_element.get(f"{STYLE}name", "")): style_element
            for styles_root in roots
            for style_element in styles_root.iter(f"{STYLE}style")
        }

    def by(self, family: str, style_name: str | None) -> bool:
        """Return whether text in a style is hidden."""
        return self._property(family, style_name, f"{TEXT}display") == "none"

    def strikes(self, style_name: str | None) -> bool:
        """Return whether words in a style are struck out."""
        return self._property("text", style_name, f"{STYLE}text-line-through-style") not in ("", "none")

    def font(self, style_name: str | None) -> str:
        """Return the name of the font of words in a style, where it says one."""
        name = self._property("text", style_name, f"{STYLE}font-name")
        return self._families.get(name) or name

    def is_title(self, style_name: str | None) -> bool:
        """Return whether a paragraph's style is that of a document's title."""
        return "Title" in self._names(style_name)

    def is_contents(self, style_name: str | None) -> bool:
        """Return whether a paragraph's style, or the one that it varies, is that of a line of contents."""
        return any(map(is_contents_style, self._names(style_name)[:2]))

    def is_unlisted(self, style_name: str | None) -> bool:
        """Return whether a heading's style takes it out of the numbering of headings."""
        list_styles = (element.get(f"{STYLE}list-style-name") for element in self._chain("paragraph", style_name))
        return next((list_style == "" for list_style in list_styles if list_style is not None), False)

    def _names(self, style_name: str | None) -> list[str]:
        return [
            element.get(f"{STYLE}name", "").replace("_20_", " ") for element in self._chain("paragraph", style_name)
        ]

    def _property(self, family: str, style_name: str | None, wanted: str) -> str:
        """Return what a style says of its text, or a style from which it inherits; "" where none does."""
        for style_element in self._chain(family, style_name):
            for properties in style_element.iterfind(f"{STYLE}text-properties"):
                if said := properties.get(wanted):
                    return str(said)
        return ""

    def _chain(self, family: str, style_name: str | None) -> Iterator[_Element]:
        for _ in range(DEEPEST_STYLE):
            style_element = self._styles.get((family, style_name or ""))
            if style_element is None:
                return
            yield style_element
            style_name = style_element.get(f"{STYLE}parent-style-name")


def margins(styles: _Element) -> Iterator[_Element]:
    """Yield the headers and footers of all kinds of page."""
    for master_page in styles.iter(f"{STYLE}master-page"):
        for margin in master_page:
            if str(margin.tag).startswith((f"{STYLE}header", f"{STYLE}footer")):
                yield margin
