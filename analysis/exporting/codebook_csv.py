"""The codebook as CSV: a row for each theme, an item of a list on each line of its cell; written, and read back."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.errors import UnreadableError
from analysis.exporting import sheet_csv
from analysis.exporting.csv_export import table_as_csv
from analysis.exporting.export_table import TableNotes, table_of
from analysis.exporting.foreign_codebook import ForeignTheme
from analysis.exporting.formula_guard import unguarded
from analysis.exporting.tables.theme_tables import codebook_fields
from analysis.model import Codebook
from analysis.text import keywords_of

NAMES = {
    "key": "key",
    "code": "key",
    "theme": "name",
    "name": "name",
    "code name": "name",
    "part of": "parent",
    "parent": "parent",
    "definition": "definition",
    "description": "definition",
    "include": "include",
    "exclude": "exclude",
    "keywords": "keywords",
    "examples": "examples",
}
"""What the columns of a codebook may be called, and the field that each is."""

TEXTS = ("key", "name", "definition", "parent")
LISTS = ("include", "exclude", "keywords", "examples")
"""The fields of one line, and those of an item a line."""


def codebook_csv(codebook: Codebook) -> bytes:
    """Return a codebook as CSV."""
    return table_as_csv(table_of("Codebook", TableNotes("", "", ""), codebook_fields(), codebook.themes))


def read_codebook_csv(content: bytes, name: str) -> list[ForeignTheme]:
    """Return the themes in a CSV file; raises UnreadableError where its header does not name them."""
    rows = [row for row in sheet_csv.read(content, name) if any(row)]
    fields = [NAMES.get(header.strip().casefold(), "") for header in rows[0]] if rows else []
    if "name" not in fields:
        raise UnreadableError(
            name,
            "its first row must name the columns, one of them “Theme”; `everypoint export codebook` writes such a file",
        )
    return [_theme(dict(zip(fields, map(unguarded, row), strict=False)), name, n) for n, row in enumerate(rows[1:], 2)]


def _theme(cells: Mapping[str, str], name: str, row_number: int) -> ForeignTheme:
    if not cells.get("name", "").strip():
        raise UnreadableError(name, f"row {row_number}: the theme has no name; give it one, or take the row out")
    key, title, definition, parent = (" ".join(cells.get(field, "").split()) for field in TEXTS)
    lists = {
        field: keywords_of(cell) if field == "keywords" else _lines(cell)
        for field in LISTS
        for cell in (cells.get(field, ""),)
    }
    return ForeignTheme(key or title, key, title, definition, parent, is_folder=False, **lists)


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line for line in (" ".join(text.split()) for text in cell.splitlines()) if line)
