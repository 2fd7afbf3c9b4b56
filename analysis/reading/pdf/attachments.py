"""Files that are attached to a PDF file, or that a portfolio holds: sources of their own."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.model import EmbeddedFile, Skipped
from analysis.reading.archive import safe_path, with_distinct_names
from analysis.reading.pdf.pdf_pages import PdfPage

MOST_ATTACHED = 500
"""A portfolio of a whole consultation holds fewer."""

MOST_TAKEN = 500_000_000
"""Bytes that are taken out of one file; the unpacked size of a small attachment may be anything."""

DAMAGED = "the attached file is damaged; ask its sender for the file itself"
TOO_MANY = "the file holds more attached files than are read at once; save them from it and add them"


def attached_files(file: Any, pages: Sequence[PdfPage], largest_bytes: int) -> list[EmbeddedFile | Skipped]:
    """Return the files inside a PDF file or pinned onto its pages, none longer than ``largest_bytes``."""
    pinned = (attachment for page in pages if page.has_files for attachment in _pinned(file, page.number - 1))
    of_file = map(file.get_attachment, range(file.count_attachments()))
    return list(with_distinct_names(_read_attachments(chain(of_file, pinned), largest_bytes)))


def _pinned(file: Any, page_index: int) -> Iterator[Any]:
    """Yield the files that are pinned onto a page."""
    page = file[page_index]
    try:
        for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation) if annotation else None
            if attachment:
                yield pypdfium2.PdfAttachment(attachment, file)
            if annotation:
                pdfium.FPDFPage_CloseAnnot(annotation)
    finally:
        page.close()


def _read_attachments(attachments: Iterator[Any], largest_bytes: int) -> Iterator[EmbeddedFile | Skipped]:
    taken_bytes = 0
    for index in count():
        attachment_name = f"attachment {index + 1}"
        try:
            attachment = next(attachments, None)
            if attachment is None:
                return
            attachment_name = safe_path(attachment.get_name()) or attachment_name
            taken_bytes += _size(attachment)
            if index >= MOST_ATTACHED or taken_bytes > MOST_TAKEN:
                yield Skipped(attachment_name, TOO_MANY)
                return
            yield _embedded_file(attachment, attachment_name, largest_bytes)
        except (pypdfium2.PdfiumError, UnicodeError):
            yield Skipped(attachment_name, DAMAGED)


def _embedded_file(attachment: Any, attachment_name: str, largest_bytes: int) -> EmbeddedFile | Skipped:
    if _size(attachment) > largest_bytes:
        return Skipped(attachment_name, f"the file is larger than {largest_bytes // 1_000_000} MB; send it in parts")
    return EmbeddedFile(attachment_name, bytes(attachment.get_data()))


def _size(attachment: Any) -> int:
    file_size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(attachment.raw, None, 0, file_size)
    return file_size.value
