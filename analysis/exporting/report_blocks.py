"""The report as blocks for word processors, cut from the very page that is published, so that its words stand once.

The annexes stay out: every response in full, the lists of points and the ledger are in the page and in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import html

from analysis.exporting.xml_text import xml_safe

ANNEXES = ("annexes",)
"""Sections that are no part of what is edited: they lead to pages of the annex."""

SCREEN_ONLY = ("refs", "cells", "back", "contents", "key", "sign", "line")
"""Classes of what leads to places in the page, or explains its pictures."""

THEME_CHART = "theme-chart"
"""The chart that is drawn anew; of the others the table beside them stands for them."""

_OF_SCREEN = re.compile(r"\s*Dark: [^.]*\.|\s*(?:[\d,]+ more, and all|All) figures\s*$")
"""What the key of a chart says of the page alone: its shades, which the chart that is drawn anew names itself."""

LEFT_OUT = (
    "This copy is for editing. Every response in full, the lists of points and the ledger of everything received are "
    "in the report as it was published, and in the tables that are exported beside it."
)


class BlockStyle(StrEnum):
    """The styles of paragraphs; headings have a level beside it."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    BODY = "body"
    BULLET = "bullet"
    NUMBERED = "numbered"
    QUOTE = "quote"
    SOURCE = "source"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph or heading; ``level`` is a heading's, and of an item how many lists are around its own."""

    style: BlockStyle
    runs: tuple[TextRun, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table, which may stand over several columns."""

    runs: tuple[TextRun, ...]
    is_header: bool = False
    is_number: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True)
class ReportGrid:
    """A table; the first ``header_rows`` name its columns."""

    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int

    @property
    def width(self) -> int:
        """Return how many columns it has."""
        return max(sum(cell.columns for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class ThemeChart:
    """The place of the chart of themes."""


ReportBlock = ReportParagraph | ReportGrid | ThemeChart


def report_blocks(page: str) -> Iterator[ReportBlock]:
    """Yield the blocks of the report from its page."""
    document = html.fromstring(page)
    masthead = document.xpath("//header[contains(@class, 'masthead')]")
    for part in [*masthead, *document.xpath("//main")]:
        yield from _blocks(part)
    yield ReportParagraph(BlockStyle.BODY, (TextRun(LEFT_OUT),))


_HEADING = re.compile(r"h([1-6])")


def _blocks(element: html.HtmlElement) -> Iterator[ReportBlock]:
    if not isinstance(element.tag, str) or _is_left_out(element):
        return
    tag, heading = element.tag, _HEADING.fullmatch(element.tag)
    if heading:
        level = int(heading[1]) - 1
        yield from _paragraph(BlockStyle.HEADING if level else BlockStyle.TITLE, element, level)
    elif tag == "p":
        yield from _paragraph(_style_of(element), element)
    elif tag in ("ul", "ol"):
        yield from _list(element)
    elif tag == "dl":
        yield from _definitions(element)
    elif tag == "table":
        yield from _table(element)
    elif tag == "figure" and "chart-box" in (element.get("class") or ""):
        yield from _chart(element)
    elif tag == "figcaption":
        yield from _paragraph(BlockStyle.SOURCE, element)
    else:
        for child in element:
            yield from _blocks(child)


def _chart(figure: html.HtmlElement) -> Iterator[ReportBlock]:
    if figure.get("id") == THEME_CHART:
        yield from _paragraph(BlockStyle.CAPTION, figure.find("figcaption"))
        yield ThemeChart()
        below = figure.getnext()
        is_key = below is not None and below.tag == "p" and below.get("class") == "key"
        for key in [*figure.findall("p[@class='key']"), *([below] if is_key else [])]:
            words = _OF_SCREEN.sub("", "".join(run.text for run in runs_of(key))).strip()
            if words:
                yield ReportParagraph(BlockStyle.SOURCE, (TextRun(words),))


def _is_left_out(element: html.HtmlElement) -> bool:
    classes = (element.get("class") or "").split()
    return element.get("aria-labelledby") in ANNEXES or any(name in SCREEN_ONLY for name in classes)


def _style_of(paragraph: html.HtmlElement) -> BlockStyle:
    if "subtitle" in (paragraph.get("class") or "") or "kicker" in (paragraph.get("class") or ""):
        return BlockStyle.SUBTITLE
    return BlockStyle.QUOTE if paragraph.getparent().tag == "blockquote" else BlockStyle.BODY


def _paragraph(style: BlockStyle, element: html.HtmlElement, level: int = 0) -> Iterator[ReportParagraph]:
    runs = runs_of(element)
    if runs:
        yield ReportParagraph(style, runs, level)


def _list(element: html.HtmlElement, level: int = 0) -> Iterator[ReportBlock]:
    style = BlockStyle.BULLET if element.tag == "ul" else BlockStyle.NUMBERED
    for item in element.iterchildren("li"):
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)
        yield from _paragraph(style, item, level)
        for child in inner:
            yield from _list(child, level + 1)


def _definitions(element: html.HtmlElement) -> Iterator[ReportParagraph]:
    """Yield each term with what is said of it as one paragraph."""
    for term in element.iter("dt"):
        descriptions = [sibling for sibling in term.itersiblings() if sibling.tag == "dd"]
        described = " ".join(run.text for description in descriptions for run in runs_of(description))
        name = "".join(run.text for run in runs_of(term))
        if described:
            yield ReportParagraph(BlockStyle.BODY, (TextRun(f"{name}: ", bold=True), TextRun(described)))


def _table(table: html.HtmlElement) -> Iterator[ReportBlock]:
    caption = table.find("caption")
    if caption is not None:
        yield from _paragraph(BlockStyle.CAPTION, caption)
    header_rows = len(table.findall("./thead/tr"))
    rows = tuple(row for row in map(_row, table.iter("tr")) if row)
    if rows:
        yield ReportGrid(rows, header_rows)


def _row(line: html.HtmlElement) -> tuple[GridCell, ...]:
    return tuple(_cell(cell) for cell in line.iterchildren("th", "td") if not _is_left_out(cell))


def _cell(cell: html.HtmlElement) -> GridCell:
    is_number = "number" in (cell.get("class") or "").split()
    return GridCell(runs_of(cell), cell.tag == "th", is_number, int(cell.get("colspan") or 1))


# Text -----------------------------------------------------------------------------------------------------------------


def runs_of(element: html.HtmlElement) -> tuple[TextRun, ...]:
    """Return the words of an element; white space folds as in a browser, and signs for the eye alone are left out."""
    folded: list[TextRun] = []
    for run in _runs(element, bold=False):
        words = re.sub(r"\s+", " ", xml_safe(run.text))
        if not folded or folded[-1].text.endswith(" "):
            words = words.lstrip(" ")
        if words and folded and folded[-1].bold == run.bold:
            folded[-1] = TextRun(folded[-1].text + words, run.bold)
        elif words:
            folded.append(TextRun(words, run.bold))
    if folded:
        folded[-1] = TextRun(folded[-1].text.rstrip(" "), folded[-1].bold)
    return tuple(run for run in folded if run.text)


def _runs(element: html.HtmlElement, bold: bool) -> Iterator[TextRun]:
    is_bold = bold or element.tag == "strong"
    yield TextRun(element.text or "", is_bold)
    for child in element:
        if isinstance(child.tag, str) and child.get("aria-hidden") != "true" and not _is_left_out(child):
            yield TextRun(" " if _stands_apart(child) else "", is_bold)
            yield from _runs(child, is_bold)
            yield TextRun(" " if _stands_apart(child) else "", is_bold)
        yield TextRun(child.tail or "", is_bold)


def _stands_apart(element: html.HtmlElement) -> bool:
    """Return whether a browser shows an element on a line of its own."""
    return element.tag in ("p", "div", "li", "dd", "dt", "br") or element.get("class") == "dates"
