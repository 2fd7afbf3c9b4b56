"""Recoding a point where it is shown: on the list of points, and in the response that it is from."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.audit.coding_page import CodingPage
from analysis.app.audit.queues import QueueKind
from analysis.app.audit.record import RECORDED
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import Coder, PointKey
from analysis.web import page_rendering
from analysis.web.error_pages import show_error
from analysis.web.features.audit.audit_forms import parse_coding
from analysis.web.features.audit.audit_words import PROBLEMS
from analysis.web.features.points.team_routes import place_named
from analysis.web.identity import CurrentUser, SentForm, own_path
from analysis.web.state import AppState, CurrentSnapshot, Services

router = APIRouter()

NOT_SAVED = "Nothing was saved: {why}. Go back, reload the page, and choose again."


@dataclass(frozen=True, slots=True)
class Recoding:
    """A point that is open to be recoded; ``back`` is the page that shows it, without the form."""

    coding: CodingPage
    back: str

    def is_of(self, point: PointKey) -> bool:
        """Return whether it is this point that is open."""
        return self.coding.point == point


def open_recoding(state: Services, snapshot: Snapshot, user: Coder, named: str, back: str) -> Recoding | None:
    """Return the point that an address names, such as "letter.txt|20-116"; None where it names none that is there.

    Raises AuditError where this person must not see how it is coded.
    """
    point = place_named(named)
    if point is None or point not in snapshot.digests:
        return None
    return Recoding(state.audit_session.open_in_place(snapshot, user, point), back)


def anchor_of(named: str) -> str:
    """Return where the point that an address names stands on its response's page."""
    start = named.rpartition("|")[2].partition("-")[0]
    return f"#p{start}" if start.isdecimal() else ""


@router.post("/points/recode")
def recode(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    form: SentForm,
) -> Response:
    """Record what somebody says of a point, and show the page again on which they said it."""
    state.must_be_free(only_appends=True)
    coding_request, back = parse_coding(form), own_path(form.text("back"))
    recorded = state.audit_session.record(snapshot, QueueKind.ASSISTED, user, coding_request)
    if recorded.outcome in RECORDED:
        return page_rendering.redirect_to(back)
    why = PROBLEMS[recorded.outcome].why.format(who=" and ".join(recorded.others) or "somebody else")
    return show_error(request, 409, NOT_SAVED.format(why=why), (back, "Go back to the point as it is now"))
