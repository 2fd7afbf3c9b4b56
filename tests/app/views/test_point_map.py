"""The map of points, drawn once for what was counted."""

from __future__ import annotations

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.views import point_map as maps
from analysis.app.views.figures import count


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
