"""Keywords: where the words and phrases that a codebook gives for a theme stand, whatever their form, and how rare.

A keyword is found by its stem, in what is derived from it and in compounds: "park" in "parking" and "carpark",
"deliver" in "delivery"; and in its irregular forms: "child" in "children". A phrase that holds another keyword is one
keyword where it stands, not two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.embedding import is_known, word_vectors
from analysis.classifying.irregular_forms import irregular_stems
from analysis.classifying.quantised import Floats, quantised
from analysis.classifying.text_views import unit
from analysis.classifying.tokens import has_sign, is_stop, phrase, stem
from analysis.classifying.word_counts import Words, words
from analysis.english_lexicon import lemmas
from analysis.model import Codebook, Theme

Whole = NDArray[np.int64]

DERIVED = ("i", "ti", "li", "eri", "r", "or", "al", "ist", "ment", "ful", "less", "ness")
"""What may follow a keyword's stem in the stem of a word that is derived from it: "safe" in "safety", "trade" in
"trader"."""

DERIVED_FROM_SHORT = ("or", "ist", "ment", "ful", "less", "ness")
"""The same of a stem of three letters, of which more would join what has nothing in common ("bus" and "busy")."""

AKIN = 0.35
"""The cosine of what two words mean from which on one is derived from the other: "mow" and "mower" are nearer than
that, "tow" and "tower" are not, nor "officer" and "office", which have the same stem."""

APART = "~"
"""What stands before a word that is told apart from others of its stem; it is in no stem."""

LEAST_KEYWORD, LEAST_DERIVED, LEAST_REST = 4, 3, 3
"""Letters of a keyword that is looked for in longer words, in derived ones alone, and of a compound's rest, which must
be a word itself."""

NEARLY, IN_ORDER, SHORT = 0.75, 0.5, 4
"""An example stands nearly verbatim in a text that has this share of its words and this share of its pairs of
neighbours; one of fewer words must stand as it is."""


RESIDUAL = frozenset(
    (
        "theme",
        "topic",
        "code",
        "categori",
        "other",
        "misc",
        "miscellan",
        "general",
        "comment",
        "remark",
        "placehold",
        "els",
    )
)
"""The stems of words that name a theme without saying what it is about."""

BETWEEN_PARTS = re.compile(r"\s*(?:[,;/&()]|\band\b|\bor\b)\s*")
"""What stands between the parts of a name that lists several."""

LISTED = 3
"""Words of a part of a name that lists several: of more, the name is a sentence."""


class PhraseIndex:
    """Rows of words as numbered stems, in which a phrase is found by where its first stem stands."""

    def __init__(
        self, rows: Sequence[Words], compounding: frozenset[str] = frozenset(), looked_for: Iterable[str] = ()
    ) -> None:
        """``compounding`` are the stems that may be the rest of a compound; ``looked_for`` are words from which those
        are told apart that have their stem and mean something else."""
        sequence = list(chain.from_iterable(rows))
        self._looked_for: dict[str, list[str]] = {}
        for word in looked_for:
            self._looked_for.setdefault(stem(word), []).append(word)
        stem_of = {word: self._stem(word) for word in set(sequence)}
        self._words_of: dict[str, list[str]] = {}
        for word in stem_of:
            self._words_of.setdefault(stem(word), []).append(word)
        self.stems = sorted(set(stem_of.values()))
        self._numbers = {word_stem: i for i, word_stem in enumerate(self.stems)}
        word_numbers = {word: self._numbers[word_stem] for word, word_stem in stem_of.items()}
        self._sequence = np.fromiter(map(word_numbers.__getitem__, sequence), dtype=np.int64, count=len(sequence))
        self._rows = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        self._order = np.argsort(self._sequence, kind="stable")
        self._starts = np.searchsorted(self._sequence[self._order], np.arange(len(self.stems) + 1))
        self._compounding = compounding

    def _stem(self, word: str) -> str:
        """Return a word's stem, or the word under a sign that no stem has where it is told apart."""
        own = self._looked_for.get(stem(word), ())
        return stem(word) if all(_may_be_same(word, other) for other in own) else f"{APART}{word}"

    def rows(self, forms: Sequence[frozenset[str]]) -> Whole:
        """Return the row of each place where words stand side by side, each in one of its forms."""
        numbers = [np.array(sorted(self._numbers[f] for f in form if f in self._numbers), dtype=int) for form in forms]
        first_places = [self._order[self._starts[i] : self._starts[i + 1]] for i in numbers[0]]
        places = np.concatenate([np.zeros(0, dtype=np.int64), *first_places])
        for distance, number in enumerate(numbers[1:], 1):
            places = places[places + distance < len(self._sequence)]
            is_next = np.isin(self._sequence[places + distance], number)
            places = places[is_next & (self._rows[places] == self._rows[places + distance])]
        return np.asarray(self._rows[places])

    def forms(self, keyword_stem: str, own: Collection[str] = ()) -> frozenset[str]:
        """Return the stems of the rows that are a keyword's, are derived from it or compounds with it, of words that
        may be the same as those of its ``own`` that have its stem."""
        longer = self._stems_with(keyword_stem) if len(keyword_stem) >= LEAST_DERIVED else ()
        derived = (found for found in longer if self._is_form(found, keyword_stem, own))
        told_apart = (f"{APART}{word}" for word in self._words_of.get(keyword_stem, ()) if _is_one_of(word, own))
        return frozenset([keyword_stem, *derived, *told_apart])

    def _stems_with(self, letters: str) -> Iterator[str]:
        joined, ends = self._joined
        place = joined.find(letters)
        while place >= 0:
            i = int(np.searchsorted(ends, place, side="right"))
            yield self.stems[i]
            place = joined.find(letters, int(ends[i]))

    @cached_property
    def _joined(self) -> tuple[str, Whole]:
        """Return all stems as one text, and where each ends in it."""
        return " ".join(self.stems), np.cumsum([len(word_stem) + 1 for word_stem in self.stems])

    def _is_form(self, word_stem: str, keyword_stem: str, own: Collection[str]) -> bool:
        before, _, after = word_stem.partition(keyword_stem)
        is_short = len(keyword_stem) < LEAST_KEYWORD
        is_derived = after in (DERIVED_FROM_SHORT if is_short else DERIVED)
        if not before and is_derived:
            words_of = self._words_of.get(word_stem, ())
            return not own or after in DERIVED_FROM_SHORT or any(_is_one_of(word, own) for word in words_of)
        if not before and after == "er" and _are_akin(word_stem, keyword_stem):
            return True
        rest = before or after
        return not (is_short or (before and after)) and len(rest) >= LEAST_REST and rest in self._compounding


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the keywords of each theme say in each row, of shape (n_rows, n_themes): how rare those that stand in it are
    together (three count twice as much as one), how many there are, and whether one is rare."""

    rarity: Floats
    distinct: Floats
    has_rare: NDArray[np.bool_]


class Keywords:
    """The keywords and names of the themes of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        """Leave out names of stop words alone, but no keyword that somebody wrote."""
        self._themes = [_ThemeTerms(theme) for theme in codebook.themes]
        self.phrases = tuple(frozenset(theme.terms) for theme in self._themes)
        """The keywords and the name of each theme, as stems."""
        self._terms = frozenset(chain.from_iterable(self.phrases))
        self._own_words = sorted({word for theme in self._themes for word in chain.from_iterable(theme.own.values())})
        self._has_signs = any(map(has_sign, self._terms))

    def index(self, texts: Sequence[str], rows: Sequence[Words], compounding: frozenset[str]) -> PhraseIndex:
        """Return the index of texts, of which ``rows`` are the words, in which all that is looked for can be found."""
        with_signs = [words(text, with_signs=True) for text in texts] if self._has_signs else rows
        return PhraseIndex(with_signs, compounding, self._own_words)

    def counts(self, index: PhraseIndex, row_count: int) -> list[Floats]:
        """Return for each theme how often each of its terms stands in each row: shape (n_rows, n_terms)."""
        return [theme.counts(index, row_count) for theme in self._themes]

    def mentions(self, counts: Sequence[Floats], rarities: Sequence[Floats], least_rarity: float) -> Mentions:
        """Return what they say, by their counts in each row and how rare each is among all texts."""
        stands = [theme.standing(theme_counts) for theme, theme_counts in zip(self._themes, counts, strict=True)]
        given = [theme.is_keyword for theme in self._themes]
        rarity = [np.log2(1 + s @ r) for s, r in zip(stands, rarities, strict=True)]
        distinct = [s @ g for s, g in zip(stands, given, strict=True)]
        rare = [s @ (g * (r >= least_rarity)) > 0 for s, g, r in zip(stands, given, rarities, strict=True)]
        return Mentions(np.stack(rarity, axis=1), np.stack(distinct, axis=1), np.stack(rare, axis=1))


