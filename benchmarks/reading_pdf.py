"""How fast PDF files are read, beside the libraries that others read them with, on the same files in the same run."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from importlib import import_module, metadata

from analysis.reading.pdf import read
from analysis.reading.settings import ReadSettings
from benchmarks.data import SHARED

RUNS = 3
"""Each library reads every file so often; the median run counts."""


def main() -> None:
    """Print pages per second over the shared PDF files."""
    files = [path.read_bytes() for path in sorted((SHARED / "data" / "documents").glob("*.pdf"))]
    if not files:
        print("the shared documents are not beside the checkout: nothing to read")
        return
    pages = sum(_pages(content) for content in files)
    print(f"{len(files)} submissions of {pages} pages in all; median of {RUNS} runs in one process.\n")
    print("| reader | gives | pages per second |\n|---|---|---|")
    for name, gives, reader in READERS:
        try:
            reader(files[0])
        except ImportError:
            print(f"| {name} | {gives} | not installed |")
            continue
        seconds = statistics.median(_seconds(reader, files) for _ in range(RUNS))
        print(f"| {_versioned(name)} | {gives} | {pages / seconds:.0f} |")


def _seconds(reader: Callable[[bytes], object], files: list[bytes]) -> float:
    begin = time.perf_counter()
    for content in files:
        reader(content)
    return time.perf_counter() - begin


def _pages(content: bytes) -> int:
    return len(import_module("pypdfium2").PdfDocument(content))


def _versioned(name: str) -> str:
    return name if name == "everypoint" else f"{name} {metadata.version(name)}"


def _ours(content: bytes) -> object:
    return list(read(content, "a.pdf", ReadSettings()))


def _pypdfium2(content: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in import_module("pypdfium2").PdfDocument(content)]


def _pypdf(content: bytes) -> object:
    return [page.extract_text() for page in import_module("pypdf").PdfReader(io.BytesIO(content)).pages]


def _pdfplumber(content: bytes) -> object:
    with import_module("pdfplumber").open(io.BytesIO(content)) as file:
        return [page.extract_text() for page in file.pages]


READERS: tuple[tuple[str, str, Callable[[bytes], object]], ...] = (
    ("everypoint", "paragraphs, headings, notes, furniture, tables", _ours),
    ("pypdfium2", "plain text only, the floor under ours", _pypdfium2),
    ("pypdf", "plain text", _pypdf),
    ("pdfplumber", "plain text", _pdfplumber),
)

if __name__ == "__main__":
    main()
