"""A workspace to audit in a browser, and everybody's windows at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.context import AppContext
from analysis.model import Outcome
from analysis.workspace import Workspace
from tests.browser.web import Window
from tests.builders import NOTES, PAGE, person

CONSULTATION = """
[consultation]
title = "Library opening hours"
respondent_types = ["resident", "charity"]

[[question]]
key = "Q1"
text = "Should libraries open on Sundays, and who should pay for it?"

[[theme]]
key = "funding"
name = "Funding"
definition = "Money: budgets, cuts and costs."
include = ["Who should pay", "What it costs, and whether that is worth it"]
exclude = ["Fines for late books"]
examples = ["The budget has been cut five years running."]
keywords = ["funding", "budget", "cuts", "cost", "money"]

[[theme]]
key = "access"
name = "Access"
definition = "Whether people can reach and use the library."
include = ["Buses, ramps, opening hours"]
keywords = ["opening hours", "bus", "access", "wheelchair", "evening"]

[[theme]]
key = "staff"
name = "Staff"
definition = "Who works in the library, and under what conditions."
keywords = ["staff", "librarian", "volunteer"]
"""

MANY = "".join(f'\n[[theme]]\nkey = "theme-{n}"\nname = "Theme {n}"\ndefinition = "About {n}."\n' for n in range(4, 30))
"""Themes enough that there are not figures for all."""

LONG = """# Friends of Libraries

## Money

1. Sunday opening will cost money that the library budget does not have after five years of cuts. We have seen what
happens when a budget is stretched too far. **The money runs out long before the year does.**

1.1 A librarian on Sunday costs twice what one costs on Tuesday.

## Getting there

2. Without a Sunday bus, longer opening hours help nobody who needs a wheelchair to get there.

2.1 The branch at the market has no ramp.

3. I have used the library for forty years.
"""

FILES = {"friends.md": LONG, "notes.md": NOTES, "page.html": PAGE}


class Desk:
    """A workspace that is served, and everybody's windows at it."""

    def __init__(self, browser: Any, root: Path, address: str) -> None:
        self.browser, self.address = browser, address
        self.app_context = AppContext(Workspace(root))
        self.windows: list[Window] = []

    def window(self, name: str = "Sam Brook", **settings: Any) -> Window:
        self.windows.append(Window(self.browser, self.address, name, **settings))
        return self.windows[-1]

    def said(self, name: str = "sam brook") -> list[tuple[str, ...]]:
        """What somebody has said so far: the themes of each coding, or that they cannot tell."""
        own = [c for c in self.app_context.store.codings() if c.coder.id == name]
        return [("cannot tell",) if c.outcome is Outcome.CANNOT_TELL else tuple(sorted(c.themes)) for c in own]


def heading(window: Window) -> str:
    return str(window.page.locator("h1").inner_text()).removeprefix("Point").strip()


def wait_for(window: Window, words: str) -> None:
    window.page.locator(".ep-told").filter(has_text=words).wait_for()


def ready(window: Window) -> None:
    """Wait until the point has been there long enough that the next press can be meant for it."""
    window.page.locator("[data-audit]:not([data-fresh])").wait_for()


def draw(app: Desk, number: int) -> None:
    draw_audit(app.app_context, DrawRequest(number), person("ann"))
