"""Output of the command line: lines and tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

import typer

from analysis.text import plural

if TYPE_CHECKING:
    from rich.table import Table as Grid

    from analysis.app import Added, Corpus, Reported, Status
    from analysis.app.coding.selective_coding import Decided
    from analysis.app.results import SetAside, StaleCoding
    from analysis.model import Coder, Document, Segment, SegmentedDocument, Skipped, Table

WIDTH = 120
"""Columns where the output is a file or another program, which has no width of its own."""


def as_json(result: dict[str, Any]) -> None:
    """One object, for programs."""
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def added(done: Sequence[Added]) -> None:
    """Print what became of each document that was to be added."""
    for one in done:
        if one.reason:
            typer.echo(f"not read    {line(one.name)}: {line(one.reason)}")
        else:
            state = "added" if one.copied else "in already"
            same = f", the same letter as {line(one.copies)}" if one.copies else ""
            within = f" in {plural(one.responses, 'response')}" if one.responses != 1 else ""
            typer.echo(f"{state:12}{line(one.name)}: {plural(one.points, 'point')}{within}{same}")
        for read in one.tables:
            columns(read)
        for skip in one.skipped:
            typer.echo(f"not read    {line(skip.name)}: {line(skip.reason)}")
        set_aside(one.to_look_at)
    typer.echo(f"{plural(sum(one.reason is None for one in done), 'document')} of {len(done)} can be read.")


def table(read: Table, where: TextIO) -> None:
    """Print what the columns of a table were taken for, and how to say otherwise."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    from analysis.workspace import as_toml

    console = Console(file=where, width=None if where.isatty() else WIDTH, highlight=False)
    sheet = f", sheet {line(read.sheet)}" if read.sheet else ""
    console.print(Text(f"{line(read.file)}{sheet}: {plural(read.rows, 'row')}", style="bold underline"))
    grid = Grid("Column", "taken for", "sure", "because", box=None, pad_edge=False)
    for column in read.columns:
        role = column.role.value.replace("_", " ")
        taken = f"{role}: {line(column.question)}" if column.question else role
        style = "yellow" if column.confidence < SURE else ""
        grid.add_row(
            Text(line(column.header)), taken, f"{column.confidence:.0%}", Text(line(column.reason)), style=style
        )
    console.print(grid)
    for warning in read.warnings:
        console.print(Text(f"look at     {line(warning)}", style="yellow"))
    console.print(Text("If a column was taken for something else, put this into consultation.toml and correct it:"))
    console.print(Text(as_toml([read]), style="dim"), soft_wrap=True)


def columns(read: Table) -> None:
    """Print what the columns of a table were taken for, in a line for each kind."""
    for role in dict.fromkeys(column.role for column in read.columns):
        headers = [line(column.header) for column in read.columns if column.role is role]
        typer.echo(f"            {role.value.replace('_', ' '):12}{'; '.join(headers)}")
    for warning in read.warnings:
        typer.echo(f"look at     {line(read.file)}: {line(warning)}")
    typer.echo(f"            Why, and how to say otherwise: everypoint points {line(read.file)}")


SURE = 0.8
"""A guess below this is shown as one to look at."""


def tables(read: Sequence[Table]) -> None:
    """Print what a person should look at in how tables were read."""
    for one in read:
        for warning in one.warnings:
            typer.echo(f"look at     {line(one.file)}: {line(warning)}", err=True)


def coded(intake: Corpus, coder: Coder, new: int, made: Decided | None) -> dict[str, Any]:
    """Return what a program reads of points that were coded."""
    found = {
        "points": len(intake.points),
        "coded": new,
        "coder": coder.id,
        "skipped": [asdict(s) for s in intake.skipped],
    }
    return found if made is None else {**found, "decided": asdict(made)}


def decided(made: Decided | None) -> None:
    """Print which points may stand without a person, if that was asked."""
    if made is None:
        return
    if not made.coded and not made.none:
        why = (
            f"people have coded {plural(made.taught, 'point')}, too few to show it"
            if made.taught
            else "nobody has coded yet"
        )
        typer.echo(f"At a risk of {made.risk:.0%} nothing may stand without a person: {why}.")
        return
    typer.echo(f"With at most {made.risk:.0%} of each wrong, {len(made.coded):,} points may stand as coded and")
    typer.echo(
        f"{len(made.none):,} as raising no theme; {len(made.person):,} are for a person. {plural(made.taught, 'point')}"
    )
    typer.echo("coded by people show it, by a 90 % upper bound, if they are a fair sample of all.")


