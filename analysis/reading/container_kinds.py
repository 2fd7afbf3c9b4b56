"""Container kinds: a Word file, a spreadsheet and a folder of letters may all be zip archives."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
SPREADSHEET = "application/x-spreadsheet"
SLIDES = "application/x-slides"
MESSAGE = "application/vnd.ms-outlook"
WORD = "application/msword"
APPLE = "application/x-iwork"
EPUB = "application/epub+zip"
LOCKED = "application/x-locked-office"

_ZIP_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", SPREADSHEET),
    ("xl/workbook.bin", SPREADSHEET),
    ("ppt/presentation.xml", SLIDES),
    ("Index/Document.iwa", APPLE),
    ("Index.zip", APPLE),
    ("index.apxl", APPLE),
)
_OPEN_DOCUMENTS = (
    ("application/vnd.oasis.opendocument.text", ODT),
    ("application/vnd.oasis.opendocument.spreadsheet", SPREADSHEET),
    ("application/vnd.oasis.opendocument.presentation", SLIDES),
    (EPUB, EPUB),
)
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError)
"""What the zip library raises for damaged archives; unknown methods are RuntimeErrors."""

_OLE_STREAMS = (
    ("EncryptedPackage", LOCKED),
    ("__substg1.0_", MESSAGE),
    ("WordDocument", WORD),
    ("Workbook", SPREADSHEET),
    ("PowerPoint Document", SLIDES),
)
"""Names of streams that stand, as UTF-16, in the directory of an OLE file; the first that is found decides."""


def zip_kind(content: bytes) -> str:
    """Return the media type of a zip archive, by the parts in it; ``application/zip`` where it is just an archive."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
            declared = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
    except _FAULTS:
        return _damaged_zip_kind(content)
    for member, media_type in _ZIP_PARTS:
        if member in names:
            return media_type
    for prefix, media_type in _OPEN_DOCUMENTS:
        if declared.startswith(prefix):
            return media_type
    return "application/zip"


def _damaged_zip_kind(content: bytes) -> str:
    """Return what a damaged archive was meant to be, so that the reader for it can say what is wrong."""
    for member, kind in _ZIP_PARTS:
        if member.encode() in content:
            return kind
    return next((kind for prefix, kind in _OPEN_DOCUMENTS if prefix.encode() in content[:200]), "application/zip")


def ole_kind(content: bytes) -> str:
    """Return the media type of an OLE file (old Office, Outlook, locked Office), by the streams in it."""
    for stream_name, media_type in _OLE_STREAMS:
        if stream_name.encode("utf-16-le") in content:
            return media_type
    return "application/x-ole-storage"
