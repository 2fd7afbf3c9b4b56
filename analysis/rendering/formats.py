"""Formats of the report: the templates' filters. Each formats a value, and none decides content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from jinja2.filters import do_round

from analysis.model import AdjustedCount, Estimate
from analysis.tally.passages.refs import Run
from analysis.tally.shares import share
from analysis.text import Span, plural, trim, whole, whole_percent

# `strftime` and `calendar` follow the machine's locale, and the report must not.
_MONTHS = re.findall(r"\w+", "January February March April May June July August September October November December")

KEPT = 1_000
"""Texts of which the blocks are kept: a survey's questions stand in each response."""

WRAP = 100
"""Nobody wraps text by hand at more characters than this: a line end after a longer line is meant."""

_MARK = r"[-*+•‣▪◦–—·]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})\)|(?:\d{1,2}|[a-z]|[ivx]{1,5})\."
_ITEM = re.compile(rf"[ \t]*(?:{_MARK})[ \t]")
_LINE = re.compile(r"[ \t]*[|>]|.*\S\t+\S")
_RULE = re.compile(r"[ \t]*\|[ \t|:-]*-[ \t|:-]*")
_OPEN_END = re.compile(r"[:;](?:[ \t]*(?:and|or))?[ \t]*$")


class TextBlock(NamedTuple):
    """A paragraph of quoted text; ``kind`` is ``paragraph``, ``item`` (of a list), ``indented`` or ``row``.

    A row of a table comes as ``cells``, each with its runs.
    """

    kind: str
    runs: tuple[Run, ...]
    cells: tuple[tuple[Run, ...], ...] = ()


def thousands(number: int) -> str:
    """12345 is "12,345"."""
    return f"{number:,}"


def percent(share: float) -> str:
    """0.734 is "73%"; what is neither none nor all is never written as "0%" or "100%"."""
    whole = whole_percent(share)
    if whole == 0 and share > 0:
        return "<1%"
    return ">99%" if whole == 100 and share < 1 else f"{whole}%"


TOO_FEW = "too few coded to say"
"""What stands in place of an interval that says nothing."""


def interval(one: Estimate | AdjustedCount, decimals: int = 0) -> str:
    """The interval of a share is "62% to 80%", of a count "12 to 18"; one that says nothing is "too few coded to say".

    ``decimals``, if not none, are those of what is no share.
    """
    low, high = one.low, one.high
    if low is None or high is None or (one.says_nothing and not decimals):
        return TOO_FEW
    if isinstance(one, AdjustedCount):
        return f"{whole(low):,} to {whole(high):,}"
    if decimals:
        return f"{low:.{decimals}f} to {high:.{decimals}f}"
    return f"{percent(low)} to {percent(high)}"


def share_of(count: float, of: float) -> str:
    """7 of 20 is "35%"; of so few that a share would say more than they do, there is none."""
    part = share(count, of)
    return "" if part is None else percent(part)


def bracketed_share(count: float, of: float) -> str:
    """7 of 20 is " (35%)", to stand behind a count; of few there is nothing."""
    part = share_of(count, of)
    return f" ({part})" if part else ""


