"""The report: made, read in the page, saved, and compared with the one before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.views.journey import WRITE_FIRST
from analysis.app.views.overview_view import Overview, overview
from analysis.app.views.report_editions import (
    Edition,
    ReportComparison,
    annex_page_of_report,
    compare,
    current_edition,
    editions,
    make_report,
    page_of_report,
    saved_report,
)
from analysis.model import Coder
from analysis.web import page_rendering
from analysis.web.background_jobs import Job
from analysis.web.csp import headers
from analysis.web.error_pages import show_error
from analysis.web.identity import CurrentUser
from analysis.web.state import AppState, Services
from analysis.workspace import has_examples

router = APIRouter()

TITLE = "Making the report"


@dataclass(frozen=True, slots=True)
class ReportsView:
    """The report that is there, if any, ``compared`` with the one before; ``job`` is the last attempt of this session.

    ``is_kept``: a blind audit is open, and nobody has said yet that they want to read the report all the same.
    """

    stands: Overview
    edition: Edition | None
    compared: ReportComparison | None
    job: Job | None
    is_kept: bool


@router.get("/report")
def show(request: Request, state: AppState, user: CurrentUser, reading: bool = False) -> Response:
    """Return the report with its account, and how to make it anew."""
    app_context = state.app_context
    report_page = ReportsView(
        overview(app_context, state.snapshots),
        current_edition(app_context),
        compare(app_context),
        state.jobs.last("/report"),
        _is_kept(state, user, reading),
    )
    return page_rendering.render(request, "report.html.j2", report_page)


def _is_kept(state: Services, user: Coder, reading: bool) -> bool:
    """Return whether to ask before the report is shown, because it tells how points are coded that people code blind.

    Whoever wants to read it all the same has seen them then, and that is recorded before they do.
    """
    if reading:
        state.audit_session.reads_report(user)
    return state.audit_session.is_kept_from(user)


@router.post("/report/make")
def make(request: Request, state: AppState, user: CurrentUser) -> Response:
    """Make the report; of example themes that nobody wrote none is made."""
    if has_examples(state.consultation.codebook):
        return show_error(request, 409, WRITE_FIRST, ("/codebook/table", "Write your themes"))
    report_job = state.jobs.start(TITLE, partial(make_report, user_name=user.name), "/report", user.name)
    return page_rendering.redirect_to_job(report_job)


@router.get("/report/report.html")
@router.get("/report/page")
def page(state: AppState, user: CurrentUser, reading: bool = False) -> Response:
    """Return the report itself, for the frame that it is shown in."""
    if _is_kept(state, user, reading):
        return page_rendering.redirect("/report")
    report_html = page_of_report(state.app_context)
    return Response(report_html, media_type="text/html; charset=utf-8", headers=headers(report_html))


@router.get("/report/annex/{name}")
def annex_page(state: AppState, user: CurrentUser, name: str) -> Response:
    """Return a page of the report's annex, to which the report in its frame leads."""
    if _is_kept(state, user, reading=False):
        return page_rendering.redirect("/report")
    annex_html = annex_page_of_report(state.app_context, name)
    return Response(annex_html, media_type="text/html; charset=utf-8", headers=headers(annex_html))


@router.get("/report/download")
def download(state: AppState, user: CurrentUser, reading: bool = False) -> Response:
    """Return the report as a file, with its annex as a zip."""
    if _is_kept(state, user, reading):
        return page_rendering.redirect("/report")
    file_name, saved = saved_report(state.app_context)
    disposition = {"content-disposition": f'attachment; filename="{file_name}"'}
    return Response(saved, media_type="application/octet-stream", headers=disposition)


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The differences between two reports, if there are two, and the reports that can be chosen, the newest first."""

    compared: ReportComparison | None
    editions: tuple[Edition, ...] = ()


@router.get("/report/compare")
def show_compared(
    request: Request,
    state: AppState,
    user: CurrentUser,
    reading: bool = False,
    before: str = "",
    after: str = "",
) -> Response:
    """Show what has moved between two reports, the last two where none is chosen."""
    if _is_kept(state, user, reading):
        return page_rendering.redirect("/report")
    app_context = state.app_context
    page = ComparePage(compare(app_context, before, after), editions(app_context)[::-1])
    return page_rendering.render(request, "compare.html.j2", page)
