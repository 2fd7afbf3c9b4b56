"""Cell labels: each cell of a wide table carries its column's name, so that a phone can show rows below each other.

Templates need not write the names twice. Text cannot be taken for a tag here, as all text is escaped.
"""

from __future__ import annotations

import re

_WIDE = re.compile(r'(<div class="wide"[^>]*>)(.*?)(</div>)', re.DOTALL)
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b[^>]*>")
_NAME = re.compile(r"<t([hd])\b[^>]*>(.*?)</t\1>", re.DOTALL)
_SPAN = re.compile(r'\bcolspan="(\d+)"')
_TAG = re.compile(r"<[^>]+>")


def with_cell_labels(page: str) -> str:
    """Return a page in whose wide tables every cell of one column has that column's name as ``data-label``."""
    return _WIDE.sub(lambda wide: f"{wide[1]}{_labelled(wide[2])}{wide[3]}", page)


def _labelled(table: str) -> str:
    head = _HEAD.search(table)
    if head is None or len(_ROW.findall(head[0])) != 1:
        return table  # columns of columns have no one name
    names = [_capitalised(" ".join(_TAG.sub("", name[2]).split())) for name in _NAME.finditer(head[0])]
    body = _ROW.sub(lambda row: _labelled_row(row[0], names), table[head.end() :])
    return table[: head.end()] + body


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


def _labelled_row(row: str, names: list[str]) -> str:
    column = 0

    def label(cell: re.Match[str]) -> str:
        nonlocal column
        span, tag = _SPAN.search(cell[0]), cell[0]
        width = int(span[1]) if span else 1
        name = names[column] if width == 1 and column < len(names) else ""
        column += width
        # Names are escaped as text; in an attribute quotation marks must be, too.
        return f'{tag[:-1]} data-label="{name.replace(chr(34), "&quot;")}">' if name and tag.startswith("<td") else tag

    return _CELL.sub(label, row)
