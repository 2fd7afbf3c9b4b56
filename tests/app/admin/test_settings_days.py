"""Days in a form, written as people write them."""

from __future__ import annotations

import pytest

from analysis.app.admin.settings_edit import Details, mistakes


@pytest.mark.parametrize(
    "typed",
    [
        ("12", "1", "2026"),
        ("12", "January", "2026"),
        ("12th", "Jan", "2026"),
        ("12", "Jan.", "26"),
        ("12 January 2026", "", ""),
        ("12th Jan 2026", "", ""),
        ("12/01/2026", "", ""),
        ("2026-01-12", "", ""),
    ],
)
def test_a_day_is_understood_however_it_is_written(typed: tuple[str, str, str]) -> None:
    assert mistakes(Details("A title", opened=typed, closed=("12", "1", "2026"))) == []
    assert [field for field, _ in mistakes(Details("A title", opened=typed, closed=("11", "1", "2026")))] == ["closed"]


@pytest.mark.parametrize(
    "typed", [("31", "Feb", "2026"), ("12", "Ja", "2026"), ("12", "Janvier", "2026"), ("12", "", "")]
)
def test_what_is_no_day_is_refused(typed: tuple[str, str, str]) -> None:
    assert [field for field, _ in mistakes(Details("A title", closed=typed))] == ["closed"]
