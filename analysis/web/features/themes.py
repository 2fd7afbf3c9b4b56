"""Themes: how many respondents raise each and in how many points, every figure leading to the points behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.views.figures import Figures, PointRow, figures
from analysis.app.views.point_filter import NONE
from analysis.app.views.point_list import as_asked
from analysis.model import Accuracy, PartCounts
from analysis.tally.report import Cell, Group, Report, ThemeTally
from analysis.web import page_rendering
from analysis.web.coding_job import start_coding
from analysis.web.identity import CurrentUser
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()

COUNTS = ("respondents", "points")
"""What the tables by type and question may count."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Themes by respondent type or by question: its columns, and which field of the points' list each fills in."""

    field: str
    title: str
    groups: tuple[Group, ...]
    uncoded: frozenset[str] = frozenset()
    """Columns, as asked for, of which most points are not coded: no cell of theirs is a figure."""

    def cell(self, tally: ThemeTally, group: Group) -> Cell | None:
        """Return what a theme has in a column, if anything."""
        theme_cells = tally.by_type if self.field == "type" else tally.by_question
        return next((theme_cell for theme_cell in theme_cells if theme_cell.name == group.name), None)

    def base(self, group: Group) -> int:
        """Return how many respondents a column is of: all of a type, or those who answer a question in words."""
        return (group.responses or 0) if self.field == "type" else group.in_words

    def is_uncoded(self, group: Group) -> bool:
        """Return whether most points of a column are not coded."""
        return as_asked(group.name) in self.uncoded

    def corrected(self, tally: ThemeTally, group: Group) -> PartCounts | None:
        """Return what people would find of a theme in a column, where an audit tells."""
        type_counts = tally.corrected.types if tally.corrected and self.field == "type" else ()
        return next((type_count for type_count in type_counts if type_count.name == group.name), None)

    def link(self, group: Group, **filters: str) -> str:
        """Return the points behind a figure of a column."""
        return page_rendering.address("/points", **filters, **{self.field: as_asked(group.name)})


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
    def left_out(self) -> int:
        """Return how many withheld responses the report leaves out of its figures; here they count."""
        return self.figures.counted.left_out if self.figures else 0

    @property
    def withheld(self) -> int:
        """Return how many withheld responses the report's figures include, but for those of a type."""
        return self.figures.counted.corpus.withheld if self.figures and not self.left_out else 0

    @property
    def tables(self) -> tuple[CrossTable, ...]:
        """Return the themes by type and by question, where there is more than one of these."""
        report = self.report
        if report is None:
            return ()
        answered_questions = tuple(group for group in report.answered if group.points)
        cross_tables = (
            CrossTable("type", "respondent type", report.types, self._uncoded(lambda row: row.respondent.type)),
            CrossTable("question", "question", answered_questions, self._uncoded(lambda row: row.counted_question)),
        )
        return tuple(cross_table for cross_table in cross_tables if len(cross_table.groups) > 1)

    def is_uncoded(self, question: str | None) -> bool:
        """Return whether most points of a question are not coded, and nor are most answers' positions."""
        return (question or NONE) in self._uncoded(lambda row: row.stands_on)

    def _uncoded(self, column: Callable[[PointRow], str | None]) -> frozenset[str]:
        """Return the columns, as asked for, of which most points are not coded."""
        counted = self.figures.counted if self.figures else None
        if counted is None or not counted.uncoded:
            return frozenset()
        points = Counter((column(row) or NONE, row.choice is None) for row in counted.items)
        return frozenset(name for (name, is_uncoded), n in points.items() if is_uncoded and n > points[name, False])


@router.get("/themes")
def show(request: Request, state: AppState, snapshot: CurrentSnapshot, count: str = COUNTS[0]) -> Response:
    """Return all themes with their figures."""
    latest_figures = figures(state.snapshots, snapshot)
    themes_page = ThemesPage(latest_figures, count if count in COUNTS else COUNTS[0])
    return page_rendering.render(request, "themes.html.j2", themes_page)


@router.post("/themes/code")
def code(state: AppState, user: CurrentUser) -> Response:
    """Have the machine code all points with the codebook of today."""
    return page_rendering.redirect_to_job(start_coding(state, user.name))
