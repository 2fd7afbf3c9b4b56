"""The themes in one table: what somebody pastes of a spreadsheet becomes its rows, and its rows one change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from analysis.app.coding.codebook_edit import Act, Book, Change, Draft
from analysis.app.coding.codebook_validation import Mistake, keyed, mistakes
from analysis.model import Codebook
from analysis.workspace import is_placeholder

ORDER = ("name", "definition", "keywords", "include", "exclude", "examples", "parent")
"""What the columns of pasted rows are, where no first row names them."""

MOST = 200
"""Themes of one table; a larger codebook is imported as a file."""

NO_PARENT = "No theme in this table is called “{}”: enter the name of one, or nothing"
CIRCLE = "“{}” is itself part of this theme, directly or through another: enter another, or nothing"


@dataclass(frozen=True, slots=True)
class TypedThemes:
    """The rows as they are typed: ``parent`` holds the name of the wider theme, ``key`` that of a theme that is there.

    ``governed`` are the keys of the themes that the table stands for: those without a row are retired. ``examples``:
    they are the ones that a new consultation comes with.
    """

    rows: tuple[Draft, ...]
    governed: tuple[str, ...]
    examples: bool = False

    @property
    def has_known(self) -> bool:
        """Return whether any row is of a theme that is there, and so could be retired."""
        return any(row.key in self.governed for row in self.rows)


def table_of(codebook: Codebook) -> TypedThemes:
    """Return the codebook as a table; of the example themes of a new consultation no row is left."""
    names = codebook.names
    is_new = is_placeholder(codebook)
    rows = (replace(Draft.of(theme), parent=names.get(theme.parent or "", "")) for theme in codebook.themes)
    return TypedThemes(() if is_new else tuple(rows), codebook.keys, is_new)


def table_of_change(change: Change) -> TypedThemes:
    """Return the table that a change was made of."""
    names = {draft.key: draft.name for draft in change.drafts}
    rows = tuple(replace(draft, parent=names.get(draft.parent, draft.parent)) for draft in change.drafts)
    return TypedThemes(rows, change.keys)


def with_pasted(rows: Sequence[Draft], pasted: str) -> tuple[Draft, ...]:
    """Return the rows with those that somebody pasted: a theme of the same name is written over, others are added.

    Of a theme that was pasted twice both rows are there, to be told as a mistake.
    """
    table, places = list(rows), {_folded(row.name): place for place, row in reversed(list(enumerate(rows)))}
    pasted_names = set[str]()
    for cells in _pasted_rows(pasted):
        name = _folded(cells["name"])
        if name not in places or name in pasted_names:
            table.append(Draft(**cells))
        else:
            place = places[name]
            table[place] = replace(table[place], **{field: cell for field, cell in cells.items() if cell})
        pasted_names.add(name)
    return tuple(table)


def checked(table: TypedThemes, book: Book, base: str) -> tuple[Change, list[Mistake]]:
    """Return the change that a table makes, with keys, and all that is wrong in its fields."""
    typed = Change(Act.TABLE, table.governed, table.rows, base)
    found = mistakes(typed, book.codebook)
    change = keyed(typed, book.codebook)
    keys = {_folded(theme.name): theme.key for theme in book.codebook.themes if theme.key not in table.governed}
    keys |= {_folded(draft.name): draft.key for draft in reversed(change.drafts)}
    parents = {draft.key: keys.get(_folded(draft.parent), "") for draft in change.drafts}
    for number, draft in enumerate(change.drafts):
        if draft.parent and not parents[draft.key]:
            found.append((f"parent-{number}", NO_PARENT.format(draft.parent)))
        elif _is_circle(draft.key, parents):
            found.append((f"parent-{number}", CIRCLE.format(draft.parent)))
    return replace(change, drafts=tuple(replace(draft, parent=parents[draft.key]) for draft in change.drafts)), found


def _is_circle(key: str, parents: Mapping[str, str]) -> bool:
    parent = parents.get(key, "")
    for _ in parents:
        if parent in ("", key):
            break
        parent = parents.get(parent, "")
    return parent == key


# What is pasted -------------------------------------------------------------------------------------------------------


def _pasted_rows(pasted: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each pasted theme: rows of a spreadsheet, of CSV, or lines of "name, definition"."""
    from analysis.exporting.codebook_csv import NAMES

    rows = [[cell.strip() for cell in row] for row in _cells(pasted)]
    rows = [row for row in rows if any(row)]
    headers = [NAMES.get(cell.casefold(), "") for cell in rows[0]] if rows else []
    has_header = "name" in headers and all(header or not cell for header, cell in zip(headers, rows[0], strict=True))
    columns = headers if has_header else ORDER
    known = {field.name for field in fields(Draft)}
    for row in rows[has_header:]:
        cells = {column: cell for column, cell in zip(columns, row, strict=False) if column in known}
        if cells.get("name"):
            yield cells


def _cells(pasted: str) -> Iterable[Sequence[str]]:
    """Return the cells of each row, by the sign that divides them."""
    lines = [line for line in pasted.splitlines() if line.strip()]
    if "\t" in pasted:
        return _read(pasted, "\t")
    for delimiter in ",;":
        rows = [row for row in _read(pasted, delimiter) if row]
        if rows and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1:
            return rows
    # Prose with commas in it: what stands before the first is the name.
    return [line.split(",", 1) if "," in line else line.split(": ", 1) for line in lines]


def _read(pasted: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(pasted), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in pasted.splitlines()]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
