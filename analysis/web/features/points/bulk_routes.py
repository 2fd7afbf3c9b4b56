"""Recoding or confirming all points of a list: what that does first, then a coding of each, and all of it undone."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.audit.bulk_recoding import BulkAct, BulkPlan, plan_bulk, recode_all, undo_all
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.figures import figures
from analysis.app.views.point_filter import PointFilter
from analysis.app.views.points_csv import select_rows
from analysis.model import Coder
from analysis.web import page_rendering
from analysis.web.features.points.filters import WAIT, AskedFilter, here
from analysis.web.identity import CurrentUser, Form, SentForm, own_path
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot, Services

router = APIRouter()

BULK = "/points/bulk"

FILTERS = {field.name for field in fields(PointFilter)} - {"page"}
"""The fields of a list's address."""

CHANGED = "Something has changed since you opened this page. Nothing was saved. This is what would change now."


@dataclass(frozen=True, slots=True)
class BulkPage:
    """What recoding the points of a list would do; ``note`` is why it has not been done."""

    wanted: PointFilter
    plan: BulkPlan
    note: str = ""

    @property
    def back(self) -> str:
        """Return the list."""
        return here(self.wanted)


@router.get(BULK)
def show(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    point_filter: AskedFilter,
    change: str = "",
    act: str = "give",
) -> Response:
    """Show what recoding or confirming all points of a list would do."""
    plan = _plan(state, snapshot, user, point_filter, change, act)
    return page_rendering.render(request, "bulk.html.j2", BulkPage(point_filter, plan))


@router.post(BULK)
def save(request: Request, state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Append a coding of each point, if all is as it was shown; else show what it would do now."""
    state.must_be_free(only_appends=True)
    point_filter = _filter_of(form)
    plan = _plan(state, snapshot, user, point_filter, form.text("change"), form.text("act"))
    if plan.state != form.text("state"):
        return page_rendering.render(request, "bulk.html.j2", BulkPage(point_filter, plan, CHANGED), 409)
    batch, count = recode_all(state.snapshots, snapshot, plan, user)
    return page_rendering.redirect("/points", **point_filter.asked, recoded=batch, count=count)


@router.post(f"{BULK}/undo")
def undo(state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Take back what somebody recoded with a list."""
    state.must_be_free(only_appends=True)
    count = undo_all(state.snapshots, snapshot, user, form.text("batch"))
    return page_rendering.redirect_to(page_rendering.longer_address(own_path(form.text("back")), f"undone={count}"))


def _plan(
    state: Services, snapshot: Snapshot, user: Coder, point_filter: PointFilter, theme_key: str, act: str
) -> BulkPlan:
    latest = figures(state.snapshots, snapshot)
    if latest is None or not latest.is_newest:
        raise Refused(409, WAIT)
    bulk_act = BulkAct(act) if act in set(BulkAct) else BulkAct.GIVE
    rows = select_rows(latest.counted, point_filter, latest.hidden(snapshot))
    standing = {row.point.key: row.themes for row in rows if bulk_act is not BulkAct.CONFIRM or row.can_be_confirmed}
    return plan_bulk(snapshot, user, standing, bulk_act, theme_key)


def _filter_of(form: Form) -> PointFilter:
    asked: dict[str, Any] = {name: form.text(name) for name in form.names() if name in FILTERS}
    return PointFilter(**asked)
