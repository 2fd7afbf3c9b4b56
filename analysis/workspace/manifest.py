"""The report in its place, and beside it the manifest of what it was made from: written together, verified together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from analysis.errors import LedgerError
from analysis.workspace.folder import Workspace
from analysis.workspace.output import write_together


def write_report(workspace: Workspace, page: bytes, facts: Mapping[str, Any], made: Mapping[str, Any]) -> bool:
    """Write the report unless the same one, made from the same ``facts``, is there; False where it is.

    What the manifest says of how it was ``made`` (when, by which versions) is no reason to write it again.
    """
    facts = {"report": hashlib.sha256(page).hexdigest(), **facts}
    try:
        same = workspace.report.read_bytes() == page and _holds(json.loads(workspace.manifest.read_bytes()), facts)
    except (OSError, ValueError):
        same = False
    if not same:
        manifest = json.dumps({**facts, **made}, indent=2, ensure_ascii=False) + "\n"
        write_together({workspace.report: page, workspace.manifest: manifest.encode()})
    return not same


def check_report(workspace: Workspace, inputs: Mapping[str, Any]) -> str:
    """Say that the report is what its manifest describes, and whether the inputs are still the same.

    Raises LedgerError if it is not.
    """
    report, manifest = workspace.report, workspace.manifest
    if not report.exists() and not manifest.exists():
        return "no report has been made yet"
    anew = "`everypoint report` makes it anew"
    try:
        told = json.loads(manifest.read_bytes())
        same = told["report"] == hashlib.sha256(report.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        missing = manifest if report.exists() else report
        raise LedgerError(f"{missing} is missing or damaged; {anew}") from error
    if not same:
        raise LedgerError(f"{report} is not the report that its manifest describes; {anew}")
    older = "" if _holds(told, inputs) else f"; the responses or the codebook have changed since: {anew}"
    return f"the report is the one that its manifest describes{older}"


def _holds(told: Any, facts: Mapping[str, Any]) -> bool:
    return isinstance(told, dict) and all(told.get(key) == value for key, value in facts.items())
