"""What no page may show: the points of a blind audit, as soon as it is drawn and until it is scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import Everypoint
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.hidden_points import hidden_points
from analysis.app.audit.sheet_io import auditor
from analysis.app.coding.machine import words_of
from analysis.app.snapshot.current import Current
from analysis.auditing.blinding import open_points
from tests.app.audited import open_desk
from tests.builders import person


@pytest.fixture
def app(tmp_path: Path) -> Everypoint:
    return open_desk(tmp_path / "work")


def test_points_are_hidden_from_the_draw_to_the_score(app: Everypoint) -> None:
    current = Current(app)
    assert hidden_points(app, current) == frozenset()
    first = draw_audit(app, DrawRequest(5), auditor("Ann"))
    assert hidden_points(app, current) == set(first.drawn)
    longer = draw_audit(app, DrawRequest(9, extend=True), auditor("Ann"))
    assert hidden_points(app, current) == set(longer.drawn)
    app.store.score(longer, {}, app.clock())
    assert hidden_points(app, current) == frozenset()


def test_audits_are_not_read_again_for_a_coding_but_for_an_erasure(
    app: Everypoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = Current(app)
    drawn = draw_audit(app, DrawRequest(24), auditor("Ann"))
    assert hidden_points(app, current) == set(drawn.drawn)
    read: list[object] = []
    audits = app.store.audits
    monkeypatch.setattr(app.store, "audits", lambda: read.append(None) or audits())  # type: ignore[func-returns-value]
    app.store.show(person("ann"), [(drawn.drawn[0], "0" * 64)], app.clock())
    assert hidden_points(app, current) == set(drawn.drawn)
    assert not read
    app.erase("0.txt", "ann", "asked for")
    assert hidden_points(app, current) == open_points(audits().values(), words_of(app.take_in())) < set(drawn.drawn)
