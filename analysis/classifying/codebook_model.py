"""The codebook's word: how far a text speaks for each theme, before anyone has coded a point.

Two things are added up, in log-odds. A theme's keywords speak for it wherever they stand. And the text's nearness to
all that the codebook says of the theme (TF-IDF cosine) speaks for it as far as it is nearer than texts usually are.
Then a theme gives way to a rival that the text speaks for more.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from analysis.classifying.bag import Bag
from analysis.classifying.terms import LONGEST_TERM, content_terms, phrase, phrases, tokens
from analysis.model import Codebook, Theme
from analysis.text import Span

Floats = NDArray[np.float64]

BIAS = -1.4
"""The score of a text without any word of the theme: a probability of .2."""

KEYWORD = 1.6
"""The first mention of a keyword that is rare among the texts all but carries an assignment by itself."""

COMMON = 0.4
"""The share of ``KEYWORD`` that is left to a keyword that stands in every text."""

PHRASE_BONUS = 0.35
"""What each further word of a phrase adds: "perverse incentives" says more than "incentives"."""

AGAINST = -0.5
"""The first mention of a word that stands only in what the theme excludes."""

NEARNESS = 2.0
"""What it adds to be as near to a theme as a text usually is to its nearest."""

RIVAL = 0.5
"""How much of a stronger rival's lead is taken off. This, NEARNESS and BIAS were chosen on the debates of
``benchmarks/codebook_alone.py`` (key points, each codebook another) from a coarse grid; nothing was tuned further."""

TYPICAL = 0.12
"""How near texts are to their nearest theme where no texts are at hand to tell: the median of those debates."""

_HARMONIC = np.concatenate([[0.0], np.cumsum(1.0 / np.arange(1, 9))])
"""Mentions as evidence: the second adds half of the first's, the third a third."""


class CodebookModel:
    """Scores texts against a codebook; what is usual and what is rare it learns from unlabelled texts."""

    def __init__(self, codebook: Codebook, texts: Sequence[str] = ()) -> None:
        """Weigh the codebook's words by how rare they are among the texts; raises ValueError without themes."""
        if not codebook.themes:
            raise ValueError("the codebook has no themes; give it one or more")
        wordings = [wording(theme) for theme in codebook.themes]
        said = [*texts, *wordings]
        # The vectorizer wants at least one word to go by, though no text may ever hold it.
        said += [] if any(map(content_terms, said)) else ["wordless"]
        self._vectors = TfidfVectorizer(analyzer=content_terms, sublinear_tf=True).fit(said)
        self._themes = self._vectors.transform(wordings)
        rarity = _rarity(self._vectors) if len(texts) >= ENOUGH else {}
        weights = [_keyword_weights(theme, rarity) for theme in codebook.themes]
        # A codebook whose names and keywords are without words still has one, which no text holds.
        terms = sorted({term for theme in weights for term in theme}) or [""]
        self.longest = max(LONGEST_TERM, *(term.count(" ") + 1 for term in terms))
        self._keywords = {term: column for column, term in enumerate(terms)}
        self._counter = CountVectorizer(analyzer=partial(phrases, longest=self.longest), vocabulary=self._keywords)
        self._weights = np.array([[theme.get(term, 0.0) for theme in weights] for term in terms])
        self._usual = self._usual_nearness(texts)

    def logits(self, texts: Sequence[str], headings: Sequence[str] | None = None, heading_share: float = 0.0) -> Floats:
        """The log-odds of each theme for each text: shape (n_texts, n_themes).

        Words of the ``headings`` above each text count ``heading_share`` of what they would count in it.
        """
        alone = self.evidence(texts, headings, heading_share) + BIAS
        if not alone.size:
            return alone
        lead = alone.max(axis=1, keepdims=True) - alone
        return np.asarray(alone - RIVAL * lead)

    def evidence(
        self, texts: Sequence[str], headings: Sequence[str] | None = None, heading_share: float = 0.0
    ) -> Floats:
        """What each text says for each theme, before bias and rivals: shape (n_texts, n_themes)."""
        if not len(texts):
            return np.zeros((0, self._themes.shape[0]))
        counts, near = self._counts(texts), self._near(texts)
        if headings is not None:
            near = np.maximum(near, heading_share * self._near(headings))
            counts = counts.maximum(self._counts(headings) * heading_share)
        return np.asarray(counts @ self._weights + NEARNESS * near / self._usual)

    def falls(self, text: str, spans: Sequence[Span]) -> Floats:
        """By how much a text's evidence falls without each of some spans alone: shape (n_spans, n_themes)."""
        found = tokens(text)
        starts = [token.span.start for token in found]
        keywords = Bag(found, self._keywords, self.longest)
        words = Bag(found, self._vectors.vocabulary_, LONGEST_TERM)
        columns = {column: i for i, column in enumerate(words.counts)}
        themes = self._themes[:, list(columns)].toarray()
        whole = self._weighed(words.counts)
        near, square = themes @ [whole[column] for column in columns], sum(w * w for w in whole.values())
        falls = np.zeros((len(spans), themes.shape[0]))
        for i, span in enumerate(spans):
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            for column, count in keywords.without(first, last).items():
                falls[i] += (_mentions(keywords.counts[column]) - _mentions(count)) * self._weights[column]
            left = self._weighed(words.without(first, last))
            rest = near - sum((whole[c] - w) * themes[:, columns[c]] for c, w in left.items())
            # A term that is left weighs at least 1: what is below that is rounding.
            length = square - sum(whole[c] ** 2 - w * w for c, w in left.items())
            falls[i] += NEARNESS / self._usual * (_scaled(near, square) - _scaled(rest, length))
        return falls

    def _weighed(self, counts: Mapping[int, int]) -> dict[int, float]:
        """What each term counts for when texts are compared: the logarithm of its count, times its rarity."""
        idf = self._vectors.idf_
        return {c: float((1 + math.log(count)) * idf[c]) if count else 0.0 for c, count in counts.items()}

    def _near(self, texts: Sequence[str]) -> Floats:
        return np.asarray((self._vectors.transform(texts) @ self._themes.T).toarray())

    def _counts(self, texts: Sequence[str]) -> Any:
        """How much the mentions of each keyword count, as a sparse matrix: shape (n_texts, n_keywords)."""
        counts = self._counter.transform(texts).astype(np.float64)
        counts.data = _mentions(counts.data.astype(int))
        return counts

    def _usual_nearness(self, texts: Sequence[str]) -> float:
        """How near texts are to their nearest theme, on average over those that share a word with any."""
        if len(texts) < ENOUGH:
            return TYPICAL
        nearest = self._near(texts).max(axis=1)
        return float(nearest[nearest > 0].mean()) if (nearest > 0).any() else TYPICAL


