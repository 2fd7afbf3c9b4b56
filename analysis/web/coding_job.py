"""The job that codes all points, begun whenever the themes have changed, and by whoever asks for it."""

from __future__ import annotations

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.model import Coder
from analysis.web.background_jobs import CODING, Job
from analysis.web.state import Services


def start_coding(state: Services, user: Coder, then: str = "/themes") -> Job:
    """Have the machine code all points with the codebook of today, and lead to a page then.

    A run that has begun already may have an older codebook, and does not do. Meanwhile people go on reading and coding.
    """
    return state.jobs.start(CODING, _code, then, user.name, after_running=True, holds_workspace=False)


def _code(app: AppContext) -> int:
    return take_in_and_code(app).new
