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

from analysis.reading.pdf.line_numbers import LineNumbers
from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.pdf_pages import PdfPage, page_lines

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


def recognise_pages(file: Any, pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages, those that are pictures without text with the lines that Tesseract reads in them."""
    os.environ.setdefault(THREADS, "1")
    problem = ""
    pages_read: list[PdfPage] = []
    for page in pages:
        if not page.pictures or page.lines:
            pages_read.append(page)
        elif problem:
            pages_read.append(replace(page, unread=problem))
        else:
            pages_read.append(_recognise_page(file, page))
            # Where the program is missing, it is missing for every page.
            problem = pages_read[-1].unread if pages_read[-1].unread in (NO_EXTRA, NO_PROGRAM) else ""
    return pages_read


def _recognise_page(file: Any, page: PdfPage) -> PdfPage:
    try:
        table, scale = _table(file, page.number - 1)
    except _Unread as reason:
        return replace(page, unread=str(reason))
    words = list(_words(table, scale))
    text_lines = tuple(page_lines(words, [], page.number, LineNumbers()))
    confidences = [
        float(confidence)
        for confidence, word_text in zip(table["conf"], table["text"], strict=True)
        if _is_word(confidence, word_text)
    ]
    if not confidences:
        return replace(page, unread=NOTHING)
    return replace(page, lines=text_lines, confidence=statistics.fmean(confidences) / 100)


class _Unread(Exception):
    """A page that is not read; the message is the reason."""


def _table(file: Any, page_index: int) -> tuple[Table, float]:
    """Return what Tesseract finds on a page, and how many of its pixels make a point."""
    try:
        import pytesseract
    except ImportError as error:
        raise _Unread(NO_EXTRA) from error
    try:
        image, scale = _render(file, page_index)
        table = pytesseract.image_to_data(image, timeout=PAGE_SECONDS, output_type=pytesseract.Output.DICT)
    except pytesseract.TesseractNotFoundError as error:
        raise _Unread(NO_PROGRAM) from error
    except pytesseract.TesseractError as error:
        raise _Unread(FAILED) from error
    except RuntimeError as error:  # so the library says that the time is up; PDFium's errors are such, too
        raise _Unread(FAILED if isinstance(error, pypdfium2.PdfiumError) else TOO_SLOW) from error
    return table, scale


def _render(file: Any, page_index: int) -> tuple[Any, float]:
    page = file[page_index]
    try:
        width, height = page.get_size()
        scale = min(DOTS / 72, math.sqrt(MOST_DOTS / max(width * height, 1.0)))
        return page.render(scale=scale, grayscale=True).to_pil(), scale
    finally:
        page.close()


def _is_word(confidence: Any, word_text: str) -> bool:
    return float(confidence) >= LEAST_CONFIDENCE and bool(word_text.strip())


def _words(table: Table, scale: float) -> Iterator[Word]:
    """Yield the words, in points, each as high as the lines of its paragraph are in the middle."""
    paragraph_keys = list(zip(table["block_num"], table["par_num"], strict=True))
    line_heights: dict[tuple[int, int], list[float]] = {}
    line_boxes: dict[tuple[int, int, int], Box] = {}
    for i, row_level in enumerate(table["level"]):
        if row_level == _LINE:
            box = _box(table, i, scale)
            line_boxes[*paragraph_keys[i], table["line_num"][i]] = box
            line_heights.setdefault(paragraph_keys[i], []).append(box.height)
    for i, row_level in enumerate(table["level"]):
        if row_level == _WORD and _is_word(table["conf"][i], table["text"][i]):
            line_box, box = line_boxes[*paragraph_keys[i], table["line_num"][i]], _box(table, i, scale)
            size = round(statistics.median(line_heights[paragraph_keys[i]]) * LINE_HEIGHT)
            yield Word(
                table["text"][i].strip(),
                Box(box.left, line_box.bottom - size, box.right, line_box.bottom),
                line_box.bottom,
            )


_LINE, _WORD = 4, 5
"""Levels of Tesseract's table."""


def _box(table: Table, index: int, scale: float) -> Box:
    left_edge, top_edge = table["left"][index] / scale, table["top"][index] / scale
    return Box(
        left_edge, top_edge, left_edge + table["width"][index] / scale, top_edge + table["height"][index] / scale
    )
