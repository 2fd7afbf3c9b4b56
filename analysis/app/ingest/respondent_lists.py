"""A list of respondents that somebody uploads: its rows go into respondents.csv, and nothing there is lost unasked."""

from __future__ import annotations

from dataclasses import replace as replaced

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described
from analysis.app.ingest.respondent_edits import check_list, with_row
from analysis.app.ingest.upload_batches import LIST, UploadBatch, UploadState, change, find_batch, find_item, staged
from analysis.app.revisions import save
from analysis.errors import ConsultationError
from analysis.model import ActivityEvent, ActivityKind, Respondent
from analysis.workspace import content_of, read_file, withdraw

SHOWN = 5
"""Documents that a message names."""


def take_list(desk: AppContext, id: str, number: int, by: str, replace: bool = False) -> UploadBatch:
    """Take every row of an uploaded list of respondents over into respondents.csv.

    A row about a document of which something else is said there already takes its place only with ``replace``. Raises
    ConsultationError with every mistake in either; nothing is changed then.
    """
    batch = find_batch(desk, id)
    item = find_item(batch, number)
    if item.state is not UploadState.REFUSED or not item.is_list:
        return batch
    with desk.store.alone():
        count = _take_rows(desk, content_of(staged(desk, batch, item)), item.name, by, replace)
    taken = change(desk, id, number, lambda old: replaced(old, state=UploadState.LISTED, reason="", responses=count))
    staged(desk, batch, item).unlink(missing_ok=True)
    return taken


def _take_rows(desk: AppContext, content: bytes, name: str, by: str, replace: bool) -> int:
    """Write what a list says into respondents.csv; how many rows it has."""
    consultation, files, known = described(desk)
    types, names = consultation.respondent_types, {name for name, _ in files}
    sent = check_list(desk, content, types, names, name)
    new = {document: who for document, who in sent.items() if known.get(document) != who}
    other = [document for document in new if document in known]
    if not sent:
        raise ConsultationError(name, ["it has no rows below the names of its columns; add them, or leave it out"])
    if other and not replace:
        raise ConsultationError(name, [_told(other)])
    merged = _merged(desk, new)
    check_list(desk, merged, types, names, LIST)
    deeds = [ActivityEvent(ActivityKind.DESCRIBED, by, desk.clock(), document) for document in new]
    save(desk, desk.workspace.respondents, merged, deeds, {"saved by": by})
    return len(sent)


def _merged(desk: AppContext, new: dict[str, Respondent]) -> bytes:
    """respondents.csv with these rows instead of those that it has about the same documents."""
    path = desk.workspace.respondents
    content = withdraw(path, list(new))
    if content is None:
        content = read_file(path, within=path.parent) if path.exists() else b""
    for name, who in new.items():
        cells = {"file": name, "respondent": who.name or "", "type": who.type or "", "publish": who.publish.value}
        content = with_row(content, cells)
    return content


def _told(names: list[str]) -> str:
    more = len(names) - SHOWN
    listed = ", ".join(names[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
    return f"respondents.csv says something else already of {listed}. Tick “Replace what it says” if that is to go."
