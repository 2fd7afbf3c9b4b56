"""`everypoint redact`: what tells of a person is listed, and withheld or printed as people decide."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, reporting_errors, system_user, taken
from analysis.errors import NO_NAME, UnreadableError
from analysis.model import PersonalDataKind, RedactionDecision
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.redaction.proposals import ProposedRedaction

ABOUT = "Personal data in the text: list what is proposed, and decide what is withheld."

app = typer.Typer(name="redact", help=ABOUT, no_args_is_help=True, rich_markup_mode=None)


class RedactionState(StrEnum):
    """What may be listed."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    ALL = "all"


_KINDS = {kind.name.lower().replace("_", "-"): kind for kind in PersonalDataKind}
"""The kinds, as they are typed."""


def _kind(typed: str) -> str:
    if not typed:
        return ""
    if typed.lower() not in _KINDS:
        raise typer.BadParameter(f"there is no kind {typed}; there are: {', '.join(_KINDS)}")
    return _KINDS[typed.lower()].name


KindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=f"Only what is of this kind: {', '.join(_KINDS)}.", parser=_kind)
]
StateOption = Annotated[
    RedactionState, typer.Option("--state", help="Only passages that nobody has looked at, or those that were decided.")
]
PlacesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[PLACE]...", help="As `everypoint redact list` names them.")
]
AllOption = Annotated[bool, typer.Option("--all", help="All that nobody has looked at; with --kind, of that kind.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name; if left out, that of your account.")]


def _asked(kind: str, state: RedactionState) -> tuple[str, str]:
    return kind, "" if state is RedactionState.ALL else state.value


@app.command("list")
def list_(
    kind: KindOption = "",
    state: StateOption = RedactionState.OPEN,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """List the passages that may identify a person. The list is for the team: it holds personal data.

    Example: everypoint redact list --kind name
    """
    with reporting_errors(as_json):
        from analysis.app.redaction.proposals import proposed, select

        _, snapshot = taken(workspace, keep=False)
        rows = list(select(proposed(snapshot), *_asked(kind, state), ""))
        if as_json:
            output.as_json({"passages": [{"place": row.place, **asdict(row)} for row in rows]})
            return
        for row in rows:
            typer.echo(_line(row))
        typer.echo(f"{plural(len(rows), 'passage')}.")


def _line(row: ProposedRedaction) -> str:
    standing = "withheld" if row.is_withheld else "printed"
    return f"{output.line(row.place)}  {row.kind.value}, {standing}: {output.line(row.words)}"


@app.command()
def confirm(
    places: PlacesArgument = None,
    kind: KindOption = "",
    every: AllOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Withhold passages in everything that is published.

    Example: everypoint redact confirm --all --kind phone --by "Sam Brook"
    """
    _decide(RedactionDecision.CONFIRMED, places, kind, RedactionState.OPEN, every, by, workspace)


@app.command()
def reject(
    places: PlacesArgument = None,
    kind: KindOption = "",
    every: AllOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Print passages as they are: they identify nobody, or no private person.

    Example: everypoint redact reject --all --kind office-holder --by "Sam Brook"
    """
    _decide(RedactionDecision.REJECTED, places, kind, RedactionState.OPEN, every, by, workspace)


@app.command()
def undo(
    places: PlacesArgument = None,
    kind: KindOption = "",
    every: Annotated[bool, typer.Option("--all", help="All that was decided; with --kind, of that kind.")] = False,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Reopen passages, to be decided again; earlier decisions stay in the record.

    Example: everypoint redact undo --all --kind name --by "Sam Brook"
    """
    _decide(RedactionDecision.REOPENED, places, kind, RedactionState.ALL, every, by, workspace)


def _decide(
    decision: RedactionDecision,
    places: list[str] | None,
    kind: str,
    state: RedactionState,
    every: bool,
    by: str,
    workspace: Path,
) -> None:
    if bool(places) == every:
        raise typer.BadParameter("name the passages, or add --all")
    with reporting_errors():
        from analysis.app.redaction.decisions import decide, place_of
        from analysis.app.redaction.proposals import proposed, select

        app_context, snapshot = taken(workspace)
        listed = select(proposed(snapshot), *_asked(kind, state), "") if every else ()
        written = [row.place for row in listed] if every else places or []
        decided = decide(app_context, snapshot, map(place_of, written), decision, by or system_user("--by"))
        typer.echo(f"{plural(decided, 'passage')} {decision.value}. `everypoint report` makes the report with that.")


@app.command()
def words(
    document: Annotated[str, typer.Argument(metavar="RESPONSE", help="The response.")],
    withheld: Annotated[str, typer.Argument(metavar="WORDS", help="The words, exactly as written there.")],
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Withhold other words of a response, wherever they appear in it.

    Example: everypoint redact words letter.txt "the baker's boy" --by "Sam Brook"
    """
    with reporting_errors():
        from analysis.app.redaction.decisions import withhold_words

        app_context, snapshot = taken(workspace)
        if snapshot.find_response(document) is None:
            raise UnreadableError(document, NO_NAME)
        number = withhold_words(app_context, snapshot, document, withheld, by or system_user("--by"))
        typer.echo(f"{plural(number, 'passage')} confirmed. `everypoint report` makes the report with that.")


@app.command("export")
def export_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV file to write.")],
    kind: KindOption = "",
    state: StateOption = RedactionState.OPEN,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Write a sheet of passages for people to fill in: withhold or print in its last column.

    Example: everypoint redact export passages.csv
    """
    with reporting_errors():
        from analysis.app.redaction.sheets import write_sheet

        number = write_sheet(*taken(workspace, keep=False), file, *_asked(kind, state))
        typer.echo(f"{plural(number, 'passage')}: {file}")
        typer.echo("It holds personal data: keep it as safe as the responses themselves.")


@app.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A sheet that people filled in.")],
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Record what a sheet says of each passage; what is left empty is not decided.

    Example: everypoint redact import passages.csv --by "Sam Brook"
    """
    with reporting_errors():
        from analysis.app.redaction.sheets import read_sheet

        number = read_sheet(*taken(workspace), file, by or system_user("--by"))
        typer.echo(f"{plural(number, 'decision')} recorded. `everypoint report` makes the report with that.")
