"""Files that are attached to a PDF file, or that a portfolio holds: sources of their own."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.model import EmbeddedFile, Skipped
from analysis.reading.archive import safe_path, with_distinct_names

MOST_ATTACHED = 500
"""A portfolio of a whole consultation holds fewer."""

MOST_TAKEN = 500_000_000
"""Bytes that are taken out of one file; the unpacked size of a small attachment may be anything."""

DAMAGED = "the attached file is damaged; ask its sender for the file itself"
TOO_MANY = "the file holds more attached files than are read at once; save them from it and add them"


def attached_files(file: Any, largest_bytes: int) -> list[EmbeddedFile | Skipped]:
    """Return the files inside a PDF file, none longer than ``largest_bytes``."""
    return list(with_distinct_names(_read_attachments(file, largest_bytes)))


def _read_attachments(file: Any, largest_bytes: int) -> Iterator[EmbeddedFile | Skipped]:
    taken_bytes = 0
    for index in range(file.count_attachments()):
        attachment_name = f"attachment {index + 1}"
        try:
            attachment = file.get_attachment(index)
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
