"""JSON: valid by the schema that is published, which is the one that the tables make."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from analysis.exporting.export_table import CellKind, ExportTable
from analysis.exporting.exporters import EXPORTERS
from analysis.exporting.json_export import FORMAT, VERSION
from analysis.exporting.tables import export_tables
from analysis.model import Codebook, Outcome
from tests.builders import ROOT, make_coding, person
from tests.exporting.contents import content_of, responses_of

SCHEMA = ROOT / "docs/export.schema.json"

ID = "urn:everypoint:export:1"

_TYPES: dict[CellKind, dict[str, Any]] = {
    CellKind.TEXT: {"type": ["string", "null"]},
    CellKind.NUMBER: {"type": ["number", "null"]},
    CellKind.DATE: {"type": ["string", "null"], "format": "date"},
    CellKind.FLAG: {"enum": [0, 1]},
    CellKind.KNOWN_FLAG: {"enum": [0, 1, None]},
}


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


def test_the_published_schema_is_that_of_the_tables() -> None:
    public, team = (export_tables(content_of([], codebook=Codebook(()), for_team=own)) for own in (False, True))
    schema = json.dumps(schema_of(public, team), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        SCHEMA.write_text(schema, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == schema, "UPDATE_GOLDEN=1 writes it; raise the version if need be"


@pytest.mark.parametrize("for_team", [False, True], ids=["public", "team"])
def test_an_export_is_valid(for_team: bool) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    responses = responses_of("Cuts to the budget hurt us all.", "We welcome this.")
    coding = make_coding(next(responses[0].points).key, ["funding"], by=person("ann"))
    written = json.loads(EXPORTERS["json"].write(content_of(responses, [coding], for_team=for_team)))
    jsonschema.validate(written, schema)
    assert (written["version"], written["public"]) == (1, not for_team)
    assert [record["Funding"] for record in written["tables"]["codings"]] == [1, 0]
    assert ("judgements" in written["tables"]) is for_team


def test_a_point_for_a_person_has_no_figure_of_any_theme_and_says_why() -> None:
    responses = responses_of("Jest za drogo.", "We welcome this.")
    coding = make_coding(next(responses[0].points).key, outcome=Outcome.CANNOT_TELL)
    written = json.loads(EXPORTERS["json"].write(content_of(responses, [replace(coding, memo="It is in Polish.")])))
    jsonschema.validate(written, json.loads(SCHEMA.read_text(encoding="utf-8")))
    columns = ("For a person", "In doubt", "Funding", "Safety")
    rows = [[record[column] for column in columns] for record in written["tables"]["codings"]]
    assert rows == [["It is in Polish.", None, None, None], ["", 0, 0, 0]]


def test_a_column_that_the_schema_does_not_know_is_refused() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    written = json.loads(EXPORTERS["json"].write(content_of(responses_of("Cuts hurt."))))
    written["tables"]["points"][0]["Something"] = "else"
    with pytest.raises(jsonschema.ValidationError, match="Something"):
        jsonschema.validate(written, schema)
