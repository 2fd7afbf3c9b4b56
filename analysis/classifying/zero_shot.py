"""Zero-shot scores: how far a text speaks for each theme before anyone has coded a point.

A theme's score follows from its own entry in the codebook and from the texts, never from what other themes there are. A
text has what its sentences have. Of a sentence counts how near it lies to the theme's wording, measured from the middle
of all sentences, so that what every response talks of speaks for nothing; how near the wording's words come to a word
of the sentence; and the keywords in it, rare ones more. The first two are told in standard deviations from what is
usual of the theme in the sentence's language, in which what many say alike counts as said once (see
``distinctness``). At last counts how near the sentence lies to those that speak most for the theme, so that their other
words speak for it too (Rocchio 1971, without a person's judgement).

How many sentences a text has counts by what they have in common (see ``coherence``). Where each argues for itself, as
in lists of complaints, every further one is another chance that the theme is raised. Where all are about one thing, as
in letters, it is another chance to touch the theme in passing, and the text as a whole must be near it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit, logit

from analysis.classifying.coherence import coherence
from analysis.classifying.distinctness import distinctness
from analysis.classifying.keywords import Keywords, PhraseIndex, example_matches, is_about_something, wording
from analysis.classifying.raises_nothing import raises_nothing
from analysis.classifying.sentence_scores import ScoredSentences, SentenceScores
from analysis.classifying.single_thread import in_chunks
from analysis.classifying.spoken_languages import SpokenLanguages
from analysis.classifying.text_sentences import text_sentences
from analysis.classifying.text_views import NOISE, Floats, TextViews, unit
from analysis.classifying.thresholds import ALONE
from analysis.classifying.tokens import is_stop, stem
from analysis.classifying.usual import Usual, UsualByLanguage, blended, usual_by_language, usual_of
from analysis.classifying.word_counts import Words, counts, numbered, words
from analysis.model import Codebook, Theme

# Learned by logistic regression on every other debate, the street survey and every other policy codebook, rounded;
# benchmarks/codebook_alone.py tells what each half of the sets gives without each, and with twice as much.

NEARNESS, KIN, KEYWORD = 0.65, 0.75, 4.5
"""The weights of a sentence's nearness to the wording and of the kin of its words, both in standard deviations, and of
its keywords, which are 1 for one that stands nowhere else."""

SLOPE, CUT = 0.62, 1.4
"""By which the sum of a sentence's own score and its nearness to the theme's best becomes log-odds: so much of it gives
the theme. As logistic regression has it, alike on both halves of the sets."""

CAUTION, KNOWN = 1.55, 50
"""How much more of the sum gives the theme where nothing is known of what is usual, and the sentences from which on it
is known: with fewer, in proportion. In another language than English few sentences count for less already."""

SEPARATE, TOGETHER, WHOLE = 0.5, 2.5, 2.0
"""By how much a text's sum rises with the logarithm of the number of its sentences where these have nothing in common;
and, as far as they have, by how much it falls, and rises with the standard deviations by which the text as a whole lies
nearer to the wording than others do."""

WHOLE_SPREAD = 0.05
"""The least standard deviation of whole texts' nearness: a few may lie alike by chance."""

BEST, DECIDED = 2.4, 0.3
"""Standard deviations from which on a sentence is among a theme's best, and how gradually."""

NEARER, WIDER, SPREAD = 2.0, 1.4, 1.3
"""By how many standard deviations of ordinary remarks a consultation's sentences lie nearer to a theme than these, how
much farther they lie apart, and the standard deviation of what they say by themselves: the means of those sets."""

KIN_WORDS = 40
"""The rarest words of a theme's wording are looked for; more only cost time."""

NOTHING = -5.0
"""The log-odds of every theme where no sentence raises anything."""

COMMON = 0.1
"""A keyword in no larger share of all sentences is rare."""

BEST_VIEWS = ("rare", "terms")
"""The views in which nearness to a theme's best sentences is measured."""

ENOUGH = 20
"""Sentences from which it can be told which are a theme's best."""

LEARNERS = 6_000
"""Sentences from which it is learned what is usual; of more a sample is as good."""

