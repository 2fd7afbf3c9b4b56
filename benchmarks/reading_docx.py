"""How fast Word files are read, beside the libraries that others read them with, on the same files in the same run.

A Word file has no pages until it is printed; ``WORDS`` of text count as one.
"""

from __future__ import annotations

import io
from importlib import import_module

from analysis.model import Document
from analysis.reading.docx import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from analysis.text import words
from benchmarks.readers import RUNS, Reader, compare, documents

WORDS = 400
"""Words on a page of such papers."""


def main() -> None:
    """Print pages per second over the shared Word files."""
    files = documents("*.docx")
    if not files:
        return
    pages = sum(len(words(document.text)) for content in files for document in _read(content)) / WORDS
    print(
        f"{len(files)} papers of {pages:.0f} pages of {WORDS} words in all; median of up to {RUNS} runs, one process.\n"
    )
    compare(READERS, files, pages, "pages")


def _read(content: bytes) -> list[Document]:
    return [one for one in read(content, "a.docx", ReadSettings()) if isinstance(one, Document)]


def _split(content: bytes) -> object:
    return [split(document) for document in _read(content)]


def _python_docx(content: bytes) -> object:
    document = import_module("docx").Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def _markitdown(content: bytes) -> object:
    return import_module("markitdown").MarkItDown().convert_stream(io.BytesIO(content), file_extension=".docx")


READERS: tuple[Reader, ...] = (
    ("everypoint", "paragraphs with Word's numbers, headings, notes, tables, what was left out", _read),
    ("everypoint, split", "the same, divided into points", _split),
    ("python-docx", "plain text without numbers, the floor under ours", _python_docx),
    ("markitdown", "Markdown without numbers", _markitdown),
)

if __name__ == "__main__":
    main()
