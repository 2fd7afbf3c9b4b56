"""Points: a list by filters, each state of which has an address that can be shared, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.audit.bulk_recoding import last_batch
from analysis.app.audit.coding_page import state_of
from analysis.app.views.figures import Figures, figures
from analysis.app.views.point_filter import PointFilter, Stand
from analysis.app.views.point_list import PointResults, coded_by_others, list_points, positions_by_others
from analysis.app.views.points_csv import select_rows, write_csv
from analysis.model import PointKey
from analysis.text import plural
from analysis.web import page_rendering
from analysis.web.features.points.bulk_routes import router as bulk_router
from analysis.web.features.points.filters import WAIT, AskedFilter, here
from analysis.web.features.points.recode_routes import Recoding, open_recoding
from analysis.web.features.points.recode_routes import router as recode_router
from analysis.web.features.points.team_routes import TeamMarks, name_of, team_marks
from analysis.web.features.points.team_routes import router as team_router
from analysis.web.identity import CurrentUser
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()
router.include_router(recode_router)
router.include_router(bulk_router)
router.include_router(team_router)

STANDS = (
    (Stand.UNAUDITED, "Not coded by a person"),
    (Stand.AUDITED, "Coded by a person"),
    (Stand.DOUBTFUL, "In doubt"),
    (Stand.DISPUTED, "People disagree"),
    (Stand.STALE, "Theme redefined: check again"),
    (Stand.UNCODED, "Not coded yet"),
    (Stand.FOR_PERSON, "For a person: in another language"),
)
"""How far a coding can be relied on, in words for people."""


@dataclass(frozen=True, slots=True)
class PointsView:
    """The points that were found, and what was looked for; ``figures`` is None while the first count is under way."""

    wanted: PointFilter
    figures: Figures | None = None
    found: PointResults | None = None
    stands: tuple[tuple[Stand, str], ...] = STANDS
    recoding: Recoding | None = None
    done: str = ""
    batch: str = ""
    """What was done with all points of a list, and the name by which that is undone."""
    team: TeamMarks | None = None
    to_confirm: Mapping[PointKey, str] = field(default_factory=dict)
    """The points of which somebody may say that their themes are still right, each with what that depends on."""

    def recode(self, point: PointKey) -> str:
        """Return the address of this page with a point open to be recoded."""
        return page_rendering.longer_address(self.here, f"{urlencode({'recode': name_of(point)})}#recode")

    @property
    def here(self) -> str:
        """Return the address of this page of the list."""
        return here(self.wanted)

    @property
    def next(self) -> str:
        """Return the address of another page of the same list, without its number at the end."""
        return page_rendering.longer_address(page_rendering.address("/points", **self.wanted.asked), "page=")

    @property
    def assign(self) -> str:
        """Return the address of the page on which the same points are given to people to code."""
        return page_rendering.address("/assignments/new", **self.wanted.asked)

    @property
    def table(self) -> str:
        """Return the address of the same points as a table."""
        return page_rendering.address("/points.csv", **self.wanted.asked)

    @property
    def confirm(self) -> str:
        """Return the address of the page on which all points of the list are confirmed at once."""
        return page_rendering.address("/points/bulk", **self.wanted.asked, act="confirm")

    @property
    def asks_more(self) -> bool:
        """Return whether anything is asked that stands among the further filters."""
        point_filter = self.wanted
        return bool(
            point_filter.coder
            or point_filter.campaign
            or point_filter.section
            or point_filter.least
            or point_filter.most
        )


@router.get("/points")
def show(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    point_filter: AskedFilter,
    recode: str = "",
    recoded: str = "",
    count: int = 0,
    undone: int = -1,
    note: str = "",
    change: int = 0,
) -> Response:
    """Show the points that somebody looks for, a page at a time; how others coded those, they have then seen."""
    app, latest_figures = state.app_context, figures(state.snapshots, snapshot)
    point_results = (
        list_points(app, latest_figures.counted, point_filter, latest_figures.hidden(snapshot))
        if latest_figures
        else None
    )
    others_codings = coded_by_others((row.item for row in point_results.rows), user) if point_results else ()
    others_positions = positions_by_others((row.item for row in point_results.rows), user) if point_results else ()
    state.snapshots.show(snapshot, user, others_codings)
    state.snapshots.show(snapshot.positions, user, others_positions)
    http_status = 400 if point_results and point_results.problem else 200
    recoding = open_recoding(state, snapshot, user, recode, here(point_filter)) if recode else None
    done = f"Your coding of {plural(count, 'point')} has been recorded." if recoded else ""
    if undone >= 0:
        done = f"{plural(undone, 'point')} put back as before."
    batch = recoded if last_batch(snapshot, user) == recoded else ""
    places = [row.item.point.key for row in point_results.rows] if point_results else []
    team = team_marks(state, snapshot, user, places, here(point_filter), note, change)
    redefined = [row.item.point.key for row in point_results.rows if row.item.can_be_confirmed] if point_results else []
    to_confirm = {point: state_of(snapshot, point) for point in redefined if point in snapshot.digests}
    points_page = PointsView(
        point_filter, latest_figures, point_results, recoding=recoding, done=done, batch=batch, team=team,
        to_confirm=to_confirm,
    )  # fmt: skip
    return page_rendering.render(request, "points.html.j2", points_page, http_status)


@router.get("/points.csv")
def table(
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    point_filter: AskedFilter,
) -> Response:
    """Return all points that somebody looks for, as a table to be saved."""
    latest_figures = figures(state.snapshots, snapshot)
    if latest_figures is None:
        raise Refused(409, WAIT)
    point_rows = select_rows(latest_figures.counted, point_filter, latest_figures.hidden(snapshot))
    state.snapshots.show(snapshot, user, coded_by_others(point_rows, user))
    state.snapshots.show(snapshot.positions, user, positions_by_others(point_rows, user))
    csv_bytes = write_csv(latest_figures.counted, point_rows)
    response_headers = {"content-disposition": 'attachment; filename="points.csv"'}
    return Response(csv_bytes, media_type="text/csv; charset=utf-8", headers=response_headers)
