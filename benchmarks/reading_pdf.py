"""How fast PDF files are read, beside the libraries that others read them with, on the same files in the same run.

The memory that a long file takes is that of a process of its own at its highest, the file's bytes included.
"""

from __future__ import annotations

import io
from importlib import import_module

from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from benchmarks.readers import RUNS, Reader, compare, documents, measured

LONG = 2_000
"""Pages; no response is longer."""


def main() -> None:
    """Print pages per second over the shared PDF files."""
    files = documents("*.pdf")
    if not files:
        return
    pages = sum(_pages(content) for content in files)
    print(f"{len(files)} submissions of {pages} pages in all; median of up to {RUNS} runs in one process.\n")
    compare(READERS, files, pages, "pages")
    content = _long(files)
    seconds, megabytes = measured(_ours, content)
    print(f"\nThe same pages again and again, {_pages(content):,} in one file of {len(content) / 1e6:.0f} MB: ", end="")
    print(f"{seconds:.0f} seconds of processor time, {megabytes:.0f} MB at most.")


def _long(files: list[bytes]) -> bytes:
    """All pages of the files, over and over, in one file of ``LONG`` pages or a few more."""
    pdfium = import_module("pypdfium2")
    long = pdfium.PdfDocument.new()
    while len(long) < LONG:
        for content in files:
            long.import_pages(pdfium.PdfDocument(content))
    out = io.BytesIO()
    long.save(out)
    return out.getvalue()


def _pages(content: bytes) -> int:
    return len(import_module("pypdfium2").PdfDocument(content))


def _ours(content: bytes) -> object:
    return list(read(content, "a.pdf", ReadSettings()))


def _pypdfium2(content: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in import_module("pypdfium2").PdfDocument(content)]


def _pypdf(content: bytes) -> object:
    return [page.extract_text() for page in import_module("pypdf").PdfReader(io.BytesIO(content)).pages]


def _pdfplumber(content: bytes) -> object:
    with import_module("pdfplumber").open(io.BytesIO(content)) as file:
        return [page.extract_text() for page in file.pages]


def _markitdown(content: bytes) -> object:
    return import_module("markitdown").MarkItDown().convert_stream(io.BytesIO(content), file_extension=".pdf")


READERS: tuple[Reader, ...] = (
    ("everypoint", "paragraphs, headings, notes, furniture, tables", _ours),
    ("pypdfium2", "plain text only, the floor under ours", _pypdfium2),
    ("pypdf", "plain text", _pypdf),
    ("pdfplumber", "plain text", _pdfplumber),
    ("markitdown", "Markdown", _markitdown),
)

if __name__ == "__main__":
    main()
