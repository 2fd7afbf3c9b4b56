"""Which of the possible labels are labels: decided for the whole document at once.

A label is believed as part of a sequence that makes sense: 1, 2, 3; 2.1 under 2; (a), (b) under 4. A beam search over
the possible labels in document order keeps the best-scored states; a state is the stack of lists that are open, each
with its scheme and last value. So a year at the start of a line, a wrapped "3.5 million", a missing or repeated number
and the two ways of reading "i." are settled by all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.splitting.labels import Label, Reading

NEXT = 3.0
"""The next number of an open list is the strongest sign there is."""

CHILD = 2.0
"""2.1 directly under 2."""

FIRST = -1.5
"""A list's first number is believed only if a second follows, or its looks speak for it."""

RESTART = -1.0
"""Beginning again at 1 without a heading between; after a heading it costs as much as any first number."""

GAP = -1.0
"""One to three numbers are missing: authors delete points."""

REPEAT = -1.5
"""The same number again: authors forget to count."""

JUMP = -4.0
"""A list that begins or goes on with any other number."""

MAX_GAP = 4
MAX_DEPTH = 6
BEAM = 24
"""States kept at each step; 200 gave the same result on every document at hand."""

Level = tuple[str, tuple[int, ...]]
Stack = tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible label, and whether something that looks like a heading stands between it and the one before."""

    label: Label
    after_heading: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A label that is believed: the stack of lists it stands in, outermost first, and what is odd about it, if anything."""

    label: Label
    stack: Stack
    oddity: str | None

    @property
    def depth(self) -> int:
        """How many lists it stands in, itself included."""
        return len(self.stack)


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    stack: Stack
    last: _Link | None


@dataclass(frozen=True, slots=True)
class _Link:
    chosen: Chosen
    index: int
    before: _Link | None


def choose(candidates: Sequence[Candidate]) -> dict[int, Chosen]:
    """The believed labels, by their index among the candidates."""
    beam = [_State(0.0, (), None)]
    for index, candidate in enumerate(candidates):
        best: dict[Stack, _State] = {}
        for state in beam:
            _offer(best, state)
            for reading in candidate.label.readings:
                for score, stack, oddity in _moves(state.stack, reading, candidate.after_heading):
                    link = _Link(Chosen(candidate.label, stack, oddity), index, state.last)
                    _offer(best, _State(state.score + score + candidate.label.believed, stack, link))
        beam = sorted(best.values(), key=lambda s: -s.score)[:BEAM]
    return _trace(beam[0].last)


def _offer(best: dict[Stack, _State], state: _State) -> None:
    known = best.get(state.stack)
    if known is None or state.score > known.score:
        best[state.stack] = state


def _trace(link: _Link | None) -> dict[int, Chosen]:
    found = {}
    while link:
        found[link.index] = link.chosen
        link = link.before
    return found


def _moves(stack: Stack, reading: Reading, after_heading: bool) -> list[tuple[float, Stack, str | None]]:
    """Every way in which a reading can go on from a stack: (score, new stack, what is odd about it)."""
    here: Level = (reading.scheme, reading.value)
    moves: list[tuple[float, Stack, str | None]] = []
    for depth, (scheme, value) in enumerate(stack):
        if scheme == reading.scheme:
            score, oddity = _step(value, reading.value, after_heading)
            moves.append((score, (*stack[:depth], here), oddity))
    if len(stack) < MAX_DEPTH:
        moves.append((*_opening(stack, reading), None))
    return moves


def _opening(stack: Stack, reading: Reading) -> tuple[float, Stack]:
    """A new list, inside the lists that are open."""
    here: Level = (reading.scheme, reading.value)
    *parents, last = reading.value
    for depth, (_, value) in enumerate(stack):
        if parents and value == tuple(parents):
            return (CHILD if last == 1 else GAP), (*stack[: depth + 1], here)
    return (FIRST if last == 1 else JUMP), (*stack, here)


def _step(before: tuple[int, ...], now: tuple[int, ...], after_heading: bool) -> tuple[float, str | None]:
    """What it is worth that ``now`` follows ``before`` in one list, and what is odd about that."""
    if now == before:
        return REPEAT, "the same number stands before it"
    if len(now) != len(before):
        return JUMP, "the number does not follow"
    if now[:-1] == before[:-1]:
        gap = now[-1] - before[-1]
        if gap == 1:
            return NEXT, None
        if 1 < gap <= MAX_GAP:
            return GAP, "a number before it is missing"
    elif now[-1] == 1 and _step(before[:-1], now[:-1], False)[0] == NEXT:
        return NEXT, None
    if now[-1] == 1 and len(now) == 1:
        return (FIRST if after_heading else RESTART + FIRST), None
    return JUMP, "the number does not follow"
