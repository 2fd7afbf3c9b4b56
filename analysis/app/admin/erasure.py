"""Erasing a respondent on request (UK GDPR, article 17): from the documents, the store, the audits and the reports."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from analysis.app.admin.export_files import DOWNLOADS, EXPORTS
from analysis.app.admin.report_copies import traces, withdraw_copies
from analysis.app.audit.sheet_io import withdraw_audits
from analysis.app.coding.model_coding import forget_answers
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described, reading_of
from analysis.app.ingest.pipeline import receive_file
from analysis.app.ingest.upload_batches import withdraw_uploads
from analysis.app.kept_figures import FILE as FIGURES
from analysis.app.kept_findings import FILE as FINDINGS
from analysis.app.revisions import without_respondents
from analysis.app.single_file import why
from analysis.app.standing_pages import FILE as PAGES
from analysis.app.use_case_results import Erased
from analysis.errors import OutputError, UnreadableError
from analysis.model import SegmentedDocument, response_label
from analysis.text import fingerprint
from analysis.workspace import ANNEX, AUDITS, forget_inputs, read_file, write_together

KEPT = (FIGURES, FINDINGS, PAGES)
"""What is kept beside the store of the last report: its digests are of what is erased, too."""

_BY_PLACE = re.compile(r"#row \d+\Z")
"""The name of a row without an id: in another version of its file it may be another's."""

Part = tuple[str, str]
"""A document by its name and the SHA-256 of its text: a row's name may have been another's in an earlier version."""


def to_erase(app: AppContext, wanted_name: str) -> tuple[str, ...]:
    """Return the responses that erasing this name would erase: a response of that name or number, or all of a
    respondent of that name.

    Raises UnreadableError where there is neither.
    """
    wanted_name = _name_of(app, wanted_name)
    _, named_files, respondents = described(app)
    source_names = {path for path, _ in named_files} | set(app.store.sources())
    response_names = set(app.store.respondents()) | set(app.store.arrivals()) | set(respondents)
    if wanted_name in source_names or wanted_name in response_names:
        return (wanted_name,)
    named_people = [
        *app.store.named(),
        *((document, person.name) for document, person in respondents.items() if person.name),
    ]
    named_people += [
        (held_name, person) for path in source_names for held_name, _, person in app.store.held(path) if person
    ]
    documents = {document for document, person in named_people if _folded_name(person) == _folded_name(wanted_name)}
    if not documents:
        raise UnreadableError(
            wanted_name, "no response or respondent is called that; `everypoint report --json` lists all"
        )
    return tuple(sorted(documents))


def _name_of(app: AppContext, wanted_name: str) -> str:
    """Return the response that a report calls by a number (R7), or the name that was given."""
    numbered = {response_label(number): document for document, number in app.store.numbers() if document}
    return numbered.get(wanted_name.upper(), wanted_name)


def _folded_name(person_name: str) -> str:
    return " ".join(person_name.split()).casefold()


def erase(app: AppContext, wanted_name: str, by: str, reason: str, keep_waiting: bool = False) -> Erased:
    """Erase a respondent, or one response: everything they sent, everything judged of it, and what was made from it.

    Copies of earlier reports that show none of it stay. ``keep_waiting``: so do files of its name that wait in an
    upload and were never in.

    Files go before records: what is still in ``responses/`` would be taken in again. If this breaks off, it can be
    run again. Raises UnreadableError where nothing is called that, or where a file of others' still holds it.
    """
    wanted_name = _name_of(app, wanted_name)
    report_traces = traces(app, to_erase(app, wanted_name), wanted_name)
    with app.store.alone():
        documents = to_erase(app, wanted_name)
        source_names = _source_names(app)
        whole_sources, parts_by_source = _divided(app, documents, source_names, wanted_name)
        prefixes = tuple(f"{path}#" for path in whole_sources)
        inner_documents = (
            [arrived for arrived in app.store.arrivals() if arrived.startswith(prefixes)] if prefixes else []
        )
        erased_names = {
            *whole_sources,
            *inner_documents,
            *(document for _, gone in parts_by_source.values() for document, _ in gone),
        }
        withdraw_audits(app, erased_names)
        withdraw_uploads(app, erased_names, keep_waiting)
        # A proposed change of the codebook may quote what is erased.
        shutil.rmtree(app.workspace.state / "proposals", ignore_errors=True)
        shutil.rmtree(app.workspace.state / DOWNLOADS, ignore_errors=True)
        _remove_files(app, whole_sources, erased_names)
        withdraw_copies(app, report_traces)
        record_count = app.store.erase_sources(whole_sources, by, reason, app.clock()) if whole_sources else 0
        for source, (sha256, gone) in parts_by_source.items():
            record_count += app.store.erase_part(source, gone, sha256, by, reason, app.clock())
        forget_answers(app)
    return Erased(documents, record_count, tuple(_still_named(app, erased_names, wanted_name)))


def check_erasable(app: AppContext, wanted_name: str) -> tuple[str, ...]:
    """Return the documents that would be erased; raises UnreadableError where they cannot be."""
    documents = to_erase(app, wanted_name)
    _divided(app, documents, _source_names(app), wanted_name)
    return documents


def _source_names(app: AppContext) -> set[str]:
    return {path for path, _ in app.workspace.files()} | set(app.store.sources())


