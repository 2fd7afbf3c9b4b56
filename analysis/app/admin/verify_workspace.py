"""Keeping: what is in and what is waiting, whether everything holds, and what is erased."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.app.admin.verify_report import check_report
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import MISSING, described, reading_of, take_in
from analysis.app.publish import what_it_is_made_from
from analysis.app.results import Corpus, SetAside, Status, set_aside
from analysis.errors import StoreError
from analysis.model import TO_LOOK_AT, CoderKind, SegmentedDocument, Skipped, Source
from analysis.store import Refs, Store
from analysis.text import fingerprint, plural
from analysis.workspace import content_of, remembered


def check(desk: AppContext) -> list[str]:
    """Verify everything that can be: what holds, in words; raises the error for the first thing that does not."""
    with desk.store.undisturbed():
        return _check(desk)


def _check(desk: AppContext) -> list[str]:
    store = desk.store
    chain = store.verify([head for first, head in remembered(desk.workspace) if first == store.chain().first])
    intake = take_in(desk, keep=False, read_anew=True)
    counts = ((intake.ledger.entries, "source"), (intake.responses, "response"), (intake.points, "point"))
    return [
        ", ".join(plural(len(things), name) for things, name in counts) + ": every character is accounted for"
        f"{'; ' + plural(len(intake.skipped), 'file') + ' not read, with the reason' if intake.skipped else ''}",
        chain,
        check_sources(store, intake.sources, intake.skipped),
        check_redivisions(store, intake),
        check_codings(store, intake),
        check_report(desk, what_it_is_made_from(desk, intake)),
    ]


def check_sources(store: Store, present: Sequence[Source], skipped: Sequence[Skipped]) -> str:
    """Say that every source that was taken in is kept and unchanged; raises StoreError for the first that is not."""
    kept, here = store.sources(), {source.path: source for source in present}
    for source in store.versions():
        content = store.content(source.sha256)
        if content is None or _sha256(content) != source.sha256:
            raise StoreError(f"{source.path}: the bytes kept of it are missing or damaged; restore them from a backup")
    gone = {skip.name for skip in skipped if skip.reason == MISSING}
    for path, source in kept.items():
        if path not in here or path in gone:
            raise StoreError(f"{path}: {MISSING}")
        if here[path].sha256 != source.sha256:
            raise StoreError(f"{path} has changed since it was taken in; `everypoint report` takes in the change")
    waiting = sum(1 for path, source in here.items() if source.sha256 and path not in kept)
    return f"{plural(len(kept), 'source')} as they came" + (f"; {waiting:,} not taken in yet" if waiting else "")


def check_redivisions(store: Store, intake: Corpus) -> str:
    """Say that every segmentation by hand divides a whole text; raises StoreError for the first that does not."""
    texts = {r.document.name: r.document.text for r in intake.responses}
    prints = {name: fingerprint(text) for name, text in texts.items()}
    gone = 0
    redivisions = store.redivisions()
    for redivision in redivisions:
        segments, document = redivision.segmentation.segments, redivision.segmentation.document
        ends = [0, *(segment.end for segment in segments)]
        is_current = prints.get(document) == redivision.text_sha256
        gone += not is_current
        length = len(texts[document]) if is_current else ends[-1]
        if [segment.start for segment in segments] != ends[:-1] or ends != sorted(ends) or ends[-1] != length:
            raise StoreError(f"{document}: a segmentation by {redivision.coder.name} leaves text out or has it twice")
    earlier = f"; {gone:,} of texts that have changed since" if gone else ""
    return f"{plural(len(redivisions), 'segmentation')} by hand, of whole texts{earlier}"


def check_codings(store: Store, intake: Corpus) -> str:
    """Say that every coding's evidence lies inside its point, and that the words it judged are still there."""
    words = {point.key: fingerprint(text) for point, text in zip(intake.points, intake.texts, strict=True)}
    count = gone = 0
    for coding in store.every_coding():
        point = coding.point
        count += 1
        gone += words.get(point) != coding.text_sha256
        if any(not point.start <= e.start < e.end <= point.end for e in coding.evidence):
            raise StoreError(f"a coding of {point.document} by {coding.coder.name} quotes text outside its point")
    earlier = f"; {gone:,} are of points that have changed since" if gone else ""
    return f"{plural(count, 'coding')} with evidence inside their points{earlier}"


def status(desk: AppContext) -> Status:
    """Return what is in, what is waiting and what could not be read, without reading any document."""
    consultation, files, _ = described(desk)
    known, kept = reading_of(desk, consultation).known, desk.store.sources()
    refs = {name: known.get((name, kept[name].sha256)) for name, _ in files if name in kept}
    waiting = [name for name, path in files if refs.get(name) is None or _has_changed(kept[name], path)]
    parts = [ref for name, found in refs.items() if name not in waiting and found for ref in found]
    unread = desk.store.parts(tuple(ref for ref in parts if ref[0] == "unread"))
    return Status(
        received=len(files),
        responses=sum(ref[0] == "document" for ref in parts),
        waiting=tuple(waiting),
        missing=tuple(sorted(set(kept) - {name for name, _ in files})),
        unread=tuple(part for part in unread if isinstance(part, Skipped)),
        to_look_at=_to_look_at(desk, tuple(ref for ref in parts if ref[0] == "document")),
        codings=_codings(desk),
        erasures=tuple(desk.store.erasures()),
        chain=desk.store.chain(),
    )


def _to_look_at(desk: AppContext, refs: Refs) -> tuple[SetAside, ...]:
    """Return the responses of which much was set aside, but for those that somebody has divided since."""
    divided = {redivision.segmentation.document for redivision in desk.store.redivisions()}
    parts = (
        part for part in desk.store.parts(desk.store.marked(refs, TO_LOOK_AT)) if isinstance(part, SegmentedDocument)
    )
    looks = (set_aside(part.document, part.segmentation) for part in parts if part.document.name not in divided)
    return tuple(look for look in looks if look)


def judged_since(desk: AppContext, before: Status) -> Status:
    """Return the same, where nothing was received or erased since, with what was judged: no file is looked at for
    that."""
    return replace(before, codings=_codings(desk), chain=desk.store.chain())


def _codings(desk: AppContext) -> tuple[tuple[CoderKind, int], ...]:
    return tuple((kind, number) for kind, number in sorted(desk.store.counts().items()))


def _has_changed(source: Source, path: Path) -> bool:
    try:
        content = content_of(path)
        return len(content) != source.size or _sha256(content) != source.sha256
    except OSError:
        return True


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
