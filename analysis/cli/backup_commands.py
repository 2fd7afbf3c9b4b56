"""`everypoint import`: a workspace made of an archive that `export workspace` wrote."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, fail, reporting_errors
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.admin.backup import Imported


def import_workspace(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `export workspace` wrote.")],
    with_templates: Annotated[
        bool, typer.Option("--with-templates", help="Keep the archive's own templates, which are shown first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before keeping them.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Make a workspace from an archive, and check it.

    Example: everypoint import backup.zip --workspace restored
    """
    with reporting_errors(as_json):
        from analysis.app.admin.backup import import_workspace

        if with_templates:
            _show_templates(file, yes, as_json)
        restored = import_workspace(file, workspace, with_templates=with_templates)
        if as_json:
            output.as_json({**asdict(restored), "root": str(restored.root)})
        else:
            _show_restored(restored, () if with_templates else restored.templates)
        if restored.fault:
            typer.echo(f"everypoint: it is as it was exported, but `check` found: {restored.fault}", err=True)
            raise typer.Exit(1)


def _show_templates(file: Path, yes: bool, as_json: bool) -> None:
    """Show every template that would be taken, say what that means, and ask."""
    from analysis.app.admin.backup import templates_in

    template_texts = templates_in(file)
    for template in template_texts:
        typer.echo(f"template    {output.line(template.name)} (SHA-256 {template.sha256}):", err=True)
        for line_number, line_text in enumerate(template.text.splitlines(), 1):
            typer.echo(f"{line_number:>8}  {output.line(line_text)}", err=True)
    if not template_texts:
        return
    typer.echo(f"{plural(len(template_texts), 'template')} of the archive's own. {MEANS}", err=True)
    if as_json and not yes:
        fail("a program must say --yes with --with-templates; nothing was imported", 2, as_json)
    if not yes:
        typer.confirm("Keep them?", abort=True, err=True)


def _show_restored(restored: Imported, left_out: tuple[str, ...]) -> None:
    """Print what holds, which templates were left out, and where everything lies."""
    for check_line in restored.held:
        typer.echo(f"ok  {check_line}")
    for left_out_name in left_out:
        typer.echo(f"left out    {output.line(left_out_name)}: a template of the archive's own", err=True)
    if left_out:
        typer.echo(f"{MEANS} To see and keep them, import again with --with-templates.", err=True)
    quoted_root = shlex.quote(str(restored.root))
    typer.echo(f"{plural(restored.records, 'record')} and {plural(restored.files, 'file')} are in {quoted_root}.")


MEANS = (
    "Templates decide what the report and the pages of `serve` say, and what a browser is given to show or to run. "
    "They can open no file and start no program here. Keep them only if you trust whoever made them."
)
