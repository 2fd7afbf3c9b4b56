"""Test documents, written once and saved in every format: a draft in, the bytes of a file out.

To add a format: one writer, one line in ``WRITERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.writers import opendocument, outlook, page, pdf, rtf, text, word
from tests.writers.draft import Draft

WRITERS: dict[str, Callable[[Draft], bytes]] = {
    "docx": word.write,
    "odt": opendocument.write,
    "rtf": rtf.write,
    "pdf": pdf.write,
    "html": page.write,
    "md": text.markdown,
    "txt": text.plain,
    "eml": text.message,
    "msg": outlook.write,
}
"""Suffix → what writes a draft in that format, its numbers typed."""

AUTOMATIC: dict[str, Callable[[Draft], bytes]] = {
    suffix: partial(writer.write, automatic=True)
    for suffix, writer in {"docx": word, "odt": opendocument, "rtf": rtf}.items()
}
"""The formats that compute numbers: their writers, which leave the numbers to the format."""
