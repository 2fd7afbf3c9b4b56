"""Closed columns: the answers to a closed question by respondent type and without campaigns, as far as may be told.

What is told of a column goes beside everything that is told of the question already (ADR 47 and 51): cells of few
people who are not named are suppressed, and with them as many others of their column as it takes. Types of which most
cells would be are one column together; a column of which most are even so, or that tells of less than half its people,
is left out (ADR 88).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.tally.privacy.disclosure import Pooled
from analysis.tally.privacy.told_figures import Figure, ToldFigures

MOST_PATTERNS = 32
"""Different sets of answers that people chose, beyond which a question's columns are not told: all are checked."""

WITHOUT_CAMPAIGNS = "Without campaigns"
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True, slots=True)
class ClosedColumn:
    """A column with its base: respondents of so many ``types`` who are shown, or, of none, all without campaigns;
    ``base`` counts also those who gave no answer."""

    name: str
    base: int
    types: int = 1


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An answer, empty for those that stand together, with how many of each column gave it; None: suppressed."""

    answer: str
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ClosedByColumn:
    """The answers to a closed question, along respondent types and what is left without campaigns."""

    key: str
    columns: tuple[ClosedColumn, ...]
    rows: tuple[ClosedRow, ...]

    @property
    def has_rest(self) -> bool:
        """Return whether a column tells what is left without campaigns."""
        return any(column.name == WITHOUT_CAMPAIGNS for column in self.columns)

    @property
    def suppressed(self) -> int:
        """Return how many cells are not told."""
        return sum(cell is None for row in self.rows for cell in row.cells)


Columns = Mapping[str, frozenset[str]]
"""Whose answers a column holds, in order."""


def closed_by_column(
    key: str, given: Mapping[str, frozenset[str]], counts: Pooled, told: ToldFigures, columns: Columns
) -> tuple[ClosedByColumn | None, ToldFigures]:
    """Return the answers (``given``: who gave each) by columns, None where none can be told, and all that is told with
    them, beside what is ``told``.

    Rows are those of the question's own table, in the order of ``given``.
    """
    rows = _rows(given, counts, frozenset().union(*columns.values()) | told.people)
    patterns = {tuple(person in having for _, having in rows) for person in told.people}
    if len(patterns) > MOST_PATTERNS:
        return None, told
    having_rows = [having for _, having in rows]
    silence = frozenset(n for n, (answer, _) in enumerate(rows) if answer == NOT_ANSWERED)
    each = [members & told.people for members in columns.values()]
    small, together = _small_types(columns, having_rows, told)
    columns = {name: who for name, who in columns.items() if name not in small} | together
    sizes = dict.fromkeys(columns, 1) | {WITHOUT_CAMPAIGNS: 0} | dict.fromkeys(together, len(small))
    counted = {name: members & told.people for name, members in columns.items()}
    cells: dict[str, list[int | None]] = {}
    hidden = dict.fromkeys(Figure(having, among) for among in (*each, *counted.values()) for having in having_rows)
    told = told.hiding(*hidden)
    for name, members in sorted(columns.items(), key=lambda one: (one[0] != WITHOUT_CAMPAIGNS, -len(one[1]), one[0])):
        shown, with_column = _told_rows(having_rows, counted[name], told, silence)
        if 2 * sum(len(having_rows[n] & members) for n in shown) < len(members):
            shown = frozenset()
        told = with_column if shown else told
        cells[name] = [len(having & members) if n in shown else None for n, having in enumerate(having_rows)]
    in_order = sorted(columns, key=lambda name: name == WITHOUT_CAMPAIGNS)
    kept = [name for name in in_order if any(cells[name])]
    if not kept:
        return None, told
    closed_rows = (ClosedRow(answer, tuple(cells[name][n] for name in kept)) for n, (answer, _) in enumerate(rows))
    closed = tuple(ClosedColumn(name, len(columns[name]), sizes[name]) for name in kept)
    return ClosedByColumn(key, closed, tuple(closed_rows)), told


def _small_types(
    columns: Columns, rows: Sequence[frozenset[str]], told: ToldFigures
) -> tuple[Sequence[str], dict[str, frozenset[str]]]:
    """Return the types of which most cells would be suppressed, and the column that they make together; nothing where
    all types are such, or one alone is."""
    types = [name for name in columns if name != WITHOUT_CAMPAIGNS]
    small = [name for name in types if _is_mostly_of_few(rows, columns[name] & told.people, told.least)]
    if len(small) < 2 or len(small) == len(types):
        return (), {}
    name = f"{', '.join(small[:-1])} and {small[-1]}"
    return small, {name: frozenset[str]().union(*(columns[one] for one in small))}


def _is_mostly_of_few(rows: Sequence[frozenset[str]], among: frozenset[str], least: int) -> bool:
    return 2 * sum(0 < len(having & among) < least for having in rows) > len(rows)


def _rows(
    given: Mapping[str, frozenset[str]], counts: Pooled, everybody: frozenset[str]
) -> list[tuple[str, frozenset[str]]]:
    """Return each row's name and who is in it, as the question's own table has them; pooled answers have none."""
    told_answers = dict(counts.answers)
    rows = [(answer, having) for answer, having in given.items() if answer in told_answers]
    answered = frozenset[str]().union(*given.values())
    pool = frozenset[str]().union(*(having for answer, having in given.items() if answer not in told_answers))
    silent = everybody - answered
    if counts.pooled or counts.is_silence_pooled:
        rows.append(("", pool | silent if counts.is_silence_pooled else pool))
    if not counts.is_silence_pooled and silent:
        rows.append((NOT_ANSWERED, silent))
    return rows


def _told_rows(
    rows: Sequence[frozenset[str]], among: frozenset[str], told: ToldFigures, silence: frozenset[int]
) -> tuple[frozenset[int], ToldFigures]:
    """Return which rows of a column may be told, the most people first to stay, and what is told with them; none where
    most may not.

    A row that follows from what is told even so is not suppressed.
    """
    counted = [len(having & among) for having in rows]
    others = [len(having & told.people - among) for having in rows]
    for shown in _choices(counted, others, told.least):
        wider = told.adding(*(Figure(rows[n], among) for n in sorted(shown)))
        if wider:
            return shown | _following(rows, among, wider, shown, silence), wider
    return _following(rows, among, told, frozenset(), silence), told


def _following(
    rows: Sequence[frozenset[str]],
    among: frozenset[str],
    told: ToldFigures,
    shown: frozenset[int],
    silence: frozenset[int],
) -> frozenset[int]:
    """Return the rows of a column, beside those ``shown``, that follow from what is told: of few only ``silence``,
    which is no answer, and what the question's own table tells, as everybody is in the column."""
    figures = {n: Figure(having, among) for n, having in enumerate(rows) if n not in shown}
    may_be_told = (n for n, one in figures.items() if n in silence or among == told.people or not told.is_few(one))
    return frozenset(n for n in may_be_told if told.follows(figures[n]))


