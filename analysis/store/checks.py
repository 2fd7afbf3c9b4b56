"""Checks of what is kept: the sources as they came, the codings about what they say they are about."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from analysis.errors import LedgerError
from analysis.model import PointKey, Redivision, Source
from analysis.store.protocol import Store
from analysis.text import fingerprint, plural


def check_sources(store: Store, present: Iterable[Source]) -> str:
    """Say that every source that was taken in is kept and unchanged; raises LedgerError for the first that is not."""
    kept, here = store.sources(), {source.path: source for source in present}
    for path, source in kept.items():
        content = store.content(source.sha256)
        if content is None or hashlib.sha256(content).hexdigest() != source.sha256:
            raise LedgerError(f"{path}: the bytes kept of it are missing or damaged; restore .everypoint from a backup")
        if path not in here:
            raise LedgerError(f"{path} was taken in and is no longer in responses/; put it back")
        if here[path].sha256 != source.sha256:
            raise LedgerError(f"{path} has changed since it was taken in; `everypoint report` takes in the change")
    waiting = sum(1 for path, source in here.items() if source.sha256 and path not in kept)
    return f"{plural(len(kept), 'source')} as they came" + (f"; {waiting:,} not taken in yet" if waiting else "")


def check_codings(store: Store, points: Collection[PointKey]) -> str:
    """Say that every coding's evidence lies inside its point; raises LedgerError for the first where it does not."""
    codings = store.codings()
    for coding in codings:
        point = coding.point
        if any(not point.start <= e.start < e.end <= point.end for e in coding.evidence):
            raise LedgerError(f"a coding of {point.document} by {coding.coder.name} quotes text outside its point")
    gone = sum(1 for coding in codings if coding.point not in points)
    earlier = f"; {gone:,} are of points that have changed since" if gone else ""
    return f"{plural(len(codings), 'coding')} with evidence inside their points{earlier}"


def check_redivisions(store: Store, texts: Mapping[str, str]) -> str:
    """Say that every segmentation by hand divides a whole text; raises LedgerError for the first that does not.

    ``texts`` holds the text of every document there is now.
    """
    redivisions = store.redivisions()
    for redivision in redivisions:
        segments, document = redivision.segmentation.segments, redivision.segmentation.document
        ends = [0, *(segment.end for segment in segments)]
        length = len(texts[document]) if _is_of(redivision, texts) else ends[-1]
        if [segment.start for segment in segments] != ends[:-1] or ends != sorted(ends) or ends[-1] != length:
            raise LedgerError(f"{document}: a segmentation by {redivision.coder.name} leaves text out or has it twice")
    gone = sum(not _is_of(redivision, texts) for redivision in redivisions)
    earlier = f"; {gone:,} of texts that have changed since" if gone else ""
    return f"{plural(len(redivisions), 'segmentation')} by hand, of whole texts{earlier}"


def _is_of(redivision: Redivision, texts: Mapping[str, str]) -> bool:
    text = texts.get(redivision.segmentation.document)
    return text is not None and fingerprint(text) == redivision.text
