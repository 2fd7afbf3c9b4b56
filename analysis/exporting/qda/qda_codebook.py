"""The codebook as REFI-QDA codes: a theme a code, its parts below it."""

from __future__ import annotations

from lxml import etree

from analysis.exporting.qda.qda_identity import ORIGIN, theme_guid
from analysis.exporting.qda.qda_xml import CODEBOOK, add, root, written
from analysis.exporting.qda.theme_description import described
from analysis.model import Codebook, Theme


def as_qdc(codebook: Codebook) -> bytes:
    """Return a codebook as a .qdc file."""
    document = root(CODEBOOK, "CodeBook", origin=ORIGIN)
    add_codes(add(document, "Codes"), codebook)
    return written(document)


def add_codes(parent: etree._Element, codebook: Codebook) -> None:
    """Add the codebook's codes, each below its parent, in their order."""
    children: dict[str | None, list[Theme]] = {}
    for theme in codebook.themes:
        children.setdefault(theme.parent if theme.parent in codebook.keys else None, []).append(theme)
    _add_below(parent, children, None)


def _add_below(parent: etree._Element, children: dict[str | None, list[Theme]], key: str | None) -> None:
    for theme in children.get(key, ()):
        code = add(parent, "Code", guid=theme_guid(theme.key), name=theme.name, isCodable="true")
        add(code, "Description", described(theme))
        _add_below(code, children, theme.key)
