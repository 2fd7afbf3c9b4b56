"""Arrivals: by which channel responses came, and when they were sent, told of no small number of people.

Nobody's channel or day stands beside their response. Both are told in counts of at least so many people who are not
named: small channels stand together, and so do neighbouring periods. Periods end on the day on which the consultation
closed, so that what came late is a sum of whole ones and nothing can be taken from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.model import Channel, Response
from analysis.tally.privacy.disclosure import is_named, pooled

MOST_PERIODS = 31
"""Periods for which a chart has room on a page."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """A channel, or several of which each brought too few responses to tell, and how many came by it."""

    name: str
    responses: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, with how many responses were sent in them.

    It is ``units`` days, weeks, months or years long: more than one where each by itself would tell of too few people.
    """

    first: date
    last: date
    responses: int
    units: int = 1
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How responses came, and when those were sent whose day is certain, ``dated`` of them.

    ``unit`` is what the periods are: day, week, month or year. ``late`` were sent after the consultation closed (None:
    too few to tell); it is told where ``knows_close``.
    """

    channels: tuple[ChannelCount, ...] = ()
    dated: int = 0
    unit: str = ""
    periods: tuple[Period, ...] = ()
    late: int | None = 0
    knows_close: bool = False

    @property
    def most(self) -> float:
        """Return the most responses in one unit of any period."""
        return max((period.responses / period.units for period in self.periods), default=0)

    @property
    def busiest(self) -> Period | None:
        """Return the one period in which most were sent, for its length; None where several are alike."""
        most = [period for period in self.periods if period.responses == self.most * period.units]
        return most[0] if len(most) == 1 else None


def arrivals_of(responses: Sequence[Response], opened: date | None, closed: date | None, least: int) -> Arrivals:
    """Return how and when responses came; ``least``: who is not named is told of among so many."""
    dated = [(response.document.sent, not is_named(response)) for response in responses]
    days = [(day, is_hidden) for day, is_hidden in dated if day is not None]
    channels = tuple(_channels(responses, least))
    hidden = [is_hidden for _, is_hidden in days]
    if not days or 0 < sum(hidden) < least:
        return Arrivals(channels)
    after = [(day, is_hidden) for day, is_hidden in days if closed and day > closed]
    is_late_told = not 0 < sum(is_hidden for _, is_hidden in after) < least
    unit, cells = _cells([day for day, _ in days], closed)
    if opened and all(day >= opened for day, _ in days):
        cells[0] = replace(cells[0], first=max(cells[0].first, opened))
    counted = [_count(cell, days) for cell in cells]
    periods = _without_small(counted, least, is_apart=is_late_told)
    return Arrivals(
        channels,
        len(days),
        unit,
        tuple(period.period for period in periods),
        len(after) if is_late_told else None,
        closed is not None,
    )


# Channels -------------------------------------------------------------------------------------------------------------


def _channels(responses: Sequence[Response], least: int) -> Iterator[ChannelCount]:
    came: dict[str, set[str]] = {}
    for response in responses:
        came.setdefault(response.document.channel.value, set()).add(response.document.name)
    everybody = [response.document.name for response in responses]
    told = pooled(came, everybody, [one.document.name for one in responses if is_named(one)], least)
    counts = dict(told.answers)
    for channel in Channel:
        if channel.value in counts:
            yield ChannelCount(channel.value, counts[channel.value])
    untold = [channel.value for channel in Channel if channel.value in came.keys() - counts.keys()]
    if untold:
        yield ChannelCount(", or ".join(untold), told.pooled_respondents if counts else len(responses))


# Periods --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counted:
    period: Period
    hidden: int


def _cells(days: Sequence[date], closed: date | None) -> tuple[str, list[Period]]:
    """Return the shortest units of which there is room for all, with the empty period of each, in order."""
    first, last = min(days), max(days)
    for unit, begins in _UNITS.items():
        starts = sorted({begins(day, closed) for day in _every_day(first, last, unit)})
        if closed and first <= closed < last and unit in ("month", "year"):
            starts = sorted({*starts, closed + timedelta(1)})
        if len(starts) <= MOST_PERIODS or unit == "year":
            break
    last_end = starts[-1] + timedelta(WEEK - 1) if unit == "week" else last
    ends = [*(start - timedelta(1) for start in starts[1:]), last_end]
    is_late = [closed is not None and start > closed for start in starts]
    return unit, [Period(start, end, 0, 1, late) for start, end, late in zip(starts, ends, is_late, strict=True)]


def _every_day(first: date, last: date, unit: str) -> Iterable[date]:
    """Yield days of which at least one is in each unit between two days."""
    step = {"day": 1, "week": WEEK, "month": 28, "year": 365}[unit]
    return (*(first + timedelta(n) for n in range(0, (last - first).days, step)), last)


def _week(day: date, closed: date | None) -> date:
    """Return the first day of a week that ends on the weekday of the close, or on a Sunday."""
    last_weekday = closed.weekday() if closed else 6
    return day - timedelta((day.weekday() - last_weekday - 1) % WEEK)


_UNITS: dict[str, Callable[[date, date | None], date]] = {
    "day": lambda day, _: day,
    "week": _week,
    "month": lambda day, _: day.replace(day=1),
    "year": lambda day, _: day.replace(month=1, day=1),
}


def _count(cell: Period, days: Sequence[tuple[date, bool]]) -> _Counted:
    inside = Counter(is_hidden for day, is_hidden in days if cell.first <= day <= cell.last)
    return _Counted(replace(cell, responses=inside.total()), inside[True])


def _without_small(counted: Sequence[_Counted], least: int, is_apart: bool) -> list[_Counted]:
    """Return the periods, each of too few people joined to the smaller of its neighbours until none is left.

    ``is_apart``: what came late may be told, so that no period holds days on both sides of the close.
    """
    periods = list(counted)

    def neighbours(n: int) -> list[int]:
        beside = (other for other in (n - 1, n + 1) if 0 <= other < len(periods))
        return [o for o in beside if not is_apart or periods[o].period.is_late == periods[n].period.is_late]

    while True:
        small = next((n for n, one in enumerate(periods) if 0 < one.hidden < least and neighbours(n)), None)
        if small is None:
            return periods
        other = min(neighbours(small), key=lambda n: (periods[n].hidden == 0, periods[n].hidden))
        low = min(small, other)
        periods[low : low + 2] = [_joined(periods[low], periods[low + 1])]


def _joined(before: _Counted, after: _Counted) -> _Counted:
    one, other = before.period, after.period
    joined = Period(one.first, other.last, one.responses + other.responses, one.units + other.units, one.is_late)
    return _Counted(joined, before.hidden + after.hidden)