class _ThemeTerms:
    """The terms of one theme, which of them are keywords and not only its name, and which holds which.

    The keywords of a theme for which nobody wrote any are the parts of its name.
    """

    def __init__(self, theme: Theme) -> None:
        keywords = _written(theme.keywords) or _telling(name_parts(theme.name))
        self.terms = sorted(keywords | _telling([theme.name]))
        self.is_keyword = np.array([float(term in keywords) for term in self.terms])
        self.own: dict[str, list[str]] = {}
        for word in sorted({word for term in (theme.name, *theme.keywords) for word in words(term)}):
            self.own.setdefault(stem(word), []).append(word)
        self._holds = np.array([[float(_is_within(term, longer)) for term in self.terms] for longer in self.terms])

    def counts(self, index: PhraseIndex, row_count: int) -> Floats:
        """Return how often each of its terms stands in each row: shape (n_rows, n_terms)."""
        forms = {word_stem: self._forms(index, word_stem) for term in self.terms for word_stem in term.split()}
        columns = [
            np.bincount(index.rows([forms[word_stem] for word_stem in term.split()]), minlength=row_count)
            for term in self.terms
        ]
        return np.stack(columns, axis=1).astype(float) if columns else np.zeros((row_count, 0))

    def _forms(self, index: PhraseIndex, word_stem: str) -> frozenset[str]:
        own = self.own.get(word_stem, ())
        return index.forms(word_stem, own).union(*map(irregular_stems, own))

    def standing(self, counts: Floats) -> Floats:
        """Return 1 where a term stands by itself, not only within a longer one."""
        return (counts > (counts @ self._holds if self.terms else 0.0)).astype(float)


