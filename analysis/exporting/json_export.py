"""Tables as one JSON object, and the JSON schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from analysis.exporting.export_table import CellKind, ExportCell, ExportTable
from analysis.tally.report import Report

FORMAT, VERSION = "everypoint-export", 1
"""What the object calls itself; the version counts up whenever a program that reads it would have to change."""

ID = "urn:everypoint:export:1"

_TYPES: dict[CellKind, dict[str, Any]] = {
    CellKind.TEXT: {"type": ["string", "null"]},
    CellKind.NUMBER: {"type": ["number", "null"]},
    CellKind.DATE: {"type": ["string", "null"], "format": "date"},
    CellKind.FLAG: {"enum": [0, 1]},
    CellKind.KNOWN_FLAG: {"enum": [0, 1, None]},
}


def as_json(tables: Sequence[ExportTable], report: Report, is_public: bool) -> bytes:
    """Return tables as JSON: a list of objects each, whose keys are the names of the columns."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "public": is_public,
        "consultation": {
            "title": report.title,
            "organisation": report.organisation,
            "opened": _value(report.opened),
            "closed": _value(report.closed),
            "questions": [{"key": question.key, "text": question.text} for question in report.questions],
            "codebook": report.codebook.version,
        },
        "tables": {table.stem: _records(table) for table in tables},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _records(table: ExportTable) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_value, row), strict=True)) for row in table.rows]


def _value(cell: ExportCell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def schema_of(public: Sequence[ExportTable], team: Sequence[ExportTable]) -> dict[str, Any]:
    """Return the JSON schema of exports, from the tables of a public one and a team's own of no response."""
    optional = {table.stem for table in team} - {table.stem for table in public}
    required = {table.stem: [column.name for column in table.columns] for table in (*team, *public)}
    texts = {name: {"type": ["string", "null"]} for name in ("title", "organisation", "opened", "closed", "codebook")}
    question = {"type": "object", "properties": {"key": {"type": "string"}, "text": {"type": "string"}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "An export of Everypoint",
        "type": "object",
        "required": ["format", "version", "public", "consultation", "tables"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "public": {"type": "boolean", "description": "Whether it holds nothing but what the report may print."},
            "consultation": {
                "type": "object",
                "properties": {**texts, "questions": {"type": "array", "items": question}},
            },
            "tables": {
                "type": "object",
                "required": [table.stem for table in team if table.stem not in optional],
                "properties": {table.stem: _table_schema(table, required[table.stem]) for table in team},
            },
        },
    }


def _table_schema(table: ExportTable, required: Sequence[str]) -> dict[str, Any]:
    columns = {column.name: {**_TYPES[column.kind], "description": column.meaning} for column in table.columns}
    record: dict[str, Any] = {"type": "object", "required": list(required), "properties": columns}
    # The themes' columns are named after the themes.
    record["additionalProperties"] = _TYPES[CellKind.KNOWN_FLAG] if table.name == "Codings" else False
    return {"type": "array", "description": table.notes.holds, "items": record}
