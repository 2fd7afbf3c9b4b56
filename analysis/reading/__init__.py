"""Parse the bytes of a file into Documents with addressed blocks, or a reason why not.

A reader is a callable ``(content, name, settings)`` that yields a ``Document`` (a table gives one a row), an
``EmbeddedFile`` (an attachment, a member of an archive) or a ``Skipped`` with its reason. To add a format: one file
here, one line in ``READERS``, one test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from analysis.model import BlockKind, Document, EmbeddedFile, Skipped, Table
from analysis.reading import container_kinds
from analysis.reading.double_encoding import repaired
from analysis.reading.read_settings import ReadSettings
from analysis.reading.saved_mail import saved_sending
from analysis.reading.sniff import UNREAD, media_type

__all__ = ["MESSAGES", "READER", "READERS", "ReadSettings", "Reader", "media_type", "read"]

READER = "reader-20"
"""Raised whenever the same bytes would be read otherwise; what was read by another version is read again."""

Reader = Callable[[bytes, str, ReadSettings], Iterator[Document | EmbeddedFile | Skipped | Table]]

READERS: dict[str, str] = {
    "text/plain": "analysis.reading.plain",
    "text/markdown": "analysis.reading.markdown",
    "text/html": "analysis.reading.html",
    "application/pdf": "analysis.reading.pdf",
    container_kinds.DOCX: "analysis.reading.docx",
    container_kinds.ODT: "analysis.reading.odt",
    "application/rtf": "analysis.reading.rtf",
    "message/rfc822": "analysis.reading.mail",
    container_kinds.MESSAGE: "analysis.reading.mail",
    "application/mbox": "analysis.reading.mail.mbox",
    "application/zip": "analysis.reading.archive",
    "application/x-tar": "analysis.reading.archive",
    "application/gzip": "analysis.reading.archive",
    "text/csv": "analysis.reading.table",
    container_kinds.SPREADSHEET: "analysis.reading.table",
    container_kinds.WORD: "analysis.reading.office_conversion",
    container_kinds.SLIDES: "analysis.reading.office_conversion",
    container_kinds.APPLE: "analysis.reading.office_conversion",
}
"""Media type → the module whose ``read`` reads it; imported when first needed, so that each format pays its own way."""

DELIMITED = "text/csv"
TABLES = (DELIMITED, container_kinds.SPREADSHEET)
"""Media types of many responses, which may be larger than one."""


LAID_OUT = (
    *("text/html", "application/pdf", "application/rtf", container_kinds.DOCX, container_kinds.ODT),
    *(container_kinds.WORD, container_kinds.APPLE, container_kinds.SLIDES),
)
"""Media types of documents in which somebody may have typed paper forms into a table."""

MESSAGES = ("message/rfc822", container_kinds.MESSAGE)
"""Media types of messages, which may be one response with the files that came in them."""


def read(
    content: bytes, name: str, settings: ReadSettings | None = None
) -> Iterator[Document | EmbeddedFile | Skipped | Table]:
    """Read one file by the type that its content shows.

    Never raises for what the file contains: whatever is wrong with it comes out as a ``Skipped``.
    """
    settings = settings or ReadSettings()
    sniffed_type = media_type(content, name) if content else ""
    problem = _unfit(content, settings.max_table_bytes if sniffed_type in TABLES else settings.max_bytes)
    if problem:
        yield Skipped(name, problem)
        return
    if sniffed_type not in READERS:
        yield Skipped(name, UNREAD.get(sniffed_type, UNREAD["application/octet-stream"]))
        return
    reader: Reader = import_module(READERS[sniffed_type]).read
    results = reader(content, name, settings)
    if sniffed_type in LAID_OUT:
        results = _with_rows_of_people(results, settings)
    yield from _with_text((repaired(each) if isinstance(each, Document) else each for each in results), settings)


def _with_rows_of_people(
    results: Iterator[Document | EmbeddedFile | Skipped | Table], settings: ReadSettings
) -> Iterator[Document | EmbeddedFile | Skipped | Table]:
    """Yield a document that is a table of responses as the rows of a spreadsheet are."""
    for result in results:
        if isinstance(result, Document) and any(block.kind is BlockKind.TABLE_ROW for block in result.blocks):
            document_tables = import_module("analysis.reading.table.document_tables")
            yield from document_tables.rows_of(result, settings) or (result,)
        else:
            yield result


ONE_LETTER = "the file holds a single letter and no response; if one was meant, add the document itself"


def _unfit(content: bytes, largest: int) -> str | None:
    if not content:
        return "the file is empty"
    if len(content) > largest:
        return f"the file is larger than {largest // 1_000_000} MB; send it in parts"
    return None


def _with_text(
    results: Iterator[Document | EmbeddedFile | Skipped | Table], settings: ReadSettings
) -> Iterator[Document | EmbeddedFile | Skipped | Table]:
    for result in results:
        if isinstance(result, Document) and not result.text.strip():
            yield Skipped(result.name, "the file holds no text")
        elif isinstance(result, Document) and sum(map(str.isalnum, result.text)) == 1:
            yield Skipped(result.name, ONE_LETTER)
        elif isinstance(result, Document) and len(result.text) > settings.max_characters:
            page_limit = settings.max_characters // 2_500
            yield Skipped(result.name, f"the file holds more text than {page_limit:,} pages; send it in parts")
        elif isinstance(result, Document) and result.sending is None:
            yield replace(result, sending=saved_sending(result.text))
        else:
            yield result
