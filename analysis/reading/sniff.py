"""Sniffing: the media type of a file, by its content; its name only decides between kinds of plain text."""

from __future__ import annotations

import codecs
import csv
import re
from io import StringIO
from itertools import islice
from pathlib import PurePosixPath

from analysis.reading.container_kinds import APPLE, EPUB, LOCKED, SLIDES, WORD, ole_kind, zip_kind
from analysis.reading.double_encoding import undo_double_encoding

BEGINNING = 65_536
"""Bytes by which a file is told."""

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
    (b"II*\x00", "image/*"),
    (b"MM\x00*", "image/*"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
"""How the files that are not text begin."""

SUFFIXES: dict[str, str] = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".json": "application/json",
    ".jsonl": "application/json",
}
"""For text that could be more than one thing, its author's word for it."""

TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
"""Names that announce a table, which is believed if the content bears it out."""

_PICTURE = re.compile(
    rb"BM.{4}\x00\x00\x00\x00|RIFF.{4}WEBP|.{4}ftyp(?:hei[cfxsm]|he[vi][cm]|mif1|msf1|avif|avis)|\x00\x00\x01\x00[\x01-\x20]\x00",
    re.DOTALL,
)
"""Pictures that are told by more than their first bytes: BMP, WebP, HEIC, AVIF, icons."""

_SOUND = re.compile(rb"ID3|\xff[\xf2\xf3\xfb]|RIFF.{4}WAVE|OggS|fLaC|#!AMR|.{4}ftypM4[AB]", re.DOTALL)
_FILM = re.compile(
    rb".{4}ftyp(?:isom|iso\d|mp4|M4V|qt  |3g|avc1|MSNV|dash)|RIFF.{4}AVI |\x1a\x45\xdf\xa3|.{4}moov", re.DOTALL
)
"""Recordings: MP3, WAV, Ogg, FLAC, AMR, M4A; MP4, QuickTime, AVI, Matroska."""

TAR_MARK, TAR_MARK_AT = b"ustar", 257
"""A tar archive says what it is inside its first header."""

_OTHERWISE = "save it as Word (.docx), PDF or text and add that"

_ASK = "if the response was meant, ask its sender for the document itself"

_WRITE_OUT = "write out what is said in it and add that"

UNREAD: dict[str, str] = {
    WORD: "older Word files (.doc) are not read by this version; open it in Word, save it as .docx and add that",
    LOCKED: "the file is protected by a password; save it without one and add that",
    APPLE: f"files of Apple's Pages, Numbers and Keynote are not read by this version; {_OTHERWISE}",
    EPUB: f"e-books (.epub) are not read by this version; {_OTHERWISE}",
    SLIDES: f"slides are not read by this version; {_OTHERWISE}",
    "application/x-ole-storage": f"the file is of an older Office format that is not read; {_OTHERWISE}",
    "application/json": f"JSON files are not read by this version; {_OTHERWISE}",
    "image/*": "a picture holds no text to read; type or recognise its text and add that",
    "audio/*": f"a recording of sound holds no text to read; {_WRITE_OUT}",
    "video/*": f"a film holds no text to read; {_WRITE_OUT}",
    "text/vcard": f"a contact card (.vcf) is not a response; {_ASK}",
    "text/calendar": f"an invitation or calendar entry (.ics) is not a response; {_ASK}",
    "text/x-folder": "a folder's settings (desktop.ini) are not a response; if one was meant, add the document itself",
    "text/x-url": f"a link (.url, .gdoc) is not a response, and what it leads to is not fetched; {_ASK}",
    "application/ms-tnef": (
        "a wrapping that only Outlook can open (winmail.dat); "
        "ask the sender for the files in it, or save them from Outlook and add them"
    ),
    "application/octet-stream": f"the file is binary, not text; {_OTHERWISE}",
}
"""What a user is told of a file for which there is no reader."""

_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?><!--.*?-->\s*+)*"
    r"<(?:!doctype\s+html|html|head|body|div|article|main|section|p|h[1-6]|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(
    r"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version:|Message-ID:|Received: +(?:from|by) )", re.IGNORECASE
)
_JSON = re.compile(r"\s*+(?:\[\s*+)?\{\s*+\"[^\"\n]*\"\s*:")
MAIL_SUFFIX = ".eml"
_SENT = re.compile(r"(?:from|to|subject|date|return-path|received):", re.IGNORECASE)
"""How a file begins that is named as a message, and is one."""

_MAILBOX = re.compile(r"From \S+[^\n]*\b\d{4}[^\n]*\n[\w-]+:")
_LINK = re.compile(
    r"\s*+\{(?=[^{}]{0,2000}\"(?:doc_id|url)\"\s*:)"
    r"(?:\s*\"(?:|doc_id|url|resource_(?:id|key)|email)\"\s*:\s*\"[^\"]{0,500}\"\s*,?){1,6}\s*\}\s*\Z"
)
"""A file that leads to a document in a cloud (.gdoc): nothing but where that is and whose."""

