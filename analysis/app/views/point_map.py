"""The map of points: where points lie by their words, coloured by theme, and those that a theme may miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.figures import CountedPoints, PointRow
from analysis.app.views.point_list import mask_hidden
from analysis.auditing.blinding import HiddenPoints

COLUMNS, ROWS = 12, 9
"""Squares of the map: a few dozen points each, and large enough for a finger on a phone."""

MOST = 2_000
"""Different texts that are drawn; of more a sample is."""

COLOURED = 6
"""Themes that have a colour of their own, those with most points."""

LEAST = 3
"""Neighbours of ten that must have a theme at least, where a point without it is pointed out."""

ALL = 10
"""Neighbours that are asked about each point."""

LISTED = 30
"""Points of the table beside the map."""


@dataclass(frozen=True, slots=True)
class MapDot:
    """A text on the map: ``x`` and ``y`` from 0 to 1, the points that say it, and the colour of its theme, if any.

    With a theme chosen: ``has_theme``, how many of its ten ``near`` neighbours have it, and whether the theme may miss
    it.
    """

    x: float
    y: float
    rows: tuple[PointRow, ...]
    colour: int | None
    has_theme: bool = False
    near: int = 0
    is_missed: bool = False

    @property
    def cell(self) -> tuple[int, int]:
        """Return the square that it lies in: column and row, from 1."""
        return 1 + min(int(self.x * COLUMNS), COLUMNS - 1), 1 + min(int(self.y * ROWS), ROWS - 1)


@dataclass(frozen=True, slots=True)
class MapCell:
    """A square: its points, those with the chosen theme and those it may miss, and their commonest theme."""

    column: int
    row: int
    points: int
    with_theme: int
    missed: int
    mostly: str


@dataclass(frozen=True, slots=True)
class PointMap:
    """The map; ``legend`` names the themes that have colours, ``total`` counts all points and ``drawn`` those on it.

    ``listed`` are the points of the chosen square, or else those that the chosen theme may miss, the likeliest first.
    """

    dots: tuple[MapDot, ...]
    cells: tuple[MapCell, ...]
    legend: tuple[tuple[str, str], ...]
    drawn: int
    total: int
    theme: str = ""
    chosen: tuple[int, int] | None = None
    listed: tuple[tuple[PointRow, MapDot], ...] = ()
    listed_of: int = 0
    missed: int = 0


@dataclass(frozen=True)
class _Layout:
    """The texts drawn, with places and neighbours; ``is_whole``: all are drawn, whichever theme is chosen."""

    groups: tuple[tuple[PointRow, ...], ...]
    vectors: Any
    places: Sequence[tuple[float, float]]
    is_whole: bool

    @cached_property
    def neighbours(self) -> Any:
        """Return the places of each text's nearest neighbours: an array of shape (n_texts, at most 10)."""
        from analysis.classifying.point_map import neighbours

        return neighbours(self.vectors)


_LAYOUTS: WeakKeyDictionary[Snapshot, dict[tuple[str, frozenset[str]], _Layout]] = WeakKeyDictionary()

_MAPS: WeakKeyDictionary[Snapshot, dict[tuple[str, frozenset[str]], PointMap]] = WeakKeyDictionary()
"""The maps of what was counted, by theme and by what is hidden, without what is chosen on them."""


def point_map(
    counted: CountedPoints, hidden_points: HiddenPoints, theme: str = "", chosen: tuple[int, int] | None = None
) -> PointMap:
    """Return the map of the points as they were counted last; what is hidden lies on it without a theme."""
    theme = theme if theme in counted.snapshot.codebook.keys else ""
    maps = _MAPS.setdefault(counted.snapshot, {})
    if (theme, hidden_points.digests) not in maps:
        maps[theme, hidden_points.digests] = _drawn_map(counted, hidden_points, theme)
    drawn = maps[theme, hidden_points.digests]
    asked = _asked(drawn.dots, theme, chosen)
    listed = islice(((row, dot) for dot in asked for row in dot.rows), LISTED)
    return replace(
        drawn,
        chosen=chosen,
        listed=tuple((mask_hidden(row, hidden_points), dot) for row, dot in listed),
        listed_of=sum(len(dot.rows) for dot in asked),
    )


