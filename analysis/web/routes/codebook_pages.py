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

from analysis.app.coding.codebook_diff import CodebookDiff
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
from analysis.app.coding.theme_suggestions import Offer, find_candidates
from analysis.app.revisions import Kept, saved_as
from analysis.app.views.figures import Figures, figures
from analysis.errors import ConsultationError
from analysis.model import Codebook, Coder, Theme
from analysis.tally.report import ThemeTally
from analysis.web import page_rendering
from analysis.web.background_jobs import Job
from analysis.web.error_pages import show_error
from analysis.web.identity import CurrentUser, Form, SentForm
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

    def tally(self, theme_key: str) -> ThemeTally | None:
        """Return a theme's figures, where it was counted."""
        theme_tallies = self.figures.counted.report.themes if self.figures else ()
        return next((theme_tally for theme_tally in theme_tallies if theme_tally.theme.key == theme_key), None)


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
        return "; ".join(problem_text for problem_field, problem_text in self.problems if problem_field == field)

    @property
    def parents(self) -> tuple[Theme, ...]:
        """Return the themes that may be a parent of those written here."""
        edited_keys = {theme.key for theme in self.own}
        return tuple(theme for theme in self.book.codebook.themes if theme.key not in edited_keys)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A change before it is saved: what it does, or how far working that out is."""

    proposal: Proposal
    now: Codebook
    job: Job
    is_stale: bool

    @property
    def found(self) -> CodebookDiff | None:
        """Return what it does, once that is known."""
        return self.job.result if isinstance(self.job.result, CodebookDiff) else None

    @property
    def title(self) -> str:
        """Return what is done."""
        return TITLES[self.proposal.change.act]

    @property
    def names(self) -> dict[str, str]:
        """Return the themes' names by their keys, before and after."""
        drafted_themes = [draft.theme for draft in self.proposal.change.drafts]
        return Codebook(tuple(drafted_themes)).names | self.now.names

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
def show(request: Request, state: AppState, done: str = "") -> Response:
    """Return all themes."""
    return page_rendering.render(request, "codebook.html.j2", _codebook_page(state, done=bool(done)))


@router.get("/codebook/theme/{key}")
def show_theme(request: Request, state: AppState, key: str) -> Response:
    """Show one theme, whole."""
    codebook_page = _codebook_page(state)
    return page_rendering.render(request, "theme.html.j2", ThemePage(codebook_page.book.theme(key), codebook_page))


def _codebook_page(state: Services, done: bool = False) -> CodebookPage:
    return CodebookPage(book(state.everypoint), figures(state.snapshots, state.snapshots.get()), done)


# Writing --------------------------------------------------------------------------------------------------------------


@router.get("/codebook/form")
def write(
    request: Request,
    state: AppState,
    act: Act = Act.ADD,
    keys: Annotated[Sequence[str], Query()] = (),
    proposal: str = "",
    candidate: str = "",
) -> Response:
    """Return a form: an empty one, one with themes as they are, or one with what was written before."""
    current_book, keys = book(state.everypoint), tuple(dict.fromkeys(keys))
    if proposal and (saved_revision := saved_as(state.everypoint, proposal)):
        return _show_saved(request, saved_revision)
    if proposal:
        proposed_change = find_proposal(state.everypoint, proposal).change
        return _show_form(request, proposed_change.act, proposed_change.keys, proposed_change.drafts, current_book)
    if act in OF_ONE and len(keys) != 1:
        return page_rendering.redirect("/codebook")
    chosen_themes = tuple(current_book.theme(key) for key in keys)
    offered_draft = _candidate_draft(state, candidate) if candidate else Draft()
    if offered_draft is None:
        return show_error(request, 404, NO_CANDIDATE, (CANDIDATES, "Go to the candidate themes"))
    return _show_form(request, act, keys, _first_drafts(act, chosen_themes, offered_draft), current_book)


def _first_drafts(act: Act, themes: Sequence[Theme], offered_draft: Draft) -> tuple[Draft, ...]:
    """Return what stands in a form at first."""
    if act is Act.ADD:
        return (offered_draft,)
    if act is Act.RETIRE or not themes:
        return ()
    if act is Act.SPLIT:
        return (replace(Draft.of(themes[0]), key="", name=""), replace(Draft.of(themes[0]), key="", name=""))
    merged_draft = Draft.of(themes[0])
    for other_draft in map(Draft.of, themes[1:]):
        changes = {
            field_name: _join_lines(getattr(merged_draft, field_name), getattr(other_draft, field_name))
            for field_name in ("include", "exclude")
        }
        changes["examples"] = _join_lines(merged_draft.examples, other_draft.examples)
        changes["definition"] = f"{merged_draft.definition} {other_draft.definition}"
        changes["keywords"] = f"{merged_draft.keywords}, {other_draft.keywords}".strip(", ")
        merged_draft = replace(merged_draft, **changes)
    return (merged_draft,)


def _join_lines(first: str, second: str) -> str:
    return "\n".join(filter(None, (first, second)))


def _show_form(
    request: Request,
    action: Act,
    keys: Sequence[str],
    drafts: tuple[Draft, ...],
    current_book: Book,
    problems: Sequence[Mistake] = (),
) -> Response:
    chosen_themes = tuple(theme for theme in current_book.codebook.themes if theme.key in keys)
    if action is Act.MERGE and len(chosen_themes) < 2:
        drafts = ()
    form_page = FormPage(action, chosen_themes, drafts, current_book, tuple(problems))
    return page_rendering.render(request, "theme_form.html.j2", form_page, 400 if problems else 200)


