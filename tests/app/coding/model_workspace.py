"""A workspace with a model in its settings, and what tests of coding with one ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.app.audit.model_session import make_plan, send
from analysis.app.audit.sheets_folder import CodedWorkspace, take_in_and_code
from analysis.app.coding.model_run import Asking
from analysis.app.context import AppContext
from analysis.model import Coding
from tests.app.three_documents import open_workspace
from tests.builders import CONSULTATION, make_workspace

POINTS = (
    "The funding is too low for what is asked of us.",
    "Nobody looks after the access of children there.",
    "Without funding there is no access at all, says everybody.",
    "The library should open on Sundays, as it did once.",
)


def settings(endpoint: str, **fields: object) -> str:
    """The settings with a model at this address."""
    written = {"endpoint": endpoint, "model": "stub", "mode": "model", "concurrency": 1, **fields}
    lines = (f"{name} = {_toml(value)}" for name, value in written.items())
    return CONSULTATION + "\n[coder]\n" + "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def model_workspace(
    root: Path, endpoint: str, texts: Mapping[str, str] | None = None, respondents: str = "", **fields: object
) -> AppContext:
    """A workspace of these responses, four points of one if none are given, with this model."""
    files = texts or {"letter.txt": "\n".join(f"{n}. {point}" for n, point in enumerate(POINTS, 1))}
    return open_workspace(make_workspace(root / "work", files, settings(endpoint, **fields), respondents))


def ask(app: AppContext, again: bool = False) -> Asking:
    """Send all that the plan of now would send."""
    plan = make_plan(app, again)
    return send(app, plan, plan.requests, "Ann")


def coded(app: AppContext) -> CodedWorkspace:
    """Ask the model, and code."""
    ask(app)
    return take_in_and_code(app)


def machine_codings(app: AppContext) -> list[Coding]:
    """The machine's codings of themes, in order."""
    return [
        coding for coding in app.store.every_coding() if coding.coder.is_machine and coding.segmentation != "answers"
    ]
