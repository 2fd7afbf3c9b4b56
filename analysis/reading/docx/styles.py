"""Styles of a Word file: what a paragraph or a run takes over from its style and from those that it is based on."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from analysis.reading.docx.package import W, integer, switch, value
from analysis.reading.word_paragraphs import heading_style_level, is_contents_style

LONGEST_CHAIN = 40
"""Word itself allows eleven styles on top of each other."""


@dataclass(frozen=True, slots=True)
class Style:
    """The settings of one style itself; None where it says nothing."""

    id: str
    name: str
    based_on: str | None
    number: str | None
    level: int | None
    outline: int | None
    hidden: bool | None


Chain = tuple[Style, ...]
"""A style and those that it is based on, nearest first."""


class Styles:
    """All styles of a file, by their ids."""

    def __init__(self, styles_root: Element | None) -> None:
        """Read the styles part, if there is one."""
        elements = [] if styles_root is None else list(styles_root.iterchildren(f"{W}style"))
        # Of the hundreds that Word writes a document uses a few, and only these are read.
        self._elements = {_id(element): element for element in elements}
        self._chains: dict[str, Chain] = {}
        self._default = ""
        for element in elements:
            if element.get(f"{W}type") == "paragraph" and (element.get(f"{W}default") or "0") not in ("0", "false"):
                self._default = _id(element)

    def chain(self, style_id: str | None) -> Chain:
        """Return the style of that id and all that it is based on; empty where there is none."""
        wanted_id = style_id or ""
        if wanted_id not in self._chains:
            self._chains[wanted_id] = self._follow(wanted_id)
        return self._chains[wanted_id]

    def paragraph(self, style_id: str | None) -> Chain:
        """Return the same for a paragraph, which falls back to the default paragraph style."""
        return self.chain(style_id if style_id in self._elements else self._default)

    def _follow(self, style_id: str) -> Chain:
        ancestors: list[Style] = []
        next_style = self._style(style_id)
        while next_style and next_style not in ancestors and len(ancestors) < LONGEST_CHAIN:
            ancestors.append(next_style)
            next_style = self._style(next_style.based_on or "")
        return tuple(ancestors)

    def _style(self, style_id: str) -> Style | None:
        return _style(self._elements[style_id]) if style_id in self._elements else None


def _id(style: Element) -> str:
    return style.get(f"{W}styleId") or ""


def _style(element: Element) -> Style:
    paragraph_properties = element.find(f"{W}pPr")
    return Style(
        id=_id(element),
        name=(value(element, "name") or "").strip(),
        based_on=value(element, "basedOn"),
        number=value(paragraph_properties, "numPr/numId"),
        level=integer(value(paragraph_properties, "numPr/ilvl")),
        outline=integer(value(paragraph_properties, "outlineLvl")),
        hidden=switch(element.find(f"{W}rPr"), "vanish"),
    )


def heading_level(chain: Chain, direct: int | None) -> int:
    """Return the level at which a paragraph heads others (1 is the highest), or 0 for a paragraph that does not.

    Word shows a heading style's name in every language of its own, but stores it in English.
    """
    if direct is not None:
        return direct + 1 if 0 <= direct < 9 else 0
    for style in chain:
        if style.outline is not None:
            return style.outline + 1 if 0 <= style.outline < 9 else 0
        level = heading_style_level(style.name)
        if level:
            return level
    return 0


def is_contents(chain: Chain) -> bool:
    """Return whether a style is one of those in which Word sets tables of contents and indexes."""
    return any(is_contents_style(style.name) for style in chain[:1])


def is_hidden(direct: bool | None, *chains: Chain) -> bool:
    """Return whether text is hidden: what its run says, else the first of the styles that says anything."""
    if direct is not None:
        return direct
    declarations = (style.hidden for chain in chains for style in chain)
    return next((declaration for declaration in declarations if declaration is not None), False)
