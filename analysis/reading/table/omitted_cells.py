"""Omitted parts of a workbook, beside its cells' values: comments, formulas without one, pictures, drawings, objects.

Old binary workbooks (.xls) are not looked into for these; of the others each kind is reported once, with its number.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO

from analysis.model import NOTHING_TO_DO, Skipped
from analysis.reading.picture_size import is_small
from analysis.text import plural

PIECE, CARRIED = 4_000_000, 4_096
"""Bytes of a sheet that are looked at together, and those that are looked at again with what follows."""

KINDS = {
    "comments": ("comment on a cell is", "comments on cells are"),
    "heads": ("head or foot of a printed sheet is", "heads or feet of printed sheets are"),
    "formulas": ("formula has no value stored, so its cell is", "formulas have no value stored, so their cells are"),
    "pictures": ("picture is", "pictures are"),
    "drawings": ("text box or drawing with words is", "text boxes or drawings with words are"),
    "objects": ("file or object inside the workbook is", "files or objects inside the workbook are"),
}
WHAT_TO_DO = "not read; open the workbook, and if that is part of a response, put it into cells and add the file again"

LOGOS = "small pictures"
TOO_SMALL = f"too small to hold a letter, such as a logo; {NOTHING_TO_DO}"

QUIET = re.compile(
    r"\[content_types\]\.xml|(?:.*/)?_rels/.*|docprops/.*|customxml/.*|.*/|mimetype|meta-inf/.*|thumbnails/.*"
    r"|configurations2?/.*|(?:content|styles|meta|settings)\.xml|manifest\.rdf"
    r"|xl/(?:workbook|styles|sharedstrings|metadata|calcchain|connections|externallinks/.*|volatiledependencies)\.xml"
    r"|xl/(?:worksheets|chartsheets|macrosheets|dialogsheets)/[^/]*\.xml|xl/(?:theme|tables|querytables|slicers"
    r"|slicercaches|pivottables|pivotcache|printersettings|persons|richdata|revisions|model|ctrlprops|timelines"
    r"|timelinecaches|customproperty|webextensions|externallinks)/.*|xl/drawings/[^/]*\.vml"
    r"|xl/charts/(?:style|colors)\d*\.xml|_xmlsignatures/.*|userdata/.*|xl/featurepropertybag/.*",
    re.IGNORECASE,
)
"""Members that carry nothing that an author wrote beside the cells, and those that are read."""

_COMMENTS = re.compile(r"xl/(?:comments/)?comments?\d*\.xml|xl/threadedcomments/.*\.xml", re.IGNORECASE)
_SHEETS = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_DRAWN = re.compile(r"xl/(?:drawings|charts|diagrams)/.*\.xml", re.IGNORECASE)
_PICTURE = re.compile(r"xl/media/.*|pictures/.*|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment)[ >]")
_TAG = re.compile(rb"<[^<>]*>")
MOST_COMMENTS = 20_000_000
"""Bytes of comments in a workbook's part that are looked at."""
_VALUELESS = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^<>]*)?/>)\s*+"
    rb"(?:<(?:\w+:)?v>\s*+</(?:\w+:)?v>\s*+|<(?:\w+:)?v ?/>\s*+)?</(?:\w+:)?c>"
)
_PRINTED = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>"
    rb"(?:&amp;(?:&quot;[^&<]{0,80}&quot;|[A-Z+-]|\d+)|(?i:page|of|sheet)\b|[^<A-Za-z&])*+[A-Za-z]"
)
"""Words of a sheet's head or foot, behind the codes for its number, its date and its name."""

_ANNOTATION = re.compile(rb"<office:annotation[ >]")
_ANNOTATION_END = b"</office:annotation>"
_TELLS_WHO = re.compile(rb"<(dc:creator|dc:date|meta:date-string|meta:creator-initials)(?: [^<>]*)?>[^<]*</\1>")
MOST_CONTENT = 400_000_000
"""Bytes of an OpenDocument workbook's cells among which comments are looked for."""
_LETTERS = re.compile(rb"<a:t>[^<]")


