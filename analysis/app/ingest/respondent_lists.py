"""A list of respondents that somebody uploads: its rows go into respondents.csv, and nothing there is lost unasked."""

from __future__ import annotations

from dataclasses import replace as replaced

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described
from analysis.app.ingest.respondent_edits import check_list, merge_rows
from analysis.app.ingest.upload_batches import LIST, UploadBatch, UploadState, change, find_batch, find_item, staged
from analysis.app.revisions import save
from analysis.errors import ConsultationError
from analysis.model import ActivityEvent, ActivityKind
from analysis.workspace import content_of

SHOWN = 5
"""Documents that a message names."""


def take_list(
    app: AppContext, batch_id: str, item_number: int, user_name: str, replace_rows: bool = False
) -> UploadBatch:
    """Take every row of an uploaded list of respondents over into respondents.csv.

    A row about a document of which something else is said there already takes its place only with ``replace_rows``.
    Raises ConsultationError with every mistake in either; nothing is changed then.
    """
    batch = find_batch(app, batch_id)
    item = find_item(batch, item_number)
    if item.state is not UploadState.REFUSED or not item.is_list:
        return batch
    with app.store.alone():
        row_count = _take_rows(app, content_of(staged(app, batch, item)), item.name, user_name, replace_rows)
    changed_batch = change(
        app,
        batch_id,
        item_number,
        lambda current_item: replaced(current_item, state=UploadState.LISTED, reason="", responses=row_count),
    )
    staged(app, batch, item).unlink(missing_ok=True)
    return changed_batch


def _take_rows(app: AppContext, list_content: bytes, list_name: str, user_name: str, replace_rows: bool) -> int:
    """Write a list's rows into respondents.csv, and return how many it has."""
    consultation, named_files, respondents = described(app)
    respondent_types, file_names = consultation.respondent_types, {file_name for file_name, _ in named_files}
    listed_respondents = check_list(app, list_content, respondent_types, file_names, list_name)
    new_rows = {
        document_name: respondent
        for document_name, respondent in listed_respondents.items()
        if respondents.get(document_name) != respondent
    }
    conflicting_names = [document_name for document_name in new_rows if document_name in respondents]
    if not listed_respondents:
        raise ConsultationError(list_name, ["it has no rows below the names of its columns; add them, or leave it out"])
    if conflicting_names and not replace_rows:
        raise ConsultationError(list_name, [_conflict_message(conflicting_names)])
    merged_content = merge_rows(app, new_rows)
    check_list(app, merged_content, respondent_types, file_names, LIST)
    activity_events = [
        ActivityEvent(ActivityKind.DESCRIBED, user_name, app.clock(), document_name) for document_name in new_rows
    ]
    save(app, app.workspace.respondents, merged_content, activity_events, {"saved by": user_name})
    return len(listed_respondents)


def _conflict_message(document_names: list[str]) -> str:
    remaining_count = len(document_names) - SHOWN
    listed_names = ", ".join(document_names[:SHOWN]) + (f" and {remaining_count:,} more" if remaining_count > 0 else "")
    return (
        f"respondents.csv already has different details for {listed_names}. Tick “Replace earlier entries for the "
        f"same responses” if these are to replace them."
    )