CHUNK, TEXTS = 500, 5_000
"""Sentences of whose words it is told how near each comes, and texts that are put together from what is scored: so many
at a time, to bound the memory."""

NO_ROWS = np.zeros(0, dtype=np.int32)

WordLevels = NDArray[np.int8]
Places = NDArray[np.int_]

UNSAID, IN_DOUBT, BY_EXAMPLE = 0, 1, 2
"""What the codebook's own words in a text settle, whatever its score: nothing; the theme is in doubt at least, for a
rare keyword or two keywords stand in it; it is given, for an example does nearly verbatim."""


class ZeroShot:
    """Scores of texts against a codebook; what is usual is learned from unlabelled texts."""

    def __init__(self, codebook: Codebook, texts: Sequence[str], features: TextViews, seed: int = 0) -> None:
        """``texts`` may be in any order; what is usual is told from their different sentences."""
        self._codebook, self._features = codebook, features
        self._keywords = Keywords(codebook)
        self.phrases = self._keywords.phrases
        """What the codebook looks for, by theme: its keywords and name, as stems."""
        self._compounding = frozenset(map(stem, features.vocabulary))
        self._kin = _Kin(codebook.themes, features)
        learners = _sample([(text, text_sentences(text)) for text in sorted(set(texts))], seed)
        sentences, text_weights, sentence_weights = _weighed(learners)
        remarks = _ordinary_remarks()
        usual_words = [words(sentence) for sentence in (*remarks, *sentences)]
        self._ordinary = len(remarks)
        self._languages = SpokenLanguages(codebook)
        self._weights = np.concatenate([np.ones(len(remarks)), sentence_weights])
        self._number = float(sentence_weights.sum())
        views = features.views(usual_words, BEST_VIEWS)
        self._centres = {view: self._weights @ views[view] / self._weights.sum() for view in BEST_VIEWS}
        self._is_about_nothing = np.array([not is_about_something(theme) for theme in codebook.themes], dtype=bool)
        self._wording_words = [words(wording(theme)) for theme in codebook.themes]
        self._wordings = self._centred(features.views(self._wording_words), "rare")
        self._cut = CUT + CAUTION * max(0.0, 1.0 - self._number / KNOWN)
        learned = self._learn_usual([*remarks, *sentences], usual_words, views)
        known = learned.at(np.arange(len(remarks), len(usual_words)))
        self._learn_texts(learners, text_weights, dict(zip(sentences, known.sums, strict=True)))
        self._known = SentenceScores(sentences, known)

    def scores(self, texts: Sequence[str], are_kept: bool = True) -> tuple[Floats, WordLevels]:
        """Return the log-odds of each theme for each text, and what the codebook's own words in it settle: both of
        shape (n_texts, n_themes). A sentence that stands in many texts is scored once; those of texts that nobody
        wrote need not be kept."""
        parts = [text_sentences(text) for text in texts]
        distinct = sorted({part for text_parts in parts for part in text_parts})
        scored = self._known.of(distinct, self._score_sentences, are_kept)
        places = {part: i for i, part in enumerate(distinct)}
        rows = [np.array([places[part] for part in text_parts], dtype=np.int32) for text_parts in parts]
        languages = self._languages.of(texts)
        log_odds = np.vstack(
            [
                self._text_log_odds(chunk, languages[place * TEXTS : (place + 1) * TEXTS], scored)
                for place, chunk in enumerate(in_chunks(rows, TEXTS))
            ]
        )
        return log_odds, np.vstack([self._levels(chunk, scored) for chunk in in_chunks(rows, TEXTS)])

    def _score_sentences(self, sentences: Sequence[str]) -> ScoredSentences:
        sentence_words = [words(sentence) for sentence in sentences]
        keyword_counts = self._keywords.counts(self._index(sentences, sentence_words), len(sentences))
        views = self._features.views(sentence_words, BEST_VIEWS)
        languages = self._languages.of(sentences)
        own = self._own(self._nearness(views), self._kin.of(sentence_words), keyword_counts, languages)
        return self._scored(sentences, own, views, keyword_counts, sentence_words, languages)

    def _index(self, sentences: Sequence[str], sentence_words: Sequence[Words]) -> PhraseIndex:
        return self._keywords.index(sentences, sentence_words, self._compounding)

    def _scored(
        self,
        sentences: Sequence[str],
        own: Floats,
        views: dict[str, Floats],
        keyword_counts: list[Floats],
        sentence_words: Sequence[Words],
        languages: Places,
    ) -> ScoredSentences:
        is_open = np.array([not raises_nothing(sentence) for sentence in sentences], dtype=bool)
        term_counts = sparse.csr_matrix(np.hstack(keyword_counts))
        return ScoredSentences(self._summed(own, views, languages), is_open, term_counts, sentence_words)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but the scores of sentences, which can be scored anew."""
        return {**self.__dict__, "_known": self._known.emptied()}

    def _text_log_odds(self, rows: Sequence[NDArray[np.int32]], languages: Places, scored: ScoredSentences) -> Floats:
        """Return what the sentences in some rows that raise something say together, by what they have in common."""
        open_rows = [text_rows[scored.is_open[text_rows]] for text_rows in rows]
        sums = np.full((len(rows), len(self._codebook.themes)), -np.inf)
        for i, text_rows in enumerate(open_rows):
            if len(text_rows):
                sums[i] = scored.sums[text_rows].max(axis=0)
        lengths = np.array([len(text_rows) for text_rows in open_rows], dtype=int)
        several = np.flatnonzero(lengths > 1)
        texts = [[*chain.from_iterable(scored.words[row] for row in rows[i].tolist())] for i in several.tolist()]
        cosines = self._features.term_cosines(texts, self._wording_words)
        whole = self._usual_whole.standard(cosines, languages[several])
        rise = SEPARATE + self._coherence * (WHOLE * whole - TOGETHER)
        sums[several] += np.log(lengths[several])[:, None] * rise
        cuts = np.where(languages > 0, CUT, self._cut)[:, None]
        log_odds = np.maximum(_tempered(SLOPE * (sums - cuts) + logit(ALONE)), NOTHING)
        log_odds[:, self._is_about_nothing] = NOTHING
        return log_odds

    def _learn_texts(self, learners: Sequence[tuple[str, list[str]]], weights: Floats, sums: dict[str, Floats]) -> None:
        """Learn how far the sentences of one text have each theme in common, and how near whole texts usually lie."""
        rows = [sums[part] for _, parts in learners for part in parts]
        texts_of_rows = np.repeat(np.arange(len(learners)), [len(parts) for _, parts in learners])
        figures = np.reshape(rows, (len(rows), len(self._codebook.themes)))
        self._coherence = coherence(figures, texts_of_rows, weights)
        learned, text_weights = ([text for text, _ in learners], weights) if learners else ([""], np.ones(1))
        cosines = self._features.term_cosines([words(text) for text in learned], self._wording_words)
        places = self._languages.of(learned)
        whole = usual_by_language(cosines, text_weights, places, len(self._languages))
        self._usual_whole = UsualByLanguage(whole.mean, np.maximum(whole.deviation, WHOLE_SPREAD))

    def _learn_usual(
        self, sentences: Sequence[str], usual_words: Sequence[Words], views: dict[str, Floats]
    ) -> ScoredSentences:
        """Learn what is usual of sentences, and return their scores."""
        keyword_counts = self._keywords.counts(self._index(sentences, usual_words), len(usual_words))
        told = slice(self._ordinary, None)
        languages = np.concatenate([np.zeros(self._ordinary, dtype=np.int_), self._languages.of(sentences[told])])
        number, held = self._weights.sum(), [self._weights @ (theme_counts > 0) for theme_counts in keyword_counts]
        self._rarities = [_rarity(theme_held, number) for theme_held in held]
        self._least_rarity = float(_rarity(np.array(COMMON * number), number))
        nearness, kin = self._nearness(views), self._kin.of(usual_words)
        self._usual_nearness, self._usual_kin = self._usual(nearness, languages), self._usual(kin, languages)
        own = self._own(nearness, kin, keyword_counts, languages)
        learn = partial(blended, imagined=Usual(0.0 * own[0], 0.0 * own[0] + SPREAD))
        self._usual_own = usual_by_language(
            own[told], self._weights[told], languages[told], len(self._languages), learn, learn
        )
        self._best: dict[str, Floats] = {}
        if self._number >= ENOUGH:
            self._learn_best(self._usual_own.standard(own, languages), views, languages)
        return self._scored(sentences, own, views, keyword_counts, usual_words, languages)

    def _learn_best(self, standard: Floats, views: dict[str, Floats], languages: Places) -> None:
        memberships = self._weights[:, None] * expit((standard - BEST) / DECIDED)
        shares = memberships / np.maximum(memberships.sum(axis=0), NOISE)
        centred = {view: self._centred(views, view) for view in BEST_VIEWS}
        self._best = {view: unit(shares.T @ centred[view]) for view in BEST_VIEWS}
        self._usual_best = {
            view: usual_by_language(centred[view] @ self._best[view].T, self._weights, languages, len(self._languages))
            for view in BEST_VIEWS
        }

    def _usual(self, figures: Floats, languages: Places) -> UsualByLanguage:
        return usual_by_language(figures, self._weights, languages, len(self._languages), self._usual_in_english)

    def _usual_in_english(self, figures: Floats, weights: Floats) -> Usual:
        """Return what is usual of the sentences at hand; until there are many, that they lie nearer to every theme than
        ordinary remarks do, and farther from each other."""
        ordinary = usual_of(figures[: self._ordinary], weights[: self._ordinary])
        return blended(
            figures[self._ordinary :],
            weights[self._ordinary :],
            Usual(ordinary.mean + NEARER * ordinary.deviation, WIDER * ordinary.deviation),
        )

    def _summed(self, own: Floats, views: dict[str, Floats], languages: Places) -> Floats:
        """Return how much sentences say for each theme, in standard deviations."""
        standard = self._usual_own.standard(own, languages)
        nearest = [
            self._usual_best[view].standard(self._centred(views, view) @ best.T, languages)
            for view, best in self._best.items()
        ]
        return np.asarray(standard + (np.mean(nearest, axis=0) if nearest else standard))

    def _own(self, nearness: Floats, kin: Floats, keyword_counts: list[Floats], languages: Places) -> Floats:
        """Return what sentences say by themselves for each theme."""
        keywords = self._keywords.mentions(keyword_counts, self._rarities, self._least_rarity).rarity
        near = NEARNESS * self._usual_nearness.standard(nearness, languages)
        kin_near = KIN * self._usual_kin.standard(kin, languages)
        return np.asarray(near + kin_near + KEYWORD * keywords)

    def _nearness(self, views: dict[str, Floats]) -> Floats:
        return np.asarray(self._centred(views, "rare") @ self._wordings.T)

    def _centred(self, views: dict[str, Floats], view: str) -> Floats:
        """Return rows measured from the middle of all sentences; what nothing is known of lies there itself."""
        is_known = views[view].any(axis=1, keepdims=True)
        return unit((views[view] - self._centres[view]) * is_known)

    def _levels(self, rows: Sequence[NDArray[np.int32]], scored: ScoredSentences) -> WordLevels:
        """Return what the codebook's own words settle in texts of the sentences in some rows."""
        levels = np.full((len(rows), len(self._codebook.themes)), UNSAID, dtype=np.int8)
        held = sparse.csr_matrix(
            (np.ones(sum(map(len, rows))), np.concatenate([*rows, NO_ROWS]), np.cumsum([0, *map(len, rows)])),
            shape=(len(rows), len(scored.is_open)),
        )
        ends = np.cumsum([len(rarities) for rarities in self._rarities])[:-1]
        text_counts = np.split((held @ scored.term_counts).toarray(), ends, axis=1)
        mentions = self._keywords.mentions(text_counts, self._rarities, self._least_rarity)
        levels[mentions.has_rare | (mentions.distinct >= 2)] = IN_DOUBT
        if any(theme.examples for theme in self._codebook.themes):
            whole_texts = PhraseIndex([[*chain.from_iterable(scored.words[row] for row in own)] for own in rows])
            levels[example_matches(self._codebook, whole_texts, np.arange(len(rows)), len(rows))] = BY_EXAMPLE
        return levels


