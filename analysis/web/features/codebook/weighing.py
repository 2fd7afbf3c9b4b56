"""Working out what a change of the codebook does, as a job."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from starlette.responses import Response

from analysis.app.audit.leading_figures import leading_figures
from analysis.app.coding.codebook_edit import ProposedChange, weigh
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import EverypointError
from analysis.model import Coder
from analysis.web import page_rendering
from analysis.web.background_jobs import Job
from analysis.web.features.codebook.codebook_words import WEIGHING
from analysis.web.state import Services

SOON = 1.5
"""Seconds for which a page waits for the consequences, so that a small workspace shows them at once."""


def prepare_weighing(state: Services) -> None:
    """Begin to learn what every change is weighed by, while somebody writes one."""
    with suppress(EverypointError):  # what is wrong is told where the change is sent
        if (snapshot := state.snapshots.get_if_known()) and snapshot.corpus.points:
            state.snapshots.begin(_learn_texts, snapshot)


def _learn_texts(_app: AppContext, snapshot: Snapshot, _former: object) -> object:
    return snapshot.text_views


def show_weighed(state: Services, proposal: ProposedChange, user: Coder) -> Response:
    """Begin to work out what a change does, and lead to the page that shows it."""
    weighing_job(state, proposal, user)
    return page_rendering.redirect(f"/codebook/change/{proposal.id}")


def weighing_job(state: Services, proposal: ProposedChange, user: Coder) -> Job:
    """Return the job that works out what a change does, begun where there is none; small ones are over already."""
    change_page = f"/codebook/change/{proposal.id}"
    job = state.jobs.last(change_page)
    if job is None:
        job = state.jobs.start(
            WEIGHING,
            partial(weigh, proposal=proposal, led=leading_figures, latest=state.snapshots.get),
            change_page,
            user.name,
            holds_workspace=False,
        )
    state.jobs.is_over_soon(job.id, SOON)
    return state.jobs.find(job.id) or job
