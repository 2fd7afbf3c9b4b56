"""Zero-shot scores: how far a text speaks for each theme before anyone has coded a point.

A theme is where its wording is, in each view of the texts; and then, step by step, where the texts are that speak for
it, so that their other words speak for it too. What the keywords say and how many of the theme's words have a near
kin in the text are added. At last a text's score moves half-way to its nearest neighbours'.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.special import softmax

from analysis.classifying.keywords import Keywords, wording
from analysis.classifying.neighbours import Neighbours
from analysis.classifying.text_views import VIEWS, Floats, TextViews, unit
from analysis.classifying.word_counts import Words, counts, numbered, stems, words
from analysis.model import Codebook

SHARES = {"meaning": 1 / 3, "rare": 1 / 3, "spelling": 1 / 6, "terms": 1 / 6}
"""How much each view has to say. Chosen on the debates of the benchmark; all near these serve about as well."""

SPREADS = {"meaning": 0.097, "rare": 0.102, "spelling": 0.073, "terms": 0.033}
"""How far one theme's cosine usually is from another's for the same text, by which a view's cosines are divided."""

KIN, KIN_SPREAD = 0.15, 0.099
"""The same for the share of a theme's words that have a near kin in the text."""

KIN_WORDS = 16
"""The rarest words of a theme's name and definition are looked for; more only cost time."""

STEPS, PULL, DECIDED = 2, 0.8, 0.15
"""Times a theme moves to its texts; how strongly, against its wording; and how decided a text is by its scores."""

SPREAD = 0.5
"""The share of a score that a text has from its neighbours."""


class ZeroShot:
    """Scores of texts against a codebook; what is usual and what belongs together is learned from unlabelled texts."""

    def __init__(self, codebook: Codebook, texts: Sequence[Words], features: TextViews, seed: int = 0) -> None:
        """``texts`` are in an order that does not depend on how they were given."""
        self._features = features
        self._keywords = Keywords(codebook, _rarity(texts) if len(texts) >= ENOUGH else {})
        self.phrases = frozenset(self._keywords.terms)
        """What the codebook looks for: its keywords and names, as stems."""
        self._know_kin(codebook)
        self._wordings = features.views([words(wording(theme)) for theme in codebook.themes])
        self._themes = dict(self._wordings)
        self._neighbours: Neighbours | None = None
        self._usual = USUAL
        if len(texts) >= ENOUGH:
            drawn_texts = _sample(texts, LEARNERS, seed)
            views, keyword_scores = features.views(drawn_texts), self._rest(drawn_texts)
            self._settle(views, keyword_scores)
            landmark_count = min(len(drawn_texts), LANDMARKS)
            landmarks = {view: view_rows[:landmark_count] for view, view_rows in views.items()}
            landmark_scores = self._near(landmarks) + keyword_scores[:landmark_count]
            self._neighbours = Neighbours(landmarks, landmark_scores)
            self._usual = (USUAL + float(landmark_scores.mean())) / 2

    def scores(self, texts: Sequence[Words], views: dict[str, Floats]) -> Floats:
        """Return how far each text speaks for each theme, against what is usual: shape (n_texts, n_themes)."""
        own_scores = self._near(views) + self._rest(texts)
        neighbour_pull = self._neighbours.pull(views, own_scores) if self._neighbours is not None else 0.0
        return np.asarray(own_scores + SPREAD * neighbour_pull - self._usual)

    def _settle(self, views: dict[str, Floats], keyword_scores: Floats) -> None:
        """Move the themes to the texts that speak for them."""
        for _ in range(STEPS):
            memberships = softmax((self._near(views) + keyword_scores) / DECIDED, axis=1)
            memberships /= np.maximum(memberships.sum(axis=0), 1e-9)
            for view in VIEWS:
                self._themes[view] = unit(self._wordings[view] + PULL * unit(memberships.T @ views[view]))

    def _near(self, views: dict[str, Floats]) -> Floats:
        view_scores = [SHARES[view] / SPREADS[view] * (views[view] @ self._themes[view].T) for view in VIEWS]
        return np.asarray(sum(view_scores), dtype=np.float64)

    def _rest(self, texts: Sequence[Words]) -> Floats:
        """Return what keywords and kin say."""
        return np.asarray(self._keywords.scores(texts) + KIN / KIN_SPREAD * self._kin(texts))

    def _know_kin(self, codebook: Codebook) -> None:
        theme_words = [sorted(set(words(f"{theme.name} . {theme.definition}"))) for theme in codebook.themes]
        rarities = [self._features.rarity(theme) for theme in theme_words]
        kept_rows = [np.argsort(-rare, kind="stable")[:KIN_WORDS] for rare in rarities]
        self._kin_words = sorted(
            {theme[i] for theme, rarest in zip(theme_words, kept_rows, strict=True) for i in rarest}
        )
        self._kin_vectors = self._features.vectors(self._kin_words)
        self._kin_shares = np.zeros((len(self._kin_words), len(theme_words)))
        columns = {kin_word: i for i, kin_word in enumerate(self._kin_words)}
        for j, (theme, rarest, rare) in enumerate(zip(theme_words, kept_rows, rarities, strict=True)):
            for i in rarest:
                self._kin_shares[columns[theme[i]], j] = rare[i] / rare[rarest].sum()

    def _kin(self, texts: Sequence[Words]) -> Floats:
        """Return for each theme how near its words come on average to the nearest in a text, rare ones more."""
        vocabulary = numbered(texts)
        kin_cosines = self._features.vectors(list(vocabulary)) @ self._kin_vectors.T
        kin_scores = np.zeros((len(texts), len(self._kin_shares.T)))
        for start in range(0, len(texts), CHUNK):
            table = counts(texts[start : start + CHUNK], vocabulary)
            occupied = np.flatnonzero(np.diff(table.indptr))
            if len(occupied):
                nearest = np.maximum.reduceat(kin_cosines[table.indices], table.indptr[occupied], axis=0)
                kin_scores[start + occupied] = nearest @ self._kin_shares
        return kin_scores


