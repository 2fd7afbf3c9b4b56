"""Recorded: the figures of a closed audit are read back as they were written."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from analysis.app import publish
from analysis.app.audit.recorded_results import recorded
from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.app.audit.test_measure import code
from tests.app.audited import open_desk
from tests.builders import Clock
from tests.rendering.fixtures.small import ACCURACY


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    app = open_desk(tmp_path / "w")
    assert recorded(app.store, "audit") is None
    code(app, tmp_path / "a.csv", 8)
    app.store.score(app.store.audits()["audit"], asdict(replace(ACCURACY, closed=True)), app.clock())
    again = AppContext(Workspace(tmp_path / "w"), clock=Clock())
    record = recorded(again.store, "audit")
    assert record
    assert record.accuracy == replace(ACCURACY, closed=True)


def test_figures_that_were_recorded_before_they_had_parts_are_read_without(tmp_path: Path) -> None:
    app = open_desk(tmp_path / "w")
    code(app, tmp_path / "a.csv", 8)
    older = asdict(ACCURACY) | {"without_campaigns": []}
    for field in ("closed", "codebook", "some"):
        older.pop(field)
    for one in older["counts"]:
        for field in ("campaigns", "rest", "types", "is_current"):
            one.pop(field)
        for of in ("points", "respondents"):
            one[of].pop("of")
            one[of].pop("confirmed")
    app.store.score(app.store.audits()["audit"], older, app.clock())
    record = recorded(app.store, "audit")
    assert record
    assert (record.accuracy.closed, record.accuracy.counts[0].rest, record.accuracy.counts[0].types) == (True, None, ())
    assert record.accuracy.counts[0].respondents.value == ACCURACY.counts[0].respondents.value
    assert "corrected" in publish.report(app).path.read_text("utf-8")
