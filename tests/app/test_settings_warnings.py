"""Warnings about settings: names in consultation.toml that nothing has are told to the team, not to the public."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.settings_warnings import settings_warnings
from analysis.app.snapshot.taking import take
from analysis.workspace import Workspace
from tests.builders import make_workspace

SETTINGS = """
[consultation]
title = "The title of your consultation"
crossings = ["type", "q1", "Q7"]

[[question]]
key = "Q1"
text = "Why?"

[[message]]
text = "People are for it."
points = ["R1.1", "R99.9"]

[[theme]]
key = "cost"
name = "Cost"
definition = "What it costs."
keywords = ["£", "&"]

[[theme]]
key = "there"
name = "Getting there"
definition = "Getting there."

[[theme]]
key = "other"
name = "Everything else"
definition = "Everything else."

[[theme]]
key = "staff"
name = "Staff"

[[theme]]
key = "trains"
name = "Trains"
definition = ""
"""


def test_names_that_nothing_has_and_a_title_nobody_wrote_are_told(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path, {"a.txt": "It costs far too much for us."}, SETTINGS)))
    title, crossing, point, keyword, name, *undefined = settings_warnings(take(app).corpus)
    assert "“The title of your consultation”" in title
    assert crossing.startswith("[consultation] › crossings: Q7 is no question")
    assert "[[message]] number 1" in point
    assert "R99.9" in point
    assert keyword.startswith("[[theme]] Cost › keywords: “&” cannot be found")
    assert name.startswith("[[theme]] Getting there: none of its words")
    assert [warning.partition(";")[0] for warning in undefined] == [
        f"[[theme]] {theme}: it has no definition, so its name is used" for theme in ("Staff", "Trains")
    ]
