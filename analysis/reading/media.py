"""What a file is, told from its content; its name only decides between kinds of plain text."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/*"),
    (b"\xff\xd8\xff", "image/*"),
    (b"GIF8", "image/*"),
    (b"\x1f\x8b", "application/gzip"),
    (b"SQLite format 3\x00", "application/octet-stream"),
)
"""How the files that are not text begin."""

SUFFIXES: dict[str, str] = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/json",
}
"""For text that could be more than one thing, its author's word for it."""

_OTHERWISE = "save it as text, Markdown or HTML and add that"

UNREAD: dict[str, str] = {
    "application/pdf": f"PDF files are not read by this version; {_OTHERWISE}",
    "application/zip": f"Word, OpenDocument and zip files are not read by this version; {_OTHERWISE}",
    "application/x-ole-storage": f"older Word and Outlook files are not read by this version; {_OTHERWISE}",
    "application/rtf": f"RTF files are not read by this version; {_OTHERWISE}",
    "application/gzip": f"compressed files are not read by this version; unpack it and {_OTHERWISE}",
    "application/json": f"JSON files are not read by this version; {_OTHERWISE}",
    "image/*": "a picture holds no text to read; type or recognise its text and add that",
    "message/rfc822": f"e-mail files are not read by this version; {_OTHERWISE}",
    "text/csv": f"tables are not read by this version; {_OTHERWISE}, one response a file",
    "application/octet-stream": f"the file is binary, not text; {_OTHERWISE}",
}
"""What a user is told of a file for which there is no reader."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|main|section|p|h[1-6]|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(r"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Message-ID|Received):", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAX_CONTROL_SHARE = 0.002
"""Text may hold a stray form feed or escape; more than two in a thousand is not text."""


def media_type(content: bytes, name: str) -> str:
    """The media type of a file that is not empty; ``application/octet-stream`` where it is neither known nor text."""
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    text = decode(content[:65_536], whole=False)
    if text is None:
        return "application/octet-stream"
    if _MAIL_HEADER.match(text):
        return "message/rfc822"
    if _HTML.match(text):
        return "text/html"
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return "text/markdown" if _MARKDOWN.search(text) else "text/plain"


def decode(content: bytes, whole: bool = True) -> str | None:
    """Bytes as text with ``\\n`` line ends and no byte-order mark, or None where they are not text.

    UTF-8 and UTF-16 (with its mark) are told for sure. Else it is read as Windows-1252, which nearly all text of
    British origin that is not UTF-8 is. ``whole=False``: the bytes are only the beginning of a file.
    """
    text = _decoded(content, whole)
    if text is None or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, whole: bool) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(content, final=whole)
        except UnicodeDecodeError:
            continue
    return None
