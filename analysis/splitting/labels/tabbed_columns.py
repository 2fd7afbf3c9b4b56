"""Tables typed with tabs: lines whose columns are set apart are rows, and their numbers are nobody's points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.model import Block, BlockKind
from analysis.splitting.labels.possible_labels import find_label
from analysis.text import lines, trim

COLUMN_GAP = re.compile(r"[^\S\n]*\t[^\S\n]*| {3,}")
LONGEST_CELL = 60
"""Characters on average; a tab between longer stretches is a slip of the finger in somebody's prose."""


def with_table_rows(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; paragraphs that are rows, two or more with as many columns, as rows of a table."""
    if COLUMN_GAP.search(text) is None:
        return list(blocks)
    column_counts = [_column_count(text, block) for block in blocks]
    table_aware: list[Block] = []
    for i, block in enumerate(blocks):
        beside_counts = column_counts[max(0, i - 1) : i] + column_counts[i + 1 : i + 2]
        row_spans = [trim(text, *line) for line in lines(text, block.start, block.end)] if column_counts[i] > 1 else []
        if len(row_spans) > 1 or (row_spans and column_counts[i] in beside_counts):
            row_block = replace(block, kind=BlockKind.TABLE_ROW)
            table_aware += [replace(row_block, start=span.start, end=span.end) for span in row_spans]
        else:
            table_aware.append(block)
    return table_aware


def _column_count(text: str, block: Block) -> int:
    """Return the columns that all lines of a paragraph have, its number left out; 0 if they differ or it is none."""
    if block.kind is not BlockKind.PARAGRAPH or block.number:
        return 0
    counts = {_cell_count(text[line.start : line.end].strip()) for line in lines(text, block.start, block.end)}
    return counts.pop() if len(counts) == 1 else 0


def _cell_count(line_text: str) -> int:
    cells = COLUMN_GAP.split(line_text)
    label = find_label(line_text, 0, len(line_text)) if len(cells) > 1 else None
    if label and label.end == len(cells[0]):
        cells = cells[1:]
    return len(cells) if len(line_text) <= LONGEST_CELL * len(cells) else 1
