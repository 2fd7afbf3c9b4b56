"""`everypoint code`: every point is coded by the machine, and by a model where the user chose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import output
from analysis.cli.common import (
    HERE,
    ClusterOption,
    JsonOption,
    WorkspaceOption,
    as_share,
    is_undone,
    opened,
    reporting_errors,
    system_user,
    warn_of,
)
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.coding.model_plan import SendingPlan
    from analysis.app.context import AppContext

YES = "Send to the model in [coder] without asking."


def code(
    risk: Annotated[
        str,
        typer.Option(
            "--risk", metavar="R", help="Show what can be accepted without a person at this risk, such as 5%."
        ),
    ] = "",
    plan: Annotated[
        bool, typer.Option("--plan", help="Show what would be sent to the model in [coder], and send nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=YES)] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ask the model again about points to which it gave no answer.")
    ] = False,
    cluster: ClusterOption = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Code every point by theme, without making a report.

    Where consultation.toml names a model in [coder], what is sent where and what it costs is shown first, and nothing
    is sent before you agree.

    Example: everypoint code --risk 5%
    """
    risk_share = as_share(risk, "--risk") if risk else None
    with reporting_errors(as_json):
        from analysis.app.audit.sheets_folder import take_in_and_code
        from analysis.app.coding.model_coding import unanswered_points
        from analysis.app.coding.selective_coding import decided

        app_context = opened(workspace, cluster)
        if plan:
            _show_plan(app_context, again, as_json)
            return
        sent_before = _ask_model(app_context, again, yes, as_json)
        coded = take_in_and_code(app_context)
        corpus, coder, new = coded.snapshot.corpus, coded.snapshot.machine, coded.new
        decision = decided(coded.snapshot, risk_share) if risk_share is not None else None
        if as_json:
            printed = output.coded(corpus, coder, new, coded.snapshot.for_person, decision)
            output.as_json({**printed, "model": sent_before} if sent_before else printed)
        else:
            output.skipped(corpus.skipped)
            typer.echo(f"{plural(len(corpus.points), 'point')}, {new:,} newly coded by machine coder {coder.id}.")
            unanswered = unanswered_points(coded.snapshot)
            output.languages(corpus.language_counts, len(coded.snapshot.for_person) - unanswered)
            output.unanswered(unanswered)
            output.decided(decision)
            warn_of(corpus.skipped)
        if is_undone(corpus.skipped, len(corpus.responses)):
            raise typer.Exit(1)


def _show_plan(app_context: AppContext, again: bool, as_json: bool) -> None:
    from analysis.app.audit.model_session import make_plan

    made = make_plan(app_context, again)
    output.as_json(plain_plan(made)) if as_json else show_plan(made)


def _ask_model(app_context: AppContext, again: bool, is_agreed: bool, as_json: bool) -> dict[str, Any]:
    """Ask the model, in two steps where nothing is known of its tokens; return what was sent, nothing without one."""
    from analysis.app.audit.model_session import asks_model, make_plan, send, trial_of

    if not asks_model(app_context):
        return {}
    who = system_user("--yes")
    answered = failed = 0
    while (made := make_plan(app_context, again)).requests:
        trial = trial_of(made)
        if not as_json or not is_agreed:
            show_plan(made, err=as_json)
        question = f"Send the first {len(trial):,}, to learn what they take?" if trial else "Send?"
        if not is_agreed and not typer.confirm(question, err=True):
            raise typer.Abort
        done = send(app_context, made, trial or made.requests, who)
        answered, failed, again = answered + done.answered, failed + done.failed, again and not trial
        if not trial:
            break
    return {"model": made.coder.model, "prompt": made.prompt, "answered": answered, "failed": failed}


def plain_plan(plan: SendingPlan) -> dict[str, Any]:
    """Return a plan as an object for ``--json``; no word of a response is in it."""
    coder, tokens = plan.coder, plan.tokens
    counts = ("points", "answers", "known", "failed", "masked", "unpublished", "personal")
    return {
        "endpoint": coder.endpoint,
        "model": coder.model,
        "mode": coder.mode,
        "confirmed": coder.is_confirmed,
        "prompt": plan.prompt,
        **{name: getattr(plan, name) for name in counts},
        "requests": len(plan.requests),
        "tokens": {"sent": tokens.sent, "answered": tokens.answered, "learned_from": tokens.learned},
        "cost": plan.cost,
        "currency": coder.currency,
    }


def show_plan(plan: SendingPlan, err: bool = False) -> None:
    """Print what would be sent, where, and what it takes."""
    from analysis.app.coding.plan_words import plan_lines

    for plan_line in plan_lines(plan):
        typer.echo(output.line(plan_line), err=err)
    if plan.failed and not plan.again:
        typer.echo("`everypoint code --again` asks once more where there was no answer.")
