"""Bulk recoding: many points given a theme, rid of it or confirmed at once, a coding of each, and all of it undone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.app.audit.coding_page import state_of
from analysis.app.audit.record import coding_of
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.auditing.resolution.audit_state import LIST_MEMO, TAKEN_BACK, last_words, list_of
from analysis.errors import UnreadableError
from analysis.model import Coder, Coding, CodingMode, Outcome, PointKey, Theme

MOST = 5_000
"""Points that are recoded at once."""

NO_THEME = "choose a theme of the codebook"
TOO_MANY = f"at most {MOST:,} points are recoded at once; narrow the filters"


class BulkAct(StrEnum):
    """What is done to every point of a list: a theme given or taken away, or its coding confirmed."""

    GIVE = "give"
    TAKE = "take"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What an act on a list of points does: the themes that each would get; ``theme`` is the one given or taken away.

    ``same`` of the points are so already. ``hidden`` are left out, because a blind audit keeps them from everybody.
    Other people have coded ``disputed`` of those that change otherwise. ``state`` tells it from what it would do if
    anything had changed meanwhile.
    """

    theme: Theme | None
    act: BulkAct
    changes: Mapping[PointKey, frozenset[str]]
    same: int
    hidden: int
    disputed: int
    state: str


def plan_bulk(
    snapshot: Snapshot,
    coder: Coder,
    standing: Mapping[PointKey, frozenset[str]],
    act: BulkAct,
    theme_key: str = "",
) -> BulkPlan:
    """Return what an act does to some points, given the themes that count for each.

    Raises UnreadableError where the theme is not in the codebook, or there are too many points.
    """
    theme = next((theme for theme in snapshot.codebook.themes if theme.key == theme_key), None)
    if theme is None and act is not BulkAct.CONFIRM:
        raise UnreadableError(theme_key or "Theme", NO_THEME)
    if len(standing) > MOST:
        raise UnreadableError(f"{len(standing):,} points", TOO_MANY)
    visible = [point for point in standing if _may_change(snapshot, coder, point)]
    if act is BulkAct.CONFIRM:
        changes = {point: standing[point] for point in visible}
    else:
        new_themes = {point: _changed(snapshot, standing[point], theme_key, act is BulkAct.GIVE) for point in visible}
        changes = {point: themes for point, themes in new_themes.items() if themes != standing[point]}
    return BulkPlan(
        theme,
        act,
        changes,
        same=len(visible) - len(changes),
        hidden=len(standing) - len(visible),
        disputed=sum(_is_disputed(snapshot, coder, point, themes) for point, themes in changes.items()),
        state=_state(snapshot, changes),
    )


def _may_change(snapshot: Snapshot, coder: Coder, point: PointKey) -> bool:
    codings = snapshot.of_point.get(point, ())
    return point in snapshot.digests and snapshot.blinding.may_code(CodingMode.ASSISTED, point, coder, codings) is None


def _changed(snapshot: Snapshot, themes: frozenset[str], key: str, gives: bool) -> frozenset[str]:
    """Return a point's themes with another, and those that it is part of; or without it and without its parts."""
    codebook = snapshot.codebook
    if gives:
        return codebook.with_wider(themes | {key})
    return frozenset(one for one in themes if one != key and key not in codebook.wider.get(one, ()))


def _is_disputed(snapshot: Snapshot, coder: Coder, point: PointKey, themes: frozenset[str]) -> bool:
    others = [one for one in snapshot.last_words(point) if one.coder.id != coder.id]
    return any(snapshot.translate(one).coding.themes != themes for one in others)


def _state(snapshot: Snapshot, changes: Mapping[PointKey, frozenset[str]]) -> str:
    lines = [f"{point} {sorted(themes)} {state_of(snapshot, point)}" for point, themes in changes.items()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def recode_all(cache: SnapshotCache, snapshot: Snapshot, plan: BulkPlan, coder: Coder) -> tuple[str, int]:
    """Append a coding of each point of a plan, and return by which name all of them are undone, and how many they are.

    A point that somebody codes at the same moment is left as they say.
    """
    batch = secrets.token_hex(8)
    said = {"memo": LIST_MEMO.format(batch), "mode": CodingMode.ASSISTED}
    codings = [
        coding_of(snapshot, point, coder, themes, cache.app.clock(), **said) for point, themes in plan.changes.items()
    ]
    return batch, len(cache.append_all(snapshot, codings)[1])


def undo_all(cache: SnapshotCache, snapshot: Snapshot, coder: Coder, batch: str) -> int:
    """Take back what somebody recoded with a list, by a further coding of each point, and return of how many.

    What they said of a point before counts again. Points that they have coded since are left as they are.
    """
    memo = LIST_MEMO.format(batch)
    codings = []
    for said in snapshot.of_point.values():
        own = [one for one in said if (one.coder.kind, one.coder.id) == (coder.kind, coder.id)]
        if own and own[-1].memo == memo:
            codings.append(_undone(cache, own, memo))
    return len(cache.append_all(snapshot, codings)[1])


def last_batch(snapshot: Snapshot, coder: Coder) -> str:
    """Return the name of the last list that somebody recoded and has not undone; nothing where there is none."""
    own = [one for one in snapshot.people.codings if one.coder.id == coder.id]
    return list_of(own[-1]) if own else ""


def _undone(cache: SnapshotCache, own: Sequence[Coding], memo: str) -> Coding:
    """Return what its coder had said of a point before the list: what undid a later list may say so again."""
    before = last_words(own[: [one.memo for one in own].index(memo)])
    time = cache.app.clock()
    if before:
        return replace(before[-1], time=time, mode=CodingMode.ASSISTED)
    return replace(own[-1], themes=frozenset(), outcome=Outcome.CANNOT_TELL, memo=TAKEN_BACK, time=time)
