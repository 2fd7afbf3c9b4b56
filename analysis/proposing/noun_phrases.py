"""Noun phrases: names in respondents' own words for what a group of sentences is about.

A group has telling words: those that more of its sentences have than of the others. It is called by the phrase whose
words are closest to these, so that a phrase of two telling words comes before either, and before a longer one that adds
what tells nothing. Where verbs tell, their gerund names what is done ("answering the phone").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from analysis.classifying.tokens import is_stop, stem
from analysis.proposing.word_classes import (
    CALENDAR,
    LAST_ONLY,
    WordClasses,
    gerund,
    is_past,
    is_plural,
    lexical_classes,
    plain,
)
from analysis.text import word_set

LONGEST = 5
"""Words of a phrase, those between its parts included."""

FEWEST, KNOWN, FEW = 2, 4, 8
"""Sentences that must hold a name, or each of its words, lest it be one respondent's own; and a group of few."""

TELLING = 1.5
"""A word must be as many times as common in the group as in the other sentences."""

ALONE = 0.5
"""What a word is worth that stands alone, beside phrases: it names too much."""

DONE = 0.35
"""What a verb is worth that stands alone, beside a noun that does."""

SPOKEN = 0.08
"""A name's last word must stand in this share of the group's sentences, and "more" with what it asks for in half as
many: a large group is not called by what few of it say."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]")
_BETWEEN = word_set("of for in to on")
_DETERMINERS = word_set("the a an their")
_BEFORE_OBJECTS = _BETWEEN | _DETERMINERS | word_set("me us you him them my our your his her at")
_LIGHT_VERBS = word_set("put puts putting get gets getting got take takes taking took give gives giving gave keep kept")
"""Verbs that say something with what they are done to ("putting me at ease"), and nothing by themselves."""

_DONE = "~"
"""What the term of a verb that stands alone ends in, so that it is not taken for a noun of the same stem."""

_OF_TWO = _LIGHT_VERBS | word_set("bring brings bringing brought")
"""Verbs with something behind what they are done to ("bringing parties to account"), which would be missing."""

_GOING_ON = word_set("to into in back a an the more their away out up down over as")
"""What that begins with."""

_PASSIVES = word_set("is are was were be been being")

_DEGREES = word_set("more better fewer less lack")
"""Words that begin a phrase, and are none by themselves."""

_DEGREE_STEMS = frozenset(map(stem, _DEGREES))


class NounPhrases:
    """The noun phrases of sentences, with how common their words are among all."""

    def __init__(self, sentences: Sequence[str]) -> None:
        """Find the phrases of each sentence, and count in how many each word stands."""
        split_sentences = [_WORD.findall(sentence) for sentence in sentences]
        self.classes = WordClasses(split_sentences)
        self._stems = [frozenset(map(stem, map(plain, one))) for one in split_sentences]
        self._held = Counter(own_stem for stems in self._stems for own_stem in stems)
        self._phrases = [dict(self._of(one)) for one in split_sentences]
        self._with_phrase = Counter(term for phrases in self._phrases for term in phrases)

    def names(self, places: Sequence[int], taken: frozenset[frozenset[str]] = frozenset()) -> Iterator[str]:
        """Yield what the sentences at some places may be called, the most telling first.

        ``taken`` are the ``same`` of names that other groups have.
        """
        counts = Counter(term for place in places for term in self._phrases[place])
        telling = self._telling(places)
        if not telling:
            # Where all sentences are of one group, nothing sets its words apart: what most have speaks for them.
            telling = self._usual(places)
            counts = Counter({term: count for term, count in counts.items() if telling.keys() >= set(_stems(term))})
        spoken = Counter(own_stem for place in places for own_stem in self._stems[place])
        worth = {
            term: self._worth(term, telling, count / len(places))
            for term, count in counts.items()
            if self._may_name(term, telling, places) and self._is_spoken(term, count, spoken, len(places))
        }
        ranked = sorted(
            (term for term in worth if worth[term] > 0), key=lambda term: (-round(worth[term], 4), -counts[term], term)
        )
        for term in ranked:
            wording = self._written(term, places)
            if self.same(wording) not in taken:
                yield wording[:1].upper() + wording[1:]

    def same(self, name: str) -> frozenset[str]:
        """Return what two names have in common that say the same, whatever the order and form of their words."""
        stems = (stem(plain(word)) for word in _WORD.findall(name))
        return frozenset(own_stem for own_stem in stems if own_stem[:1].isalpha() and not is_stop(own_stem))

    def is_telling(self, name: str, places: Sequence[int], common: float) -> bool:
        """Return whether a word of a name is in no larger share of the other sentences than ``common``."""
        own = Counter(own_stem for place in places for own_stem in self._stems[place])
        most = common * (len(self._stems) - len(places))
        return any(self._held[own_stem] - own[own_stem] <= most for own_stem in self.same(name))

    def holds_name(self, phrase: str) -> bool:
        """Return whether a word of a phrase is the name of somebody or something, as far as capitals tell."""
        return any(self.classes.is_name(word) for word in phrase.split())

    def _telling(self, places: Sequence[int]) -> Mapping[str, float]:
        """Return by how much each word speaks for the sentences at some places."""
        counts = Counter(own_stem for place in places for own_stem in self._stems[place])
        others = max(0, len(self._stems) - len(places)) + 1
        telling = {}
        for own_stem, count in counts.items():
            own_share, other_share = count / len(places), (self._held[own_stem] - count + 1) / others
            if count >= FEWEST and own_share > TELLING * other_share:
                telling[own_stem] = float(own_share * np.log(own_share / other_share))
        return telling

    def _usual(self, places: Sequence[int]) -> Mapping[str, float]:
        """Return the share of the sentences at some places in which each word stands that is in half or more."""
        counts = Counter(own_stem for place in places for own_stem in self._stems[place])
        least = max(FEWEST, len(places) / 2)
        return {own: count / len(places) for own, count in counts.items() if count >= least}

    def _worth(self, term: str, telling: Mapping[str, float], share: float) -> float:
        """Return the cosine of a phrase's words with the telling ones, but for a factor that all phrases share.

        A phrase counts the more, the larger the share of the group's sentences in which it stands as a whole.
        """
        stems = _stems(term)
        worth = float(sum(telling.get(own_stem, 0.0) for own_stem in stems) / np.sqrt(len(stems)))
        if len(stems) > 1:
            return worth * (1 + share)
        return worth * ALONE * (DONE if term.endswith(_DONE) else 1)

    def _may_name(self, term: str, telling: Mapping[str, float], places: Sequence[int]) -> bool:
        """Return whether a phrase is more than one respondent's own, and does not say the same twice.

        Of a few sentences one may hold it for all, where one of its words tells and others use all of them.
        """
        stems = _stems(term)
        is_known = all(own_stem in telling or self._held[own_stem] >= KNOWN for own_stem in stems)
        tells = any if len(places) < FEW else all
        is_own = self._with_phrase[term] < FEWEST and not (is_known and tells(own in telling for own in stems))
        return not is_own and len(set(stems)) == len(stems)

    def _is_spoken(self, term: str, count: int, spoken: Mapping[str, int], sentences: int) -> bool:
        """Return whether enough of so many sentences speak of a phrase that stands in some; ``spoken`` counts words."""
        stems = _stems(term)
        if stems[0] in _DEGREE_STEMS and count < max(FEWEST, SPOKEN / 2 * sentences):
            return False
        return spoken[stems[-1]] >= SPOKEN * sentences

    def _written(self, term: str, places: Iterable[int]) -> str:
        """Return a phrase as most of the group write it."""
        wordings = Counter(self._phrases[place][term] for place in places if term in self._phrases[place])
        return min(wordings.items(), key=lambda item: (-item[1], item[0]))[0]

    def _of(self, sentence_words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield every phrase of a sentence: as the stems of its words of meaning, and as it is written."""
        lowered = list(map(plain, sentence_words))
        for start, word in enumerate(lowered):
            # A compound is not cut ("tax payer money").
            is_cut = start > 0 and self.classes.is_noun(lowered[start - 1]) and self.classes.is_noun(word)
            for end in () if is_cut else self._ends(lowered, start):
                if end == start + 1 and not self.classes.is_surely_noun(word):
                    continue
                yield _key(lowered[start:end]), " ".join(map(self._cased, sentence_words[start:end]))
            is_light = word in _OF_TWO
            if (is_light or self.classes.is_verb(word)) and (named := gerund(word)):
                done = self._done(sentence_words, lowered, start, named)
                yield from ((term, written) for term, written in done if not (is_light and term.endswith(_DONE)))

    def _done(
        self, sentence_words: Sequence[str], lowered: Sequence[str], start: int, named: str
    ) -> Iterator[tuple[str, str]]:
        """Yield what is done, named by the gerund of the verb at a place: alone, and with how or to what."""
        after = start + 1
        following = lowered[after] if after < len(lowered) else ""
        if following == "of" or (following in _BETWEEN and start > 0 and lowered[start - 1] in _PASSIVES):
            return  # A noun ("acts of"), or what somebody else does.
        if self.classes.is_adverb(following):
            yield _key([lowered[start], following]), f"{named} {following}"
        while after < min(start + 4, len(lowered)) and lowered[after] in _BEFORE_OBJECTS:
            after += 1
        ends = [end for end in self._ends(lowered, after) if not lowered[end - 1].endswith("ing")]
        if ends and after == start + 1 and is_past(lowered[start]):
            return  # A participle before its noun.
        yield stem(lowered[start]) + _DONE, named
        for end in ends:
            is_cut = lowered[start] in _OF_TWO and end < len(lowered) and self._goes_with(lowered[end])
            if is_cut or (lowered[after - 1] in ("a", "an") and is_plural(lowered[end - 1])):
                continue
            yield _key(lowered[start:end]), " ".join([named, *map(self._cased, sentence_words[start + 1 : end])])

    def _goes_with(self, word: str) -> bool:
        """Return whether a word behind what something is done to belongs to it."""
        return word in _GOING_ON or self.classes.is_noun(word) or "ADJ" in lexical_classes(word)

    def _cased(self, word: str) -> str:
        """Return a word as it stands in a name."""
        if plain(word) in CALENDAR:
            return word.capitalize()
        return word if self.classes.nouns_are_capital or (word.isupper() and len(word) > 1) else plain(word)

    def _ends(self, lowered: Sequence[str], start: int) -> Iterator[int]:
        """Yield where noun phrases end that begin at a place."""
        if start >= len(lowered) or not (self.classes.is_modifier(lowered[start]) or lowered[start] in _DEGREES):
            return
        for end in range(start + 1, min(start + LONGEST, len(lowered)) + 1):
            word, before = lowered[end - 1], lowered[end - 2] if end > start + 1 else ""
            if not self._goes_on(word, before):
                return
            is_last = word in LAST_ONLY and self.classes.is_adjective(before)
            is_whole = is_last or end == len(lowered) or not self._is_noun(lowered[end])
            if is_whole and (is_last or self.classes.is_noun(word)):
                yield end
            if is_last:
                return

    def _is_noun(self, word: str) -> bool:
        return word in LAST_ONLY or self.classes.is_noun(word)

    def _goes_on(self, word: str, before: str) -> bool:
        """Return whether a word may stand after another in a noun phrase; ``before`` is empty at its beginning."""
        if word in _BETWEEN:
            return self.classes.is_noun(before)
        if word in _DETERMINERS:
            return before in _BETWEEN
        # What follows "to" at once may be a verb ("a doctor to call"), and so may "on maintaining".
        return not before or (
            (word in LAST_ONLY or self.classes.is_modifier(word))
            and not (before in _BETWEEN and "VERB" in lexical_classes(word))
        )


def _stems(term: str) -> list[str]:
    return term.removesuffix(_DONE).split()


def _key(lowered: Sequence[str]) -> str:
    return " ".join(stem(word) for word in lowered if word not in _BEFORE_OBJECTS)
