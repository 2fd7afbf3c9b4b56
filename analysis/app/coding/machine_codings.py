"""A cache of a machine coder's codings of every point, which take seconds to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from analysis.app.context import AppContext
from analysis.model import CoderKind, Coding
from analysis.store import Store


@dataclass(frozen=True, slots=True)
class _Kept:
    """The codings as they were when machines had coded, and people erased, so many times."""

    state: tuple[int, int]
    codings: tuple[Coding, ...]


_KEPT: WeakKeyDictionary[Store, dict[str, _Kept]] = WeakKeyDictionary()
"""By coder's id; two threads that read the same at once do no harm."""


def machine_codings(app: AppContext, coder: str) -> tuple[Coding, ...]:
    """Return the codings of the machine coder of this id, in the order in which they were made, without their
    evidence."""
    store_state = (app.store.counts().get(CoderKind.MACHINE, 0), len(app.store.erasures()))
    still_valid = {
        coder_id: cached_codings
        for coder_id, cached_codings in _KEPT.get(app.store, {}).items()
        if cached_codings.state == store_state
    }
    if coder not in still_valid:
        own_codings = (coding for coding in app.store.codings(coder) if coding.coder.is_machine)
        still_valid[coder] = _Kept(store_state, tuple(replace(coding, evidence=()) for coding in own_codings))
    _KEPT[app.store] = still_valid
    return still_valid[coder].codings
