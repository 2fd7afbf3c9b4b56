"""The map of points, drawn once for what was counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.views import point_map as maps
from analysis.app.views.figures import count
from analysis.model import ResolvedCoding
from tests.builders import make_coding, person


def test_a_map_is_drawn_once_and_its_squares_are_chosen_on_it(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = count(app, take_in_and_code(app).snapshot)
    hidden = counted.snapshot.hidden
    drawn = maps.point_map(counted, hidden)
    monkeypatch.setattr(maps, "_drawn_map", lambda *_: pytest.fail("it was drawn again"))
    assert maps.point_map(counted, hidden) == drawn
    square = drawn.dots[0].cell
    chosen = maps.point_map(counted, hidden, chosen=square)
    inside = [row for dot in drawn.dots if dot.cell == square for row in dot.rows]
    assert (chosen.chosen, chosen.listed_of) == (square, len(inside))
    assert [row for row, _ in chosen.listed] == inside[: maps.LISTED]


def test_what_a_person_has_coded_is_missed_by_no_theme_that_they_knew(app: AppContext) -> None:
    row = count(app, take_in_and_code(app).snapshot).items[0]
    judged = ResolvedCoding(make_coding(row.point.key, [], by=person("ann")))
    coded = replace(row, choice=judged, coders=frozenset(["ann"]))
    assert not maps._is_judged([row], "funding")
    assert maps._is_judged([row, coded], "funding")
    for one in (replace(judged, stale=frozenset(["funding"])), replace(judged, unanswered=frozenset(["funding"]))):
        assert not maps._is_judged([replace(coded, choice=one)], "funding"), "they did not know it as it is today"
