"""What the audit pages show."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.audit.close import Closing
from analysis.app.audit.coding_page import CodingPage
from analysis.app.audit.queues import QueueKind
from analysis.app.audit.record import CodingRequest
from analysis.app.audit.recorded_results import AuditFindings
from analysis.app.audit.sample_size import Order
from analysis.app.audit.session import Progress, Start
from analysis.web import page_rendering
from analysis.web.features.audit.audit_words import (
    Problem,
)
from analysis.web.features.points.team_routes import TeamMarks


@dataclass(frozen=True, slots=True)
class StartPage(page_rendering.FormProblems):
    """The page that begins an audit; ``problems`` are told at their fields, of which one holds ``typed`` still."""

    start: Start
    problems: tuple[tuple[str, str], ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class AskPage:
    """The order of a sample of more than half of all the ``points``, to be confirmed."""

    order: Order
    points: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The findings of an audit; ``is_reported``: there is a report, which they would change."""

    found: AuditFindings
    is_reported: bool


@dataclass(frozen=True, slots=True)
class PointPage:
    """One point; ``told`` is what became of the last one, ``problem`` why this one was not recorded.

    ``skip`` is the address of the next point, ``last`` names what can be taken back and ``last_label`` its point.
    ``team`` are the notes on the point that may be read here, and whether it is to be quoted; an answer has none.
    """

    progress: Progress
    point: CodingPage
    skip: str
    last: str
    last_label: str
    told: str = ""
    problem: Problem | None = None
    team: TeamMarks | None = None


@dataclass(frozen=True, slots=True)
class DonePage:
    """Nothing is left of a kind; ``closings`` are the audits of which every point is coded, and that can be closed."""

    progress: Progress
    last: str
    told: str = ""
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True)
class LostPointPage:
    """A submitted coding of a point that is there no more, with what its themes are called."""

    kind: QueueKind
    said: CodingRequest
    themes: tuple[str, ...]
