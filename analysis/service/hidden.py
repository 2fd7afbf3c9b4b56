"""What no page may show yet: how the points are coded that were drawn for a blind audit which is not scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from analysis.model import Audit, PointKey
from analysis.service.current import Current
from analysis.service.desk import Desk
from analysis.service.judging import open_points
from analysis.service.results import Intake
from analysis.store import Chain


@dataclass(frozen=True, slots=True)
class _Known:
    """The hidden points of these audits among those that were received, when the store ended where ``chain`` says."""

    chain: Chain
    intake: Intake
    audits: Mapping[str, Audit]
    points: frozenset[PointKey]


_KNOWN: WeakKeyDictionary[Current, _Known] = WeakKeyDictionary()
"""What was found last; two threads that find the same at once do no harm."""


def hidden_points(desk: Desk, current: Current) -> frozenset[PointKey]:
    """The points of today whose coding is not shown; looked up again only when an audit, or a point, has changed."""
    chain, known = desk.store.chain(), _KNOWN.get(current)
    audits = known.audits if known and known.chain == chain else desk.store.audits()
    if not audits:
        return frozenset()
    intake = current.intake()
    is_same = known is not None and known.intake is intake and known.audits == audits
    points = known.points if known and is_same else frozenset(open_points(audits.values(), intake))
    _KNOWN[current] = _Known(chain, intake, audits, points)
    return points
