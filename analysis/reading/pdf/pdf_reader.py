"""The reading of a PDF file: its pages are taken out, laid out as blocks and assembled, and its attachments listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.model import BlockKind, Document, EmbeddedFile, Omitted, Skipped
from analysis.reading.blocks import Piece, assemble
from analysis.reading.omission_reasons import CONTACT_LINK, FIELD, LINK, PICTURE
from analysis.reading.pdf.attachments import attached_files
from analysis.reading.pdf.block_layout import PdfPiece, lay_out
from analysis.reading.pdf.bookmarks import Bookmark, read_bookmarks
from analysis.reading.pdf.ocr import recognise_pages
from analysis.reading.pdf.pdf_pages import PdfPage, read_pages
from analysis.reading.pdf.running_heads import separate_running_heads
from analysis.reading.pdf.unseen_texts import form_values
from analysis.reading.read_settings import ReadSettings
from analysis.text import whole_percent

LOCKED = "the file is locked with a password; ask its sender for a copy without one, or unlock it and add that"
DAMAGED = (
    "the file is damaged and cannot be opened; ask its sender to send it again, or print it to a new PDF and add that"
)
SCAN = (
    "the file is a scan without text; have its text recognised (install Tesseract, Debian: apt install tesseract-ocr, "
    "or use another program and add the result), or ask its sender for the document that was printed"
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


class _FileContents(NamedTuple):
    """The parts that were taken out of a file before it was closed."""

    pages: list[PdfPage]
    bookmarks: list[Bookmark]
    attached: list[EmbeddedFile | Skipped]
    is_xfa: bool
    form_values: list[str]


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read a PDF file, and give out the files that are attached to it."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        yield Skipped(name, LOCKED if is_locked else DAMAGED)
        return
    try:
        contents = _extract(file, settings)
    finally:
        file.close()
    document = _document(contents, name)
    if isinstance(document, Document):
        document = replace(document, omitted=(*document.omitted, *_pictures(content, contents.pages)))
    yield document
    yield from contents.attached


def _pictures(content: bytes, pages: Sequence[PdfPage]) -> Iterator[Omitted]:
    """List the pictures of a file, but for those that are whole pages; each is a stream, whose head is never packed."""
    picture_pages = sum(page.pictures for page in pages)
    for _ in range(len(_IMAGE.findall(content)) - picture_pages):
        yield Omitted("", PICTURE)


def _extract(file: Any, settings: ReadSettings) -> _FileContents:
    form_type = file.get_formtype()
    if form_type != pdfium.FORMTYPE_NONE:
        file.init_forms()
    # PDFium calls a form so whose pages are made up by the program that shows it (NeedsRendering).
    is_xfa = form_type == pdfium.FORMTYPE_XFA_FULL
    pages = list(read_pages(file))
    if settings.ocr and not is_xfa:
        pages = recognise_pages(file, pages)
    attached = attached_files(file, pages, settings.max_bytes)
    return _FileContents(pages, read_bookmarks(file), attached, is_xfa, list(form_values(file)))


def _document(contents: _FileContents, file_name: str) -> Document | Skipped:
    if contents.is_xfa:
        return Skipped(file_name, XFA)
    if not any(page.lines for page in contents.pages):
        return Skipped(file_name, _why_empty(contents.pages))
    pieces = lay_out(separate_running_heads(contents.pages), contents.bookmarks)
    document_text, blocks = assemble(_laid_out(pieces))
    if contents.attached and len(document_text.split()) <= COVER_WORDS and "pdf portfolio" in document_text.lower():
        return Skipped(file_name, PORTFOLIO)
    said = " ".join(document_text.split())
    unsaid_values = (Omitted(value, FIELD) for value in contents.form_values if value not in said)
    omitted = (*_omitted(contents.pages), *unsaid_values)
    return Document(file_name, document_text, blocks, omitted, media_type="application/pdf")


def _why_empty(pages: Sequence[PdfPage]) -> str:
    unread = next((page.unread for page in pages if page.unread), "")
    if any(page.pictures for page in pages):
        return f"the file is a scan without text: {unread}" if unread else SCAN
    return DAMAGED if not pages or any(page.damaged for page in pages) else NO_TEXT


def _omitted(pages: Sequence[PdfPage]) -> Iterator[Omitted]:
    for page in pages:
        if page.damaged:
            yield Omitted("", f"page {page.number} is damaged and could not be read")
        elif page.confidence is not None:
            unsure = f"; {page.unsure} more could not be made out" if page.unsure else ""
            yield Omitted("", RECOGNISED.format(page.number, whole_percent(page.confidence), unsure))
        elif page.pictures:
            reason = f": {page.unread}" if page.unread else ""
            yield Omitted("", f"page {page.number} is a picture without text{reason}")
        yield from page.omitted
        for link in page.links:
            yield Omitted(link.address, CONTACT_LINK if link.is_contact else LINK)


RECOGNISED = "page {} is a picture; its words were read by text recognition (confidence {}%) and may be wrong{}"


def _laid_out(pieces: Sequence[PdfPiece]) -> Iterator[Piece]:
    """Yield the pieces of a file as those of its text, with a blank line between each and the next."""
    for i, (piece, table) in enumerate(zip(pieces, _tables(pieces), strict=True)):
        level = piece.level if piece.kind is not BlockKind.FURNITURE else 0
        yield Piece(
            *(piece.kind, piece.text, level, piece.number),
            group=i,
            table=table,
            page=piece.page,
            confidences=piece.confidences,
        )


def _tables(pieces: Sequence[PdfPiece]) -> Iterator[int | None]:
    """Yield the number of the table that each piece is of; a table goes on behind notes and the end of a page."""
    table, is_within = 0, False
    for piece in pieces:
        if piece.kind in (BlockKind.FURNITURE, BlockKind.NOTE):
            yield None
            continue
        table += piece.in_table and not is_within
        is_within = piece.in_table
        yield table if is_within else None
