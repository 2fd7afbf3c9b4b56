"""Omitted parts of a Word file: pictures and their descriptions, embedded files, charts and diagrams."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lxml.etree import _Element as Element

from analysis.errors import UnreadableError
from analysis.model import Omitted
from analysis.reading import omission_reasons
from analysis.reading.docx.package import Package

QUIET = re.compile(
    r"\[content_types\]\.xml|(?:.*/)?_rels/.*|docprops/.*|customxml/.*|.*/|"
    r"word/(?:styles|styleswitheffects|stylesextended|settings|websettings|fonttable|numbering|people|document"
    r"|comments(?:extended|ids|extensible)|keymap|attachedtoolbars|bibliography|mailmerge|documenttasks)\d*\.xml"
    r"|word/(?:theme|fonts|glossary|printersettings|webextensions|tasks)/.*"
    r"|word/(?:charts|diagrams)/(?:style|colors|layout|quickstyle)\d*\.xml|_xmlsignatures/.*|userdata/.*",
    re.IGNORECASE,
)
"""Parts that carry nothing that an author wrote: styles, fonts, themes, settings, properties, templates."""

_STORIES = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml", re.IGNORECASE)
_PICTURES = re.compile(r"(?:.*/)?media/|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|wdp|webp)$", re.IGNORECASE)
_DRAWN = re.compile(r"word/(?:charts|diagrams)/.*\.xml$", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?:.*/)?(?:embeddings|activex|ink|model3d)/|word/(?:afchunk|vbaproject|vbadata)", re.IGNORECASE
)
_LETTERS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_CHART_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"


def parts_unread(package: Package) -> Iterator[Omitted]:
    """List every member of the archive that is neither read nor without content."""
    for member_path in package.members:
        if QUIET.fullmatch(member_path) or _STORIES.fullmatch(member_path) or member_path == package.main.lower():
            continue
        if _DRAWN.match(member_path):
            yield Omitted(_drawn(package, member_path), omission_reasons.DRAWN)
        elif _PICTURES.match(member_path):
            yield Omitted("", omission_reasons.PICTURE)
        else:
            yield Omitted("", omission_reasons.EMBEDDED if _EMBEDDED.match(member_path) else omission_reasons.OTHER)


def _drawn(package: Package, path: str) -> str:
    """Return the words of a chart or a diagram; the numbers of a chart stand among them."""
    try:
        root = package.part(path)
    except UnreadableError:
        return ""
    words = () if root is None else ((element.text or "").strip() for element in root.iter(_LETTERS, _CHART_VALUE))
    return "\n".join(filter(None, words))


def descriptions(roots: Iterable[Element]) -> Iterator[Omitted]:
    """List the descriptions of pictures and shapes, each once."""
    all_descriptions = dict.fromkeys(description for root in roots for description in _descriptions(root))
    yield from (Omitted(description, omission_reasons.DESCRIPTION) for description in all_descriptions)


def _descriptions(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] not in _DESCRIBED:
            continue
        for attribute in ("title", "descr", "alt"):
            description = " ".join((element.get(attribute) or "").split())
            if description:
                yield description


_DESCRIBED: Collection[str] = ("docPr", "cNvPr", "shape", "rect", "oval", "line", "roundrect", "group")
