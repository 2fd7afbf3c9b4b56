"""Types of respondent that are added where somebody needs them, while they say who sent what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.app.context import AppContext
from analysis.app.revisions import dry_run_consultation, save
from analysis.model import ActivityEvent, ActivityKind, Coder
from analysis.text import one_line
from analysis.workspace import load_consultation
from analysis.workspace.consultation_edits import with_types

LONGEST = 80
"""Characters of a type."""


def add_types(app: AppContext, names: Iterable[str], coder: Coder) -> tuple[str, ...]:
    """Add types of respondent to those of consultation.toml, and return which were new.

    Raises ConsultationError where the file cannot be changed here.
    """
    with app.store.alone():
        path = app.workspace.consultation
        known = load_consultation(path).respondent_types
        new = new_types(known, names)
        if not new:
            return ()
        content = with_types(path.read_bytes(), (*known, *new), path.name)
        dry_run_consultation(app, content)
        event = ActivityEvent(ActivityKind.CHANGED_SETTINGS, coder.name, app.clock())
        save(app, path, content, [event], {"saved by": coder.name, "types": list(new)})
    return new


def new_types(known: Sequence[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some types that a consultation does not list; none where it lists none, as any may be given."""
    listed = {name.casefold() for name in known}
    written = dict.fromkeys(one_line(name)[:LONGEST] for name in names) if known else {}
    return tuple(name for name in written if name and name.casefold() not in listed)
