"""The codebook: its themes, and changing them, with what that does shown before it is saved."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from analysis.app.coding.codebook_edit import (
    STALE,
    Act,
    Book,
    Change,
    Draft,
    Proposal,
    book,
    find_proposal,
    give_up,
    is_stale,
    propose,
    save,
    weigh,
)
from analysis.app.coding.codebook_validation import Mistake, keyed, mistakes
from analysis.app.coding.edit_consequences import Consequences
from analysis.app.coding.theme_suggestions import Offer, find_candidates
from analysis.app.revisions import Kept, saved_as
from analysis.app.views.figures import Figures, figures
from analysis.errors import ConsultationError
from analysis.model import Codebook, Coder, Theme
from analysis.tally.report import ThemeTally
from analysis.web import page_rendering
from analysis.web.background_jobs import Job
from analysis.web.error_pages import trouble
from analysis.web.identity import Acting, Form, Sent
from analysis.web.middleware import Refused
from analysis.web.state import AppState, Services

router = APIRouter()

TITLES = {
    Act.ADD: "Add a theme",
    Act.EDIT: "Change a theme",
    Act.MERGE: "Merge themes",
    Act.SPLIT: "Split a theme",
    Act.RETIRE: "Retire a theme",
}
"""What each form is called."""

WEIGHING = "Working out what a change of the codebook does"
LOOKING = "Looking for candidate themes"
CANDIDATES = "/codebook/candidates"

OF_ONE = (Act.EDIT, Act.SPLIT, Act.RETIRE)
"""What is done with one theme."""

LEAST_DRAFTS = {Act.ADD: 1, Act.EDIT: 1, Act.MERGE: 1, Act.SPLIT: 2, Act.RETIRE: 0}
"""How many themes a form must hold."""

MOST_PARTS = 8
"""Parts of a theme that is split."""

NO_CANDIDATE = (
    "This candidate is not there any more: somebody has looked again since, or the program was started anew. "
    "Nothing was lost but the list; look for candidates again."
)

SOON = 1.5
"""Seconds for which a page waits for the consequences, so that a small workspace shows them at once."""

FIELD = re.compile(r"name-(\d)")


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """All themes with their figures; ``done`` is said after a change was saved."""

    book: Book
    figures: Figures | None
    done: bool = False

    def tally(self, key: str) -> ThemeTally | None:
        """Return a theme's figures, where it was counted."""
        themes = self.figures.counted.report.themes if self.figures else ()
        return next((tally for tally in themes if tally.theme.key == key), None)


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme, whole."""

    theme: Theme
    page: CodebookPage


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form for themes; ``own`` are those that are changed, as they are now, ``problems`` what is wrong in it."""

    act: Act
    own: tuple[Theme, ...]
    drafts: tuple[Draft, ...]
    book: Book
    problems: tuple[Mistake, ...] = ()

    @property
    def title(self) -> str:
        """Return what the form is for."""
        return TITLES[self.act]

    def problem(self, field: str) -> str:
        """Return what is wrong in a field, if anything."""
        return "; ".join(words for name, words in self.problems if name == field)

    @property
    def parents(self) -> tuple[Theme, ...]:
        """Return the themes that may be a parent of those written here."""
        own = {theme.key for theme in self.own}
        return tuple(theme for theme in self.book.codebook.themes if theme.key not in own)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A change before it is saved: what it does, or how far working that out is."""

    proposal: Proposal
    now: Codebook
    job: Job
    is_stale: bool

    @property
    def found(self) -> Consequences | None:
        """Return what it does, once that is known."""
        return self.job.result if isinstance(self.job.result, Consequences) else None

    @property
    def title(self) -> str:
        """Return what is done."""
        return TITLES[self.proposal.change.act]

    @property
    def names(self) -> dict[str, str]:
        """Return the themes' names by their keys, before and after."""
        drafts = Codebook(tuple(draft.theme for draft in self.proposal.change.drafts))
        return drafts.names | self.now.names

    @property
    def form(self) -> str:
        """Return the form that it came from, with what was written."""
        return page_rendering.address("/codebook/form", proposal=self.proposal.id)


