"""The report: made, read in the page, saved, and compared with the one before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.service.overview import Overview, overview
from analysis.service.reports import Compared, Edition, compare, current_edition, make_report, page_of_report
from analysis.web import pages
from analysis.web.acting import Acting
from analysis.web.frame import headers
from analysis.web.jobs import Job
from analysis.web.services import Here

router = APIRouter()

TITLE = "Making the report"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report that is there, if any; ``job`` is the last attempt of this session to make one."""

    stands: Overview
    edition: Edition | None
    can_compare: bool
    job: Job | None


@router.get("/report")
def show(request: Request, here: Here) -> Response:
    """The report with its account, and how to make it anew."""
    desk = here.everypoint
    view = ReportPage(
        overview(desk, here.current), current_edition(desk), compare(desk) is not None, here.jobs.last("/report")
    )
    return pages.show(request, "report.html.j2", view)


@router.post("/report/make")
def make(here: Here, who: Acting) -> Response:
    """Make the report."""
    job = here.jobs.start(TITLE, partial(make_report, by=who.name), "/report", who.name)
    return pages.go(f"/jobs/{job.id}")


@router.get("/report/page")
def page(here: Here) -> Response:
    """The report itself, for the frame that it is shown in."""
    content = page_of_report(here.everypoint)
    return Response(content, media_type="text/html; charset=utf-8", headers=headers(content))


@router.get("/report/download")
def download(here: Here) -> Response:
    """The report as a file."""
    content = page_of_report(here.everypoint)
    disposition = {"content-disposition": 'attachment; filename="report.html"'}
    return Response(content, media_type="application/octet-stream", headers=disposition)


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What has moved, if there are two reports."""

    compared: Compared | None


@router.get("/report/compare")
def show_compared(request: Request, here: Here) -> Response:
    """What has moved since the report before."""
    return pages.show(request, "compare.html.j2", ComparePage(compare(here.everypoint)))
