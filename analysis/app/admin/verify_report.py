"""Reports held against the audit trail: the one that is there, the manifests beside it, and any copy that was kept.

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
from analysis.app.publish import manifest_as_made
from analysis.app.single_file import named
from analysis.errors import LedgerError
from analysis.store import Published
from analysis.text import plural
from analysis.workspace import (
    NO_STORE,
    Workspace,
    digest_of,
    holds,
    kept_manifests,
    manifest_of,
    page_of,
    parsed,
    place_of,
)

ANEW = "`everypoint report` makes it anew"
BACKUP = "restore what was there from a backup"


def check_report(desk: AppContext, made_from: Mapping[str, Any]) -> str:
    """Say that the report is what its manifest and the audit trail say, and whether it is made from what is there now.

    Raises LedgerError if the report, its manifest or one of an earlier report that was kept says anything else.
    """
    workspace, store, made = desk.workspace, desk.store.chain().first, desk.store.reports()
    for path, told in kept_manifests(workspace):
        if told.get("store") == store and path != place_of(workspace, store):
            _must_be_as_made(path, told, made, is_kept=True)
    place = place_of(workspace, store)
    if not workspace.report.exists() and not place.exists():
        return "no report has been made yet" if not made else "no report is here; `everypoint report` makes it"
    told = _of_this_page(workspace, place)
    if store == NO_STORE:
        return f"the report is the one that its manifest describes{_older(told, made_from)}{ELSEWHERE}"
    if manifest_of(workspace, store) is None:
        raise LedgerError(
            f"{workspace.report} was made where another audit trail is kept than here: this workspace was copied "
            f"without its .everypoint, or the trail was replaced; {ANEW} and keeps the other's manifest"
        )
    _must_be_as_made(place, told, made)
    if made[-1].end.records != told["records"]:
        raise LedgerError(f"{workspace.report} is not the last report that was made ({_when(made[-1])}); {ANEW}")
    return f"the report is the one that its manifest describes{_older(told, made_from)}"


ELSEWHERE = "; the audit trail that it was made with is not here"


def _older(told: Mapping[str, Any], made_from: Mapping[str, Any]) -> str:
    what = "the responses or the codebook"
    if told.get("templates") != made_from["templates"]:
        what = "the workspace's templates"
    return "" if holds(told, made_from) else f"; {what} have changed since: {ANEW}"


def _of_this_page(workspace: Workspace, place: Path) -> dict[str, Any]:
    """Return the manifest at its place; raises LedgerError where it is missing, or describes another page."""
    told, report = parsed(place), workspace.report
    try:
        page = page_of(workspace)
    except OSError:
        page = None
    if told is None or page is None or "report" not in told:
        raise LedgerError(f"{place if page is not None else report} is missing or damaged; {ANEW}")
    if told["report"] != digest_of(page):
        raise LedgerError(f"{report} is not the report that its manifest describes; {ANEW}")
    return told


def _must_be_as_made(path: Path, told: Mapping[str, Any], made: Sequence[Published], is_kept: bool = False) -> None:
    """Raise LedgerError where a manifest says anything else than the audit trail.

    ``is_kept``: it is one of an earlier report, of which what it was made from may have been taken out.
    """
    record = next((one for one in made if one.end.records == told.get("records")), None)
    if record is None:
        raise LedgerError(
            f"{path} is about a report of {told.get('records')} records, and the audit trail has none there: "
            f"records and head were edited, or the trail was; {BACKUP}"
        )
    expected = manifest_as_made(record, told.get("inputs"))
    names = [name for name in {**expected, **told} if told.get(name, _ABSENT) != expected.get(name, _ABSENT)]
    if is_kept and "inputs" not in told:
        names.remove("inputs")
    if names:
        raise LedgerError(
            f"{path}: {', '.join(names)} {'is' if len(names) == 1 else 'are'} not what the audit trail recorded when "
            f"the report was made ({_when(record)}); {BACKUP}, or {ANEW}"
        )


_ABSENT = object()


# A copy that somebody kept --------------------------------------------------------------------------------------------


def check_copy(desk: AppContext, file: Path) -> str:
    """Say which record of the audit trail made a copy of a report, or of a manifest, that somebody kept.

    Raises UnreadableError where it cannot be read, LedgerError where this store never made it, and StoreError where
    the audit trail does not hold.
    """
    content = named(file)
    desk.store.verify()
    made = desk.store.reports()
    told = _as_manifest(content)
    if told is not None:
        _must_be_as_made(file, told, made, is_kept=True)
    wanted = told["report"] if told is not None else digest_of(content)
    records = [one for one in made if one.page == wanted]
    if not records:
        raise LedgerError(_never_made(file, made))
    last = records[-1]
    return (
        f"{file} is {'the manifest of a' if told is not None else 'a'} report that this store made: "
        f"{' and '.join(_when(one) for one in records)}, by machine coder {last.facts.get('coder')} "
        f"with codebook {last.facts.get('codebook')}"
    )


def _as_manifest(content: bytes) -> dict[str, Any] | None:
    with suppress(ValueError, RecursionError):
        told = json.loads(content)
        return told if isinstance(told, dict) and "report" in told else None
    return None


def _never_made(file: Path, made: Sequence[Published]) -> str:
    known = f"It has made {plural(len(made), 'report')}" + (f", the last {_when(made[-1])}" if made else "")
    return (
        f"{file} is no report that this store made. {known}. Either the copy was changed, or another workspace made "
        "it, or the store was rewritten since: ask whoever kept it for the manifest that came with it, and compare "
        "both with a backup of .everypoint"
    )


def _when(record: Published) -> str:
    return f"record {record.end.records:,}, {record.time}"
