"""Themes: how many respondents raise each and in how many points, every figure leading to the points behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app import Everypoint
from analysis.app.views.figures import Figures, figures
from analysis.app.views.point_list import as_asked
from analysis.tally import Accuracy, Report
from analysis.tally.accuracy_results import PartCounts
from analysis.tally.report import Cell, Group, ThemeTally
from analysis.web import page_rendering
from analysis.web.identity import Acting
from analysis.web.state import AppState

router = APIRouter()

TITLE = "Coding the points"

COUNTS = ("respondents", "points")
"""What the tables by type and question may count."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Themes by respondent type or by question: its columns, and which field of the points' list each fills in."""

    field: str
    title: str
    groups: tuple[Group, ...]

    def cell(self, tally: ThemeTally, group: Group) -> Cell | None:
        """Return what a theme has in a column, if anything."""
        cells = tally.by_type if self.field == "type" else tally.by_question
        return next((cell for cell in cells if cell.name == group.name), None)

    def base(self, group: Group) -> int:
        """Return how many respondents a column is of: all of a type, or those who answer a question in words."""
        return group.responses if self.field == "type" else group.in_words

    def corrected(self, tally: ThemeTally, group: Group) -> PartCounts | None:
        """Return what people would find of a theme in a column, where an audit tells."""
        parts = tally.corrected.types if tally.corrected and self.field == "type" else ()
        return next((part for part in parts if part.name == group.name), None)

    def link(self, group: Group, **asked: str) -> str:
        """Return the points behind a figure of a column."""
        return page_rendering.address("/points", **asked, **{self.field: as_asked(group.name)})


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """The figures, what the tables count, and the themes in their order; no figures while they are first counted."""

    figures: Figures | None
    count: str

    @property
    def report(self) -> Report | None:
        """Return all that was counted."""
        return self.figures.counted.report if self.figures else None

    @property
    def themes(self) -> tuple[ThemeTally, ...]:
        """Return the themes, that with most respondents first where that can be said, else as in the codebook."""
        return self.report.ranking.order if self.report else ()

    @property
    def accuracy(self) -> Accuracy | None:
        """Return what the last blind audit measured."""
        return self.report.accuracy if self.report else None

    @property
    def tables(self) -> tuple[CrossTable, ...]:
        """Themes by type and by question, where there is more than one of these."""
        report = self.report
        if report is None:
            return ()
        asked = tuple(group for group in report.answered if group.points)
        both = (CrossTable("type", "respondent type", report.types), CrossTable("question", "question", asked))
        return tuple(table for table in both if len(table.groups) > 1)


@router.get("/themes")
def show(request: Request, here: AppState, count: str = COUNTS[0]) -> Response:
    """Return all themes with their figures."""
    known = figures(here.everypoint, here.current)
    view = ThemesPage(known, count if count in COUNTS else COUNTS[0])
    return page_rendering.show(request, "themes.html.j2", view)


@router.post("/themes/code")
def code(here: AppState, who: Acting) -> Response:
    """Have the machine code all points with the codebook of today."""

    def work(desk: Everypoint) -> Any:
        desk.take_in_and_code()

    job = here.jobs.start(TITLE, work, "/themes", who.name)
    return page_rendering.go(f"/jobs/{job.id}")
