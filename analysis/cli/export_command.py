"""`everypoint export`: the report and its data in other tools' formats, and a whole workspace in one archive."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, fail, opened, reporting_errors
from analysis.text import plural


class ExportChoice(StrEnum):
    """What can be exported."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"
    DOCX = "docx"
    ODT = "odt"
    ASSURANCE = "assurance"
    ASSURANCE_DOCX = "assurance-docx"
    ASSURANCE_ODT = "assurance-odt"
    CODEBOOK = "codebook"
    QDC = "qdc"
    QDPX = "qdpx"
    WORKSPACE = "workspace"


def export(
    format_name: Annotated[
        ExportChoice,
        typer.Argument(
            metavar="FORMAT",
            help="xlsx, ods, csv, json: the tables; docx, odt: the report for editing; "
            "assurance, assurance-docx, assurance-odt: the assurance pack; codebook, qdc: the themes; "
            "qdpx: a REFI-QDA project; workspace: everything, as an archive.",
        ),
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="The file to write, needed with --internal; if left out, one in reports/exports/."
        ),
    ] = None,
    internal: Annotated[
        bool,
        typer.Option("--internal", help="For the team only: every response in full, with names and coders."),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file of that name.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Save the data, the report or the codebook as a file.

    Exports are public as the report is, and hold nothing that it does not print, unless they are --internal.

    Example: everypoint export xlsx figures.xlsx
    """
    with reporting_errors(as_json):
        if format_name is ExportChoice.WORKSPACE:
            _export_workspace(file, as_json, workspace)
        else:
            _export_file(format_name, file, internal, replace, as_json, workspace)


PERSONAL = "It holds personal data: keep it as safe as the responses themselves."


def _export_file(
    format_name: str, file: Path | None, internal: bool, replace: bool, as_json: bool, workspace: Path
) -> None:
    from analysis.app.admin.export_files import check_place, export, write_export

    app = opened(workspace)
    check_place(app, format_name, file, internal)
    exported = export(app, format_name, internal)
    path = write_export(app, exported, file, replace)
    if as_json:
        output.as_json({"path": str(path), "bytes": len(exported.content), "public": exported.is_public})
        return
    typer.echo(f"Export: {path}")
    typer.echo("It holds nothing that the report does not print." if exported.is_public else PERSONAL)


def _export_workspace(file: Path | None, as_json: bool, workspace: Path) -> None:
    from analysis.app.admin.backup import export_workspace

    if file is None:
        fail("name the archive to write, such as backup.zip", 2, as_json)
    workspace_export = export_workspace(opened(workspace), file)
    if as_json:
        output.as_json({**asdict(workspace_export), "path": str(workspace_export.path)})
        return
    for left_out_name in workspace_export.left_out:
        typer.echo(f"left out    {output.line(left_out_name)}: it is not one of the workspace's own files", err=True)
    typer.echo(
        f"{plural(workspace_export.records, 'record')}, {plural(workspace_export.sources, 'source')} and "
        f"{plural(workspace_export.files, 'file')}: {workspace_export.path}"
    )
    typer.echo(PERSONAL)