def _drawn_map(counted: CountedPoints, hidden_points: HiddenPoints, theme: str) -> PointMap:
    """Return a map on which nothing is chosen."""
    codebook = counted.snapshot.codebook
    layout = _layout(counted, hidden_points, theme)
    sizes = Counter(key for row in counted.items if row.text not in hidden_points.digests for key in row.themes)
    coloured = [key for key, _ in sizes.most_common(COLOURED) if key in codebook.keys]
    dots = tuple(_dots(layout, theme, coloured, hidden_points))
    return PointMap(
        dots=dots,
        cells=tuple(_cells(dots, codebook.names)),
        legend=tuple((key, codebook.names[key]) for key in coloured),
        drawn=sum(len(dot.rows) for dot in dots),
        total=len(counted.items),
        theme=theme,
        missed=sum(len(dot.rows) for dot in dots if dot.is_missed),
    )


def _asked(dots: Sequence[MapDot], theme: str, chosen: tuple[int, int] | None) -> list[MapDot]:
    if chosen is not None:
        inside = [dot for dot in dots if dot.cell == chosen]
        return sorted(inside, key=lambda dot: (not dot.is_missed, -dot.near if theme else 0))
    return sorted((dot for dot in dots if dot.is_missed), key=lambda dot: -dot.near)


def _dots(layout: _Layout, theme: str, coloured: Sequence[str], hidden_points: HiddenPoints) -> Iterator[MapDot]:
    given = [_themes_of(rows, hidden_points) for rows in layout.groups]
    neighbours_with = _neighbours_with(layout, [theme in themes for themes in given]) if theme else [0] * len(given)
    typical = _typical([near for near, themes in zip(neighbours_with, given, strict=True) if theme in themes])
    for rows, themes, (x, y), near in zip(layout.groups, given, layout.places, neighbours_with, strict=True):
        colour = next((number for number, key in enumerate(coloured) if key in themes), None)
        has_theme = theme in themes
        is_kept = rows[0].text in hidden_points.digests
        is_missed = bool(theme) and not is_kept and not has_theme and near >= typical and not _is_judged(rows, theme)
        yield MapDot(x, y, rows, colour, has_theme, near, is_missed)


def _is_judged(rows: Sequence[PointRow], theme: str) -> bool:
    """Return whether a person has judged of a text whether it has a theme as it is defined today."""
    return any(row.coders and not (row.choice and theme in row.choice.stale | row.choice.unanswered) for row in rows)


def _neighbours_with(layout: _Layout, has_theme: Sequence[bool]) -> list[int]:
    """Return how many of each text's nearest neighbours have a theme."""
    import numpy as np

    return [int(one) for one in np.array(has_theme, dtype=bool)[layout.neighbours].sum(axis=1)]


def _themes_of(rows: Sequence[PointRow], hidden_points: HiddenPoints) -> frozenset[str]:
    """Return the themes that a text may be shown with."""
    is_hidden = rows[0].text in hidden_points.digests
    return frozenset() if is_hidden else frozenset[str]().union(*(row.themes for row in rows))


