"""Commands on what is kept: verify it, make a report of it again, take out, put back, and erase a respondent."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, opened, reporting_errors, taken
from analysis.text import plural


def check(
    copy: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Say whether this copy of a report was made here."),
    ] = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Check that nothing is missing and nothing was changed.

    Example: everypoint check
    """
    with reporting_errors(as_json):
        from analysis.app.admin import verify_workspace
        from analysis.app.admin.verify_report import check_copy

        app_context = opened(workspace)
        check_lines = verify_workspace.check(app_context) if copy is None else [check_copy(app_context, copy)]
        if as_json:
            output.as_json({"holds": True, "checked": check_lines})
        else:
            for check_line in check_lines:
                typer.echo(f"ok  {check_line}")


def reproduce(
    manifest: Annotated[Path, typer.Argument(metavar="MANIFEST", help="The manifest of a report.")],
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Make a report again, and say whether it is identical.

    The report and the annex beside the manifest are compared with it, too. Nothing in reports/ is touched. The exit
    status is 1 where anything is not identical.

    Example: everypoint reproduce reports/report.manifest.json
    """
    with reporting_errors(as_json):
        from analysis.app.admin.reproduce import reproduce

        result = reproduce(opened(workspace), manifest)
        if as_json:
            output.as_json({**asdict(result), "identical": result.is_identical})
        else:
            typer.echo("Identical, byte for byte." if result.is_identical else "Not identical.")
            for one in result.differences:
                typer.echo(f"differs     {one.what}: stated {output.line(one.stated)}; here {output.line(one.found)}")
        if not result.is_identical:
            raise typer.Exit(1)


def take_out(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A response by its name or number (R7), or a file.")],
    by: Annotated[str, typer.Option("--by", help="The person who decided this.")],
    why: Annotated[str, typer.Option("--why", help="The reason, as the report prints it; do not name the respondent.")],
    workspace: WorkspaceOption = HERE,
) -> None:
    """Take a response out of every count.

    Nothing is deleted: the report says that it was taken out and why, and `everypoint put-back` has it count again.

    Example: everypoint take-out letter.docx --by "Sam Brook" --why "sent twice"
    """
    with reporting_errors():
        from analysis.app.admin import taking_out

        withdrawn = taking_out.take_out(*taken(workspace), name, by, why)
        typer.echo(f"{output.line(withdrawn.document)} is taken out. `everypoint report` makes the report without it.")


def put_back(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What was taken out, as `everypoint status` names it.")],
    by: Annotated[str, typer.Option("--by", help="The person who decided this.")],
    why: Annotated[
        str, typer.Option("--why", help="The reason, if it should be kept; do not name the respondent.")
    ] = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    """Put back a response that was taken out.

    It counts again, with its points and all codings of them as they were.

    Example: everypoint put-back letter.docx --by "Sam Brook"
    """
    with reporting_errors():
        from analysis.app.admin import taking_out

        withdrawn = taking_out.put_back(opened(workspace), name, by, why)
        typer.echo(f"{output.line(withdrawn.document)} is back. `everypoint report` makes the report with it.")


def erase(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A response by name or number (R7), or a respondent.")],
    by: Annotated[str, typer.Option("--by", help="The person who decided this.")],
    why: Annotated[str, typer.Option("--why", help="The reason; do not name the respondent.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Erase a respondent's data for good.

    What they sent, every coding of it and every report made from it go; a record that it was done remains.

    Example: everypoint erase "Jane Doe" --by "Sam Brook" --why "asked to be erased on 3 May"
    """
    with reporting_errors():
        from analysis.app.admin import erasure

        app_context = opened(workspace)
        for document in erasure.check_erasable(app_context, name):
            typer.echo(f"will erase  {output.line(document)}")
        if not yes:
            typer.confirm("This cannot be undone. Erase it, and the reports that may quote it?", abort=True)
        erased = erasure.erase(app_context, name, by, why)
        typer.echo(f"{plural(erased.records, 'record')} erased. `everypoint report` makes the report without them.")
        for remaining_path in erased.still_named:
            typer.echo(f"check       {output.line(remaining_path)}: it still names what was erased")
        typer.echo("Remember to erase it from backups, exports and printed reports too.")
