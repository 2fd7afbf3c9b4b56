"""Drawing a blind sample from a page: how large it must be, and what was drawn before."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.audit.draw_audit import CONFIDENCE, DEFAULT, THEME, DrawRequest, draw_audit
from analysis.app.audit.judgement_log import JudgementState
from analysis.app.context import AppContext
from analysis.auditing.sampling.sample_plan import Effort, minutes_per_point, plan
from analysis.errors import AuditError
from analysis.model import Audit, Coder, Design

OFFERED = (0.1, 0.05, 0.03)
"""Margins that are offered: how near the share of every theme is to be known."""

FIRST = 0.05
"""The one that is chosen at first."""


@dataclass(frozen=True, slots=True)
class Size:
    """The number of points that a margin needs, and about how many hours they take; the margin of all points is 0."""

    margin: float
    points: int
    hours: float
    is_first: bool = False
    """Whether it is chosen at first."""


@dataclass(frozen=True, slots=True)
class SampleSizePage:
    """The samples on offer: ``sizes`` for a new one; ``drawn`` points of the last one, which may be extended.

    ``is_open``: that one is not closed yet, and no other is drawn meanwhile. ``seen`` counts the points of which
    whoever asks has seen how others coded them, so that somebody else must code those of them that are drawn.
    """

    sizes: tuple[Size, ...]
    drawn: int = 0
    name: str = ""
    is_open: bool = False
    seen: int = 0


def sample_size_page(judged: JudgementState, who: Coder) -> SampleSizePage:
    """Return what can be drawn now."""
    points = judged.ground.points
    sizes, seen = _sizes(len(points), minutes_per_point(judged.codings)), len(judged.blinding.seen_by(who))
    last = next((sample for sample in reversed(judged.blinding.samples) if sample.open), None)
    sample = last or (judged.blinding.samples[-1] if judged.blinding.samples else None)
    if sample is None:
        return SampleSizePage(sizes, seen=seen)
    return SampleSizePage(sizes, sample.audit.draws[-1].asked, sample.audit.name, last is not None, seen)


def is_most(judged: JudgementState, size: int) -> bool:
    """Return whether so many points are more than half of all: it is asked whether that is meant."""
    return 2 * size > len(judged.ground.points)


STILL_OPEN = (
    "An audit is open, and a second one beside it would hide more points from review without measuring more. "
    "Nothing was drawn. Go to Audit: draw more points of the open one once it is coded, or close it and draw anew."
)


def _sizes(total: int, minutes: float | None) -> tuple[Size, ...]:
    """Return what the margins need; where several of them need all points, that is offered once."""
    effort = Effort(minutes, measured=True) if minutes else Effort()
    needed = {margin: plan(total, (), margin, effort) for margin in OFFERED} if total else {}
    first = needed[FIRST].size if total else 0
    found = {
        made.size: Size(0.0 if made.size == total else margin, made.size, made.hours, made.size == first)
        for margin, made in needed.items()
    }
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Order:
    """So many points in all, of a new audit or, with its name, of one that is there (``extend``).

    ``rare``: more of the points that the machine gives a rare theme or is unsure of.
    """

    size: int
    rare: bool = False
    extend: str = ""


def draw(desk: AppContext, order: Order, judged: JudgementState, who: Coder) -> Audit:
    """Draw a sample, or more points of one, and say which audit it is; raises AuditError where it cannot be so."""
    if order.extend:
        return draw_audit(desk, DrawRequest(order.size, name=order.extend, extend=True), who)
    if any(sample.open for sample in judged.blinding.samples):
        raise AuditError(STILL_OPEN)
    names = list(desk.store.audits())
    name = DEFAULT if not names else f"{DEFAULT} {len(names) + 1}"
    design, by = (Design.STRATIFIED, (THEME, CONFIDENCE)) if order.rare else (Design.SIMPLE, ())
    return draw_audit(desk, DrawRequest(order.size, design, by, name=name), who)
