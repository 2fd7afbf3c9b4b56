"""Erasure of a response: what would be deleted with it for good, before somebody confirms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.app.admin.export_files import DOWNLOADS, EXPORTS
from analysis.app.admin.report_copies import copies
from analysis.app.coding.codebook_edit import PROPOSALS
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.ingest.upload_batches import waiting_uploads
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import NO_RESPONSE, UnreadableError


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """The consequences of an erasure: of ``source``, these responses with their points and people's codings of them.

    ``others`` are further responses in the same file where the document is one of several: it cannot go by itself, as
    its file would bring it back. ``exports`` are files that were made for others and go, ``copies`` those of earlier
    reports, of which go whatever show it. ``waiting`` counts files of its name that wait in an upload, ``proposals``
    changes of the codebook that nobody has saved, which may quote it.
    """

    document: str
    source: str
    responses: tuple[str, ...]
    points: int
    codings: int
    has_report: bool
    others: int = 0
    exports: int = 0
    copies: int = 0
    waiting: int = 0
    proposals: int = 0


def preview_erasure(app: AppContext, snapshot: Snapshot, document: str) -> ErasurePreview:
    """Return what erasing a response, or a whole file, would delete; raises UnreadableError where there is none.

    What was taken out can be erased, too.
    """
    corpus = take_in(app, keep=False, even_taken_out=True) if snapshot.corpus.taken_out else snapshot.corpus
    chosen_response = next((one for one in corpus.responses if one.document.name == document), None)
    source_path = chosen_response.source if chosen_response else document
    if source_path not in {known_source.path for known_source in corpus.sources}:
        raise UnreadableError(document, NO_RESPONSE)
    file_responses = [response for response in corpus.responses if response.source == source_path]
    erased_responses = (
        file_responses
        if document == source_path
        else [response for response in file_responses if response is chosen_response]
    )
    document_names = tuple(response.document.name for response in erased_responses)
    erased_names = frozenset(document_names)
    return ErasurePreview(
        document=document,
        source=source_path,
        responses=document_names,
        points=sum(1 for response in erased_responses for _ in response.points),
        codings=sum(coding.point.document in erased_names for coding in snapshot.codings),
        has_report=app.workspace.report.exists(),
        others=len(file_responses) - len(erased_responses),
        exports=_count_files(app.workspace.reports / EXPORTS) + _count_files(app.workspace.state / DOWNLOADS),
        copies=len(list(copies(app))),
        waiting=waiting_uploads(app, source_path),
        proposals=_count_files(app.workspace.state / PROPOSALS),
    )


def _count_files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*")) if folder.is_dir() else 0
