"""Types of respondent in other words: "On behalf of an organisation" says "organisation"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.text import words

_SAYS_NOTHING = frozenset(["a", "am", "an", "as", "behalf", "for", "i", "i'm", "of", "on", "responding", "the"])
"""Words around what somebody is; any other, as "not" or "former", is part of it."""

_OR = re.compile(r"\b(?:or|and)\b|[/,;&]", re.IGNORECASE)
"""What parts the alternatives of a type, "charity or community group"."""


def said_type(answer: str, types: Iterable[str]) -> str | None:
    """Return the one type that an answer names by words of it, the last of an alternative among them; else None.

    >>> types = ("individual", "council", "charity or community group")
    >>> [said_type(text, types) for text in ("As an individual", "A charity", "Councillor", "Not an individual")]
    ['individual', 'charity or community group', None, None]
    """
    said = frozenset(_telling_words(answer))
    named = {type_name: [_telling_words(part) for part in _OR.split(type_name)] for type_name in types} if said else {}
    same = [name for name, parts in named.items() if said == _together(parts)]
    within = [
        name
        for name, parts in named.items()
        if said <= _together(parts) and any(part and part[-1] in said for part in parts)
    ]
    found = same or within
    return found[0] if len(found) == 1 else None


def _together(parts: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for part in parts for word in part)


def _telling_words(name: str) -> list[str]:
    """Return the words that tell a type, in the singular and in one spelling."""
    return [_singular(word).replace("iz", "is") for word in words(name.casefold()) if word not in _SAYS_NOTHING]


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word if word.endswith("ss") else word.removesuffix("s")
