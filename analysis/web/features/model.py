"""Code with a model: who it is, what would be sent to it and what that costs, and the run that a person agrees to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin.model_settings import ModelForm, present_model, save_model
from analysis.app.admin.settings_edit import Mistake
from analysis.app.audit.model_session import ModelRun, make_plan, run_plan, trial_of
from analysis.app.coding.model_plan import SendingPlan
from analysis.app.coding.plan_words import plan_lines
from analysis.errors import ConsultationError, OvertakenError
from analysis.web import page_rendering
from analysis.web.background_jobs import Job
from analysis.web.identity import CurrentUser, SentForm
from analysis.web.state import AppState, Services

router = APIRouter()

MODEL = "/model"
PLANNING, ASKING = "Finding what would be sent to the model", "Coding with the model"
SAVED = "The settings are saved. Nothing was sent."

MODES = (
    ("local", "The model codes nothing: Everypoint’s own classifier codes every point"),
    ("doubt", "The model codes the points of which Everypoint’s own classifier is least sure"),
    ("teach", "The model codes a random sample, from which Everypoint’s own classifier learns"),
    ("model", "The model codes every point"),
)
RULES = (("hold back", "Keep them here"), ("mask", "Mask personal data"), ("send", "Send them as they are"))


@dataclass(frozen=True, slots=True)
class ModelPage(page_rendering.FormProblems):
    """The form, and what the last look or run said."""

    typed: ModelForm
    base: str
    job: Job | None = None
    problems: tuple[Mistake, ...] = ()
    done: str = ""
    modes: tuple[tuple[str, str], ...] = MODES
    rules: tuple[tuple[str, str], ...] = RULES

    @property
    def plan(self) -> SendingPlan | None:
        """Return what would be sent, where that was looked at last."""
        result = self.job.result if self.job else None
        return result if isinstance(result, SendingPlan) else None

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the plan in sentences."""
        return tuple(plan_lines(self.plan)) if self.plan else ()

    @property
    def trial(self) -> int:
        """Return how many requests would be sent first, to learn what the rest takes."""
        return len(trial_of(self.plan)) if self.plan else 0

    @property
    def run(self) -> ModelRun | None:
        """Return what came of the last run."""
        result = self.job.result if self.job else None
        return result if isinstance(result, ModelRun) else None


@router.get(MODEL)
def show(request: Request, state: AppState, done: bool = False) -> Response:
    """Show the settings, and what was looked at or done last."""
    return page_rendering.render(request, "model.html.j2", replace(_page(state), done=SAVED if done else ""))


@router.post(MODEL)
def save(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Save the settings; what cannot be saved is shown again with all that was typed."""
    state.must_be_free()
    typed = ModelForm(**{field.name: form.text(field.name) for field in fields(ModelForm)})
    try:
        problems: Sequence[Mistake] = save_model(state.app_context, form.text("base"), typed, user)
    except (OvertakenError, ConsultationError) as error:
        problems = [("form", str(error))]
    if problems:
        page = replace(_page(state), typed=typed, problems=tuple(problems))
        return page_rendering.render(request, "model.html.j2", page, 400)
    return page_rendering.redirect(MODEL, done="true")


@router.post(f"{MODEL}/plan")
def plan(state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Start a job that finds out what would be sent; nothing is."""
    work = partial(make_plan, again=bool(form.text("again")))
    return page_rendering.redirect_to_job(state.jobs.start(PLANNING, work, MODEL, user.name))


@router.post(f"{MODEL}/send")
def send(state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Start the job that sends what the person saw, and codes; others may go on with their work meanwhile."""
    is_trial, again = bool(form.text("trial")), bool(form.text("again"))
    work = partial(run_plan, plan_id=form.text("plan"), is_trial=is_trial, again=again, who=user.name)
    return page_rendering.redirect_to_job(state.jobs.start(ASKING, work, MODEL, user.name, holds_workspace=False))


def _page(state: Services) -> ModelPage:
    base, typed = present_model(state.app_context)
    return ModelPage(typed, base, state.jobs.last(MODEL))
