"""`everypoint audit`: samples are drawn, leave as a spreadsheet for people to fill in, and come back as codings."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import output, output_audit
from analysis.cli.common import (
    HERE,
    JsonOption,
    WorkspaceOption,
    as_share,
    opened,
    reporting_errors,
    system_user,
    taken,
)
from analysis.model import Design

ABOUT = "Audit by hand: draw a blind sample, code it in a spreadsheet, and see what it shows."


class Strata(StrEnum):
    """The properties from which strata can be made."""

    THEME = "theme"
    CONFIDENCE = "confidence"
    TYPE = "type"
    SOURCE = "source"


app = typer.Typer(
    name="audit",
    help=ABOUT,
    no_args_is_help=True,
    rich_markup_mode=None,
)


NameOption = Annotated[str, typer.Option("--name", metavar="NAME", help="The audit; if left out, the last one.")]


@app.command()
def plan(
    margin: Annotated[
        str, typer.Option("--margin", metavar="M", help="The margin of error that you need, such as 5%.")
    ] = "5%",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Estimate the points and hours that an audit needs.

    Example: everypoint audit plan --margin 5%
    """
    margin_share = as_share(margin, "--margin")
    with reporting_errors(as_json):
        from analysis.app.audit.plan_audit import plan_audit

        audit_plan = plan_audit(opened(workspace), margin_share)
        output.as_json(asdict(audit_plan)) if as_json else output_audit.plan(audit_plan)


@app.command()
def draw(
    size: Annotated[int, typer.Option("--size", metavar="N", min=1, help="The number of points.")],
    design: Annotated[
        Design | None, typer.Option("--design", help="A simple random sample, or one stratified by --by.")
    ] = None,
    by: Annotated[
        list[Strata] | None, typer.Option("--by", help="What to stratify by; may be given several times.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="S", help="A number that draws the same sample again.")
    ] = None,
    extend: Annotated[bool, typer.Option("--extend", help="Add points to a sample that was drawn before.")] = False,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The name of the audit.")] = "",
    positions: Annotated[
        bool, typer.Option("--positions", help="Draw answers to code by position (for or against).")
    ] = False,
    auditor: Annotated[
        str, typer.Option("--auditor", metavar="NAME", help="Your name; if left out, that of your account.")
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Draw a random sample of points for people to code.

    Where responses came as survey rows, e-mails and documents, each kind is in it unless --by or --design is given.

    Example: everypoint audit draw --size 60 --by type
    """
    if extend and (design or by or seed is not None):
        raise typer.BadParameter("--extend goes on with the design, strata and seed of the first draw; leave them out")
    if by and design is Design.SIMPLE:
        raise typer.BadParameter("a simple sample has no strata; leave --by out, or --design")
    with reporting_errors(as_json):
        from analysis.app.audit.draw_audit import DrawRequest, draw_audit
        from analysis.model import Coder

        stratum_fields = tuple(dict.fromkeys(stratum_field.value for stratum_field in by or ()))
        stratified = bool(stratum_fields) or design is Design.STRATIFIED
        draw_request = DrawRequest(
            size,
            Design.STRATIFIED if stratified else Design.SIMPLE,
            stratum_fields or (("theme", "confidence") if stratified else ()),
            seed,
            name,
            extend,
            positions,
            is_usual=not (design or by or extend),
        )
        audit = draw_audit(opened(workspace), draw_request, Coder.person(auditor or system_user("--auditor")))
        output.as_json(output_audit.plain_draw(audit)) if as_json else output_audit.drawn(audit, size)


@app.command()
def status(name: NameOption = "", as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Show the progress of an audit and how far people agree.

    Example: everypoint audit status
    """
    with reporting_errors(as_json):
        from analysis.app.audit.measure import progress_and_advice

        standings, further_lines = progress_and_advice(taken(workspace, keep=False)[1], name)
        output.as_json(output_audit.plain_status(standings, further_lines)) if as_json else output_audit.status(
            standings, further_lines
        )


@app.command("export")
def export_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet to write: .csv or .xlsx.")],
    auditor: Annotated[str, typer.Option("--auditor", metavar="NAME", help="The person who will fill it in.")],
    drawn: Annotated[bool, typer.Option("--drawn", help="Only points of the audit that nobody has coded yet.")] = False,
    second: Annotated[
        bool, typer.Option("--second", help="Only points of the audit that somebody else coded, for a second coder.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="All points. This is the default.")] = False,
    unaudited: Annotated[bool, typer.Option("--unaudited", help="Only points that nobody has coded yet.")] = False,
    first: Annotated[int | None, typer.Option("--first", metavar="N", min=1, help="Only the first N of these.")] = None,
    blind: Annotated[bool, typer.Option("--blind/--assisted", help="Hide or show what the machine suggests.")] = True,
    name: NameOption = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Write a sheet for a person to fill in: an x under each theme that a point raises.

    Only points that an audit drew (--drawn, --second) measure anything. Codings of all others count and
    teach the machine, blind or assisted.

    Example: everypoint audit export sheet.xlsx --drawn --auditor "Ann Lee"
    """
    of_audit = drawn + second
    if everything + unaudited + of_audit > 1:
        raise typer.BadParameter("choose one of --drawn, --second, --all and --unaudited")
    if of_audit and not blind:
        raise typer.BadParameter("the points of an audit are coded blind; leave --assisted out")
    with reporting_errors(as_json):
        from analysis.app.audit.sheet_io import SheetRequest, export_audits
        from analysis.model import CodingMode

        coding_mode = CodingMode.BLIND if blind else CodingMode.ASSISTED
        exported_sheets = export_audits(
            opened(workspace), file, auditor, SheetRequest(unaudited, first, drawn, second, name), coding_mode
        )
        told_mode = "second" if second else coding_mode.value
        if as_json:
            output.as_json(output_audit.plain_export(exported_sheets, told_mode))
        else:
            output_audit.exported(exported_sheets, auditor, told_mode)


@app.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet as it was filled in: .csv or .xlsx.")],
    auditor: Annotated[
        str, typer.Option("--auditor", metavar="NAME", help="Who filled it in, if not the person named in it.")
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Record a sheet that a person filled in.

    Example: everypoint audit import sheet.xlsx
    """
    with reporting_errors(as_json):
        from analysis.app.audit.sheet_io import import_audits

        done = import_audits(opened(workspace), file, auditor)
        if as_json:
            output.as_json(asdict(done))
        else:
            output_audit.imported(done)
        if done.refused:
            raise typer.Exit(1)


@app.command()
def report(
    score: Annotated[
        bool, typer.Option("--score", help="Close the audit: its figures are fixed, and the machine learns from it.")
    ] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Close it although some points are not coded.")] = False,
    name: NameOption = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Show what an audit found: accuracy, corrected counts, agreement.

    Example: everypoint audit report
    """
    if anyway and not score:
        raise typer.BadParameter("--anyway goes with --score")
    with reporting_errors(as_json):
        from analysis.app.audit.audit_report import audit_report

        accuracy_report = audit_report(opened(workspace), name, score, anyway)
        output.as_json(output_audit.plain_report(accuracy_report)) if as_json else output_audit.report(accuracy_report)