def omitted_parts(content: bytes, file_name: str) -> Iterator[Skipped]:
    """Yield the parts of a workbook that no cell shows, each kind once with its number."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        counts = Counter[str]()
        for path in archive.namelist():
            counts.update(_count_omitted(archive, path))
    for kind, (singular, plural_words) in KINDS.items():
        if counts[kind]:
            yield Skipped(f"{file_name}#{kind}", f"{plural(counts[kind], singular, plural_words)} {WHAT_TO_DO}")
    if counts[LOGOS]:
        yield Skipped(f"{file_name}#{LOGOS}", f"{plural(counts[LOGOS], 'picture', 'pictures')} {TOO_SMALL}")


def cell_comments(content: bytes) -> Iterator[str]:
    """Yield the words of the comments on a workbook's cells; none of what cannot be opened, which is told elsewhere."""
    with suppress(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError):
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                for path in archive.namelist():
                    if path == "content.xml":
                        yield from _annotations(archive)
                    elif _COMMENTS.fullmatch(path):
                        with archive.open(path) as stream:
                            yield from map(_words_of, _COMMENT.split(stream.read(MOST_COMMENTS))[1:])


def _annotations(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the words of the comments that an OpenDocument sheet holds among its cells, of which a piece at a time is
    looked at."""
    carried, read_bytes = b"", 0
    with archive.open("content.xml") as stream:
        while read_bytes < MOST_CONTENT and (chunk := stream.read(PIECE)):
            read_bytes += len(chunk)
            *complete, carried = (carried + chunk).split(_ANNOTATION_END)
            for piece in complete:
                for start in list(_ANNOTATION.finditer(piece))[-1:]:
                    yield _words_of(_TELLS_WHO.sub(b"", piece[start.start() :])[1:])
            # The start of an annotation is kept until its end is read; of cells alone, what may begin one.
            begun = _ANNOTATION.search(carried)
            carried = carried[begun.start() :][:MOST_COMMENTS] if begun else carried[-CARRIED:]


def _words_of(xml_bytes: bytes) -> str:
    return " ".join(unescape(_TAG.sub(b" ", b"<" + xml_bytes).decode("utf-8", "replace")).split())


def _count_omitted(archive: zipfile.ZipFile, path: str) -> dict[str, int]:
    if _COMMENTS.fullmatch(path):
        # A threaded comment is kept a second time as a plain one, for older programs.
        is_threaded = path.lower().startswith("xl/comments") and any(
            "threadedcomments" in member.lower() for member in archive.namelist()
        )
        return {} if is_threaded else {"comments": _count(archive, path, _COMMENT)}
    if _SHEETS.fullmatch(path):
        return {"formulas": _count(archive, path, _VALUELESS), "heads": _count(archive, path, _PRINTED)}
    if path == "content.xml":
        return {"comments": _count(archive, path, _ANNOTATION)}
    if _DRAWN.fullmatch(path):
        return {"drawings": min(1, _count(archive, path, _LETTERS))}
    if _PICTURE.fullmatch(path) and not QUIET.fullmatch(path):  # the thumbnail of the sheet is none of its pictures
        return {LOGOS if is_small(archive.read(path)) else "pictures": 1}
    return {} if QUIET.fullmatch(path) else {"objects": 1}


def _count(archive: zipfile.ZipFile, path: str, searched_pattern: re.Pattern[bytes]) -> int:
    """Count the matches of a pattern in a member, which is read in pieces."""
    match_count, carried = 0, b""
    with archive.open(path) as stream:
        while chunk := stream.read(PIECE):
            window = carried + chunk
            match_ends = [match.end() for match in searched_pattern.finditer(window)]
            match_count += len(match_ends)
            carried = window[max(len(window) - CARRIED, match_ends[-1] if match_ends else 0) :]
    return match_count
