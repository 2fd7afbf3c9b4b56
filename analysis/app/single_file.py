"""One file, without a workspace: what it holds, and what its points are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePath

from analysis.app.reader_process.pool import ReaderPool
from analysis.errors import UnreadableError, reason_of
from analysis.model import Document, Part, Question, Respondent, Response, Segment, SegmentedDocument, Skipped
from analysis.reading import ReadSettings
from analysis.workspace import Settings, UnfitFileError, content_of, name_of


@cache
def shared_readers() -> ReaderPool:
    """Return the processes that read for everything in this one."""
    return ReaderPool()


def read(path: str | Path) -> Document:
    """Read one file that holds one document; raises UnreadableError with the reason."""
    documents = read_all(path)
    if len(documents) != 1:
        raise UnreadableError(str(path), f"it holds {len(documents):,} documents; use read_all")
    return documents[0]


def read_all(path: str | Path) -> tuple[Document, ...]:
    """Read all documents that one file holds; raises UnreadableError with the reason if there is none."""
    file_parts = list(parts(path))
    documents = tuple(part.document for part in file_parts if isinstance(part, SegmentedDocument))
    if not documents:
        reasons = "; ".join(part.reason for part in file_parts if isinstance(part, Skipped))
        raise UnreadableError(str(path), reasons or "it holds no document")
    return documents


def parts(path: str | Path, questions: Sequence[Question] = (), papers: Sequence[Path] = ()) -> Iterator[Part]:
    """Yield what one file holds, each document divided, one after the other; raises UnreadableError if it cannot be
    opened.

    ``questions`` are the consultation's, recognised where a document repeats or cites them; ``papers`` are its own
    files, and what they print is set aside as it is in a response that is added.
    """
    file_path = Path(path)
    others = papers if file_path.resolve() not in {paper.resolve() for paper in papers} else ()
    own = [part for paper in others for part in _found(paper, questions) if isinstance(part, SegmentedDocument)]
    for part in _found(file_path, questions):
        yield _beside(part, own) if own and isinstance(part, SegmentedDocument) else part


def _found(file_path: Path, questions: Sequence[Question]) -> Iterator[Part]:
    settings = ReadSettings(tell_tables=True, ocr=Settings.of_environment().ocr)
    yield from shared_readers().read(named(file_path), name_of(PurePath(file_path.name)), settings, questions)


def _beside(part: SegmentedDocument, papers: Sequence[SegmentedDocument]) -> SegmentedDocument:
    from analysis.splitting.furniture.paper_quotations import beside_papers

    response = Response(part.document.name, Respondent(), part.document, part.segmentation)
    return replace(part, segmentation=beside_papers([response], papers)[0].segmentation)


def named(file_path: Path) -> bytes:
    """Return the bytes of a file that somebody named; raises UnreadableError where it is none that can be read."""
    try:
        return content_of(file_path)
    except OSError as error:
        raise UnreadableError(str(file_path), why(error)) from error


def split(document: Document, questions: Sequence[Question] = ()) -> tuple[Segment, ...]:
    """Divide a document into segments; their spans run from 0 to the end of its text."""
    from analysis.splitting import split as split_document

    return split_document(document, questions)


def why(error: OSError) -> str:
    """Return why a file cannot be opened, for whoever named it."""
    if isinstance(error, UnfitFileError):
        return str(error.strerror)
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the path"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; name a file in it"
    return f"it cannot be opened: {reason_of(error)}"
