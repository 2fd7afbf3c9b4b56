"""Coding queues: the next point for a person to code, kept apart by kind of audit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.app.audit.assignments import assigned_to, is_done
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing import resolve
from analysis.model import Coder, CoderKind, CodingMode, Outcome, PointKey


class QueueKind(StrEnum):
    """The kinds of audit, kept apart; of an assisted review one holds what a person was given, two come in an order
    that the machine found, and one holds what is in a language that the codebook does not cover."""

    BLIND = "blind"
    ASSIGNED = "assigned"
    ASSISTED = "assisted"
    LANGUAGE = "language"
    LEARNING = "learning"
    MISTAKES = "mistakes"
    SECOND = "second"
    ADJUDICATION = "adjudication"

    @property
    def mode(self) -> CodingMode:
        """Return the mode of the codings that are made in it."""
        is_assisted = self in (*LISTED, QueueKind.LANGUAGE, QueueKind.ASSIGNED)
        return CodingMode.ASSISTED if is_assisted else CodingMode(self.value)


LISTED = (QueueKind.LEARNING, QueueKind.MISTAKES)
"""The kinds whose points come from a list that is made first, which takes a while."""


TURN = 15 * 60
"""Seconds for which a point that lies before one person is not given to another, while there are others."""

AT_HAND = 3
"""Points that lie before one person at once: the one they look at, the next one, and one they went back to."""


@dataclass(frozen=True, slots=True)
class CodingQueue:
    """The points of one kind that are for one person, in order; ``is_open`` says which of them are left to do.

    ``total`` and ``left`` count them, without asking about each. ``wanting`` says why there is nothing to do at all.
    ``kept_blind`` counts those that are in no count because they are coded blind first.
    """

    points: Sequence[PointKey]
    is_open: Callable[[PointKey], bool]
    total: int
    left: int
    places: Mapping[PointKey, int] | None = None
    wanting: str = ""
    kept_blind: int = 0

    @property
    def done(self) -> int:
        """Return how many are done."""
        return self.total - self.left


def after(queue: CodingQueue, point: PointKey | None, taken: frozenset[PointKey] = frozenset()) -> PointKey | None:
    """Return the next point left to do after one, going round; a ``taken`` one only if no other is left."""
    first_taken = None
    for candidate in _round(queue, point):
        if candidate != point and queue.is_open(candidate):
            if candidate not in taken:
                return candidate
            first_taken = first_taken or candidate
    if first_taken is None and point is not None and _place(queue, point) >= 0 and queue.is_open(point):
        return point
    return first_taken


def _round(queue: CodingQueue, point: PointKey | None) -> Iterator[PointKey]:
    start_place = _place(queue, point) + 1
    for later_place in range(start_place, len(queue.points)):
        yield queue.points[later_place]
    for later_place in range(min(start_place, len(queue.points))):
        yield queue.points[later_place]


def _place(queue: CodingQueue, point: PointKey | None) -> int:
    """Return where a point is in its queue; before all others, if it is not in it."""
    if point is None:
        return -1
    if queue.places is not None:
        return queue.places.get(point, -1)
    return queue.points.index(point) if point in queue.points else -1


# The queues -----------------------------------------------------------------------------------------------------------


def blind_samples(snapshot: Snapshot, coder: Coder) -> CodingQueue:
    """Return the drawn points of all open audits that nobody has coded yet, in the order in which they were drawn.

    Those of which this person has seen the machine's opinion are for somebody else.
    """
    open_samples = [sample for sample in snapshot.samples if sample.open]
    points = tuple(dict.fromkeys(point for sample in open_samples for point in sample.open))
    firsts = [(sample, sample.coded(snapshot.people.codings).first) for sample in open_samples]
    uncoded = {point for sample, firsts_of_sample in firsts for point in sample.open if point not in firsts_of_sample}
    codable_points = uncoded - snapshot.blinding.seen_by(coder)
    wanting = NO_SAMPLE if not points else ALL_SEEN if uncoded and not codable_points else ""
    return CodingQueue(points, codable_points.__contains__, len(points), len(uncoded), wanting=wanting)


NO_SAMPLE = "No sample has been drawn yet."

ALL_SEEN = (
    "You have seen the machine’s coding of all the points left in this sample, so your coding of them would not "
    "be blind. Someone else must code them."
)


def assisted(snapshot: Snapshot, hidden: frozenset[PointKey] = frozenset()) -> CodingQueue:
    """Return all points that no person has judged yet, in order; ``hidden`` ones are coded blind first."""
    done_count = sum(point not in hidden and bool(snapshot.last_words(point)) for point in snapshot.of_point)
    points = snapshot.points
    total = len(points) - len(hidden)

    def is_open(point: PointKey) -> bool:
        return point not in hidden and not snapshot.last_words(point)

    places = snapshot.corpus.places if len(points) == len(snapshot.digests) else None
    wanting = NOT_CODED if not points else ALL_DRAWN
    return CodingQueue(points, is_open, total, max(total - done_count, 0), places, wanting, len(hidden))


NOT_CODED = "The points must be coded by the machine first."

ALL_DRAWN = "Every point is kept for the blind sample. Code them there."


def assigned(snapshot: Snapshot, coder: Coder, hidden: frozenset[PointKey] = frozenset()) -> CodingQueue:
    """Return the points that this person was given, batch by batch; ``hidden`` ones are coded blind first."""
    everything = assigned_to(snapshot, coder)
    given = {point: one for point, one in everything.items() if point not in hidden}

    def is_open(point: PointKey) -> bool:
        return not is_done(snapshot, point, given[point])

    places = {point: place for place, point in enumerate(given)}
    wanting = OWN_DRAWN if everything else NONE_ASSIGNED
    left, kept_blind = sum(map(is_open, given)), len(everything) - len(given)
    return CodingQueue(tuple(given), is_open, len(given), left, places, wanting, kept_blind)


NONE_ASSIGNED = "Nobody has assigned any points to you."

OWN_DRAWN = "All the points that were given to you are kept for the blind sample. Code them there first."


def left_off(snapshot: Snapshot, queue: CodingQueue, coder: Coder) -> PointKey | None:
    """Return the point of a queue that a person coded last, after which they go on; None where they coded none."""
    own = (coding.point for coding in reversed(snapshot.people.codings) if coding.coder.id == coder.id)
    return next((point for point in own if _place(queue, point) >= 0), None)


def unread(snapshot: Snapshot, hidden: frozenset[PointKey] = frozenset()) -> CodingQueue:
    """Return the points in languages that the codebook does not speak; ``hidden`` ones are coded blind first."""
    points = [point for point in snapshot.unread if point.document in snapshot.arrivals and point not in hidden]

    def is_open(point: PointKey) -> bool:
        return not snapshot.last_words(point)

    return CodingQueue(points, is_open, len(points), sum(map(is_open, points)), wanting=ALL_SPOKEN)


ALL_SPOKEN = "No point is in a language that the codebook does not cover."


@dataclass(frozen=True, slots=True)
class ListedPoints:
    """Points in an order that a machine found, with how often each had been judged then."""

    points: tuple[PointKey, ...]
    counts: Mapping[PointKey, int]

    @classmethod
    def of(cls, points: Iterable[PointKey], snapshot: Snapshot) -> ListedPoints:
        """Return a list as it is made now."""
        known_points = tuple(point for point in points if point in snapshot.digests)
        return cls(known_points, {point: snapshot.count(point) for point in known_points})


def listed(snapshot: Snapshot, listing: ListedPoints, hidden: frozenset[PointKey] = frozenset()) -> CodingQueue:
    """Return a list of a machine's; what somebody judged since the list was made is done."""
    points = [point for point in listing.points if point in snapshot.digests and point not in hidden]

    def is_open(point: PointKey) -> bool:
        return snapshot.count(point) == listing.counts.get(point)

    return CodingQueue(points, is_open, len(points), sum(map(is_open, points)), wanting=NONE_LISTED)


