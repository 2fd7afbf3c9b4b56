"""The judgement log: people's codings of the points of today, read again only when something new was recorded."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from analysis.app.coding.machine import words_of
from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.app.snapshot.current import Current
from analysis.auditing import Reading, reanchor, translator
from analysis.auditing.blinding import INDEPENDENT, SIGHTED, Blinding, Exposure, samples_of
from analysis.auditing.resolution.audit_state import is_taken_back, last_words
from analysis.model import Audit, Coder, CoderKind, Coding, CodingMode, Outcome, PointKey, Response

FRESH = 5.0
"""Seconds for which the folder's files are not looked through again: of thousands that takes longer than all else."""


@dataclass(frozen=True, slots=True)
class PointIndex:
    """The points of today, in the order of the documents.

    ``words`` holds them with the SHA-256 of their words, ``places`` with their place among all; ``numbers`` the
    responses with their numbers. ``points`` are those of documents that were taken in: of these alone anything can be
    recorded.
    """

    corpus: Corpus
    words: Mapping[PointKey, str]
    places: Mapping[PointKey, int]
    numbers: Mapping[str, int]
    arrived: frozenset[str]
    points: tuple[PointKey, ...]

    @classmethod
    def of(cls, corpus: Corpus, arrived: frozenset[str]) -> PointIndex:
        """Return the points of what was received, of which so many documents were taken in."""
        digests = words_of(corpus)
        points = tuple(point for point in digests if point.document in arrived)
        places = {point: place for place, point in enumerate(digests)}
        numbers = {response.document.name: number for number, response in enumerate(corpus.responses, 1)}
        return cls(corpus, digests, places, numbers, arrived, points)

    def response(self, point: PointKey) -> Response:
        """Return the response in which a point of today stands."""
        return self.corpus.responses[self.numbers[point.document] - 1]


@dataclass(frozen=True, slots=True)
class JudgementState:
    """People's codings as they apply to the points of today, in the order in which they were made.

    ``reading`` says what they say in the themes of today, ``blinding`` who may see and code what. ``kept`` are the
    points hidden by it of documents that were taken in.
    """

    ground: PointIndex
    reading: Reading
    codings: tuple[Coding, ...]
    of_point: Mapping[PointKey, tuple[Coding, ...]]
    blinding: Blinding = field(default_factory=Blinding)
    kept: frozenset[PointKey] = frozenset()

    def last_words(self, point: PointKey) -> tuple[Coding, ...]:
        """Return the last coding of each coder of a point, but for what was taken back."""
        return last_words(self.of_point.get(point, ()))

    def own(self, point: PointKey, coder: Coder) -> Coding | None:
        """Return what somebody said last of a point."""
        own_codings = (c for c in self.last_words(point) if (c.coder.kind, c.coder.id) == (coder.kind, coder.id))
        return next(own_codings, None)

    def taken_back(self, point: PointKey, coder: Coder) -> Coding | None:
        """Return what somebody said of a point before they took it back, where that was the last thing they did."""
        own_history = (c for c in self.of_point.get(point, ()) if (c.coder.kind, c.coder.id) == (coder.kind, coder.id))
        own_codings = list(own_history)
        standing = [coding for coding in own_codings if not is_taken_back(coding)]
        return standing[-1] if standing and is_taken_back(own_codings[-1]) else None

    def last_of(self, coder: Coder, mode: CodingMode) -> Coding | None:
        """Return somebody's last coding of a kind that they have not taken back."""
        last_by_point: dict[PointKey, Coding] = {}
        for coding in self.codings:
            if (coding.coder.kind, coding.coder.id, coding.mode) == (coder.kind, coder.id, mode):
                last_by_point.pop(coding.point, None)
                if not is_taken_back(coding):
                    last_by_point[coding.point] = coding
        return list(last_by_point.values())[-1] if last_by_point else None

    def count(self, point: PointKey) -> int:
        """Return how many codings of a point people have made."""
        return len(self.of_point.get(point, ()))


