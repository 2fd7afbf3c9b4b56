"""Assignments: points are divided among people, resumed where they were left, and given to somebody else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.app.admin import erasure
from analysis.app.audit import queues
from analysis.app.audit.assignments import assign, assignable, batches_of, divide, names_in, people_of, reassign
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.errors import AuditError
from analysis.model import Coder, CodingMode, Outcome, PointKey
from analysis.workspace import Workspace
from tests.app.audited import open_desk
from tests.builders import Clock, make_coding
from tests.share import examples

ANN, BOB, CAT = map(Coder.person, ("Ann", "Bob", "Cat"))
HOSTILE = '<b onclick="x">Ann</b> ﷽ \u202eb'


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    app = open_desk(tmp_path_factory.mktemp("coded") / "w")
    take_in_and_code(app)
    app.store.close()
    return app.workspace.root


@pytest.fixture
def app(coded: Path, tmp_path: Path) -> AppContext:
    return AppContext(Workspace(shutil.copytree(coded, tmp_path / "w")), clock=Clock())


def code(app: AppContext, point: PointKey, coder: Coder, **changes: object) -> None:
    snapshot = take(app)
    coding = make_coding(point, ["funding"], by=coder)
    fields = {"text_sha256": snapshot.digests[point], "codebook": snapshot.codebook.version}
    fields |= {"mode": CodingMode.ASSISTED}
    app.store.append([replace(coding, **fields | changes)])  # type: ignore[arg-type]


def left(snapshot: Snapshot, coder: Coder) -> list[PointKey]:
    queue = queues.assigned(snapshot, coder)
    return [point for point in queue.points if queue.is_open(point)]


places = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 50)), unique=True, max_size=40).map(sorted)


@settings(max_examples=examples(50))
@given(places, st.integers(1, 5))
def test_points_are_divided_evenly_and_a_response_stays_with_one_person(
    written: list[tuple[int, int]], people: int
) -> None:
    points = [PointKey(f"{document}.txt", start, start + 1) for document, start in written]
    shares = divide(points, [f"person {n}" for n in range(people)])
    assert sorted(point for own in shares.values() for point in own) == sorted(points)
    owners = {(point.document, name) for name, own in shares.items() for point in own}
    assert len(owners) == len({point.document for point in points})
    sizes = [len(own) for own in shares.values()]
    largest = max((sum(one.document == point.document for one in points) for point in points), default=0)
    assert max(sizes) - min(sizes) <= largest


@pytest.mark.parametrize("written", ["", " \n ", "\n".join(f"person {n}" for n in range(51))])
def test_nobody_and_too_many_are_refused(written: str) -> None:
    with pytest.raises(AuditError):
        names_in(written)


def test_names_are_told_apart_as_people_are() -> None:
    assert names_in("Ann\n ann \nBob Lee\nBOB  LEE\n") in (("Ann", "Bob Lee"), ("ann", "BOB LEE"))


def test_a_batch_is_resumed_where_it_was_left_and_what_is_left_is_given_on(app: AppContext) -> None:
    snapshot = take(app)
    name = assign(app, snapshot, "In doubt", snapshot.points[:6], ["Ann"], CAT)
    queue = queues.assigned(take(app), ANN)
    assert list(queue.points) == list(snapshot.points[:6])
    code(app, queue.points[2], ANN)
    now = take(app)
    queue = queues.assigned(now, ANN)
    assert queues.after(queue, queues.left_off(now, queue, ANN)) == queue.points[3]
    (batch,) = batches_of(now)
    assert [(share.name, share.done, share.total) for share in batch.shares] == [("Ann", 1, 6)]
    assert reassign(app, now, name, "ann", ["Bob"], CAT) == 5
    now = take(app)
    assert (left(now, ANN), len(left(now, BOB))) == ([], 5)
    shares = {share.name: (share.done, share.total) for share in batches_of(now)[0].shares}
    assert shares == {"Ann": (1, 1), "Bob": (0, 5)}
    assert people_of(now) == ("Ann", "Bob")


def test_a_coding_that_was_taken_back_is_to_be_done_again_and_one_from_before_does_not_count(app: AppContext) -> None:
    point = take(app).points[0]
    code(app, point, BOB)
    assign(app, take(app), "Again", [point], ["Ann"], CAT)
    assert left(take(app), ANN) == [point]
    code(app, point, ANN)
    assert left(take(app), ANN) == []
    code(app, point, ANN, memo=TAKEN_BACK, themes=frozenset(), outcome=Outcome.CANNOT_TELL)
    assert left(take(app), ANN) == [point]


def test_what_is_kept_for_a_blind_sample_is_neither_assigned_nor_given(app: AppContext) -> None:
    points = take(app).points[:8]
    code(app, points[0], BOB)
    assign(app, take(app), "All", points, ["Ann"], CAT)
    draw_audit(app, DrawRequest(20), ANN)
    now = take(app)
    assert not set(assignable(now, points)) & (now.hidden.points | {points[0]})
    assert set(assignable(now, points, with_coded=True)) == set(points) - now.hidden.points
    queue = queues.assigned(now, ANN, now.hidden_received)
    assert not set(queue.points) & now.hidden.points
    assert queue.total + queue.kept_blind == len(points), "those that are kept are told beside the others"
    everything = queues.assigned(now, ANN, frozenset(points))
    assert (everything.total, everything.wanting) == (0, queues.OWN_DRAWN)


def test_names_of_batches_and_people_are_kept_as_they_are_and_never_twice(app: AppContext) -> None:
    snapshot = take(app)
    first = assign(app, snapshot, HOSTILE, snapshot.points[:1], [HOSTILE], CAT)
    second = assign(app, take(app), HOSTILE, snapshot.points[:1], ["Ann"], CAT)
    assert (first, second) == (" ".join(HOSTILE.split()), f"{' '.join(HOSTILE.split())} 2")
    assert set(take(app).assignments) == {first, second}
    with pytest.raises(AuditError, match="None of these points"):
        assign(app, snapshot, "None", [], ["Ann"], CAT)
    with pytest.raises(AuditError, match="no batch of points called"):
        reassign(app, take(app), "other", "Ann", ["Bob"], CAT)


def test_erasing_a_response_takes_its_points_out_of_batches(app: AppContext) -> None:
    snapshot = take(app)
    assign(app, snapshot, "All", snapshot.points, ["Ann"], CAT)
    document = snapshot.points[0].document
    erasure.erase(app, document, "ann", "asked for")
    now = take(app)
    assert document not in {one.point.document for one in now.assignments["All"]}
    assert batches_of(now)[0].total == len(now.points)
    assert app.store.verify()
