"""Irregular forms: what English words become where their stems change ("child", "children"; "teach", "taught")."""

from __future__ import annotations

from functools import cache

from analysis.classifying.tokens import stem
from analysis.english_lexicon import inflections, lemmas


@cache
def irregular_stems(word: str) -> frozenset[str]:
    """Return the stems of a word's other forms, of those that are forms of no other word.

    >>> [sorted(irregular_stems(word)) for word in ("child", "feet", "bite", "park")]
    [['children'], ['foot'], ['bitten'], []]
    """
    bases = lemmas(word)
    if len(bases) != 1:
        return frozenset()
    own = {stem(form) for form in (*bases, *inflections(*bases)) if lemmas(form) <= bases}
    return frozenset(own - {stem(word)})
