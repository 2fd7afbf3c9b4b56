"""The status of a workspace: what is in, what is waiting and what could not be read, without reading a document."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.corpus import SetAside, set_aside
from analysis.app.ingest.ingest import described, reading_of
from analysis.app.ingest.pipeline import as_response, is_part_of
from analysis.app.refusals import left_out, undecided_refusals, withheld
from analysis.app.use_case_results import Status
from analysis.languages.codebook_languages import spoken_languages
from analysis.languages.response_languages import language_counts, point_languages, unread_points
from analysis.model import (
    CoderKind,
    Consultation,
    Document,
    PointKey,
    Publish,
    Respondent,
    Response,
    SegmentedDocument,
    Skipped,
    Source,
    still_out,
)
from analysis.reading.table.unsent_tables import unsent_tables
from analysis.tally.received.same_respondents import same_respondents
from analysis.workspace import content_of, is_paper


def status(app: AppContext) -> Status:
    """Return what is in, what is waiting and what could not be read, without reading any file anew."""
    consultation, brief, part_refs = _listed(app)
    respondents = described(app)[2]
    taken_out = {one.document: one for one in brief.taken_out}
    document_refs = tuple(ref for is_own, ref in part_refs if ref[0] == "document" and not is_own)
    documents = [
        part
        for part in app.store.parts(document_refs)
        if isinstance(part, SegmentedDocument) and not is_part_of(part.document.name, taken_out)
    ]
    sources = app.store.sources()
    responses = [as_response(sources[_source_of(part.document, sources)], part, respondents) for part in documents]
    languages, spoken = _languages(documents), spoken_languages(consultation)
    return replace(
        brief,
        responses=len(documents),
        to_look_at=_to_look_at(app, documents),
        refusals=undecided_refusals(((one.source, one.document) for one in responses), respondents.keys()),
        left_out=left_out(responses, consultation),
        withheld=withheld(responses, consultation),
        alike=same_respondents(responses),
        languages=language_counts(languages, spoken),
        unread_points=_count_unread(app, unread_points(languages, spoken)),
    )


def brief_status(app: AppContext) -> Status:
    """Return a status without what only reading the responses tells: their number, languages, and furniture."""
    return _listed(app)[1]


def _listed(app: AppContext) -> tuple[Consultation, Status, list[tuple[bool, tuple[str | int, ...]]]]:
    """Return the consultation, the brief status, and what was read of its own papers (True) and other files."""
    consultation, named_files, _ = described(app)
    readings, recorded = reading_of(app, consultation).known, app.store.sources()
    refs_by_name = {name: readings.get((name, recorded[name].sha256)) for name, _ in named_files if name in recorded}
    waiting_names = [
        name for name, path in named_files if refs_by_name.get(name) is None or _has_changed(recorded[name], path)
    ]
    part_refs = [
        (is_paper(name), ref)
        for name, file_refs in refs_by_name.items()
        if name not in waiting_names
        for ref in file_refs or ()
    ]
    taken_out = still_out(app.store.withdrawals())
    unread_parts = app.store.parts(tuple(ref for _, ref in part_refs if ref[0] == "unread"))
    brief = Status(
        received=len(named_files),
        responses=0,
        waiting=tuple(waiting_names),
        missing=tuple(sorted(set(recorded) - {name for name, _ in named_files})),
        unread=tuple(
            part for part in unread_parts if isinstance(part, Skipped) and not is_part_of(part.name, taken_out)
        ),
        taken_out=tuple(taken_out.values()),
        codings=_codings(app),
        erasures=tuple(app.store.erasures()),
        chain=app.store.chain(),
        unsent_tables=unsent_tables(consultation.tables, [name for name, _ in named_files]),
        repeated=_repeated({n: recorded[n].sha256 for n, _ in named_files if n in recorded and n not in taken_out}),
    )
    return consultation, brief, part_refs


def _repeated(digests: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the files that have the same bytes as one that was sorted before them, with that one."""
    firsts: dict[str, str] = {}
    files = [name for name in sorted(digests, key=lambda name: (len(name), name)) if not is_paper(name)]
    return tuple((name, first) for name in files if (first := firsts.setdefault(digests[name], name)) != name)


def _source_of(document: Document, sources: Collection[str]) -> str:
    """Return the path of the file that a document was found in; a path may hold "#" itself."""
    path = document.name
    while path not in sources and "#" in path:
        path = path.rpartition("#")[0]
    return path


def _count_unread(app: AppContext, unread: Collection[PointKey]) -> int:
    """Return how many of these points nobody has judged."""
    return len(set(unread).difference(coding.point for coding in app.store.codings())) if unread else 0


def _languages(documents: Iterable[SegmentedDocument]) -> dict[PointKey, str]:
    """Return the languages of the points that were taken in, as they were divided then."""
    nobody = Respondent(None, None, Publish.NO)
    return point_languages(Response("", nobody, part.document, part.segmentation) for part in documents)


def _to_look_at(app: AppContext, documents: Iterable[SegmentedDocument]) -> tuple[SetAside, ...]:
    """Return the responses of which much was set aside, but for those that somebody has divided since."""
    redivided_names = {redivision.segmentation.document for redivision in app.store.redivisions()}
    set_aside_texts = (
        set_aside(part.document, part.segmentation) for part in documents if part.document.name not in redivided_names
    )
    return tuple(set_aside_text for set_aside_text in set_aside_texts if set_aside_text)


def with_new_codings(app: AppContext, earlier_status: Status) -> Status:
    """Return a status with the codings of now, where nothing was received or erased since; no file is read."""
    return replace(earlier_status, codings=_codings(app), chain=app.store.chain())


def _codings(app: AppContext) -> tuple[tuple[CoderKind, int], ...]:
    return tuple((coder_kind, coding_count) for coder_kind, coding_count in sorted(app.store.counts().items()))


def _has_changed(source: Source, path: Path) -> bool:
    try:
        content = content_of(path)
        return len(content) != source.size or hashlib.sha256(content).hexdigest() != source.sha256
    except OSError:
        return True
