"""PDF: the text that a file draws, with the paragraphs, headings, notes and page furniture that its layout shows.

``words`` takes the glyphs from PDFium, ``lines`` makes lines of them and ``order`` finds their reading
order; ``tables`` and ``forms`` add what is ruled and filled in. ``furniture``, ``notes`` and
``paragraphs`` then look at the whole document, and ``layout`` puts it together.

PDFium is not safe to call from two threads at once: read one file at a time in a process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.model import Block, BlockKind, Document, Omitted, Skipped
from analysis.reading.pdf.furniture import sheets
from analysis.reading.pdf.layout import Piece, lay_out
from analysis.reading.pdf.pages import Page, pages
from analysis.reading.settings import ReadSettings

LOCKED = "the file is locked with a password; ask its sender for a copy without one, or unlock it and add that"
DAMAGED = (
    "the file is damaged and cannot be opened; ask its sender to send it again, or print it to a new PDF and add that"
)
SCAN = (
    "the file is a scan without text; have its text recognised (OCR) and add the result, "
    "or ask its sender for the document that was printed"
)
NO_TEXT = "the file shows no text on any page; open it to see what it holds, and type or save its text and add that"


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read a PDF file."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        yield Skipped(name, LOCKED if locked else DAMAGED)
        return
    try:
        found = _pages(file)
    finally:
        file.close()
    yield _document(found, name)


def _pages(file: Any) -> list[Page]:
    if file.get_formtype() != pdfium.FORMTYPE_NONE:
        file.init_forms()
    return list(pages(file))


def _document(found: Sequence[Page], name: str) -> Document | Skipped:
    if not any(page.lines for page in found):
        return Skipped(name, _why_empty(found))
    text, blocks = assemble(lay_out(sheets(found)))
    return Document(name, text, blocks, tuple(_omitted(found)), media_type="application/pdf")


def _why_empty(found: Sequence[Page]) -> str:
    if any(page.pictures for page in found):
        return SCAN
    return DAMAGED if not found or any(page.damaged for page in found) else NO_TEXT


def _omitted(found: Sequence[Page]) -> Iterator[Omitted]:
    for page in found:
        if page.damaged:
            yield Omitted("", f"page {page.number} is damaged and could not be read")
        elif page.pictures:
            yield Omitted("", f"page {page.number} is a picture without text")


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces as one text, with blank lines between them, and as blocks that point into it."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for i, piece in enumerate(pieces):
        lead = ("\n\n" if i else "") + (f"{piece.number} " if piece.number else "")
        start = at + len(lead)
        at = start + len(piece.text)
        parts += [lead, piece.text]
        level = piece.level if piece.kind is not BlockKind.FURNITURE else 0
        blocks.append(Block(piece.kind, start, at, level, piece.number, piece.page))
    return "".join(parts), tuple(blocks)
