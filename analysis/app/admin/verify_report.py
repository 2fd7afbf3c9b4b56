"""Verification of reports against the audit trail: the current one, the manifests beside it, and any copy kept.

A manifest holds nothing that the trail does not: it is made from the record of its report, field by field, and so is
what it is compared with. Whoever rewrites the whole store cannot rewrite a copy that somebody else has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.app.context import AppContext
from analysis.app.provenance import manifest_as_made
from analysis.app.single_file import named
from analysis.errors import LedgerError
from analysis.store import Published
from analysis.text import plural
from analysis.workspace import (
    ANNEX,
    FILES,
    NO_STORE,
    Workspace,
    annex_digests,
    digest_of,
    holds,
    kept_manifests,
    manifest_of,
    page_of,
    parsed,
    place_of,
)
from analysis.workspace.manifest import unique_fields

ANEW = "`everypoint report` makes it again"
BACKUP = "restore what was there from a backup"


def check_report(app: AppContext, provenance: Mapping[str, Any]) -> str:
    """Say that the report is what its manifest and the audit trail say, and whether it is made from what is there now.

    Raises LedgerError if the report, its manifest or one of an earlier report that was kept says anything else.
    """
    workspace, store_start, published = app.workspace, app.store.chain().first, app.store.reports()
    for manifest_path, manifest in kept_manifests(workspace):
        if manifest.get("store") == store_start and manifest_path != place_of(workspace, store_start):
            _must_be_as_made(manifest_path, manifest, published, is_kept=True)
    current_path = place_of(workspace, store_start)
    if not workspace.report.exists() and not current_path.exists():
        return "no report has been made yet" if not published else "no report is here; `everypoint report` makes it"
    manifest = _page_manifest(workspace, current_path)
    if store_start == NO_STORE:
        return f"the report is the one that its manifest describes{_staleness_note(manifest, provenance)}{ELSEWHERE}"
    if manifest_of(workspace, store_start) is None:
        raise LedgerError(
            f"{workspace.report} was made where another audit trail is kept than here: this workspace was copied "
            f"without its .everypoint, or the trail was replaced; {ANEW} and keeps the other's manifest"
        )
    _must_be_as_made(current_path, manifest, published)
    if published[-1].end.records != manifest["records"]:
        raise LedgerError(
            f"{workspace.report} is not the last report that was made ({_record_and_time(published[-1])}); {ANEW}"
        )
    return f"the report is the one that its manifest describes{_staleness_note(manifest, provenance)}"


ELSEWHERE = "; the audit trail that it was made with is not here"


def _staleness_note(manifest: Mapping[str, Any], provenance: Mapping[str, Any]) -> str:
    changed_things = "the responses or the codebook"
    if manifest.get("templates") != provenance["templates"]:
        changed_things = "the workspace's templates"
    return "" if holds(manifest, provenance) else f"; {changed_things} have changed since: {ANEW}"


def _page_manifest(workspace: Workspace, manifest_path: Path) -> dict[str, Any]:
    """Return the manifest at its place; raises LedgerError where it is missing, or describes another page."""
    manifest, report_path = parsed(manifest_path), workspace.report
    try:
        report_page = page_of(workspace)
    except OSError:
        report_page = None
    if manifest is None or report_page is None or "report" not in manifest:
        raise LedgerError(f"{manifest_path if report_page is not None else report_path} is missing or damaged; {ANEW}")
    if manifest["report"] != digest_of(report_page):
        raise LedgerError(f"{report_path} is not the report that its manifest describes; {ANEW}")
    _must_be_annex(annex_digests(workspace), manifest.get(FILES) or {}, workspace.reports)
    return manifest


def _must_be_annex(found: Mapping[str, str], stated: Mapping[str, str], folder: Path) -> None:
    """Raise LedgerError where the pages of an annex are not those that were stated: another, missing, or more."""
    for name in sorted({*found, *stated}):
        if name not in found:
            raise LedgerError(f"{folder / name}, a page of the annex, is missing; {ANEW}")
        if name not in stated:
            raise LedgerError(f"{folder / name} is not a page of the annex that the manifest describes; {ANEW}")
        if found[name] != stated[name]:
            raise LedgerError(f"{folder / name} is not the page of the annex that the manifest describes; {ANEW}")


def _must_be_as_made(
    manifest_path: Path, manifest: Mapping[str, Any], published_reports: Sequence[Published], is_kept: bool = False
) -> None:
    """Raise LedgerError where a manifest says anything else than the audit trail.

    ``is_kept``: it is one of an earlier report, of which what it was made from may have been taken out.
    """
    published = next((report for report in published_reports if report.end.records == manifest.get("records")), None)
    if published is None:
        raise LedgerError(
            f"{manifest_path} is about a report of {manifest.get('records')} records, and the audit trail has none "
            f"there: records and head were edited, or the trail was; {BACKUP}"
        )
    expected = manifest_as_made(published, manifest.get("inputs"))
    differing = [
        field for field in {**expected, **manifest} if manifest.get(field, _ABSENT) != expected.get(field, _ABSENT)
    ]
    if is_kept and "inputs" not in manifest:
        differing.remove("inputs")
    if differing:
        raise LedgerError(
            f"{manifest_path}: {', '.join(differing)} {'is' if len(differing) == 1 else 'are'} not what the "
            f"audit trail recorded when the report was made ({_record_and_time(published)}); {BACKUP}, or {ANEW}"
        )


_ABSENT = object()


# A copy that somebody kept --------------------------------------------------------------------------------------------


def check_copy(app: AppContext, copy_path: Path) -> str:
    """Say which record of the audit trail made a copy of a report, or of a manifest, that somebody kept.

    Raises UnreadableError where it cannot be read, LedgerError where this store never made it, and StoreError where
    the audit trail does not hold.
    """
    copy_content = named(copy_path)
    app.store.verify()
    published = app.store.reports()
    manifest = _parse_manifest(copy_content)
    if manifest is not None:
        _must_be_as_made(copy_path, manifest, published, is_kept=True)
    wanted_page = manifest["report"] if manifest is not None else digest_of(copy_content)
    matching_records = [
        record for record in published if wanted_page in (record.page, *(record.facts.get(FILES) or {}).values())
    ]
    if not matching_records:
        raise LedgerError(_unknown_copy_message(copy_path, published))
    last_record = matching_records[-1]
    is_report = last_record.page == wanted_page
    if manifest is None and is_report and (copy_path.parent / ANNEX).is_dir():
        found = {f"{ANNEX}/{path.name}": digest_of(named(path)) for path in (copy_path.parent / ANNEX).glob("*.html")}
        _must_be_annex(found, last_record.facts.get(FILES) or {}, copy_path.parent)
    return (
        f"{copy_path} is {_kind(manifest is not None, is_report)} report that this store made: "
        f"{' and '.join(map(_record_and_time, matching_records))}, by machine coder {last_record.facts.get('coder')} "
        f"with codebook {last_record.facts.get('codebook')}"
    )


def _kind(is_manifest: bool, is_report: bool) -> str:
    return "the manifest of a" if is_manifest else "a" if is_report else "a page of the annex of a"


def _parse_manifest(content: bytes) -> dict[str, Any] | None:
    with suppress(ValueError, RecursionError):
        manifest = json.loads(content, object_pairs_hook=unique_fields)
        return manifest if isinstance(manifest, dict) and "report" in manifest else None
    return None


def _unknown_copy_message(copy_path: Path, published: Sequence[Published]) -> str:
    report_history = f"It has made {plural(len(published), 'report')}" + (
        f", the last {_record_and_time(published[-1])}" if published else ""
    )
    return (
        f"{copy_path} is not a report that this store made. {report_history}. Either the copy was changed, or another "
        "workspace made it, or the store was rewritten since: ask whoever kept it for the manifest that came with it, "
        "and compare both with a backup of .everypoint"
    )


def _record_and_time(record: Published) -> str:
    return f"record {record.end.records:,}, {record.time}"
