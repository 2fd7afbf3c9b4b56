"""`everypoint batches`: points are divided among people to be coded, and how far everybody is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, ByOption, JsonOption, WorkspaceOption, person_of, reporting_errors, taken
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.audit.assignments import Batch

ABOUT = "Batches of points that are assigned to people to code, and their progress."

app = typer.Typer(name="batches", help=ABOUT, no_args_is_help=True, rich_markup_mode=None)

ToOption = Annotated[
    list[str], typer.Option("--to", metavar="NAME", help="Who codes them; several people share them evenly.")
]


@app.command("list")
def list_(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """List every batch, the newest first, with the progress of each person.

    Example: everypoint batches list
    """
    with reporting_errors(as_json):
        from analysis.app.audit.assignments import batches_of

        batches = batches_of(taken(workspace, keep=False)[1])
        if as_json:
            output.as_json({"batches": [asdict(batch) for batch in batches]})
            return
        for batch in batches:
            _tell(batch)
        if not batches:
            typer.echo("No points have been assigned.")


def _tell(batch: Batch) -> None:
    assigned = f"assigned by {output.line(batch.by)} on {batch.time[:10]}"
    typer.echo(f"{output.line(batch.name)}: {batch.done} of {plural(batch.total, 'point')} done, {assigned}")
    for share in batch.shares:
        typer.echo(f"    {output.line(share.name)}: {share.done} of {share.total}")


@app.command()
def assign(
    to: ToOption,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The name of the batch.")] = "Points",
    theme: Annotated[str, typer.Option("--theme", metavar="KEY", help="Only points with this theme.")] = "",
    question: Annotated[str, typer.Option("--question", metavar="Q", help="Only answers to this question.")] = "",
    response: Annotated[str, typer.Option("--response", metavar="NAME", help="Only points of this response.")] = "",
    find: Annotated[str, typer.Option("--find", metavar="WORDS", help="Only points with all these words.")] = "",
    doubtful: Annotated[bool, typer.Option("--doubtful", help="Only points whose coding is in doubt.")] = False,
    with_coded: Annotated[bool, typer.Option("--with-coded", help="Also points that people have coded.")] = False,
    first: Annotated[int | None, typer.Option("--first", metavar="N", min=1, help="Only the first N of these.")] = None,
    by: ByOption = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Divide points among people, each response to one person. Points kept for a blind sample are left out.

    Each finds theirs under Audit in the pages, under the name given here.

    Example: everypoint batches assign --theme cost --to "Ann Lee" --to "Bo Field"
    """
    with reporting_errors(as_json):
        from analysis.app.audit.assignments import assign, assignable, check_names, names_in
        from analysis.app.views.figures import Figures, count
        from analysis.app.views.point_filter import PointFilter, Stand
        from analysis.app.views.point_list import find_points

        app_context, snapshot = taken(workspace)
        check_names(snapshot, theme, question, response)
        stand = Stand.DOUBTFUL.value if doubtful else ""
        wanted = PointFilter(find, theme, question=question, stand=stand, document=response)
        found = find_points(Figures(count(app_context, snapshot), True), snapshot, wanted)
        points = assignable(snapshot, found, with_coded)[:first]
        batch = assign(app_context, snapshot, name, points, names_in("\n".join(to)), person_of(by))
        if as_json:
            output.as_json({"batch": batch, "points": len(points)})
        else:
            typer.echo(f"{plural(len(points), 'point')} assigned, as the batch “{output.line(batch)}”.")


@app.command()
def reassign(
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="The batch, as `everypoint batches list` names it.")],
    giver: Annotated[str, typer.Option("--from", metavar="NAME", help="Whose share is given away.")],
    to: ToOption,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Give what is left of somebody's share to others.

    Example: everypoint batches reassign Points --from "Ann Lee" --to "Bo Field"
    """
    with reporting_errors():
        from analysis.app.audit.assignments import names_in, reassign

        app_context, snapshot = taken(workspace)
        moved = reassign(app_context, snapshot, batch, giver, names_in("\n".join(to)), person_of(by))
        typer.echo(f"{plural(moved, 'point')} of “{output.line(batch)}” reassigned.")
