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

    intake: Corpus
    words: Mapping[PointKey, str]
    places: Mapping[PointKey, int]
    numbers: Mapping[str, int]
    arrived: frozenset[str]
    points: tuple[PointKey, ...]

    @classmethod
    def of(cls, intake: Corpus, arrived: frozenset[str]) -> PointIndex:
        """Return the points of what was received, of which so many documents were taken in."""
        words = words_of(intake)
        points = tuple(point for point in words if point.document in arrived)
        places = {point: place for place, point in enumerate(words)}
        numbers = {response.document.name: number for number, response in enumerate(intake.responses, 1)}
        return cls(intake, words, places, numbers, arrived, points)

    def response(self, point: PointKey) -> Response:
        """Return the response in which a point of today stands."""
        return self.intake.responses[self.numbers[point.document] - 1]


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

    def own(self, point: PointKey, who: Coder) -> Coding | None:
        """Return what somebody said last of a point."""
        own = (c for c in self.last_words(point) if (c.coder.kind, c.coder.id) == (who.kind, who.id))
        return next(own, None)

    def taken_back(self, point: PointKey, who: Coder) -> Coding | None:
        """Return what somebody said of a point before they took it back, where that was the last thing they did."""
        same = (c for c in self.of_point.get(point, ()) if (c.coder.kind, c.coder.id) == (who.kind, who.id))
        own = list(same)
        said = [coding for coding in own if not is_taken_back(coding)]
        return said[-1] if said and is_taken_back(own[-1]) else None

    def last_of(self, who: Coder, mode: CodingMode) -> Coding | None:
        """Return somebody's last coding of a kind that they have not taken back."""
        made: dict[PointKey, Coding] = {}
        for coding in self.codings:
            if (coding.coder.kind, coding.coder.id, coding.mode) == (who.kind, who.id, mode):
                made.pop(coding.point, None)
                if not is_taken_back(coding):
                    made[coding.point] = coding
        return list(made.values())[-1] if made else None

    def count(self, point: PointKey) -> int:
        """Return how many codings of a point people have made."""
        return len(self.of_point.get(point, ()))