ENOUGH = 20
"""Texts from which it can be said what is usual among them."""


def _mentions(counts: Any) -> Any:
    return _HARMONIC[np.minimum(counts, len(_HARMONIC) - 1)]


def _scaled(near: Floats, square: float) -> Floats:
    return near / math.sqrt(square) if square > 0.5 else np.zeros_like(near)


def wording(theme: Theme) -> str:
    """All that the codebook says for a theme, as one text; what it excludes is not in it."""
    return " . ".join((theme.name, theme.definition, *theme.include, *theme.keywords, *theme.examples))


def _rarity(vectors: TfidfVectorizer) -> dict[str, float]:
    """For each term 1 if one text has it, 0 if all have: its idf between the least and the greatest."""
    idf = vectors.idf_
    scaled = (idf - 1.0) / max(1e-9, float(idf.max()) - 1.0)
    return dict(zip(vectors.get_feature_names_out(), scaled.tolist(), strict=True))


def _keyword_weights(theme: Theme, rarity: dict[str, float]) -> dict[str, float]:
    weights: dict[str, float] = {}
    excluded = {term for text in theme.exclude for term in content_terms(text) if " " not in term}
    said = set(content_terms(wording(theme)))
    for term in excluded - said:
        weights[term] = AGAINST * rarity.get(term, 1.0)
    # Shorter keywords first: the words of a phrase speak for themselves, and the phrase adds the rest.
    for term in sorted({phrase(keyword) for keyword in (*theme.keywords, theme.name)}, key=lambda t: (t.count(" "), t)):
        words = term.split()
        if len(words) == 1:
            weights[term] = KEYWORD * (COMMON + (1 - COMMON) * rarity.get(term, 1.0))
        elif words:
            own = sum(max(0.0, weights.get(word, 0.0)) for word in words)
            whole = KEYWORD * (1 + PHRASE_BONUS * (len(words) - 2))
            weights[term] = max(whole - own, KEYWORD * PHRASE_BONUS)
    return weights
