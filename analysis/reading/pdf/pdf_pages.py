"""The pages of a PDF file, one after the other, each as the lines of its text in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from analysis.model import Omitted
from analysis.reading.pdf.aligned_tables import with_tables
from analysis.reading.pdf.choice_grids import with_grids
from analysis.reading.pdf.drawn_boxes import with_drawn_boxes
from analysis.reading.pdf.field_places import insert_fields, place_fields
from analysis.reading.pdf.form_fields import page_fields
from analysis.reading.pdf.framed_words import take_framed
from analysis.reading.pdf.hidden_words import without_hidden
from analysis.reading.pdf.hyperlinks import Hyperlink, hidden_links
from analysis.reading.pdf.line_numbers import LineNumbers
from analysis.reading.pdf.margin_headings import part_margin_headings
from analysis.reading.pdf.page_words import Box, Word, page_words
from analysis.reading.pdf.reading_order import cut_zones
from analysis.reading.pdf.ruled_tables import find_rules, find_tables, page_shapes
from analysis.reading.pdf.struck_words import without_struck
from analysis.reading.pdf.table_lines import table_row_lines
from analysis.reading.pdf.text_lines import Fragment, TextLine, group_rows, line_fragments, make_line
from analysis.reading.pdf.tick_marks import with_boxes
from analysis.reading.pdf.unseen_texts import descriptions


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page's lines in reading order, and the links whose address they do not show.

    ``pictures``: it shows some, and no text; ``damaged``: it cannot be read. ``confidence`` is that of the program that
    read its picture (0 to 1), ``unread`` why none did although it was asked for, ``unsure`` how many words it did not
    make out. ``omitted``: what it holds beside its lines; ``has_files``: files are pinned onto it.
    """

    number: int
    lines: tuple[TextLine, ...] = ()
    pictures: bool = False
    damaged: bool = False
    links: tuple[Hyperlink, ...] = ()
    confidence: float | None = None
    unread: str = ""
    unsure: int = 0
    omitted: tuple[Omitted, ...] = ()
    has_files: bool = False


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
        all_words = page_words(textpage)
        shapes = page_shapes(page) if all_words else []
        drawn_words, hidden = without_hidden(page, textpage, all_words, shapes)
    finally:
        textpage.close()
    is_picture = not all_words and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    rule_boxes = find_rules(shapes)
    hyperlinks = tuple(hidden_links(page, drawn_words)) if drawn_words else ()
    fields, omitted, has_files, struck_lines = page_fields(page)
    omitted += descriptions(page)
    legible_words, struck = without_struck(drawn_words, [*rule_boxes, *struck_lines])
    omitted += [*hidden, *struck]
    words, paragraphs = place_fields(with_drawn_boxes(legible_words, shapes, [field.box for field in fields]), fields)
    words, framed = take_framed(words, shapes)
    drawn_lines = list(page_lines(words, rule_boxes, page_number, line_numbers))
    if framed:
        drawn_lines += _below(drawn_lines, page_lines(framed, (), page_number, LineNumbers()))
    text_lines = list(with_boxes(drawn_lines))
    all_lines = insert_fields(text_lines, paragraphs, page_number)
    return PdfPage(
        page_number, tuple(all_lines), is_picture, links=hyperlinks, omitted=tuple(omitted), has_files=has_files
    )


def _below(lines: Sequence[TextLine], framed: Iterable[TextLine]) -> Iterator[TextLine]:
    """Yield the lines of a frame as a zone of their own, to be read after the other lines of the page."""
    first_zone = max((line.zone for line in lines), default=0) + 1
    for i, line in enumerate(framed):
        yield replace(line, zone=first_zone + line.zone, opens=line.opens or i == 0, framed=True)


def page_lines(
    words: Sequence[Word], rule_boxes: Sequence[Box], page_number: int, line_numbers: LineNumbers
) -> Iterator[TextLine]:
    """Yield the words of a page as lines in reading order, tables row by row."""
    table_rows, words_outside = find_tables([word for word in words if not word.turned], rule_boxes)
    fragments, number_lines = line_numbers.take(line_fragments(words_outside), page_number)
    zone_numbers, is_first = count(), False
    for zone_fragments in cut_zones([*with_grids(fragments), *table_rows]):
        zone = next(zone_numbers)
        for fragment_row, begins in part_margin_headings(with_tables(list(group_rows(zone_fragments)))):
            zone = next(zone_numbers) if begins else zone
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
