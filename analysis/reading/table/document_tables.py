"""Tables of responses in documents: paper forms that somebody has typed into Word, a row for each respondent.

A table is one of responses where its columns ask, and name who answers or whether that may be published. Beside a
heading it is the document, and read as the sheet of a spreadsheet is; below more text it is the letter's own, which is
withheld where somebody in the table refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from analysis.model import QUESTION_ROLES, Block, BlockKind, Channel, Document, Skipped, Table
from analysis.model import ColumnRole as Role
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent, header_rows, lost_consent
from analysis.reading.table.column_inference import UNSURE, may_be_id
from analysis.reading.table.column_mapping import map_columns, mapping_for
from analysis.reading.table.column_profile import Ids, Profiles
from analysis.reading.table.comment_table import as_comment_table
from analysis.reading.table.reshape import reshape
from analysis.reading.table.sheet import Sheet, SheetRow, tidy
from analysis.reading.table.table_reader import read_sheets
from analysis.text import SIGNATURE_HEAD
from analysis.text import words as words_of

MOST_BESIDE = 40
"""Words beside the tables of a document that is nothing else: a heading, and a line on where the forms came from."""

SEVERAL = 2
"""Rows that are people; one row is a form that somebody has filled in, if it is not asked about publication."""

LONGEST_HEAD = 200
"""Characters of what a column is called."""

_ASIDE = (BlockKind.NOTE, BlockKind.COMMENT, BlockKind.FURNITURE)
_WHO = (Role.RESPONDENT, Role.DETAILS)

Cells = Sequence[Sequence[str]]


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """Return the tables of responses in a document as sheets, with the text that stands beside them."""
    joined: dict[tuple[str, ...], list[Sequence[str]]] = {}
    inside: set[Block] = set()
    last_end, last_head = -1, tuple[str, ...]()
    for cells, blocks in _tables(document):
        goes_on = len(cells[0]) == len(last_head) and not document.text[last_end : blocks[0].start].strip()
        if is_of_responses(cells):
            last_head = tuple(cells[0])
            joined.setdefault(last_head, []).extend(cells[1:])
        elif goes_on:
            joined[last_head].extend(cells)
        else:
            continue
        inside.update(blocks)
        last_end = blocks[-1].end
    beside = tuple(
        " ".join(document.text[block.start : block.end].split())
        for block in document.blocks
        if block not in inside and block.kind is not BlockKind.FURNITURE
    )
    return tuple(
        Sheet(partial(_sheet_rows, (head, *rows)), f"table {number}" if len(joined) > 1 else None, beside=beside)
        for number, (head, rows) in enumerate(joined.items(), 1)
    )


def rows_of(document: Document, settings: ReadSettings) -> Iterator[Document | Skipped | Table] | None:
    """Return the rows of a document that is nothing but a table of responses, or None for any other.

    A person who says in ``[[table]]`` what its columns are says that it is one, whatever stands beside.
    """
    sheets = sheets_of(document)
    if not sheets:
        return None
    beside = sum(len(words_of(text)) for text in sheets[0].beside)
    if beside > MOST_BESIDE and mapping_for(settings.tables, document.name, None) is None:
        return None
    comments = (document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.COMMENT)
    notes = ["a comment in the document"] if any(map(lost_consent.comment_refuses, comments)) else []
    return _rows(document, sheets, settings, notes)


def _rows(
    document: Document, sheets: Sequence[Sheet], settings: ReadSettings, notes: Sequence[str]
) -> Iterator[Document | Skipped | Table]:
    for reason in dict.fromkeys(omitted.reason for omitted in document.omitted):
        yield Skipped(f"{document.name}#beside the table", reason)
    for read in read_sheets(sheets, document.name, settings, notes):
        if isinstance(read, Document) and read.sending:
            yield replace(read, sending=replace(read.sending, channel=Channel.DOCUMENT))
        else:
            yield read


def speaks_for_several(document: Document) -> str | None:
    """Return the names of the columns of a table in a document in which somebody refuses to be published, or of which
    the answers cannot be told."""
    if not any(block.kind is BlockKind.TABLE_ROW for block in document.blocks):
        return None
    for cells, _ in _tables(document):
        if _is_refused(cells) or _is_bare_head(cells):
            return " · ".join(filter(None, cells[0]))
    return None


def _is_refused(cells: Cells) -> bool:
    """Return whether a column asks people for consent, and one of them does not give it."""
    table = _columns(cells)
    if table is None or not any(column.role in QUESTION_ROLES for column in table.columns):
        return False
    asking = [column for column in table.columns if column.role is Role.PUBLISH]
    answers = ((column.header, row[column.position]) for column in asking for row in cells[1:])
    return any(consent.refuses(header, answer) for header, answer in answers)


def _sheet_rows(cells: Cells) -> Iterator[SheetRow]:
    yield from (SheetRow(number, [tidy(cell) for cell in row]) for number, row in enumerate(cells, 1))


# Rows of a document --------------------------------------------------------------------------------------------------


def _tables(document: Document) -> Iterator[tuple[Cells, list[Block]]]:
    """Yield the cells of each table, with the blocks of its rows; notes and the ends of pages do not part them."""
    flow = [block for block in document.blocks if block.kind not in _ASIDE]
    for (is_row, _), blocks in groupby(flow, lambda block: (block.kind is BlockKind.TABLE_ROW, block.table)):
        if is_row:
            rows = list(blocks)
            cells = [_cells_of(document.text, block) for block in rows]
            width = max(map(len, cells))
            yield [[*row, *[""] * (width - len(row))] for row in cells], rows


def _cells_of(text: str, block: Block) -> list[str]:
    """Return the cells of a row, the empty ones at its ends, too."""
    start, end = block.start, block.end
    while start > 0 and text[start - 1] == "\t":
        start -= 1
    while end < len(text) and text[end] == "\t":
        end += 1
    cells = [cell.strip() for cell in text[start:end].split("\t")]
    if block.number:
        cells[0] = f"{block.number} {cells[0]}".strip()
    return cells


# Whether rows are people ---------------------------------------------------------------------------------------------


def _columns(cells: Cells) -> Table | None:
    """Return a table with its columns if its first row names them, and asks something."""
    if len(cells) < SEVERAL or len(cells[0]) < SEVERAL or not _may_ask(cells[0]):
        return None
    rows = list(_sheet_rows(cells))
    header = header_rows.find_header(rows[: header_rows.LOOKED_AT])
    sheet = Sheet(lambda: iter(rows))
    if header.row != 1 or reshape(sheet, header, rows[: header_rows.LOOKED_AT]) is not None:
        return None
    profiles = Profiles(
        ids={i: Ids() for i, name in enumerate(header.names) if i == 0 or may_be_id(name)}, width=header.width
    )
    for row in rows:
        if row.number >= header.first and any(row.cells):
            profiles.add(row)
    if not profiles.rows:
        return None
    columns = map_columns(header.names, profiles, frozenset(), None, ReadSettings())
    return Table("", None, header.row, profiles.rows, columns)


def is_of_responses(cells: Cells) -> bool:
    """Return whether the rows of a table are people, and not the comments or the answers of one, by the names of its
    columns and by what is in them."""
    table = _columns(cells)
    if table is None or _is_form(cells):
        return False
    columns = table.columns
    roles = {column.role for column in columns if column.confidence > UNSURE}
    asks_consent = any(column.role is Role.PUBLISH for column in columns)
    is_answered = any(column.role in QUESTION_ROLES and (asks_consent or _asks(column.header)) for column in columns)
    has_people = asks_consent or (
        sum(map(any, cells[1:])) >= SEVERAL and not roles.isdisjoint(_WHO) and _are_several(table, cells)
    )
    is_matrix = not asks_consent and any(words.PLACE.fullmatch(column.header.strip(" *:")) for column in columns)
    has_words = asks_consent or any(column.role is Role.OPEN for column in columns)
    is_signed = any(SIGNATURE_HEAD.fullmatch(column.header) for column in columns)
    is_petition = is_signed and not asks_consent and not any(column.header.endswith("?") for column in columns)
    is_other = is_matrix or is_petition or as_comment_table(table)
    return is_answered and has_people and has_words and not is_other


def _is_form(cells: Cells) -> bool:
    """Return whether the first column holds questions, so that one person answers one in each row."""
    asked = [row[0] for row in cells[1:] if row[0]]
    is_headed = words_of(cells[0][0]) in (["question"], ["questions"])
    return is_headed or sum(cell.endswith("?") for cell in asked) * 2 > len(asked)


def _may_ask(head: Sequence[str]) -> bool:
    filled = [cell for cell in head if cell]
    is_head = len(filled) >= SEVERAL and max(map(len, filled)) <= LONGEST_HEAD
    return is_head and any(_asks(cell) or lost_consent.asks(cell) for cell in filled)


def _asks(header: str) -> bool:
    """Return whether the name of a column asks for an answer."""
    return (
        words.asks(header)
        or words.ASKS_FOR_WORDS.search(header) is not None
        or words.split_number(header)[0] is not None
        or words.COMMENT.match(header.strip(" *:")) is not None
        or header.endswith("?")
    )


def _are_several(table: Table, cells: Cells) -> bool:
    """Return whether a table's rows are not all of the same few, as those are that one reviewer writes."""
    named = [column.position for column in table.columns if column.role is Role.RESPONDENT]
    if not named:
        return True
    names = [tuple(row[position] for position in named) for row in cells[1:]]
    filled = [name for name in names if any(name)]
    return 2 * len(set(filled)) > len(filled)


def _is_bare_head(cells: Cells) -> bool:
    """Return whether a row only names columns, one of which asks for consent, and its rows are laid out otherwise."""
    head = [cell for cell in cells[0] if cell]
    asking = [cell for cell in head if lost_consent.asks(cell)]
    others = [cell for cell in head if cell not in asking]
    about = (words.PERSON, words.ORGANISATION, words.DETAILS, words.TYPE)
    are_names = all(
        words.COMMENT.match(cell) or _asks(cell) or any(each.fullmatch(cell.strip(" *:")) for each in about)
        for cell in others
    )
    return len(cells) < SEVERAL and bool(asking) and len(others) >= SEVERAL and are_names
