"""What no page may show yet: how the points are coded that were drawn for a blind audit which is not scored."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from analysis.model import PointKey
from analysis.service.current import Current
from analysis.service.desk import Desk
from analysis.service.judging import open_points
from analysis.service.results import Intake


@dataclass(frozen=True, slots=True)
class _Known:
    """The hidden points among those that were received, as long as no more is drawn and scored than this."""

    drawn: tuple[int, ...]
    intake: Intake
    points: frozenset[PointKey]


_KNOWN: WeakKeyDictionary[Current, _Known] = WeakKeyDictionary()
"""What was found last; two threads that find the same at once do no harm."""


def hidden_points(desk: Desk, current: Current) -> frozenset[PointKey]:
    """The points of today whose coding is not shown; looked up again only when an audit, or a point, has changed."""
    drawn = desk.store.drawn_and_scored()
    if not any(drawn):
        return frozenset()
    intake, known = current.intake(), _KNOWN.get(current)
    if known is None or known.drawn != drawn or known.intake is not intake:
        known = _Known(drawn, intake, frozenset(open_points(desk.store.audits().values(), intake)))
        _KNOWN[current] = known
    return known.points
