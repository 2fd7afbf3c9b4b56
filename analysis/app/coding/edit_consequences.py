"""The consequences of another codebook, before it is saved: codings that need another look, figures that move."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.coding.codebook_diff import Changed, changed_by, counting, state_under, still_stale
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing import Figure, changes, figures
from analysis.model import Codebook


@dataclass(frozen=True, slots=True)
class Consequences:
    """The effect of a codebook on people's codings and on the figures, against the one that it replaces.

    ``codings`` counts people's codings that count; ``another_look`` those that this change makes stale, at so many
    ``points``.
    """

    changes: tuple[Changed, ...]
    figures: tuple[Figure, ...]
    codings: int
    another_look: int
    points: int

    @property
    def moved(self) -> int:
        """Return how many themes' figures move."""
        return sum(figure.has_moved for figure in self.figures if figure.key)


def consequences(app: AppContext, snapshot: Snapshot, new: Codebook) -> Consequences:
    """Compare another codebook with today's on its responses and codings, coded by the machine anew."""
    old, counted = snapshot.codebook, counting(snapshot.people.codings)
    state_before, state_after = (state_under(app, snapshot, codebook) for codebook in (old, new))
    stale_codings = [
        coding for coding in counted if still_stale(coding, state_after) and not still_stale(coding, state_before)
    ]
    return Consequences(
        changes=tuple(changed_by(change, counted, state_before, state_after) for change in changes(old, new)),
        figures=figures(old, new, state_before.themed, state_after.themed),
        codings=len(counted),
        another_look=len(stale_codings),
        points=len({coding.point for coding in stale_codings}),
    )
