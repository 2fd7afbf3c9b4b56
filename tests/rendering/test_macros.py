"""What several parts of the report's template say alike."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.rendering.html import environment

CUT = "How do you usually travel along Church Street? (tick all th…"
WHOLE = "How do you usually travel along Church Street? (tick all that apply)"


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("Q1", "Why?", "Q1: Why?"),
        ("Q1", None, "Q1"),
        (None, "Why?", "Why?"),
        ("Why?", "Why?", "Why?"),
        (CUT, WHOLE, WHOLE),
        ("W", "Why?", "W: Why?"),
    ],
)
def test_a_question_called_by_its_words_is_said_once(key: str | None, text: str | None, told: str) -> None:
    show: Any = environment([]).get_template("report/macros.html.j2").module
    assert show.asks(key, text) == told
