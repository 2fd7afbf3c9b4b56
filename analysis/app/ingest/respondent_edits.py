"""Edits of respondents.csv by hand, one row at a time, all other rows staying as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described, find
from analysis.app.revisions import dry_run, save
from analysis.errors import NO_RESPONSE, OvertakenError, UnreadableError
from analysis.model import ActivityEvent, ActivityKind, Coder, Respondent
from analysis.reading.sniff import decode
from analysis.workspace import COLUMNS, load_respondents, read_file, withdraw

DELIMITERS = ",;\t"

FIELDS = ("name", "type", "publish")
"""What is said of a respondent."""

OVERTAKEN = "{}: who sent it has been changed since this page was opened. Nothing was saved. Reload the page."

LONGEST = 200
"""Characters of a respondent's name."""


def describe(
    app: AppContext, document: str, respondent: Respondent, coder: Coder, base: Respondent | None = None
) -> None:
    """Say who sent a response, or all responses of a file, of what type they are and whether it may be published.

    ``base`` is what the person had before them: what they left as it was is not written over. Raises OvertakenError
    where something else is there today, UnreadableError where there is no such response, and ConsultationError where
    respondents.csv would hold a mistake then; nothing is changed.
    """
    respondent = replace(respondent, name=clean_name(respondent.name))
    with app.store.alone():
        consultation, named_files, respondents = described(app)
        current = described_now(app, document)
        base = current if base is None else replace(base, name=clean_name(base.name))
        if respondent == current and document in respondents:
            return
        if base != current:
            raise OvertakenError(OVERTAKEN.format(document))
        respondent_row = respondents.get(document) or with_known_type(current, consultation.respondent_types)
        csv_content = merge_rows(app, {document: merged(base, respondent, respondent_row)})
        csv_path = app.workspace.respondents
        check_list(
            app,
            csv_content,
            consultation.respondent_types,
            {file_name for file_name, _ in named_files},
            str(csv_path),
        )
        activity_event = ActivityEvent(ActivityKind.DESCRIBED, coder.name, app.clock(), document)
        save(app, csv_path, csv_content, [activity_event], {"saved by": coder.name})


def check_list(
    app: AppContext, csv_content: bytes, respondent_types: tuple[str, ...], file_names: set[str], list_name: str
) -> dict[str, Respondent]:
    """Return what a list says of each document; raise ConsultationError, under its name, with every mistake in it."""
    return dry_run(
        app, csv_content, lambda trial_file: load_respondents(trial_file, respondent_types, file_names), list_name
    )


def described_now(app: AppContext, document: str) -> Respondent:
    """Return who sent a response, or what is said of all responses of a file, as pages show it today.

    Raises UnreadableError where there is no such response or file.
    """
    _, named_files, respondents = described(app)
    try:
        respondent = find(app, document).respondent
    except UnreadableError as error:
        if document not in {file_name for file_name, _ in named_files}:
            raise UnreadableError(document, NO_RESPONSE) from error
        respondent = respondents.get(document, Respondent())
    return replace(respondent, name=clean_name(respondent.name))


def merged(base: Respondent, intended: Respondent, current: Respondent) -> Respondent:
    """Merge three ways: return ``current`` with the fields in which ``intended`` differs from ``base``."""
    changes = {
        field_name: getattr(intended, field_name)
        for field_name in FIELDS
        if getattr(intended, field_name) != getattr(base, field_name)
    }
    return replace(current, **changes)


def with_known_type(respondent: Respondent, respondent_types: Collection[str]) -> Respondent:
    """Return what a first row may say: a table's own word for a type stays in the table."""
    return respondent if not respondent_types or respondent.type in respondent_types else replace(respondent, type=None)


def clean_name(entered_name: str | None) -> str | None:
    """Return a name as it is written into the list; None where nothing is left of it."""
    return " ".join((entered_name or "").split())[:LONGEST] or None


def merge_rows(app: AppContext, new_rows: Mapping[str, Respondent]) -> bytes:
    """Return respondents.csv with these rows instead of those that it has about the same documents."""
    csv_path = app.workspace.respondents
    csv_content = withdraw(csv_path, list(new_rows))
    if csv_content is None:
        csv_content = read_file(csv_path, within=csv_path.parent) if csv_path.exists() else b""
    for document_name, respondent in new_rows.items():
        cells = {
            "file": document_name,
            "respondent": respondent.name or "",
            "type": respondent.type or "",
            "publish": respondent.publish.value,
        }
        csv_content = with_row(csv_content, cells)
    return csv_content


def with_row(csv_content: bytes, cells: dict[str, str]) -> bytes:
    """Return a respondents.csv with one row more, by its own columns and delimiter, as UTF-8."""
    csv_text = (decode(csv_content) or "").removeprefix("\ufeff")
    header_line, _, body_text = csv_text.partition("\n")
    delimiter = max(DELIMITERS, key=header_line.count) if header_line.strip() else ","
    column_names = [
        column_name.strip().lower() for column_name in next(csv.reader([header_line], delimiter=delimiter), [])
    ]
    column_names = [column_name for column_name in column_names if column_name]
    all_columns = [*column_names, *(column_name for column_name in COLUMNS if column_name not in column_names)]
    new_line = _csv_line([cells[column_name] for column_name in all_columns], delimiter)
    if all_columns == column_names:
        return (csv_text.rstrip("\r\n") + "\n" + new_line).encode()
    return (
        _csv_line(all_columns, delimiter) + body_text.rstrip("\r\n") + ("\n" if body_text.strip() else "") + new_line
    ).encode()


def _csv_line(cells: Sequence[str], delimiter: str) -> str:
    line_buffer = io.StringIO()
    csv.writer(line_buffer, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return line_buffer.getvalue()