class Judgements:
    """A cache of people's codings; safe to use from several threads.

    A coding that is added here is known at once. What others add, in another program, is read when it is there.
    """

    def __init__(self, app: AppContext, current: Current, clock: Callable[[], float] = time.monotonic) -> None:
        """Name the workspace; nothing is read yet. ``clock`` counts seconds."""
        self._desk, self._current, self._clock = app, current, clock
        self._lock = threading.RLock()
        self._judged: JudgementState | None = None
        self._records, self._consultation = -1, -1
        self._looked = 0.0
        self._drawn: tuple[tuple[int, ...], tuple[Audit, ...]] = ((), ())
        self._coders: dict[str, Coder] = {}

    def now(self) -> JudgementState:
        """Return everything that people have judged, as it applies to the points of today."""
        with self._lock:
            record_count, described_at = self._desk.store.chain().records, self._described()
            is_unchanged = (record_count, described_at) == (self._records, self._consultation)
            if self._judged is not None and is_unchanged and self._clock() - self._looked < FRESH:
                return self._judged
            corpus = self._current.corpus()
            if self._judged is None or self._judged.ground.corpus is not corpus or record_count != self._records:
                self._judged = self._read(corpus)
            self._records, self._consultation, self._looked = record_count, described_at, self._clock()
            return self._judged

    def _described(self) -> int:
        """Return when the consultation was last described otherwise."""
        with suppress(OSError):
            return self._desk.workspace.consultation.stat().st_mtime_ns
        return 0

    def _read(self, corpus: Corpus) -> JudgementState:
        store = self._desk.store
        arrived_documents = frozenset(store.arrivals())
        ground, known = (self._judged.ground, self._judged.blinding.samples) if self._judged else (None, ())
        if ground is None or ground.corpus is not corpus or ground.arrived != arrived_documents:
            ground, known = PointIndex.of(corpus, arrived_documents), ()
        human = (coding for coding in store.codings() if not coding.coder.is_machine)
        codings = reanchor(human, ground.words).codings
        translate = translator(store.codebooks(), corpus.consultation.codebook)
        self._coders = {coding.coder.id: coding.coder for coding in codings}
        samples = samples_of(self._audits(), ground.words, known)
        blinding = Blinding.of(samples, Exposure.of(store.seen(), codings, ground.words), ground.words)
        hidden = frozenset(point for point in blinding.hidden.points if point.document in arrived_documents)
        return JudgementState(ground, translate, codings, _by_point(codings), blinding, hidden)

    def _audits(self) -> tuple[Audit, ...]:
        """Return all audits, read again only when one was drawn or scored: each lists every point that it could
        draw."""
        draw_counts = self._desk.store.drawn_and_scored()
        if draw_counts != self._drawn[0]:
            self._drawn = draw_counts, tuple(self._desk.store.audits().values())
        return self._drawn[1]

    def add(self, coding: Coding, expected: int) -> bool:
        """Append a coding, if people have made so many codings of its point so far; say whether that was so.

        Two clicks at once are one after the other here, so that the second is noticed.
        """
        with self._lock:
            judged = self.now()
            if judged.count(coding.point) != expected:
                return False
            self._desk.store.know_codebook(judged.ground.corpus.consultation.codebook, self._desk.clock())
            self._write(coding.coder, lambda: self._desk.store.append([coding]), 1, lambda: _with(judged, coding))
            return True

    def show(self, who: Coder, points: Iterable[PointKey]) -> None:
        """Record that a person is shown the machine's opinion, or another person's, of points, before it is shown."""
        with self._lock:
            judged = self.now()
            seen_points, digests = judged.blinding.seen_by(who), judged.ground.words
            unseen = [(p, digests[p]) for p in points if p in digests and p not in seen_points]
            if unseen:
                self._write(
                    who,
                    lambda: self._desk.store.show(who, unseen, self._desk.clock()),
                    len({point.document for point, _ in unseen}),
                    lambda: replace(judged, blinding=judged.blinding.extended(who, [point for point, _ in unseen])),
                )

    def _write(
        self, coder: Coder, write: Callable[[], object], records: int, then: Callable[[], JudgementState]
    ) -> None:
        """Record something of somebody's; with more records than that makes, another program has recorded something.

        A person who is new to the store, or acts in another role, is a record as well.
        """
        before = self._desk.store.chain().records
        write()
        records_made = records + (self._coders.get(coder.id) != coder)
        self._coders[coder.id] = coder
        if before == self._records and self._desk.store.chain().records == before + records_made:
            self._judged, self._records = then(), before + records_made


def _by_point(codings: Iterable[Coding]) -> dict[PointKey, tuple[Coding, ...]]:
    codings_of_point: dict[PointKey, list[Coding]] = {}
    for coding in codings:
        codings_of_point.setdefault(coding.point, []).append(coding)
    return {point: tuple(point_codings) for point, point_codings in codings_of_point.items()}


def _with(judged: JudgementState, coding: Coding) -> JudgementState:
    """Return the same with one coding of a point of today more."""
    point_codings = (*judged.of_point.get(coding.point, ()), coding)
    is_sighted = coding.mode in SIGHTED
    blinding = judged.blinding.extended(coding.coder, [coding.point]) if is_sighted else judged.blinding
    codings = (*judged.codings, coding)
    return replace(
        judged, codings=codings, of_point={**judged.of_point, coding.point: point_codings}, blinding=blinding
    )


# Agreement ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndependentPairs:
    """A count of the points that two people judged independently, and of those to which they gave the same themes."""

    points: int
    same: int

    @property
    def share(self) -> float:
        """Return the share of the points on which they agree; 0 where there are none."""
        return self.same / self.points if self.points else 0.0


def together(judged: JudgementState) -> IndependentPairs:
    """Return whether people agree so far, where two have judged the same point freely."""
    independent_sets = [
        _free(judged, point_codings) for point_codings in judged.of_point.values() if len(point_codings) > 1
    ]
    coded_by_two = [point_codings for point_codings in independent_sets if len(point_codings) > 1]
    return IndependentPairs(len(coded_by_two), sum(len(set(point_codings)) == 1 for point_codings in coded_by_two))


def _free(judged: JudgementState, codings: Sequence[Coding]) -> list[frozenset[str]]:
    last_codings = {c.coder.id: c for c in codings if c.coder.kind is CoderKind.HUMAN and c.mode in INDEPENDENT}
    return [judged.reading(c).coding.themes for c in last_codings.values() if c.outcome is Outcome.CODED]
