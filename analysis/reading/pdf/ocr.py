"""Scans: pages that are pictures of text, read by Tesseract where it is installed.

This is the one reader that starts a program, against the rule for these rooms: no library recognises text without one
(docs/adr/0007). It does so only with ``ReadSettings.ocr``, which the app sets where the program is there.
"""

from __future__ import annotations

import csv
import math
import os
import re
import shutil
import statistics
import subprocess  # one program, with nothing of the file's on its command line
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2

from analysis.reading.pdf.line_numbers import LineNumbers
from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.pdf_pages import PdfPage, page_lines

PROGRAM = "tesseract"

DOTS = 300
"""Dots per inch: what Tesseract's makers advise."""

MOST_DOTS = 25_000_000
"""Pixels of one page: an A3 page at 300 dots per inch has 17 million."""

PAGE_SECONDS = 120
"""A page of dense type takes some five seconds; what takes so long is no page of text."""

THREADS = "OMP_THREAD_LIMIT"
"""What Tesseract asks for its number of threads; its threads wait for each other, and one is four times as fast."""

LEAST_CONFIDENCE = 30
"""Of 100; what Tesseract believes less is specks, signatures and pictures."""

UPRIGHT = 75
"""Of 100, on average: of a page that stands upright Tesseract is surer, and of one on its side some 60."""

SHORT_WORD = 3
"""Letters of a word that may be as high as it is wide: "I", "fly"."""

AS_TABLE = ("-c", "thresholding_method=2", "tsv")
"""Sauvola's threshold, which follows the light of a photograph: with one threshold for the page, half of a page in the
shade is lost without a sign of it."""

ORIENTATION = ("--psm", "0")
_ROTATE = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)

LINE_HEIGHT = 1.15
"""The height of a line of type against that from its ascenders to its descenders."""

NOTHING = "no text was recognised in it; ask the sender for the document that was scanned"
NO_PROGRAM = "Tesseract, which recognises text, is not installed (Debian: apt install tesseract-ocr)"
TOO_SLOW = f"the recognition of text gave up after {PAGE_SECONDS} seconds"
FAILED = "the recognition of text failed; try it with another program"

Row = Mapping[str, str]
"""What Tesseract finds: a block, paragraph, line or word, with its place and, of a word, its text and confidence."""


def recognise_pages(file: Any, pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages, those that are pictures without text with the lines that Tesseract reads in them."""
    program = shutil.which(PROGRAM)
    return [_recognise_page(file, page, program) if page.pictures else page for page in pages]


def _recognise_page(file: Any, page: PdfPage, program: str | None) -> PdfPage:
    """Return a page with the words of its picture, before those that were typed on top of it."""
    try:
        rows, scale = _found_rows(file, page.number - 1, program)
    except _Unread as reason:
        return replace(page, unread=str(reason))
    words = list(_words(rows, scale))
    if not words:
        return replace(page, unread=NOTHING)
    text_lines = tuple(page_lines(words, [], page.number, LineNumbers()))
    confidence = statistics.fmean(word.confidence for word in words)
    unsure = sum(not _is_word(row) for row in rows if row["text"].strip())
    return replace(page, lines=(*text_lines, *page.lines), confidence=confidence, unsure=unsure)


class _Unread(Exception):
    """A page that is not read; the message is the reason."""


def _found_rows(file: Any, page_index: int, program: str | None) -> tuple[list[Row], float]:
    """Return what Tesseract finds on a page, and how many of its pixels make a point.

    A page that it hardly reads, or line by line from top to bottom, may lie on its side or upside down.
    """
    if program is None:
        raise _Unread(NO_PROGRAM)
    picture, scale = _render(file, page_index)
    rows = _as_rows(_run(program, picture, *AS_TABLE))
    if _legibility(rows) < UPRIGHT:
        rotation = _ROTATE.search(_run(program, picture, *ORIENTATION, may_fail=True))
        turned = int(rotation[1]) if rotation else 0
        if turned:
            picture, scale = _render(file, page_index, turned)
            rows = max(rows, _as_rows(_run(program, picture, *AS_TABLE)), key=_legibility)
    return rows, scale


def _run(program: str, picture: bytes, *options: str, may_fail: bool = False) -> str:
    """Return what Tesseract answers about a picture; nothing, where it fails and may."""
    command = [program, "stdin", "stdout", "--dpi", str(DOTS), *options]
    environment = {**os.environ, THREADS: "1"}
    try:
        answer = subprocess.run(command, input=picture, capture_output=True, timeout=PAGE_SECONDS, env=environment)
    except subprocess.TimeoutExpired as error:
        raise _Unread(TOO_SLOW) from error
    except OSError as error:
        raise _Unread(FAILED) from error
    if answer.returncode and not may_fail:
        raise _Unread(FAILED)
    return "" if answer.returncode else answer.stdout.decode("utf-8", "replace")


def _as_rows(answer: str) -> list[Row]:
    return list(csv.DictReader(answer.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _legibility(rows: Sequence[Row]) -> float:
    """Return how sure Tesseract is of a page's words on average, 0 to 100; 0 where it finds none, or most stand
    upright, higher than they are wide."""
    words = [row for row in rows if _is_word(row)]
    across = [int(row["width"]) > int(row["height"]) for row in words if len(row["text"]) > SHORT_WORD]
    if not words or sum(across) * 2 < len(across):
        return 0.0
    return statistics.fmean(float(row["conf"]) for row in words)


def _render(file: Any, page_index: int, turned: int = 0) -> tuple[bytes, float]:
    """Return a page, turned by so many degrees, as a picture of grey dots in the format PGM, and how many of its dots
    make a point."""
    page = file[page_index]
    try:
        width, height = page.get_size()
        scale = min(DOTS / 72, math.sqrt(MOST_DOTS / max(width * height, 1.0)))
        pixels = page.render(scale=scale, rotation=turned, grayscale=True).to_numpy()
        rows, columns = pixels.shape[:2]
        return b"P5 %d %d 255\n%s" % (columns, rows, pixels.reshape(rows, columns).tobytes()), scale
    except pypdfium2.PdfiumError as error:
        raise _Unread(FAILED) from error
    finally:
        page.close()


def _is_word(row: Row) -> bool:
    return row["level"] == _WORD and float(row["conf"]) >= LEAST_CONFIDENCE and bool(row["text"].strip())


def _words(rows: Sequence[Row], scale: float) -> Iterator[Word]:
    """Yield the words, in points, each as high as the lines of its paragraph are in the middle."""
    line_heights: dict[tuple[str, ...], list[float]] = {}
    line_boxes: dict[tuple[str, ...], Box] = {}
    for row in rows:
        if row["level"] == _LINE:
            line_boxes[_line_of(row)] = _box(row, scale)
            line_heights.setdefault(_line_of(row)[:-1], []).append(line_boxes[_line_of(row)].height)
    for row in filter(_is_word, rows):
        line_box, box = line_boxes[_line_of(row)], _box(row, scale)
        size = round(statistics.median(line_heights[_line_of(row)[:-1]]) * LINE_HEIGHT)
        word_box = Box(box.left, line_box.bottom - size, box.right, line_box.bottom)
        yield Word(row["text"].strip(), word_box, line_box.bottom, confidence=float(row["conf"]) / 100)


_LINE, _WORD = "4", "5"
"""Levels of Tesseract's table."""


def _line_of(row: Row) -> tuple[str, ...]:
    return row["block_num"], row["par_num"], row["line_num"]


def _box(row: Row, scale: float) -> Box:
    left, top, width, height = (int(row[key]) / scale for key in ("left", "top", "width", "height"))
    return Box(left, top, left + width, top + height)
