"""How and when responses came: every figure adds up, none tells of few, and late is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Channel, Document, Publish, Respondent, Response, Segmentation, Sending
from analysis.tally.received.arrivals import MOST_PERIODS, Arrivals, arrivals_of
from tests.share import examples

LEAST = 5
CLOSED = date(2014, 5, 30)


def response(number: int, channel: Channel, day: date | None, publish: Publish = Publish.ANONYMOUS) -> Response:
    name = f"{number}.txt"
    document = Document(name, "x", sending=Sending(channel, day))
    return Response(name, Respondent(publish=publish), document, Segmentation(name, "s", ()))


def sent(*days: date | None, closed: date | None = CLOSED, least: int = LEAST) -> Arrivals:
    return arrivals_of([response(n, Channel.EMAIL, day) for n, day in enumerate(days)], None, closed, least)


DAYS = st.dates(date(2014, 3, 1), date(2014, 8, 1))
RESPONSES = st.lists(
    st.tuples(st.sampled_from(Channel), st.none() | DAYS, st.sampled_from(Publish)), min_size=1, max_size=60
)


@given(drawn=RESPONSES, opened=st.none() | DAYS, closed=st.none() | DAYS, least=st.integers(1, 6))
@settings(max_examples=examples(50))
def test_periods_hold_every_day_once_and_no_few_people_who_are_not_named(
    drawn: list[tuple[Channel, date | None, Publish]],
    opened: date | None,
    closed: date | None,
    least: int,
) -> None:
    responses = [response(n, *one) for n, one in enumerate(drawn)]
    found = arrivals_of(responses, opened, closed, least)
    hidden = [day for _, day, publish in drawn if day and publish is not Publish.YES]
    days = [day for _, day, _ in drawn if day]
    if not days or 0 < len(hidden) < least:
        assert not found.periods
        return
    assert sum(period.responses for period in found.periods) == found.dated == len(days)
    assert len(found.periods) <= MOST_PERIODS + 1
    for before, after in zip(found.periods, found.periods[1:], strict=False):
        assert after.first == before.last + timedelta(1)
    for period in found.periods:
        inside = [day for day in hidden if period.first <= day <= period.last]
        assert len(inside) == 0 or len(inside) >= least
        assert period.responses == sum(period.first <= day <= period.last for day in days)
    late = [day for day in days if closed and day > closed]
    if found.late is None:
        assert 0 < sum(bool(closed and day > closed) for day in hidden) < least
    else:
        assert found.late == len(late) == sum(period.responses for period in found.periods if period.is_late)


@given(drawn=RESPONSES)
@settings(max_examples=examples(40))
def test_channels_add_up_and_no_few_follow_from_them(drawn: list[tuple[Channel, date | None, Publish]]) -> None:
    channels = arrivals_of([response(n, *one) for n, one in enumerate(drawn)], None, None, LEAST).channels
    told = [one.responses for one in channels if one.responses is not None]
    rest = len(drawn) - sum(told)
    hidden = sum(publish is not Publish.YES for *_, publish in drawn)
    assert not channels or rest == 0 or len(told) == len(channels) - 1
    if hidden >= LEAST and all(publish is not Publish.YES for *_, publish in drawn):
        assert all(count >= LEAST for count in told)
        assert rest == 0 or rest >= LEAST


def test_a_short_consultation_is_told_by_day_and_a_long_one_by_week_that_ends_as_it_closes() -> None:
    by_day = sent(*[CLOSED - timedelta(n // 6) for n in range(30)])
    assert (by_day.unit, len(by_day.periods), by_day.late) == ("day", 5, 0)
    by_week = sent(*[CLOSED - timedelta(n) for n in range(80)])
    assert by_week.unit == "week"
    assert by_week.periods[-1].last == CLOSED
    assert {period.responses for period in by_week.periods[1:]} == {7}


def test_few_late_responses_are_not_told_apart() -> None:
    found = sent(*10 * [CLOSED], *2 * [CLOSED + timedelta(1)])
    assert found.late is None
    assert [period.responses for period in found.periods] == [12]
    told = sent(*10 * [CLOSED], *5 * [CLOSED + timedelta(1)])
    assert told.late == 5
    assert [(period.responses, period.is_late) for period in told.periods] == [(10, False), (5, True)]


@pytest.mark.parametrize("days", [[], [None, None], 4 * [CLOSED]])
def test_where_no_day_is_known_or_of_too_few_none_is_told(days: list[date | None]) -> None:
    assert sent(*days).periods == ()


def test_a_mistaken_year_costs_no_page() -> None:
    found = sent(date(1970, 1, 1), *10 * [CLOSED])
    assert found.unit == "year"
    assert [(period.responses, period.is_late) for period in found.periods] == [(11, False)]
