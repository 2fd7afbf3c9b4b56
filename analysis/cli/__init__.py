"""The command line: parse, one call of the service, show."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import audit_commands, backup_commands, codebook_commands, evaluate_command, output, serve_command
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, as_share, opened, told
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.model import Question

app = typer.Typer(
    name="everypoint",
    help="Read consultation responses, split them into their authors' points, code them by theme, and report on them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """The formats in which `points` prints."""

    TABLE = "table"
    JSONL = "jsonl"


@app.command()
def init(directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")]) -> None:
    """Make a new workspace with a commented consultation.toml.

    Example: everypoint init parking-consultation
    """
    with told():
        from analysis.workspace import create

        workspace = create(directory)
        where = shlex.quote(str(workspace.root))
        typer.echo(f"Made {workspace.root}. Next:")
        typer.echo(f"  1. write the title and the themes into {workspace.consultation}")
        typer.echo(f"  2. everypoint add --workspace {where} DOCUMENTS…")
        typer.echo(f"  3. everypoint report --workspace {where}")


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Documents, or folders of documents.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take a changed document as a new version.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Take documents into the workspace: one line each, with what it became.

    Example: everypoint add ~/Downloads/responses letter.html
    """
    with told(as_json):
        added = opened(workspace).add(paths, replace)
        if as_json:
            output.as_json({"added": [asdict(one) for one in added]})
        else:
            output.added(added)
        if any(one.reason or output.matters(one.skipped) for one in added):
            raise typer.Exit(1)


@app.command()
def points(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The document to read.")],
    form: Annotated[
        Format, typer.Option("--format", help="A table for people, or one JSON object a line.")
    ] = Format.TABLE,
    everything: Annotated[bool, typer.Option("--all", help="Show every segment, not only the points.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Read and split one document without storing it.

    Example: everypoint points submission.md --format jsonl
    """
    with told():
        from analysis import app
        from analysis.model import SegmentedDocument, Table

        unread = False
        for part in app.parts(path, _questions(workspace)):
            if isinstance(part, SegmentedDocument):
                output.jsonl(part, everything) if form is Format.JSONL else output.points(part, everything)
            elif isinstance(part, Table):
                output.table(part, sys.stderr if form is Format.JSONL else sys.stdout)
            else:
                output.skipped([part])
                unread = unread or not part.is_harmless
        if unread:
            raise typer.Exit(1)


@app.command()
def code(
    risk: Annotated[
        str, typer.Option("--risk", metavar="R", help="Say what may stand without a person at this risk, such as 5%.")
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Code all points with the current codebook and everything that people have coded.

    Example: everypoint code --risk 5%
    """
    share = as_share(risk, "--risk") if risk else None
    with told(as_json):
        from analysis.app.coding.selective_coding import decided

        desk = opened(workspace)
        intake, coder, new = desk.take_in_and_code()
        made = decided(desk, intake, share) if share is not None else None
        if as_json:
            output.as_json(output.coded(intake, coder, new, made))
        else:
            output.skipped(intake.skipped)
            typer.echo(f"{plural(len(intake.points), 'point')}, {new:,} coded anew by machine coder {coder.id}.")
            output.decided(made)
        if output.matters(intake.skipped):
            raise typer.Exit(1)


@app.command()
def report(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Take in what is new in responses/, code it, count, and write the report. This is the main job.

    Example: everypoint report
    """
    with told(as_json):
        made = opened(workspace).report()
        if as_json:
            output.as_json(output.plain(made))
        else:
            output.report(made)
        if output.matters(made.skipped):
            raise typer.Exit(1)


@app.command()
def status(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Say what is in, what is waiting, and what could not be read and why.

    Example: everypoint status
    """
    with told(as_json):
        stands = opened(workspace).status()
        if as_json:
            output.as_json(asdict(stands))
        else:
            output.status(stands)
        if stands.missing or output.matters(stands.unread):
            raise typer.Exit(1)


@app.command()
def check(
    copy: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Say of a copy of a report whether this store made it."),
    ] = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Verify that everything received is accounted for and nothing kept has changed.

    Example: everypoint check
    """
    with told(as_json):
        desk = opened(workspace)
        held = desk.check() if copy is None else [desk.check_copy(copy)]
        if as_json:
            output.as_json({"holds": True, "checked": held})
        else:
            for line in held:
                typer.echo(f"ok  {line}")


@app.command()
def erase(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A response, or the name of a respondent.")],
    by: Annotated[str, typer.Option("--by", help="Who has it erased.")],
    why: Annotated[str, typer.Option("--why", help="For what reason; name nobody.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Erase what a respondent sent, everything judged of it and every report made from it; a record of that remains.

    Example: everypoint erase "Jane Doe" --by "Sam Brook" --why "asked to be erased on 3 May"
    """
    with told():
        desk = opened(workspace)
        for document in desk.to_erase(name):
            typer.echo(f"to erase    {output.line(document)}")
        if not yes:
            typer.confirm("This cannot be undone. Erase it, and the reports that may quote it?", abort=True)
        done = desk.erase(name, by, why)
        typer.echo(f"{plural(done.records, 'record')} erased. `everypoint report` makes the report without them.")
        for path in done.still_named:
            typer.echo(f"look at     {output.line(path)}: it still names what was erased")
        typer.echo("Backups, exports and printed reports are in your hands: erase it there too.")


app.add_typer(codebook_commands.app)
app.add_typer(audit_commands.app)
app.command("evaluate")(evaluate_command.evaluate)
app.add_typer(backup_commands.export_app)
app.command("import")(backup_commands.import_workspace)
app.command()(serve_command.serve)


# Joining --------------------------------------------------------------------------------------------------------------


def _questions(folder: Path) -> tuple[Question, ...]:
    """Return the consultation's questions where `points` runs in a workspace; elsewhere there are none to recognise."""
    from analysis.workspace import Workspace, load_consultation

    workspace = Workspace(folder)
    if folder == HERE and not workspace.consultation.is_file():
        return ()
    workspace.must_exist()
    return load_consultation(workspace.consultation).questions


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # What we print holds more than some terminals can show; and JSON in a pipe is UTF-8 on every system.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app()
