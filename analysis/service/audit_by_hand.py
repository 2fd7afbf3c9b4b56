"""Auditing by hand: each kind with its own queue, what is left to do, and what may be concluded so far."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.model import Coder, CoderKind, Coding, CodingMode, PointKey
from analysis.service import hand_coding, next_point
from analysis.service.current import Current
from analysis.service.desk import Desk
from analysis.service.hand_coding import Became, Said, acting_in
from analysis.service.judgements import Judged, Judgements, Together, together
from analysis.service.next_point import Queue, Turns
from analysis.service.point_to_judge import ToJudge, to_judge

OFFERED = (CodingMode.ASSISTED, CodingMode.SECOND, CodingMode.ADJUDICATION)
"""The kinds of audit that people are offered, in this order."""

RULES = {
    CodingMode.ASSISTED: "There is no end to reach: each point teaches the machine, and none measures how right it is.",
    CodingMode.SECOND: "Whether people agree is known well enough from about 30 points that two of them coded.",
    CodingMode.ADJUDICATION: "Decide all of them: until then the machine’s coding of these points counts.",
}
"""When to stop, for each kind of audit, where nothing better is known."""

ENOUGH_TOGETHER = 30
"""Points judged twice from which agreement says something (see ``agreement_words.FEW_POINTS``)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is with one kind of audit, whether people agree so far, and what is said of stopping.

    ``wanting`` says why there is nothing to do, where there never was anything.
    """

    mode: CodingMode
    done: int
    total: int
    left: int
    together: Together
    rule: str
    wanting: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """The kinds of audit with how far each is; ``coded``: whether a machine has coded anything that it could suggest.

    ``waiting``: whether there are responses whose points were not taken in yet.
    """

    kinds: tuple[Progress, ...]
    points: int
    coded: bool
    waiting: bool


class AuditByHand:
    """Auditing on one workspace; safe to use from several threads."""

    def __init__(self, desk: Desk, current: Current) -> None:
        """Name the workspace; nothing is read yet."""
        self.desk, self.current = desk, current
        self.judgements = Judgements(desk, current)
        self.turns = Turns()

    def start(self, who: Coder) -> Start:
        """What there is to do."""
        judged = self.judgements.now()
        ground = judged.ground
        return Start(
            kinds=tuple(self._progress(judged, mode, who) for mode in OFFERED),
            points=len(ground.points),
            coded=bool(self.desk.store.counts().get(CoderKind.MACHINE)),
            waiting=len(ground.points) < len(ground.words),
        )

    def progress(self, mode: CodingMode, who: Coder) -> Progress:
        """How far one kind is."""
        return self._progress(self.judgements.now(), mode, who)

    def next(self, mode: CodingMode, who: Coder, after: PointKey | None = None) -> PointKey | None:
        """The next point of a kind for a person, after one; None where none is left."""
        queue = self._queue(self.judgements.now(), mode, who)
        return next_point.after(queue, after, self.turns.before_others(who))

    def look(self, mode: CodingMode, who: Coder, point: PointKey) -> ToJudge:
        """A point, laid before a person; raises UnreadableError where it is not there any more."""
        judged = self.judgements.now()
        view = to_judge(self.desk, self.current, judged, point, mode, acting_in(mode, who))
        self.turns.take(point, who)
        return view

    def record(self, mode: CodingMode, who: Coder, said: Said) -> Became:
        """Append what a person says of a point, or say why not: their page was out of date."""
        return hand_coding.record(self.desk, self.judgements, said, acting_in(mode, who), lambda *_: mode)

    def last(self, mode: CodingMode, who: Coder) -> Last | None:
        """A person's last coding of a kind, which they can take back."""
        return hand_coding.last_coding(self.judgements.now(), acting_in(mode, who), mode)

    def take_back(self, mode: CodingMode, who: Coder, which: str) -> Coding | None:
        """Take a person's last coding of a kind back, if it is still this one, by a further one; say which it was."""
        return hand_coding.take_back(self.desk, self.judgements, acting_in(mode, who), mode, which)

    def label(self, point: PointKey) -> str:
        """What a point is called; empty where it is not there any more."""
        ground = self.judgements.now().ground
        place = ground.places.get(point)
        return ground.intake.points[place].label if place is not None else ""

    def _progress(self, judged: Judged, mode: CodingMode, who: Coder) -> Progress:
        queue, agreed = self._queue(judged, mode, who), together(judged)
        wanting = queue.wanting if not queue.total else ""
        return Progress(mode, queue.done, queue.total, queue.left, agreed, RULES[mode], wanting)

    def _queue(self, judged: Judged, mode: CodingMode, who: Coder) -> Queue:
        if mode is CodingMode.SECOND:
            return next_point.second(judged, who)
        if mode is CodingMode.ADJUDICATION:
            return next_point.adjudication(judged)
        return next_point.assisted(judged)