def _typical(near: Sequence[int]) -> int:
    """Return how many neighbours with the theme half of its own points have: so many make another point suspect."""
    return max(LEAST, sorted(near)[len(near) // 2]) if near else ALL + 1


def _cells(dots: Sequence[MapDot], names: Mapping[str, str]) -> Iterator[MapCell]:
    by_cell: dict[tuple[int, int], list[MapDot]] = {}
    for dot in dots:
        by_cell.setdefault(dot.cell, []).append(dot)
    for (column, row), inside in sorted(by_cell.items(), key=lambda item: item[0][::-1]):
        themes = Counter(key for dot in inside if dot.colour is not None for one in dot.rows for key in one.themes)
        yield MapCell(
            column,
            row,
            sum(len(dot.rows) for dot in inside),
            sum(len(dot.rows) for dot in inside if dot.has_theme),
            sum(len(dot.rows) for dot in inside if dot.is_missed),
            next((names[key] for key, _ in themes.most_common() if key in names), ""),
        )


# What is drawn --------------------------------------------------------------------------------------------------------


def _layout(counted: CountedPoints, hidden_points: HiddenPoints, theme: str) -> _Layout:
    """Return the layout; where all texts are drawn it is the same for every theme."""
    known = _LAYOUTS.setdefault(counted.snapshot, {})
    for key in (("", hidden_points.digests), (theme, hidden_points.digests)):
        if key in known and (known[key].is_whole or key[0] == theme):
            return known[key]
    first_rows = {row.text: row for row in reversed(counted.items)}
    is_whole = len(first_rows) <= MOST
    groups = _drawn(counted.items, first_rows, hidden_points, theme)
    made = _laid_out(counted, hidden_points, groups, is_whole)
    return known.setdefault(("" if is_whole else theme, hidden_points.digests), made)


def _laid_out(
    counted: CountedPoints, hidden_points: HiddenPoints, groups: tuple[tuple[PointRow, ...], ...], is_whole: bool
) -> _Layout:
    import numpy as np

    from analysis.classifying.point_map import places, text_vectors

    if not groups:
        return _Layout((), np.zeros((0, 1), dtype=np.float32), (), is_whole)
    texts, points = counted.corpus.texts, counted.corpus.places
    vectors = text_vectors([texts[points[rows[0].point.key]] for rows in groups])
    keys = counted.snapshot.codebook.keys
    given = [_themes_of(rows, hidden_points) for rows in groups]
    has_themes = np.array([[key in themes for key in keys] for themes in given], dtype=bool).reshape(len(groups), -1)
    laid = [(float(x), float(y)) for x, y in places(vectors, has_themes)]
    return _Layout(groups, vectors, laid, is_whole)


def _drawn(
    rows: Sequence[PointRow], first_rows: Mapping[str, PointRow], hidden_points: HiddenPoints, theme: str
) -> tuple[tuple[PointRow, ...], ...]:
    """Return the texts that are drawn, each with the points that say it, in the order of the points.

    Of more than can be drawn: a sample by the digests of the words; with a theme half of it has that theme, and half of
    the rest is what the machine thinks nearest to it.
    """
    wanted = _sample(first_rows, hidden_points, theme) if len(first_rows) > MOST else first_rows.keys()
    groups: dict[str, list[PointRow]] = {}
    for row in rows:
        if row.text in wanted:
            groups.setdefault(row.text, []).append(row)
    return tuple(map(tuple, groups.values()))


def _sample(first_rows: Mapping[str, PointRow], hidden_points: HiddenPoints, theme: str) -> Collection[str]:
    by_chance = nsmallest(MOST, first_rows)
    if not theme:
        return frozenset(by_chance)
    told = [(digest, row) for digest, row in first_rows.items() if digest not in hidden_points.digests]
    with_theme = nsmallest(MOST // 2, (digest for digest, row in told if theme in row.themes))
    scored = ((-_score(row, theme), digest) for digest, row in told if theme not in row.themes)
    nearest = [digest for _, digest in nsmallest(MOST // 4, scored)]
    return frozenset(islice(dict.fromkeys([*with_theme, *nearest, *by_chance]), MOST))


def _score(row: PointRow, theme: str) -> float:
    """Return the machine's score of a theme."""
    scores = row.choice.coding.scores if row.choice else ()
    return next((score for key, score in scores if key == theme), 0.0)
