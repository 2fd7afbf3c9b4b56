"""Exports: the report and its data in other tools' formats, from the very figures that the report has."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.publish import assurance_pack, report_facts_of, tally_of, told_responses
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import OutputError, UnreadableError
from analysis.workspace import load_consultation, template_folders, write_together

if TYPE_CHECKING:
    from analysis.exporting.export_content import ExportContent, TeamRecords
    from analysis.tally.report import Report

EXPORTS = "exports"
"""The folder of ``reports/`` for exports to which nobody has given a name."""

INTERNAL = "internal-"
"""How the usual name of the team's own exports begins."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """An export: its usual name, its bytes, and whether it is public as the report is."""

    name: str
    content: bytes
    is_public: bool


def export(app: AppContext, format_name: str, for_team: bool = False) -> ExportedFile:
    """Take in and code what is new, and return an export of everything as the report tells it.

    ``for_team`` it holds every response as it came, with names, and what every coder said.
    """
    from analysis.exporting.exporters import CODEBOOK_EXPORTERS, EVERY

    file_name = download_name(format_name, for_team)
    if format_name in CODEBOOK_EXPORTERS:
        codebook = load_consultation(app.workspace.consultation).codebook
        return ExportedFile(file_name, CODEBOOK_EXPORTERS[format_name].write(codebook), True)
    snapshot = take_in_and_code(app).snapshot
    app.store.keep_numbers(snapshot.corpus.numbers, app.clock())
    content = export_content(app, snapshot, for_team)
    return ExportedFile(file_name, EVERY[format_name].write(content), not for_team)


def export_content(app: AppContext, snapshot: Snapshot, for_team: bool) -> ExportContent:
    """Return what exports are made of: the tally of the report, and for the team what it was counted from."""
    from analysis.exporting.export_content import ExportContent

    tallied = tally_of(app, snapshot, for_team)
    page = partial(_page, app, tallied)
    pack = partial(_pack, app, snapshot, tallied)
    return ExportContent(tallied, page, _team_records(snapshot) if for_team else None, pack)


def _page(app: AppContext, tallied: Report) -> str:
    from analysis.rendering import render_alone

    return render_alone(tallied, template_folders(app.workspace))


def _pack(app: AppContext, snapshot: Snapshot, tallied: Report) -> str:
    return assurance_pack(app, snapshot.corpus.consultation, tallied, report_facts_of(app, snapshot))


def _team_records(snapshot: Snapshot) -> TeamRecords:
    from analysis.exporting.export_content import TeamRecords
    from analysis.tally.privacy.disclosure import is_named

    machine = filter(snapshot.is_of_today, snapshot.machine_codings(snapshot.machine.id))
    people = (coding for point in snapshot.digests for coding in snapshot.last_words(point))
    codings = (snapshot.translate(coding).coding for coding in (*machine, *people))
    told = told_responses(snapshot)
    named = frozenset(one.document.name for one in told if is_named(one) and one.respondent.name)
    return TeamRecords(snapshot.corpus.responses, tuple(codings), snapshot.placed_notes, named)


# Kept for the page Downloads ------------------------------------------------------------------------------------------

DOWNLOADS = "downloads"
"""The folder of ``.everypoint/`` for files that the page Downloads has made."""


def make_download(app: AppContext, format_name: str, for_team: bool) -> None:
    """Make an export and keep it until another takes its place or a respondent is erased."""
    exported = export(app, format_name, for_team)
    write_together({app.workspace.state / DOWNLOADS / exported.name: exported.content})


def download_name(format_name: str, for_team: bool) -> str:
    """Return the usual name of an export; raises UnreadableError where there is no such format."""
    from analysis.exporting.exporters import CODEBOOK_EXPORTERS, EVERY

    if format_name not in EVERY:
        raise UnreadableError(format_name, "there is no such format; the page Downloads lists the formats")
    return f"{INTERNAL if for_team and format_name not in CODEBOOK_EXPORTERS else ''}{EVERY[format_name].file}"


def find_download(app: AppContext, file_name: str) -> bytes | None:
    """Return an export that was made, or None where there is none any more."""
    with suppress(OSError):
        return (app.workspace.state / DOWNLOADS / file_name).read_bytes()
    return None


# Written --------------------------------------------------------------------------------------------------------------


def write_export(app: AppContext, exported: ExportedFile, file: Path | None, replace_file: bool = False) -> Path:
    """Write an export, under its usual name in ``reports/exports/`` where no other is given, and return where it is.

    Raises OutputError where another file is there that is not to be replaced, where it would be read as a response,
    where its folder is not there, where the team's own would lie among what is public, or where the name ends otherwise
    than such files do.
    """
    target = file or app.workspace.reports / EXPORTS / exported.name
    _must_be_fit(app, exported, target)
    if target.exists() and target.read_bytes() == exported.content:
        return target
    if target.exists() and not replace_file:
        raise OutputError(f"{target} exists already and holds something else; name another file, or add --replace")
    write_together({target: exported.content})
    return target


def check_place(app: AppContext, format_name: str, file: Path | None, for_team: bool = False) -> None:
    """Raise OutputError where an export may not be written to a place, before anything is read or coded for it."""
    from analysis.exporting.exporters import CODEBOOK_EXPORTERS

    is_public = not for_team or format_name in CODEBOOK_EXPORTERS
    name = download_name(format_name, for_team)
    _must_be_fit(app, ExportedFile(name, b"", is_public), file or app.workspace.reports / EXPORTS / name)


def _must_be_fit(app: AppContext, exported: ExportedFile, target: Path) -> None:
    place, ending = target.resolve(), Path(exported.name).suffix
    if not target.parent.is_dir() and target.parent != app.workspace.reports / EXPORTS:
        raise OutputError(f"{target}: there is no folder {target.parent}; make it first, or name another place")
    if target.suffix.lower() != ending:
        raise OutputError(f"{target}: this export is a {ending} file; give it a name that ends so")
    if place.is_relative_to(app.workspace.responses.resolve()):
        raise OutputError(f"{target} would be read as a response there; name a place outside responses/")
    if not exported.is_public and place.is_relative_to(app.workspace.reports.resolve()):
        raise OutputError(
            f"{target} would be among public files, and the team's own exports hold personal data; "
            "name a file outside reports/"
        )
