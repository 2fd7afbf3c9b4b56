"""Languages in a whole workspace: told on every surface, for a person where the codebook does not speak them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis import cli
from analysis.app import publish
from analysis.app.audit import queues
from analysis.app.audit.coding_page import state_of
from analysis.app.audit.record import CodingRequest, record
from analysis.app.coding.machine import code
from analysis.app.coding.selective_coding import decided
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.app.snapshot.status import status
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.app.views.overview_view import overview
from analysis.app.views.point_filter import NONE, PointFilter, Stand, filter_points
from analysis.app.views.points_csv import write_csv
from analysis.model import Coder, CodingMode, Outcome
from tests.app.three_documents import open_workspace, page
from tests.builders import CONSULTATION, make_workspace

ROWS = (
    "Libraries need more funding and larger budgets.",
    "The weather was very nice when we went for a walk.",
    "Brakuje pieniędzy na biblioteki w naszym mieście.",
    "Biblioteka powinna być otwarta w niedzielę.",
    "Mae angen mwy o arian ar gyfer llyfrgelloedd.",
)
SURVEY = "Response ID,Your comments\n" + "".join(f'{n},"{row}"\n' for n, row in enumerate(ROWS, 1))
ANNA = Coder.person("Anna")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return open_workspace(make_workspace(tmp_path / "work", {"survey.csv": SURVEY}))


@pytest.fixture
def coded(app: AppContext) -> Snapshot:
    return code(app, take(app))[0]


def test_the_machine_cannot_tell_what_a_point_raises_that_the_codebook_does_not_speak(coded: Snapshot) -> None:
    outcomes = [coded.resolved[point].coding.outcome for point in coded.points]
    assert outcomes == [Outcome.CODED, Outcome.CODED, *[Outcome.CANNOT_TELL] * 3]
    assert [coded.corpus.languages[point.key] for point in coded.for_person] == ["pl", "pl", "cy"]


def test_a_declared_language_is_spoken_and_makes_another_coder(app: AppContext, coded: Snapshot) -> None:
    declared = CONSULTATION.replace("[consultation]", '[consultation]\nlanguages = ["en", "cy"]', 1)
    app.workspace.consultation.write_text(declared, encoding="utf-8")
    again = code(app, take(app))[0]
    assert again.machine.id != coded.machine.id
    assert [again.corpus.languages[point.key] for point in again.for_person] == ["pl", "pl"]


def test_the_report_tells_languages_and_lists_what_is_for_a_person(app: AppContext) -> None:
    reported = publish.report(app)
    html = " ".join(page(app).split())
    assert [(one.name, one.responses) for one in reported.languages] == [("Polish", 2), ("Welsh", 1)]
    assert [place.document for place in reported.for_person] == [f"survey.csv#{n}" for n in (3, 4, 5)]
    assert "2 responses are in Polish, 1 in Welsh." in html
    assert "3 points are in a language that the codebook does not cover, and nobody has coded them yet." in html
    assert "For a person. It is in Polish, which the codebook does not cover." in html
    assert "1 point carries no theme of the codebook." in html


def test_status_and_the_first_page_tell_languages(app: AppContext) -> None:
    publish.report(app)
    stands = status(app)
    assert ([one.code for one in stands.languages], stands.unread_points) == (["pl", "cy"], 3)
    cache = SnapshotCache(app)
    cache.get()
    first = overview(app, cache)
    assert (first.languages, first.unread_points) == ("2 responses are in Polish, 1 in Welsh.", 3)


def test_the_command_line_tells_languages(app: AppContext) -> None:
    def run(*arguments: str) -> str:
        return CliRunner().invoke(cli.app, [*arguments, "--workspace", str(app.workspace.root)]).stdout

    told = json.loads(run("code", "--json"))
    assert [one["code"] for one in told["languages"]] == ["pl", "cy"]
    assert [point[0] for point in told["for_person"]] == [f"survey.csv#{n}" for n in (3, 4, 5)]
    for command in ("code", "report", "status"):
        text = run(command)
        assert "2 responses are in Polish, 1 in Welsh." in text
        assert "3 points in a language that the codebook does not cover" in text


def test_points_for_a_person_are_found_and_are_not_among_those_without_a_theme(
    app: AppContext, coded: Snapshot
) -> None:
    counted = count(app, coded)
    for_person = filter_points(counted, PointFilter(stand=Stand.FOR_PERSON))
    unthemed = filter_points(counted, PointFilter(theme=NONE))
    assert [row.point.document for row in for_person] == [f"survey.csv#{n}" for n in (3, 4, 5)]
    assert [row.point.document for row in unthemed] == ["survey.csv#2"]
    assert (counted.report.for_person.points, counted.report.unthemed.points, counted.report.coded_points) == (3, 1, 1)
    rows = list(csv.DictReader(io.StringIO(write_csv(counted, counted.items).decode("utf-8-sig"))))
    assert [row["Language"] for row in rows] == ["English", "English", "Polish", "Polish", "Welsh"]
    assert [bool(row["For a person"]) for row in rows] == [False, False, True, True, True]


def test_no_risk_lets_such_a_point_stand_without_a_person(coded: Snapshot) -> None:
    assert {point.key for point in coded.for_person} <= set(decided(coded, 0.5).person)


def say(app: AppContext, point_number: int, themes: frozenset[str]) -> Snapshot:
    """Have somebody code a point, and the points newly coded."""
    cache = SnapshotCache(app)
    snapshot = cache.get()
    point = snapshot.points[point_number]
    request = CodingRequest(point, themes, Outcome.CODED, "", state_of(snapshot, point))
    record(cache, snapshot, request, ANNA, CodingMode.ASSISTED)
    return code(app, take(app))[0]


def test_people_have_a_queue_of_such_points_and_what_they_say_counts(app: AppContext, coded: Snapshot) -> None:
    queue = queues.unread(coded)
    assert (queue.total, queue.left) == (3, 3)
    after = say(app, 2, frozenset({"funding"}))
    assert (queues.unread(after).total, queues.unread(after).left) == (3, 2)
    assert after.resolved[after.points[2]].coding.themes == {"funding"}
    assert len(after.for_person) == 2
    assert status(app).unread_points == 2
    cache = SnapshotCache(app)
    cache.get()
    assert overview(app, cache).unread_points == 2
