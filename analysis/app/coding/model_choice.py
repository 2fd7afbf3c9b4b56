"""Choice: which points a model is asked about, by who codes what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from analysis.app.coding.model_sending import Asked, ModelSending
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.sampling.strata import doubt
from analysis.model import ModelCoder, ModelMode, PointKey
from analysis.model.sureness import doubt_bounds
from analysis.positioning.position_coder import CHOSEN, position_codings


def asked_points(snapshot: Snapshot, coder: ModelCoder) -> tuple[list[Asked], ModelSending]:
    """Return what a model is asked about, in the order of the points, and what was held back."""
    sending = ModelSending(snapshot, coder)
    if isinstance(snapshot, PositionSnapshot):
        return list(sending.asked(_worded_answers(snapshot))), sending
    if coder.mode is ModelMode.MODEL:
        return list(sending.asked(range(len(snapshot.corpus.points)))), sending
    in_order = _doubtful(snapshot) if coder.mode is ModelMode.DOUBT else _sampled(snapshot, coder.seed)
    chosen = islice(sending.asked(in_order), coder.calls)
    return sorted(chosen, key=lambda one: one.place), sending


def _worded_answers(answers: PositionSnapshot) -> Iterator[int]:
    """Yield the places of the answers of which no position was chosen from those given."""
    corpus = answers.corpus
    whole = answers.whole or answers
    codings = position_codings(whole.corpus.responses, corpus.consultation, "")
    chosen = {coding.point for coding in codings if max(score for _, score in coding.scores) >= CHOSEN}
    yield from (place for place, point in enumerate(corpus.points) if point.key not in chosen)


def _undecided(snapshot: Snapshot) -> list[int]:
    """Return the places of the points that people have not decided."""
    return [place for place, point in enumerate(snapshot.corpus.points) if point.key not in snapshot.decided]


def _doubtful(snapshot: Snapshot) -> Iterable[int]:
    """Return the places of undecided points about which the local classifier is in doubt, the most doubtful first.

    What it cannot read at all is the most doubtful of all.
    """
    from analysis.classifying.machine_coding import contexts_of

    classifier, corpus = snapshot.classifier, snapshot.corpus
    scores = np.asarray(classifier.predict_proba(corpus.own_texts, contexts_of(corpus.points)), dtype=float)
    low, high = np.array([doubt_bounds(cut) for cut in classifier.cuts().tolist()]).T
    is_doubtful = np.asarray((scores >= low) & (scores <= high)).any(axis=1)
    doubtful, doubts = set(np.flatnonzero(is_doubtful).tolist()), doubt(scores)

    def rank(place: int) -> tuple[bool, float, int]:
        return corpus.points[place].key not in snapshot.unread, -float(doubts[place]), place

    undecided = _undecided(snapshot)
    return sorted((i for i in undecided if i in doubtful or corpus.points[i].key in snapshot.unread), key=rank)


def _sampled(snapshot: Snapshot, seed: int) -> Iterable[int]:
    """Return the places of undecided points in a random order, each text once.

    The order follows from the seed and the words alone, so that a point that comes later moves no other.
    """
    first_places: dict[str, int] = {}
    for place in _undecided(snapshot):
        first_places.setdefault(_turn(snapshot, snapshot.corpus.points[place].key, seed), place)
    return [place for _, place in sorted(first_places.items())]


def _turn(snapshot: Snapshot, point: PointKey, seed: int) -> str:
    return hashlib.sha256(f"{seed} {snapshot.digests[point]}".encode()).hexdigest()
