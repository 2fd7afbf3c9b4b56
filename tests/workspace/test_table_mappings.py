"""How a table was read, written for consultation.toml: pasted back, it says the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.model import Publish, Question, Table, TableMapping
from analysis.reading import ReadSettings
from analysis.reading.table import columns
from analysis.workspace import load_consultation
from analysis.workspace.table_mappings import as_toml, with_mappings
from tests.builders import CONSULTATION
from tests.reading.table import exports
from tests.reading.table.exports import Rows, text_table, workbook

EXPORTS = [
    exports.CITIZEN_SPACE,
    exports.MICROSOFT_FORMS,
    exports.GOOGLE_FORMS,
    exports.SURVEY_MONKEY,
    exports.QUALTRICS,
    exports.SMART_SURVEY,
    exports.JISC,
    [['A "quoted"\\ name', "Two\nlines", "Tab\there", ""], ["x y z", "b", "c", "d"], ["e", "f", "g", ""]],
]


def tables(content: bytes, name: str, settings: ReadSettings | None = None) -> list[Table]:
    found = columns(content, name, settings or ReadSettings())
    assert all(isinstance(table, Table) for table in found), found
    return [table for table in found if isinstance(table, Table)]


def pasted(tmp_path: Path, toml: str) -> tuple[TableMapping, ...]:
    path = tmp_path / "consultation.toml"
    path.write_text(f"{CONSULTATION}\n{toml}", encoding="utf-8")
    return load_consultation(path).tables


def said(table: Table) -> list[object]:
    """What was read of each column, without how sure that is."""
    return [replace(column, confidence=1.0, reason="") for column in table.columns]


@pytest.mark.parametrize("rows", EXPORTS)
@pytest.mark.parametrize("name", ["survey.csv", "survey.xlsx"])
def test_pasted_back_it_says_the_same(tmp_path: Path, rows: Rows, name: str) -> None:
    content = text_table(rows) if name.endswith("csv") else workbook({'Sheet "1"': rows})
    (guessed,) = tables(content, name)
    mappings = pasted(tmp_path, as_toml([guessed], [Question("Q1", "Should libraries open on Sundays?")]))
    (corrected,) = tables(content, name, ReadSettings(tables=mappings))
    assert corrected.mapping == mappings[0]
    assert corrected.header == guessed.header
    assert said(corrected) == said(guessed)
    assert {column.confidence for column in corrected.columns} == {1.0}


def test_what_a_person_has_said_is_kept(tmp_path: Path) -> None:
    content = text_table([["Response ID", "Type", "Comments"], ["1", "Charitable", "Fund it"]])
    first = pasted(
        tmp_path, '[[table]]\nfile = "survey.csv"\ntypes = { "Charitable" = "charity" }\nconsent = { ok = "yes" }\n'
    )
    (table,) = tables(content, "survey.csv", ReadSettings(tables=first))
    (again,) = pasted(tmp_path, as_toml([table]))
    assert again.types == (("Charitable", "charity"),)
    assert again.consent == (("ok", Publish.YES),)


def test_warnings_stand_beside_it() -> None:
    (table,) = tables(text_table(exports.MICROSOFT_FORMS), "survey.csv")
    assert '# "May we publish your response with your name?": "Only if you leave out my job" is not' in as_toml([table])


SIGNED = "# What the columns are was confirmed by Sam on 2026-01-01."


def test_a_mapping_takes_the_place_of_the_one_of_its_file_and_stands_before_a_pattern(tmp_path: Path) -> None:
    table = tables(text_table(exports.JISC), "survey.csv")[0]
    toml = CONSULTATION
    for former in ("", f'\n{SIGNED}\n[[table]]\nfile = "*.csv"\nopen = ["Other"]\n'):
        toml = with_mappings(f"{toml}{former}", [table], as_toml([table]), SIGNED)
        (tmp_path / "consultation.toml").write_text(toml, encoding="utf-8")
        mappings = load_consultation(tmp_path / "consultation.toml").tables
        assert [mapping.file for mapping in mappings] == ["survey.csv", *(["*.csv"] if former else [])]
        assert toml.startswith(CONSULTATION.rstrip())
    assert toml.count(SIGNED) <= 2
