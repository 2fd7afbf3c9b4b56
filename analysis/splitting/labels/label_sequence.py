"""Label sequence: the possible labels that are labels, decoded for the whole document at once by a beam search.

A label is believed as part of a sequence that makes sense: 1, 2, 3; 2.1 under 2; (a), (b) under 4. A beam search over
the possible labels in document order keeps the best-scored states; a state is the stack of lists that are open, each
with its scheme and last value. So a year at the start of a line, a wrapped "3.5 million", a missing or repeated number
and the two ways of reading "i." are settled by all the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.splitting.labels.possible_labels import (
    DECLARED,
    MAX_FIRST,
    Label,
    LabelReading,
    is_noun_scheme,
    is_outline,
    question_key,
)

NEXT = 3.0
"""The next number of an open list is the strongest sign there is."""

UNCLOSED = 2.0
"""The next number of an open list, but with its closing mark forgotten, or with one that the others lack."""

CHILD = 2.0
"""2.1 directly under 2."""

FAR_CHILD = 0.5
"""2.1 with a heading between it and 2: the 2 may belong to another part."""

LATE_CHILD = -1.0
"""2.3 directly under 2."""

FIRST = -1.5
"""A list's first number is believed only if a second follows, or its looks speak for it."""

RESTART = -1.0
"""Beginning again at 1 without a heading between; after a heading it costs as much as any first number."""

GAP = 0.5
"""One to three numbers are missing: authors delete points."""

CITED = 1.5
"""A later number with the same noun: "Para 5.2" and "Para 5.9", two of the paper's that somebody speaks of."""

REPEAT = 0.25
"""The same number again, where a number may stand: authors forget to count."""

MIDWAY = -2.25
"""A list of dotted numbers, or of numbers with a noun, that begins anywhere: people answer a paper by its numbers."""

JUMP = -4.0
"""A list that begins or goes on with any other number."""

PASSED_OVER = -4.0
"""A number that the format itself declares is not believed."""

LOOK_ALIKE = -0.25
"""A number that looks like those of an open list is not believed: "12 children …" speaks against "2", "3" and "4"."""

APART = -0.25
"""Headings are numbered apart from the paragraphs below them, and a list's inner items from its outer ones."""

RUNS_THROUGH = -0.5
"""Paragraphs that are numbered from 1 to the paper's end, whatever numbers the headings between them have."""

MAX_GAP = 4
MAX_DEPTH = 6
BEAM = 32
"""States kept at each step, of those that believe the label and of those that do not.

Of 3,000 invented outlines with three schemes in each of three parts, 12 lost a label in 21, 24, 32 and 100 in none;
on real documents 8 and 100 gave the same.
"""

LIST_APART = " of "
HEADINGS = "headings"
"""What marks the scheme of a list of headings alone ("1. 1 of headings"); a list apart begins at its beginning."""

BARE = "1 1"
"""The scheme of numbers without a closing mark."""

QUESTIONS_PARTS = ("question with a", "question with i")

Level = tuple[str, tuple[int, ...]]
Stack = tuple[Level, ...]


class Move(NamedTuple):
    """A way to go on: its score, the lists open after it, and what is odd about it.

    ``running`` is how many lists at the stack's end it leaves open though it does not stand in them.
    """

    score: float
    stack: Stack
    oddity: str | None = None
    running: int = 0

    @property
    def enclosing(self) -> Stack:
        """Return the lists that the number stands in."""
        return self.stack[: len(self.stack) - self.running]


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """A possible label, and whether something that looks like a heading stands between it and the one before.

    ``apart`` says what list of its own the number may belong to: one of headings alone, or of a deeper level.
    """

    label: Label
    after_heading: bool
    apart: str = ""

    @property
    def readings(self) -> Iterator[tuple[float, LabelReading]]:
        """Yield the label's readings and the cost of each, those in a list apart included."""
        for reading in self.label.readings:
            yield 0.0, reading
            if self.apart:
                yield APART, replace(reading, scheme=f"{reading.scheme}{LIST_APART}{self.apart}")


@dataclass(frozen=True, slots=True)
class ChosenLabel:
    """A label that is believed: the lists it stands in, outermost first, and what is odd about it, if anything."""

    label: Label
    stack: Stack
    oddity: str | None

    @property
    def depth(self) -> int:
        """Return the number of lists that it stands in, itself included."""
        return len(self.stack)


@dataclass(frozen=True, slots=True)
class _BeamState:
    """The best way to come by a stack: its score, and the label believed last."""

    score: float
    stack: Stack
    last: _Backpointer | None = None


