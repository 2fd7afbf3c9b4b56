"""The command line: parse, one call of the service, show."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from analysis.errors import EverypointError
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.model import Document, Question, Segment
    from analysis.service import Added, Everypoint, Reported

T = TypeVar("T")

app = typer.Typer(
    name="everypoint",
    help="Read consultation responses, split them into their authors' points, code them by theme, and report on them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How `points` shows what it found."""

    TABLE = "table"
    JSONL = "jsonl"


WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", metavar="DIR", help="The folder that holds responses/ and reports/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object, for programs.")]
HERE = Path()


@app.command()
def init(directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")]) -> None:
    """Make a new workspace with a commented consultation.toml.

    Example: everypoint init parking-consultation
    """
    from analysis.workspace import create

    with _told():
        workspace = create(directory)
        typer.echo(f"Made {workspace.root}. Next:")
        typer.echo(f"  1. write the title and the themes into {workspace.consultation}")
        typer.echo(f"  2. everypoint add --workspace {workspace.root} DOCUMENTS…")
        typer.echo(f"  3. everypoint report --workspace {workspace.root}")


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
    with _told():
        added = _open(workspace).add(paths, replace)
        if as_json:
            _print_json({"added": [asdict(one) for one in added]})
        else:
            for one in added:
                typer.echo(_added_line(one))
            typer.echo(f"{plural(sum(one.reason is None for one in added), 'document')} of {len(added)} can be read.")
        if any(one.reason for one in added):
            raise typer.Exit(1)


@app.command()
def points(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The document to read.")],
    form: Annotated[Format, typer.Option("--format", help="A table for people, or one JSON object a line.")] = Format.TABLE,
    everything: Annotated[bool, typer.Option("--all", help="Show every segment, not only the points.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Read and split one document without storing it.

    Example: everypoint points submission.md --format jsonl
    """
    from analysis import service

    with _told():
        questions = _questions(workspace)
        for document in service.read_all(path):
            found = [s for s in service.split(document, questions) if everything or s.kind == "point"]
            if form is Format.JSONL:
                for segment in found:
                    typer.echo(json.dumps(_record(document, segment), ensure_ascii=False))
            else:
                _print_table(document, found)


@app.command()
def code(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Code all points with the current codebook and everything that people have coded.

    Example: everypoint code
    """
    with _told():
        everypoint = _open(workspace)
        intake = everypoint.take_in()
        coder, new = everypoint.code(intake)
        if as_json:
            _print_json({"points": len(intake.points), "coded": new, "coder": coder.id})
        else:
            typer.echo(f"{plural(len(intake.points), 'point')}, {new:,} coded anew by machine coder {coder.id}.")


@app.command()
def report(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Take in what is new in responses/, code it, count, and write the report. This is the main job.

    Example: everypoint report
    """
    with _told():
        made = _open(workspace).report()
        if as_json:
            _print_json(_plain(made))
        else:
            _print_report(made)
        if made.skipped:
            raise typer.Exit(1)


@app.command()
def check(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Verify that everything received is accounted for and nothing kept has changed.

    Example: everypoint check
    """
    with _told():
        held = _open(workspace).check()
        if as_json:
            _print_json({"holds": True, "checked": held})
        else:
            for line in held:
                typer.echo(f"ok  {line}")


# Showing --------------------------------------------------------------------------------------------------------------


def _added_line(one: Added) -> str:
    if one.reason:
        return f"not read  {one.name}: {one.reason}"
    return f"{'added' if one.copied else 'in already':10}{one.name}: {plural(one.points, 'point')}"


def _print_report(made: Reported) -> None:
    for skip in made.skipped:
        typer.echo(f"not read  {skip.name}: {skip.reason}", err=True)
    new = f", {len(made.new)} new" if made.new else ""
    typer.echo(
        f"{plural(made.sources, 'file')} received{new}: {plural(made.responses, 'response')}, "
        f"{plural(made.points, 'point')}, {made.coded:,} with a theme, {plural(len(made.skipped), 'file')} not read."
    )
    typer.echo(f"{'Report' if made.changed else 'Report (unchanged)'}: {made.path}")


def _plain(made: Reported) -> dict[str, Any]:
    return {**asdict(made), "path": str(made.path), "numbers": dict(made.numbers)}


def _record(document: Document, segment: Segment) -> dict[str, Any]:
    return {
        "kind": segment.kind.value,
        "label": segment.label,
        "section": list(segment.section),
        "question": segment.question,
        "start": segment.start,
        "end": segment.end,
        "page": segment.page,
        "text": document.text[segment.start : segment.end],
    }


def _print_table(document: Document, segments: Sequence[Segment]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for name, style in (("Kind", "dim"), ("Label", "bold"), ("Section", "dim"), ("Text", "")):
        table.add_column(name, style=style, overflow="fold", max_width=28 if name == "Section" else None)
    for segment in segments:
        text = " ".join(document.text[segment.start : segment.end].split())
        where = " › ".join(segment.section) or (segment.reason or "")
        table.add_row(segment.kind.value, escape(segment.label or ""), escape(where), escape(text))
    # Not wrapped to a guess of 80 columns where the output is a file or another program.
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    console.print(table)
    console.print(f"{plural(sum(s.kind == 'point' for s in segments), 'point')} in {escape(document.name)}")


def _print_json(result: dict[str, Any]) -> None:
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


# Joining --------------------------------------------------------------------------------------------------------------


def _open(folder: Path) -> Everypoint:
    from analysis.service import Everypoint
    from analysis.workspace import Workspace

    return Everypoint(Workspace(folder), track=_track)


def _questions(folder: Path) -> tuple[Question, ...]:
    """The consultation's questions where `points` runs in a workspace; elsewhere there are none to recognise."""
    from analysis.workspace import Workspace, load_consultation

    workspace = Workspace(folder)
    return load_consultation(workspace.consultation).questions if workspace.consultation.is_file() else ()


def _track(things: Sequence[T], doing: str) -> Iterable[T]:
    """A progress bar on a terminal; nothing where the output is kept, so that logs stay readable."""
    if not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, description=doing, console=Console(stderr=True), transient=True)


@contextmanager
def _told() -> Iterator[None]:
    """Turn the errors that a person can mend into their message and exit status."""
    try:
        yield
    except EverypointError as error:
        _fail(str(error), error.exit_status)
    except KeyboardInterrupt:
        _fail("Stopped. What was done before is kept; run the command again to go on.", 130)


def _fail(message: str, status: int) -> NoReturn:
    typer.echo(f"everypoint: {message}", err=True)
    raise typer.Exit(status)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
