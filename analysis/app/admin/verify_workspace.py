"""Verification of a workspace: its sources, segmentations, codings and report."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.app.admin.verify_report import check_report
from analysis.app.context import AppContext
from analysis.app.corpus import MISSING, Corpus
from analysis.app.ingest.ingest import take_in
from analysis.app.provenance import collect_workspace_facts
from analysis.app.refusals import in_no_figure
from analysis.app.snapshot.answer_snapshot import answers_in
from analysis.errors import StoreError
from analysis.model import Skipped, Source
from analysis.store import Store
from analysis.text import fingerprint, plural
from analysis.workspace import digest_of, remembered


def check(app: AppContext) -> list[str]:
    """Verify everything that can be: what holds, in words; raises the error for the first thing that does not."""
    with app.store.undisturbed():
        return _check(app)


def _check(app: AppContext) -> list[str]:
    store = app.store
    chain_message = store.verify(
        [last_head for first_head, last_head in remembered(app.workspace) if first_head == store.chain().first]
    )
    corpus = take_in(app, keep=False)  # what was recorded of each file has just been verified
    everything = take_in(app, keep=False, even_taken_out=True) if corpus.taken_out else corpus
    out_count = sum(skip.is_taken_out for skip in corpus.skipped)
    unread_count = sum(not skip.is_harmless for skip in corpus.skipped)
    thing_counts = ((corpus.ledger.entries, "source"), (corpus.responses, "response"), (corpus.points, "point"))
    return [
        ", ".join(plural(len(counted_things), thing_name) for counted_things, thing_name in thing_counts)
        + ": every character is accounted for"
        f"{'; ' + plural(unread_count, 'file') + ' not read, with the reason' if unread_count else ''}"
        f"{'; ' + plural(out_count, 'response or file', 'responses or files') + ' taken out' if out_count else ''}"
        f"{'; ' + in_no_figure(corpus.left_out) if corpus.left_out else ''}",
        chain_message,
        check_sources(store, corpus.sources, corpus.skipped),
        check_redivisions(store, everything),
        check_codings(store, everything),
        check_report(app, collect_workspace_facts(app, corpus)),
    ]


def check_sources(store: Store, present: Sequence[Source], skipped: Sequence[Skipped]) -> str:
    """Say that every source that was taken in is kept and unchanged; raises StoreError for the first that is not."""
    recorded_sources, present_sources = store.sources(), {source.path: source for source in present}
    for source in store.versions():
        kept_content = store.content(source.sha256)
        if kept_content is None or digest_of(kept_content) != source.sha256:
            raise StoreError(f"{source.path}: the bytes kept of it are missing or damaged; restore them from a backup")
    missing_names = {skip.name for skip in skipped if skip.reason == MISSING}
    for source_path, source in recorded_sources.items():
        if source_path not in present_sources or source_path in missing_names:
            raise StoreError(f"{source_path}: {MISSING}")
        if present_sources[source_path].sha256 != source.sha256:
            raise StoreError(
                f"{source_path} has changed since it was taken in; `everypoint report` takes in the change"
            )
    waiting_count = sum(
        1 for source_path, source in present_sources.items() if source.sha256 and source_path not in recorded_sources
    )
    return f"{plural(len(recorded_sources), 'source')} as they came" + (
        f"; {waiting_count:,} not taken in yet" if waiting_count else ""
    )


def check_redivisions(store: Store, corpus: Corpus) -> str:
    """Say that every segmentation by hand divides a whole text; raises StoreError for the first that does not."""
    texts_by_name = {response.document.name: response.document.text for response in corpus.responses}
    digests_by_name = {
        document_name: fingerprint(document_text) for document_name, document_text in texts_by_name.items()
    }
    outdated_count = 0
    redivisions = store.redivisions()
    for redivision in redivisions:
        segments, document = redivision.segmentation.segments, redivision.segmentation.document
        segment_ends = [0, *(segment.end for segment in segments)]
        is_current = digests_by_name.get(document) == redivision.text_sha256
        outdated_count += not is_current
        text_length = len(texts_by_name[document]) if is_current else segment_ends[-1]
        if (
            [segment.start for segment in segments] != segment_ends[:-1]
            or segment_ends != sorted(segment_ends)
            or segment_ends[-1] != text_length
        ):
            raise StoreError(f"{document}: a segmentation by {redivision.coder.name} leaves text out or has it twice")
    outdated_note = f"; {outdated_count:,} of texts that have changed since" if outdated_count else ""
    return f"{plural(len(redivisions), 'segmentation')} by hand, of whole texts{outdated_note}"


def check_codings(store: Store, corpus: Corpus) -> str:
    """Say that every coding's evidence lies inside its point, and that the words it judged are still there."""
    current = {*corpus.digests.items(), *answers_in(corpus).digests.items()}
    coding_count = outdated_count = 0
    for coding in store.every_coding():
        point = coding.point
        coding_count += 1
        outdated_count += (point, coding.text_sha256) not in current
        if any(not point.start <= evidence.start < evidence.end <= point.end for evidence in coding.evidence):
            raise StoreError(f"a coding of {point.document} by {coding.coder.name} quotes text outside its point")
    outdated_note = f"; {outdated_count:,} are of points that have changed since" if outdated_count else ""
    return f"{plural(coding_count, 'coding')} with evidence inside their points{outdated_note}"