_TEXT_TYPES = (
    (_MAILBOX, "application/mbox"),
    (_MAIL_HEADER, "message/rfc822"),
    (_HTML, "text/html"),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!(?:--.*?--|DOCTYPE svg\b[^>]*)>\s*)*<svg\b", re.DOTALL), "image/*"),
    (_LINK, "text/x-url"),
    (_JSON, "application/json"),
    (re.compile(r"BEGIN:VCARD\b", re.IGNORECASE), "text/vcard"),
    (re.compile(r"\[\.ShellClassInfo\]|\[ViewState\]", re.IGNORECASE), "text/x-folder"),
    (re.compile(r"BEGIN:VCALENDAR\b", re.IGNORECASE), "text/calendar"),
    (
        re.compile(
            r"(?:\[\{[0-9A-F-]{36}\}\]\s*[^\[]*)?\[InternetShortcut\]|\[Desktop Entry\]"
            r"|(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>]*>\s*)?<plist\b[^>]*>\s*<dict>\s*<key>URL</key>",
            re.IGNORECASE,
        ),
        "text/x-url",
    ),
)
"""Text that says by its first words what it is."""

_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\udc81\udc8d\udc8f\udc90\udc9d]")
"""Control characters, and the five bytes that Windows-1252 leaves undefined."""

_MAX_CONTROL_SHARE = 0.002
"""Text may hold a stray form feed or escape; more than two in a thousand is not text."""

_STRAY_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""Bytes that are not UTF-8, as ``surrogateescape`` shows them, and what they are in Windows-1252."""

_LINE_ENDS = dict.fromkeys(map(ord, "\r\x0b\x85\u2028\u2029"), "\n")
CHARACTERS = {**_STRAY_BYTES, **_LINE_ENDS, 0: "\ufffd"}
"""One character for one, so that offsets stay the sender's; NUL, which no database stores, counts as damage."""

MIN_COLUMNS = 3
MIN_ROWS = 2
"""A table that no suffix announces is believed from here on."""

DELIMITERS, RARELY = ",\t;", "|"
"""What divides cells; a bar, which Markdown's tables have, only where the name announces a table."""

SAMPLED_ROWS = 100
MOST_RAGGED = 0.2
"""Share of rows that may have another width than most, where the name announces a table: titles, notes, cut rows."""

MOST_TITLES = 10
"""Lines that a program writes above a table and below it: its title, when it was made."""

_NAMED = re.compile(r'"?sep=([^\n"])"?\n', re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""


def media_type(content: bytes, name: str) -> str:
    """Return the media type of a file that is not empty; ``application/octet-stream`` where none fits."""
    beginning = content[:BEGINNING].removeprefix(codecs.BOM_UTF8).lstrip()
    for magic_bytes, sniffed_type in MAGIC:
        if beginning.startswith(magic_bytes):
            return _CONTAINERS[sniffed_type](content) if sniffed_type in _CONTAINERS else sniffed_type
    for picture, sniffed_type in ((_PICTURE, "image/*"), (_SOUND, "audio/*"), (_FILM, "video/*")):
        if picture.match(beginning):
            return sniffed_type
    if content[TAR_MARK_AT : TAR_MARK_AT + len(TAR_MARK)] == TAR_MARK:
        return "application/x-tar"
    decoded_text = decode(content[:BEGINNING], whole=len(content) <= BEGINNING)
    if decoded_text is None:
        return "application/octet-stream"
    name_suffix = PurePosixPath(name).suffix.lower()
    if name_suffix == MAIL_SUFFIX and _SENT.match(decoded_text):
        return "message/rfc822"
    for pattern, sniffed_type in _TEXT_TYPES:
        if pattern.match(decoded_text):
            return sniffed_type
    is_announced = name_suffix in TABLE_SUFFIXES
    if (is_announced and named_delimiter(decoded_text)) or delimiter_of(decoded_text, is_announced):
        return "text/csv"
    if name_suffix in SUFFIXES:
        return SUFFIXES[name_suffix]
    return "text/markdown" if _MARKDOWN.search(decoded_text) else "text/plain"


_CONTAINERS = {"application/zip": zip_kind, "application/x-ole-storage": ole_kind}


def named_delimiter(text: str) -> str | None:
    """Return the delimiter that the first line names ("sep=;"), or None."""
    delimiter_match = _NAMED.match(text)
    return delimiter_match[1] if delimiter_match else None


def delimiter_of(text: str, is_announced: bool) -> str | None:
    """Return the delimiter of a table's cells, or None where the text is none; a suffix may have announced a table."""
    delimiters = DELIMITERS + RARELY if is_announced else DELIMITERS
    candidates = [(delimiter, _grid(text, delimiter)) for delimiter in delimiters]
    if not is_announced:
        return next((delimiter for delimiter, rows in candidates if _is_table(rows)), None)
    best_candidate = max(candidates, key=lambda candidate: _evenness(candidate[1]))
    if _evenness(best_candidate[1]) > (0.0, 0):
        return best_candidate[0]
    return "," if _is_column(candidates[0][1]) else None


def _grid(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(StringIO(text), delimiter=delimiter), SAMPLED_ROWS))
    except csv.Error:
        return []


def _is_table(rows: list[list[str]]) -> bool:
    """Return whether every row has as many cells as the first, and none begins with a space, as after a comma in
    prose."""
    rows = rows[:50][:-1]  # the last row may be cut off
    is_packed = all(not cell.startswith(" ") for row in rows for cell in row[1:])
    return len(rows) >= MIN_ROWS and len(rows[0]) >= MIN_COLUMNS and is_packed and len(set(map(len, rows))) == 1


def _evenness(rows: list[list[str]]) -> tuple[float, int]:
    """Return a grid's evenness: the share of rows as wide as most and that width, or zeros where it is no table.

    Prose has a space after its commas, and a table's first row does not end like a sentence; a ragged table is believed
    if its cells are packed and nearly every row has several.
    """
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    wide = [i for i, row in enumerate(rows) if len(row) > 1]
    if len(wide) > MIN_ROWS and wide[0] <= MOST_TITLES and len(rows) - wide[-1] <= MOST_TITLES:
        rows = rows[wide[0] : wide[-1] + 1]
    row_widths = [len(row) for row in rows]
    if not rows or max(row_widths) < 2:
        return 0.0, 0
    usual_width = max(set(row_widths) - {1}, key=row_widths.count)
    usual_share, single_share = row_widths.count(usual_width) / len(rows), row_widths.count(1) / len(rows)
    wide_rows = [row for row in rows if len(row) > 1]
    spaced_cells = [cell.startswith(" ") for row in wide_rows for cell in row[1:]]
    is_even = usual_share >= 1 - MOST_RAGGED - 1 / len(rows)
    is_packed = sum(spaced_cells) <= MOST_RAGGED * len(spaced_cells) and single_share <= MOST_RAGGED
    if not (is_even or is_packed) or (all(spaced_cells) and _is_prose(wide_rows)):
        return 0.0, 0
    return usual_share, usual_width


def _is_prose(rows: list[list[str]]) -> bool:
    """Return whether what has a space after each of its commas may be sentences."""
    return len(rows) == 1 or any(cell.rstrip().endswith(_STOPS) for cell in rows[0])


def _is_column(rows: list[list[str]]) -> bool:
    """Return whether an announced table is one column of answers below its name."""
    column = [row[0] for row in rows if any(row)]
    is_single = all(len(row) <= 1 for row in rows)
    return is_single and len(column) > 2 and len(column[0].split()) <= LONGEST_NAME and not column[0].endswith(".")


_STOPS = (".", "!", "?")
LONGEST_NAME = 30
"""Words of a column's name; a survey's question may be long."""


def decode(content: bytes, whole: bool = True) -> str | None:
    """Decode bytes to text with ``\\n`` line ends and no byte-order mark, or None where they are not text.

    UTF-16 is told by its mark, or by its zeros. Else it is UTF-8, and what is not UTF-8 in it is Windows-1252, as
    nearly all other text of British origin is; files that people have pasted together hold both. ``whole=False``: the
    bytes are only the beginning of a file.
    """
    try:
        decoded_text = _decoded(content, whole)
    except UnicodeDecodeError:
        return None
    # Signs of text that was encoded twice as Latin-1 look like controls.
    if _has_controls(decoded_text) and _has_controls("".join(map(undo_double_encoding, decoded_text.splitlines()))):
        return None
    return decoded_text.replace("\r\n", "\n").translate(CHARACTERS)


def _has_controls(decoded_text: str) -> bool:
    return len(_CONTROL.findall(decoded_text)) > _MAX_CONTROL_SHARE * len(decoded_text)


def unmarked_utf16(content: bytes) -> str:
    """Return the encoding of UTF-16 without its mark, or "": every other byte of its Latin letters is 0.

    >>> unmarked_utf16("Dear team".encode("utf-16-be")), unmarked_utf16(b"Dear team")
    ('utf-16-be', '')
    """
    sample = content[:LETTERS]
    zeros = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 2 * FEWEST_LETTERS or min(zeros) > 0:
        return ""
    return ("utf-16-be" if zeros[0] else "utf-16-le") if max(zeros) > MOST_ZEROS * len(sample) / 2 else ""


LETTERS, FEWEST_LETTERS, MOST_ZEROS = 200, 8, 0.9
"""Bytes in which UTF-16 is looked for, its fewest letters there, and the share of them that are Latin."""


def _decoded(content: bytes, whole: bool) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.getincrementaldecoder("utf-16")().decode(content, final=whole)
    unmarked = unmarked_utf16(content)
    if unmarked:
        return codecs.getincrementaldecoder(unmarked)().decode(content, final=whole)
    return codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode(content, final=whole)
