"""`everypoint themes`: themes proposed from what respondents say."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, opened, reporting_errors, system_user
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.coding.theme_proposals import Offer, Proposed
    from analysis.app.context import AppContext

app = typer.Typer(
    name="themes",
    help="Propose themes from the responses.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

QUOTED = 160
"""Characters of a quotation on a terminal."""


@app.callback()
def themes() -> None:
    """Propose themes from the responses."""


@app.command("propose")
def propose_themes(
    size: Annotated[
        int, typer.Option("--size", min=0, max=100, help="About how many; if left out, as many as suit the points.")
    ] = 0,
    question: Annotated[
        str, typer.Option("--question", metavar="KEY", help="Only from answers to this question.")
    ] = "",
    write: Annotated[bool, typer.Option("--write", help="Add them all to consultation.toml, after asking.")] = False,
    model: Annotated[
        bool, typer.Option("--model", help="Have the model in [coder] name and merge them, after asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before sending or changing anything.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Propose themes for what the codebook does not cover, or for everything while it has no theme.

    They are proposals: nothing is recorded, and no figure changes, before you add them to the codebook.

    Example: everypoint themes propose --size 20
    """
    with reporting_errors(as_json):
        from analysis.app.coding.theme_proposals import find_proposals

        app_context = opened(workspace)
        offer = find_proposals(app_context, size, question)
        if model and offer.proposals:
            offer = _named_by_model(app_context, offer, yes)
        if not as_json:
            _show(offer)
        is_written = write and bool(offer.proposals) and _write(app_context, offer, yes or as_json)
        if as_json:
            output.as_json({**plain(offer), "written": is_written})


def _named_by_model(app_context: AppContext, offer: Offer, is_agreed: bool) -> Offer:
    """Have a model name the proposals, after asking."""
    from analysis.app.coding.model_naming import model_of, named_by_model, naming_requests
    from analysis.app.snapshot.taking import take

    snapshot = take(app_context, keep=False)
    coder, requests = model_of(snapshot), naming_requests(snapshot, offer)
    quoted = plural(sum(len(proposal.typical) for proposal in offer.proposals), "typical point")
    typer.echo(
        output.line(
            f"Model {coder.model} at {coder.endpoint}: {plural(len(requests) + 1, 'request')}, with at most {quoted}; "
            "what is held back or masked when points are coded is so here too."
        ),
        err=True,
    )
    if not is_agreed and not typer.confirm("Send?", err=True):
        raise typer.Abort
    return named_by_model(app_context, snapshot, offer, system_user("--model"))


def plain(offer: Offer) -> dict[str, Any]:
    """Return an offer as an object for ``--json``; of a typical point its place and what may be printed of it."""
    return {
        **{name: value for name, value in asdict(replace(offer, proposals=())).items() if name != "proposals"},
        "proposals": [_plain(proposal) for proposal in offer.proposals],
    }


def _plain(proposal: Proposed) -> dict[str, Any]:
    typical = [
        {
            "document": one.point.document,
            "citation": one.citation,
            "start": one.point.start,
            "end": one.point.end,
            "quote": one.quotable,
        }
        for one in proposal.typical
    ]
    return {**asdict(replace(proposal, typical=())), "typical": typical}


def _write(app_context: AppContext, offer: Offer, is_agreed: bool) -> bool:
    """Add all proposals to the codebook, after asking."""
    from analysis.app.coding.codebook_edit import book, propose, save
    from analysis.app.coding.theme_proposals import Choice, accepted
    from analysis.model import Coder

    if not is_agreed and not typer.confirm("Write these themes into consultation.toml?", err=True):
        raise typer.Abort
    editor = Coder.person(system_user("--write"))
    choices = [Choice(proposal.id, proposal.name, proposal.same_as) for proposal in offer.proposals]
    save(app_context, propose(app_context, accepted(offer, choices, book(app_context)), editor).id, editor)
    typer.echo("The codebook was changed. The earlier version is kept.", err=True)
    return True


# For people -----------------------------------------------------------------------------------------------------------


def _show(offer: Offer) -> None:
    if not offer.proposals and not offer.searched and offer.points:
        typer.echo(
            f"No theme is proposed: all {plural(offer.points, 'point')} are kept for a blind sample or have a theme. "
            "Close the audit, or add responses."
        )
        return
    if not offer.proposals:
        typer.echo(
            f"No theme is proposed: of {plural(offer.searched, 'point')} too few say the same. Add responses, or write "
            "themes of your own into consultation.toml."
        )
        return
    typer.echo(
        f"{plural(len(offer.proposals), 'proposed theme')}, which hold {offer.held:,} of "
        f"{plural(offer.searched, 'point')}{_searched(offer)}. "
        "Nothing is saved; in `everypoint serve` they can be renamed, merged and added."
    )
    for proposal in offer.proposals:
        _show_one(proposal, "    " if proposal.wider else "")


def _searched(offer: Offer) -> str:
    """Return which points were searched, once there are themes."""
    if offer.themes == 0:
        return ""
    doubtful = offer.searched - offer.without
    return f": {offer.without:,} without a theme" + (
        f", {doubtful:,} that are not coded yet or whose theme is in doubt" if doubtful else ""
    )


def _show_one(proposal: Proposed, indent: str) -> None:
    at = f", most under {proposal.question}" if proposal.question else ""
    position = proposal.position.lower()
    stand = f"; most of those who say it: {position}" if position not in ("", "unclear") else ""
    typer.echo("")
    typer.echo(output.line(f"{indent}{proposal.name}"))
    typer.echo(output.line(f"{indent}  {plural(proposal.respondents, 'respondent')}{stand}{at}. {proposal.definition}"))
    if proposal.same_as:
        typer.echo(f"{indent}  The model says that it means the same as another, and --write would merge them.")
    for typical in proposal.typical:
        if typical.quotable:
            quoted = typical.quotable if len(typical.quotable) <= QUOTED else f"{typical.quotable[:QUOTED]}…"
            typer.echo(output.line(f"{indent}  “{quoted}” ({typical.citation}, {typical.point.document})"))
