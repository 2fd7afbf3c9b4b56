"""Scans: pages that are pictures of text, read by Tesseract where that is asked for and installed.

This is the one reader that starts a program and lets it keep files of its own for a moment, against the rule for these
rooms: no library recognises text without one (docs/adr/0007). It does so only with ``ReadSettings.ocr``.
"""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2

from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.pdf_pages import PdfPage, lines_of

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

LINE_HEIGHT = 1.15
"""The height of a line of type against that from its ascenders to its descenders."""

NO_EXTRA = "the extra for text recognition is not installed (pip install 'everypoint[ocr]')"
NOTHING = "no text was recognised in it; ask the sender for the document that was scanned"
NO_PROGRAM = "Tesseract, which recognises text, is not installed (Debian: apt install tesseract-ocr)"
TOO_SLOW = f"the recognition of text gave up after {PAGE_SECONDS} seconds"
FAILED = "the recognition of text failed; try it with another program"

Table = Mapping[str, Sequence[Any]]
"""What Tesseract finds, column by column: a row for every block, paragraph, line and word."""


def recognised(file: Any, found: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages, those that are pictures without text with the lines that Tesseract reads in them."""
    os.environ.setdefault(THREADS, "1")
    problem = ""
    read: list[PdfPage] = []
    for page in found:
        if not page.pictures or page.lines:
            read.append(page)
        elif problem:
            read.append(replace(page, unread=problem))
        else:
            read.append(_recognised(file, page))
            # Where the program is missing, it is missing for every page.
            problem = read[-1].unread if read[-1].unread in (NO_EXTRA, NO_PROGRAM) else ""
    return read


def _recognised(file: Any, page: PdfPage) -> PdfPage:
    try:
        table, scale = _table(file, page.number - 1)
    except _Unread as reason:
        return replace(page, unread=str(reason))
    words = list(_words(table, scale))
    lines = tuple(lines_of(words, [], page.number))
    sure = [float(c) for c, text in zip(table["conf"], table["text"], strict=True) if _is_word(c, text)]
    if not sure:
        return replace(page, unread=NOTHING)
    return replace(page, lines=lines, confidence=statistics.fmean(sure) / 100)


class _Unread(Exception):
    """A page is not read; the message is the reason."""


def _table(file: Any, index: int) -> tuple[Table, float]:
    """Return what Tesseract finds on a page, and how many of its pixels make a point."""
    try:
        import pytesseract
    except ImportError as error:
        raise _Unread(NO_EXTRA) from error
    try:
        image, scale = _picture(file, index)
        found = pytesseract.image_to_data(image, timeout=PAGE_SECONDS, output_type=pytesseract.Output.DICT)
    except pytesseract.TesseractNotFoundError as error:
        raise _Unread(NO_PROGRAM) from error
    except pytesseract.TesseractError as error:
        raise _Unread(FAILED) from error
    except RuntimeError as error:  # so the library says that the time is up; PDFium's errors are such, too
        raise _Unread(FAILED if isinstance(error, pypdfium2.PdfiumError) else TOO_SLOW) from error
    return found, scale


def _picture(file: Any, index: int) -> tuple[Any, float]:
    page = file[index]
    try:
        width, height = page.get_size()
        scale = min(DOTS / 72, math.sqrt(MOST_DOTS / max(width * height, 1.0)))
        return page.render(scale=scale, grayscale=True).to_pil(), scale
    finally:
        page.close()


def _is_word(confidence: Any, text: str) -> bool:
    return float(confidence) >= LEAST_CONFIDENCE and bool(text.strip())


def _words(table: Table, scale: float) -> Iterator[Word]:
    """Yield the words, in points, each as high as the lines of its paragraph are in the middle."""
    keys = list(zip(table["block_num"], table["par_num"], strict=True))
    heights: dict[tuple[int, int], list[float]] = {}
    lines: dict[tuple[int, int, int], Box] = {}
    for i, level in enumerate(table["level"]):
        if level == _LINE:
            box = _box(table, i, scale)
            lines[*keys[i], table["line_num"][i]] = box
            heights.setdefault(keys[i], []).append(box.height)
    for i, level in enumerate(table["level"]):
        if level == _WORD and _is_word(table["conf"][i], table["text"][i]):
            line, box = lines[*keys[i], table["line_num"][i]], _box(table, i, scale)
            size = round(statistics.median(heights[keys[i]]) * LINE_HEIGHT)
            yield Word(table["text"][i].strip(), Box(box.left, line.bottom - size, box.right, line.bottom), line.bottom)


_LINE, _WORD = 4, 5
"""Levels of Tesseract's table."""


def _box(table: Table, i: int, scale: float) -> Box:
    left, top = table["left"][i] / scale, table["top"][i] / scale
    return Box(left, top, left + table["width"][i] / scale, top + table["height"][i] / scale)
