"""Tables typed with tabs: lines whose columns are set apart are rows, and their numbers are nobody's points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.model import Block, BlockKind
from analysis.splitting.labels import find
from analysis.text import lines, trim

APART = re.compile(r"[^\S\n]*\t[^\S\n]*| {3,}")
LONGEST_CELL = 60
"""Characters on average; a tab between longer stretches is a slip of the finger in somebody's prose."""


def with_rows(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks; paragraphs that are rows, two or more in a row with as many columns, as rows of a table."""
    columns = [_columns(text, block) for block in blocks]
    found: list[Block] = []
    for i, block in enumerate(blocks):
        beside = columns[max(0, i - 1) : i] + columns[i + 1 : i + 2]
        rows = [trim(text, *line) for line in lines(text, block.start, block.end)] if columns[i] > 1 else []
        if len(rows) > 1 or (rows and columns[i] in beside):
            row = replace(block, kind=BlockKind.TABLE_ROW)
            found += [replace(row, start=span.start, end=span.end) for span in rows]
        else:
            found.append(block)
    return found


def _columns(text: str, block: Block) -> int:
    """How many columns all lines of a paragraph have, its number left out; 0 if they differ or it is none."""
    if block.kind is not BlockKind.PARAGRAPH or block.number:
        return 0
    counts = {_cells(text[line.start : line.end].strip()) for line in lines(text, block.start, block.end)}
    return counts.pop() if len(counts) == 1 else 0


def _cells(line: str) -> int:
    cells = APART.split(line)
    label = find(line, 0, len(line)) if len(cells) > 1 else None
    if label and label.end == len(cells[0]):
        cells = cells[1:]
    return len(cells) if len(line) <= LONGEST_CELL * len(cells) else 1
