"""`everypoint codebook`: what a change of the codebook moves, and the import of another tool's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, opened, reporting_errors, system_user
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.coding.codebook_diff import Changed, CodebookDiff
    from analysis.app.context import AppContext
    from analysis.app.use_case_results import PointPlace, StaleCoding
    from analysis.auditing import Count, CountChange
    from analysis.exporting.qda.qda_reading import ForeignProject

app = typer.Typer(
    name="codebook",
    help="Compare or import codebooks.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

LISTED = 10
"""Points that are named below a change; `--json` names all."""


@app.command()
def diff(
    against: Annotated[
        str,
        typer.Option(
            "--against", metavar="VERSION|FILE", help="An earlier codebook; if left out, that of the last report."
        ),
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Compare the codebook with an earlier one, and show which figures change.

    Nothing is recorded and nothing is published.

    Example: everypoint codebook diff
    """
    with reporting_errors(as_json):
        from analysis.app.audit.leading_figures import leading_figures
        from analysis.app.coding.codebook_diff import codebook_diff

        app = opened(workspace)
        differences = codebook_diff(app, leading_figures, against)
        if as_json:
            output.as_json(plain(differences))
        else:
            _show(differences)


@app.command("import")
def import_codebook(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A codebook as CSV or .qdc, or a project as .qdpx.")],
    codings: Annotated[bool, typer.Option("--codings", help="Record the codings in a project as well.")] = False,
    as_name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Whose codings they are, if the project does not say.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before changing the codebook.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Import themes from another tool into consultation.toml.

    Themes of the same key or name are written over, others added; those that are not in the file stay.

    Example: everypoint codebook import themes.qdc
    """
    with reporting_errors(as_json):
        from analysis.app.audit.coding_import import import_codings
        from analysis.app.coding.codebook_import import read_foreign
        from analysis.app.single_file import named

        app = opened(workspace)
        project = read_foreign(named(file), str(file))
        result = _import_themes(app, project, str(file), yes, as_json)
        if codings:
            recorded = import_codings(app, project, str(file), as_name)
            result |= {"codings": asdict(recorded)}
            typer.echo(recorded.words, err=as_json)
        if as_json:
            output.as_json(result)


def _import_themes(app: AppContext, project: ForeignProject, name: str, yes: bool, as_json: bool) -> dict[str, Any]:
    """Show what a file's themes change, ask, and write it; nothing is asked where nothing changes."""
    from analysis.app.audit.leading_figures import leading_figures
    from analysis.app.coding.codebook_edit import give_up, save, weigh
    from analysis.app.coding.codebook_import import propose_import
    from analysis.model import Coder

    editor = Coder.person(system_user("--as"))
    proposal = propose_import(app, project, name, editor)
    if proposal is None:
        typer.echo("The codebook already has everything in the file. Nothing was changed.", err=as_json)
        return {"changed": False}
    differences = weigh(app, proposal, leading_figures)
    if not as_json:
        for remark in proposal.change.remarks:
            typer.echo(remark)
        _show(differences)
    elif not yes:
        give_up(app, proposal.id)
        return {"changed": False, "would": plain(differences), "remarks": proposal.change.remarks}
    if not yes and not typer.confirm("Write this into consultation.toml?", err=True):
        give_up(app, proposal.id)
        raise typer.Abort
    save(app, proposal.id, editor)
    typer.echo("The codebook was changed. The earlier version is kept.", err=as_json)
    return {"changed": True, "would": plain(differences), "remarks": proposal.change.remarks}


def plain(found: CodebookDiff) -> dict[str, Any]:
    """Return a codebook diff as an object for ``--json``."""
    return {
        **_without(asdict(found), "newly_stale", "points"),
        "changes": [{**asdict(one.change), **_without(asdict(one), "change")} for one in found.changes],
        "figures": [{**asdict(figure), "moved": figure.has_moved} for figure in found.figures],
        "lost": [{**asdict(look.place), **_without(asdict(look), "place")} for look in found.lost],
    }


def _without(record: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {field_name: value for field_name, value in record.items() if field_name not in fields}


# For people -----------------------------------------------------------------------------------------------------------


def _show(found: CodebookDiff) -> None:
    if found.against is None:
        typer.echo(
            "There is no earlier codebook yet, as nothing has been coded. Make a first report with `everypoint report`."
        )
        return
    report_note = ", that of the last report" if found.of_report else ""
    typer.echo(f"consultation.toml (codebook {found.current}) against codebook {found.against}{report_note}:")
    if not found.changes:
        typer.echo("No theme has changed.")
    for one in found.changes:
        _change(one)
    typer.echo("")
    _figures(found)
    if found.codings:
        typer.echo(_another_look(found))
    _lost(found.lost)


def _another_look(found: CodebookDiff) -> str:
    verb_form = "needs" if found.newly_stale == 1 else "need"
    at_points = f", at {plural(found.points, 'point')}" if found.points else ""
    older = (
        f"; {found.another_look:,} with those that needed it before" if found.another_look != found.newly_stale else ""
    )
    count_note = (
        f"Of {plural(found.codings, 'coding')} by people, {found.newly_stale:,} {verb_form} to be checked again"
    )
    return f"{count_note} because of this{at_points}{older}."


def _change(one: Changed) -> None:
    theme_change = one.change
    before_text, after_text = output.line(", ".join(theme_change.before)), output.line(", ".join(theme_change.after))
    theme_keys = (
        before_text
        if before_text == after_text or not after_text
        else after_text
        if not before_text
        else f"{before_text} → {after_text}"
    )
    field_list = f" ({', '.join(theme_change.fields)})" if theme_change.fields else ""
    typer.echo(f"{theme_change.kind.value:11}{theme_keys}{field_list}{_effect(one)}")
    for point_place in one.points[:LISTED]:
        typer.echo(f"{'':11}  {_at(point_place)}")
    if len(one.points) > LISTED:
        typer.echo(f"{'':11}  and {len(one.points) - LISTED:,} more; --json names all")


def _effect(one: Changed) -> str:
    if one.codings:
        needs = "needs" if one.codings == 1 else "need"
        places = plural(len(one.points), "point")
        return f": {plural(one.codings, 'coding')} by people {needs} to be checked again, at {places}"
    if one.silent:
        silent_verb = "says" if one.silent == 1 else "say"
        return (
            f": {plural(one.silent, 'coding')} by people {silent_verb} nothing about it, so the machine's coding counts"
        )
    return ""


def _at(place: PointPlace) -> str:
    return output.line(f"{place.document}, {place.label}")


def _figures(found: CodebookDiff) -> None:
    from rich.table import Table
    from rich.text import Text

    figure_table = Table(box=None, pad_edge=False, show_edge=False)
    figure_table.add_column("Theme", overflow="fold")
    for heading in ("respondents before", "after", "change", "points before", "after", "change"):
        figure_table.add_column(heading, justify="right")
    for figure in found.figures:
        figure_cells = [*_cells(figure, "respondents"), *_cells(figure, "points")]
        figure_table.add_row(Text(_name(figure)), *figure_cells, style="bold" if figure.has_moved else "dim")
    console = output.console()
    console.print(figure_table)
    for name in found.no_longer_measured:
        console.print(
            f"{output.line(name)}: the blind audit measured its earlier entry, so the figure after is not corrected.",
            markup=False,
        )
    if not found.as_published:
        console.print(
            "Before: the earlier codebook applied to today's responses and codings, which no report has shown."
        )
    console.print(
        f"The figures of {plural(found.moved, 'theme')} change." if found.moved else "No published figure changes."
    )


def _name(figure: CountChange) -> str:
    new_keys_note = f" (now {', '.join(figure.became)})" if figure.became else ""
    return output.line(f"{figure.name}{new_keys_note}")


def _cells(figure: CountChange, what: str) -> tuple[str, str, str]:
    number_before, number_after = _number(figure.before, what), _number(figure.after, what)
    if number_before is None or number_after is None:
        return (_shown(number_before), _shown(number_after), "")
    return (
        _shown(number_before),
        _shown(number_after),
        f"{number_after - number_before:+,}" if number_after != number_before else "=",
    )


def _number(count: Count | None, what: str) -> int | None:
    return None if count is None else int(getattr(count, what))


def _shown(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _lost(lost: Sequence[StaleCoding]) -> None:
    if lost:
        typer.echo(
            f"People's codings of {plural(len(lost), 'place')} no longer have a point and need to be checked again:"
        )
    for lost_coding in lost[:LISTED]:
        typer.echo(f"{'':11}  {_at(lost_coding.place)}: {lost_coding.reason}")
    if len(lost) > LISTED:
        typer.echo(f"{'':11}  and {len(lost) - LISTED:,} more; --json names all")