NONE_LISTED = "There are no such points at present."


def second(
    snapshot: Snapshot, coder: Coder, first: Sequence[PointKey] = (), barred: frozenset[PointKey] = frozenset()
) -> CodingQueue:
    """Return the points that one other person has judged and this one has not; those of an audit (``first``) go first.

    Of the ``barred`` ones this person has seen the machine's opinion, or another person's, so that theirs is not free.
    """
    coded_by_another = [point for point in snapshot.of_point if _is_for_second(snapshot, point, coder)]
    ordered_points = dict.fromkeys([*first, *sorted(coded_by_another, key=snapshot.corpus.places.__getitem__)])
    eligible = {point for point in coded_by_another if point not in barred or snapshot.last_coding_of(point, coder)}
    queue_points = [point for point in ordered_points if point in eligible]

    def is_open(point: PointKey) -> bool:
        return snapshot.last_coding_of(point, coder) is None

    return CodingQueue(queue_points, is_open, len(queue_points), sum(map(is_open, queue_points)), wanting=NO_FIRST)


NO_FIRST = (
    "There are no points for you to code a second time: nobody else has coded any, or you have seen how they "
    "coded them."
)


def _is_for_second(snapshot: Snapshot, point: PointKey, coder: Coder) -> bool:
    """Return whether exactly one other person has decided a point, or this one gave the second opinion."""
    last_codings = [
        c for c in snapshot.last_words(point) if c.coder.kind is CoderKind.HUMAN and c.outcome is Outcome.CODED
    ]
    others = [c for c in last_codings if c.coder.id != coder.id]
    own_coding = snapshot.last_coding_of(point, coder)
    return len(others) == 1 and (own_coding is None or own_coding.mode is CodingMode.SECOND)


