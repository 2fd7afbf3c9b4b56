"""Proposed themes: looking for them, and taking several into the codebook at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.coding.codebook_edit import book, propose
from analysis.app.coding.codebook_validation import Mistake, mistakes
from analysis.app.coding.model_naming import find_and_name
from analysis.app.coding.theme_proposals import Choice, Offer, accepted, find_proposals
from analysis.errors import ConsultationError
from analysis.proposing.theme_proposals import MOST
from analysis.web import page_rendering
from analysis.web.error_pages import show_error
from analysis.web.features.codebook.codebook_routes import PROPOSALS
from analysis.web.features.codebook.codebook_views import ProposalsPage
from analysis.web.features.codebook.codebook_words import LOOKING, NO_NAME, NO_NUMBER, NO_PROPOSALS
from analysis.web.features.codebook.weighing import show_weighed
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.state import AppState, Services

router = APIRouter()


@router.get(PROPOSALS)
def show_proposals(request: Request, state: AppState, stale: bool = False) -> Response:
    """Show what was proposed last, and the form for looking again."""
    problems = (("form", "Someone has changed the codebook. Nothing was saved. Choose again."),) if stale else ()
    return page_rendering.render(request, "proposals.html.j2", _page(state, problems))


@router.post(PROPOSALS)
def look(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Start a job that proposes themes."""
    asked = form.text("size").strip()
    if asked and not (asked.isdecimal() and 1 <= int(asked) <= MOST):
        page = _page(state, [("size", NO_NUMBER.format(MOST))])
        return page_rendering.render(request, "proposals.html.j2", page, 400)
    size, question = int(asked or 0), form.text("question")
    work = partial(find_proposals, size=size, question=question)
    if form.text("model"):
        work = partial(find_and_name, size=size, question=question, who=user.name)
    return page_rendering.redirect_to_job(state.jobs.start(LOOKING, work, PROPOSALS, user.name, holds_workspace=False))


@router.post(f"{PROPOSALS}/accept")
def accept(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Keep the chosen proposals as a change of the codebook, and work out what it does."""
    offer, choices = _page(state).offer, _choices(form)
    if offer is None or any(offer.find(choice.id) is None for choice in choices):
        return show_error(request, 404, NO_PROPOSALS, (PROPOSALS, "Go to the proposed themes"))
    problems = [(f"name-{choice.id}", NO_NAME) for choice in choices if not choice.name.strip()]
    current_book = book(state.app_context)
    try:
        change = accepted(offer, choices, current_book)
        problems += [("form", text) for _, text in mistakes(change, current_book.codebook)] if not problems else []
        if not problems:
            proposal = propose(state.app_context, change, user)
            return show_weighed(state, proposal, user)
    except ConsultationError as error:
        problems += [("form", text) for text in error.problems]
    page = replace(_page(state, list(dict.fromkeys(problems))), choices=choices)
    return page_rendering.render(request, "proposals.html.j2", page, 400)


def _page(state: Services, problems: list[Mistake] | tuple[Mistake, ...] = ()) -> ProposalsPage:
    consultation = state.consultation
    page = ProposalsPage(
        state.jobs.last(PROPOSALS), consultation.questions, problems=tuple(problems), model=consultation.coder
    )
    offer: Offer | None = page.offer
    return replace(page, is_old=offer is not None and offer.codebook != consultation.codebook.version)


def _choices(form: Form) -> tuple[Choice, ...]:
    return tuple(
        Choice(id, form.text(f"name-{id}"), form.text(f"into-{id}")) for id in dict.fromkeys(form.texts("keep"))
    )
