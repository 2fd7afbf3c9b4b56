"""The history of the settings: what each change that was saved made of consultation.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.revisions import FORMER
from analysis.workspace import read_file

SHOWN = 50
"""Changes that are listed; earlier ones stay in the folder."""


@dataclass(frozen=True, slots=True)
class PastSettings:
    """A change that was saved: when, by whom, and the lines of consultation.toml that it took away and put in."""

    time: str
    by: str
    taken: tuple[str, ...]
    put: tuple[str, ...]


def settings_history(app: AppContext) -> tuple[PastSettings, ...]:
    """Return what was changed in the settings, the newest first; what was changed of the themes is told elsewhere."""
    after, past = read_file(app.workspace.consultation).decode(errors="replace"), []
    for before, note in _kept(app):
        lines = list(ndiff(before.splitlines(), after.splitlines()))
        after = before
        if "change" not in note and "points of messages" not in note:
            taken, put = (tuple(line[2:] for line in lines if line[:2] == sign) for sign in ("- ", "+ "))
            past.append(PastSettings(str(note.get("time", "")), str(note.get("saved by", "")), taken, put))
        if len(past) == SHOWN:
            break
    return tuple(past)


def _kept(app: AppContext) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield consultation.toml as it was before each change, the newest first, with what was noted of the change."""
    for path in sorted((app.workspace.state / FORMER).glob("*.toml"), key=lambda one: one.name, reverse=True):
        with suppress(OSError):
            yield read_file(path).decode(errors="replace"), _noted(path)


def _noted(path: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        return dict(json.loads(path.with_suffix(".json").read_bytes()))
    return {}