def adjudication(snapshot: Snapshot) -> CodingQueue:
    """Return the points on which people disagree, in the order of the documents; those decided since are done."""
    coded_by_several = [
        p
        for p, point_codings in snapshot.of_point.items()
        if len({(c.coder.kind, c.coder.id) for c in point_codings}) > 1
    ]
    disputed = {point for point in coded_by_several if is_disputed(snapshot, point)}
    decided = {
        p for p in coded_by_several if any(c.mode is CodingMode.ADJUDICATION for c in snapshot.last_words(p))
    } - disputed
    queue_points = sorted(disputed | decided, key=snapshot.corpus.places.__getitem__)
    return CodingQueue(queue_points, disputed.__contains__, len(queue_points), len(disputed), wanting=NO_DISPUTE)


NO_DISPUTE = "There are no points on which people disagree."


def is_disputed(snapshot: Snapshot, point: PointKey) -> bool:
    """Return whether people disagree about a point, and nobody has decided."""
    last_codings = [c for c in snapshot.last_words(point) if c.outcome is Outcome.CODED]
    if len(last_codings) < 2 or last_codings[-1].coder.kind is CoderKind.ADJUDICATOR:
        return False
    resolved_coding = resolve(last_codings, "", snapshot.translate).get(point)
    # Where people disagree the machine counts; asked without a machine, nothing does.
    return resolved_coding is None or resolved_coding.disputed


# Turns ----------------------------------------------------------------------------------------------------------------


@dataclass
class Turns:
    """The points that lie before each person, so that two are not given the same one; ``clock`` counts seconds."""

    clock: Callable[[], float] = time.monotonic
    _held: dict[PointKey, tuple[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, point: PointKey, coder: Coder) -> None:
        """Note that a point lies before somebody now."""
        with self._lock:
            self._take(point, coder)

    def give(self, coder: Coder, choose: Callable[[frozenset[PointKey]], PointKey | None]) -> PointKey | None:
        """Return a point not before others, as ``choose`` says; from then on it lies before this person."""
        with self._lock:
            point = choose(self._before_others(coder))
            if point is not None:
                self._take(point, coder)
            return point

    def _take(self, point: PointKey, coder: Coder) -> None:
        self._held.pop(point, None)
        self._held[point] = (coder.id, self.clock())
        held_by_coder = [held_point for held_point, (holder_id, _) in self._held.items() if holder_id == coder.id]
        for expired_point in held_by_coder[:-AT_HAND]:
            del self._held[expired_point]

    def _before_others(self, coder: Coder) -> frozenset[PointKey]:
        turn_start = self.clock() - TURN
        self._held = {point: held_turn for point, held_turn in self._held.items() if held_turn[1] >= turn_start}
        return frozenset(point for point, (holder_id, _) in self._held.items() if holder_id != coder.id)
