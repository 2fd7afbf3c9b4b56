"""The command line: parse, one call of the service, show."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from analysis.app.snapshot.free_memory import seek_rings_rarely
from analysis.cli import (
    audit_commands,
    backup_commands,
    batch_commands,
    code_command,
    codebook_commands,
    evaluate_command,
    export_command,
    note_commands,
    quote_command,
    redact_commands,
    serve_command,
    theme_commands,
    trail_commands,
    workspace_commands,
)
from analysis.cli.common import PlainlyRefusing

app = typer.Typer(
    name="everypoint",
    cls=PlainlyRefusing,
    help="Read consultation responses, split them into their authors' points, code them by theme, and report on them.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"everypoint {version('everypoint')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Open the web app where no command is given."""
    seek_rings_rarely()
    if context.invoked_subcommand is None:
        serve_command.serve()


for command in (
    workspace_commands.init,
    workspace_commands.add,
    workspace_commands.points,
    code_command.code,
    workspace_commands.report,
    workspace_commands.status,
    trail_commands.check,
    trail_commands.reproduce,
    trail_commands.take_out,
    trail_commands.put_back,
    trail_commands.erase,
    evaluate_command.evaluate,
    export_command.export,
    quote_command.quote,
):
    app.command()(command)
app.command("import")(backup_commands.import_workspace)
app.command()(serve_command.serve)
for group in (
    theme_commands.app,
    codebook_commands.app,
    audit_commands.app,
    batch_commands.app,
    note_commands.app,
    redact_commands.app,
):
    app.add_typer(group)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # What we print holds more than some terminals can show; and JSON in a pipe is UTF-8 on every system.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app()
