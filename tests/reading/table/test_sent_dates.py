from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Channel, ColumnRole, TableMapping
from analysis.reading import ReadSettings
from analysis.reading.table.sent_dates import is_month_first, parse_day
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, roles
from tests.share import examples

LONG = "Sunday opening would help families who work all week."


def survey(heading: str, *cells: str) -> bytes:
    return text_table([["Response ID", heading, "Why?"], *[[f"r{n}", cell, LONG] for n, cell in enumerate(cells)]])


@pytest.mark.parametrize(
    "pattern",
    ["{0:%Y-%m-%d} 09:00", "{0:%Y-%m-%d}T09:00:00Z", "{0:%d/%m/%Y} 09:00:00", "{0:%d.%m.%y}", "{0:%d %B %Y}"],
)
@given(days=st.lists(st.dates(date(2001, 1, 1), date(2030, 1, 1)), min_size=3, max_size=6))
@settings(max_examples=examples(30))
def test_days_come_back_as_they_were_written(pattern: str, days: list[date]) -> None:
    cells = [pattern.format(day) for day in [*days, date(2026, 1, 31)]]
    order = is_month_first(cells)
    assert order is False
    assert [parse_day(cell, order) for cell in cells] == [*days, date(2026, 1, 31)]


def test_american_dates_are_known_by_a_day_beyond_twelve_or_by_their_halves_of_a_day() -> None:
    assert is_month_first(["03/04/2026 9:00", "03/31/2026 9:00"])
    assert is_month_first(["03/04/2026 9:00:00 AM", "04/04/2026 1:00:00 PM"])
    assert is_month_first(["31/03/2026", "03/31/2026"]) is None


@pytest.mark.parametrize("heading", ["Date Submitted", "Submitted at", "Received Date", "Timestamp", "Completion time"])
def test_when_a_response_was_sent_is_no_answer_and_is_known(heading: str) -> None:
    first, second = documents(survey(heading, "05/01/2026 09:00", "17/01/2026 09:00"))
    assert (first.channel, first.sent, second.sent) == (Channel.SURVEY, date(2026, 1, 5), date(2026, 1, 17))
    assert "2026" not in first.text
    assert [omitted.reason for omitted in first.omitted] == [f"{heading}: when the response was sent"]


def test_the_end_of_a_form_counts_and_not_its_beginning() -> None:
    rows = [["ID", "Start time", "Completion time", "Why?"], ["1", "2026-01-05 23:50", "2026-01-06 00:10", LONG]]
    assert documents(text_table(rows))[0].sent == date(2026, 1, 6)


def test_a_date_that_may_be_read_in_two_ways_is_none_until_a_person_says_so() -> None:
    content = survey("Submitted", "03/04/2026", "05/04/2026")
    assert roles(content)["Submitted"] == "leave_out"
    assert documents(content)[0].sent is None
    said = TableMapping("survey.csv", columns=((ColumnRole.DATE, ("Submitted",)),))
    assert documents(content, settings=ReadSettings(tables=(said,)))[0].sent == date(2026, 4, 3)


def test_what_is_asked_about_dates_stays_an_answer() -> None:
    content = survey("When should the date of submission be?", "05/01/2026", "17/01/2026")
    assert roles(content)["When should the date of submission be?"] == "closed"
