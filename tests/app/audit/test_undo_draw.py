"""A draw of which nothing is coded can be undone; nothing is hidden any more, and both stay on record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app.admin import verify_workspace
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.undo_draw import undo_draw, undoable
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import renewed, take
from analysis.app.views.activity_history import history
from analysis.errors import AuditError
from analysis.model import CodingMode
from tests.app.audited import open_desk
from tests.builders import make_coding, person


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    made = open_desk(tmp_path / "w")
    draw_audit(made, DrawRequest(6), person("ann"))
    return made


def test_an_undone_draw_hides_nothing_and_the_same_size_draws_the_same_points_again(app: AppContext) -> None:
    before = take(app)
    assert undoable(before) == ("audit",)
    undo_draw(app, "audit", "Ann")
    after = renewed(before)
    assert (dict(after.audits), after.hidden.points, take(app).samples) == ({}, frozenset(), ())
    again = draw_audit(app, DrawRequest(6), person("ann"))
    assert set(again.drawn) == set(before.audits["audit"].drawn), "nobody draws until a sample pleases"
    larger = renewed(after).audits["audit"]
    assert (len(larger.draws), larger.frame) == (1, again.frame)
    told = [(str(line.other or line.deed), line.number) for line in history(app, take(app)).lines]
    assert sorted(told) == [("added", 6), ("drew", 6), ("drew", 6), ("undid draw", 0)]
    assert verify_workspace.check(app)


def test_a_draw_of_which_anything_was_coded_stays(app: AppContext) -> None:
    snapshot = take(app)
    point = snapshot.samples[0].today.drawn[0]
    coding = make_coding(point, ["funding"], by=person("ann"))
    app.store.append([replace(coding, mode=CodingMode.BLIND, time=app.clock(), text_sha256=snapshot.digests[point])])
    with pytest.raises(AuditError, match="have been coded, so it cannot be undone"):
        undo_draw(app, "audit", "Ann")
    assert "audit" in take(app).audits


def test_what_was_never_drawn_cannot_be_undone(app: AppContext) -> None:
    with pytest.raises(AuditError, match="there is no audit of this name"):
        undo_draw(app, "spring", "Ann")
