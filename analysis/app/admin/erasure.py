"""Erasing a respondent on request (UK GDPR, article 17): from the documents, the store, the audits and the reports."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from analysis.app.audit.sheet_io import withdraw_audits
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described, reading_of
from analysis.app.ingest.pipeline import received
from analysis.app.ingest.upload_batches import withdraw_uploads
from analysis.app.results import Erased
from analysis.app.revisions import without_respondents
from analysis.app.single_file import why
from analysis.errors import OutputError, UnreadableError
from analysis.model import SegmentedDocument
from analysis.text import fingerprint
from analysis.workspace import AUDITS, forget_inputs, read_file, write_together

MADE_BY = b"Made by Everypoint"
"""What stands at the foot of every report."""

Part = tuple[str, str]
"""A document by its name and the SHA-256 of its text: a row's name may have been another's in an earlier version."""


def to_erase(desk: AppContext, name: str) -> tuple[str, ...]:
    """Return the responses that erasing this name would erase: a response of that name, or all of a respondent of that
    name.

    Raises UnreadableError where there is neither.
    """
    _, files, known = described(desk)
    sources = {path for path, _ in files} | set(desk.store.sources())
    responses = set(desk.store.respondents()) | set(desk.store.arrivals()) | set(known)
    if name in sources or name in responses:
        return (name,)
    people = [*desk.store.named(), *((document, who.name) for document, who in known.items() if who.name)]
    people += [(d, who) for path in sources for d, _, who in desk.store.held(path) if who]
    found = {document for document, who in people if _alike(who) == _alike(name)}
    if not found:
        raise UnreadableError(name, "no response or respondent is called that; `everypoint report --json` lists all")
    return tuple(sorted(found))


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()


def erase(desk: AppContext, name: str, by: str, reason: str) -> Erased:
    """Erase a respondent, or one response: everything they sent, everything judged of it, and what was made from it.

    Files go before records: what is still in ``responses/`` would be taken in again. If this breaks off, it can be
    run again. Raises UnreadableError where nothing is called that, or where a file of others' still holds it.
    """
    with desk.store.alone():
        documents = to_erase(desk, name)
        sources = {path for path, _ in desk.workspace.files()} | set(desk.store.sources())
        whole = [document for document in documents if document in sources]
        within: dict[str, list[str]] = {}
        for document in documents:
            if (source := _within(document, sources)) not in whole:
                within.setdefault(source, []).append(document)
        parts = {source: _parts(desk, source, own, name) for source, own in within.items()}
        inside = tuple(f"{path}#" for path in whole)
        found = [known for known in desk.store.arrivals() if known.startswith(inside)] if inside else []
        names = {*whole, *found, *(document for _, gone in parts.values() for document, _ in gone)}
        withdraw_audits(desk, names)
        withdraw_uploads(desk, names)
        # A proposed change of the codebook may quote what is erased.
        shutil.rmtree(desk.workspace.state / "proposals", ignore_errors=True)
        _remove_files(desk, whole, names)
        records = desk.store.erase_sources(whole, by, reason, desk.clock()) if whole else 0
        for source, (current, gone) in parts.items():
            records += desk.store.erase_part(source, gone, current, by, reason, desk.clock())
    return Erased(documents, records, tuple(_still_named(desk, names, name)))


def _within(document: str, sources: Collection[str]) -> str:
    """Return the source that a document was found in; a path may hold "#" itself."""
    while document not in sources and "#" in document:
        document = document.rpartition("#")[0]
    return document


def _parts(desk: AppContext, source: str, documents: Collection[str], asked: str) -> tuple[str, set[Part]]:
    """Return the SHA-256 of a file as it is now, and which of the documents that it ever held are to go.

    Raises UnreadableError where it still holds them, or is not there to be looked into.
    """
    sha256, present = _present(desk, source)
    held = desk.store.held(source)
    own = {(name, text) for name, text, who in held if name in documents and _is_of(asked, documents, who)}
    own |= {(name, text) for name, text in present if name in documents and not any(name == n for n, *_ in held)}
    texts = {text for _, text in own - present.keys()}
    gone = {(name, text) for name, text, _ in held if text in texts} - present.keys()
    if not gone or (asked not in documents and own & present.keys()):
        raise UnreadableError(
            ", ".join(documents),
            f"it is one of several responses in {source}; take it out of that file with the program that made it, "
            "save the file in responses/, and erase it again",
        )
    return sha256, gone


def _is_of(asked: str, documents: Collection[str], who: str | None) -> bool:
    """Return whether a document of a name that is to go is of the person who is: a row's name may have been
    another's."""
    return asked in documents or who is None or _alike(who) == _alike(asked)


def _present(desk: AppContext, source: str) -> tuple[str, Mapping[Part, None]]:
    """Return the SHA-256 of a file in ``responses/``, and the documents in it."""
    path = desk.workspace.responses / source
    if not path.exists():
        raise UnreadableError(
            source,
            "it is not in responses/; put it there without what is to be erased, for the others in it, and erase it "
            "again. Or erase the file as a whole.",
        )
    arrived = received(desk.workspace, reading_of(desk, described(desk)[0]), (source, path))
    documents = [result.document for result in arrived.results if isinstance(result, SegmentedDocument)]
    present = dict.fromkeys((document.name, fingerprint(document.text)) for document in documents)
    return hashlib.sha256(arrived.content or b"").hexdigest(), present


def _remove_files(desk: AppContext, paths: Collection[str], documents: Collection[str]) -> None:
    """Remove the documents, what respondents.csv says of them and said before, and the reports that may quote them."""
    space = desk.workspace
    try:
        rest = dict(without_respondents(desk, documents))
        if rest:
            write_together(rest)
        for path in (*(space.responses / name for name in paths), *list(_reports(space.reports))):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        forget_inputs(space)
    except OSError as error:
        raise OutputError(f"{error.filename}: {why(error)}; nothing was erased from the store, try again") from error


def _reports(folder: Path) -> Iterable[Path]:
    """Return the report and its manifest, and every copy of a report below ``reports/``."""
    yield from (folder / "report.html", folder / "report.manifest.json")
    for path in folder.rglob("*.htm*"):
        if _holds(path, [MADE_BY]):
            yield path


def _holds(path: Path, words: Iterable[bytes], otherwise: bool = False) -> bool:
    """Return whether one of these words stands in a file, or the answer for a file that cannot be looked into."""
    try:
        content = read_file(path)
    except OSError:
        return otherwise
    return any(word in content for word in words)


def _still_named(desk: AppContext, documents: Collection[str], name: str) -> Iterable[str]:
    """Return the files of people's own in the workspace that still hold a name of what was erased."""
    space, words = desk.workspace, [word.encode() for word in {*documents, name}]
    for path in sorted([*space.reports.rglob("*"), *(space.responses / AUDITS).rglob("*")]):
        # What stands in a PDF cannot be told from its bytes.
        if path.is_file() and (path.suffix.lower() == ".pdf" or _holds(path, words, otherwise=True)):
            yield path.relative_to(space.root).as_posix()
