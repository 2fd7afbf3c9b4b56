"""Comparison: two machine coders against the same people's codings, with the interval of the difference and the price.

Nothing is kept. What a coder has learned from is no test of it: the local classifier is fitted without the points that
are compared, and a coding that was made after its point had taught is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.app.coding.gold_standard import GoldKind, GoldRow, gold_in
from analysis.app.coding.model_choice import asked_points
from analysis.app.coding.model_coding import cache_of
from analysis.app.context import AppContext
from analysis.app.single_file import named
from analysis.app.snapshot.machine_identity import chosen_model, training
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.auditing.estimation.classification_metrics import numbered
from analysis.auditing.estimation.paired_difference import PairedDifference, paired_difference
from analysis.auditing.resolution.resolve import resolve
from analysis.errors import UnreadableError
from analysis.model import CodingMode, Outcome, PointKey
from analysis.prompting.model_answers import usage_of
from analysis.text import normalise

LOCAL, TODAY = "local", "machine"
"""What the local classifier, and the machine coder of the settings, are called in a command."""

BLIND = "people's blind codings"
OF_TEXTS = "it holds texts; two machine coders are compared on points of responses"
NOTHING = "nothing in it can be compared: {0}"
UNCODED = "one of the coders has coded none of its points"
LEARNED = "one of the coders has learned from them; name the coder from before that by its id, or draw another audit"
NO_BLIND = "nobody has coded a point blind yet; draw an audit, or name a labelled file"


@dataclass(frozen=True, slots=True)
class ComparedCoder:
    """One of two coders: what it was called, its id, and what its answers cost at the user's price, where known.

    ``sent`` and ``answered`` count the tokens of all its answers.
    """

    name: str
    id: str
    sent: int = 0
    answered: int = 0
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two coders on the same points; those one has not coded (``uncoded``) or ``learned`` from are left out."""

    gold: str
    first: ComparedCoder
    second: ComparedCoder
    points: int
    responses: int
    uncoded: int
    learned: int
    figures: PairedDifference
    currency: str


def compare(app: AppContext, first: str, second: str, file: Path | None = None) -> Compared:
    """Compare two machine coders by what people said of the same points, in a file or in blind audits.

    A coder is "machine" (that of the settings), "local" (the local classifier) or the id of one that has coded.
    Raises UnreadableError where there is no such coder, or nothing to compare.
    """
    snapshot = take(app, keep=False)
    rows, gold = _of_file(snapshot, file) if file else (_blind(snapshot), BLIND)
    given = [_given(snapshot, name, rows) for name in (first, second)]
    kept = [row for row in rows if all(row.point in one.themes for one in given)]
    learned = {row.point for row in rows if any(row.point in one.learned for one in given)}
    if not kept:
        raise UnreadableError(gold, NOTHING.format(LEARNED if learned else UNCODED))
    keys = snapshot.codebook.keys
    ours, theirs = (_table([one.themes[row.point] for row in kept], keys) for one in given)
    documents = numbered([row.document or "" for row in kept])
    asked = ~_table([row.open for row in kept], keys)
    figures = paired_difference(ours, theirs, _table([row.themes for row in kept], keys), asked, documents)
    model = chosen_model(snapshot.corpus.consultation)
    return Compared(
        gold,
        _priced(app, snapshot, first, given[0].id),
        _priced(app, snapshot, second, given[1].id),
        points=len(kept),
        responses=int(documents.max()) + 1,
        uncoded=len(rows) - len(kept) - len(learned),
        learned=len(learned),
        figures=figures,
        currency=model.currency if model else "",
    )


def _table(sets: Sequence[frozenset[str]], keys: Sequence[str]) -> np.ndarray:
    return np.array([[key in themes for key in keys] for themes in sets], dtype=bool).reshape(-1, len(keys))


def _of_file(snapshot: Snapshot, file: Path) -> tuple[list[GoldRow], str]:
    gold = gold_in(snapshot, named(file), str(file))
    if gold.kind is GoldKind.TEXTS:
        raise UnreadableError(str(file), OF_TEXTS)
    return list(gold.rows), str(file)


