"""Codebook languages: which languages a codebook speaks, by its own entries or as its owner declares."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from analysis.languages.detection import ENGLISH, UNRECOGNISED, detect, guess
from analysis.model import Codebook, Consultation, Theme

MOST_THEMES = 0.5
"""A codebook speaks a language that stands in the entries of half of its themes: one quotation is no translation."""

FEWEST_KEYWORDS = 1 / 3
"""The share of keywords that are in a language which a theme speaks; single words are told wrongly now and then, and
hardly ever as the same language."""


def spoken_languages(consultation: Consultation) -> frozenset[str]:
    """Return the languages that a consultation's codebook speaks: those declared, else those of its entries."""
    return frozenset(consultation.languages) or languages_of_entries(consultation.codebook)


@lru_cache(maxsize=16)
def languages_of_entries(codebook: Codebook) -> frozenset[str]:
    """Return the languages in which at least half of the themes have an entry; English where none can be told."""
    theme_counts = Counter(language for theme in codebook.themes for language in _languages(theme))
    enough_themes = MOST_THEMES * len(codebook.themes)
    spoken = {language for language, theme_count in theme_counts.items() if theme_count >= enough_themes}
    return frozenset(spoken - {"", UNRECOGNISED}) or frozenset({ENGLISH})


def _languages(theme: Theme) -> set[str]:
    sentences = (theme.definition, *theme.include, *theme.examples)
    keyword_counts = Counter(map(guess, theme.keywords))
    enough_keywords = FEWEST_KEYWORDS * len(theme.keywords)
    return {
        *map(detect, sentences),
        *(language for language, keyword_count in keyword_counts.items() if keyword_count >= enough_keywords),
    }
