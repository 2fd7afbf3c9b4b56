"""The pages of a PDF file, one after the other, each as the lines of its text in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.reading.pdf.aligned_tables import with_tables
from analysis.reading.pdf.footnote_refs import Call
from analysis.reading.pdf.form_fields import Field, Remark, fields, remarks, typed_on
from analysis.reading.pdf.hyperlinks import Hyperlink, links
from analysis.reading.pdf.page_words import Box, Word, words_of
from analysis.reading.pdf.reading_order import zones
from analysis.reading.pdf.ruled_tables import CELL_WORDS, rules, tables
from analysis.reading.pdf.text_lines import Fragment, TextLine, fragments, line, rows_of, written


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page's lines in reading order, and the links whose address they do not show.

    ``pictures``: it shows some, and no text; ``damaged``: it cannot be read. ``confidence`` is that of the program that
    read its picture (0 to 1), ``unread`` why none did although it was asked for.
    """

    number: int
    lines: tuple[TextLine, ...] = ()
    pictures: bool = False
    damaged: bool = False
    links: tuple[Hyperlink, ...] = ()
    confidence: float | None = None
    unread: str = ""
    remarks: tuple[Remark, ...] = ()


def pages(file: Any) -> Iterator[PdfPage]:
    """Yield every page in turn; no more than one is open, so that a long file takes little room."""
    for index in range(len(file)):
        try:
            page = file[index]
        except pypdfium2.PdfiumError:
            yield PdfPage(index + 1, damaged=True)
            continue
        try:
            yield _page(page, index + 1)
        except pypdfium2.PdfiumError:
            yield PdfPage(index + 1, damaged=True)
        finally:
            page.close()


def _page(page: Any, number: int) -> PdfPage:
    textpage = page.get_textpage()
    try:
        words = words_of(textpage)
    finally:
        textpage.close()
    pictures = not words and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    lines = list(lines_of(words, rules(page) if words else [], number))
    leading = tuple(links(page, words)) if words else ()
    noted = remarks(page)
    filled = _with_fields(lines, [*fields(page), *typed_on(noted)], number)
    beside = tuple(one for one in noted if one.kind != pdfium.FPDF_ANNOT_FREETEXT)
    return PdfPage(number, tuple(filled), pictures, links=leading, remarks=beside)


def lines_of(words: Sequence[Word], ruled: Sequence[Box], number: int) -> Iterator[TextLine]:
    """Yield the words of a page as lines in reading order, tables row by row."""
    rows, rest = tables([word for word in words if not word.turned], ruled)
    zone, opens = count(), False
    for part in zones([*fragments(rest), *rows]):
        here = next(zone)
        for row in with_tables(list(rows_of(part))):
            if row[0].cells:
                yield from _row(row[0], number, zone)
                here, opens = next(zone), True
            else:
                yield replace(line(row, number, here), opens=opens)
                opens = False
    yield from _turned(words, number, next(zone))


def _row(row: Fragment, number: int, zone: Iterator[int]) -> Iterator[TextLine]:
    """Yield a table's row as one line, or the lines of its cells where they hold prose."""
    if max(len(cell) for cell in row.cells) <= CELL_WORDS:
        text, calls = _cells(row.cells)
        kept = replace(line([row], number, next(zone)), text=text, mark="", note="", calls=calls)
        yield replace(kept, row=True, alone=True)
        return
    for cell in row.cells:
        here = next(zone)
        for i, part in enumerate(rows_of(fragments(cell))):
            yield replace(line(part, number, here), opens=i == 0)


def _cells(cells: Sequence[Sequence[Word]]) -> tuple[str, tuple[Call, ...]]:
    """Return the text of a row's cells, and the marks of footnotes in it."""
    text = ""
    calls: list[Call] = []
    for i, cell in enumerate(cells):
        text += "\t" if i else ""
        for j, piece in enumerate(fragments(cell)):
            text += " " if j else ""
            said, called = written(piece.words, piece)
            calls += [Call(call.marks, len(text) + call.start, len(text) + call.end) for call in called]
            text += said
    return text, tuple(calls)


def _turned(words: Sequence[Word], number: int, zone: int) -> Iterator[TextLine]:
    """Yield words that run up or down the margin, each run of them by itself."""
    for quarter in (1, 2, 3, -1, -2, -3):
        leaning = [word for word in words if word.turned == quarter]
        if leaning:
            whole = Fragment(tuple(leaning), leaning[0].box, leaning[0].base, leaning[0].size)
            text = " ".join(word.text for word in leaning)
            yield replace(line([whole], number, zone), text=text, mark="", note="", calls=(), alone=True)


def _with_fields(lines: list[TextLine], found: Sequence[Field], number: int) -> list[TextLine]:
    """Return the lines with the values of the form's fields after the lines that they stand beside or below."""
    for one in found:
        above = [i for i, other in enumerate(lines) if other.box.top < one.box.bottom - one.box.height / 2]
        at = above[-1] + 1 if above else 0
        zone = lines[at - 1].zone if at else 0
        size = min(one.box.height, 12.0)
        lines.insert(at, TextLine(one.text, one.box, one.box.bottom, size, number, zone, alone=True))
    return lines
