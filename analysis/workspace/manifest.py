"""The report in its place, and beside it the manifest of what it was made from: written together, verified together.

A manifest is a store's own statement. Where the page that stands there was made by another store, which said so in a
manifest beside it, and ours made the very same bytes, both stay as they are, and what ours says goes into a file of its
own: a fresh clone of a repository that holds a report makes it again and changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.errors import EverypointError
from analysis.workspace.atomic_writes import write_together
from analysis.workspace.bounded_files import read_file
from analysis.workspace.folder import Workspace
from analysis.workspace.report_files import StagedReport, annex_digests, put_in_place

NO_STORE = "0" * 64
"""The first digest of an audit trail that does not exist yet."""

MOST_BYTES = 200_000_000
"""Of a manifest; one that lists a million sources has 150 MB."""

MOST_RECORDS = 2**63 - 1

Manifest = dict[str, Any]

FILES = "files"
"""The field of a manifest that holds the SHA-256 of each page of the annex; none where the report is one file."""


def digest_of(page: bytes) -> str:
    """Return how a manifest and the audit trail know a page: its SHA-256."""
    return hashlib.sha256(page).hexdigest()


def page_of(workspace: Workspace) -> bytes:
    """Return the report that is there; raises OSError where there is none, or a link to something else."""
    return read_file(workspace.report, within=workspace.reports)


# Writing --------------------------------------------------------------------------------------------------------------


def report_stands(workspace: Workspace, manifest: Manifest) -> bool:
    """Return whether the report is there that a manifest describes, with its annex and this very manifest."""
    return manifest_of(workspace, str(manifest["store"])) == manifest and describes(workspace, manifest)


def describes(workspace: Workspace, manifest: Manifest) -> bool:
    """Return whether the report and its annex, which are there, are those that a manifest describes."""
    with suppress(OSError):
        is_page = digest_of(page_of(workspace)) == manifest.get("report")
        return is_page and annex_digests(workspace) == manifest.get(FILES, {})
    return False


def write_report(workspace: Workspace, report: StagedReport, manifest: Manifest) -> None:
    """Put the report, its annex and its manifest in their places, all or none.

    What another store said of another page is set aside.
    """
    store_id, other_manifest = str(manifest["store"]), parsed(workspace.manifest)
    content = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    if other_manifest is not None and other_manifest.get("store") not in (None, store_id):
        if other_manifest.get("report") == digest_of(report.page) and describes(workspace, other_manifest):
            write_together({_aside(workspace, store_id): content})
            return
        # What it says of the inputs is left out: their responses may have to be erased.
        write_together({_aside(workspace, str(other_manifest["store"])): _without_inputs(other_manifest)})
    put_in_place(workspace, report, {workspace.manifest: content})
    with suppress(OSError):
        _aside(workspace, store_id).unlink(missing_ok=True)


def _aside(workspace: Workspace, store: str) -> Path:
    """Return where a store's manifest lies while another's lies beside the report."""
    return workspace.manifest.with_name(f"report.{store[:12]}.manifest.json")


def forget_inputs(workspace: Workspace) -> None:
    """Take what manifests that were kept say of their inputs out of them."""
    for manifest_path, manifest_fields in kept_manifests(workspace):
        if "inputs" in manifest_fields:
            with suppress(EverypointError):
                write_together({manifest_path: _without_inputs(manifest_fields)})


def _without_inputs(told: Manifest) -> bytes:
    kept_fields = {field_name: field_value for field_name, field_value in told.items() if field_name != "inputs"}
    return (json.dumps(kept_fields, indent=2, ensure_ascii=False) + "\n").encode()


# Reading --------------------------------------------------------------------------------------------------------------


def place_of(workspace: Workspace, store: str) -> Path:
    """Return where a store's manifest of the report lies: beside the report, or aside where another's lies there."""
    other_manifest, aside_path = parsed(workspace.manifest), _aside(workspace, store)
    is_others = other_manifest is not None and other_manifest.get("store") != store
    return aside_path if is_others and parsed(aside_path) is not None else workspace.manifest


def manifest_of(workspace: Workspace, store: str) -> Manifest | None:
    """Return what a store said of the report that is there; None where it said nothing."""
    manifest_fields = parsed(place_of(workspace, store))
    return manifest_fields if manifest_fields is not None and manifest_fields.get("store") == store else None


def kept_manifests(workspace: Workspace) -> Iterator[tuple[Path, Manifest]]:
    """Yield every manifest below ``reports/``, those of earlier reports and of other stores among them."""
    for manifest_path in sorted(workspace.reports.rglob("*.manifest.json")):
        manifest_fields = parsed(manifest_path)
        if manifest_fields is not None:
            yield manifest_path, manifest_fields


def remembered(workspace: Workspace) -> list[tuple[str, tuple[int, str]]]:
    """Return where the audit trail stood when reports were made: the trail's first digest, its length, its last digest.

    Manifests of earlier reports that somebody kept in ``reports/`` count too.
    """
    remembered_heads = []
    for _, manifest_fields in kept_manifests(workspace):
        with suppress(ValueError, KeyError, TypeError, OverflowError):
            records = int(manifest_fields["records"])
            if 0 <= records <= MOST_RECORDS:  # no database counts further
                remembered_heads.append((str(manifest_fields["store"]), (records, str(manifest_fields["head"]))))
    return remembered_heads


def unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the fields of a JSON object; raise ValueError for one given twice: readers differ on which one counts."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field is given twice")
    return fields


def parsed(path: Path) -> Manifest | None:
    """Return what a manifest says; None where it is missing, damaged or none."""
    with suppress(EverypointError, OSError, ValueError, RecursionError):
        manifest_fields = json.loads(read_file(path, MOST_BYTES), object_pairs_hook=unique_fields)
        return manifest_fields if isinstance(manifest_fields, dict) else None
    return None


def holds(told: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Return whether a manifest says all of this."""
    return all(key in told and told[key] == value for key, value in facts.items())