@dataclass(frozen=True, slots=True)
class _Backpointer:
    index: int
    stack: Stack
    oddity: str | None
    before: _Backpointer | None


def decode(candidates: Sequence[LabelCandidate]) -> dict[int, ChosenLabel]:
    """Return the most plausible labels, by their index among the candidates."""
    beam = [_BeamState(0.0, ())]
    for index, candidate in enumerate(candidates):
        beam = _advance(beam, index, candidate)
    decoded, pointer = {}, beam[0].last
    while pointer:
        label = candidates[pointer.index].label
        decoded[pointer.index] = ChosenLabel(_with_cited_question(label, pointer.stack), pointer.stack, pointer.oddity)
        pointer = pointer.before
    return decoded


def _with_cited_question(label: Label, stack: Stack) -> Label:
    """Return a label with the question that it cites: "(b)" after "Q3(a)" cites Q3(b)."""
    scheme, value = stack[-1]
    if label.cites or scheme not in QUESTIONS_PARTS or len(value) != 2:
        return label
    return replace(label, cites=question_key(scheme, value))


def _advance(beam: Sequence[_BeamState], index: int, candidate: LabelCandidate) -> list[_BeamState]:
    """Return the best states after one more candidate, best first.

    A list's beginning costs before it pays, so the states that believe the candidate do not compete with the others.
    """
    believing: dict[Stack, _BeamState] = {}
    readings = list(candidate.readings)
    for state in beam:
        for cost, reading in readings:
            for move in _moves(state.stack, reading, candidate.after_heading):
                total_score = state.score + move.score + cost + candidate.label.score
                known_state = believing.get(move.stack)
                if known_state is None or total_score > known_state.score:
                    pointer = _Backpointer(index, move.enclosing, move.oddity, state.last)
                    believing[move.stack] = _BeamState(total_score, move.stack, pointer)
    likely_schemes = {reading.scheme for reading in candidate.label.readings if reading.value[0] <= MAX_FIRST}
    kept_states = {state.stack: _pass_over(state, candidate.label, likely_schemes) for state in beam[:BEAM]}
    for state in sorted(believing.values(), key=_rank)[:BEAM]:
        if state.stack not in kept_states or state.score > kept_states[state.stack].score:
            kept_states[state.stack] = state
    return sorted(kept_states.values(), key=_rank)


def _pass_over(state: _BeamState, label: Label, likely_schemes: Collection[str]) -> _BeamState:
    """Return a state after a label that it does not believe."""
    if label.score >= DECLARED:
        return _BeamState(state.score + PASSED_OVER, state.stack, state.last)
    if any(scheme in likely_schemes for scheme, _ in state.stack):
        return _BeamState(state.score + LOOK_ALIKE, state.stack, state.last)
    return state


def _rank(state: _BeamState) -> float:
    return -state.score


def _moves(stack: Stack, reading: LabelReading, after_heading: bool) -> Iterator[Move]:
    """Yield every way in which a reading can go on from a stack."""
    all_moves = _any_moves(stack, reading, after_heading)
    if reading.value[0] <= MAX_FIRST:
        yield from all_moves
    else:
        yield from (move for move in all_moves if move.score == NEXT)


def _any_moves(stack: Stack, reading: LabelReading, after_heading: bool) -> Iterator[Move]:
    """Yield the same for numbers of any size.

    A scheme is open at one depth only: who numbers inside "1." again with "1." begins that list anew.
    """
    new_level: Level = (reading.scheme, reading.value)
    if after_heading and stack and all(n == 1 for n in reading.value):
        # Under a new heading the lists above it may be over.
        yield Move(FIRST, (new_level,))
    for depth, (scheme, value) in enumerate(stack):
        if scheme == reading.scheme:
            score, oddity = _score_step(_furthest_value(stack, depth, value), reading, after_heading)
            yield from _with_running_list(stack, Move(score, (*stack[:depth], new_level), oddity))
            return
    yield from _moves_beside_parts(stack, reading)
    yield from _moves_past_unclosed(stack, reading)
    opening_move = _open_list(stack, reading, after_heading)
    if len(stack) < MAX_DEPTH and not (LIST_APART in reading.scheme and opening_move.score == JUMP):
        yield from _with_running_list(stack, opening_move)


