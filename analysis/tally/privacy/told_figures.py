"""Told figures: whether counts of people, taken together, tell of few of them.

Every published count is known to a reader, and so is each sum and difference. The people whom no count tells
apart are a cell. Where each cell could hold enough people, no sum or difference is a count of fewer: by
duality, the most whom a cell could hold is the least that any combination of the counts leaves for it (Willenborg
and de Waal 2001, chapter 6). People who could change places show that in most cases, else linear programming does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

CLOSE = 1e-6
"""Counts that differ by less are the same."""


NOBODY = ""
"""No document: who would be in no figure."""


class Figure(NamedTuple):
    """A count of the people ``having`` something that may not be told of them, ``among`` those whom a reader knows
    (None: among all)."""

    having: frozenset[str]
    among: frozenset[str] | None = None


class _Cell(NamedTuple):
    """People whom nothing tells apart: in which figures' ``having`` and ``among`` they are, a bit for each figure."""

    having: int
    among: int


Parts = dict[_Cell, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """Figures that are told of ``people`` who are not named, of whom none may be told of fewer than ``least``."""

    people: frozenset[str]
    least: int
    figures: tuple[Figure, ...] = ()
    untold: tuple[Figure, ...] = ()
    """What is suppressed, and must not follow from what is told with these."""

    seen: tuple[Figure, ...] = ()
    """What a reader sees beside the texts: who chose an answer at all, and whose words say the position of theirs."""

    everybody: frozenset[str] = frozenset()
    """All, of whom some show what anybody may have given; empty where anybody may have given none of it."""

    protected: frozenset[str] | None = None
    """Of whom no count of all people may tell in few; of the others it may, as nothing tells them apart (None: all)."""

    _parts: tuple[Parts, Parts] | None = field(default=None, compare=False, repr=False)
    """The cells of the people, and of everybody else, as the figures told so far part them."""

    @property
    def known(self) -> tuple[Figure, ...]:
        """Return all that a reader can reckon with."""
        return self.seen + self.figures

    def is_few(self, figure: Figure) -> bool:
        """Return whether a figure is of fewer people than may be told of, and not only of whom a reader sees it."""
        counted = figure.having & (self.people if figure.among is None else self.people & figure.among)
        if any(counted <= those == one.having & those for one, those in self._seen_of(figure)):
            return False
        if self.protected is not None and figure.among is None and counted.isdisjoint(self.protected):
            return False
        return 0 < len(counted) < self.least

    def _seen_of(self, figure: Figure) -> Iterator[tuple[Figure, frozenset[str]]]:
        """Yield what is seen of the same thing, and of whom."""
        for one in self.seen:
            if one.among is not None and one.having == figure.having:
                yield one, one.among & self.people

    def adding(self, *figures: Figure) -> ToldFigures | None:
        """Return these with further figures; None where all together would tell of few."""
        further = tuple(one for one in figures if one not in self.figures)
        if not further and (self._parts or not self.untold):
            return self
        if any(map(self.is_few, further)):
            return None
        parts = self._parted(further, self._parts or self._parted(self.seen), len(self.known))
        wider = replace(self, figures=self.figures + further, _parts=parts)
        return wider if wider._is_open() else None

    def is_of_few_unprotected(self, figure: Figure) -> bool:
        """Return whether a figure counts fewer than ``least`` of all people, none of whom it could lead to (ADR 78)."""
        return not self.is_few(figure) and figure.among is None and 0 < len(figure.having & self.people) < self.least

    def seeing(self, *figures: Figure) -> ToldFigures:
        """Return these with further figures that a reader may see whatever else is told."""
        seen = (*self.seen, *(one for one in figures if one not in self.seen))
        return replace(self, seen=seen, _parts=self._parted((*seen, *self.figures)))

    def hiding(self, *figures: Figure) -> ToldFigures:
        """Return these with further figures of few that must not follow, as far as they do not follow already."""
        few, known = tuple(filter(self.is_few, figures)), len(self.known)
        if not few:
            return self
        ways = _Ways(*self._parted(few, self._parts or self._parted(self.seen), known), self.known + few, known=known)
        return replace(self, untold=(*self.untold, *(figure for n, figure in enumerate(few, known) if ways.is_open(n))))

    def follows(self, figure: Figure) -> bool:
        """Return whether a figure follows from what is told, so that to suppress it would hide nothing."""
        if not self.people:
            return True
        parts, known = self._parts or self._parted(self.known), len(self.known)
        return not _Ways(*self._parted((figure,), parts, known), (*self.known, figure), known=known).is_open(known)

    def _parted(
        self, figures: Sequence[Figure], parts: tuple[Parts, Parts] | None = None, first: int = 0
    ) -> tuple[Parts, Parts]:
        """Return the cells of the people and of everybody else, parted by figures whose first has so many before it."""
        nothing = _Cell(0, 0)
        unlike_any = self.everybody - self.people if self.everybody else frozenset({NOBODY})
        people, others = parts or ({nothing: self.people}, {nothing: unlike_any})
        return _split(people, figures, first), _split(others, figures, first)

    def _is_open(self) -> bool:
        """Return whether each cell of people could hold ``least``; or, of fewer whom a reader can tell apart anyway,
        all or not all of them, or what is seen of them; and whether each suppressed figure could be another."""
        assert self._parts
        ways = _Ways(*self._parts, self.known)
        before = _Ways(*self._parts, self.known, seen=len(self.seen)) if self.seen else None
        for cell, held in ways.held.items():
            if 0 < held < self.least:
                size = ways.sizes[cell.among]
                enough = min(self.least, size)
                if not ways.can_hold(cell, enough) and not (before and ways.most(cell) > before.most(cell) - CLOSE):
                    return False
                if held == size and not ways.can_lose(cell) and not (before and not before.can_lose(cell)):
                    return False
        return self._is_untold_open()

    def _is_untold_open(self) -> bool:
        if not self.untold:
            return True
        known = len(self.known)
        ways = _Ways(*self._parted(self.untold, self._parts, known), self.known + self.untold, known=known)
        return all(map(ways.is_open, range(known, known + len(self.untold))))


def _split(parts: Parts, figures: Sequence[Figure], first: int) -> Parts:
    """Return cells parted further, by figures whose first has so many before it."""
    for bit, figure in enumerate(figures, first):
        parted: Parts = {}
        for cell, members in parts.items():
            inside = members if figure.among is None else members & figure.among
            for among, those in (
                (1, inside),
                (0, members - inside if len(inside) < len(members) else frozenset[str]()),
            ):
                having = those & figure.having
                for has, some in ((1, having), (0, those - having)):
                    if some:
                        parted[_Cell(cell.having | has << bit, cell.among | among << bit)] = some
        parts = parted
    return parts


class _Ways:
    """All ways to fill the cells that agree with the figures that are ``known``, or only with those ``seen``, and with
    how many people a reader can tell apart."""

    def __init__(
        self, people: Parts, others: Parts, figures: Sequence[Figure], known: int | None = None, seen: int | None = None
    ) -> None:
        self.held = Counter({cell: len(members) for cell, members in people.items()})
        self.sizes = Counter[int]()
        for cell, held in self.held.items():
            self.sizes[cell.among] += held
        self._patterns = sorted({cell.having for cell in (*people, *others)})
        told = len(figures) if known is None else known
        self._known = range(told if seen is None else seen)
        self._mask = (1 << len(self._known)) - 1
        self._of_pattern: dict[int, list[_Cell]] = {}
        for cell in self.held:
            self._of_pattern.setdefault(cell.having, []).append(cell)
        self._program: _Program | None = None

    def can_hold(self, cell: _Cell, people: int) -> bool:
        """Return whether a cell could hold so many people."""
        missing, left = people - self.held[cell], Counter(self.held)
        for inside, outside in self._exchanges(cell):
            moved = min(missing, left[inside], left[outside] if outside else missing)
            missing -= moved
            left[inside] -= moved
            if outside:
                left[outside] -= moved
            if missing <= 0:
                return True
        return self.most(cell) > people - CLOSE

    def can_lose(self, cell: _Cell) -> bool:
        """Return whether a cell could hold fewer people than it does."""
        for pattern in self._patterns:
            if pattern != cell.having and (
                self._is_alike(cell.having, pattern, cell.among)
                or any(
                    self._is_alike(cell.having, pattern, cell.among ^ other.among)
                    for other in self._of_pattern.get(pattern, ())
                )
            ):
                return True
        return self._fewest(cell) < self.held[cell] - CLOSE

    def is_open(self, figure: int) -> bool:
        """Return whether a figure could be another."""
        bit = 1 << figure
        for cell in self.held:
            for pattern in self._patterns:
                if not (pattern ^ cell.having) & bit:
                    continue
                if cell.among & bit and self._is_alike(cell.having, pattern, cell.among):
                    return True
                for other in self._of_pattern.get(pattern, ()):
                    apart = cell.among ^ other.among
                    if apart & bit and self._is_alike(cell.having, pattern, apart):
                        return True
        counted = {
            _Cell(having, among): 1.0 for having in self._patterns for among in self.sizes if having & among & bit
        }
        low, high = self._ends(counted)
        return high - low > 0.5  # the ends are whole numbers

    def most(self, cell: _Cell) -> float:
        """Return the most people whom a cell could hold."""
        return self._ends({cell: 1.0}, has_low=False)[1]

    def _fewest(self, cell: _Cell) -> float:
        return self._ends({cell: 1.0}, has_high=False)[0]

    def _exchanges(self, cell: _Cell) -> Iterator[tuple[_Cell, _Cell | None]]:
        """Yield from which cell of the same people somebody could come, and from which of others one would go there
        (None: from none)."""
        for inside in self.held:
            if inside.among != cell.among or inside == cell:
                continue
            if self._is_alike(cell.having, inside.having, cell.among):
                yield inside, None
                continue
            for outside in self._of_pattern[cell.having]:
                if outside != cell and self._is_alike(cell.having, inside.having, cell.among ^ outside.among):
                    yield inside, outside

    def _is_alike(self, having: int, other: int, where: int) -> bool:
        """Return whether no known figure among those of ``where`` tells what one has from what another has."""
        return not (having ^ other) & where & self._mask

    def _ends(self, counted: dict[_Cell, float], has_low: bool = True, has_high: bool = True) -> tuple[float, float]:
        if self._program is None:
            self._program = _Program(self._patterns, self.held, self._known)
        low = self._program.least(counted, 1.0) if has_low else 0.0
        return low, -self._program.least(counted, -1.0) if has_high else 0.0


class _Program:
    """The linear program of all ways to fill the cells."""

    def __init__(self, patterns: Sequence[int], held: Counter[_Cell], known: range) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        amongs = sorted({cell.among for cell in held})
        self._cells = {
            _Cell(having, among): n for n, (among, having) in enumerate((a, h) for a in amongs for h in patterns)
        }
        rows = [[float((cell.having & cell.among) >> bit & 1) for cell in self._cells] for bit in known]
        rows += [[float(cell.among == among) for cell in self._cells] for among in amongs]
        self._sums = csr_array(np.array(rows))
        self._totals = self._sums @ np.array([float(held[cell]) for cell in self._cells])

    def least(self, counted: dict[_Cell, float], sign: float) -> float:
        """Return the least that cells can hold, or with a negative sign the most, negated."""
        from scipy.optimize import linprog

        aim = [sign * counted.get(cell, 0.0) for cell in self._cells]
        return float(linprog(aim, A_eq=self._sums, b_eq=self._totals).fun)
