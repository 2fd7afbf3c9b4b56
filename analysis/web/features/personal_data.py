"""Personal data: every proposal with its context, to be confirmed or rejected one by one or all of a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from analysis.app.redaction.decisions import decide, place_of, withhold_words
from analysis.app.redaction.proposals import OPEN, ProposalList, list_proposals, proposed, search, select
from analysis.errors import UnreadableError
from analysis.model import RedactionDecision
from analysis.text import plural
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()

STATES = ((OPEN, "Not looked at yet"), ("confirmed", "Decided: withhold"), ("rejected", "Decided: print"), ("", "All"))
"""What may be listed, in words for people."""

DONE = {
    RedactionDecision.CONFIRMED: "withheld in all that is published",
    RedactionDecision.REJECTED: "will be printed as written",
    RedactionDecision.REOPENED: "to be looked at again",
}
UNKNOWN = "This form does not say whether to withhold or to print. Nothing was saved. Go back and try again."


@dataclass(frozen=True, slots=True)
class PersonalDataPage:
    """The proposals, none while first searched; what was just done; and what is wrong with words to withhold."""

    found: ProposalList | None
    done: str = ""
    problem: str = ""
    words: str = ""
    states: tuple[tuple[str, str], ...] = STATES

    @property
    def next(self) -> str:
        """Return the address of another page of the same list, without its number at the end."""
        return f"{_address(*self._asked)}&page="

    def of_state(self, state: str) -> str:
        """Return the address of the same list in another state."""
        kind, _, document = self._asked
        return _address(kind, state, document)

    def of_kind(self, kind: str) -> str:
        """Return the address of the same list of another kind."""
        return _address(kind, *self._asked[1:])

    @property
    def _asked(self) -> tuple[str, str, str]:
        """Return the kind, the state and the response that are listed."""
        return (self.found.kind, self.found.state, self.found.document) if self.found else ("", OPEN, "")


def _address(kind: str, state: str, document: str) -> str:
    kept = page_rendering.address("/personal-data", kind=kind, document=document)
    return page_rendering.longer_address(kept, f"state={state}")


@router.get("/personal-data")
def show(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    kind: str = "",
    listed_state: Annotated[str, Query(alias="state")] = OPEN,
    document: str = "",
    page: int = 1,
    done: str = "",
) -> Response:
    """Show a page of proposals."""
    searched = state.snapshots.latest(search, snapshot)
    is_searched = searched is not None and (searched.is_newest or searched.what is snapshot.corpus)
    found = list_proposals(snapshot, kind, listed_state, document, page) if is_searched else None
    return page_rendering.render(request, "personal_data.html.j2", PersonalDataPage(found, done[:200]))


@router.post("/personal-data")
def take(state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Record what was decided about one proposal, or about all that are listed."""
    state.must_be_free()
    decision = _decision(form)
    kind, listed_state, document = form.text("kind"), form.text("state"), form.text("document")
    if form.text("all"):
        rows = select(proposed(snapshot), kind, listed_state, document)
        places = [place_of(row.place) for row in rows]
    else:
        places = [place_of(written) for written in form.texts("place")]
    number = decide(state.app_context, snapshot, places, decision, user.name)
    done = f"{plural(number, 'passage')} {DONE[decision]}"
    return page_rendering.redirect_to(_back(kind, listed_state, document, form.text("page"), done))


def _decision(form: Form) -> RedactionDecision:
    try:
        return RedactionDecision(form.text("decision"))
    except ValueError as error:
        raise Refused(400, UNKNOWN) from error


def _back(kind: str, state: str, document: str, page: str, done: str) -> str:
    number = page if page.isdecimal() else "1"
    listed = page_rendering.address("/personal-data", kind=kind, document=document, page=number, done=done)
    return f"{listed}&state={state if state in dict(STATES) else OPEN}"


@router.post("/personal-data/words")
def withhold(
    request: Request, state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm
) -> Response:
    """Withhold words of a response that nothing proposes."""
    state.must_be_free()
    document, words = form.text("document"), form.text("words")
    try:
        number = withhold_words(state.app_context, snapshot, document, words, user.name)
    except UnreadableError as error:
        found, problem = list_proposals(snapshot, document=document, state=""), error.reason
        problem = problem[0].upper() + problem[1:]
        return page_rendering.render(
            request, "personal_data.html.j2", PersonalDataPage(found, problem=problem, words=words), 400
        )
    return page_rendering.redirect_to(_back("", "", document, "1", f"{plural(number, 'passage')} withheld"))
