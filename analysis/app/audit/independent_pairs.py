"""Independent pairs: whether two people who judged the same point freely gave it the same themes, so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.blinding import INDEPENDENT
from analysis.model import CoderKind, Coding, Outcome


@dataclass(frozen=True, slots=True)
class IndependentPairs:
    """A count of the points that two people judged independently, and of those to which they gave the same themes."""

    points: int
    same: int

    @property
    def share(self) -> float:
        """Return the share of the points on which they agree; 0 where there are none."""
        return self.same / self.points if self.points else 0.0


def together(snapshot: Snapshot) -> IndependentPairs:
    """Return whether people agree so far, where two have judged the same point freely."""
    independent_sets = [
        _free(snapshot, point_codings) for point_codings in snapshot.of_point.values() if len(point_codings) > 1
    ]
    coded_by_two = [point_codings for point_codings in independent_sets if len(point_codings) > 1]
    return IndependentPairs(len(coded_by_two), sum(len(set(point_codings)) == 1 for point_codings in coded_by_two))


def _free(snapshot: Snapshot, codings: Sequence[Coding]) -> list[frozenset[str]]:
    last_codings = {c.coder.id: c for c in codings if c.coder.kind is CoderKind.HUMAN and c.mode in INDEPENDENT}
    return [snapshot.translate(c).coding.themes for c in last_codings.values() if c.outcome is Outcome.CODED]
