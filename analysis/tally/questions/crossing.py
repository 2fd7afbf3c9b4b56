"""Crossings: themes by the columns of a closed question, a type or a monitoring question, no small cell recoverable.

Whoever reads a report knows the themes' totals, the columns' bases, the cells that are shown, who raises which theme,
all that is told of the question elsewhere, what named respondents answered, as that stands beside their names, and who
chose no answer, as nothing stands beside their text. What protects the others is therefore judged by counts of them
alone. Columns of too few are pooled, cells of too few are suppressed, and with each of them so many others (secondary
suppression) that no suppressed count follows from all that is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from analysis.tally.privacy.disclosure import hidden_groups
from analysis.tally.privacy.small_cells import SmallCells
from analysis.tally.privacy.told_figures import ToldFigures
from analysis.tally.questions.answer_scale import is_of_a_scale
from analysis.tally.shares import share

MOST_COLUMNS = 12
"""Columns of a table; the rarest answers beyond these are pooled."""

MOST_MERGED = 3
"""Columns that are put to the pool, the rarest first, where most cells would be suppressed without that."""

NOT_ANSWERED, OTHERS, OTHERS_OR_NONE = "not answered", "other answers", "other answers or none"


class CrossingKind(StrEnum):
    """What themes are crossed by."""

    QUESTION = "closed question"
    TYPE = "type of respondent"
    MONITORING = "monitoring question"


@dataclass(frozen=True, slots=True)
class CrossCell:
    """How many of a column raise a theme, and their share of the column's base; None where it is suppressed,
    the share also where the base is too small for one."""

    respondents: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class CrossColumn:
    """A column with its base; ``pooled`` answers stand together in it, if any do and nobody who gave none with them."""

    name: str
    base: int
    pooled: int = 0


@dataclass(frozen=True, slots=True)
class CrossRow:
    """A theme with how many raise it in all, and its cells along the columns."""

    key: str
    name: str
    total: CrossCell
    cells: tuple[CrossCell, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Themes crossed by one question or by types; shares are of each column's base, totals of ``base`` respondents.

    ``suppress_below``: no cell tells of fewer people who are not named; 1 where nothing is suppressed. So many rows are
    ``left_out``, as none of their cells may be told.
    """

    kind: CrossingKind
    key: str
    text: str
    base: int
    columns: tuple[CrossColumn, ...]
    rows: tuple[CrossRow, ...]
    suppress_below: int
    left_out: int = 0

    @property
    def suppressed(self) -> int:
        """Return how many cells are not told."""
        return sum(cell.respondents is None for row in self.rows for cell in row.cells)


class Raised(NamedTuple):
    """A theme with who raises it."""

    key: str
    name: str
    respondents: frozenset[str]


class Members(NamedTuple):
    """A column with the respondents in it."""

    name: str
    respondents: frozenset[str]
    pooled: int = 0


Groups = Mapping[str, Collection[str]]
"""Who gave each answer, or is of each type, in the order of the columns."""


def cross(
    kind: CrossingKind,
    key: str,
    text: str,
    groups: Groups,
    themes: Sequence[Raised],
    everybody: Collection[str],
    known: Collection[str],
    least: int,
    told: ToldFigures | None = None,
) -> Crossing | None:
    """Cross themes by groups of respondents; None where less than two columns can be told, or less
    than half the cells of rows that have any.

    ``known`` are those of whom a reader sees anyway in which group they are, and ``told`` is what is told of the
    others elsewhere. A respondent may be in several groups.
    """
    base, rows = frozenset(everybody), [theme.respondents for theme in themes]
    elsewhere = (told.known, told.untold) if told else ((), ())
    for further in range(MOST_MERGED + 1):
        columns = columns_of(groups, everybody, known, least, told, further)
        if len(columns) < 2:
            return None
        members = [column.respondents for column in columns]
        hidden = SmallCells(base - frozenset(known), rows, members, least, *elsewhere).suppressed()
        shown = [n for n, untold in enumerate(hidden or ()) if len(untold) < len(columns)]
        if (
            hidden is not None
            and (shown or not rows)
            and 2 * sum(len(hidden[n]) for n in shown) <= len(shown) * len(columns)
        ):
            break
    else:
        return None
    return Crossing(
        kind,
        key,
        text,
        len(base),
        tuple(CrossColumn(column.name, len(column.respondents), column.pooled) for column in columns),
        tuple(_row(themes[n], columns, base, hidden[n]) for n in shown),
        least,
        len(themes) - len(shown),
    )


def columns_of(
    groups: Groups,
    everybody: Collection[str],
    named: Collection[str],
    least: int,
    told: ToldFigures | None = None,
    further: int = 0,
) -> list[Members]:
    """Return the columns: what is suppressed of the question stands together, and with it what few gave and so many
    ``further`` ones, the rarest; a single such answer with those who gave none, if that may be, and few of these, if
    withheld, with the rarest answer."""
    base, unnamed = frozenset(everybody), frozenset(everybody) - frozenset(named)
    columns = [Members(name, frozenset(given) & base) for name, given in groups.items() if base.intersection(given)]
    silent = base.difference(*(column.respondents for column in columns))
    answered = [column.respondents for column in columns]
    columns += [Members(NOT_ANSWERED, silent)] if silent else []
    seen, protected = (told.seen, told.protected) if told else ((), None)
    hidden = hidden_groups([*answered, silent], unnamed, base, least, seen, protected)[0]
    small = [n for n, one in enumerate(columns) if n in hidden or 0 < len(one.respondents & unnamed) < least]
    if len(small) == 1 and not hidden and silent:
        small = sorted({*small, len(columns) - 1})
    rarest_first = sorted(range(len(columns)), key=lambda n: (len(columns[n].respondents & unnamed), -n))
    large = [n for n in rarest_first if n not in small and len(columns[n].respondents & unnamed) >= least]
    beyond = len(columns) - len(small) - MOST_COLUMNS
    small += large[: max(beyond, 0) + further]
    while silent and len(columns) - 1 in small and 0 < len(_pool(columns, small) & unnamed) < least:
        # The others who gave none are listed with their themes: what is left of a cell tells of these few, also a 0.
        if not (left := [n for n in large if n not in small]):
            return []
        small.append(left[0])
    if hidden and len(_pool(columns, small) & unnamed) < least:
        return []  # all that is left tells of too few
    if len(small) == 1 and not is_of_a_scale(columns[small[0]].name) and columns[small[0]].name != NOT_ANSWERED:
        columns[small[0]] = Members(OTHERS, columns[small[0]].respondents, 1)
    if len(small) < 2:
        return columns
    kept = [column for n, column in enumerate(columns) if n not in small]
    if NOT_ANSWERED in {columns[n].name for n in small}:
        return [*kept, Members(OTHERS_OR_NONE, _pool(columns, small))]
    return [*kept, Members(OTHERS, _pool(columns, small), len(small))]


def _pool(columns: Sequence[Members], numbers: Collection[int]) -> frozenset[str]:
    return frozenset().union(*(columns[n].respondents for n in numbers))


def _row(theme: Raised, columns: Sequence[Members], base: frozenset[str], hidden: Collection[int]) -> CrossRow:
    cells = tuple(
        CrossCell(None, None) if n in hidden else _cell(theme.respondents & column.respondents, column.respondents)
        for n, column in enumerate(columns)
    )
    return CrossRow(theme.key, theme.name, _cell(theme.respondents & base, base), cells)


def _cell(raising: Collection[str], base: Collection[str]) -> CrossCell:
    return CrossCell(len(raising), share(len(raising), len(base)))
