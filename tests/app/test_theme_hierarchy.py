"""Themes that are part of others, in a whole workspace: a parent counts its parts and its own, once each."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.coding_page import coding_page, state_of
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.record import CodingRequest, record
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.app.views.point_filter import PointFilter, filter_points
from analysis.model import Coder, CodingMode, Outcome
from tests.app.three_documents import open_workspace, page
from tests.builders import make_workspace
from tests.shared import shared

CONSULTATION = """
[consultation]
title = "Getting about"
organisation = "A borough council"

[[theme]]
key = "transport"
name = "Transport"
definition = "Anything about getting about."

[[theme]]
key = "parking"
name = "Parking"
definition = "Where people can park, permits and bays."
keywords = ["park", "permit", "bay"]
parent = "transport"

[[theme]]
key = "bus"
name = "Buses"
definition = "Bus services, stops and timetables."
keywords = ["bus"]
parent = "transport"
"""
ROWS = (
    "No parking bays are left.",
    "The bus never comes.",
    "The bus stop took the parking bay.",
    "Nothing to add about anything.",
    "We love the trees on the green.",
)
SURVEY = "Response ID,Comments\n" + "".join(f"{n},{row}\n" for n, row in enumerate(ROWS, 1))
ANNA = Coder.person("Anna")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return open_workspace(make_workspace(tmp_path / "work", {"survey.csv": SURVEY}, CONSULTATION))


def say(app: AppContext, cache: SnapshotCache, number: int, *themes: str, mode: CodingMode) -> None:
    snapshot = cache.get()
    point = snapshot.points[number]
    request = CodingRequest(point, frozenset(themes), Outcome.CODED, "", state_of(snapshot, point))
    record(cache, snapshot, request, ANNA, mode)


def test_a_parent_counts_its_parts_once_each(app: AppContext) -> None:
    themes = {one.key: (one.respondents, one.points) for one in publish.report(app).themes}
    assert themes == {"transport": (3, 3), "parking": (2, 2), "bus": (2, 2)}


def test_a_parent_counts_its_own_too_and_pages_say_the_same(app: AppContext) -> None:
    publish.report(app)
    cache = SnapshotCache(app)
    say(app, cache, 3, mode=CodingMode.ASSISTED)
    say(app, cache, 4, "transport", mode=CodingMode.ASSISTED)
    themes = {one.key: (one.respondents, one.points) for one in publish.report(app).themes}
    assert themes == {"transport": (4, 4), "parking": (2, 2), "bus": (2, 2)}
    counted = count(app, take(app))
    listed = {key: len(filter_points(counted, PointFilter(theme=key))) for key in themes}
    assert listed == {key: points for key, (_, points) in themes.items()}
    assert "what is of a part is counted here too" in page(app)


def test_who_gives_a_part_sees_the_whole_given(app: AppContext) -> None:
    publish.report(app)
    cache = SnapshotCache(app)
    say(app, cache, 3, "bus", mode=CodingMode.ASSISTED)
    snapshot = cache.get()
    choices = coding_page(snapshot, snapshot.points[3], CodingMode.ASSISTED, ANNA).choices
    assert {choice.theme.key for choice in choices if choice.given} == {"transport", "bus"}
    assert [theme.key for choice in choices for theme in choice.wider] == ["transport", "transport"]
    assert snapshot.last_coding_of(snapshot.points[3], ANNA).themes == {"transport", "bus"}  # type: ignore[union-attr]


def test_an_audit_measures_the_whole_by_its_parts(app: AppContext) -> None:
    publish.report(app)
    draw_audit(app, DrawRequest(5), ANNA)
    cache = SnapshotCache(app)
    for number, themes in enumerate([("parking",), ("bus",), ("bus", "parking"), (), ()]):
        say(app, cache, number, *themes, mode=CodingMode.BLIND)
    accuracy = audit_report(app).accuracy
    assert {theme.key: theme.found for theme in accuracy.themes} == {"transport": 3, "parking": 2, "bus": 2}
    assert {one.key: one.points.value for one in accuracy.counts} == {"transport": 3, "parking": 2, "bus": 2}


def test_the_shared_case_of_a_hierarchy(tmp_path: Path) -> None:
    case = shared("cases/coding/09-theme-hierarchy-counts/responses")
    files = {"survey.csv": (case / "survey.csv").read_bytes()}
    consultation = (case / "consultation.toml").read_text(encoding="utf-8")
    app = open_workspace(make_workspace(tmp_path / "work", files, consultation))
    themes = {one.key: (one.respondents, one.points) for one in publish.report(app).themes}
    assert (themes["transport"], themes["parking"]) == ((4, 4), (3, 3))
