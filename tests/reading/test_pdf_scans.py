"""Scans: skipped with what to do, or read by Tesseract where it is installed."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from analysis.model import Document, SegmentKind, Skipped
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from tests.needs import needs_posix, needs_tesseract
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
    assert "apt install tesseract-ocr" in one.reason


@needs_tesseract
def test_the_text_of_a_scan_is_recognised_and_said_to_be() -> None:
    one = result(scanned(pdf(PAGES)), OCR)
    assert isinstance(one, Document)
    said = [one.text[block.start : block.end] for block in one.blocks]
    assert said[:2] == ["1. Funding", " ".join(LINES)]
    assert [block.page for block in one.blocks] == [1, 1, 2]
    assert len(one.omitted) == 2
    assert all(re.search(r"text recognition \(confidence (?:[89]\d|100)%\)", omitted.reason) for omitted in one.omitted)


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


@needs_tesseract
def test_a_picture_without_words_is_no_text() -> None:
    one = result(scanned(pdf([[]], drawn="100 300 300 200 re f")), OCR)
    assert isinstance(one, Skipped)
    assert "no text was recognised" in one.reason


def pictures(content: bytes, changed: Callable[[Image.Image], Image.Image]) -> bytes:
    """The first page of a file as a picture that something is done to."""
    page = pypdfium2.PdfDocument(content)[0].render(scale=200 / 72, grayscale=True).to_pil()
    out = io.BytesIO()
    changed(page).save(out, "PDF", resolution=200)
    return out.getvalue()


def shaded(page: Image.Image) -> Image.Image:
    """A page as a telephone takes it: turned by a degree, its right side in the shade."""
    shade = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda grey: 120 + grey // 2)
    return ImageChops.multiply(page.rotate(1, fillcolor=255), shade)


@needs_tesseract
@pytest.mark.parametrize(
    "changed",
    [shaded, *(partial(Image.Image.rotate, angle=angle, expand=True) for angle in (90, 180, 270))],
    ids=["in the shade", "on its side", "upside down", "on its other side"],
)
def test_a_page_is_read_however_it_was_laid_down(changed: Callable[[Image.Image], Image.Image]) -> None:
    one = result(pictures(pdf(PAGES), changed), OCR)
    assert isinstance(one, Document)
    assert " ".join(LINES) in " ".join(one.text.split())


# A program that answers as Tesseract does -----------------------------------------------------------------------------

COLUMNS = ["level", "page_num", "block_num", "par_num", "line_num", "word_num"]
COLUMNS += ["left", "top", "width", "height", "conf", "text"]


def answer(*lines: Sequence[tuple[str, float]]) -> str:
    """A table as Tesseract writes it: one paragraph of these lines, each word with its confidence."""
    rows = [COLUMNS]
    for n, line in enumerate(lines):
        top = 400 + 50 * n
        rows.append(["4", "1", "1", "1", str(n), "0", "200", str(top), "1900", "40", "-1", ""])
        for i, (word, confidence) in enumerate(line):
            place = [str(200 + 220 * i), str(top), "200", "40"]
            rows.append(["5", "1", "1", "1", str(n), str(i), *place, str(confidence), word])
    return "".join("\t".join(row) + "\n" for row in rows)


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, said: str, status: int = 0) -> None:
    """Put a program called tesseract before all others, which wants a picture and gives this answer."""
    (folder / "answer.tsv").write_text(said, encoding="utf-8")
    path = folder / "tesseract"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nassert sys.stdin.buffer.read(3) == b'P5 '\n"
        f"assert sys.argv[1:3] == ['stdin', 'stdout']\n"
        f"sys.stdout.buffer.write(open({str(folder / 'answer.tsv')!r}, 'rb').read())\nsys.exit({status})\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def sure(line: str, confidence: float = 95) -> list[tuple[str, float]]:
    return [(word, confidence) for word in line.split()]


@needs_posix
def test_each_word_of_a_scan_keeps_its_confidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = [*sure("We object to the load-"), ("||", 5.0)], [("ing", 61.5), *sure("bay in the lane.", 88)]
    program(tmp_path, monkeypatch, answer(first, second))
    one = result(scanned(pdf(PAGES[1:])), OCR)
    assert isinstance(one, Document)
    (block,) = one.blocks
    words = one.text[block.start : block.end].split()
    assert list(zip(words, block.confidences, strict=True)) == [
        *(("We", 95), ("object", 95), ("to", 95), ("the", 95), ("loading", 62)),
        *(("bay", 88), ("in", 88), ("the", 88), ("lane.", 88)),
    ]
    (omitted,) = one.omitted
    assert "page 1 is a picture; its words were read by text recognition (confidence 89%)" in omitted.reason
    assert omitted.reason.endswith("1 more could not be made out")


@needs_posix
@pytest.mark.parametrize(("confidence", "doubted"), [(50, True), (95, False)])
def test_points_of_a_page_that_was_hardly_read_are_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, confidence: float, doubted: bool
) -> None:
    program(tmp_path, monkeypatch, answer(sure("The slope from the car park is too steep", confidence)))
    one = result(scanned(pdf(PAGES[1:])), OCR)
    assert isinstance(one, Document)
    (point,) = [segment for segment in split(one) if segment.kind is SegmentKind.POINT]
    assert ("compare it with the page" in (point.reason or "")) == doubted
    assert (point.confidence < 1) == doubted


@needs_posix
def test_what_is_typed_on_top_of_a_scan_does_not_hide_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, answer(sure("Do you agree with the loading bay?")))
    file = io.BytesIO()
    page = canvas.Canvas(file, (595, 842))
    page.drawImage(ImageReader(Image.new("L", (80, 100), 255)), 0, 0, 595, 842)
    page.freeTextAnnotation("No, for lorries stop there early.", (72, 300, 400, 320))
    page.save()
    one = result(file.getvalue(), OCR)
    assert isinstance(one, Document)
    assert re.sub(r"\s+", " ", one.text) == "Do you agree with the loading bay? No, for lorries stop there early."


@needs_posix
def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "", status=1)
    one = result(scanned(pdf(PAGES)), OCR)
    assert isinstance(one, Skipped)
    assert "the recognition of text failed" in one.reason


def test_without_the_program_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    one = result(scanned(pdf(PAGES)), OCR)
    assert isinstance(one, Skipped)
    assert "apt install tesseract-ocr" in one.reason


def test_files_with_text_do_not_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert result(pdf(PAGES), OCR) == result(pdf(PAGES), ReadSettings())
