"""Tables of signatures, as petitions have them: who signed is set aside, and what they add is theirs.

A table is one by its columns: one for signatures beside one of persons, or two that tell of persons (names, addresses)
below a text that is signed, where few rows say anything else. What is in its rows is told by the column and never by
the row, as a name like Will Sharp is made of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from analysis.model import BlockKind
from analysis.splitting.forms.comment_tables import COMMENT_HEAD
from analysis.splitting.forms.label_columns import PERSON_HEAD, is_contact, label_columns
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import PETITION, SIGNATURE_HEAD, WORD, Span, words

FEWEST_ROWS = 3
"""Rows that are signed, with the names of the columns above them; fewer may be the end of a letter."""

SAID_WORDS = 3
"""Words of one cell from which it says something, where the column's name does not tell."""

HEAD_WORDS = 8
"""Words of what a column is called."""

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that tell who signed, and those in which they add something."""

    personal: frozenset[int]
    comments: frozenset[int]


def cut_signatures(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the rows of a table of signatures, each apart from what is said in it; None for any other table.

    A table that does nothing but tell how to reach people is set aside alike, and nobody has signed it.
    """
    cells = [row_cells(text, piece) for piece in pieces if piece.kind is BlockKind.TABLE_ROW]
    if len(cells) < FEWEST_ROWS:
        return None
    called = _called(text, cells[0])
    columns = _columns(text, called, cells[1:] if called else cells)
    if columns is None:
        return None
    given = Given.SIGNED if _are_signatures(text, pieces[0].outer, called, columns, cells) else Given.DETAIL
    if given is Given.DETAIL and not (_are_contacts(text, cells) and not columns.comments):
        return None
    return [part for piece in pieces for part in _cut(text, piece, called, columns, given)]


def _called(text: str, cells: Sequence[Span]) -> list[str]:
    """Return the names of the columns, if a first row names one of persons or of signatures."""
    heads = _filled(text, cells)
    may_be = len(heads) > 1 and all(len(words(head)) <= HEAD_WORDS for head in heads)
    are_heads = may_be and any(PERSON_HEAD.fullmatch(head) or SIGNATURE_HEAD.fullmatch(head) for head in heads)
    return [text[cell.start : cell.end] for cell in cells] if are_heads else []


def _filled(text: str, cells: Sequence[Span]) -> list[str]:
    return [text[cell.start : cell.end] for cell in cells if cell.start < cell.end]


def _columns(text: str, called: Sequence[str], cells: Sequence[Sequence[Span]]) -> _Columns | None:
    signed = {i for i, head in enumerate(called) if SIGNATURE_HEAD.fullmatch(head)}
    personal = label_columns(text, called, cells, ()).personal | signed
    if len(personal) < 2:
        return None
    others = set(range(max(map(len, cells)))) - personal
    said = {i: [*filter(None, (_said(text, each, i, personal) for each in cells if i < len(each)))] for i in others}
    commented = {i for i, head in enumerate(called) if i in others and COMMENT_HEAD.match(head)}
    comments = commented | {i for i in others if 2 * sum(map(_is_said, said[i])) > len(said[i])}
    return _Columns(frozenset(personal), frozenset(comments))


def _is_said(cell_text: str) -> bool:
    """Return whether a cell holds what people say, and no address: several words, some of them small."""
    small = any(word[:1].islower() for word in cell_text.split()[1:])
    return small and len(words(cell_text)) >= SAID_WORDS and not cell_text[:1].isdigit()


def _said(text: str, cells: Sequence[Span], column: int, personal: frozenset[int] | set[int]) -> str:
    """Return what a cell says; "" where it is a name that its row has in another cell."""
    cell_text = text[slice(*cells[column])]
    names = {word for i in personal if i < len(cells) for word in words(text[slice(*cells[i])])}
    return "" if words(cell_text)[-1:] and words(cell_text)[-1] in names else cell_text


def _are_signatures(
    text: str, start: int, called: Sequence[str], columns: _Columns, cells: Sequence[Sequence[Span]]
) -> bool:
    if any(SIGNATURE_HEAD.fullmatch(head) for head in called):
        return not any(head.endswith("?") for head in called)
    others = set(range(max(map(len, cells)))) - columns.personal - columns.comments
    if any(2 * sum(_holds(text, each, i, columns.personal) for each in cells) > len(cells) for i in others):
        return False  # a table of something else, in which people are named
    saying = sum(any(i < len(each) and WORD.search(text, *each[i]) for i in columns.comments) for each in cells)
    return PETITION.search(text, 0, start) is not None and 2 * saying < len(cells)


def _holds(text: str, cells: Sequence[Span], column: int, personal: frozenset[int]) -> bool:
    """Return whether a cell holds words that are no name of its row."""
    return column < len(cells) and _LETTER.search(_said(text, cells, column, personal)) is not None


def _are_contacts(text: str, cells: Sequence[Sequence[Span]]) -> bool:
    reached = sum(any(map(is_contact, _filled(text, each))) for each in cells)
    return 2 * reached > len(cells)


def _cut(
    text: str, row: LabelledPiece, called: Sequence[str], columns: _Columns, given: Given
) -> Iterator[LabelledPiece]:
    """Yield who signed and what they add, each as a piece of its own; an empty line is signed by nobody."""
    if row.kind is not BlockKind.TABLE_ROW:
        yield row
        return
    cells = row_cells(text, row)
    if called and _filled(text, cells) == [head for head in called if head]:
        yield replace(row, given=Given.HEAD)
        return
    filled = [i for i, cell in enumerate(cells) if WORD.search(text, *cell)]
    given = (
        given if any(_LETTER.search(text, *cells[i]) for i in columns.personal.intersection(filled)) else Given.PLACE
    )
    for is_comment, run in groupby(filled, lambda i: i in columns.comments):
        places = list(run)
        start, end = cells[places[0]].start, cells[places[-1]].end
        part = replace(row, outer=start, start=start, end=end, chosen=None, unbelieved=None)
        if is_comment:
            yield replace(part, kind=BlockKind.PARAGRAPH, level=0, given=Given.COMMENT)
        else:
            yield replace(part, given=given)
            given = Given.PLACE
