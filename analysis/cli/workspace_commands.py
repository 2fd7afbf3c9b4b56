"""The main commands: make a workspace, take documents in, code them, and report."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import output, output_points
from analysis.cli.common import (
    HERE,
    ClusterOption,
    JsonOption,
    WorkspaceOption,
    is_undone,
    opened,
    reporting_errors,
    user_or,
    warn_of,
)

if TYPE_CHECKING:
    from analysis.model import Question


class Format(StrEnum):
    """The formats in which `points` prints."""

    TABLE = "table"
    JSONL = "jsonl"


def init(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder; if left out, this one.")] = HERE,
) -> None:
    """Make a new workspace, with a consultation.toml that explains itself.

    Example: everypoint init parking-consultation
    """
    with reporting_errors():
        from analysis.workspace import create

        workspace = create(directory)
        elsewhere = "" if directory == HERE else f" --workspace {shlex.quote(str(workspace.root))}"
        typer.echo(f"Made {'a workspace here' if directory == HERE else workspace.root}. Next:")
        typer.echo(f"  1. write the title, the questions and the themes into {workspace.consultation}")
        typer.echo(f"  2. everypoint add{elsewhere} DOCUMENTS…")
        typer.echo(f"  3. everypoint report{elsewhere}")


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Documents, or folders of documents.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take a document that changed as a new version.")] = False,
    keep_both: Annotated[
        bool, typer.Option("--keep-both", help="Add a table that looks like a new export of an earlier one.")
    ] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Add responses: documents, mail or survey exports.

    Example: everypoint add ~/Downloads/responses letter.html
    """
    with reporting_errors(as_json):
        from analysis.app.ingest.ingest import add as add_files

        added_files = add_files(opened(workspace), paths, replace, keep_both)
        if as_json:
            output.as_json({"added": [asdict(added_file) for added_file in added_files]})
        else:
            output.added(added_files)
        if any(added_file.reason or is_undone(added_file.skipped, 1) for added_file in added_files):
            raise typer.Exit(1)


def points(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The document to read.")],
    form: Annotated[
        Format, typer.Option("--format", help="A table for people, or JSON lines for programs.")
    ] = Format.TABLE,
    everything: Annotated[bool, typer.Option("--all", help="Show every segment, not only the points.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Show how one document is read, without adding it.

    Example: everypoint points submission.md --format jsonl
    """
    with reporting_errors():
        from analysis.app.single_file import parts
        from analysis.model import SegmentedDocument, Skipped, Table

        skips: list[Skipped] = []
        document_count = 0
        for part in parts(path, *_consulted(workspace)):
            if isinstance(part, SegmentedDocument):
                document_count += 1
                output_points.jsonl(part, everything) if form is Format.JSONL else output_points.points(
                    part, everything
                )
            elif isinstance(part, Table):
                output.table(part, sys.stderr if form is Format.JSONL else sys.stdout)
            else:
                output.skipped([part])
                skips.append(part)
        if is_undone(skips, document_count):
            raise typer.Exit(1)


def _consulted(folder: Path) -> tuple[tuple[Question, ...], list[Path]]:
    """Return the consultation's questions and papers where `points` runs in a workspace; elsewhere there are none to
    recognise."""
    from analysis.workspace import Workspace, is_paper, load_consultation

    workspace = Workspace(folder)
    if folder == HERE and not workspace.consultation.is_file():
        return (), []
    workspace.must_exist()
    papers = [path for name, path in workspace.files() if is_paper(name)]
    return load_consultation(workspace.consultation).questions, papers


def report(
    one_file: Annotated[
        bool, typer.Option("--one-file", help="Put the annex into the same page, for up to 200 responses.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also print the report to reports/report.pdf, with an installed Chromium.")
    ] = False,
    cluster: ClusterOption = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Read what is new in responses/, code it and write the report.

    The report is reports/report.html, its annex with every response the pages in reports/annex/.

    Example: everypoint report --pdf
    """
    with reporting_errors(as_json):
        from analysis.app.print_report import must_be_printable, print_report
        from analysis.app.views.report_editions import make_report

        app = opened(workspace, cluster)
        if pdf:
            must_be_printable(app)
        published = make_report(app, user_or("the command line"), one_file)
        if pdf:
            published = replace(published, pdf=print_report(app))
        if as_json:
            output.as_json(output.plain(published))
        else:
            output.report(published)
            warn_of(published.skipped)
        if is_undone(published.skipped, published.responses):
            raise typer.Exit(1)


def status(as_json: JsonOption = False, workspace: WorkspaceOption = HERE) -> None:
    """Show what was received and what needs attention.

    Example: everypoint status
    """
    with reporting_errors(as_json):
        from analysis.app.kept_figures import last_least_trusted, report_state_by_status
        from analysis.app.snapshot.status import status as status_of

        workspace_app = opened(workspace)
        current_status = status_of(workspace_app)
        current_status = replace(
            current_status,
            least_trusted=last_least_trusted(workspace_app),
            report=report_state_by_status(workspace_app, current_status),
        )
        if as_json:
            output.as_json(asdict(current_status))
        else:
            output.status(current_status)
