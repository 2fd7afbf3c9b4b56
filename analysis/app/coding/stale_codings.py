"""Stale codings: people's decisions to look at again, as the theme was redefined or the point is not there any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.app.corpus import Corpus
from analysis.app.ingest.pipeline import is_part_of
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.use_case_results import PointPlace, StaleCoding
from analysis.auditing import OrphanedCoding
from analysis.model import Coding, Point, PointKey, ResolvedCoding
from analysis.tally.passages.citations import citations_by_point

REDEFINED = "the theme was redefined or split after it was coded"
GONE = "its document is no longer in responses/"


def stale_points(snapshot: Snapshot, choices: Mapping[PointKey, ResolvedCoding]) -> tuple[StaleCoding, ...]:
    """Return every point that somebody must look at again, in the order of the responses, then codings without a point.

    ``choices`` are what counts now of the same points.
    """
    coder_names = _coders(snapshot.people.codings)
    outdated = [point for point in snapshot.corpus.points if (one := choices.get(point.key)) and one.stale]
    outdated_codings = [
        StaleCoding(where, tuple(sorted(choices[point.key].stale)), REDEFINED, coder_names.get(point.key, ()))
        for point, where in zip(outdated, places(snapshot.corpus, outdated), strict=True)
    ]
    return (*outdated_codings, *lost_points(snapshot), *lost_points(snapshot.positions))


def lost_points(snapshot: Snapshot) -> tuple[StaleCoding, ...]:
    """Return people's codings whose point is not there any more, by the place that they were made of."""
    anchored = snapshot.people
    lost_codings = [
        orphaned_coding
        for orphaned_coding in anchored.orphaned
        if not _is_answered(orphaned_coding.coding, anchored.codings)
    ]
    taken_out = {withdrawal.document for withdrawal in snapshot.corpus.taken_out}
    missing = (coding for coding in anchored.missing if not is_part_of(coding.point.document, taken_out))
    lost_codings += [OrphanedCoding(coding, GONE) for coding in missing]
    coder_names = _coders(orphaned_coding.coding for orphaned_coding in lost_codings)
    reasons = {orphaned_coding.coding.point: orphaned_coding.reason for orphaned_coding in lost_codings}
    return tuple(
        StaleCoding(
            PointPlace(point.document, f"characters {point.start:,} to {point.end:,}"), (), reason, coder_names[point]
        )
        for point, reason in sorted(reasons.items())
    )


def _is_answered(lost: Coding, today: Iterable[Coding]) -> bool:
    """Return whether whoever made a coding has since coded a point of today in the same place."""
    lost_point = lost.point
    return any(
        coding.coder.id == lost.coder.id
        and coding.point.document == lost_point.document
        and coding.point.start < lost_point.end
        and lost_point.start < coding.point.end
        and coding.time >= lost.time
        for coding in today
    )


def places(corpus: Corpus, points: Sequence[Point]) -> tuple[PointPlace, ...]:
    """Return where points of today stand; points of other responses, which are most, need not be named for that."""
    documents = {point.document for point in points}
    standing = (response for response in corpus.responses if response.document.name in documents)
    names = citations_by_point({corpus.numbers[one.document.name]: tuple(one.points) for one in standing})
    return tuple(PointPlace(point.document, str(names[point.key])) for point in points)


def _coders(codings: Iterable[Coding]) -> dict[PointKey, tuple[str, ...]]:
    names_by_point: dict[PointKey, set[str]] = {}
    for coding in codings:
        names_by_point.setdefault(coding.point, set()).add(coding.coder.name)
    return {point: tuple(sorted(coder_names)) for point, coder_names in names_by_point.items()}
