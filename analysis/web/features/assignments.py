"""Assignments: points are divided among people, and how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.audit.assignments import (
    Batch,
    assign,
    assignable,
    batches_of,
    names_in,
    people_of,
    reassign,
)
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.figures import figures
from analysis.app.views.point_filter import PointFilter
from analysis.app.views.point_list import find_points
from analysis.errors import AuditError
from analysis.model import Coder, PointKey
from analysis.web import page_rendering
from analysis.web.features.points.filters import WAIT, AskedFilter
from analysis.web.features.points.point_routes import STANDS
from analysis.web.identity import CurrentUser, SentForm
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot, Services

router = APIRouter()

NAMED: dict[str, str] = {stand.value: words for stand, words in STANDS}
"""What a batch is called at first, by the state of coding that was asked for."""


NO_NUMBER = "Enter a number, such as 100, instead of “{}”"


@dataclass(frozen=True, slots=True)
class BatchesPage:
    """All batches; ``reader`` is whoever looks at them, ``people`` those who may be given what is left."""

    batches: tuple[Batch, ...]
    reader: Coder
    people: tuple[str, ...]
    told: str = ""

    def is_reader(self, name: str) -> bool:
        """Return whether this is the name of whoever looks at the page."""
        return Coder.person(name).id == self.reader.id


@dataclass(frozen=True, slots=True)
class AssignPage:
    """Points that are to be given to people: how many were ``found``, and can be assigned uncoded, or ``in_all``.

    ``problem`` says what of what was ``written`` into the form cannot be, in the field ``at`` which it is.
    """

    wanted: PointFilter
    found: int
    uncoded: int
    in_all: int
    people: tuple[str, ...]
    name: str
    written: Mapping[str, str]
    problem: str = ""
    at: str = "names"

    def said(self, field: str) -> str:
        """Return what was written into a field."""
        return self.written.get(field, "")

    def problem_of(self, field: str) -> str:
        """Return what is wrong with a field."""
        return self.problem if field == self.at else ""


@router.get("/assignments")
def show(request: Request, snapshot: CurrentSnapshot, user: CurrentUser, told: str = "") -> Response:
    """Show every batch, and how far everybody is with it."""
    batches = batches_of(snapshot)
    told = f"“{told}” has been assigned." if told in snapshot.assignments else ""
    return page_rendering.render(request, "assignments.html.j2", BatchesPage(batches, user, people_of(snapshot), told))


@router.get("/assignments/new")
def ask(request: Request, state: AppState, snapshot: CurrentSnapshot, point_filter: AskedFilter) -> Response:
    """Ask among whom the points of a filter are to be divided."""
    return _asked(request, state, snapshot, point_filter)


def _asked(
    request: Request,
    state: Services,
    snapshot: Snapshot,
    point_filter: PointFilter,
    written: Mapping[str, str] = MappingProxyType({}),
    problem: str = "",
    at: str = "names",
) -> Response:
    points = _points(state, snapshot, point_filter)
    in_all = assignable(snapshot, points, with_coded=True)
    asked = (NAMED.get(point_filter.stand), snapshot.codebook.names.get(point_filter.theme))
    name = ", ".join(filter(None, asked)) or "Points"
    view = AssignPage(
        point_filter,
        len(points),
        len(assignable(snapshot, in_all)),
        len(in_all),
        people_of(snapshot),
        name,
        written,
        problem,
        at,
    )
    return page_rendering.render(request, "assign.html.j2", view, 400 if problem else 200)


def _points(state: Services, snapshot: Snapshot, point_filter: PointFilter) -> tuple[PointKey, ...]:
    latest_figures = figures(state.snapshots, snapshot)
    if latest_figures is None:
        raise Refused(409, WAIT)
    return find_points(latest_figures, snapshot, point_filter)


@router.post("/assignments/new")
def give(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    point_filter: AskedFilter,
    form: SentForm,
) -> Response:
    """Divide the points of a filter among people."""
    points = assignable(snapshot, _points(state, snapshot, point_filter), bool(form.text("coded")))
    written = {field: form.text(field) for field in ("name", "names", "most", "coded")}
    try:
        most = form.number("most") if written["most"] else len(points)
    except Refused:
        problem = NO_NUMBER.format(written["most"])
        return _asked(request, state, snapshot, point_filter, written, problem, "most")
    try:
        batch = assign(
            state.app_context, snapshot, written["name"], points[: max(most, 0)], names_in(written["names"]), user
        )
    except AuditError as error:
        return _asked(request, state, snapshot, point_filter, written, str(error))
    return page_rendering.redirect("/assignments", told=batch)


@router.post("/assignments/move")
def move(state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Give what is left of somebody's share to others."""
    names = names_in(form.text("names"))
    reassign(state.app_context, snapshot, form.text("batch"), form.text("from"), names, user)
    return page_rendering.redirect("/assignments", told=form.text("batch"))
