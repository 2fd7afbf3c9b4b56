"""Crossings for the team's own page: themes by everything that they can be crossed by, as counted last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.figures import CountedPoints
from analysis.auditing.blinding import HiddenPoints
from analysis.model import Publish, Response
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.questions.closed_questions import ClosedCounts, closed_counts
from analysis.tally.questions.crossing import Crossing
from analysis.tally.questions.crossing_sources import crossings, members, raised_by

EVERY_CELL = 1
"""What the team's own pages suppress below: nothing, as they show each response."""


@dataclass(frozen=True, slots=True)
class CrossingBasis:
    """What themes are crossed by in a corpus: its responses as the team may see them, and its closed questions."""

    corpus: Corpus
    responses: tuple[Response, ...]
    closed: Mapping[str, ClosedCounts]


_LAST: list[CrossingBasis] = []


def crossing_basis(_: AppContext, snapshot: Snapshot, __: CrossingBasis | None = None) -> CrossingBasis:
    """Return what themes are crossed by, counted once for a corpus: of many responses that takes seconds."""
    return _basis(snapshot.corpus)


def _basis(corpus: Corpus) -> CrossingBasis:
    last = _LAST[-1] if _LAST else None
    if last is None or last.corpus is not corpus:
        responses = tuple(map(_listed, corpus.responses))
        closed = closed_counts(replace(corpus.consultation, suppress_below=EVERY_CELL), responses)
        _ = corpus.ledger  # worked out now, beside the page, and kept by the corpus
        last = CrossingBasis(corpus, responses, closed)
        _LAST[:] = [last]
    return last


_MADE: WeakKeyDictionary[Snapshot, dict[frozenset[str], tuple[Crossing, ...]]] = WeakKeyDictionary()


def all_crossings(counted: CountedPoints, hidden_points: HiddenPoints) -> tuple[Crossing, ...]:
    """Return all crossings, of everybody and of codings that may be seen: a hidden point counts as raising nothing.

    They are made once for what was counted: of many points that takes seconds.
    """
    made = _MADE.setdefault(counted.snapshot, {})
    if hidden_points.digests not in made:
        made[hidden_points.digests] = _crossings(counted, hidden_points)
    return made[hidden_points.digests]


def _crossings(counted: CountedPoints, hidden_points: HiddenPoints) -> tuple[Crossing, ...]:
    corpus = counted.corpus
    carried = ((row.point.document, row.themes) for row in counted.items if row.text not in hidden_points.digests)
    raised = raised_by(counted.snapshot.codebook, carried)
    basis = _basis(corpus)
    return crossings(corpus.consultation, basis.responses, raised, corpus.ledger, EVERY_CELL, basis.closed)


def column_documents(counted: CountedPoints, key: str, column: str) -> frozenset[str]:
    """Return the documents in a column of a crossing."""
    corpus, basis = counted.corpus, _basis(counted.corpus)
    return members(corpus.consultation, basis.responses, corpus.ledger, key, column, basis.closed)


def uncoded_columns(counted: CountedPoints, crossing: Crossing) -> frozenset[str]:
    """Return the columns of which most points are not coded."""
    if not counted.uncoded:
        return frozenset()
    points = Counter((row.point.document, row.choice is None) for row in counted.items)

    def is_uncoded(column: str) -> bool:
        documents = column_documents(counted, crossing.key, column)
        return sum(points[one, True] for one in documents) > sum(points[one, False] for one in documents)

    return frozenset(column.name for column in crossing.columns if is_uncoded(column.name))


def _listed(response: Response) -> Response:
    """Return a response as one that may be listed: the team counts those that are not to be published as well."""
    if is_listed(response):
        return response
    return replace(response, respondent=replace(response.respondent, publish=Publish.ANONYMOUS))