@dataclass(frozen=True, slots=True)
class CandidatesPage:
    """Candidate themes, if somebody has looked for them since the program was started."""

    job: Job | None
    is_old: bool = False

    @property
    def offer(self) -> Offer | None:
        """Return what was found."""
        return self.job.result if self.job and isinstance(self.job.result, Offer) else None


# Looking --------------------------------------------------------------------------------------------------------------


@router.get("/codebook")
def show(request: Request, here: AppState, done: str = "") -> Response:
    """Return all themes."""
    return page_rendering.show(request, "codebook.html.j2", _page(here, done=bool(done)))


@router.get("/codebook/theme/{key}")
def show_theme(request: Request, here: AppState, key: str) -> Response:
    """One theme, whole."""
    page = _page(here)
    return page_rendering.show(request, "theme.html.j2", ThemePage(page.book.theme(key), page))


def _page(here: Services, done: bool = False) -> CodebookPage:
    return CodebookPage(book(here.everypoint), figures(here.everypoint, here.current), done)


# Writing --------------------------------------------------------------------------------------------------------------


@router.get("/codebook/form")
def write(
    request: Request,
    here: AppState,
    act: Act = Act.ADD,
    keys: Annotated[Sequence[str], Query()] = (),
    proposal: str = "",
    candidate: str = "",
) -> Response:
    """Return a form: an empty one, one with themes as they are, or one with what was written before."""
    now, keys = book(here.everypoint), tuple(dict.fromkeys(keys))
    if proposal and (kept := saved_as(here.everypoint, proposal)):
        return _saved(request, kept)
    if proposal:
        change = find_proposal(here.everypoint, proposal).change
        return _form(request, change.act, change.keys, change.drafts, now)
    if act in OF_ONE and len(keys) != 1:
        return page_rendering.go("/codebook")
    own = tuple(now.theme(key) for key in keys)
    offered = _offered(here, candidate) if candidate else Draft()
    if offered is None:
        return trouble(request, 404, NO_CANDIDATE, (CANDIDATES, "Go to the candidate themes"))
    return _form(request, act, keys, _begun(act, own, offered), now)


def _begun(act: Act, own: Sequence[Theme], offered: Draft) -> tuple[Draft, ...]:
    """Return what stands in a form at first."""
    if act is Act.ADD:
        return (offered,)
    if act is Act.RETIRE or not own:
        return ()
    if act is Act.SPLIT:
        return (replace(Draft.of(own[0]), key="", name=""), replace(Draft.of(own[0]), key="", name=""))
    together = Draft.of(own[0])
    for other in map(Draft.of, own[1:]):
        joined = {name: _joined(getattr(together, name), getattr(other, name)) for name in ("include", "exclude")}
        joined["examples"] = _joined(together.examples, other.examples)
        joined["definition"] = f"{together.definition} {other.definition}"
        joined["keywords"] = f"{together.keywords}, {other.keywords}".strip(", ")
        together = replace(together, **joined)
    return (together,)


def _joined(first: str, second: str) -> str:
    return "\n".join(filter(None, (first, second)))


def _form(
    request: Request,
    act: Act,
    keys: Sequence[str],
    drafts: tuple[Draft, ...],
    now: Book,
    problems: Sequence[Mistake] = (),
) -> Response:
    own = tuple(theme for theme in now.codebook.themes if theme.key in keys)
    if act is Act.MERGE and len(own) < 2:
        drafts = ()
    page = FormPage(act, own, drafts, now, tuple(problems))
    return page_rendering.show(request, "theme_form.html.j2", page, 400 if problems else 200)


