"""Welsh mutations: a Welsh word begins otherwise after other words, and is the same word ("parcio", "mwy o barcio").

Source of the table: Gareth King, Modern Welsh: A Comprehensive Grammar (3rd ed., Routledge 2016), sections 3 to 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from analysis.languages.codebook_languages import languages_of_entries
from analysis.languages.detection import ENGLISH, WELSH, guess
from analysis.model import Codebook, Theme

MUTATIONS = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
    **{vowel: (f"h{vowel}",) for vowel in "aeiouwy"},
}
"""How a word begins in the dictionary, and after words that mutate it: soft, nasal, aspirate, as far as each exists."""

UNCHANGED = ("ch", "dd", "ff", "ng", "ph", "th")
"""Letters of two signs that begin like one in the table, and do not mutate."""


def mutated_forms(keyword: str) -> Iterator[str]:
    """Yield a keyword with its first word as it is written after words that mutate it.

    >>> list(mutated_forms("parcio")), list(mutated_forms("llyfrgell")), list(mutated_forms("chwarae"))
    (['barcio', 'mharcio', 'pharcio'], ['lyfrgell'], [])
    """
    word = keyword.lower()
    beginning = next((letters for letters in (word[:2], word[:1]) if letters in MUTATIONS), "")
    if beginning and not word.startswith(UNCHANGED):
        yield from (mutated + word[len(beginning) :] for mutated in MUTATIONS[beginning])


def _welsh_forms(term: str) -> Iterator[str]:
    """Yield the mutated forms of a term of a codebook that speaks Welsh; of a single word the language is told wrongly
    now and then, and what it becomes must look Welsh if it does not itself ("parc", "barc", and no "bark")."""
    is_english = guess(term) == ENGLISH
    yield from (form for form in mutated_forms(term) if not is_english or guess(form) == WELSH)


@lru_cache(maxsize=16)
def with_mutations(codebook: Codebook) -> Codebook:
    """Return a codebook, if it speaks Welsh, with all forms of its Welsh keywords and names among its keywords."""
    if WELSH not in languages_of_entries(codebook):
        return codebook
    return replace(codebook, themes=tuple(map(_with_forms, codebook.themes)))


def _with_forms(theme: Theme) -> Theme:
    forms = (form for term in (theme.name, *theme.keywords) for form in _welsh_forms(term))
    return replace(theme, keywords=tuple(dict.fromkeys((*theme.keywords, *forms))))