@router.post("/codebook/form")
def send(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Keep what is written, and work out what it does."""
    sent_change = _parse_change(form)
    current_book = book(state.everypoint)
    if form.text("more"):
        return _show_form(
            request, sent_change.act, sent_change.keys, (*sent_change.drafts, Draft())[:MOST_PARTS], current_book
        )
    form_problems = mistakes(sent_change, current_book.codebook)
    if not form_problems:
        try:
            proposal = propose(state.everypoint, keyed(sent_change, current_book.codebook), user)
        except ConsultationError as error:
            form_problems = [("form", problem_text) for problem_text in error.problems]
        else:
            _weighing_job(state, proposal, user)
            return page_rendering.redirect(f"/codebook/change/{proposal.id}")
    return _show_form(request, sent_change.act, sent_change.keys, sent_change.drafts, current_book, form_problems)


def _parse_change(form: Form) -> Change:
    draft_numbers = [field_match[1] for field_name in form.names() if (field_match := FIELD.fullmatch(field_name))]
    drafts = (
        Draft(**{field.name: form.text(f"{field.name}-{number}") for field in fields(Draft)})
        for number in draft_numbers
    )
    if form.text("act") not in set(Act):
        raise Refused(400, "This form does not say what is to be done. Load the page again.")
    sent_change = Change(
        Act(form.text("act")), tuple(dict.fromkeys(form.texts("keys"))), tuple(drafts), form.text("base")
    )
    needed = 1 if sent_change.act in OF_ONE else 2 if sent_change.act is Act.MERGE else 0
    is_short = len(sent_change.drafts) < LEAST_DRAFTS[sent_change.act]
    if (
        is_short
        or len(sent_change.keys) < needed
        or (len(sent_change.keys) > needed and sent_change.act is not Act.MERGE)
    ):
        raise Refused(400, "This form does not say which themes it is about. Go to the codebook, and begin there.")
    return sent_change


# Saving ---------------------------------------------------------------------------------------------------------------


def _weighing_job(state: Services, proposal: Proposal, user: Coder) -> Job:
    """Return the job that works out what a change does, begun where there is none; small ones are over already."""
    change_page = f"/codebook/change/{proposal.id}"
    weighing_job = state.jobs.last(change_page)
    if weighing_job is None:
        weighing_job = state.jobs.start(
            WEIGHING, partial(weigh, proposal=proposal), change_page, user.name, holds_workspace=False
        )
    deadline = time.monotonic() + SOON
    while not weighing_job.is_over and time.monotonic() < deadline:
        time.sleep(0.02)
        weighing_job = state.jobs.find(weighing_job.id) or weighing_job
    return weighing_job


@router.get("/codebook/change/{id}")
def show_change(request: Request, state: AppState, user: CurrentUser, id: str) -> Response:
    """Return what a change does, before it is saved."""
    if saved_revision := saved_as(state.everypoint, id):
        return _show_saved(request, saved_revision)
    proposal = find_proposal(state.everypoint, id)
    change_page = ChangePage(
        proposal,
        book(state.everypoint).codebook,
        _weighing_job(state, proposal, user),
        is_stale(state.everypoint, proposal),
    )
    return page_rendering.render(request, "change.html.j2", change_page)


@router.post("/codebook/change/{id}/save")
def save_change(request: Request, state: AppState, user: CurrentUser, id: str) -> Response:
    """Write a change into consultation.toml; one that was made of another file goes back to its form."""
    if saved_as(state.everypoint, id):
        return page_rendering.redirect("/codebook", done="saved")
    state.must_be_free()
    try:
        save(state.everypoint, id, user)
    except ConsultationError:
        change, current_book = find_proposal(state.everypoint, id).change, book(state.everypoint)
        return _show_form(request, change.act, change.keys, change.drafts, current_book, [("form", STALE)])
    return page_rendering.redirect("/codebook", done="saved")


@router.post("/codebook/change/{id}/drop")
def drop_change(request: Request, state: AppState, id: str) -> Response:
    """Give a change up; one that is saved already stays."""
    if saved_revision := saved_as(state.everypoint, id):
        return _show_saved(request, saved_revision)
    give_up(state.everypoint, id)
    return page_rendering.redirect("/codebook")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A change that somebody comes back to after it was saved."""

    kept: Kept


def _show_saved(request: Request, saved_revision: Kept) -> Response:
    return page_rendering.render(request, "change_saved.html.j2", SavedPage(saved_revision))


# Candidates -----------------------------------------------------------------------------------------------------------


@router.get(CANDIDATES)
def show_candidates(request: Request, state: AppState) -> Response:
    """Return what the codebook does not cover."""
    candidates_page = CandidatesPage(state.jobs.last(CANDIDATES))
    is_old = (
        candidates_page.offer is not None and candidates_page.offer.codebook != book(state.everypoint).codebook.version
    )
    return page_rendering.render(request, "candidates.html.j2", replace(candidates_page, is_old=is_old))


@router.post(CANDIDATES)
def look(state: AppState, user: CurrentUser) -> Response:
    """Look for candidate themes."""
    search_job = state.jobs.start(LOOKING, find_candidates, CANDIDATES, user.name, holds_workspace=False)
    return page_rendering.redirect(f"/jobs/{search_job.id}")


def _candidate_draft(state: Services, candidate_id: str) -> Draft | None:
    """Return the beginning of a theme that a candidate makes; None where it is not known any more."""
    offer = CandidatesPage(state.jobs.last(CANDIDATES)).offer
    candidate = offer.candidate(candidate_id) if offer else None
    return candidate.draft if candidate else None