def _with_running_list(stack: Stack, move: Move) -> Iterator[Move]:
    """Yield a move, and the same where a list that it would close runs on."""
    yield move
    running_list = next((level for level in stack[len(move.stack) :] if runs_through(level)), None)
    if running_list:
        stack = (*move.stack, running_list)
        yield Move(move.score + RUNS_THROUGH, stack, move.oddity, running=1)


def runs_through(level: Level) -> bool:
    """Return whether a list is of plain numbers, with which an author may count through all parts of a paper."""
    scheme, value = level
    return scheme.startswith("1") and len(value) == 1


def _moves_beside_parts(stack: Stack, reading: LabelReading) -> Iterator[Move]:
    """Yield moves after a number with its part, "3(a)", where the number is not repeated: "(b)", or "4."."""
    if len(reading.value) > 1:
        return
    for depth, (scheme, value) in enumerate(stack):
        noun, _, part_scheme = scheme.partition(" with ")
        if not part_scheme:
            continue
        if reading.scheme[0] == part_scheme and reading.value[0] == value[-1] + 1:
            yield Move(NEXT, (*stack[:depth], (scheme, (*value[:-1], reading.value[0]))))
        elif reading.scheme.startswith(noun) and reading.value[0] == value[0] + 1:
            yield Move(NEXT, (*stack[:depth], (reading.scheme, reading.value)))


def _furthest_value(stack: Stack, depth: int, value: tuple[int, ...]) -> tuple[int, ...]:
    """Return the value a list has reached: "Q2(b)" shows a second question, though "Q2" never stood alone."""
    return max([value, *(inner[: len(value)] for _, inner in stack[depth + 1 :] if len(inner) > len(value))])


def _moves_past_unclosed(stack: Stack, reading: LabelReading) -> Iterator[Move]:
    """Yield moves to "3" after "2.", or "3." after "2": a mark was forgotten. "3)" after "2." is another list."""
    for depth, (scheme, value) in enumerate(stack):
        schemes = (scheme, reading.scheme)
        are_plain = all(runs_through((list_scheme, reading.value)) for list_scheme in schemes)
        if are_plain and BARE in schemes and reading.value[0] == value[-1] + 1:
            # Either this one is the slip, or the numbers before it.
            yield Move(UNCLOSED, (*stack[:depth], (scheme, reading.value)))
            yield Move(UNCLOSED, (*stack[:depth], (reading.scheme, reading.value)))


def _open_list(stack: Stack, reading: LabelReading, after_heading: bool) -> Move:
    """Return the move to a new list, inside the lists that are open."""
    new_level: Level = (reading.scheme, reading.value)
    *parents, last_number = reading.value
    noun, _, part_scheme = reading.scheme.partition(" with ")
    for depth, (scheme, value) in reversed(list(enumerate(stack))):
        if part_scheme and scheme.startswith(noun) and value == (*parents[:-1], parents[-1] - 1) and last_number == 1:
            # "2(a)" where "1" stood last.
            return Move(NEXT, (*stack[: depth + 1], new_level))
        # "A.1" stands under "A.", never under "1.".
        if parents and value == tuple(parents) and (scheme[0] == "A") == (reading.scheme[0] == "A"):
            child_score = FAR_CHILD if after_heading and not scheme.endswith(HEADINGS) else CHILD
            return Move(child_score if last_number == 1 else LATE_CHILD, (*stack[: depth + 1], new_level))
    if last_number == 1:
        return Move(FIRST, (*stack, new_level))
    return Move(MIDWAY if parents or is_outline(reading.scheme) else JUMP, (*stack, new_level))


def _score_step(previous: tuple[int, ...], reading: LabelReading, after_heading: bool) -> tuple[float, str | None]:
    """Return the score of a number after ``previous`` in one list, and what is odd about that."""
    value = reading.value
    if value == previous:
        return REPEAT, "the same number stands before it"
    # The number counts on where it first differs, and begins again at 1 below that: 2.4 comes before 2.5 and 3.1.
    position = next((i for i, (old, new) in enumerate(zip(previous, value, strict=False)) if old != new), None)
    if position is None:
        return JUMP, "the number does not follow"
    gap, below = value[position] - previous[position], value[position + 1 :]
    if gap == 1 and all(n == 1 for n in below):
        return NEXT, None
    if gap >= 1 and is_noun_scheme(reading.scheme):
        return CITED, None
    if 1 <= gap <= MAX_GAP and all(n <= MAX_GAP for n in below):
        return GAP, "a number before it is missing"
    if all(n == 1 for n in value):
        return (FIRST if after_heading else RESTART + FIRST), None
    return JUMP, "the number does not follow"
