"""The history of the settings: what each change that was saved made of consultation.toml."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import ndiff

from analysis.app.context import AppContext
from analysis.app.revisions import former_consultations
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
    for path, note in former_consultations(app):
        try:
            before = read_file(path).decode(errors="replace")
        except OSError:
            continue
        lines = list(ndiff(before.splitlines(), after.splitlines()))
        after = before
        if "change" not in note and "points of messages" not in note:
            taken, put = (tuple(line[2:] for line in lines if line[:2] == sign) for sign in ("- ", "+ "))
            past.append(PastSettings(str(note.get("time", "")), str(note.get("saved by", "")), taken, put))
        if len(past) == SHOWN:
            break
    return tuple(past)
