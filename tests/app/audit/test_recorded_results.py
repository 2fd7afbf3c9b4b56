"""Recorded: the figures of a closed audit are read back as they were written."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from analysis.app import publish
from analysis.app.audit.recorded_results import recorded
from analysis.app.context import AppContext
from analysis.errors import StoreError
from analysis.store.connection import FILE
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


def test_a_limit_that_was_recorded_as_no_number_was_not_measured(tmp_path: Path) -> None:
    """Such a closed audit once made every report impossible."""
    app = open_desk(tmp_path / "w")
    code(app, tmp_path / "a.csv", 8)
    assert ACCURACY.overall
    precision = replace(ACCURACY.overall.precision, low=float("nan"), high=float("inf"))
    stored = replace(ACCURACY, closed=True, overall=replace(ACCURACY.overall, precision=precision))
    app.store.score(app.store.audits()["audit"], asdict(stored), app.clock())
    record = recorded(app.store, "audit")
    assert record
    assert record.accuracy.overall
    assert record.accuracy.overall.precision == replace(precision, low=None, high=None)
    assert "corrected" in publish.report(app).path.read_text("utf-8")


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ({"frame": "many"}, "frame"),
        ({"overall": [1, 2]}, "overall"),
        ({"counts": [{"key": "funding"}]}, "counts.0.name"),
        ({"further": {"moves": "far"}}, "further.moves"),
        ({"themes": None}, "themes"),
    ],
)
def test_figures_that_say_what_no_audit_can_have_measured_are_an_error_that_names_the_place(
    tmp_path: Path, damage: dict[str, Any], place: str
) -> None:
    app = open_desk(tmp_path / "w")
    code(app, tmp_path / "a.csv", 8)
    app.store.score(app.store.audits()["audit"], asdict(ACCURACY) | damage, app.clock())
    with pytest.raises(
        StoreError, match=rf"audit audit: the figures recorded when it was closed .* \({place}\); restore"
    ):
        recorded(app.store, "audit")


@pytest.mark.parametrize("garbled", ['{"frame": 6, "draw', "[1, 2]", '"figures"', "null"])
def test_figures_that_are_no_figures_are_an_error_that_says_so(tmp_path: Path, garbled: str) -> None:
    app = open_desk(tmp_path / "w")
    code(app, tmp_path / "a.csv", 8)
    app.store.score(app.store.audits()["audit"], asdict(ACCURACY), app.clock())
    with sqlite3.connect(app.workspace.state / FILE) as database:
        guards = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'score'")
        for (guard,) in guards.fetchall():
            database.execute(f'DROP TRIGGER "{guard}"')
        database.execute("UPDATE score SET figures = ?", [garbled])
    with pytest.raises(StoreError, match=r"audit audit: the figures .* cannot be read \(all of them\); restore"):
        recorded(app.store, "audit")


def test_what_is_recorded_keeps_its_keys() -> None:
    """The keys are those of 0.2.0: a field that is renamed here must still be read there."""
    keys = {
        "": "notice frame drawn strata coded coders cannot_tell left dropped late learnt overall themes counts people "
        "types some further codebook closed reduced withheld rule former machine_changes",
        "overall": "precision recall f1",
        "overall.f1": "value low high reason",
        "themes.0": "key name given found both quality reason is_current",
        "counts.0": "key name points respondents campaigns rest types is_current",
        "counts.0.points": "counted value low high of confirmed measured is_by_count ruled_out",
        "people": "points coders words ceiling lines",
        "people.lines.0": "name raw positive negative kappa alpha ac1",
        "types.0": "name points quality differs",
        "further": "moves within is_enough slowest batch then needed words",
    }
    written = asdict(ACCURACY)
    for path, names in keys.items():
        part: Any = written
        for step in filter(None, path.split(".")):
            part = part[int(step)] if step.isdecimal() else part[step]
        assert list(part) == names.split(), path
