"""`everypoint audit`: points leave as a spreadsheet for people to fill in, and come back as their codings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import show
from analysis.cli.joining import HERE, JsonOption, WorkspaceOption, opened, told
from analysis.text import plural

app = typer.Typer(name="audit", help="Audit by hand in a spreadsheet.", no_args_is_help=True, rich_markup_mode=None)


@app.command("export")
def export_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet to write: .csv or .xlsx.")],
    auditor: Annotated[str, typer.Option("--auditor", metavar="NAME", help="Who is going to fill it in.")],
    everything: Annotated[bool, typer.Option("--all", help="All points; so it is unless you say otherwise.")] = False,
    unaudited: Annotated[bool, typer.Option("--unaudited", help="Only points that nobody has judged yet.")] = False,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", min=1, help="So many points, drawn by chance.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Draws the same sample again.")] = 1,
    blind: Annotated[
        bool, typer.Option("--blind/--assisted", help="Without or with what the machine suggests.")
    ] = True,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Write points into a sheet that a person fills in: x below each theme that a point speaks of.

    Example: everypoint audit export sheet.xlsx --sample 50 --auditor "Ann Lee"
    """
    if everything + unaudited + (sample is not None) > 1:
        raise typer.BadParameter("choose one of --all, --unaudited and --sample")
    with told(as_json):
        from analysis.model import CodingMode
        from analysis.service.auditing import Wanted, export_audits

        mode = CodingMode.BLIND if blind else CodingMode.ASSISTED
        made = export_audits(opened(workspace), file, auditor, Wanted(unaudited, sample, seed), mode)
        if as_json:
            codebook = str(made.codebook) if made.codebook else None
            show.as_json({"path": str(made.path), "codebook": codebook, "points": made.points, "mode": mode.value})
            return
        typer.echo(f"{plural(made.points, 'point')} for {auditor}, {mode.value}: {made.path}")
        if made.codebook:
            typer.echo(f"The codebook to judge by: {made.codebook}")
        typer.echo("It holds personal data: keep it safe. When it is filled in, run `everypoint audit import`.")


@app.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet as it was filled in: .csv or .xlsx.")],
    auditor: Annotated[
        str, typer.Option("--auditor", metavar="NAME", help="Who filled it in, where that is not whom it names.")
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Record what a person put into a sheet; rows that do not fit are told, and the rest goes in.

    Example: everypoint audit import sheet.xlsx
    """
    with told(as_json):
        from analysis.service.auditing import import_audits

        done = import_audits(opened(workspace), file, auditor)
        if as_json:
            show.as_json(asdict(done))
        else:
            for row in done.refused:
                typer.echo(f"refused     row {row.row:,}: {show.line(row.reason)}", err=True)
            typer.echo(
                f"{plural(done.recorded, 'judgement')} of {show.line(done.auditor)} recorded, {done.repeated:,} in "
                f"already, {plural(done.blank, 'row')} without a mark, {len(done.refused):,} refused."
            )
        if done.refused:
            raise typer.Exit(1)