def example_matches(codebook: Codebook, index: PhraseIndex, texts_of_rows: Whole, text_count: int) -> NDArray[np.bool_]:
    """Return whether an example of each theme stands nearly verbatim in each text: shape (n_texts, n_themes)."""
    matches = np.zeros((text_count, len(codebook.themes)), dtype=bool)
    for j, theme in enumerate(codebook.themes):
        for example in theme.examples:
            example_stems = phrase(example).split()
            if example_stems:
                matches[:, j] |= _has_example(example_stems, index, texts_of_rows, text_count)
    return matches


def _has_example(example_stems: Words, index: PhraseIndex, texts_of_rows: Whole, text_count: int) -> NDArray[np.bool_]:
    def share(parts: Iterable[tuple[str, ...]]) -> Floats:
        distinct_parts = sorted(set(parts))
        has_parts = np.zeros(text_count)
        for part in distinct_parts:
            rows = index.rows([frozenset([word_stem]) for word_stem in part])
            has_parts += np.bincount(texts_of_rows[rows], minlength=text_count) > 0
        return has_parts / len(distinct_parts)

    if len(example_stems) < SHORT:
        return np.asarray(share([tuple(example_stems)]) == 1)
    singles, pairs = ((word_stem,) for word_stem in example_stems), pairwise(example_stems)
    return np.asarray((share(singles) >= NEARLY) & (share(pairs) >= IN_ORDER))


def wording(theme: Theme) -> str:
    """Return all that the codebook says for a theme, as one text; what it excludes is not in it."""
    return " . ".join((theme.name, theme.definition, *theme.include, *theme.keywords, *theme.examples))


def is_about_something(theme: Theme) -> bool:
    """Return whether the codebook says anything of what a theme is about.

    >>> [is_about_something(Theme("a", name, "About 5.")) for name in ("Theme 5", "Other comments", "Parking")]
    [False, False, True]
    """
    stems = phrase(wording(theme)).split()
    is_told = any(not is_stop(s) and s not in RESIDUAL and any(map(str.isalpha, s)) for s in stems)
    return is_told or bool(_written(theme.keywords))


def says_more_than_its_name(theme: Theme) -> bool:
    """Return whether a theme's entry holds a word that says something and is not in its name.

    >>> [says_more_than_its_name(Theme("a", "Parking", text)) for text in ("Comments on parking.", "Permits.")]
    [False, True]
    """
    stems = set(phrase(wording(theme)).split()) - set(phrase(theme.name).split())
    return any(not is_stop(word_stem) and word_stem not in RESIDUAL for word_stem in stems)


def is_residual(theme: Theme) -> bool:
    """Return whether a theme is by its name for what belongs to no other ("Other", "Everything else")."""
    return not RESIDUAL.isdisjoint(phrase(theme.name).split())


def name_parts(name: str) -> list[str]:
    """Return what a theme's name lists; a name that says more than a list is one part.

    >>> name_parts("Signs, cameras and fines"), name_parts("Fees are too high and hurt families")
    (['Signs', 'cameras', 'fines'], ['Fees are too high and hurt families'])
    """
    parts = [part for part in BETWEEN_PARTS.split(name) if part]
    return parts if all(len(part.split()) <= LISTED for part in parts) else [name]


def unfindable_keywords(theme: Theme) -> str:
    """Return the keywords of a theme that can stand in no text, in quotation marks.

    >>> unfindable_keywords(Theme("a", "Cost", "", keywords=("£", "&", "beside", "R&D", "–")))
    '“&”, “–”'
    """
    return ", ".join(f"“{keyword}”" for keyword in theme.keywords if not phrase(keyword, with_signs=True))


def _written(keywords: Iterable[str]) -> set[str]:
    return {phrase(keyword, with_signs=True) for keyword in keywords} - {""}


def _telling(names: Iterable[str]) -> set[str]:
    return {term for term in map(phrase, names) if not all(map(is_stop, term.split()))}


def _are_akin(*pair: str) -> bool:
    word, other = unit(word_vectors(pair))
    return bool(quantised(word @ other) >= AKIN)


def _is_one_of(word: str, own: Iterable[str]) -> bool:
    return any(_may_be_same(word, other) for other in own)


@lru_cache(maxsize=10_000)
def _may_be_same(word: str, other: str) -> bool:
    """Return whether two words of one stem are forms of one word or mean alike; what is not known may be."""
    if word.removesuffix("ly") == other.removesuffix("ly") or lemmas(word) & lemmas(other):
        return True
    return not (is_known(word) and is_known(other)) or _are_akin(word, other)


def _is_within(term: str, longer: str) -> bool:
    return longer != term and f" {term} " in f" {longer} "
