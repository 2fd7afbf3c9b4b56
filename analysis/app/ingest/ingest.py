"""Taking in: what lies in ``responses/`` is read, or found as it was read before, and recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace as dataclass_replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from analysis.app.context import AppContext
from analysis.app.ingest.links import find_campaigns, first_letters
from analysis.app.ingest.pipeline import (
    Copied,
    ReadingRun,
    ReceivedFile,
    added,
    all_at_once,
    as_divided,
    as_response,
    in_order,
    must_be_there,
    received,
)
from analysis.app.results import Added, Corpus
from analysis.app.single_file import why
from analysis.errors import OutputError, UnreadableError
from analysis.model import (
    Consultation,
    ManualSegmentation,
    Respondent,
    Response,
    Segmentation,
    SegmentedDocument,
    Skipped,
    Source,
    Table,
)
from analysis.reading import READER, ReadSettings
from analysis.splitting import SPLITTER
from analysis.splitting.recurring_text import without_recurring
from analysis.store import Arrival
from analysis.workspace import (
    content_of,
    documents_in,
    load_consultation,
    load_respondents,
    not_a_document,
    not_portable,
    write_together,
)

Described = tuple[Consultation, list[tuple[str, Path]], dict[str, Respondent]]
"""A consultation, the files that lie in it with their names, and who sent them."""

_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


def described(desk: AppContext) -> Described:
    """Return what the consultation is, which files there are, and who sent them."""
    consultation = load_consultation(desk.workspace.consultation)
    files = list(desk.workspace.files())
    names = {name for name, _ in files}
    known = load_respondents(desk.workspace.respondents, consultation.respondent_types, names)
    return consultation, files, known


def recipe(consultation: Consultation, settings: ReadSettings) -> str:
    """Return the SHA-256 of everything but a file's bytes that decides what is read in it and how it is divided."""
    parts = (READER, SPLITTER, consultation.questions, settings)
    return hashlib.sha256(_ANYTHING.dump_json(parts)).hexdigest()


def reading_of(desk: AppContext, consultation: Consultation, fresh: bool = False) -> ReadingRun:
    """Return how a file of this consultation is read: as it was read before, if it was and nothing else is asked
    for."""
    settings = ReadSettings(
        tables=consultation.tables,
        respondent_types=consultation.respondent_types,
        tell_tables=True,
        ocr=desk.settings.ocr,
    )
    return ReadingRun(
        partial(desk.readers.read, settings=settings, questions=consultation.questions),
        recipe(consultation, settings),
        {} if fresh else desk.store.readings(recipe(consultation, settings)),
        desk.store.parts,
        desk.store.sources(),
    )


def take_in(desk: AppContext, keep: bool = True, fresh: bool = False) -> Corpus:
    """Read and split all that lies in ``responses/``; with ``keep`` record what is new, with ``fresh`` read anew."""
    from analysis.tally.disclosure import listed_first

    consultation, files, known = described(desk)
    reading = all_at_once(reading_of(desk, consultation, fresh), [name for name, _ in files])
    kept = reading.kept
    sources: list[Source] = []
    responses: list[Response] = []
    skipped: list[Skipped] = []
    tables: list[Table] = []
    new: list[str] = []
    hands = by_hand(desk)
    arriving = in_order(partial(received, desk.workspace, reading), files, desk.readers)
    for _, arrived in zip(desk.track(files, "ReadingRun"), arriving, strict=True):
        if keep and record(desk, arrived, reading, kept):
            new.append(arrived.source.path)
        sources.append(arrived.source)
        tables.extend(result for result in arrived.results if isinstance(result, Table))
        skipped.extend(result for result in arrived.results if isinstance(result, Skipped))
        parted = (result for result in arrived.results if isinstance(result, SegmentedDocument))
        responses.extend(as_response(arrived.source, one, known) for one in parted)
    responses = [as_divided(response, hands) for response in without_recurring(responses)]
    lost = list(missing(kept, files))
    sources.extend(source for source, _ in lost)
    skipped.extend(skip for _, skip in lost)
    must_be_there(known, {source.path for source in sources}, responses, skipped, desk.workspace.respondents)
    if keep:
        desk.store.know_respondents({r.document.name: r.respondent for r in responses}, desk.clock())
    return Corpus(
        consultation=consultation,
        known=known,
        sources=tuple(sources),
        responses=tuple(listed_first(responses)),
        skipped=tuple(skipped),
        new=tuple(new),
        tables=tuple(tables),
        erased=len(desk.store.erasures()),
    )


