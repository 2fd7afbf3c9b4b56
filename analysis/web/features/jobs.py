"""Pages of long jobs while they run; closing one stops nothing, and a button stops the job."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from analysis.web import page_rendering
from analysis.web.background_jobs import JobState
from analysis.web.state import AppState

router = APIRouter()


@router.get("/jobs/{id}")
def progress(request: Request, state: AppState, id: str) -> Response:
    """Return how far a job is; once it is done, the page that shows what came of it."""
    shown_job = state.jobs.find(id)
    if shown_job is None:
        raise HTTPException(404)
    if shown_job.state is JobState.DONE:
        return RedirectResponse(shown_job.then, 303)
    return page_rendering.render(request, "job.html.j2", shown_job)


@router.post("/jobs/{id}/stop")
def stop(state: AppState, id: str) -> Response:
    """Stop a job; what it has done is kept."""
    state.jobs.stop(id)
    return page_rendering.redirect(f"/jobs/{id}")
