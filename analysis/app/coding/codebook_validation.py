"""Validation of the form for themes, field by field in the form's own words, before anything is made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from analysis.app.coding.codebook_edit import Act, Change, Draft
from analysis.model import Codebook, Theme

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""How a theme's key is written."""

FORM = ("form", "name", "definition", "parent", "key")
"""The fields that may be wrong, in the order of the form."""

LAST = "This is the only theme, and a codebook needs at least one: add another before you retire it."

Mistake = tuple[str, str]
"""A field of the form such as ``name-0``, or ``form`` for all of it, and what is wrong there."""


def key_of(name: str) -> str:
    """Return a key made of a name: "Quality & safety" is "quality-safety"; nothing, where the name has no Latin
    letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def keyed(change: Change, now: Codebook) -> Change:
    """Return the change with a key for each theme that was given none: made of its name, else of its number."""
    used = {key for theme in _others(change, now) for key in (theme.key, *theme.was)} | _given_up(change, now)
    drafts = []
    for draft in change.drafts:
        key = draft.key or _free(key_of(draft.name), used, len(now.themes) + 1)
        used.add(key)
        drafts.append(replace(draft, key=key))
    return replace(change, drafts=tuple(drafts))


def _free(wanted: str, used: set[str], number: int) -> str:
    if wanted and wanted not in used:
        return wanted
    numbers = count(2) if wanted else count(number)
    return next(key for n in numbers if (key := f"{wanted or 'theme'}-{n}") not in used)


def mistakes(change: Change, now: Codebook) -> list[Mistake]:
    """Return all that is wrong in a form."""
    found: list[Mistake] = []
    if change.act is Act.RETIRE and len(now.themes) == len(_own(change, now)):
        found.append(("form", LAST))
    for n, draft in enumerate(change.drafts):
        of = f" of part {n + 1}" if change.act is Act.SPLIT else ""
        found += [
            (f"{name}-{n}", f"Enter the {name}{of}") for name in ("name", "definition") if not getattr(draft, name)
        ]
        found += [(f"{field}-{n}", words) for field, words in _wrong(draft, change.drafts[:n], change, now)]
    found.sort(key=_place)
    return found


def _place(mistake: Mistake) -> tuple[str, int]:
    """Return where a mistake's field stands in the form."""
    field, _, number = mistake[0].partition("-")
    return number, FORM.index(field)


def _wrong(draft: Draft, before: Sequence[Draft], change: Change, now: Codebook) -> Iterator[Mistake]:
    others, name, key = _others(change, now), draft.theme.name, draft.key
    if name and any(name == each.name for each in (*others, *(other.theme for other in before))):
        yield "name", f"Another theme is called “{name}” already: give this one another name"
    if key and not KEY.fullmatch(key):
        yield (
            "key",
            (
                f"“{key}” cannot be a key: use lower-case letters, digits and hyphens, such as "
                f"“{key_of(key) or 'quality-assurance'}”, or leave the field empty"
            ),
        )
    same = [each.name for each in others if each.key == key] + [each.name for each in before if each.key == key]
    if key and same:
        yield "key", f"The theme “{same[0]}” has the key “{key}” already: give this one another"
    earlier = [each.name for each in others if key in each.was]
    if key and earlier:
        yield (
            "key",
            f"“{key}” is an earlier key of the theme “{earlier[0]}”, whose codings it names: give this one another",
        )
    if key and key in _given_up(change, now):
        yield "key", f"Give it another key than “{key}”: that is the key of the whole"
    if draft.parent and _is_below(draft.parent, change, now):
        yield "parent", "The wider theme is part of this one itself: choose another, or none"


def _own(change: Change, now: Codebook) -> list[Theme]:
    return [theme for theme in now.themes if theme.key in change.keys]


def _others(change: Change, now: Codebook) -> list[Theme]:
    """Return the themes that stay as they are."""
    return [theme for theme in now.themes if theme.key not in change.keys]


def _given_up(change: Change, now: Codebook) -> set[str]:
    """Return keys that the parts of a theme may not have, because codings of the whole bear them."""
    own = _own(change, now) if change.act is Act.SPLIT else []
    return {key for theme in own for key in (theme.key, *theme.was)}


def _is_below(key: str, change: Change, now: Codebook) -> bool:
    """Return whether a theme is, over any number of steps, part of one that is changed."""
    parents = {theme.key: theme.parent for theme in now.themes}
    at: str | None = key
    for _ in now.themes:
        if at is None or at in change.keys:
            break
        at = parents.get(at)
    return at in change.keys
