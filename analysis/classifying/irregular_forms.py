"""Irregular forms: what English words become where their stems change ("child", "children"; "teach", "taught")."""

from __future__ import annotations

from functools import cache

from analysis.classifying.tokens import stem


@cache
def irregular_stems(word: str) -> frozenset[str]:
    """Return the stems of a word's other forms, of those that are forms of no other word.

    >>> [sorted(irregular_stems(word)) for word in ("child", "feet", "bite", "park")]
    [['children'], ['foot'], ['bitten'], []]
    """
    from lemminflect import getAllInflections  # a lexicon that takes half a second to load

    bases = _bases(word)
    if len(bases) != 1:
        return frozenset()
    inflections = (form for forms in getAllInflections(*bases).values() for form in forms)
    own = {stem(form) for form in (*bases, *inflections) if _bases(form) <= bases}
    return frozenset(own - {stem(word)})


def _bases(word: str) -> frozenset[str]:
    from lemminflect import getAllLemmas

    return frozenset(base for bases in getAllLemmas(word).values() for base in bases)
