"""Codebooks: what became of each theme between two versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from analysis.model import Codebook, Theme


class ChangeKind(StrEnum):
    """A kind of change of a theme; nothing but REDEFINED and SPLIT asks for another look at codings."""

    ADDED = "added"
    RETIRED = "retired"
    REDEFINED = "redefined"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """One change: the keys before and after it, and, where fields were edited, which."""

    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    fields: tuple[str, ...] = ()


class Meaning(NamedTuple):
    """The parts of a theme that decide whether a point belongs to it; the order of its lists does not."""

    definition: str
    include: frozenset[str]
    exclude: frozenset[str]
    parent: str | None


def meaning(theme: Theme) -> Meaning:
    """Return what a theme asks of a point."""
    return Meaning(theme.definition, frozenset(theme.include), frozenset(theme.exclude), theme.parent)


def descent(old: Codebook, new: Codebook) -> dict[str, tuple[str, ...]]:
    """For each theme of the new codebook the keys of the old one that it continues.

    It continues its own key and what its ``was`` names. Where an edit is taken back, a key that is new again continues
    the one that had named it in its ``was``.
    """
    taken = {*new.keys, *(key for theme in new.themes for key in theme.was)}
    known = set(old.keys)
    return {
        theme.key: tuple(
            before.key
            for before in old.themes
            if before.key in (theme.key, *theme.was)
            or (before.key not in taken and theme.key in before.was and theme.key not in known)
        )
        for theme in new.themes
    }


def heirs(kin: dict[str, tuple[str, ...]]) -> Counter[str]:
    """Return how many new themes continue each old one."""
    return Counter(key for before in kin.values() for key in before)


def renames(kin: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the new key of each old one that exactly one theme continues."""
    count = heirs(kin)
    return {key: new for new, before in kin.items() for key in before if count[key] == 1}


def moved(judged: Meaning, names: dict[str, str]) -> Meaning:
    """Return a meaning with its parent called as it is called now: a parent's new name changes nobody's meaning."""
    return judged._replace(parent=names.get(judged.parent, judged.parent)) if judged.parent else judged


def changes(old: Codebook, new: Codebook) -> tuple[ThemeChange, ...]:
    """Return what became of each theme, in the new codebook's order, then what was retired; empty where nothing
    changed."""
    kin = descent(old, new)
    count, names = heirs(kin), renames(kin)
    before = {theme.key: theme for theme in old.themes}
    found: list[ThemeChange] = []
    for theme in new.themes:
        own = kin[theme.key]
        if len(own) == 1 and count[own[0]] == 1:
            found.extend(_edits(before[own[0]], theme, names))
        else:
            found.extend(_regrouped(theme.key, own, kin, count))
    found.extend(ThemeChange(ChangeKind.RETIRED, (key,), ()) for key in old.keys if not count[key])
    return tuple(dict.fromkeys(found))  # each part of a split theme tells of the same split


def _regrouped(
    key: str, own: tuple[str, ...], kin: dict[str, tuple[str, ...]], count: Counter[str]
) -> Iterator[ThemeChange]:
    if not own:
        yield ThemeChange(ChangeKind.ADDED, (), (key,))
    for old in own:
        if count[old] > 1:
            yield ThemeChange(ChangeKind.SPLIT, (old,), tuple(new for new, before in kin.items() if old in before))
    if len(own) > 1:
        yield ThemeChange(ChangeKind.MERGED, own, (key,))


def _edits(old: Theme, new: Theme, names: dict[str, str]) -> Iterator[ThemeChange]:
    keys = (old.key,), (new.key,)
    renamed = tuple(field for field in ("key", "name") if getattr(old, field) != getattr(new, field))
    if renamed:
        yield ThemeChange(ChangeKind.RENAMED, *keys, renamed)
    was, now = moved(meaning(old), names), meaning(new)
    redefined = tuple(field for field in Meaning._fields if getattr(was, field) != getattr(now, field))
    if redefined:
        yield ThemeChange(ChangeKind.REDEFINED, *keys, redefined)
    reworded = tuple(f for f in ("keywords", "examples") if getattr(old, f) != getattr(new, f))
    if reworded:
        yield ThemeChange(ChangeKind.REWORDED, *keys, reworded)
