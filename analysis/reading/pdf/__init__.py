"""PDF: the text that a file draws, with the paragraphs, headings, notes and page furniture that its layout shows.

``words`` takes the glyphs from PDFium, ``lines`` makes lines of them and ``order`` finds their reading
order; ``tables`` and ``forms`` add what is ruled and filled in. ``furniture``, ``notes``, ``calls``, ``outline`` and
``paragraphs`` then look at the whole document, and ``layout`` puts it together. ``links`` and ``attached`` account for
what no page shows, and ``scans`` reads pictures of text, where that is asked for.

PDFium is not safe to call from two threads at once: read one file at a time in a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.model import Block, BlockKind, Document, EmbeddedFile, Omitted, Skipped
from analysis.reading.omission_reasons import COMMENT, PICTURE
from analysis.reading.pdf.attachments import attached
from analysis.reading.pdf.block_layout import PdfPiece, lay_out
from analysis.reading.pdf.bookmarks import Bookmark, bookmarks
from analysis.reading.pdf.pdf_pages import PdfPage, pages
from analysis.reading.pdf.running_heads import sheets
from analysis.reading.read_settings import ReadSettings

LOCKED = "the file is locked with a password; ask its sender for a copy without one, or unlock it and add that"
DAMAGED = (
    "the file is damaged and cannot be opened; ask its sender to send it again, or print it to a new PDF and add that"
)
SCAN = (
    "the file is a scan without text; have its text recognised (install Tesseract and the extra everypoint[ocr], and "
    "switch text recognition on, or use another program and add the result), or ask its sender for the document that "
    "was printed"
)
NO_TEXT = "the file shows no text on any page; open it to see what it holds, and type or save its text and add that"
XFA = (
    "the file is a form that only Adobe's own programs can show (a dynamic XFA form); open it in Adobe Reader, "
    "print it to a new PDF and add that"
)
PORTFOLIO = "the file is the cover of a PDF portfolio; the files in it are read each by itself"

COVER_WORDS = 80
"""The sheet that Adobe puts before a portfolio is shorter."""


_IMAGE = re.compile(rb"/Subtype\s{0,9}/Image\b")


class _File(NamedTuple):
    """The parts that were taken out of a file before it was closed."""

    pages: list[PdfPage]
    bookmarks: list[Bookmark]
    attached: list[EmbeddedFile | Skipped]
    is_xfa: bool


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read a PDF file, and give out the files that are attached to it."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        yield Skipped(name, LOCKED if locked else DAMAGED)
        return
    try:
        found = _taken(file, settings)
    finally:
        file.close()
    document = _document(found, name)
    if isinstance(document, Document):
        document = replace(document, omitted=(*document.omitted, *_pictures(content, found.pages)))
    yield document
    yield from found.attached


def _pictures(content: bytes, found: Sequence[PdfPage]) -> Iterator[Omitted]:
    """List the pictures of a file, but for those that are whole pages; each is a stream, whose head is never packed."""
    pages_of_pictures = sum(page.pictures for page in found)
    for _ in range(len(_IMAGE.findall(content)) - pages_of_pictures):
        yield Omitted("", PICTURE)


def _taken(file: Any, settings: ReadSettings) -> _File:
    kind = file.get_formtype()
    if kind != pdfium.FORMTYPE_NONE:
        file.init_forms()
    # PDFium calls a form so whose pages are made up by the program that shows it (NeedsRendering).
    is_xfa = kind == pdfium.FORMTYPE_XFA_FULL
    found = list(pages(file))
    if settings.ocr and not is_xfa:
        from analysis.reading.pdf.ocr import recognised  # brings in an optional library

        found = recognised(file, found)
    return _File(found, bookmarks(file), attached(file, settings.max_bytes), is_xfa)


def _document(found: _File, name: str) -> Document | Skipped:
    if found.is_xfa:
        return Skipped(name, XFA)
    if not any(page.lines for page in found.pages):
        return Skipped(name, _why_empty(found.pages))
    text, blocks = assemble(lay_out(sheets(found.pages), found.bookmarks))
    if found.attached and len(text.split()) <= COVER_WORDS and "pdf portfolio" in text.lower():
        return Skipped(name, PORTFOLIO)
    return Document(name, text, blocks, tuple(_omitted(found.pages)), media_type="application/pdf")


def _why_empty(found: Sequence[PdfPage]) -> str:
    unread = next((page.unread for page in found if page.unread), "")
    if any(page.pictures for page in found):
        return f"the file is a scan without text: {unread}" if unread else SCAN
    return DAMAGED if not found or any(page.damaged for page in found) else NO_TEXT


def _omitted(found: Sequence[PdfPage]) -> Iterator[Omitted]:
    for page in found:
        if page.damaged:
            yield Omitted("", f"page {page.number} is damaged and could not be read")
        elif page.confidence is not None:
            yield Omitted("", RECOGNISED.format(page.number, page.confidence))
        elif page.pictures:
            why = f": {page.unread}" if page.unread else ""
            yield Omitted("", f"page {page.number} is a picture without text{why}")
        for one in page.remarks:
            yield Omitted(one.text, COMMENT if one.text else DRAWING)
        for link in page.links:
            yield Omitted(link.address, CONTACT_LINK if link.is_contact else LINK)


LINK = "the address that a link leads to, which its words do not show"
CONTACT_LINK = "the contact details that a link leads to, which its words do not show"
DRAWING = "something drawn or stamped on a page, in which nothing is read"
RECOGNISED = "page {} is a picture; its words were read by text recognition (confidence {:.0%}) and may be wrong"


def assemble(pieces: Sequence[PdfPiece]) -> tuple[str, tuple[Block, ...]]:
    """Return the pieces as one text, with blank lines between them, and as blocks that point into it."""
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
