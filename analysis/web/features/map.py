"""The map of points: where points lie by their words, for finding what a theme misses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.views.figures import Figures, PointRow, figures
from analysis.app.views.point_list import coded_by_others
from analysis.app.views.point_map import COLUMNS, ROWS, MapCell, MapDot, PointMap, point_map
from analysis.web import page_rendering
from analysis.web.features.points.recode_routes import anchor_of
from analysis.web.features.points.team_routes import TeamMarks, name_of, team_marks
from analysis.web.identity import CurrentUser
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()

SQUARE = 60
"""The side of a square of the map, in the units of its drawing."""

EDGE = 9
"""What is left free at the edges of the drawing, so that no dot is cut."""

SHOWN = 300
"""Characters of a point that the table shows."""


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map, and the themes that can be chosen; no map while points are first counted."""

    figures: Figures | None
    map: PointMap | None = None
    themes: tuple[tuple[str, str], ...] = ()
    team: TeamMarks | None = None
    square: int = SQUARE
    width: int = SQUARE * COLUMNS
    height: int = SQUARE * ROWS

    @property
    def theme_name(self) -> str:
        """Return the name of the theme that is chosen."""
        return dict(self.themes).get(self.map.theme, "") if self.map else ""

    def path(self, dots: Iterable[MapDot]) -> str:
        """Return dots as the path of a drawing; each is a stroke without length, whose round end is the dot."""
        return "".join(f"M{self.across(dot)} {self.down(dot)}h0" for dot in dots)

    def across(self, dot: MapDot) -> int:
        """Return how far from the left a dot is drawn, the whole of it inside the map."""
        return round(EDGE + dot.x * (self.width - 2 * EDGE))

    def down(self, dot: MapDot) -> int:
        """Return how far from the top a dot is drawn."""
        return round(EDGE + dot.y * (self.height - 2 * EDGE))

    def with_colour(self, colour: int | None) -> str:
        """Return the dots of a colour as a path."""
        return self.path(dot for dot in self.map.dots if dot.colour == colour) if self.map else ""

    def with_theme(self, has_theme: bool) -> str:
        """Return the dots that have the chosen theme, or have it not and are not pointed out, as a path."""
        if self.map is None:
            return ""
        return self.path(dot for dot in self.map.dots if dot.has_theme is has_theme and not dot.is_missed)

    def address(self, cell: MapCell) -> str:
        """Return the address of the map with a square chosen."""
        theme = self.map.theme if self.map else ""
        return page_rendering.address("/map", theme=theme, cell=f"{cell.column}-{cell.row}") + "#points"

    def text(self, row: PointRow) -> str:
        """Return a point's words, cut where they are long."""
        response = self.figures.counted.snapshot.find_response(row.point.document) if self.figures else None
        words = " ".join(response.text_of(row.point).split()) if response else ""
        return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()} …"

    def recode(self, row: PointRow) -> str:
        """Return the address at which a point is recoded, in its response."""
        named = name_of(row.point.key)
        return page_rendering.address("/response", document=row.point.document, recode=named) + anchor_of(named)


@router.get("/map")
def show(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    theme: str = "",
    cell: str = "",
) -> Response:
    """Show the map; how others coded the points in its table, its reader has then seen."""
    latest_figures = figures(state.snapshots, snapshot)
    if latest_figures is None:
        return page_rendering.render(request, "map.html.j2", MapPage(None))
    made = point_map(latest_figures.counted, latest_figures.hidden(snapshot), theme, _cell(cell))
    rows = [row for row, _ in made.listed]
    state.snapshots.show(snapshot, user, coded_by_others(rows, user))
    here = page_rendering.address("/map", theme=made.theme, cell=cell if made.chosen else "")
    marks = team_marks(state, snapshot, user, [row.point.key for row in rows], here)
    themes = tuple(latest_figures.counted.snapshot.codebook.names.items())
    return page_rendering.render(request, "map.html.j2", MapPage(latest_figures, made, themes, marks))


def _cell(named: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", named)
    return (int(found[1]), int(found[2])) if found else None
