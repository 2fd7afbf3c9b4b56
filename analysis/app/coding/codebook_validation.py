"""Validation of the form for themes, field by field in the form's own words, before anything is made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from analysis.app.coding.codebook_edit import Act, Change, Draft
from analysis.classifying.keywords import unfindable_keywords
from analysis.model import Codebook, Theme

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""How a theme's key is written."""

FORM = ("form", "name", "definition", "keywords", "parent", "key")
"""The fields that may be wrong, in the order of the form."""

LAST = "This is the only theme of the codebook: add another before you retire it."

Mistake = tuple[str, str]
"""A field of the form such as ``name-0``, or ``form`` for all of it, and what is wrong there."""


def key_of(name: str) -> str:
    """Return a key made of a name: "Quality & safety" is "quality-safety"; "" without a Latin letter."""
    plain_name = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain_name).strip("-")


def keyed(change: Change, current: Codebook) -> Change:
    """Return the change with a key for each theme that was given none: made of its name, else of its number."""
    used_keys = {key for theme in _others(change, current) for key in (theme.key, *theme.was)} | _given_up(
        change, current
    )
    drafts = []
    for draft in change.drafts:
        key = draft.key or free_key(key_of(draft.name), used_keys, len(current.themes) + 1)
        used_keys.add(key)
        drafts.append(replace(draft, key=key))
    return replace(change, drafts=tuple(drafts))


def free_key(wanted_key: str, used: set[str], number: int) -> str:
    """Return a key that is not used yet: the wanted one, or one that is made of it, or of the theme's number."""
    if wanted_key and wanted_key not in used:
        return wanted_key
    key_numbers = count(2) if wanted_key else count(number)
    return next(numbered_key for n in key_numbers if (numbered_key := f"{wanted_key or 'theme'}-{n}") not in used)


def mistakes(change: Change, current: Codebook) -> list[Mistake]:
    """Return all that is wrong in a form."""
    found_mistakes: list[Mistake] = []
    if not change.drafts and len(current.themes) == len(_own(change, current)):
        found_mistakes.append(("form", LAST))
    for n, draft in enumerate(change.drafts):
        part_suffix = f" of part {n + 1}" if change.act is Act.SPLIT else ""
        found_mistakes += [
            (f"{required_field}-{n}", f"Enter the {required_field}{part_suffix}")
            for required_field in ("name", "definition")
            if not getattr(draft, required_field)
        ]
        found_mistakes += [
            (f"{field_name}-{n}", explanation)
            for field_name, explanation in _wrong(draft, change.drafts[:n], change, current)
        ]
    found_mistakes.sort(key=_place)
    return found_mistakes


def _place(mistake: Mistake) -> tuple[int, int]:
    """Return where a mistake's field stands in the form."""
    field_name, _, part_number = mistake[0].partition("-")
    return int(part_number or -1), FORM.index(field_name)


def _wrong(draft: Draft, before: Sequence[Draft], change: Change, current: Codebook) -> Iterator[Mistake]:
    other_themes, name, key = _others(change, current), draft.theme.name, draft.key
    if name and any(
        name.casefold() == other_theme.name.casefold()
        for other_theme in (*other_themes, *(earlier_draft.theme for earlier_draft in before))
    ):
        yield "name", f"Another theme is called “{name}” already: give this one another name"
    if key and not KEY.fullmatch(key):
        yield (
            "key",
            (
                f"“{key}” cannot be a key: use lower-case letters, digits and hyphens, such as "
                f"“{key_of(key) or 'quality-assurance'}”, or leave the field empty"
            ),
        )
    if unfindable := unfindable_keywords(draft.theme):
        yield "keywords", f"{unfindable} cannot be found in any text: write words instead, or leave it out"
    key_holders = [other_theme.name for other_theme in other_themes if other_theme.key == key] + [
        other_theme.name for other_theme in before if other_theme.key == key
    ]
    if key and key_holders:
        yield "key", f"The theme “{key_holders[0]}” has the key “{key}” already: give this one another"
    holders = [other_theme.name for other_theme in other_themes if key in other_theme.was]
    if key and holders:
        yield (
            "key",
            f"“{key}” is an earlier key of the theme “{holders[0]}”, whose codings it names: give this one another",
        )
    if key and key in _given_up(change, current):
        yield "key", f"“{key}” is the key of the theme that is split: give this part another"
    # An import may move whole and parts at once; a circle is told where the whole file is read.
    is_whole = change.act in (Act.IMPORT, Act.TABLE)
    if draft.parent and not is_whole and _is_below(draft.parent, change, current):
        yield "parent", "The wider theme is part of this one itself: choose another, or none"


def _own(change: Change, current: Codebook) -> list[Theme]:
    return [theme for theme in current.themes if theme.key in change.keys]


def _others(change: Change, current: Codebook) -> list[Theme]:
    """Return the themes that stay as they are."""
    return [theme for theme in current.themes if theme.key not in change.keys]


def _given_up(change: Change, current: Codebook) -> set[str]:
    """Return keys that the parts of a theme may not have, because codings of the whole bear them."""
    split_themes = _own(change, current) if change.act is Act.SPLIT else []
    return {key for theme in split_themes for key in (theme.key, *theme.was)}


def _is_below(key: str, change: Change, current: Codebook) -> bool:
    """Return whether a theme is, over any number of steps, part of one that is changed."""
    parents = {theme.key: theme.parent for theme in current.themes}
    ancestor_key: str | None = key
    for _ in current.themes:
        if ancestor_key is None or ancestor_key in change.keys:
            break
        ancestor_key = parents.get(ancestor_key)
    return ancestor_key in change.keys
