"""Tables of what speaks for and against: each cell says something of its own, in the section that its column names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import WORD, Span, lines, trim

SEVERAL = 2
"""Columns that are set against each other, and rows with the head."""

_SIDE = re.compile(
    r"(?:\w+ ){0,2}(?:pros?|cons?|(?:dis)?advantages?|benefits?|drawbacks?|costs?|risks?|strengths?|weaknesses"
    r"|opportunities|threats?|positives?|negatives?|(?:arguments? )?(?:for|against)|likes?|dislikes?"
    r"|(?:vor|nach)teile|stärken|schwächen|avantages|inconvénients|manteision|anfanteision|(?:des)?ventajas)\W*",
    re.IGNORECASE,
)


def cut_opposed(text: str, rows: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the cells of a table whose every column is called like one side of a matter; None for any other."""
    if len(rows) < SEVERAL or any(row.kind is not BlockKind.TABLE_ROW for row in rows):
        return None
    head = row_cells(text, rows[0])
    if len(head) < SEVERAL or not all(_SIDE.fullmatch(text, *cell) for cell in head):
        return None
    cells = [row_cells(text, row) for row in rows[1:]]
    if any(len(row) != len(head) for row in cells):
        return None
    parts = [part for row, own in zip(rows[1:], cells, strict=True) for part in _cut_row(text, row, own, head)]
    return [replace(rows[0], given=Given.HEAD), *parts]


def _cut_row(text: str, row: LabelledPiece, cells: Sequence[Span], head: Sequence[Span]) -> Iterator[LabelledPiece]:
    plain = replace(row, kind=BlockKind.PARAGRAPH, level=0, chosen=None, unbelieved=None, given=Given.COMMENT)
    for cell, side in zip(cells, head, strict=True):
        for line in (trim(text, *line) for line in lines(text, cell.start, cell.end)):
            if WORD.search(text, *line):
                yield replace(plain, outer=line.start, start=line.start, end=line.end, within=(side,))
