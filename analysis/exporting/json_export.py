"""Tables as one JSON object; docs/export.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from analysis.exporting.export_table import ExportCell, ExportTable
from analysis.tally.report import Report

FORMAT, VERSION = "everypoint-export", 1
"""What the object calls itself; the version counts up whenever a program that reads it would have to change."""


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