def _blind(snapshot: Snapshot) -> list[GoldRow]:
    """Return what people settled on who coded blind, in the themes of today."""
    codings = snapshot.people.codings
    blind = [coding for coding in codings if coding.mode in (CodingMode.BLIND, CodingMode.SECOND)]
    adjudicated = [coding for coding in codings if coding.mode is CodingMode.ADJUDICATION]
    settled = resolve([*blind, *adjudicated], "", snapshot.translate)
    points = {coding.point for coding in blind}
    texts = dict(zip(snapshot.digests, snapshot.corpus.texts, strict=True))
    rows = [
        GoldRow(texts[point], one.coding.themes, one.unanswered | one.stale, point.document, point)
        for point, one in settled.items()
        if point in points and point in texts and not one.disputed
    ]
    if not rows:
        raise UnreadableError(BLIND, NO_BLIND)
    return rows


@dataclass(frozen=True, slots=True)
class _Given:
    """What a coder gives each point, and the points from which it had learned when it coded them."""

    id: str
    themes: Mapping[PointKey | None, frozenset[str]]
    learned: frozenset[PointKey]


def _given(snapshot: Snapshot, name: str, rows: Sequence[GoldRow]) -> _Given:
    if name == LOCAL:
        return _of_local(snapshot, rows)
    coder_id = snapshot.machine.id if name == TODAY else name
    codings = {coding.point: coding for coding in snapshot.machine_codings(coder_id) if snapshot.is_of_today(coding)}
    if not codings:
        known = ", ".join(one.id for one in snapshot.coders.values() if one.is_machine) or "none yet"
        raise UnreadableError(
            name, f"no such machine coder has coded; there are {TODAY} and {LOCAL}, and by their ids: {known}"
        )
    since = {
        point: lesson.coding.time for point, lesson in zip(snapshot.digests, snapshot.lessons, strict=True) if lesson
    }
    # A coding with scores is of a classifier, which learns; a model's is not.
    learned = frozenset(
        point for point, one in codings.items() if point in since and one.scores and one.time >= since[point]
    )
    usable = {point: one for point, one in codings.items() if one.outcome is Outcome.CODED and point not in learned}
    return _Given(coder_id, {point: snapshot.codebook.with_wider(one.themes) for point, one in usable.items()}, learned)


def _of_local(snapshot: Snapshot, rows: Sequence[GoldRow]) -> _Given:
    """Return what the local classifier gives when it has learned from none of these points, nor from their words."""
    from analysis.classifying import ThemeClassifier

    texts, theme_sets, contexts, unanswered = training(snapshot)
    compared = {normalise(row.text) for row in rows}
    unseen = [None if normalise(text) in compared else one for text, one in zip(texts, theme_sets, strict=True)]
    fitted = ThemeClassifier(snapshot.codebook).fit(texts, unseen, contexts, unanswered, space=snapshot.feature_space)
    places = [snapshot.corpus.places[row.point] for row in rows if row.point]
    given = fitted.predict([texts[place] for place in places], [contexts[place] for place in places])
    points = [row.point for row in rows if row.point]
    return _Given(fitted.fingerprint(), dict(zip(points, given, strict=True)), NONE_LEARNED)


NONE_LEARNED: frozenset[PointKey] = frozenset()


def _priced(app: AppContext, snapshot: Snapshot, name: str, coder_id: str) -> ComparedCoder:
    """Return a coder with what the answers that it rests on took; only of that of the settings it is known which."""
    model = chosen_model(snapshot.corpus.consultation)
    if model is None or coder_id != snapshot.machine.id:
        return ComparedCoder(name, coder_id, cost=0.0 if name == LOCAL and model and model.has_price else None)
    cache = cache_of(app)
    asked = {one.request.key: one.request for one in asked_points(snapshot, model)[0]}
    usages = [usage_of(cache.get(one.text_sha256, key) or {}) for key, one in asked.items()]
    sent, answered = (sum(usage[n] for usage in usages if usage) for n in (0, 1))
    cost = None
    if model.price_in is not None and model.price_out is not None:
        cost = (sent * model.price_in + answered * model.price_out) / 1_000_000
    return ComparedCoder(name, coder_id, sent, answered, cost)