def missing(kept: Mapping[str, Source], files: Sequence[tuple[str, Path]]) -> Iterator[tuple[Source, Skipped]]:
    """Yield what was received and is not in ``responses/`` any more: it stays in the account, with that as the
    reason."""
    here = {name for name, _ in files}
    for path, source in kept.items():
        if path not in here:
            yield source, Skipped(path, MISSING)


MISSING = (
    "it was taken in and is no longer in responses/; put it back, under its own name if it was renamed, "
    "or `everypoint erase` it"
)


def record(desk: AppContext, arrived: ReceivedFile, reading: ReadingRun, kept: Mapping[str, Source]) -> bool:
    """Record a source with what was found in it, unless that is recorded; say whether this version of it is new."""
    source = arrived.source
    if arrived.content is None or (arrived.is_known and kept.get(source.path) == source):
        return False
    return desk.store.take_in(Arrival(source, reading.recipe, arrived.results), arrived.content, desk.clock())


def by_hand(desk: AppContext) -> dict[str, ManualSegmentation]:
    """Return the last segmentation by hand of every document that has one."""
    return {redivision.segmentation.document: redivision for redivision in desk.store.redivisions()}


def find(desk: AppContext, document: str) -> Response:
    """One response as it is divided now; raises UnreadableError where there is no such document."""
    return as_divided(_find(desk, document), by_hand(desk))


def as_machine(desk: AppContext, document: str) -> Segmentation:
    """Return how the machine divides a response, whoever divided it since; raises UnreadableError where there is
    none."""
    return _find(desk, document).segmentation


def _find(desk: AppContext, document: str) -> Response:
    consultation, files, known = described(desk)
    reading = reading_of(desk, consultation)
    within = [file for file in files if document == file[0] or document.startswith(f"{file[0]}#")]
    for file in within:
        arrived = received(desk.workspace, reading, file)
        for one in arrived.results:
            if isinstance(one, SegmentedDocument) and one.document.name == document:
                return as_response(arrived.source, one, known)
    raise UnreadableError(document, "there is no such response in responses/; `everypoint report --json` lists all")


# Adding ---------------------------------------------------------------------------------------------------------------


def add(desk: AppContext, paths: Sequence[Path], replace: bool = False) -> list[Added]:
    """Copy documents, or all documents in folders, into ``responses/``, record them, and say what each became."""
    reading = reading_of(desk, described(desk)[0])
    wanted = [(file, name, path) for path in paths for file, name in documents_in(path)]
    with desk.store.alone():
        desk.workspace.clear_remains()
        kept, done = desk.store.sources(), []
        copied = (copy(desk, file, name, replace, path) for file, name, path in desk.track(wanted, "Adding"))
        for one, arrived in in_order(partial(_read, desk, reading), copied, desk.readers):
            if arrived is not None:
                record(desk, arrived, reading, kept)
            done.append(one)
        if not any(one.points for one in done):
            return done
        responses = take_in(desk, keep=False).responses
        find_campaigns(desk, responses)
        firsts = first_letters(desk, responses)
    # A file of many responses has no one letter that it repeats.
    return [dataclass_replace(one, copies=firsts.get(one.name)) for one in done]


def _read(desk: AppContext, reading: ReadingRun, copied: Added | Copied) -> tuple[Added, ReceivedFile | None]:
    """Return what a document that is in now became; it is not read where it could not be copied."""
    if isinstance(copied, Added):
        return copied, None
    arrived = received(desk.workspace, reading, (copied.name, desk.workspace.responses / copied.name))
    return added(arrived, copied.is_new), arrived


def copy(desk: AppContext, file: Path, name: str, replace: bool, folder: Path | None = None) -> Added | Copied:
    """Put a file's bytes into ``responses/``, or say why not; what they replace is kept in the store.

    ``folder``: the folder that it was found in; a link that leads out of that is not followed.
    """
    target = desk.workspace.responses / name
    problem = not_a_document(name) or (None if target.exists() else not_portable(name))
    if problem:
        return Added(name, reason=problem)
    try:
        content = content_of(file, within=folder if folder != file else None)
        there = content_of(target, within=desk.workspace.responses) if target.exists() else None
        if there not in (None, content) and not replace:
            return Added(name, reason="another document of this name is in already; rename it, or use --replace")
        if there not in (None, content):
            _keep_replaced(desk, name, target)
        if there != content:
            write_together({target: content})
    except OSError as error:
        return Added(name, reason=why(error))
    except OutputError as error:
        return Added(name, reason=str(error))
    return Copied(name, there != content)


def _keep_replaced(desk: AppContext, name: str, target: Path) -> None:
    """Record a file that is about to be replaced, if nothing has recorded it yet."""
    reading = reading_of(desk, described(desk)[0])
    record(desk, received(desk.workspace, reading, (name, target)), reading, desk.store.sources())
