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
        quoted_root = shlex.quote(str(workspace.root))
        typer.echo(f"Made {workspace.root}. Next:")
        typer.echo(f"  1. write the title and the themes into {workspace.consultation}")
        typer.echo(f"  2. everypoint add --workspace {quoted_root} DOCUMENTS…")
        typer.echo(f"  3. everypoint report --workspace {quoted_root}")


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
        from analysis.app.ingest.ingest import add as add_files

        added_files = add_files(opened(workspace), paths, replace)
        if as_json:
            output.as_json({"added": [asdict(added_file) for added_file in added_files]})
        else:
            output.added(added_files)
        if any(added_file.reason or output.matters(added_file.skipped) for added_file in added_files):
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

        has_unread = False
        for part in app.parts(path, _questions(workspace)):
            if isinstance(part, SegmentedDocument):
                output.jsonl(part, everything) if form is Format.JSONL else output.points(part, everything)
            elif isinstance(part, Table):
                output.table(part, sys.stderr if form is Format.JSONL else sys.stdout)
            else:
                output.skipped([part])
                has_unread = has_unread or not part.is_harmless
        if has_unread:
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
    risk_share = as_share(risk, "--risk") if risk else None
    with told(as_json):
        from analysis.app.audit.sheets_folder import take_in_and_code
        from analysis.app.coding.selective_coding import decided

        coded = take_in_and_code(opened(workspace))
        corpus, coder, new = coded.snapshot.corpus, coded.snapshot.machine, coded.new
        decision = decided(coded.snapshot, risk_share) if risk_share is not None else None
        if as_json:
            output.as_json(output.coded(corpus, coder, new, decision))
        else:
            output.skipped(corpus.skipped)
            typer.echo(f"{plural(len(corpus.points), 'point')}, {new:,} coded anew by machine coder {coder.id}.")
            output.decided(decision)
        if output.matters(corpus.skipped):
            raise typer.Exit(1)


@app.command()
def report(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Take in what is new in responses/, code it, count, and write the report. This is the main job.

    Example: everypoint report
    """
    with told(as_json):
        from analysis.app import publish

        published = publish.report(opened(workspace))
        if as_json:
            output.as_json(output.plain(published))
        else:
            output.report(published)
        if output.matters(published.skipped):
            raise typer.Exit(1)


@app.command()
def status(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Say what is in, what is waiting, and what could not be read and why.

    Example: everypoint status
    """
    with told(as_json):
        from analysis.app.snapshot.status import status as status_of

        current_status = status_of(opened(workspace))
        if as_json:
            output.as_json(asdict(current_status))
        else:
            output.status(current_status)
        if current_status.missing or output.matters(current_status.unread):
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
        from analysis.app.admin import verify_workspace
        from analysis.app.admin.verify_report import check_copy

        app_context = opened(workspace)
        check_lines = verify_workspace.check(app_context) if copy is None else [check_copy(app_context, copy)]
        if as_json:
            output.as_json({"holds": True, "checked": check_lines})
        else:
            for check_line in check_lines:
                typer.echo(f"ok  {check_line}")


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
        from analysis.app.admin import erasure

        app_context = opened(workspace)
        for document in erasure.to_erase(app_context, name):
            typer.echo(f"to erase    {output.line(document)}")
        if not yes:
            typer.confirm("This cannot be undone. Erase it, and the reports that may quote it?", abort=True)
        erased = erasure.erase(app_context, name, by, why)
        typer.echo(f"{plural(erased.records, 'record')} erased. `everypoint report` makes the report without them.")
        for remaining_path in erased.still_named:
            typer.echo(f"look at     {output.line(remaining_path)}: it still names what was erased")
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
