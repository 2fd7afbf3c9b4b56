"""The cells of a table's row, the empty ones among them."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.text import Span, trim


def row_cells(text: str, row: LabelledPiece) -> list[Span]:
    """Return all cells of a row; the empty ones at its ends stand outside of its words."""
    start, end = row.outer, row.end
    while start and text[start - 1] == "\t":
        start -= 1
    while text[end : end + 1] == "\t":
        end += 1
    tabs = [match.start() for match in re.finditer("\t", text[start:end])]
    edges = [start - 1, *(start + tab for tab in tabs), end]
    return [trim(text, before + 1, after) for before, after in pairwise(edges)]