def report(made: Reported) -> None:
    """Print what a report was made of, and where it lies."""
    skipped(made.skipped)
    tables(made.tables)
    new = f", {len(made.new):,} new" if made.new else ""
    unread = f", {len(made.skipped):,} not read" if made.skipped else ""
    typer.echo(
        f"{plural(made.sources, 'file')} received{new}: {plural(made.responses, 'response')}, "
        f"{plural(made.points, 'point')}, {made.coded:,} with a theme{unread}."
    )
    for sheet in made.sheets:
        if sheet.recorded:
            typer.echo(f"audited     {line(sheet.name)}: {plural(sheet.recorded, 'judgement')}")
        for problem in sheet.problems:
            typer.echo(f"look at     {line(problem)}", err=True)
    set_aside(made.to_look_at)
    look_again(made.look_again)
    if not made.sources:
        typer.echo("There are no responses yet: `everypoint add` takes them in.")
    typer.echo(f"{'Report' if made.changed else 'Report (the same as before)'}: {made.path}")


def status(stands: Status) -> None:
    """Print where a workspace stands."""
    typer.echo(f"{plural(stands.received, 'file')} in responses/, {plural(stands.responses, 'response')} taken in.")
    for name in stands.waiting:
        typer.echo(f"waiting     {line(name)}")
    for name in stands.missing:
        typer.echo(f"missing     {line(name)}: it was taken in and is no longer in responses/")
    for skip in stands.unread:
        typer.echo(f"not read    {line(skip.name)}: {line(skip.reason)}")
    set_aside(stands.to_look_at)
    codings = ", ".join(f"{number:,} by {CODERS[kind]}" for kind, number in stands.codings)
    typer.echo(f"Codings: {codings or 'none yet'}.")
    for erasure in stands.erasures:
        by = f"{erasure.time[:10]} by {line(erasure.who)}: {line(erasure.why)}"
        typer.echo(f"erased      {plural(erasure.records, 'record')} on {by}")
    typer.echo(f"Audit trail: {plural(stands.chain.records, 'record')}, head {stands.chain.head[:16]}.")
    if stands.waiting:
        typer.echo("`everypoint report` takes in what is waiting.")


def set_aside(looks: Sequence[SetAside]) -> None:
    """Of which responses much is no point, and should be looked at."""
    for look in looks:
        much = f"{look.words:,} of its {plural(look.of, 'word')} were set aside as furniture"
        typer.echo(f"look at     {line(look.document)}: {much}; `everypoint points --all` shows them")


CODERS = {"machine": "the machine", "human": "people", "adjudicator": "adjudicators"}


LISTED = 10
"""Points that are named one by one; `--json` names all."""


def look_again(looks: Sequence[StaleCoding]) -> None:
    """Print which decisions of people need another look, and why."""
    for look in looks[:LISTED]:
        where = f"{line(look.place.document)}, {line(look.place.label)}"
        typer.echo(f"look again  {where}, coded by {line(', '.join(look.coders))}: {look.reason}")
    if len(looks) > LISTED:
        typer.echo(f"look again  at {len(looks) - LISTED:,} more; --json names all")


def plain(made: Reported) -> dict[str, Any]:
    """Return the same for programs."""
    return {**asdict(made), "path": str(made.path), "numbers": dict(made.numbers)}


def skipped(skips: Sequence[Skipped]) -> None:
    """Print what could not be read, and why."""
    for skip in skips:
        typer.echo(f"not read    {line(skip.name)}: {line(skip.reason)}", err=True)


def matters(skips: Sequence[Skipped]) -> bool:
    """Return whether anything that could not be read is missed."""
    return any(not skip.is_harmless for skip in skips)


