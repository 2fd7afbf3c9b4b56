"""The journey's steps say no more than what somebody has done."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from analysis.app.views import journey
from analysis.model import Table, TableMapping


@pytest.mark.parametrize(
    ("mapping", "state", "told"),
    [
        (None, journey.StepState.OPEN, "1 table not confirmed"),
        (TableMapping("survey.csv"), journey.StepState.DONE, "every table"),
    ],
)
def test_columns_are_confirmed_where_somebody_has_said_what_they_are(
    mapping: TableMapping | None, state: journey.StepState, told: str
) -> None:
    table = Table("survey.csv", None, 1, 1, (), mapping=mapping)
    row = SimpleNamespace(document=SimpleNamespace(name="survey.csv#1"), source="survey.csv")
    snapshot: Any = SimpleNamespace(corpus=SimpleNamespace(tables=(table,), responses=(row,)))
    cache: Any = SimpleNamespace(is_receiving=lambda: False)
    step = journey._columns(cache, snapshot, ())
    assert (step.state, step.told) == (state, told)
    assert step.path == ("/response?document=survey.csv%231" if mapping is None else "/responses")
