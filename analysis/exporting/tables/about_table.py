"""The sheet About: what the file is, and what each of its sheets and columns holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.exporting.export_content import ExportContent
from analysis.exporting.export_table import ExportColumn, ExportField, ExportTable, TableNotes, table_of, text
from analysis.exporting.tables.response_tables import THEIR_OWN, response_tables
from analysis.exporting.tables.theme_tables import theme_tables

PUBLIC = "Public as the report is: it holds nothing that the report does not print."


NOTHING = TableNotes("", "", "")


@dataclass(frozen=True, slots=True)
class _Explanation:
    sheet: str
    column: str
    meaning: str | date
    notes: TableNotes = NOTHING


FIELDS: list[ExportField[_Explanation]] = [
    text("Sheet", "The sheet, or file, that is explained", lambda one: one.sheet, 14),
    text("Column", "The column, where one is explained", lambda one: one.column, 22),
    ExportField(ExportColumn("What it holds", "In words", width=70), lambda one: one.meaning),
    text("Base", "Of what", lambda one: one.notes.base, 40),
    text("How it was made", "By whom or what", lambda one: one.notes.made, 50),
    text("Caveat", "What to bear in mind", lambda one: one.notes.caveat, 60),
]


def export_tables(content: ExportContent) -> list[ExportTable]:
    """Return all tables of an export, the one that explains the others first."""
    tables = [*response_tables(content), *theme_tables(content)]
    about = table_of("About", NOTHING, FIELDS, _explanations(content, tables))
    return [about, *tables]


def _explanations(content: ExportContent, tables: Sequence[ExportTable]) -> Iterator[_Explanation]:
    report = content.report
    facts = {
        "Consultation": report.title,
        "Organisation": report.organisation,
        "Opened": report.opened,
        "Closed": report.closed,
        "Notice": report.notice,
        "Codebook version": report.codebook.version,
        "Made by": "Everypoint, from the same responses, codebook and codings as the report",
        "For whom": PUBLIC if content.is_public else THEIR_OWN,
    }
    yield from (_Explanation("This file", name, fact) for name, fact in facts.items() if fact)
    for table in tables:
        yield _Explanation(table.name, "", table.notes.holds, table.notes)
        yield from (_Explanation(table.name, column.name, column.meaning) for column in table.columns)
