"""Sheets that lie in ``responses/audits/``: what people filled in there is taken in with the responses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.app.audit.sheet_io import AUDITS, imported, is_sheet
from analysis.app.coding.machine import code
from analysis.app.coding.position_coding import code_positions, decided_ahead
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described
from analysis.app.single_file import why
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed, take
from analysis.app.use_case_results import TakenSheet
from analysis.errors import EverypointError
from analysis.workspace import read_file

CODEBOOK = ".codebook.csv"
"""How the codebook that leaves beside a sheet is called at its end."""


@dataclass(frozen=True, slots=True)
class CodedWorkspace:
    """A workspace as it stands with every point coded: how many anew, and what became of the sheets."""

    snapshot: Snapshot
    new: int
    sheets: tuple[TakenSheet, ...]


def take_in_and_code(app: AppContext) -> CodedWorkspace:
    """Take in what is new, with the sheets in ``responses/audits/``, and code it, as the only writer."""
    described(app)  # a mistake is told before anything is written
    with app.store.alone():
        app.workspace.clear_remains()
        snapshot, sheets = take_in_sheets(app, take(app))
        with decided_ahead(app, snapshot) as decided:
            snapshot, new = code(app, snapshot)
            return CodedWorkspace(code_positions(app, snapshot, decided)[0], new, sheets)


def take_in_sheets(app: AppContext, snapshot: Snapshot) -> tuple[Snapshot, tuple[TakenSheet, ...]]:
    """Record what the sheets in ``responses/audits/`` say that was not recorded before; whoever calls writes alone."""
    folder = app.workspace.responses / AUDITS
    taken_sheets = []
    for path in sorted(folder.rglob("*")):
        if is_sheet(path) and not path.name.endswith(CODEBOOK):
            taken_sheets.append(_take_in(app, snapshot, path))
            snapshot = renewed(snapshot)
    return snapshot, tuple(taken_sheets)


def _take_in(app: AppContext, snapshot: Snapshot, path: Path) -> TakenSheet:
    from analysis.exporting import rows_of

    name = path.relative_to(app.workspace.responses).as_posix()
    try:
        content = read_file(path, within=app.workspace.responses)
        imported_audit = imported(app, snapshot, rows_of(content, name), name)
    except EverypointError as error:
        return TakenSheet(name, problems=(str(error),))
    except OSError as error:
        return TakenSheet(name, problems=(f"{name}: {why(error)}",))
    return TakenSheet(
        name,
        imported_audit.recorded,
        tuple(f"{name}, row {refused_row.row:,}: {refused_row.reason}" for refused_row in imported_audit.refused),
    )