class _Kin:
    """The rarest words of each theme's wording, with how much each counts."""

    def __init__(self, themes: Sequence[Theme], features: TextViews) -> None:
        self._features = features
        rarest = [_rarest(sorted(set(words(wording(theme)))), features) for theme in themes]
        self._words = sorted({word for theme_words in rarest for word in theme_words})
        self._vectors = features.vectors(self._words)
        self._shares = np.zeros((len(self._words), len(themes)))
        columns = {word: i for i, word in enumerate(self._words)}
        for j, theme_words in enumerate(rarest):
            rarities = np.array(list(theme_words.values()))
            self._shares[[columns[word] for word in theme_words], j] = rarities / max(rarities.sum(), NOISE)

    def of(self, sentences: Sequence[Words]) -> Floats:
        """Return for each theme how near its words come on average to the nearest in a sentence, rare ones more."""
        vocabulary = numbered(sentences)
        cosines = self._features.vectors(list(vocabulary)) @ self._vectors.T
        kin = np.zeros((len(sentences), len(self._shares.T)))
        for start in range(0, len(sentences), CHUNK):
            table = counts(sentences[start : start + CHUNK], vocabulary)
            occupied = np.flatnonzero(np.diff(table.indptr))
            if len(occupied) and len(self._words):
                nearest = np.maximum.reduceat(cosines[table.indices], table.indptr[occupied], axis=0)
                kin[start + occupied] = nearest @ self._shares
        return kin


