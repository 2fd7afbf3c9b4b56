"""A message of the team rests on the same point for good, whatever comes in before it or is taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.workspace import load_consultation
from tests.app.three_documents import open_workspace
from tests.builders import make_workspace

FILES = {
    "b.txt": b"1. The ward needs its bus.\n\n2. The budget was cut last year.\n",
    "c.txt": b"1. The library has to stay open on Sundays.\n",
}
MESSAGE = '\n[[message]]\ntext = "Money matters."\npoints = ["R1.2", "R9.9"]\n'


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    root = make_workspace(tmp_path / "w", FILES)
    path = root / "responses" / "consultation.toml"
    path.write_text(path.read_text("utf-8") + MESSAGE, "utf-8")
    app = open_workspace(root)
    publish.report(app)
    return app


def named(app: AppContext) -> tuple[str, ...]:
    return load_consultation(app.workspace.consultation).messages[0].points


def anchors(app: AppContext) -> list[tuple[str, str]]:
    (message,) = publish.tally_of(app, take(app)).messages
    return [(point.name, point.anchor) for point in message.points]


def test_numbers_move_and_messages_follow_their_points(app: AppContext) -> None:
    first, unknown = named(app)
    assert (first.partition(" #")[0], unknown) == ("R1.2", "R9.9"), "a point that nobody finds stays as it is"
    assert anchors(app) == [("R1.2", "r1-2"), ("R9.9", "")]
    (app.workspace.responses / "a.txt").write_text("1. Cars are loud.\n\n2. Trees are quiet.\n", "utf-8")
    publish.report(app)
    assert named(app)[0] == first, "what comes later takes nobody's number"
    letter = app.workspace.responses / "b.txt"
    letter.write_text("1. The ward needs its bus.\n\n2. So it does.\n\n3. The budget was cut last year.\n", "utf-8")
    publish.report(app)
    assert named(app)[0] == first.replace("R1.2", "R1.3")
    assert anchors(app)[0] == ("R1.3", "r1-3")
    assert not publish.report(app).changed
    (app.workspace.responses / "b.txt").write_text("1. The ward needs its bus.\n\n2. Another point.\n", "utf-8")
    publish.report(app)
    assert anchors(app)[0] == ("R1.3", ""), "another point in its place is not what the message rests on"
