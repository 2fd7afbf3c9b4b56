"""Scans: skipped with what to do, or read by Tesseract where that is asked for."""

from __future__ import annotations

import io
import re
import sys

import pypdfium2
import pytest

from analysis.model import Document, Skipped
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from tests.needs import needs_ocr, needs_tesseract
from tests.reading.pdf_builder import LEFT, Text, paragraph, pdf

OCR = ReadSettings(ocr=True)
LINES = (
    "We welcome the proposal to let councils delegate their services to others, and",
    "ask that the guidance say in plain words who remains answerable for each child.",
)
PAGES = [
    [Text("1. Funding", LEFT, 760, 16, "bold"), *paragraph(LINES, 720)],
    [*paragraph(["Our members fear that a market for these services does not exist."], 720)],
]


def scanned(content: bytes, dots: int = 200) -> bytes:
    """The pages of a file as pictures."""
    file = pypdfium2.PdfDocument(content)
    pictures = [page.render(scale=dots / 72, grayscale=True).to_pil() for page in file]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return out.getvalue()


def result(content: bytes, settings: ReadSettings) -> Document | Skipped:
    (one,) = read(content, "a.pdf", settings)
    assert isinstance(one, Document | Skipped)
    return one


def test_a_scan_is_skipped_with_what_to_do() -> None:
    one = result(scanned(pdf(PAGES)), ReadSettings())
    assert isinstance(one, Skipped)
    assert "scan without text" in one.reason
    assert "everypoint[ocr]" in one.reason


@needs_ocr
@needs_tesseract
def test_the_text_of_a_scan_is_recognised_and_said_to_be() -> None:
    one = result(scanned(pdf(PAGES)), OCR)
    assert isinstance(one, Document)
    said = [one.text[block.start : block.end] for block in one.blocks]
    assert said[:2] == ["1. Funding", " ".join(LINES)]
    assert [block.page for block in one.blocks] == [1, 1, 2]
    assert len(one.omitted) == 2
    assert all(re.search(r"text recognition \(confidence (?:[89]\d|100)%\)", omitted.reason) for omitted in one.omitted)


@needs_ocr
@needs_tesseract
def test_a_scanned_page_is_read_in_its_place_among_others() -> None:
    first = pypdfium2.PdfDocument(pdf([[Text("We agree with the first proposal.")]]))
    first.import_pages(pypdfium2.PdfDocument(scanned(pdf(PAGES[1:]))))
    out = io.BytesIO()
    first.save(out)
    one = result(out.getvalue(), OCR)
    assert isinstance(one, Document)
    assert re.match(r"We agree with the first proposal\.\s+Our members fear that a market", one.text)
    assert [omitted.reason.split(";")[0] for omitted in one.omitted] == ["page 2 is a picture"]


@needs_ocr
@needs_tesseract
def test_a_picture_without_words_is_no_text() -> None:
    one = result(scanned(pdf([[]], drawn="100 300 300 200 re f")), OCR)
    assert isinstance(one, Skipped)
    assert "no text was recognised" in one.reason


@needs_ocr
def test_without_the_program_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "no-such-program")
    one = result(scanned(pdf(PAGES)), OCR)
    assert isinstance(one, Skipped)
    assert "apt install tesseract-ocr" in one.reason


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    one = result(scanned(pdf(PAGES)), OCR)
    assert isinstance(one, Skipped)
    assert "pip install 'everypoint[ocr]'" in one.reason


def test_files_with_text_do_not_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    assert result(pdf(PAGES), OCR) == result(pdf(PAGES), ReadSettings())
