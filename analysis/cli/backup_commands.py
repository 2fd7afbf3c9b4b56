"""`everypoint export workspace` and `everypoint import`: backup, and moving house."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, opened, told
from analysis.text import plural

export_app = typer.Typer(
    name="export", help="Write what is here into one file.", no_args_is_help=True, rich_markup_mode=None
)


@export_app.callback()
def export() -> None:
    """Write what is here into one file."""


@export_app.command("workspace")
def export_workspace(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write, such as backup.zip.")],
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Write the whole workspace into one archive: responses, reports, and everything recorded.

    Example: everypoint export workspace backup.zip
    """
    with told(as_json):
        from analysis.app.admin.backup import export_workspace

        made = export_workspace(opened(workspace), file)
        if as_json:
            output.as_json({**asdict(made), "path": str(made.path)})
        else:
            for name in made.left_out:
                typer.echo(f"left out    {output.line(name)}: it is no file of the workspace's own", err=True)
            typer.echo(
                f"{plural(made.records, 'record')}, {plural(made.sources, 'source')} and "
                f"{plural(made.files, 'file')}: {made.path}"
            )
            typer.echo("It holds personal data: keep it as safe as the responses themselves.")


def import_workspace(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `export workspace` wrote.")],
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Make a workspace of an archive, in an empty folder and an empty store, and check it.

    Example: everypoint import backup.zip --workspace restored
    """
    with told(as_json):
        from analysis.app.admin.backup import import_workspace

        made = import_workspace(file, workspace)
        if as_json:
            output.as_json({**asdict(made), "root": str(made.root)})
        else:
            for line in made.held:
                typer.echo(f"ok  {line}")
            where = shlex.quote(str(made.root))
            typer.echo(f"{plural(made.records, 'record')} and {plural(made.files, 'file')} are in {where}.")
        if made.fault:
            typer.echo(f"everypoint: it is as it was exported, but check says: {made.fault}", err=True)
            raise typer.Exit(1)