def day(when: date) -> str:
    """2014-04-17 is "17 April 2014"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def days(first: date, last: date) -> str:
    """2014-04-17 to 2014-04-30 is "17 to 30 April 2014"."""
    if first == last:
        return day(last)
    year = f" {first.year}" if first.year != last.year else ""
    month = f" {_MONTHS[first.month - 1]}" if year or first.month != last.month else ""
    return f"{first.day}{month}{year} to {day(last)}"


def agree(count: int, one: str, many: str | None = None) -> str:
    """Return the word that goes with a count, without the count: "point" or "points", "is" or "are"."""
    return one if count == 1 else many or one + "s"


def blocks(runs: Sequence[Run]) -> tuple[TextBlock, ...]:
    """Cut quoted text into its paragraphs, list items and table rows.

    A line end inside a paragraph is mostly where its author's editor wrapped the line; HTML shows it as a space, and so
    it may stay. It is a break where an empty line follows, or the next line is an item or a row, or the line ends in a
    colon or semicolon (items without marks), or is too long to have been wrapped by hand. The rows of one table have as
    many cells as the longest.
    """
    return _blocks(tuple(runs))


@lru_cache(maxsize=KEPT)
def _blocks(runs: tuple[Run, ...]) -> tuple[TextBlock, ...]:
    text = "".join(run.text for run in runs)
    found = [_block(runs, text, span) for span in _stretches(text) if not _RULE.fullmatch(text[slice(*span)])]
    return tuple(block for _, table in groupby(found, lambda one: one.kind == "row") for block in _squared(list(table)))


def _squared(table: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """Yield neighbouring blocks, each with empty cells behind its own up to the most that one of them has."""
    most = max(len(block.cells) for block in table)
    return (block._replace(cells=block.cells + ((),) * (most - len(block.cells))) for block in table)


def _stretches(text: str) -> Iterator[Span]:
    """Yield the spans of the blocks; the line ends between them are in none."""
    stretch_start, previous_line, line_start = 0, "", 0
    for text_line in text.splitlines(keepends=True):
        stripped_line = text_line.rstrip()
        if _breaks(previous_line, stripped_line):
            yield from _stretch(text, stretch_start, line_start)
            stretch_start = line_start
        previous_line, line_start = stripped_line, line_start + len(text_line)
    yield from _stretch(text, stretch_start, line_start)


def _breaks(before: str, line: str) -> bool:
    """Return whether a new block begins with a line."""
    boundary_match = _ITEM.match(line) or _LINE.match(line) or _LINE.match(before) or _OPEN_END.search(before)
    return not before or not line or len(before) > WRAP or boundary_match is not None


def _stretch(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without white space at its ends, but with its first line's indent, which tells what it is."""
    stretch_text = text[start:end]
    if stretch_text.strip():
        yield Span(start + len(stretch_text) - len(stretch_text.lstrip("\r\n")), start + len(stretch_text.rstrip()))


def _block(runs: Sequence[Run], text: str, span: Span) -> TextBlock:
    block_text = text[span.start : span.end]
    table_cells = tuple(tuple(_cut(runs, *cell)) for cell in _cells(text, span))
    if table_cells:
        return TextBlock("row", (), table_cells)
    kind = (
        "item" if _ITEM.match(block_text) else "indented" if block_text.startswith(("  ", "\t", ">")) else "paragraph"
    )
    return TextBlock(kind, tuple(_cut(runs, *span)))


def _cells(text: str, span: Span) -> Iterator[Span]:
    """Yield the cells of a table row, which is written with bars around its cells or with tabs between them."""
    line_text = text[span.start : span.end]
    separator = "|" if line_text.lstrip().startswith("|") else "\t"
    if separator == "\t" and not _LINE.match(line_text):
        return
    edges = [
        span.start - 1,
        *(span.start + position for position, c in enumerate(line_text) if c == separator),
        span.end,
    ]
    for n, (cell_start, cell_end) in enumerate(pairwise(edges)):
        cell = trim(text, cell_start + 1, cell_end)
        if separator == "\t" or 0 < n < len(edges) - 2 or cell.start < cell.end:
            yield cell


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """Yield the part of the runs between two offsets into their joined text."""
    run_start = 0
    for run in runs:
        run_text = run.text[max(start - run_start, 0) : max(end - run_start, 0)]
        if run_text:
            yield Run(run_text, run.strong, run.evidence, run.withheld)
        run_start += len(run.text)


def css_text(text: str) -> str:
    """Return text for a quoted string of a style sheet, in which nothing of it can be read as anything else."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text)


def rounded(number: float, precision: int = 0, method: str = "common") -> float:
    """2.5 is 3, as everywhere: a template's own filter would make it 2, and 3.5 4."""
    if (precision, method) == (0, "common"):
        return whole(number)
    return do_round(number, precision, method)  # type: ignore[arg-type]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "agree": agree,
    "bracketed_share": bracketed_share,
    "interval": interval,
    "blocks": blocks,
    "css_text": css_text,
    "day": day,
    "days": days,
    "percent": percent,
    "plural": plural,
    "round": rounded,
    "share": share,
    "share_of": share_of,
    "thousands": thousands,
}
