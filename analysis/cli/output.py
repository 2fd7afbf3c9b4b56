"""Output of the command line: lines and tables for people, JSON for programs."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

import typer

from analysis.text import as_given, plural, whole_percent

if TYPE_CHECKING:
    from rich.console import Console

    from analysis.app.coding.selective_coding import Decided
    from analysis.app.corpus import Corpus, SetAside
    from analysis.app.refusals import Refusal
    from analysis.app.use_case_results import Added, Reported, StaleCoding, Status
    from analysis.languages.response_languages import LanguageCount
    from analysis.model import Agreements, Coder, Letter, Point, Skipped, Table

WIDTH = 120
"""Columns where the output is a file or another program, which has no width of its own."""


def console(where: TextIO | None = None) -> Console:
    """Return what tables are printed on: as wide as the terminal, or ``WIDTH`` where there is none."""
    from rich.console import Console

    stream = where or sys.stdout
    return Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False)


def as_json(result: dict[str, Any]) -> None:
    """Print a result as one JSON object, for ``--json``."""
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def agreements(measured: Agreements) -> dict[str, Any]:
    """Return figures of agreement for programs, by the name that they are published under."""
    return {measure.value: asdict(agreement) for measure, agreement in measured.items()}


def added(done: Sequence[Added]) -> None:
    """Print what became of each document that was to be added."""
    for added_file in done:
        if added_file.reason:
            typer.echo(f"not read    {line(added_file.name)}: {line(added_file.reason)}")
        elif not added_file.responses:
            typer.echo(f"own paper   {line(added_file.name)}: responses are compared with it")
        else:
            state = "added" if added_file.copied else "already in"
            same_note = f", the same letter as {line(added_file.copies)}" if added_file.copies else ""
            if added_file.same_as:
                same_note = f"; it {twice(added_file.same_as)}"
            within = f" in {plural(added_file.responses, 'response')}" if added_file.responses != 1 else ""
            typer.echo(f"{state:12}{line(added_file.name)}: {plural(added_file.points, 'point')}{within}{same_note}")
        for table_read in added_file.tables:
            columns(table_read)
        for skipped_file in added_file.skipped:
            typer.echo(f"not read    {line(skipped_file.name)}: {line(skipped_file.reason)}")
        set_aside(added_file.to_look_at)
        refusals(added_file.refusals)
        letters_within(added_file.name, added_file.letters)
    typer.echo(
        f"{plural(sum(added_file.reason is None for added_file in done), 'document')} of {len(done)} can be read."
    )


def table(read: Table, where: TextIO) -> None:
    """Print what the columns of a table were taken for, and how to say otherwise."""
    from rich.table import Table as Grid
    from rich.text import Text

    from analysis.workspace import as_toml

    printer = console(where)
    sheet_note = f", sheet {line(read.sheet)}" if read.sheet else ""
    printer.print(Text(f"{line(read.file)}{sheet_note}: {plural(read.rows, 'row')}", style="bold underline"))
    column_grid = Grid("Column", "taken for", "sure", "because", box=None, pad_edge=False)
    for column in read.columns:
        role_name = column.role.value.replace("_", " ")
        taken_for = f"{role_name}: {line(column.question)}" if column.question else role_name
        row_style = "yellow" if column.confidence < SURE else ""
        column_grid.add_row(
            Text(line(column.header)),
            taken_for,
            f"{whole_percent(column.confidence)}%",
            Text(line(column.reason)),
            style=row_style,
        )
    printer.print(column_grid)
    for warning in read.warnings:
        printer.print(Text(f"check       {line(warning)}", style="yellow"))
    printer.print(Text("If a column was read wrongly, copy this into consultation.toml and correct it:"))
    printer.print(Text(as_toml([read]), style="dim"), soft_wrap=True)


def columns(read: Table) -> None:
    """Print what the columns of a table were taken for, in a line for each kind."""
    for role in dict.fromkeys(column.role for column in read.columns):
        column_headers = [line(column.header) for column in read.columns if column.role is role]
        typer.echo(f"            {role.value.replace('_', ' '):12}{'; '.join(column_headers)}")
    for warning in read.warnings:
        typer.echo(f"check       {line(read.file)}: {line(warning)}")
    typer.echo(f"            For the reasons, and how to correct it: everypoint points {shlex.quote(line(read.file))}")


SURE = 0.8
"""A guess below this is shown as one to look at."""


def tables(read: Sequence[Table]) -> None:
    """Print what a person should look at in how tables were read."""
    for table_read in read:
        for warning in table_read.warnings:
            typer.echo(f"check       {line(table_read.file)}: {line(warning)}", err=True)


def coded(corpus: Corpus, coder: Coder, new: int, for_person: Sequence[Point], made: Decided | None) -> dict[str, Any]:
    """Return what a program reads of points that were coded."""
    coded_counts = {
        "points": len(corpus.points),
        "coded": new,
        "coder": coder.id,
        "skipped": [asdict(s) for s in corpus.skipped],
        "languages": [asdict(count) for count in corpus.language_counts],
        "for_person": [tuple(point.key) for point in for_person],
    }
    return coded_counts if made is None else {**coded_counts, "decided": asdict(made)}


def decided(made: Decided | None) -> None:
    """Print which points may stand without a person, if that was asked."""
    if made is None:
        return
    if not made.coded and not made.none:
        explanation = (
            f"people have coded only {plural(made.taught, 'point')}" if made.taught else "nobody has coded yet"
        )
        typer.echo(f"At a risk of {as_given(made.risk)} no coding can be accepted without a person: {explanation}.")
        return
    typer.echo(
        f"At a risk of {as_given(made.risk)}, the codings of {len(made.coded):,} points can be accepted as they are, "
        f"and {len(made.none):,} points as raising no theme; {len(made.person):,} need a person."
    )
    typer.echo(
        f"On average at most {as_given(made.risk)} of what is accepted is wrong, if the {plural(made.taught, 'point')} "
        "coded by people are a fair sample of all points."
    )


def report(made: Reported) -> None:
    """Print what a report was made of, and where it lies."""
    skipped(made.skipped)
    tables(made.tables)
    new_note = f", {len(made.new):,} new" if made.new else ""
    out_count = sum(skipped_file.is_taken_out for skipped_file in made.skipped)
    unread_count = sum(not skipped_file.is_harmless for skipped_file in made.skipped)
    unread_note = f", {unread_count:,} not read" if unread_count else ""
    unread_note += f", {out_count:,} taken out" if out_count else ""
    unread_note += f" with {plural(made.points_out, 'point')}" if made.points_out else ""
    counted = made.responses - made.left_out
    of_note = f" in the {counted:,} that {'counts' if counted == 1 else 'count'}" if made.left_out else ""
    typer.echo(
        f"{plural(made.sources, 'file')} received{new_note}: {plural(made.responses, 'response')}, "
        f"{plural(made.points, 'point')}{of_note}, {made.coded:,} with a theme{unread_note}."
    )
    withheld(made.left_out, made.withheld, made.withheld_points)
    for sheet in made.sheets:
        if sheet.recorded:
            typer.echo(f"audited     {line(sheet.name)}: {plural(sheet.recorded, 'judgement')}")
        for problem in sheet.problems:
            typer.echo(f"check       {line(problem)}", err=True)
    set_aside(made.to_look_at)
    refusals(made.refusals)
    unsent_tables(made.unsent_tables)
    unsent_tables(made.settings_warnings)
    languages(made.languages, len(made.for_person) - made.unanswered)
    unanswered(made.unanswered)
    look_again(made.look_again)
    if made.moved:
        typer.echo(f"moved       {line(made.moved)}")
    if not made.sources:
        typer.echo("There are no responses yet. Add them with `everypoint add`.")
    if made.pdf:
        typer.echo(f"PDF: {made.pdf}")
    elif made.pdf_removed:
        typer.echo("removed     the PDF of the former report; `everypoint report --pdf` prints this one")
    typer.echo(f"{'Report' if made.changed else 'Report (unchanged)'}: {made.path}")


def twice(first: str) -> str:
    """Return what to do about a file that is the same as another."""
    return f"is an exact copy of {line(first)}, and both count: `everypoint take-out` one"


LISTED = 10
"""Responses or points of one kind that are listed; the others are counted, and `--json` names all."""


def status(stands: Status) -> None:
    """Print where a workspace stands."""
    typer.echo(f"{plural(stands.received, 'file')} in responses/, {plural(stands.responses, 'response')} taken in.")
    withheld(stands.left_out, stands.withheld)
    for waiting_name in stands.waiting:
        typer.echo(f"waiting     {line(waiting_name)}")
    for waiting_name in stands.missing:
        typer.echo(f"missing     {line(waiting_name)}: it was added before and is no longer in responses/")
    for skipped_file in stands.unread:
        typer.echo(f"not read    {line(skipped_file.name)}: {line(skipped_file.reason)}")
    for repeating, first in stands.repeated:
        typer.echo(f"twice       {line(repeating)} {twice(first)}")
    for document, first in stands.alike[:LISTED]:
        typer.echo(
            f"the same?   {line(document)} shares a name, an e-mail address or all answers with {line(first)}, and "
            "both count: if they are one respondent's, `everypoint take-out` one"
        )
    if len(stands.alike) > LISTED:
        typer.echo(f"the same?   and {len(stands.alike) - LISTED:,} more")
    for withdrawal in stands.taken_out:
        out_note = f"on {withdrawal.time[:10]} by {line(withdrawal.who)}: {line(withdrawal.why)}"
        typer.echo(f"taken out   {line(withdrawal.document)} {out_note}")
    set_aside(stands.to_look_at)
    refusals(stands.refusals)
    unsent_tables(stands.unsent_tables)
    languages(stands.languages, stands.unread_points)
    codings = ", ".join(f"{coding_count:,} by {CODERS[coder_kind]}" for coder_kind, coding_count in stands.codings)
    typer.echo(f"Codings on record (themes of points, and who is for or against): {codings or 'none yet'}.")
    for theme_doubt in stands.least_trusted:
        typer.echo(f"in doubt    {line(theme_doubt.name)}: {theme_doubt.doubtful:,} of {theme_doubt.places:,}")
    for erasure in stands.erasures:
        erasure_note = f"{erasure.time[:10]} by {line(erasure.who)}: {line(erasure.why)}"
        typer.echo(f"erased      {plural(erasure.records, 'record')} on {erasure_note}")
    typer.echo(f"Audit trail: {plural(stands.chain.records, 'record')}, head {stands.chain.head[:16]}.")
    if stands.report.is_outdated:
        typer.echo(f"outdated    the report; changed since it was made: {', '.join(stands.report.changes)}")
    if stands.waiting:
        typer.echo("Run `everypoint report` to read what is waiting.")


def set_aside(looks: Sequence[SetAside]) -> None:
    """Of which responses much is no point, and should be looked at."""
    for doubtful in (one for one in looks if one.is_tick_unsure):
        said = "it is not sure which answers are ticked; see its page, and say which each is"
        typer.echo(f"check       {line(doubtful.document)}: {said}")
    for aside_passage in (one for one in looks if one.words):
        of_it = plural(aside_passage.of, "word")
        share_note = f"{aside_passage.words:,} of its {of_it} were set aside as no part of the argument"
        typer.echo(f"check       {line(aside_passage.document)}: {share_note}; `everypoint points --all` shows them")


def withheld(left_out: int, counted: int, uncounted_points: int = 0) -> None:
    """Print how many responses are not shown, and whether figures count them and their points, if any."""
    from analysis.app.refusals import in_no_figure

    if left_out:
        typer.echo(f"withheld    {in_no_figure(left_out, uncounted_points)}")
    if counted:
        but = f", but for {plural(uncounted_points, 'point')}" if uncounted_points > 0 else ""
        response_count = plural(counted, "response")
        typer.echo(f"withheld    {response_count} not shown; counted in totals that tell of none of them{but}")


def refusals(asked: Sequence[Refusal]) -> None:
    """Print which responses ask not to be published or named, for a person to decide."""
    for refusal in asked:
        typer.echo(f"needs you   {line(refusal.document)}: {line(refusal.told)}")


def unsent_tables(messages: Sequence[str]) -> None:
    """Print which entries for tables name a file that nobody sent."""
    for message in messages:
        typer.echo(f"check       {line(message)}", err=True)


def languages(counts: Sequence[LanguageCount], unread_points: int) -> None:
    """Print which languages responses are in, and how many points are in one that the codebook does not speak."""
    from analysis.languages.response_languages import in_words

    if counts:
        typer.echo(in_words(counts))
    if unread_points:
        typer.echo(f"for people  {plural(unread_points, 'point')} in a language that the codebook does not cover")


def unanswered(count: int) -> None:
    """Print how many points a model gave no answer to that can be used."""
    if count:
        typer.echo(f"for people  {plural(count, 'point')} to which the model gave no answer that can be used")


def letters_within(name: str, letters: Sequence[Letter]) -> None:
    """Print that a file seems to hold several letters, if it does."""
    from analysis.app.use_case_results import several_letters

    if letters:
        typer.echo(f"check       {line(name)}: {several_letters(letters)}")


CODERS = {"machine": "the machine", "human": "people", "adjudicator": "adjudicators"}


def look_again(looks: Sequence[StaleCoding]) -> None:
    """Print which decisions of people need another look, and why."""
    for stale_coding in looks[:LISTED]:
        point_place = f"{line(stale_coding.place.document)}, {line(stale_coding.place.label)}"
        typer.echo(f"check again {point_place}, coded by {line(', '.join(stale_coding.coders))}: {stale_coding.reason}")
    if len(looks) > LISTED:
        typer.echo(f"check again {len(looks) - LISTED:,} more; --json names all")


def plain(made: Reported) -> dict[str, Any]:
    """Return what a report counted as an object for ``--json``."""
    return {**asdict(made), "path": str(made.path), "numbers": dict(made.numbers)}


def skipped(skips: Sequence[Skipped]) -> None:
    """Print what could not be read, and why."""
    for skipped_file in skips:
        state = "own paper" if skipped_file.is_paper else "taken out" if skipped_file.is_taken_out else "not read"
        typer.echo(f"{state:12}{line(skipped_file.name)}: {line(skipped_file.reason)}", err=True)


def line(text: str) -> str:
    """Return other people's text as one line with whatever moves a terminal's cursor escaped."""
    return "".join(c if c.isprintable() or c == "\xa0" else c.encode("unicode_escape").decode() for c in text)
