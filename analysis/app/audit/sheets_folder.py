"""Sheets that lie in ``responses/audits/``: what people filled in there is taken in with the responses."""

from __future__ import annotations

from pathlib import Path

from analysis.app.audit.sheet_io import AUDITS, imported, is_sheet
from analysis.app.coding.machine import code
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described, take_in
from analysis.app.results import Corpus, TakenSheet
from analysis.app.single_file import why
from analysis.errors import EverypointError
from analysis.model import Coder
from analysis.workspace import read_file

CODEBOOK = ".codebook.csv"
"""How the codebook that leaves beside a sheet is called at its end."""


def take_in_and_code(app: AppContext) -> tuple[Corpus, Coder, int, tuple[TakenSheet, ...]]:
    """Take in what is new, with the sheets in ``responses/audits/``, and code it, as the only writer.

    What was taken in, who coded, how many points anew, and what became of the sheets.
    """
    described(app)  # a mistake is told before anything is written
    with app.store.alone():
        app.workspace.clear_remains()
        corpus = take_in(app)
        sheets = take_in_sheets(app, corpus)
        return corpus, *code(app, corpus), sheets


def take_in_sheets(app: AppContext, corpus: Corpus) -> tuple[TakenSheet, ...]:
    """Record what the sheets in ``responses/audits/`` say that was not recorded before; whoever calls writes alone."""
    folder = app.workspace.responses / AUDITS
    files = (path for path in sorted(folder.rglob("*")) if is_sheet(path) and not path.name.endswith(CODEBOOK))
    return tuple(_take_in(app, corpus, path) for path in files)


def _take_in(app: AppContext, corpus: Corpus, path: Path) -> TakenSheet:
    from analysis.exporting import rows_of

    name = path.relative_to(app.workspace.responses).as_posix()
    try:
        content = read_file(path, within=app.workspace.responses)
        imported_audit = imported(app, corpus, rows_of(content, name), name)
    except EverypointError as error:
        return TakenSheet(name, problems=(str(error),))
    except OSError as error:
        return TakenSheet(name, problems=(f"{name}: {why(error)}",))
    return TakenSheet(
        name,
        imported_audit.recorded,
        tuple(f"{name}, row {refused_row.row:,}: {refused_row.reason}" for refused_row in imported_audit.refused),
    )
