"""Emphasis marks around labels."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, points


@pytest.mark.parametrize("mark", ["**", "__", "*", "_"])
def test_a_mark_around_a_whole_point_is_left_out_at_both_ends(mark: str) -> None:
    text = f"{mark}2.1 {PROSE}{mark}\n\n{mark}2.2 {PROSE}{mark}"
    assert points(text, "a.md") == [("2.1", PROSE), ("2.2", PROSE)]


def test_marks_around_words_stay() -> None:
    text = f"**1.** **Costs.** {PROSE}\n\n**2.** We *do* object, **strongly**"
    assert points(text, "a.md") == [("1", f"**Costs.** {PROSE}"), ("2", "We *do* object, **strongly**")]


def test_a_star_that_no_label_opened_stays() -> None:
    assert points(f"1. {PROSE}*\n\n2. {PROSE}") == [("1", f"{PROSE}*"), ("2", PROSE)]


def test_a_mark_closed_within_the_point_stays() -> None:
    assert points(f"**2.1 Costs.** {PROSE}\n\n**2.2 Tax.** {PROSE}", "a.md")[0] == ("2.1", f"Costs.** {PROSE}")
