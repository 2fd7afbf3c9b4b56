"""Downloads: each format made in the background, then saved as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin.export_files import download_name, find_download, make_download
from analysis.exporting.exporters import ASSURANCE_EXPORTERS, CODEBOOK_EXPORTERS, EXPORTERS, Exporter
from analysis.web import page_rendering
from analysis.web.background_jobs import Job, JobState
from analysis.web.identity import CurrentUser, SentForm
from analysis.web.state import AppState

router = APIRouter()

MAKING = "Making {}"
PUBLIC, INTERNAL = "public", "internal"
"""Whose an export is: everybody's, as the report is, or the team's own."""


@dataclass(frozen=True, slots=True)
class DownloadsPage:
    """The formats; ``is_kept``: a blind audit is open, so that only what tells no coding is offered unless asked."""

    formats: Mapping[str, Exporter[Any]]
    assurance_formats: Mapping[str, Exporter[Any]]
    codebook_formats: Mapping[str, Exporter[Any]]
    is_kept: bool
    has_files: bool


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A file that was made, or why it could not be."""

    file: str
    address: str
    job: Job
    size: int
    is_public: bool


@router.get("/downloads")
def show(request: Request, state: AppState, user: CurrentUser, reading: bool = False) -> Response:
    """Show what can be downloaded; whoever goes on during a blind audit has seen what it keeps from them."""
    if reading:
        state.audit_session.reads_report(user)
    is_kept = state.audit_session.is_kept_from(user)
    has_files = any(True for _ in state.app_context.workspace.files())
    view = DownloadsPage(EXPORTERS, ASSURANCE_EXPORTERS, CODEBOOK_EXPORTERS, is_kept, has_files)
    return page_rendering.render(request, "downloads.html.j2", view)


@router.post("/downloads")
def make(state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Make a file."""
    format_name, for_team = form.text("format"), form.text("whose") == INTERNAL
    file_name = download_name(format_name, for_team)
    if format_name not in CODEBOOK_EXPORTERS and state.audit_session.is_kept_from(user):
        return page_rendering.redirect("/downloads")
    work = partial(make_download, format_name=format_name, for_team=for_team)
    address = f"/downloads/{format_name}/{INTERNAL if for_team else PUBLIC}"
    return page_rendering.redirect_to_job(state.jobs.start(MAKING.format(file_name), work, address, user.name))


@router.get("/downloads/{format_name}/{whose}")
def show_ready(request: Request, state: AppState, format_name: str, whose: str) -> Response:
    """Show that a file is ready, or why it could not be made."""
    address = f"/downloads/{format_name}/{whose}"
    file_name, job = download_name(format_name, whose == INTERNAL), state.jobs.last(address)
    content = find_download(state.app_context, file_name)
    if job is None or (content is None and job.state is not JobState.FAILED):
        return page_rendering.redirect("/downloads")
    view = ReadyPage(file_name, f"{address}/file", job, len(content or b""), whose == PUBLIC)
    return page_rendering.render(request, "download_ready.html.j2", view)


@router.get("/downloads/{format_name}/{whose}/file")
def save(state: AppState, user: CurrentUser, format_name: str, whose: str) -> Response:
    """Return a file that was made."""
    file_name = download_name(format_name, whose == INTERNAL)
    content = find_download(state.app_context, file_name)
    is_kept = format_name not in CODEBOOK_EXPORTERS and state.audit_session.is_kept_from(user)
    if content is None or is_kept:
        return page_rendering.redirect("/downloads")
    disposition = {"content-disposition": f'attachment; filename="{file_name}"'}
    return Response(content, media_type="application/octet-stream", headers=disposition)
