"""Types of respondent that are added where somebody needs them, while they say who sent what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.app.context import AppContext
from analysis.app.revisions import dry_run_consultation, save
from analysis.model import ActivityEvent, ActivityKind, Coder
from analysis.text import one_line, words
from analysis.workspace import load_consultation
from analysis.workspace.consultation_edits import with_types

LITTLE = frozenset(["a", "an", "and", "or", "of", "the", "for", "on", "behalf", "in", "as", "to", "other"])
"""Words that tell no type from another."""

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


def likely_type(answer: str, types: Iterable[str]) -> str:
    """Return the one type whose words are nearest to an answer's; "" where none has a word of it, or two as many.

    >>> likely_type("Charity", ("resident", "charity or community group", "council"))
    'charity or community group'
    >>> likely_type("Individual", ("resident", "council"))
    ''
    """
    ranked = sorted(((_nearness(answer, name), name) for name in types), reverse=True)
    if not ranked or ranked[0][0] == 0 or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return ""
    return ranked[0][1]


def _nearness(answer: str, name: str) -> float:
    said, listed = _telling_words(answer), _telling_words(name)
    common = said & listed
    return len(common) / len(said | listed) if common in (said, listed) else 0.0


def _telling_words(name: str) -> frozenset[str]:
    """Return the words that tell a type, in the singular."""
    singular = (word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s") for word in words(name.casefold()))
    return frozenset(singular) - LITTLE
