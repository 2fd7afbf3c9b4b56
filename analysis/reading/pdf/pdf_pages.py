"""The pages of a PDF file, one after the other, each as the lines of its text in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.reading.pdf.aligned_tables import with_tables
from analysis.reading.pdf.form_fields import Field, Remark, filled_fields, read_remarks, typed_text
from analysis.reading.pdf.hyperlinks import Hyperlink, hidden_links
from analysis.reading.pdf.line_numbers import LineNumbers
from analysis.reading.pdf.page_words import Box, Word, page_words
from analysis.reading.pdf.reading_order import cut_zones
from analysis.reading.pdf.ruled_tables import find_rules, find_tables
from analysis.reading.pdf.table_lines import table_row_lines
from analysis.reading.pdf.text_lines import Fragment, TextLine, group_rows, line_fragments, make_line


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


def read_pages(file: Any) -> Iterator[PdfPage]:
    """Yield every page in turn; no more than one is open, so that a long file takes little room."""
    line_numbers = LineNumbers()
    for page_index in range(len(file)):
        try:
            page = file[page_index]
        except pypdfium2.PdfiumError:
            yield PdfPage(page_index + 1, damaged=True)
            continue
        try:
            yield _page(page, page_index + 1, line_numbers)
        except pypdfium2.PdfiumError:
            yield PdfPage(page_index + 1, damaged=True)
        finally:
            page.close()


def _page(page: Any, page_number: int, line_numbers: LineNumbers) -> PdfPage:
    textpage = page.get_textpage()
    try:
        drawn_words = page_words(textpage)
    finally:
        textpage.close()
    is_picture = not drawn_words and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    rule_boxes = find_rules(page) if drawn_words else []
    text_lines = list(page_lines(drawn_words, rule_boxes, page_number, line_numbers))
    hyperlinks = tuple(hidden_links(page, drawn_words)) if drawn_words else ()
    page_remarks = read_remarks(page)
    all_lines = _with_fields(text_lines, [*filled_fields(page), *typed_text(page_remarks)], page_number)
    other_remarks = tuple(remark for remark in page_remarks if remark.kind != pdfium.FPDF_ANNOT_FREETEXT)
    return PdfPage(page_number, tuple(all_lines), is_picture, links=hyperlinks, remarks=other_remarks)


def page_lines(
    words: Sequence[Word], rule_boxes: Sequence[Box], page_number: int, line_numbers: LineNumbers
) -> Iterator[TextLine]:
    """Yield the words of a page as lines in reading order, tables row by row."""
    table_rows, words_outside = find_tables([word for word in words if not word.turned], rule_boxes)
    fragments, number_lines = line_numbers.take(line_fragments(words_outside), page_number)
    zone_numbers, is_first = count(), False
    for zone_fragments in cut_zones([*fragments, *table_rows]):
        zone = next(zone_numbers)
        for fragment_row in with_tables(list(group_rows(zone_fragments))):
            if fragment_row[0].cells:
                yield from table_row_lines(fragment_row[0], page_number, zone_numbers)
                zone, is_first = next(zone_numbers), True
            else:
                yield replace(make_line(fragment_row, page_number, zone), opens=is_first)
                is_first = False
    yield from _turned(words, page_number, next(zone_numbers))
    yield from number_lines


def _turned(words: Sequence[Word], page_number: int, zone: int) -> Iterator[TextLine]:
    """Yield words that run up or down the margin, each run of them by itself."""
    for quarter_turns in (1, 2, 3, -1, -2, -3):
        turned_words = [word for word in words if word.turned == quarter_turns]
        if turned_words:
            turned_fragment = Fragment(
                tuple(turned_words), turned_words[0].box, turned_words[0].base, turned_words[0].size
            )
            turned_text = " ".join(word.text for word in turned_words)
            yield replace(
                make_line([turned_fragment], page_number, zone),
                text=turned_text,
                mark="",
                note="",
                calls=(),
                alone=True,
            )


def _with_fields(lines: list[TextLine], fields: Sequence[Field], page_number: int) -> list[TextLine]:
    """Return the lines with the values of the form's fields after the lines that they stand beside or below."""
    for field in fields:
        lines_above = [i for i, line in enumerate(lines) if line.box.top < field.box.bottom - field.box.height / 2]
        insert_index = lines_above[-1] + 1 if lines_above else 0
        zone = lines[insert_index - 1].zone if insert_index else 0
        size = min(field.box.height, 12.0)
        lines.insert(
            insert_index, TextLine(field.text, field.box, field.box.bottom, size, page_number, zone, alone=True)
        )
    return lines
