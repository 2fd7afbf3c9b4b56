"""Types of respondent: which of the consultation's an answer says in other words, "On behalf of an organisation"."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.text import words

LITTLE = frozenset(["a", "an", "and", "or", "of", "the", "for", "on", "behalf", "in", "as", "to", "other"])
"""Words that tell no type from another."""


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