def line(text: str) -> str:
    """Return text of other people's as one line that does nothing to a terminal: what moves its cursor is shown
    escaped."""
    return "".join(c if c.isprintable() or c == "\xa0" else c.encode("unicode_escape").decode() for c in text)


# The points of one document -------------------------------------------------------------------------------------------


def jsonl(part: SegmentedDocument, everything: bool) -> None:
    """One object for each point, or for each segment."""
    for segment in _chosen(part, everything):
        typer.echo(json.dumps(_record(part.document, segment), ensure_ascii=False))


def _chosen(part: SegmentedDocument, everything: bool) -> list[Segment]:
    return [segment for segment in part.segmentation.segments if everything or segment.kind == "point"]


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


def points(part: SegmentedDocument, everything: bool) -> None:
    """Print a document as its reader would go through it: sections, the points below them, and what is to be looked
    at."""
    from rich.console import Console
    from rich.text import Text

    # Not wrapped to a guess of 80 columns where the output is a file or another program.
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    console.print(Text(line(part.document.name), style="bold underline"), Text(_sender(part.document), style="dim"))
    console.print(_table(part, _chosen(part, everything), everything))
    for omitted in part.document.omitted if everything else ():
        text = Text(f"left out    {_one_line(omitted.text)}", style="dim")
        console.print(text.append(f"  [{line(omitted.reason)}]", style="yellow"))
    console.print(Text(_summary(part)))
    console.print()


def _table(part: SegmentedDocument, segments: Sequence[Segment], everything: bool) -> Grid:
    from rich.table import Table as Grid
    from rich.text import Text

    table = Grid(box=None, pad_edge=False, show_edge=False, show_header=False)
    for style in ("dim", "dim") if everything else ("dim",):
        table.add_column(style=style, no_wrap=True)
    table.add_column(style="bold", max_width=12, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    where: tuple[str, ...] = ()
    for segment in segments:
        page = f"p. {segment.page}" if segment.page else ""
        before = (page, segment.kind.value) if everything else (page,)
        if not everything and (above := _heading(segment)) not in ((), where):
            where = above
            table.add_row(*[""] * (len(before) + 1), Text(line(" › ".join(above)), style="bold cyan"))
        said = _said(part.document, segment)
        if not said:
            continue  # white space
        text = Text(said, style="" if segment.kind == "point" else "dim")
        if segment.reason:
            text.append(f"  [{_doubt(segment)}]", style="yellow")
        table.add_row(*before, Text(line(segment.label or "")), text)
    return table


def _sender(document: Document) -> str:
    """Return what a document says of who sent it, and of what may be printed."""
    who = document.respondent
    return line(", ".join(filter(None, (who.name, who.type, f"publish: {who.publish}")))) if who else ""


def _heading(segment: Segment) -> tuple[str, ...]:
    return (*segment.section, *([f"in answer to {segment.question}"] if segment.question else []))


def _said(document: Document, segment: Segment) -> str:
    return _one_line(document.text[segment.start : segment.end])


def _one_line(text: str) -> str:
    return line(" ".join(text.split()))


def _doubt(segment: Segment) -> str:
    sure = "" if segment.confidence == 1 else f", {segment.confidence:.0%} sure"
    return f"{line(segment.reason or '')}{sure}"


def _summary(part: SegmentedDocument) -> str:
    """Return how many points, what else there is, and what a person should look at."""
    counts = Counter(segment.kind.value for segment in part.segmentation.segments)
    others = [
        f"{counts[kind]:,} {kind}"
        for kind in ("heading", "question", "answer", "furniture", "excluded")
        if counts[kind]
    ]
    doubtful = sum(s.confidence < 1 for s in part.segmentation.segments if s.kind == "point")
    look = f"; {plural(doubtful, 'point')} to look at, with the reason in brackets" if doubtful else ""
    aside = len(part.segmentation.to_look_at)
    look += f"; {plural(aside, 'passage')} set aside to look at (--all shows them)" if aside else ""
    also = f" (also {', '.join(others)}; --all shows them)" if others else ""
    left_out = len(part.document.omitted)
    omitted = f"; {plural(left_out, 'passage')} left out of the text (--all shows them)" if left_out else ""
    return f"{plural(counts['point'], 'point')}{also}{look}{omitted}"
