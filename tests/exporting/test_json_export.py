"""JSON: valid by the schema that is published, which is the one that the tables make."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import jsonschema
import pytest

from analysis.exporting.exporters import EXPORTERS
from analysis.exporting.json_export import schema_of
from analysis.exporting.tables import export_tables
from analysis.model import Codebook, Outcome
from tests.builders import ROOT, make_coding, person
from tests.exporting.contents import content_of, responses_of

SCHEMA = ROOT / "docs/export.schema.json"


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
