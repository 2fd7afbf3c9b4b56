"""The report in its place, and beside it the manifest of what it was made from: written together, verified together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from analysis.errors import LedgerError
from analysis.workspace.atomic_writes import write_together
from analysis.workspace.folder import Workspace

NO_STORE = "0" * 64
"""What an audit trail that does not exist yet has for its first digest."""


def report_stands(workspace: Workspace, page: bytes, facts: Mapping[str, Any]) -> bool:
    """Whether this very report, made from the same ``facts``, is there."""
    try:
        return workspace.report.read_bytes() == page and _holds(_told(workspace), _with_page(page, facts))
    except (OSError, ValueError):
        return False


def write_report(workspace: Workspace, page: bytes, facts: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    """Write the report, and the manifest of what it was made from and how it was ``made``; both or neither."""
    manifest = json.dumps({**_with_page(page, facts), **made}, indent=2, ensure_ascii=False) + "\n"
    write_together({workspace.report: page, workspace.manifest: manifest.encode()})


def remembered(workspace: Workspace) -> list[tuple[str, tuple[int, str]]]:
    """Where the audit trail stood when reports were made: the trail's first digest, its length, its last digest.

    Manifests of earlier reports that somebody kept in ``reports/`` count too.
    """
    found = []
    for path in sorted(workspace.reports.glob("*.manifest.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(path.read_bytes())
            found.append((str(told["store"]), (int(told["records"]), str(told["head"]))))
    return found


def keep_manifest(workspace: Workspace, store: str) -> None:
    """Set aside the manifest of a report that was made with another audit trail, before it is written over.

    What it says of the inputs is left out: their responses may have to be erased.
    """
    try:
        told = _told(workspace)
    except (OSError, ValueError):
        return
    if isinstance(told, dict) and told.get("store") not in (None, store):
        kept = workspace.manifest.with_name(f"report.{str(told['store'])[:12]}.manifest.json")
        write_together({kept: _without_inputs(told)})


def forget_inputs(workspace: Workspace) -> None:
    """Take what manifests that were kept say of their inputs out of them."""
    for path in workspace.reports.rglob("*.manifest.json"):
        with suppress(OSError, ValueError):
            told = json.loads(path.read_bytes())
            if isinstance(told, dict) and "inputs" in told:
                write_together({path: _without_inputs(told)})


def _without_inputs(told: dict[str, Any]) -> bytes:
    kept = {key: value for key, value in told.items() if key != "inputs"}
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()


def _told(workspace: Workspace) -> Any:
    return json.loads(workspace.manifest.read_bytes())


def _with_page(page: bytes, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"report": hashlib.sha256(page).hexdigest(), **facts}


def check_report(workspace: Workspace, inputs: Mapping[str, Any], store: str) -> str:
    """Say that the report is what its manifest describes, and whether its inputs and its audit trail are these.

    ``store`` is the audit trail's first digest. Raises LedgerError if the report is another than its manifest's.
    """
    report, manifest = workspace.report, workspace.manifest
    if not report.exists() and not manifest.exists():
        return "no report has been made yet"
    anew = "`everypoint report` makes it anew"
    try:
        told = _told(workspace)
        same = told["report"] == hashlib.sha256(report.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        missing = manifest if report.exists() else report
        raise LedgerError(f"{missing} is missing or damaged; {anew}") from error
    if not same:
        raise LedgerError(f"{report} is not the report that its manifest describes; {anew}")
    if store != NO_STORE and told.get("store") != store:
        raise LedgerError(
            f"{report} was made where another audit trail is kept than here: this workspace was copied without its "
            f".everypoint, or the trail was replaced; {anew} and keeps the other's manifest"
        )
    older = "" if _holds(told, inputs) else f"; the responses or the codebook have changed since: {anew}"
    elsewhere = "" if told.get("store") == store else "; the audit trail that it was made with is not here"
    return f"the report is the one that its manifest describes{older}{elsewhere}"


def _holds(told: Any, facts: Mapping[str, Any]) -> bool:
    return isinstance(told, dict) and all(told.get(key) == value for key, value in facts.items())
