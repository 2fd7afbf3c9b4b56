"""Hidden points: codings of points drawn for a blind audit that is not scored yet, which no page may show.

A point of the same words as a drawn one is hidden with it: a machine codes both alike, or nearly.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from analysis.app.audit.exposure import with_twins
from analysis.app.coding.machine import open_points, words_of
from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.app.snapshot.current import Current
from analysis.model import PointKey


@dataclass(frozen=True, slots=True)
class HiddenPoints:
    """The points of today whose coding is not shown: drawn ones, and all others of the same words.

    ``words`` are the SHA-256 of their words: by these a point is known also where it is counted as it stood before.
    """

    points: frozenset[PointKey] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, drawn: Collection[PointKey], words: Mapping[PointKey, str]) -> HiddenPoints:
        """Return what is hidden where these points are drawn; ``words`` are today's points with the SHA-256 of their
        words."""
        texts = frozenset(words[point] for point in drawn if point in words)
        return cls(with_twins(drawn, words), texts)


@dataclass(frozen=True, slots=True)
class _Known:
    """The hidden points of a corpus, valid as long as no more is drawn and scored than this."""

    drawn: tuple[int, ...]
    intake: Corpus
    hidden: HiddenPoints


_KNOWN: WeakKeyDictionary[Current, _Known] = WeakKeyDictionary()
"""What was found last; two threads that find the same at once do no harm."""


def hidden_now(desk: AppContext, current: Current) -> HiddenPoints:
    """Return what is not shown; looked up again only when an audit, or a point, has changed."""
    drawn = desk.store.drawn_and_scored()
    if not any(drawn):
        return HiddenPoints()
    intake, known = current.intake(), _KNOWN.get(current)
    if known is None or known.drawn != drawn or known.intake is not intake:
        points = open_points(desk.store.audits().values(), intake)
        known = _Known(drawn, intake, HiddenPoints.of(points, words_of(intake)))
        _KNOWN[current] = known
    return known.hidden


def hidden_points(desk: AppContext, current: Current) -> frozenset[PointKey]:
    """Return the points of today whose coding is not shown."""
    return hidden_now(desk, current).points
