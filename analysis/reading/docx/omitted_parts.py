"""Omitted parts of a Word file: pictures and their descriptions, embedded files, charts and diagrams."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from lxml.etree import _Element as Element

from analysis.errors import UnreadableError
from analysis.model import Omitted
from analysis.reading import omission_reasons
from analysis.reading.docx.package import Package, W
from analysis.reading.docx.paragraph_text import ALTERNATE, DRAWN_TEXT, readable_version, stored_paragraphs
from analysis.reading.docx.story import Parts

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
_DRAWN_WORDS = (DRAWN_TEXT, "{http://schemas.openxmlformats.org/drawingml/2006/chart}v", "{*}pt")


def omitted_parts(package: Package, roots: Sequence[Element], parts: Parts, document_text: str) -> Iterator[Omitted]:
    """List what the file holds beside its text: in attributes, unused notes and comments, and parts that are not read.

    ``roots`` are those of the stories that Word shows.
    """
    stories = [*roots, *(root for purpose in _STORED_APART if (root := package.related(purpose)) is not None)]
    unused_stories = list(_unused_stories(package))
    for unused_root in (*parts.comments.values(), *parts.notes.uncalled, *unused_stories):
        yield from _listed(stored_paragraphs(unused_root), omission_reasons.UNUSED)
    stories += unused_stories
    yield from _listed(_attributes(stories, _DESCRIBED, _DESCRIBING), omission_reasons.DESCRIPTION)
    yield from _listed(_attributes(stories, ("textpath",), ("string",)), omission_reasons.DRAWN)
    yield from _listed(_attributes(stories, _CHOICES, (f"{W}displayText", f"{W}val")), omission_reasons.CHOICES)
    yield from _listed(_attributes(stories, _PROMPTS, (f"{W}val",)), omission_reasons.PROMPT)
    yield from _listed(_other_versions(stories), omission_reasons.OTHER_VERSION)
    for address in package.links:
        shown_address = address.removeprefix("mailto:").removeprefix("tel:")
        if shown_address.rstrip("/") not in document_text:
            is_contact = address != shown_address
            yield Omitted(shown_address, omission_reasons.CONTACT_LINK if is_contact else omission_reasons.LINK)
    yield from _parts_unread(package)


def _parts_unread(package: Package) -> Iterator[Omitted]:
    """List every member of the archive that is neither read nor without content."""
    for member_path in package.members:
        if QUIET.fullmatch(member_path) or _STORIES.fullmatch(member_path) or member_path in package.read_parts:
            continue
        if _DRAWN.match(member_path):
            yield Omitted(_drawn(package, member_path), omission_reasons.DRAWN)
        elif _PICTURES.match(member_path):
            yield Omitted("", omission_reasons.PICTURE)
        else:
            yield Omitted("", omission_reasons.EMBEDDED if _EMBEDDED.match(member_path) else omission_reasons.OTHER)


def _listed(texts: Iterable[str], reason: str) -> Iterator[Omitted]:
    """List texts, each once."""
    bare_texts = dict.fromkeys(" ".join(text.split()) for text in texts)
    yield from (Omitted(bare_text, reason) for bare_text in bare_texts if bare_text)


def _unused_stories(package: Package) -> Iterator[Element]:
    """Yield the notes, headers and comments that no part of the document names."""
    unread_paths = [path for path in package.members if _STORIES.fullmatch(path) and path not in package.read_parts]
    yield from (root for path in unread_paths if (root := _root(package, path)) is not None)


def _root(package: Package, path: str) -> Element | None:
    try:
        return package.part(path)
    except UnreadableError:
        return None


def _drawn(package: Package, path: str) -> str:
    """Return the words of a chart or a diagram; the numbers of a chart stand among them."""
    root = _root(package, path)
    words = () if root is None else ((element.text or "").strip() for element in root.iter(*_DRAWN_WORDS))
    return "\n".join(filter(None, words))


def _attributes(roots: Iterable[Element], tags: Collection[str], attributes: Sequence[str]) -> Iterator[str]:
    """Yield the first of some attributes that each element of these names has, or all of a description's."""
    for element in chain.from_iterable(root.iter(*(f"{{*}}{tag}" for tag in tags)) for root in roots):
        yield from (element.get(attribute) or "" for attribute in attributes)


def _other_versions(roots: Iterable[Element]) -> Iterator[str]:
    """Yield the paragraphs of drawings' versions that are not read and say something else than the one that is."""
    for alternate in chain.from_iterable(root.iter(ALTERNATE) for root in roots):
        version_texts = {version: list(stored_paragraphs(version)) for version in alternate}
        read_version = readable_version(alternate)
        if read_version is alternate:
            continue
        read_texts = version_texts[read_version]
        yield from (text for texts in version_texts.values() for text in texts if text not in read_texts)


_STORED_APART = ("footnotes", "endnotes", "comments")
_DESCRIBED: Collection[str] = ("docPr", "cNvPr", "shape", "rect", "oval", "line", "roundrect", "group", "imagedata")
_DESCRIBING = ("title", "descr", "alt", "{urn:schemas-microsoft-com:office:office}title")
_CHOICES = ("listEntry", "listItem")
_PROMPTS = ("helpText", "statusText")
