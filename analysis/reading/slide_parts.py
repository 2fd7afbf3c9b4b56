"""What a presentation holds beside the slides that are shown: notes, comments, hidden slides, alternative texts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from analysis.model import Omitted
from analysis.reading.omission_reasons import COMMENT, DESCRIPTION, EMBEDDED, HIDDEN, PICTURE

NOTES = "the speaker's notes to a slide"

LARGEST_PART = 20_000_000
"""Bytes that a part may unpack to; a slide has some thousand."""

_PARTS = (
    (re.compile(r"ppt/notesSlides/[^/]+\.xml"), NOTES),
    (re.compile(r"ppt/(?:comments|modernComment)[^/]*/?[^/]*\.xml"), COMMENT),
    (re.compile(r"ppt/slides/[^/]+\.xml"), HIDDEN),
    (re.compile(r"ppt/embeddings/.+"), EMBEDDED),
    (re.compile(r"ppt/media/.+"), PICTURE),
)
_WORDS = ("{http://schemas.openxmlformats.org/drawingml/2006/main}p", "{*}text")
_FAULTS = (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, RuntimeError, ValueError, EOFError)


def parts_unread(content: bytes) -> Iterator[Omitted]:
    """List what stands on no slide that is shown; nothing of older files, which are no archives."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.infolist():
                reason = next((reason for pattern, reason in _PARTS if pattern.fullmatch(member.filename)), None)
                if reason in (EMBEDDED, PICTURE):
                    yield Omitted("", reason)
                elif reason and member.file_size <= LARGEST_PART:
                    yield from _listed(archive.read(member), reason)
    except _FAULTS:
        return


def _listed(part: bytes, reason: str) -> Iterator[Omitted]:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if reason != HIDDEN or root.get("show") in ("0", "false"):
        paragraphs = (" ".join("".join(map(str, element.itertext())).split()) for element in root.iter(*_WORDS))
        said = "\n".join(paragraph for paragraph in paragraphs if paragraph and not paragraph.isdecimal())
        yield from [Omitted(said, reason)] if said else []
    for element in root.iter("{*}cNvPr"):
        description = " ".join((element.get("descr") or "").split())
        if description:
            yield Omitted(description, DESCRIPTION)
