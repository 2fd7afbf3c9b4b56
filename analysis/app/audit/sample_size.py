"""Drawing a blind sample from a page: how large it must be, and what was drawn before."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.audit.draw_audit import CONFIDENCE, DEFAULT, OF_POSITIONS, THEME, DrawRequest, draw_audit
from analysis.app.audit.measure import effort_of
from analysis.app.context import AppContext
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.sampling.sample_plan import LEAST
from analysis.auditing.sampling.stopping_rule import MARGINS, Foresight, foreseen_size
from analysis.errors import AuditError
from analysis.model import Audit, Coder, Design

FIRST = 0.1
"""The one that is chosen at first."""


@dataclass(frozen=True, slots=True)
class Size:
    """A number of points, the margin that it buys for shares of points and for any figure, and about how many hours it
    takes; the margin of all points is 0."""

    margin: float
    any_margin: float
    points: int
    hours: float
    is_first: bool = False
    """True where it is chosen at first."""


@dataclass(frozen=True, slots=True)
class SampleSizePage:
    """The samples on offer: ``sizes`` for a new one; ``drawn`` points of the last one, which may be extended.

    ``is_open``: that one is not closed yet, and no other is drawn meanwhile. ``seen`` counts the points of which
    whoever asks has seen how others coded them, so that somebody else must code those of them that are drawn. There
    are so many ``points`` to draw from.
    """

    sizes: tuple[Size, ...]
    drawn: int = 0
    name: str = ""
    is_open: bool = False
    seen: int = 0
    points: int = 0

    @property
    def suggested(self) -> int:
        """Return how many points in all to suggest for the last sample: twice as many, and enough to measure by."""
        return min(max(2 * self.drawn, LEAST), max(self.points, self.drawn))


def sample_size_page(snapshot: Snapshot, coder: Coder) -> SampleSizePage:
    """Return the sizes of sample that can be drawn now, and how precise each makes the figures."""
    points = snapshot.points
    sizes = _sizes(snapshot, len(points))
    seen = len(snapshot.blinding.seen_by(coder))
    open_sample = next((sample for sample in reversed(snapshot.samples) if sample.open), None)
    sample = open_sample or (snapshot.samples[-1] if snapshot.samples else None)
    if sample is None:
        return SampleSizePage(sizes, seen=seen)
    return SampleSizePage(
        sizes, sample.audit.draws[-1].asked, sample.audit.name, open_sample is not None, seen, len(points)
    )


def is_most(snapshot: Snapshot, size: int) -> bool:
    """Return whether so many points are more than half of all: it is asked whether that is meant."""
    return 2 * size > len(snapshot.points)


STILL_OPEN = (
    "An audit is already open. A second one would hide more points from review without measuring more. Nothing "
    "was drawn. Go to Audit and draw more points for the open audit, or close it and draw a new one."
)


def _sizes(snapshot: Snapshot, total: int) -> tuple[Size, ...]:
    """Return the samples that the margins need, each size once."""
    effort = effort_of(snapshot.people.codings)
    known = _foresight(snapshot, total)
    needed = {margin: foreseen_size(known, margin) for margin in MARGINS} if total else {}
    offered = {
        size: Size(known.margin(size), known.any_margin(size), size, effort.hours(size), size == needed[FIRST])
        for size in needed.values()
    }
    return tuple(offered.values())


def _foresight(snapshot: Snapshot, total: int) -> Foresight:
    machine, keys = snapshot.last_machine, snapshot.codebook.keys
    shares = tuple(min(1.0, machine.given[key] / max(total, 1)) for key in keys)
    raised = tuple(machine.raised[key] / max(machine.documents, 1) for key in keys)
    return Foresight(shares, raised, total, machine.documents)


@dataclass(frozen=True, slots=True)
class Order:
    """So many points in all, of a new audit or, with its name, of one that is there (``extend``).

    ``rare``: more of the points that the machine gives a rare theme or is unsure of.
    """

    size: int
    rare: bool = False
    extend: str = ""


def draw(app: AppContext, order: Order, snapshot: Snapshot, coder: Coder) -> Audit:
    """Draw a sample, or more points of one, and say which audit it is; raises AuditError where it cannot be so."""
    if order.extend:
        return draw_audit(app, DrawRequest(order.size, name=order.extend, extend=True), coder)
    if any(sample.open for sample in snapshot.samples):
        raise AuditError(STILL_OPEN)
    is_of_positions = isinstance(snapshot, PositionSnapshot)
    first_name, drawn_before = OF_POSITIONS if is_of_positions else DEFAULT, len(snapshot.audits)
    name = first_name if not drawn_before else f"{first_name} {drawn_before + 1}"
    design, strata_sources = (Design.STRATIFIED, (THEME, CONFIDENCE)) if order.rare else (Design.SIMPLE, ())
    return draw_audit(
        app,
        DrawRequest(order.size, design, strata_sources, name=name, of_positions=is_of_positions, is_usual=True),
        coder,
    )
