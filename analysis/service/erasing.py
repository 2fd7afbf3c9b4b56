"""Erasing a respondent on request (UK GDPR, article 17): from the documents, the store, the audits and the reports."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from pathlib import Path

from analysis.errors import OutputError, UnreadableError
from analysis.model import Parted
from analysis.service.auditing import withdraw_audits
from analysis.service.desk import Desk
from analysis.service.files import why
from analysis.service.intake import received
from analysis.service.receiving import described, reading_of
from analysis.service.results import Erased
from analysis.workspace import withdraw, write_together


def to_erase(desk: Desk, name: str) -> tuple[str, ...]:
    """The responses that erasing this name would erase: a response of that name, or all of a respondent of that name.

    Raises UnreadableError where there is neither.
    """
    _, files, known = described(desk)
    paths = {path for path, _ in files} | set(desk.store.sources())
    respondents = {**desk.store.respondents(), **known}
    if name in paths or name in respondents:
        return (name,)
    wanted = " ".join(name.split()).casefold()
    found = [document for document, who in respondents.items() if who.name and who.name.casefold() == wanted]
    if not found:
        raise UnreadableError(name, "no response or respondent is called that; `everypoint report --json` lists all")
    return tuple(sorted(found))


def erase(desk: Desk, name: str, by: str, reason: str) -> Erased:
    """Erase a respondent, or one response: everything they sent, everything judged of it, and what was made from it.

    Files go before records: what is still in ``responses/`` would be taken in again. If this breaks off, it can be
    run again. Raises UnreadableError where nothing is called that, or where a file of others' still holds it.
    """
    with desk.store.alone():
        documents = to_erase(desk, name)
        sources = _sources(desk)
        whole = [document for document in documents if document in sources]
        parts = {document: source for document in documents if (source := _within(document, sources)) not in whole}
        current = {document: _without(desk, source, document) for document, source in parts.items()}
        inside = tuple(f"{path}#" for path in whole)
        found = [name for name in desk.store.arrivals() if name.startswith(inside)] if inside else []
        withdraw_audits(desk, {*documents, *found})
        _remove_files(desk, whole, {*documents, *found})
        records = desk.store.erase_sources(whole, by, reason, desk.clock()) if whole else 0
        for document, source in parts.items():
            records += desk.store.erase_part(source, document, current[document], by, reason, desk.clock())
    return Erased(documents, records)


def _sources(desk: Desk) -> set[str]:
    return {path for path, _ in desk.workspace.files()} | set(desk.store.sources())


def _within(document: str, sources: Collection[str]) -> str:
    """The source that a document was found in; a path may hold "#" itself."""
    while document not in sources and "#" in document:
        document = document.rpartition("#")[0]
    return document


def _without(desk: Desk, source: str, document: str) -> str:
    """The SHA-256 of a file that does not hold a document any more; raises UnreadableError where it does."""
    path = desk.workspace.responses / source
    if not path.is_file():
        return ""
    arrived = received(desk.workspace, reading_of(desk, described(desk)[0]), (source, path))
    if any(isinstance(result, Parted) and result.document.name == document for result in arrived.results):
        raise UnreadableError(
            document,
            f"it is one of several responses in {source}; take it out of that file with the program that made it, "
            "save the file in responses/, and erase it again",
        )
    return hashlib.sha256(arrived.content or b"").hexdigest()


def _remove_files(desk: Desk, paths: Collection[str], documents: Collection[str]) -> None:
    """Remove the documents, what respondents.csv says of them, and the reports that may quote them."""
    space = desk.workspace
    try:
        rest = withdraw(space.respondents, documents)
        if rest is not None:
            write_together({space.respondents: rest})
        for path in (*(space.responses / name for name in paths), *_reports(space.reports)):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{error.filename}: {why(error)}; nothing was erased from the store, try again") from error


def _reports(folder: Path) -> list[Path]:
    return [path for path in folder.glob("report*") if path.is_file()]