@router.post("/codebook/form")
def send(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Keep what is written, and work out what it does."""
    change = _sent(sent)
    now = book(here.everypoint)
    if sent.text("more"):
        return _form(request, change.act, change.keys, (*change.drafts, Draft())[:MOST_PARTS], now)
    problems = mistakes(change, now.codebook)
    if not problems:
        try:
            made = propose(here.everypoint, keyed(change, now.codebook), who)
        except ConsultationError as error:
            problems = [("form", problem) for problem in error.problems]
        else:
            _weighed(here, made, who)
            return page_rendering.go(f"/codebook/change/{made.id}")
    return _form(request, change.act, change.keys, change.drafts, now, problems)


def _sent(sent: Form) -> Change:
    numbers = [found[1] for name in sent.names() if (found := FIELD.fullmatch(name))]
    drafts = (Draft(**{f.name: sent.text(f"{f.name}-{n}") for f in fields(Draft)}) for n in numbers)
    if sent.text("act") not in set(Act):
        raise Refused(400, "This form does not say what is to be done. Load the page again.")
    change = Change(Act(sent.text("act")), tuple(dict.fromkeys(sent.texts("keys"))), tuple(drafts), sent.text("base"))
    wanted = 1 if change.act in OF_ONE else 2 if change.act is Act.MERGE else 0
    is_short = len(change.drafts) < LEAST_DRAFTS[change.act]
    if is_short or len(change.keys) < wanted or (len(change.keys) > wanted and change.act is not Act.MERGE):
        raise Refused(400, "This form does not say which themes it is about. Go to the codebook, and begin there.")
    return change


# Saving ---------------------------------------------------------------------------------------------------------------


def _weighed(here: Services, proposal: Proposal, who: Coder) -> Job:
    """Return the job that works out what a change does, begun where there is none; small ones are over already."""
    then = f"/codebook/change/{proposal.id}"
    job = here.jobs.last(then)
    if job is None:
        job = here.jobs.start(WEIGHING, partial(weigh, proposal=proposal), then, who.name, holds=False)
    until = time.monotonic() + SOON
    while not job.is_over and time.monotonic() < until:
        time.sleep(0.02)
        job = here.jobs.find(job.id) or job
    return job


@router.get("/codebook/change/{id}")
def show_change(request: Request, here: AppState, who: Acting, id: str) -> Response:
    """Return what a change does, before it is saved."""
    if kept := saved_as(here.everypoint, id):
        return _saved(request, kept)
    proposal = find_proposal(here.everypoint, id)
    page = ChangePage(
        proposal, book(here.everypoint).codebook, _weighed(here, proposal, who), is_stale(here.everypoint, proposal)
    )
    return page_rendering.show(request, "change.html.j2", page)


@router.post("/codebook/change/{id}/save")
def save_change(request: Request, here: AppState, who: Acting, id: str) -> Response:
    """Write a change into consultation.toml; one that was made of another file goes back to its form."""
    if saved_as(here.everypoint, id):
        return page_rendering.go("/codebook", done="saved")
    here.must_be_free()
    try:
        save(here.everypoint, id, who)
    except ConsultationError:
        change = find_proposal(here.everypoint, id).change
        return _form(request, change.act, change.keys, change.drafts, book(here.everypoint), [("form", STALE)])
    return page_rendering.go("/codebook", done="saved")


@router.post("/codebook/change/{id}/drop")
def drop_change(request: Request, here: AppState, id: str) -> Response:
    """Give a change up; one that is saved already stays."""
    if kept := saved_as(here.everypoint, id):
        return _saved(request, kept)
    give_up(here.everypoint, id)
    return page_rendering.go("/codebook")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A change that somebody comes back to after it was saved."""

    kept: Kept


def _saved(request: Request, kept: Kept) -> Response:
    return page_rendering.show(request, "change_saved.html.j2", SavedPage(kept))


# Candidates -----------------------------------------------------------------------------------------------------------


@router.get(CANDIDATES)
def show_candidates(request: Request, here: AppState) -> Response:
    """Return what the codebook does not cover."""
    page = CandidatesPage(here.jobs.last(CANDIDATES))
    is_old = page.offer is not None and page.offer.codebook != book(here.everypoint).codebook.version
    return page_rendering.show(request, "candidates.html.j2", replace(page, is_old=is_old))


@router.post(CANDIDATES)
def look(here: AppState, who: Acting) -> Response:
    """Look for candidate themes."""
    job = here.jobs.start(LOOKING, find_candidates, CANDIDATES, who.name, holds=False)
    return page_rendering.go(f"/jobs/{job.id}")


def _offered(here: Services, id: str) -> Draft | None:
    """Return the beginning of a theme that a candidate makes; None where it is not known any more."""
    offer = CandidatesPage(here.jobs.last(CANDIDATES)).offer
    found = offer.candidate(id) if offer else None
    return found.draft if found else None
