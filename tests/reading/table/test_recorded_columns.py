"""Columns that a program filled in are told from questions by their names."""

from __future__ import annotations

import pytest

from analysis.reading.table.recorded_columns import RECORDED
from tests.reading.table.exports import text_table
from tests.reading.table.reading import roles

WHY = ["The slope is too steep for people with frames.", "Lorries stop by the old bank.", "Keep the shelter."]


@pytest.mark.parametrize(
    "values",
    [
        {"Case name": "c", "Interview date": "01/02/2026", "ID.format": "Web"},
        {"lfdn": "1", "external_lfdn": "0", "dispcode": "31", "rts3456": "10", "page_history": "1,2"},
        {"CASE": "12", "QUESTNNR": "base", "TIME001": "12", "TIME_RSI": "1.0", "MISSREL": "0"},
        {"_id": "7", "formhub/uuid": "ab1", "_submitted_by": "x", "deviceid": "ee.web:1"},
        {"Network ID": "a1", "Stage Date (UTC)": "2026-01-01", "Ending": "Thanks"},
        {"Login (Screen name)": "amy", "Contributor Summary (Signup form Qs)": "x"},
        {"Q4 - Topics": "Air", "Q4 - Sentiment": "Positive", "Q4 - Sentiment Score": "1", "Powered by": "Forms"},
        {"Event Name": "Plan", "Application Number": "24/1", "Case Officer": "Kim", "Consultee ID": "301"},
        {"Assigned to": "Kim", "Import batch": "b1", "Word count": "9", "Survey ID": "S-1", "Upload a file": "a.pdf"},
        {"Gesendet am": "03.03.2026", "Datenschutzerklärung akzeptiert": "Ja", "I accept the privacy notice": "Yes"},
    ],
)
def test_what_platforms_record_is_left_out(values: dict[str, str]) -> None:
    rows = [["Response ID", *values, "Why?"], *[[f"r{n}", *values.values(), why] for n, why in enumerate(WHY)]]
    found = roles(text_table(rows))
    assert {header: found[header] for header in values} == dict.fromkeys(values, "leave_out")


@pytest.mark.parametrize("header", ["Quality", "Case for change", "Missing", "Mode", "Privacy of patients", "Entry"])
def test_a_question_of_a_word_is_none_of_them(header: str) -> None:
    assert RECORDED.fullmatch(header) is None


def test_what_a_list_records_of_those_who_respond_is_theirs() -> None:
    head = ["Comment ID", "Consultee Full Name", "Consultee Organisation", "Commenter Type", "State/Region", "Comment"]
    rows = [head, *[[f"LP{n}", f"Ann V{n}", "Beck Farms", "Neighbour", "ENG", why] for n, why in enumerate(WHY)]]
    assert list(roles(text_table(rows)).values()) == ["id", "respondent", "respondent", "type", "details", "open"]
