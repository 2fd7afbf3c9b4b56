"""Crossings: themes by a closed question, by type of respondent, or by what was asked for monitoring."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.views.crossings import all_crossings, crossing_basis, uncoded_columns
from analysis.app.views.figures import Figures, figures
from analysis.tally.questions.crossing import Crossing
from analysis.web import page_rendering
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()

WAYS = ("table", "heat map", "bars")
"""The ways in which a crossing is shown."""


@dataclass(frozen=True, slots=True)
class CrossingsPage:
    """The crossings that there are, and the one that is shown; no figures while they are first counted."""

    figures: Figures | None
    crossings: tuple[Crossing, ...] = ()
    shown: Crossing | None = None
    way: str = WAYS[0]
    ways: tuple[str, ...] = WAYS
    uncoded: frozenset[str] = frozenset()
    """Columns of which most points are not coded: no cell of theirs is a figure."""


@router.get("/crossings")
def show(
    request: Request, state: AppState, snapshot: CurrentSnapshot, by: str = "", show_as: str = WAYS[0]
) -> Response:
    """Return themes crossed by what is asked for, or by the first that there is."""
    latest_figures, basis = figures(state.snapshots, snapshot), state.snapshots.latest(crossing_basis, snapshot)
    if basis is None or not basis.is_newest:
        is_same = basis and latest_figures and basis.what.corpus is latest_figures.counted.corpus
        latest_figures = latest_figures if is_same else None
    made = all_crossings(latest_figures.counted, latest_figures.hidden(snapshot)) if latest_figures else ()
    shown = next((crossing for crossing in made if crossing.key == by), next(iter(made), None))
    uncoded = uncoded_columns(latest_figures.counted, shown) if latest_figures and shown else frozenset()
    page = CrossingsPage(latest_figures, made, shown, show_as if show_as in WAYS else WAYS[0], uncoded=uncoded)
    return page_rendering.render(request, "crossings.html.j2", page)
