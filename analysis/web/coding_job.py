"""The job that codes all points, begun whenever themes or responses have changed, and by whoever asks for it."""

from __future__ import annotations

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest.noted_uploads import noted_batches
from analysis.app.ingest.upload_batches import UploadState
from analysis.app.snapshot.machine_identity import chosen_model
from analysis.web.background_jobs import CODING, Job
from analysis.web.state import Services
from analysis.workspace import is_placeholder


def start_coding(state: Services, user_name: str, then: str = "/themes") -> Job:
    """Have the machine code all points with the codebook of today, and lead to a page then.

    A run that has begun already may have an older codebook, and does not do. Meanwhile people go on reading and coding.
    """
    return state.jobs.start(CODING, _code, then, user_name, after_running=True, holds_workspace=False)


def code_again(state: Services, user_name: str) -> None:
    """Have the points coded after a change that codes them otherwise, without being asked.

    What a language model codes takes long, and may cost something: that is asked for. Themes that nobody wrote code
    nothing.
    """
    if _is_coded_unasked(state):
        start_coding(state, user_name)


def code_uploaded(state: Services, user_name: str) -> None:
    """Have the points of an upload coded once it is read, unless a table waits for its columns."""
    if _is_coded_unasked(state):
        state.jobs.start(CODING, _code_settled, "/points", user_name, after_running=True, holds_workspace=False)


def _is_coded_unasked(state: Services) -> bool:
    consultation = state.consultation
    return not is_placeholder(consultation.codebook) and chosen_model(consultation) is None


def _code_settled(app: AppContext) -> int:
    is_asked = any(item.state is UploadState.COLUMNS for batch in noted_batches(app) for item in batch.items)
    return 0 if is_asked else _code(app)


def _code(app: AppContext) -> int:
    return take_in_and_code(app).new
