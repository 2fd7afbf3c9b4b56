"""Drawing a blind sample from a page: how large it must be, and what was drawn before."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.auditing.planning import Effort, minutes_per_point, plan
from analysis.model import Audit, Coder, Design
from analysis.service.desk import Desk
from analysis.service.judgements import Judged
from analysis.service.sampling import CONFIDENCE, DEFAULT, THEME, Asked, draw_audit

OFFERED = (0.1, 0.05, 0.03)
"""Margins that are offered: how near the share of every theme is to be known."""

FIRST = 0.05
"""The one that is chosen at first."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many points a margin needs, and about how many hours of work that is; the margin of all points is 0."""

    margin: float
    points: int
    hours: float
    is_first: bool = False
    """Whether it is chosen at first."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What can be drawn: ``sizes`` for a first sample; ``drawn`` points of the last one, which may be extended."""

    sizes: tuple[Size, ...]
    drawn: int = 0
    name: str = ""
    is_stratified: bool = False


def drawing(judged: Judged) -> Drawing:
    """What can be drawn now."""
    sizes = _sizes(len(judged.ground.points), minutes_per_point(judged.codings))
    last = judged.samples[-1].audit if judged.samples else None
    if last is None:
        return Drawing(sizes)
    return Drawing(sizes, last.draws[-1].asked, last.name, last.design is Design.STRATIFIED)


def _sizes(total: int, minutes: float | None) -> tuple[Size, ...]:
    """What the margins need; where several of them need all points, that is offered once."""
    effort = Effort(minutes, measured=True) if minutes else Effort()
    needed = {margin: plan(total, (), margin, effort) for margin in OFFERED} if total else {}
    first = needed[FIRST].size if total else 0
    found = {
        made.size: Size(0.0 if made.size == total else margin, made.size, made.hours, made.size == first)
        for margin, made in needed.items()
    }
    return tuple(found.values())


def draw(desk: Desk, size: int, rare: bool, extend: bool, who: Coder) -> Audit:
    """Draw a sample, or more points of the last one, and say which audit it is.

    ``rare``: more of the points that the machine gives a rare theme or is unsure of. Raises AuditError where nothing
    can be drawn so.
    """
    names = list(desk.store.audits())
    if extend:
        return draw_audit(desk, Asked(size, extend=True), who)
    name = DEFAULT if not names else f"{DEFAULT} {len(names) + 1}"
    design, by = (Design.STRATIFIED, (THEME, CONFIDENCE)) if rare else (Design.SIMPLE, ())
    return draw_audit(desk, Asked(size, design, by, name=name), who)
