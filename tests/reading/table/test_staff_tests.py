"""Rows that the survey tool calls previews or tests are listed, and are no responses unless a person says so."""

from __future__ import annotations

import pytest

from analysis.model import Document, Skipped, Table, TableMapping
from analysis.reading import ReadSettings, read

WHY = "The road is loud at night, and nobody sleeps."


def parts(column: str, said: str, mapping: TableMapping | None = None) -> list[Document | Skipped | Table]:
    rows = [f"A{number},{said if number == 2 else ''},{WHY} I live at number {number}." for number in range(1, 6)]
    content = "\n".join([f"Response ID,{column},What do you think?", *rows]).encode()
    settings = ReadSettings(tell_tables=True, tables=(mapping,) if mapping else ())
    return [part for part in read(content, "survey.csv", settings) if isinstance(part, Document | Skipped | Table)]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Response Type", "Survey Preview"),
        ("Status", "Survey Test"),
        ("Status", "Survey Preview Spam"),
        ("Distribution Channel", "preview"),
        ("DistributionChannel", "test"),
        ("tester", "1"),
        ("MODE", "pretest"),
        ("Is test", "TRUE"),
    ],
)
def test_a_test_is_listed_and_no_response(column: str, said: str) -> None:
    read_parts = parts(column, said)
    skipped = [part for part in read_parts if isinstance(part, Skipped)]
    assert [part.name for part in skipped] == ["survey.csv#row 3"]
    assert said in skipped[0].reason
    assert "test_rows = true" in skipped[0].reason
    assert sum(isinstance(part, Document) for part in read_parts) == 4
    assert next(part.rows for part in read_parts if isinstance(part, Table)) == 4


def test_a_person_puts_it_back() -> None:
    read_parts = parts("Status", "Survey Preview", TableMapping("survey.csv", test_rows=True))
    assert sum(isinstance(part, Document) for part in read_parts) == 5
    assert not any(isinstance(part, Skipped) for part in read_parts)


@pytest.mark.parametrize(
    ("column", "said"), [("Status", "IP Address"), ("Status", "Complete"), ("tester", "0"), ("Your comment", "test")]
)
def test_nothing_else_is_a_test(column: str, said: str) -> None:
    assert sum(isinstance(part, Document) for part in parts(column, said)) == 5


def test_unfinished_rows_are_responses_and_told() -> None:
    read_parts = parts("Finished", "False")
    table = next(part for part in read_parts if isinstance(part, Table))
    assert sum(isinstance(part, Document) for part in read_parts) == 5
    assert any(warning.startswith("1 row was not finished") for warning in table.warnings)