def logits(scores: Floats) -> Floats:
    """Return the log-odds of each theme by itself, however many themes a text has (see ``label_cardinality``)."""
    return np.asarray(BIAS + SCORE * scores)


SCORE, BIAS = 1.13, -0.85
"""Most likely for the cells of all 56 debates of the benchmark, as ``label_cardinality`` then weighs them."""

USUAL = 4.95
"""The mean score of those debates. What is usual is taken to be half-way between it and the mean at hand: a codebook's
wording may lie near or far from all its texts alike, but texts that it has nothing to say of must not be themed."""

ENOUGH = 20
"""Texts from which it can be said what is usual among them."""

LEARNERS = 10_000
"""Texts from which the themes learn where they belong; of more a sample is as good."""

LANDMARKS = 4_000
"""Texts among which neighbours are looked for."""

CHUNK = 500
"""Texts at a time, to bound the memory."""


def _rarity(texts: Sequence[Words]) -> dict[str, float]:
    """Return for each stem 1 if one text has it, 0 if all have."""
    vocabulary = numbered(texts)
    word_stems = stems(list(vocabulary))
    numbers = numbered([word_stems])
    table = counts(texts, vocabulary)
    table.indices = np.array([numbers[stem] for stem in word_stems], dtype=np.int32)[table.indices]
    table = sparse.csr_matrix((table.data, table.indices, table.indptr), shape=(len(texts), len(numbers)))
    table.sum_duplicates()
    text_counts = np.bincount(table.indices, minlength=len(numbers))
    stem_rarities = np.log((1 + len(texts)) / (1 + text_counts)) / np.log((1 + len(texts)) / 2)
    return dict(zip(numbers, stem_rarities.tolist(), strict=True))


def _sample(texts: Sequence[Words], most_texts: int, seed: int) -> list[Words]:
    """Return texts in a drawn order, so that the first of them are a fair sample of all."""
    drawn_order = np.random.default_rng(seed).permutation(len(texts))[:most_texts]
    return [texts[i] for i in drawn_order]
