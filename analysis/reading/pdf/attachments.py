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


def attached(file: Any, largest: int) -> list[EmbeddedFile | Skipped]:
    """Return the files inside a PDF file, none longer than ``largest`` bytes."""
    return list(with_distinct_names(_attached(file, largest)))


def _attached(file: Any, largest: int) -> Iterator[EmbeddedFile | Skipped]:
    taken = 0
    for index in range(file.count_attachments()):
        name = f"attachment {index + 1}"
        try:
            one = file.get_attachment(index)
            name = safe_path(one.get_name()) or name
            taken += _size(one)
            if index >= MOST_ATTACHED or taken > MOST_TAKEN:
                yield Skipped(name, TOO_MANY)
                return
            yield _child(one, name, largest)
        except (pypdfium2.PdfiumError, UnicodeError):
            yield Skipped(name, DAMAGED)


def _child(one: Any, name: str, largest: int) -> EmbeddedFile | Skipped:
    if _size(one) > largest:
        return Skipped(name, f"the file is larger than {largest // 1_000_000} MB; send it in parts")
    return EmbeddedFile(name, bytes(one.get_data()))


def _size(one: Any) -> int:
    size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(one.raw, None, 0, size)
    return size.value