def _choices(counted: Sequence[int], others: Sequence[int], least: int) -> list[frozenset[int]]:
    """Return the rows to tell of a column, those choices first that tell of the most people, each with at least half
    the rows, or half of them in it.

    Left out are those of few, and perhaps those of which few ``others`` remain, then ever more of the fewest people;
    each time with the rows of nobody and without.
    """
    large = {n for n, count in enumerate(counted) if count == 0 or count >= least}
    choices = dict.fromkeys(
        chosen
        for start in (large, {n for n in large if counted[n] == 0 or not 0 < others[n] < least})
        for chosen in _ever_fewer(start, counted, least)
        if 2 * len(chosen) >= len(counted) or 2 * sum(counted[n] for n in chosen) >= sum(counted)
    )
    return sorted(choices, key=lambda chosen: (-sum(counted[n] for n in chosen), -len(chosen)))


def _ever_fewer(start: set[int], counted: Sequence[int], least: int) -> Iterator[frozenset[int]]:
    shown, empty = set(start), {n for n in start if counted[n] == 0}
    droppable = sorted(shown, key=lambda n: (counted[n] == 0, counted[n], -n))
    hidden = sum(counted) - sum(counted[n] for n in shown)
    while shown:
        if hidden == 0 or hidden >= least:
            yield frozenset(shown)
            yield frozenset(shown - empty)
        dropped = droppable.pop(0)
        shown.discard(dropped)
        hidden += counted[dropped]