def _divided(
    app: AppContext, documents: Collection[str], source_names: Collection[str], wanted_name: str
) -> tuple[list[str], dict[str, tuple[str, set[Part]]]]:
    """Return the files that go as a whole, and of each of the others what goes of it."""
    whole_sources = [document for document in documents if document in source_names]
    by_source: dict[str, list[str]] = {}
    for document in documents:
        if (source := _within(document, source_names)) not in whole_sources:
            by_source.setdefault(source, []).append(document)
    return whole_sources, {source: _parts(app, source, own, wanted_name) for source, own in by_source.items()}


def _within(document: str, source_names: Collection[str]) -> str:
    """Return the source that a document was found in; a path may hold "#" itself."""
    while document not in source_names and "#" in document:
        document = document.rpartition("#")[0]
    return document


def _parts(
    app: AppContext, source_name: str, document_names: Collection[str], wanted_name: str
) -> tuple[str, set[Part]]:
    """Return the SHA-256 of a file as it is now, and which of the documents that it ever held are to go.

    Raises UnreadableError where it still holds them, or is not there to be looked into.
    """
    sha256, present_parts = _present_documents(app, source_name)
    held_parts = {(document, digest): person for document, digest, person in app.store.held(source_name)}
    all_parts = {**present_parts, **held_parts}
    held_names = {document for document, _ in held_parts}
    own_parts = {
        part
        for part, person in all_parts.items()
        if part[0] in document_names
        and (part in held_parts or part[0] not in held_names)
        and _is_of_person(wanted_name, document_names, person)
    }
    digests = {digest for _, digest in own_parts - present_parts.keys()}
    erased_parts = {part for part in held_parts if part[1] in digests} - present_parts.keys()
    still_present = [part for part in present_parts if part[0] in document_names]
    if wanted_name in document_names:
        is_still_in = any(not _BY_PLACE.search(document) for document, _ in still_present)
    else:
        is_still_in = not own_parts.isdisjoint(still_present)
    if not erased_parts or is_still_in:
        raise UnreadableError(
            ", ".join(document_names),
            f"it is one of several responses in {source_name}; take it out of that file with the program that made it, "
            "save the file in responses/, and erase it again",
        )
    return sha256, erased_parts


def _is_of_person(wanted_name: str, document_names: Collection[str], person_name: str | None) -> bool:
    """Return whether a document is of the person who is to go: a row's name may have been another's."""
    return (
        wanted_name in document_names or person_name is None or _folded_name(person_name) == _folded_name(wanted_name)
    )


def _present_documents(app: AppContext, source_name: str) -> tuple[str, Mapping[Part, str | None]]:
    """Return the SHA-256 of a file in ``responses/``, and the documents in it with who wrote them."""
    file_path = app.workspace.responses / source_name
    if not file_path.exists():
        raise UnreadableError(
            source_name,
            "it is not in responses/. To keep the other responses in it, put it there without what is to be erased, "
            "and erase it again. Or erase the whole file.",
        )
    received_file = receive_file(app.workspace, reading_of(app, described(app)[0]), (source_name, file_path))
    documents = [part.document for part in received_file.results if isinstance(part, SegmentedDocument)]
    present_parts = {
        (one.name, fingerprint(one.text)): one.respondent.name if one.respondent else None for one in documents
    }
    return hashlib.sha256(received_file.content or b"").hexdigest(), present_parts


def _remove_files(app: AppContext, paths: Collection[str], documents: Collection[str]) -> None:
    """Remove the documents, what respondents.csv says of them and said before, and the reports that may quote them."""
    workspace = app.workspace
    try:
        remaining_rows = dict(without_respondents(app, documents))
        if remaining_rows:
            write_together(remaining_rows)
        for removed_path in (
            *(workspace.responses / file_name for file_name in paths),
            *list(_reports(workspace.reports)),
            *(
                workspace.state / name for name in (FIGURES, FINDINGS, PAGES)
            ),  # their digests are of what is erased, too
        ):
            shutil.rmtree(removed_path) if removed_path.is_dir() else removed_path.unlink(missing_ok=True)
        forget_inputs(workspace)
    except OSError as error:
        raise OutputError(f"{error.filename}: {why(error)}; nothing was erased from the store, try again") from error


def _reports(folder: Path) -> Iterable[Path]:
    """Return the report, its annex, manifest and PDF, and the exports."""
    yield from (folder / name for name in ("report.html", "report.manifest.json", "report.pdf", EXPORTS, ANNEX))


def _contains_any(file_path: Path, searched_bytes: Iterable[bytes], if_unreadable: bool = False) -> bool:
    """Return whether one of these words stands in a file, or the answer for a file that cannot be looked into."""
    try:
        content = read_file(file_path)
    except OSError:
        return if_unreadable
    return any(word in content for word in searched_bytes)


def _still_named(app: AppContext, documents: Collection[str], wanted_name: str) -> Iterable[str]:
    """Return the files of people's own in the workspace that still hold a name of what was erased."""
    workspace, searched_bytes = app.workspace, [word.encode() for word in {*documents, wanted_name}]
    for kept_path in sorted([*workspace.reports.rglob("*"), *(workspace.responses / AUDITS).rglob("*")]):
        # What stands in a PDF cannot be told from its bytes.
        if kept_path.is_file() and (
            kept_path.suffix.lower() == ".pdf" or _contains_any(kept_path, searched_bytes, if_unreadable=True)
        ):
            yield kept_path.relative_to(workspace.root).as_posix()
