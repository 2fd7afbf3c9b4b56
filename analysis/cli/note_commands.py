"""`everypoint notes`: what people note on points and responses, for the team alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import output
from analysis.cli.common import HERE, ByOption, JsonOption, WorkspaceOption, person_of, reporting_errors, taken

if TYPE_CHECKING:
    from analysis.app.corpus import Corpus
    from analysis.app.notes import ReadNote
    from analysis.model import PointKey

ABOUT = "Notes on points and responses, for the team alone: the report never shows them."

app = typer.Typer(name="notes", help=ABOUT, no_args_is_help=True, rich_markup_mode=None)

PLACE = "A point as the report cites it, R4.9, or a response by its name."
NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="As `everypoint notes list` gives it.")]


@app.command("list")
def list_(
    place: Annotated[str, typer.Argument(metavar="[PLACE]", help=f"{PLACE} If left out, everything.")] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """List notes, each with its number. Others' notes on points that are kept for a blind sample are not shown.

    That you have read others' notes is recorded: you are not asked for a second opinion on these points.

    Example: everypoint notes list R4.9
    """
    with reporting_errors(as_json):
        from analysis.app.notes import place_cited, read_notes

        app_context, snapshot = taken(workspace)
        places = [place_cited(snapshot.corpus, place)] if place else list(snapshot.placed_notes)
        notes = read_notes(app_context, snapshot, places, person_of(by))
        rows = [_row(snapshot.corpus, where, note) for where, of_place in notes.items() for note in of_place]
        if as_json:
            output.as_json({"notes": rows})
            return
        for row in rows:
            who, day = output.line(row["who"]), row["time"][:10]
            typer.echo(f"{row['number']:<6}{output.line(row['place'])}, {who}, {day}: {output.line(row['words'])}")
        if not rows:
            typer.echo("There are no notes here.")


def _row(corpus: Corpus, where: PointKey, note: ReadNote) -> dict[str, Any]:
    place = corpus.citations[where].name if where in corpus.citations else where.document
    return {"number": note.number, "place": place, "who": note.who, "time": note.time, "words": note.words}


@app.command()
def add(
    place: Annotated[str, typer.Argument(metavar="PLACE", help=PLACE)],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The note.")],
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Write a note on a point, or on a whole response.

    Example: everypoint notes add R4.9 "Ask them which road they mean"
    """
    with reporting_errors():
        from analysis.app.notes import place_cited, write_note

        app_context, snapshot = taken(workspace)
        where = place_cited(snapshot.corpus, place)
        write_note(app_context, snapshot, where, words, person_of(by))
        typer.echo(f"The note on {output.line(place)} is saved.")


@app.command()
def change(
    number: NumberArgument,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The new text of the note.")],
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Change a note of yours.

    Example: everypoint notes change 12 "They mean the High Street"
    """
    if not words.strip():
        raise typer.BadParameter("write the new text; `everypoint notes delete` removes it")
    _change(number, words, by, workspace, f"Note {number} is changed.")


@app.command()
def delete(number: NumberArgument, by: ByOption = "", workspace: WorkspaceOption = HERE) -> None:
    """Delete a note of yours.

    Example: everypoint notes delete 12
    """
    _change(number, "", by, workspace, f"Note {number} is removed.")


def _change(number: int, words: str, by: str, workspace: WorkspaceOption, done: str) -> None:
    with reporting_errors():
        from analysis.app.notes import change_note

        change_note(*taken(workspace), number, words, person_of(by))
        typer.echo(done)
