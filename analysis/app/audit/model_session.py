"""A session with a model: everything is taken in, a plan is made, and what the user agreed to is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.app.audit.sheets_folder import take_in_and_code, take_in_sheets
from analysis.app.coding.model_plan import SendingPlan, plan_sending
from analysis.app.coding.model_run import Asking, ask_model
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described
from analysis.app.snapshot.taking import take
from analysis.errors import ModelError
from analysis.prompting.model_requests import ModelRequest
from analysis.prompting.token_estimate import ENOUGH

CHANGED = "What would be sent has changed since it was shown. Nothing was sent. Look at it again."


def asks_model(app: AppContext) -> bool:
    """Return whether the settings name a model that codes anything."""
    coder = described(app)[0].coder
    return coder is not None and (coder.codes or coder.positions)


def make_plan(app: AppContext, again: bool = False) -> SendingPlan:
    """Take in what is new, and return what coding with the model would send. Nothing is sent."""
    described(app)  # a mistake is told before anything is written
    with app.store.alone():
        app.workspace.clear_remains()
        snapshot, _ = take_in_sheets(app, take(app))
    return plan_sending(app, snapshot, again)


def trial_of(plan: SendingPlan) -> tuple[ModelRequest, ...]:
    """Return the requests from whose answers tokens are learned, where that is worth a step of its own; else none."""
    is_worth = plan.coder.has_price and not plan.tokens.learned and len(plan.requests) > 2 * ENOUGH
    return plan.requests[:ENOUGH] if is_worth else ()


@dataclass(frozen=True, slots=True)
class ModelRun:
    """What came of a run from a page: what was answered, and how many points were coded anew; None: not coded yet."""

    asking: Asking
    coded: int | None


def run_plan(app: AppContext, plan_id: str, is_trial: bool, again: bool, who: str) -> ModelRun:
    """Send what a person saw in a plan, or the first of it, and code where all was sent.

    Raises ModelError where something else would be sent now.
    """
    plan = make_plan(app, again)
    if plan.id != plan_id:
        raise ModelError(CHANGED)
    trial = trial_of(plan) if is_trial else ()
    asking = send(app, plan, trial or plan.requests, who)
    return ModelRun(asking, None if trial else take_in_and_code(app).new)


def send(app: AppContext, plan: SendingPlan, requests: Sequence[ModelRequest], who: str) -> Asking:
    """Send some of a plan's requests, as ``who`` agreed; the workspace is free for others meanwhile."""
    return ask_model(app, plan.coder, requests, who)
