"""The codec: what is written as a row comes back as it was, and what it did not write is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import (
    Codebook,
    Coder,
    CoderKind,
    Coding,
    ManualSegmentation,
    PersonalDataKind,
    PointKey,
    Redaction,
    RedactionDecision,
    Respondent,
    SegmentedDocument,
    Skipped,
    Source,
    Table,
    Withdrawal,
)
from analysis.store import codec
from analysis.store.schema import RECORDS
from tests.builders import NOON, make_coding
from tests.store import strategies

CODING_ROW = codec.coding_row(make_coding(PointKey("a", 0, 1)))
SOMEBODY = Coder("x", CoderKind.HUMAN, "X")
WITHDRAWAL = Withdrawal("a", True, "X", "sent twice", NOON)
REDACTION = Redaction("a", 0, 1, "0" * 64, PersonalDataKind.NAME, RedactionDecision.CONFIRMED, "X", NOON)


def as_kept(row: dict[str, Any]) -> Any:
    """A row as a database gives it back."""
    return json.loads(json.dumps({**row, "seq": 1}))


@given(strategies.codings)
def test_a_coding_comes_back_as_it_was(coding: Coding) -> None:
    assert codec.coding_of(as_kept(codec.coding_row(coding)), {coding.coder.id: coding.coder.name}) == coding


def test_a_coding_from_before_cuts_were_kept_comes_back_without_and_its_row_stays_as_it_was() -> None:
    row = codec.coding_row(make_coding(PointKey("a", 0, 1), scores={"funding": 0.75}, cut=None))
    assert row["scores"] == '[["funding",0.75]]'
    again = codec.coding_of(as_kept(row), {})
    assert (again.scores, again.cuts) == ((("funding", 0.75),), ())
    assert codec.coding_row(again)["scores"] == row["scores"]


@given(strategies.redivisions)
def test_a_segmentation_by_hand_comes_back_as_it_was(redivision: ManualSegmentation) -> None:
    row = codec.segmentation_row(redivision.segmentation, redivision.text_sha256, redivision.coder, redivision.memo)
    assert codec.redivision_of(as_kept({**row, "time": redivision.time})) == redivision


@given(strategies.sources, strategies.parted)
def test_a_source_and_its_document_come_back_as_they_were(source: Source, parted: SegmentedDocument) -> None:
    assert codec.source_of(as_kept(codec.source_row(source))) == source
    assert codec.document_of(as_kept(codec.document_row(source, parted.document))) == parted.document
    row = codec.segmentation_row(parted.segmentation, "0" * 64, SOMEBODY)
    assert codec.segmentation_of(as_kept(row)) == parted.segmentation


@given(strategies.sources, strategies.skipped)
def test_what_could_not_be_read_comes_back_as_it_was(source: Source, skipped: Skipped) -> None:
    assert codec.unread_of(as_kept(codec.unread_row(source, skipped))) == skipped


@given(strategies.sources, strategies.tables)
def test_how_a_table_was_read_comes_back_as_it_was(source: Source, table: Table) -> None:
    assert codec.mapping_of(as_kept(codec.mapping_row(source, table))) == table


@given(strategies.texts, strategies.respondents)
def test_a_respondent_comes_back_as_they_were(document: str, respondent: Respondent) -> None:
    assert codec.respondent_of(as_kept(codec.respondent_row(document, respondent))) == respondent


@given(strategies.codebooks)
def test_a_codebook_comes_back_as_it_was(codebook: Codebook) -> None:
    row = codec.codebook_row(codebook)
    assert codec.codebook_of(as_kept(row)) == codebook
    assert row["version"] == codebook.version


@given(st.lists(strategies.texts, max_size=6))
def test_equal_codings_give_equal_rows(themes: list[str]) -> None:
    one, other = (make_coding(PointKey("a", 0, 1), order) for order in (themes, themes[::-1]))
    assert codec.coding_row(one) == codec.coding_row(other)


@given(strategies.sources, strategies.parted, strategies.respondents, strategies.codebooks, strategies.codings)
def test_a_row_has_a_value_for_every_column(
    source: Source, parted: SegmentedDocument, respondent: Respondent, codebook: Codebook, coding: Coding
) -> None:
    rows = {
        "source": codec.source_row(source),
        "document": codec.document_row(source, parted.document),
        "segmentation": codec.segmentation_row(parted.segmentation, "0" * 64, SOMEBODY),
        "unread": codec.unread_row(source, Skipped("a", "no")),
        "respondent": codec.respondent_row("a", respondent),
        "codebook": codec.codebook_row(codebook),
        "coder": codec.coder_row(coding.coder),
        "coding": codec.coding_row(coding),
        "redaction": codec.redaction_row(REDACTION),
        "withdrawal": codec.withdrawal_row(WITHDRAWAL),
    }
    for kind, row in rows.items():
        assert set(row) == {column.name for column in RECORDS[kind].columns} - {"seq"}


def test_a_decision_about_personal_data_comes_back_as_it_was() -> None:
    row = {**codec.redaction_row(REDACTION), "time": NOON}
    assert codec.redaction_of(as_kept(row)) == REDACTION


@given(st.builds(Withdrawal, strategies.texts, st.booleans(), strategies.texts, strategies.texts, st.just(NOON)))
def test_a_decision_about_what_counts_comes_back_as_it_was(withdrawal: Withdrawal) -> None:
    row = {**codec.withdrawal_row(withdrawal), "time": NOON}
    assert codec.withdrawal_of(as_kept(row)) == withdrawal


@pytest.mark.parametrize("field", sorted(set(CODING_ROW)))
def test_a_missing_field_is_refused(field: str) -> None:
    row = as_kept(CODING_ROW)
    del row[field]
    with pytest.raises(KeyError):
        codec.coding_of(row, {})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "guess"),
        ("outcome", ""),
        ("kind", "oracle"),
        ("start", "x"),
        ("scores", '[["a", "high"]]'),
        ("evidence", '[["a", 0, "end", 1.0]]'),
        ("themes", "3"),
        ("themes", "["),
    ],
)
def test_a_wrong_value_is_refused(field: str, value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        codec.coding_of({**as_kept(CODING_ROW), field: value}, {})
