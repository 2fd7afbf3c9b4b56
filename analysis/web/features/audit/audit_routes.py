"""Audit pages: what there is to do, and one point after the other, in kinds that are kept apart."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.audit.close import close, closings, found
from analysis.app.audit.coding_page import CodingPage, chosen
from analysis.app.audit.queues import LISTED, QueueKind
from analysis.app.audit.record import RECORDED
from analysis.app.audit.sample_size import STILL_OPEN, Order, is_most
from analysis.app.audit.session import kinds_of
from analysis.app.audit.undo_draw import undo_draw
from analysis.auditing.blinding import INDEPENDENT
from analysis.errors import UnreadableError
from analysis.model import PointKey
from analysis.text import plural
from analysis.web import page_rendering
from analysis.web.coding_job import start_coding
from analysis.web.features.audit.audit_forms import AskedKind, AskedPoint, parse_coding
from analysis.web.features.audit.audit_views import (
    AskPage,
    DonePage,
    FoundPage,
    LostPointPage,
    PointPage,
    StartPage,
)
from analysis.web.features.audit.audit_visit import AuditVisit, Visit
from analysis.web.features.audit.audit_words import (
    ALREADY_CLOSED,
    LONGEST_LABEL,
    NO_KIND,
    NO_SIZE,
    NOT_DONE,
    PROBLEMS,
    Problem,
    saved_message_of,
)
from analysis.web.features.points.team_routes import TeamMarks, team_marks
from analysis.web.identity import SentForm
from analysis.web.middleware import Refused

router = APIRouter()


MOST_DRAWN = 20_000
"""Points of a sample: more are never needed, and nobody could code them."""


@router.get("/audit")
def start(request: Request, visit: AuditVisit) -> Response:
    """Show what there is to do, and how far each kind is."""
    return page_rendering.render(request, "audit.html.j2", StartPage(visit.start()))


@router.post("/audit/code")
def code(visit: AuditVisit) -> Response:
    """Take in what is new and have the machine code it, so that there are suggestions."""
    return page_rendering.redirect_to_job(start_coding(visit.state, visit.user.name, visit.base))


@router.post("/audit/draw")
def draw_points(request: Request, visit: AuditVisit, form: SentForm) -> Response:
    """Draw a blind sample, or more points of one that is there; more than half of all points only if that is meant."""
    field = "other" if form.text("other") or not form.text("size") else "size"
    entered = form.text(field).replace(",", "").strip()
    if not (entered.isdecimal() and 0 < int(entered) <= MOST_DRAWN):
        problems = (("size" if form.text("extend") else "other", NO_SIZE.format(most=MOST_DRAWN)),)
        page = StartPage(visit.start(), problems, form.text(field))
        return page_rendering.render(request, "audit.html.j2", page, 400)
    sample_order = Order(int(entered), bool(form.text("rare")), form.text("extend"))
    if closings(visit.snapshot) and not sample_order.extend:
        raise Refused(409, STILL_OPEN)
    if is_most(visit.snapshot, sample_order.size) and not form.text("sure"):
        return page_rendering.render(request, "audit_ask.html.j2", AskPage(sample_order, len(visit.snapshot.points)))
    return visit.run("Drawing a sample", lambda app: visit.session.draw(app, sample_order, visit.user), visit.base)


@router.post("/audit/undo-draw")
def undo_drawn(visit: AuditVisit, form: SentForm) -> Response:
    """Give a sample up of which nothing is coded."""
    visit.state.must_be_free(only_appends=True)
    undo_draw(visit.state.app_context, form.text("name"), visit.user.name)
    return page_rendering.redirect_to(visit.base)


@router.post("/audit/close")
def close_audit(request: Request, visit: AuditVisit, form: SentForm) -> Response:
    """Close a blind audit, and show what it found."""
    audit_name, despite_uncoded = form.text("name"), bool(form.text("anyway"))
    open_audit = next((closing for closing in closings(visit.snapshot) if closing.name == audit_name), None)
    if open_audit is None:
        raise Refused(409, ALREADY_CLOSED)
    if open_audit.left and not despite_uncoded:
        problem = f"anyway-{audit_name.replace(' ', '-')}", NOT_DONE.format(points=plural(open_audit.left, "point"))
        page = StartPage(visit.start(), (problem,))
        return page_rendering.render(request, "audit.html.j2", page, 400)
    findings_page = page_rendering.address(f"{visit.base}/found", name=audit_name)
    return visit.run(
        "Closing the audit", lambda app: close(app, audit_name, visit.user.name, despite_uncoded), findings_page
    )


@router.get("/audit/found")
def show_found(request: Request, visit: AuditVisit, name: str = "") -> Response:
    """Show what a closed audit found."""
    found_page = FoundPage(found(visit.snapshot, name), visit.state.workspace.report.is_file())
    return page_rendering.render(request, "audit_found.html.j2", found_page)


@router.post("/audit/{kind}/list")
def make_list(visit: AuditVisit, kind: AskedKind) -> Response:
    """Have the machine find the points that teach it most, or what may be mistakes."""
    if kind not in LISTED or kind not in kinds_of(visit.snapshot):
        raise UnreadableError(kind, NO_KIND)
    job_title = (
        "Finding the points from which the machine would learn most"
        if kind is QueueKind.LEARNING
        else "Finding what may be mistakes"
    )
    return visit.run(job_title, lambda app: visit.session.make_list(kind, app), f"/audit/{kind}", holds_workspace=False)


@router.get("/audit/{kind}/next")
def show_next(visit: AuditVisit, kind: AskedKind, at: AskedPoint) -> Response:
    """Go on to the next point after one, or to the first that is left."""
    return page_rendering.redirect_to(_address(visit, kind, visit.next(kind, at)))


@router.get("/audit/{kind}")
def show_point(
    request: Request,
    visit: AuditVisit,
    kind: AskedKind,
    at: AskedPoint,
    told: str = "",
    of: str = "",
    note: str = "",
    change: int = 0,
) -> Response:
    """Show one point; without one, the next that is left."""
    saved_message = saved_message_of(told, of)
    if at is not None:
        point_page = _point_page(visit, kind, visit.look(kind, at), saved_message=saved_message)
        point_page = replace(point_page, team=_team_marks(visit, kind, at, note, change))
        return page_rendering.render(request, "audit_point.html.j2", point_page)
    next_point = visit.next(kind)
    if next_point is not None:
        return page_rendering.redirect_to(_address(visit, kind, next_point, told, of))
    last_coding = visit.last(kind)
    done_page = DonePage(
        visit.progress(kind),
        last_coding.name if last_coding else "",
        saved_message,
        tuple(one for one in closings(visit.snapshot) if not one.left and kind is QueueKind.BLIND),
    )
    return page_rendering.render(request, "audit_done.html.j2", done_page)


@router.post("/audit/{kind}")
def save(request: Request, visit: AuditVisit, kind: AskedKind, form: SentForm) -> Response:
    """Record what somebody says of a point and go on to the next; say so where the page was out of date."""
    coding_request = parse_coding(form)
    point_label = _label(visit, coding_request.point)
    recorded_coding = visit.session.record(visit.snapshot, kind, visit.user, coding_request)
    visit = replace(visit, snapshot=recorded_coding.snapshot)
    if recorded_coding.outcome in RECORDED:
        next_point = visit.next(kind, coding_request.point)
        return page_rendering.redirect_to(_address(visit, kind, next_point, recorded_coding.outcome.value, point_label))
    if not point_label:
        names = visit.snapshot.codebook.names
        lost_page = LostPointPage(kind, coding_request, tuple(names.get(key, key) for key in coding_request.themes))
        return page_rendering.render(request, "audit_gone.html.j2", lost_page, 409)
    # The page is made anew: it carries the state of today, so that what is meant can be saved from it.
    coding_page = chosen(visit.look(kind, coding_request.point), coding_request.themes, coding_request.memo)
    problem_template = PROBLEMS[recorded_coding.outcome]
    stated_problem = replace(
        problem_template, why=problem_template.why.format(who=" and ".join(recorded_coding.others) or "somebody else")
    )
    point_page = _point_page(visit, kind, coding_page, problem=stated_problem)
    marks = _team_marks(visit, kind, coding_request.point)
    return page_rendering.render(request, "audit_point.html.j2", replace(point_page, team=marks), 409)


@router.post("/audit/{kind}/undo")
def undo(visit: AuditVisit, kind: AskedKind, form: SentForm) -> Response:
    """Take back what somebody said last, and show the point again."""
    withdrawn_coding = visit.session.take_back(visit.snapshot, kind, visit.user, form.text("last"))
    if withdrawn_coding is None:
        return page_rendering.redirect_to(_address(visit, kind, None, "nothing"))
    point_label = _label(visit, withdrawn_coding.point)
    return page_rendering.redirect_to(_address(visit, kind, withdrawn_coding.point, "taken", point_label))


def _label(visit: Visit, point: PointKey) -> str:
    """Return what a point is called; empty where it is not there any more."""
    return str(visit.snapshot.corpus.citations.get(point, ""))


def _point_page(
    visit: Visit, kind: QueueKind, point: CodingPage, saved_message: str = "", problem: Problem | None = None
) -> PointPage:
    last_coding = visit.last(kind)
    return PointPage(
        visit.progress(kind),
        point,
        skip=page_rendering.address(f"{visit.base}/{kind.value}/next", **point.point._asdict()),
        last=last_coding.name if last_coding else "",
        last_label=_label(visit, last_coding.coding.point) if last_coding else "",
        told=saved_message,
        problem=problem,
    )


def _team_marks(visit: Visit, kind: QueueKind, point: PointKey, note: str = "", change: int = 0) -> TeamMarks | None:
    """Return the notes on a point, and whether it is to be quoted; None for answers, which are no points.

    Who codes without others' opinions reads none of their notes.
    """
    if visit.snapshot.whole is not None:
        return None
    here, is_alone = _address(visit, kind, point), kind.mode in INDEPENDENT
    return team_marks(visit.state, visit.snapshot, visit.user, [point], here, note, change, is_alone)


def _address(
    visit: Visit, kind: QueueKind, point: PointKey | None, message_key: str = "", point_label: str = ""
) -> str:
    """Return the page of a point, or of whatever comes where there is none."""
    place: dict[str, str | int] = dict(point._asdict()) if point else {}
    return page_rendering.address(
        f"{visit.base}/{kind.value}", **place, told=message_key, of=point_label[:LONGEST_LABEL]
    )