class Judgements:
    """A cache of people's codings; safe to use from several threads.

    A coding that is added here is known at once. What others add, in another program, is read when it is there.
    """

    def __init__(self, desk: AppContext, current: Current, clock: Callable[[], float] = time.monotonic) -> None:
        """Name the workspace; nothing is read yet. ``clock`` counts seconds."""
        self._desk, self._current, self._clock = desk, current, clock
        self._lock = threading.RLock()
        self._judged: JudgementState | None = None
        self._records, self._consultation = -1, -1
        self._looked = 0.0
        self._drawn: tuple[tuple[int, ...], tuple[Audit, ...]] = ((), ())
        self._coders: dict[str, Coder] = {}

    def now(self) -> JudgementState:
        """Return everything that people have judged, as it applies to the points of today."""
        with self._lock:
            records, consultation = self._desk.store.chain().records, self._described()
            is_same = (records, consultation) == (self._records, self._consultation)
            if self._judged is not None and is_same and self._clock() - self._looked < FRESH:
                return self._judged
            intake = self._current.intake()
            if self._judged is None or self._judged.ground.intake is not intake or records != self._records:
                self._judged = self._read(intake)
            self._records, self._consultation, self._looked = records, consultation, self._clock()
            return self._judged

    def _described(self) -> int:
        """Return when the consultation was last described otherwise."""
        with suppress(OSError):
            return self._desk.workspace.consultation.stat().st_mtime_ns
        return 0

    def _read(self, intake: Corpus) -> JudgementState:
        store = self._desk.store
        arrived = frozenset(store.arrivals())
        ground, known = (self._judged.ground, self._judged.blinding.samples) if self._judged else (None, ())
        if ground is None or ground.intake is not intake or ground.arrived != arrived:
            ground, known = PointIndex.of(intake, arrived), ()
        human = (coding for coding in store.codings() if not coding.coder.is_machine)
        codings = reanchor(human, ground.words).codings
        reading = translator(store.codebooks(), intake.consultation.codebook)
        self._coders = {coding.coder.id: coding.coder for coding in codings}
        samples = samples_of(self._audits(), ground.words, known)
        blinding = Blinding.of(samples, Exposure.of(store.seen(), codings, ground.words), ground.words)
        kept = frozenset(point for point in blinding.hidden.points if point.document in arrived)
        return JudgementState(ground, reading, codings, _by_point(codings), blinding, kept)

    def _audits(self) -> tuple[Audit, ...]:
        """Return all audits, read again only when one was drawn or scored: each lists every point that it could
        draw."""
        drawn = self._desk.store.drawn_and_scored()
        if drawn != self._drawn[0]:
            self._drawn = drawn, tuple(self._desk.store.audits().values())
        return self._drawn[1]

    def add(self, coding: Coding, expected: int) -> bool:
        """Append a coding, if people have made so many codings of its point so far; say whether that was so.

        Two clicks at once are one after the other here, so that the second is noticed.
        """
        with self._lock:
            judged = self.now()
            if judged.count(coding.point) != expected:
                return False
            self._desk.store.know_codebook(judged.ground.intake.consultation.codebook, self._desk.clock())
            self._write(coding.coder, lambda: self._desk.store.append([coding]), 1, lambda: _with(judged, coding))
            return True

    def show(self, who: Coder, points: Iterable[PointKey]) -> None:
        """Record that a person is shown the machine's opinion, or another person's, of points, before it is shown."""
        with self._lock:
            judged = self.now()
            known, words = judged.blinding.seen_by(who), judged.ground.words
            new = [(p, words[p]) for p in points if p in words and p not in known]
            if new:
                self._write(
                    who,
                    lambda: self._desk.store.show(who, new, self._desk.clock()),
                    len({point.document for point, _ in new}),
                    lambda: replace(judged, blinding=judged.blinding.extended(who, [point for point, _ in new])),
                )

    def _write(self, who: Coder, write: Callable[[], object], records: int, then: Callable[[], JudgementState]) -> None:
        """Record something of somebody's; with more records than that makes, another program has recorded something.

        A person who is new to the store, or acts in another role, is a record as well.
        """
        before = self._desk.store.chain().records
        write()
        made = records + (self._coders.get(who.id) != who)
        self._coders[who.id] = who
        if before == self._records and self._desk.store.chain().records == before + made:
            self._judged, self._records = then(), before + made


def _by_point(codings: Iterable[Coding]) -> dict[PointKey, tuple[Coding, ...]]:
    found: dict[PointKey, list[Coding]] = {}
    for coding in codings:
        found.setdefault(coding.point, []).append(coding)
    return {point: tuple(own) for point, own in found.items()}


def _with(judged: JudgementState, coding: Coding) -> JudgementState:
    """Return the same with one coding of a point of today more."""
    own = (*judged.of_point.get(coding.point, ()), coding)
    is_sighted = coding.mode in SIGHTED
    blinding = judged.blinding.extended(coding.coder, [coding.point]) if is_sighted else judged.blinding
    codings = (*judged.codings, coding)
    return replace(judged, codings=codings, of_point={**judged.of_point, coding.point: own}, blinding=blinding)


# Agreement ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndependentPairs:
    """How many points two people judged without knowing of each other, and in how many they gave the same themes."""

    points: int
    same: int

    @property
    def share(self) -> float:
        """Return the share of the points on which they agree; 0 where there are none."""
        return self.same / self.points if self.points else 0.0


def together(judged: JudgementState) -> IndependentPairs:
    """Return whether people agree so far, where two have judged the same point freely."""
    sets = [_free(judged, own) for own in judged.of_point.values() if len(own) > 1]
    both = [own for own in sets if len(own) > 1]
    return IndependentPairs(len(both), sum(len(set(own)) == 1 for own in both))


def _free(judged: JudgementState, codings: Sequence[Coding]) -> list[frozenset[str]]:
    last = {c.coder.id: c for c in codings if c.coder.kind is CoderKind.HUMAN and c.mode in INDEPENDENT}
    return [judged.reading(c).coding.themes for c in last.values() if c.outcome is Outcome.CODED]
