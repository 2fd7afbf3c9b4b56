"""What no page may show: the points of a blind audit, as soon as it is drawn and until it is scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.service import Everypoint
from analysis.service.audits.auditing import auditor
from analysis.service.audits.hidden import hidden_points
from analysis.service.audits.sampling import Asked, draw_audit
from analysis.service.coding.judging import open_points
from analysis.service.showing.current import Current
from tests.builders import person
from tests.service.audited import open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Everypoint:
    return open_desk(tmp_path / "work")


def test_points_are_hidden_from_the_draw_to_the_score(desk: Everypoint) -> None:
    current = Current(desk)
    assert hidden_points(desk, current) == frozenset()
    first = draw_audit(desk, Asked(5), auditor("Ann"))
    assert hidden_points(desk, current) == set(first.drawn)
    longer = draw_audit(desk, Asked(9, extend=True), auditor("Ann"))
    assert hidden_points(desk, current) == set(longer.drawn)
    desk.store.score(longer, {}, desk.clock())
    assert hidden_points(desk, current) == frozenset()


def test_audits_are_not_read_again_for_a_coding_but_for_an_erasure(
    desk: Everypoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = Current(desk)
    drawn = draw_audit(desk, Asked(24), auditor("Ann"))
    assert hidden_points(desk, current) == set(drawn.drawn)
    read: list[object] = []
    audits = desk.store.audits
    monkeypatch.setattr(desk.store, "audits", lambda: read.append(None) or audits())  # type: ignore[func-returns-value]
    desk.store.show(person("ann"), [(drawn.drawn[0], "0" * 64)], desk.clock())
    assert hidden_points(desk, current) == set(drawn.drawn)
    assert not read
    desk.erase("0.txt", "ann", "asked for")
    assert hidden_points(desk, current) == open_points(audits().values(), desk.take_in()) < set(drawn.drawn)
