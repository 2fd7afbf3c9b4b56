"""Keywords: the words and phrases that a codebook gives for a theme, and what a mention of each says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.tokens import content_terms, phrase
from analysis.classifying.word_counts import Words, stems
from analysis.model import Codebook, Theme

Floats = NDArray[np.float64]

KEYWORD = 1.6
"""The first mention of a keyword that is rare among the texts all but carries an assignment by itself."""

COMMON = 0.4
"""The share of ``KEYWORD`` that is left to a keyword that stands in every text."""

PHRASE_BONUS = 0.35
"""What each further word of a phrase adds: "perverse incentives" says more than "incentives"."""

AGAINST = -0.5
"""The first mention of a word that stands only in what the theme excludes."""

_HARMONIC = np.concatenate([[0.0], np.cumsum(1.0 / np.arange(1, 9))])
"""Mentions as evidence: the second adds half of the first's, the third a third."""


class Keywords:
    """The weight of keyword mentions in a text, for and against each theme of a codebook."""

    def __init__(self, codebook: Codebook, rarity: Mapping[str, float]) -> None:
        """``rarity`` is for each stem 0 if it stands in every text, up to 1 if in one or none."""
        weights_by_theme = [_weights(term_weights, rarity) for term_weights in codebook.themes]
        self.terms = {
            term: i
            for i, term in enumerate(sorted({term for term_weights in weights_by_theme for term in term_weights}))
        }
        self.longest = max((term.count(" ") + 1 for term in self.terms), default=1)
        self._begins = frozenset(term.split(" ", 1)[0] for term in self.terms)
        self._weights = np.array(
            [[term_weights.get(term, 0.0) for term_weights in weights_by_theme] for term in self.terms]
        )
        self._themes = len(codebook.themes)

    def scores(self, texts: Sequence[Words]) -> Floats:
        """Return what the keywords of each text say for each theme: shape (n_texts, n_themes)."""
        keyword_scores = np.zeros((len(texts), self._themes))
        for text_scores, text_words in zip(keyword_scores, texts, strict=True):
            mention_counts = self._found(stems(text_words))
            if mention_counts:
                mentions = _HARMONIC[np.minimum(list(mention_counts.values()), len(_HARMONIC) - 1)]
                text_scores += mentions @ self._weights[list(mention_counts)]
        return keyword_scores

    def _found(self, text_stems: Words) -> dict[int, int]:
        mention_counts: dict[int, int] = {}
        for i, first_stem in enumerate(text_stems):
            if first_stem in self._begins:
                for term_end in range(i + 1, min(i + self.longest, len(text_stems)) + 1):
                    term_index = self.terms.get(" ".join(text_stems[i:term_end]))
                    if term_index is not None:
                        mention_counts[term_index] = mention_counts.get(term_index, 0) + 1
        return mention_counts


def wording(theme: Theme) -> str:
    """Return all that the codebook says for a theme, as one text; what it excludes is not in it."""
    return " . ".join((theme.name, theme.definition, *theme.include, *theme.keywords, *theme.examples))


def _weights(theme: Theme, rarity: Mapping[str, float]) -> dict[str, float]:
    term_weights: dict[str, float] = {}
    excluded = {term for exclusion in theme.exclude for term in content_terms(exclusion) if " " not in term}
    for term in excluded - set(content_terms(wording(theme))):
        term_weights[term] = AGAINST * rarity.get(term, 1.0)
    # Shorter keywords first: the words of a phrase speak for themselves, and the phrase adds the rest.
    for term in sorted({phrase(keyword) for keyword in (*theme.keywords, theme.name)}, key=lambda t: (t.count(" "), t)):
        words = term.split()
        if len(words) == 1:
            term_weights[term] = KEYWORD * (COMMON + (1 - COMMON) * rarity.get(term, 1.0))
        elif words:
            single_weights = sum(max(0.0, term_weights.get(word, 0.0)) for word in words)
            entire = KEYWORD * (1 + PHRASE_BONUS * (len(words) - 2))
            term_weights[term] = max(entire - single_weights, KEYWORD * PHRASE_BONUS)
    return term_weights
