"""Auditing by hand: each kind with its own queue, what is left to do, and what may be concluded so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from analysis.app.audit import queues, record
from analysis.app.audit.close import Closing, closings
from analysis.app.audit.coding_page import CodingPage, coding_page
from analysis.app.audit.machine_queues import likely_mistakes, most_telling
from analysis.app.audit.measure import progress_and_advice
from analysis.app.audit.progress import IndependentPairs, together
from analysis.app.audit.queues import ALL_SEEN, LISTED, CodingQueue, ListedPoints, QueueKind, Turns
from analysis.app.audit.record import CodingRequest, Last, SaveResult, acting_in
from analysis.app.audit.sample_size import Order, SampleSizePage, draw, sample_size_page
from analysis.app.audit.undo_draw import undoable
from analysis.app.context import AppContext
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import Make, SnapshotCache
from analysis.auditing.agreement.wording import sets_plainly
from analysis.auditing.blinding import SIGHTED, CodingRefusal
from analysis.auditing.sampling.sample_plan import LEAST
from analysis.auditing.sampling.stopping_rule import in_100
from analysis.errors import AuditError
from analysis.model import Audit, Coder, Coding, CodingMode, PointKey, StoppingAdvice

RULES = {
    QueueKind.BLIND: "Code every point that was drawn. The results hold only for the whole sample.",
    QueueKind.ASSIGNED: "Code all of them. If you stop, you continue after the last point that you coded.",
    QueueKind.ASSISTED: (
        "You can stop at any time. The machine learns from each point, but these points do not measure how "
        "accurate it is."
    ),
    QueueKind.LANGUAGE: "Code all of them. The machine cannot code them until people have coded some.",
    QueueKind.LEARNING: (
        "When you finish the list, code the points again. The machine has then learnt, and suggests other points."
    ),
    QueueKind.MISTAKES: "Finish the list. Points that are not on it agree with what the machine has learnt.",
    QueueKind.SECOND: "About 30 points that two people coded independently are enough to measure agreement.",
    QueueKind.ADJUDICATION: "Decide all of them. Until then the machine’s coding of these points counts.",
}
"""When to stop, for each kind of audit, as long as nothing was measured that says more."""

UNLEARNT = "Code as many as you like: each answer counts as you give it, and none measures how accurate the machine is."
"""When to stop reviewing positions, which no machine learns."""

CONFIRMING = (*LISTED, QueueKind.ASSIGNED)
"""The kinds in which a person says of a point again that it is as it is, and has then done it."""

SHOWN_AT_ONCE = 3
"""Points of an assisted review that are noted as shown with the one that is: the pages that a browser fetches ahead."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's progress with one kind of audit, whether people agree so far, and when to stop.

    ``wanting`` says why there is nothing to do, where there never was anything, and ``kept_blind`` counts the points
    that are in no count because they are coded blind first.
    """

    kind: QueueKind
    done: int
    total: int
    left: int
    together: IndependentPairs
    rule: str
    wanting: str = ""
    kept_blind: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """The last audit's stopping advice and people's agreement; empty where it is not all coded."""

    rule: str = ""
    agreement: str = ""


def measured(_: AppContext, snapshot: Snapshot, __: Measured | None) -> Measured:
    """Return what `everypoint audit status` says of the last audit; nothing where none was drawn."""
    if not snapshot.audits:
        return Measured()
    audit_state, further = progress_and_advice(snapshot)
    agreement = sets_plainly(audit_state.agreed.sets) if audit_state.agreed else ""
    return Measured(rule_of(further, audit_state.status.coded) if further else "", agreement)


def rule_of(further: StoppingAdvice, coded: int) -> str:
    """Return whether to stop, and the precision that a sample reached, where that says anything."""
    if further.is_enough or coded < LEAST or not further.is_telling:
        return further.words
    return f"{further.words} What is coded so far reaches {in_100(further.moves)} in 100."


def measured_positions(app: AppContext, snapshot: Snapshot, former: Measured | None) -> Measured:
    """Return what is known of the last audit of positions; by a name of its own it is kept beside that of points."""
    return measured(app, snapshot, former)


@dataclass(frozen=True, slots=True)
class Start:
    """The kinds of audit with how far each is; ``coded``: whether a machine has coded anything that it could suggest.

    ``waiting`` counts the points of responses that came after that. ``listed`` are the kinds whose lists have been
    made, ``drawing`` says how many points a sample needs, ``measured`` what is known from the last one.
    ``closings`` are the audits that are open, ``closed`` the names of those that are not, and ``undoable`` of those of
    which nothing is coded.
    """

    kinds: tuple[Progress, ...]
    points: int
    themes: int
    coded: bool
    waiting: int
    listed: frozenset[QueueKind]
    drawing: SampleSizePage
    measured: Measured
    closings: tuple[Closing, ...]
    closed: tuple[str, ...]
    undoable: tuple[str, ...]


def kinds_of(snapshot: Snapshot) -> tuple[QueueKind, ...]:
    """Return the kinds of audit in a frame; no machine learns positions, and none is assigned."""
    if isinstance(snapshot, PositionSnapshot):
        return tuple(kind for kind in QueueKind if kind not in (*LISTED, QueueKind.LANGUAGE, QueueKind.ASSIGNED))
    absent = {QueueKind.LANGUAGE} if not snapshot.unread else set()
    absent |= {QueueKind.ASSIGNED} if not snapshot.assignments else set()
    return tuple(kind for kind in QueueKind if kind not in absent)


class AuditByHand:
    """Auditing on one workspace; safe to use from several threads."""

    def __init__(self, cache: SnapshotCache, of_positions: bool = False) -> None:
        """Name the workspace, and in which frame its points are audited; nothing is read yet."""
        self._cache, self._is_of_positions = cache, of_positions
        self._measure: Make[Measured] = measured_positions if of_positions else measured
        self.turns = Turns()
        self._lists: dict[QueueKind, ListedPoints] = {}

    def start(self, snapshot: Snapshot, coder: Coder) -> Start:
        """Return the kinds of audit, and how far this person is with each."""
        cached_measure = self._cache.latest(self._measure, snapshot) if snapshot.samples else None
        last_measured = cached_measure.what if cached_measure else Measured()
        kind_progress = [self.progress(snapshot, kind, coder) for kind in kinds_of(snapshot)]
        return Start(
            kinds=tuple(
                replace(progress, rule=last_measured.rule)
                if progress.kind is QueueKind.BLIND and last_measured.rule
                else progress
                for progress in kind_progress
            ),
            points=len(snapshot.points),
            themes=len(snapshot.codebook.themes),
            coded=bool(snapshot.machine_count),
            waiting=len(snapshot.digests) - len(snapshot.points),
            listed=frozenset(self._lists),
            drawing=sample_size_page(snapshot, coder),
            measured=last_measured,
            closings=closings(snapshot),
            undoable=undoable(snapshot),
            closed=tuple(sample.audit.name for sample in snapshot.samples if sample.audit.scored),
        )

    def draw(self, app: AppContext, order: Order, coder: Coder) -> Audit:
        """Draw what was ordered; raises AuditError where that cannot be, as while another audit is open."""
        snapshot = self._cache.get()
        return draw(app, order, snapshot.positions if self._is_of_positions else snapshot, coder)

    def make_list(self, kind: QueueKind, app: AppContext) -> None:
        """Have the machine find the points of a list; it reads and learns everything, which takes a while."""
        listed = most_telling(app) if kind is QueueKind.LEARNING else likely_mistakes(app)
        self._lists[kind] = ListedPoints.of(listed, self._cache.get())

    def next(self, snapshot: Snapshot, kind: QueueKind, coder: Coder, after: PointKey | None = None) -> PointKey | None:
        """Give a person the next point of a kind, after one; None where none is left."""
        queue = self._queue(snapshot, kind, coder)
        if after is None and kind is QueueKind.ASSIGNED:
            after = queues.left_off(snapshot, queue, coder)
        return self.turns.give(coder, lambda taken: queues.after(queue, after, taken))

    def look(self, snapshot: Snapshot, kind: QueueKind, coder: Coder, point: PointKey) -> CodingPage:
        """Return a point, laid before a person; raises UnreadableError or AuditError where they cannot judge it so."""
        self._must_be_for(snapshot, kind, coder, point)
        self._note_shown(snapshot, kind, coder, point)
        page_view = coding_page(snapshot, point, kind.mode, acting_in(kind.mode, coder))
        self.turns.take(point, coder)
        return page_view

    def open_in_place(self, snapshot: Snapshot, coder: Coder, point: PointKey) -> CodingPage:
        """Return a point to be recoded on the page that shows it; raises AuditError where it is kept from a person."""
        self._must_be_for(snapshot, QueueKind.ASSISTED, coder, point)
        self._cache.show(snapshot, coder, [point])
        return coding_page(snapshot, point, CodingMode.ASSISTED, coder)

    def record(self, snapshot: Snapshot, kind: QueueKind, coder: Coder, request: CodingRequest) -> SaveResult:
        """Append what a person says of a point, or say why not: their page was out of date."""
        if request.point in snapshot.digests:
            self._must_be_for(snapshot, kind, coder, request.point)
        acting_coder = acting_in(kind.mode, coder)
        # Whoever goes through a list of the machine's says of a point again that it is as it is.
        return record.record(self._cache, snapshot, request, acting_coder, kind.mode, confirms=kind in CONFIRMING)

    def last(self, snapshot: Snapshot, kind: QueueKind, coder: Coder) -> Last | None:
        """Return a person's last coding of a kind, which they can take back."""
        return record.last_coding(snapshot, acting_in(kind.mode, coder), kind.mode)

    def take_back(self, snapshot: Snapshot, kind: QueueKind, coder: Coder, which: str) -> Coding | None:
        """Take a person's last coding of a kind back, if it is still this one, by a further one; say which it was."""
        return record.take_back(self._cache, snapshot, acting_in(kind.mode, coder), kind.mode, which)

    def is_kept_from(self, coder: Coder) -> bool:
        """Return whether there are points of an open audit whose coding this person has not seen yet."""
        if not self._is_anything_drawn():
            return False
        snapshot = self._cache.get()
        return any(frame.hidden_received - frame.blinding.seen_by(coder) for frame in (snapshot, snapshot.positions))

    def reads_report(self, coder: Coder) -> None:
        """Record that a person reads the report: while an audit is open they then have seen what it keeps from them."""
        if self._is_anything_drawn():
            snapshot = self._cache.get()
            for frame in (snapshot, snapshot.positions):
                self._cache.show(frame, coder, frame.hidden_received)

    def _is_anything_drawn(self) -> bool:
        return any(self._cache.app.store.drawn_and_scored()[:1])

    def progress(self, snapshot: Snapshot, kind: QueueKind, coder: Coder) -> Progress:
        """Return how far a person is with one kind of audit."""
        queue, agreed = self._queue(snapshot, kind, coder), together(snapshot)
        nothing_to_do = queue.wanting if not queue.total or queue.wanting == ALL_SEEN else ""
        rules = RULES if QueueKind.LEARNING in kinds_of(snapshot) else {**RULES, QueueKind.ASSISTED: UNLEARNT}
        return Progress(kind, queue.done, queue.total, queue.left, agreed, rules[kind], nothing_to_do, queue.kept_blind)

    def _queue(self, snapshot: Snapshot, kind: QueueKind, coder: Coder) -> CodingQueue:
        if kind is QueueKind.BLIND:
            return queues.blind_samples(snapshot, coder)
        hidden = snapshot.hidden_received
        if kind is QueueKind.SECOND:
            open_points = [point for sample in snapshot.samples for point in sample.open]
            return queues.second(snapshot, coder, open_points, snapshot.blinding.seen_by(coder))
        if kind is QueueKind.ADJUDICATION:
            return queues.adjudication(snapshot)
        if kind in LISTED:
            return queues.listed(snapshot, self._lists.get(kind, ListedPoints((), {})), hidden)
        if kind is QueueKind.ASSIGNED:
            return queues.assigned(snapshot, coder, hidden)
        if kind is QueueKind.LANGUAGE:
            return queues.unread(snapshot, hidden)
        return queues.assisted(snapshot, hidden)

    def _must_be_for(self, snapshot: Snapshot, kind: QueueKind, coder: Coder, point: PointKey) -> None:
        """Raise AuditError where a person must not judge a point in this kind of audit."""
        refusal = snapshot.blinding.may_code(kind.mode, point, coder, snapshot.of_point.get(point, ()))
        if refusal is not None:
            raise AuditError(REFUSALS[refusal])

    def _note_shown(self, snapshot: Snapshot, kind: QueueKind, coder: Coder, point: PointKey) -> None:
        """Note that a person sees an opinion of a point: the machine's, also of those that come next, or people's."""
        if kind.mode not in SIGHTED or point in snapshot.blinding.seen_by(coder) or point not in snapshot.digests:
            return
        if kind is QueueKind.ADJUDICATION:
            self._cache.show(snapshot, acting_in(kind.mode, coder), [point])
            return
        queue = self._queue(snapshot, QueueKind.ASSISTED, coder)
        place = snapshot.corpus.places[point]
        following_points = (
            following_point
            for following_point in queue.points[place + 1 : place + 1 + 5 * SHOWN_AT_ONCE]
            if queue.is_open(following_point)
        )
        self._cache.show(snapshot, coder, dict.fromkeys([point, *islice(following_points, SHOWN_AT_ONCE)]))


KEPT_BLIND = (
    "This point was drawn for a blind sample, or has the same words as one that was, so its suggestions are "
    "hidden until that is finished. Code it under “Blind sample”, or continue with the next point."
)
NOT_DRAWN = "This point is not in any sample that is still to be coded. Go back to Audit and choose what to do."
SEEN = (
    "You have seen how the machine or someone else coded this point, so your coding of it would not be blind. "
    "Someone else must code it. Continue with the next point."
)

NO_OTHER = "Nobody else has coded this point, so there is no coding to compare with. Go back to Audit."
NO_TWO = "This point has not been coded by two people, so there is nothing to decide. Go back to Audit."

REFUSALS = {
    CodingRefusal.HIDDEN: KEPT_BLIND,
    CodingRefusal.NOT_DRAWN: NOT_DRAWN,
    CodingRefusal.SEEN: SEEN,
    CodingRefusal.NO_OTHER: NO_OTHER,
    CodingRefusal.NOT_TWO: NO_TWO,
}
"""What a person is told who may not code a point."""
