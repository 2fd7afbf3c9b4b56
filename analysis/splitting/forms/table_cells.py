"""The cells of a table's row, the empty ones among them."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.labels.tabbed_columns import COLUMN_GAP
from analysis.text import Span, trim

_PIPE = re.compile(r"(?<!\\)\|")


def row_cells(text: str, row: LabelledPiece) -> list[Span]:
    """Return all cells of a row; the empty ones at its ends stand outside of its words."""
    start, end = row.outer, row.end
    if text.startswith("|", start):  # typed as in Markdown
        pipes = [pipe.start() for pipe in _PIPE.finditer(text, start, end)]
        edges = pipes if pipes[-1] == end - 1 else [*pipes, end]
        return [trim(text, before + 1, after) for before, after in pairwise(edges)]
    while start and text[start - 1] == "\t":
        start -= 1
    while text[end : end + 1] == "\t":
        end += 1
    if "\t" not in text[start:end]:  # typed with spaces
        gaps = [gap.span() for gap in COLUMN_GAP.finditer(text, start, end)]
        starts, ends = [start, *(behind for _, behind in gaps)], [*(before for before, _ in gaps), end]
        return [trim(text, before, after) for before, after in zip(starts, ends, strict=True)]
    tabs = [match.start() for match in re.finditer("\t", text[start:end])]
    edges = [start - 1, *(start + tab for tab in tabs), end]
    return [trim(text, before + 1, after) for before, after in pairwise(edges)]
