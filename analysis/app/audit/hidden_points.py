"""A cache of the hidden points of a workspace: those whose coding no page may show while a blind audit is open."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from analysis.app.coding.machine import words_of
from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.app.snapshot.current import Current
from analysis.auditing.blinding import HiddenPoints, hidden_points_of
from analysis.model import PointKey


@dataclass(frozen=True, slots=True)
class _Known:
    """The hidden points of a corpus, valid as long as no more is drawn and scored than this."""

    drawn: tuple[int, ...]
    corpus: Corpus
    hidden: HiddenPoints


_KNOWN: WeakKeyDictionary[Current, _Known] = WeakKeyDictionary()
"""What was found last; two threads that find the same at once do no harm."""


def hidden_now(app: AppContext, current: Current) -> HiddenPoints:
    """Return what is not shown; looked up again only when an audit, or a point, has changed."""
    drawn = app.store.drawn_and_scored()
    if not any(drawn):
        return HiddenPoints()
    corpus, known = current.corpus(), _KNOWN.get(current)
    if known is None or known.drawn != drawn or known.corpus is not corpus:
        known = _Known(drawn, corpus, hidden_points_of(app.store.audits().values(), words_of(corpus)))
        _KNOWN[current] = known
    return known.hidden


def hidden_points(app: AppContext, current: Current) -> frozenset[PointKey]:
    """Return the points of today whose coding is not shown."""
    return hidden_now(app, current).points
