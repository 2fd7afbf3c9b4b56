"""Edits of respondents.csv by hand, one row at a time, all other rows staying as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described, find
from analysis.app.revisions import dry_run, save
from analysis.app.views.response_list import NO_RESPONSE
from analysis.errors import OvertakenError, UnreadableError
from analysis.model import ActivityEvent, ActivityKind, Coder, Respondent
from analysis.reading.sniff import decode
from analysis.workspace import COLUMNS, load_respondents, read_file, withdraw

DELIMITERS = ",;\t"

FIELDS = ("name", "type", "publish")
"""What is said of a respondent."""

OVERTAKEN = "{}: who sent it has been changed since this page was opened. Nothing was saved. Load the page again."

LONGEST = 200
"""Characters of a respondent's name."""


def describe(desk: AppContext, document: str, who: Respondent, by: Coder, base: Respondent | None = None) -> None:
    """Say who sent a response, or all responses of a file, of what type they are and whether it may be published.

    ``base`` is what the person had before them: what they left as it was is not written over. Raises OvertakenError
    where something else is there today, UnreadableError where there is no such response, and ConsultationError where
    respondents.csv would hold a mistake then; nothing is changed.
    """
    who = replace(who, name=_name(who.name))
    with desk.store.alone():
        consultation, files, known = described(desk)
        now = described_now(desk, document)
        base = now if base is None else replace(base, name=_name(base.name))
        if who == now and document in known:
            return
        if base != now:
            raise OvertakenError(OVERTAKEN.format(document))
        row = known.get(document) or _allowed(now, consultation.respondent_types)
        content = _content(desk, document, _changed(row, base, who))
        path = desk.workspace.respondents
        check_list(desk, content, consultation.respondent_types, {name for name, _ in files}, str(path))
        deed = ActivityEvent(ActivityKind.DESCRIBED, by.name, desk.clock(), document)
        save(desk, path, content, [deed], {"saved by": by.name})


def check_list(
    desk: AppContext, content: bytes, types: tuple[str, ...], files: set[str], name: str
) -> dict[str, Respondent]:
    """Return what a list says of each document; raise ConsultationError, under its name, with every mistake in it."""
    return dry_run(desk, content, lambda trial: load_respondents(trial, types, files), name)


def described_now(desk: AppContext, document: str) -> Respondent:
    """Return who sent a response, or what is said of all responses of a file, as pages show it today.

    Raises UnreadableError where there is no such response or file.
    """
    _, files, known = described(desk)
    try:
        who = find(desk, document).respondent
    except UnreadableError as error:
        if document not in {name for name, _ in files}:
            raise UnreadableError(document, NO_RESPONSE) from error
        who = known.get(document, Respondent())
    return replace(who, name=_name(who.name))


def merged(base: Respondent, meant: Respondent, now: Respondent) -> Respondent:
    """Return what is there now, with what a person changed of what they had before them."""
    return _changed(now, base, meant)


def _changed(row: Respondent, base: Respondent, meant: Respondent) -> Respondent:
    """Return a row with the fields in which what is meant differs from what was there."""
    changes = {name: getattr(meant, name) for name in FIELDS if getattr(meant, name) != getattr(base, name)}
    return replace(row, **changes)


def _allowed(who: Respondent, types: Collection[str]) -> Respondent:
    """Return what a first row may say: a table's own word for a type stays in the table."""
    return who if not types or who.type in types else replace(who, type=None)


def _name(name: str | None) -> str | None:
    return " ".join((name or "").split())[:LONGEST] or None


def _content(desk: AppContext, document: str, who: Respondent) -> bytes:
    """respondents.csv with a row of a document, all other rows as they are."""
    path = desk.workspace.respondents
    cells = {"file": document, "respondent": who.name or "", "type": who.type or "", "publish": who.publish.value}
    others = withdraw(path, [document])
    return with_row(_present(path) if others is None else others, cells)


def _present(path: Path) -> bytes:
    return read_file(path, within=path.parent) if path.exists() else b""


def with_row(content: bytes, cells: dict[str, str]) -> bytes:
    """Return a respondents.csv with one row more, in its own columns and with its own delimiter; it is UTF-8
    afterwards."""
    text = (decode(content) or "").removeprefix("\ufeff")
    header, _, rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=header.count) if header.strip() else ","
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    columns = [name for name in columns if name]
    complete = [*columns, *(name for name in COLUMNS if name not in columns)]
    row = _line([cells[name] for name in complete], delimiter)
    if complete == columns:
        return (text.rstrip("\r\n") + "\n" + row).encode()
    return (_line(complete, delimiter) + rest.rstrip("\r\n") + ("\n" if rest.strip() else "") + row).encode()


def _line(cells: Sequence[str], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return stream.getvalue()
