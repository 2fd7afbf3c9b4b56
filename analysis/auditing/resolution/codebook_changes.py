"""Codebook changes: what became of each theme between two versions."""

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


LEAVING = (ChangeKind.RETIRED, ChangeKind.MERGED, ChangeKind.SPLIT)
"""The kinds that are named by the themes that were there before."""

IN_BRIEF = 3
"""Changes that are named where a change of the codebook is told in a line."""


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


def ancestors_of(old_codebook: Codebook, new_codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return for each theme of the new codebook the keys of the old one that it continues.

    It continues its own key and what its ``was`` names. Where an edit is taken back, a key that is new again continues
    the one that had named it in its ``was``.
    """
    claimed_keys = {*new_codebook.keys, *(earlier_key for theme in new_codebook.themes for earlier_key in theme.was)}
    old_keys = set(old_codebook.keys)
    return {
        theme.key: tuple(
            earlier_theme.key
            for earlier_theme in old_codebook.themes
            if earlier_theme.key in (theme.key, *theme.was)
            or (earlier_theme.key not in claimed_keys and theme.key in earlier_theme.was and theme.key not in old_keys)
        )
        for theme in new_codebook.themes
    }


def count_heirs(ancestry: dict[str, tuple[str, ...]]) -> Counter[str]:
    """Return how many new themes continue each old one."""
    return Counter(old_key for ancestors in ancestry.values() for old_key in ancestors)


def renamed_keys(ancestry: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the new key of each old one that exactly one theme continues."""
    heir_counts = count_heirs(ancestry)
    return {
        old_key: new_key
        for new_key, ancestors in ancestry.items()
        for old_key in ancestors
        if heir_counts[old_key] == 1
    }


def with_current_parent(judged_meaning: Meaning, new_names: dict[str, str]) -> Meaning:
    """Return a meaning with its parent called as it is called now: a parent's new name changes nobody's meaning."""
    return (
        judged_meaning._replace(parent=new_names.get(judged_meaning.parent, judged_meaning.parent))
        if judged_meaning.parent
        else judged_meaning
    )


def changes(old_codebook: Codebook, new_codebook: Codebook) -> tuple[ThemeChange, ...]:
    """Return what became of each theme, in the new codebook's order, then what was retired; empty where nothing
    changed."""
    ancestry = ancestors_of(old_codebook, new_codebook)
    heir_counts, new_names = count_heirs(ancestry), renamed_keys(ancestry)
    old_themes = {theme.key: theme for theme in old_codebook.themes}
    theme_changes: list[ThemeChange] = []
    for theme in new_codebook.themes:
        ancestors = ancestry[theme.key]
        if len(ancestors) == 1 and heir_counts[ancestors[0]] == 1:
            theme_changes.extend(_edits(old_themes[ancestors[0]], theme, new_names))
        else:
            theme_changes.extend(_regrouped(theme.key, ancestors, ancestry, heir_counts))
    theme_changes.extend(
        ThemeChange(ChangeKind.RETIRED, (old_key,), ()) for old_key in old_codebook.keys if not heir_counts[old_key]
    )
    return tuple(dict.fromkeys(theme_changes))  # each part of a split theme tells of the same split


def _regrouped(
    theme_key: str, ancestors: tuple[str, ...], ancestry: dict[str, tuple[str, ...]], heir_counts: Counter[str]
) -> Iterator[ThemeChange]:
    if not ancestors:
        yield ThemeChange(ChangeKind.ADDED, (), (theme_key,))
    for old_key in ancestors:
        if heir_counts[old_key] > 1:
            yield ThemeChange(
                ChangeKind.SPLIT,
                (old_key,),
                tuple(new_key for new_key, new_ancestors in ancestry.items() if old_key in new_ancestors),
            )
    if len(ancestors) > 1:
        yield ThemeChange(ChangeKind.MERGED, ancestors, (theme_key,))


def _edits(old_theme: Theme, new_theme: Theme, new_names: dict[str, str]) -> Iterator[ThemeChange]:
    both_keys = (old_theme.key,), (new_theme.key,)
    renamed = tuple(
        field_name for field_name in ("key", "name") if getattr(old_theme, field_name) != getattr(new_theme, field_name)
    )
    if renamed:
        yield ThemeChange(ChangeKind.RENAMED, *both_keys, renamed)
    old_meaning, new_meaning = with_current_parent(meaning(old_theme), new_names), meaning(new_theme)
    redefined = tuple(
        field_name
        for field_name in Meaning._fields
        if getattr(old_meaning, field_name) != getattr(new_meaning, field_name)
    )
    if redefined:
        yield ThemeChange(ChangeKind.REDEFINED, *both_keys, redefined)
    reworded = tuple(f for f in ("keywords", "examples") if getattr(old_theme, f) != getattr(new_theme, f))
    if reworded:
        yield ThemeChange(ChangeKind.REWORDED, *both_keys, reworded)


def changes_in_brief(former: Codebook, current: Codebook) -> str:
    """Return what a change of the codebook did, in a line: the first themes with what became of each."""
    names = current.names | former.names
    told = [
        f"{', '.join(names[key] for key in (one.before if one.kind in LEAVING else one.after))} {one.kind.value}"
        for one in changes(former, current)
    ]
    more = len(told) - IN_BRIEF
    return "; ".join([*told[:IN_BRIEF], *([f"and {more} more"] if more > 0 else [])])