def _rarest(theme_words: Sequence[str], features: TextViews) -> dict[str, float]:
    """Return the rarest words that say something, with how rare each is."""
    content_words = [word for word in theme_words if not is_stop(stem(word))]
    rarities = features.rarity(content_words)
    return {content_words[i]: float(rarities[i]) for i in np.argsort(-rarities, kind="stable")[:KIN_WORDS]}


def _tempered(log_odds: Floats) -> Floats:
    """Return log-odds in which what lies beyond the cut counts by its logarithm: many rare keywords do not make a theme
    certain, and before people have coded a score is to promise no more than is kept."""
    cut = logit(ALONE)
    return np.asarray(np.minimum(log_odds, cut + np.log1p(np.maximum(log_odds - cut, 0.0))))


def _rarity(held: NDArray[Any], number: int) -> Floats:
    """Return how rare it is that so many of a number of sentences hold something: 0 if all do, 1 if none."""
    return np.asarray(np.log((1 + number) / (1 + held)) / np.log(1 + number))


def _sample(texts: Sequence[tuple[str, list[str]]], seed: int) -> list[tuple[str, list[str]]]:
    """Return texts with their sentences, all or as many as have enough to learn from."""
    order = np.random.default_rng(seed).permutation(len(texts))
    held = np.cumsum([len(texts[i][1]) for i in order])
    return [texts[i] for i in np.sort(order[: np.searchsorted(held, LEARNERS, side="right") + 1])]


def _weighed(learners: Sequence[tuple[str, list[str]]]) -> tuple[list[str], Floats, Floats]:
    """Return the different sentences of texts, how much each text counts, and how much each sentence: as one of its
    own, and no more than the texts in which it stands."""
    texts = distinctness([words(text) for text, _ in learners])
    sentences = sorted({part for _, parts in learners for part in parts})
    places = {sentence: i for i, sentence in enumerate(sentences)}
    holders = np.zeros(len(sentences))
    for (_, parts), weight in zip(learners, texts.tolist(), strict=True):
        holders[[places[part] for part in set(parts)]] += weight
    return sentences, texts, np.minimum(distinctness([words(sentence) for sentence in sentences]), holders)


def _ordinary_remarks() -> list[str]:
    """Return ordinary remarks of responses, so that something is usual before there are texts, and of a few texts."""
    return files(__package__).joinpath("ordinary_remarks.txt").read_text(encoding="utf-8").splitlines()
