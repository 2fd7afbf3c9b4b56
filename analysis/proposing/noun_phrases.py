"""Noun phrases: names in respondents' own words for what a group of sentences is about.

No tagger is at hand offline, and none is needed: what is a noun shows in all sentences by what stands before it. A
phrase ends in a word that determiners, adjectives and prepositions come before more often than pronouns and auxiliaries
do, and holds no word of which that is plainly the other way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from analysis.classifying.tokens import is_stop, stem
from analysis.proposing.sentence_tone import word_set

LONGEST = 4
"""Words of a phrase, those between its parts included."""

FEWEST = 2
"""Sentences of a group that must hold a phrase for the group to be called by it."""

COMMON = 0.35
"""A head in a larger share of all sentences names no group."""

TELLING = 1.5
"""A phrase must be as many times as common in the group as in the other sentences."""

SELDOM = 20
"""A phrase in no more sentences than these is not common, however few there are."""

LENGTH = {1: 0.75, 2: 1.35, 3: 1.3, 4: 1.1}
"""What a phrase of so many words is worth beside one of another length: one word names too much."""

NAMES = 0.5
"""The share of its places within sentences from which on a word in capitals is somebody's or something's name."""

FAR = 0.35
"""A second phrase is added to a name that stands in less than this share of the group, where they share no word."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]")
_BEFORE_NOUNS = word_set(
    "the a an my our your their his her its this these those no any some more less fewer many much few several of in "
    "on for with by from about without through between into against under over during at better good great poor bad "
    "new own other such every each all most public local"
)
_BEFORE_VERBS = word_set(
    "to will would can could should must may might shall not don't doesn't didn't can't won't i we they you he she it "
    "who which that and please never always just also is are was were be been being have has had do does did let"
)
_NOT_IN_NAMES = word_set(
    "thing things lot way ways bit time times day days year years people person everyone anyone someone something "
    "anything everything nothing one ones reason reasons fact case example kind sort number part point points issue "
    "issues good great better best bad worse worst very really just also get got getting make makes making made take "
    "takes taking give gives giving go going goes come comes need needs want wants know think feel say says said use "
    "used using like able many more most much less least own same different lots new first second last next right "
    "left put ask asked told tell keep kept let help helps helped allow allows allowed cause causes lead leads become "
    "becomes becoming likely possible sure true excellent fantastic brilliant amazing wonderful perfect lovely nice "
    "super superb happy pleased satisfied poor terrible awful yes okay ok thank thanks please other others"
)
_BETWEEN = frozenset({"of", "for", "in", "to", "on"})
_DEGREES = frozenset({"more", "better", "fewer", "less", "lack"})
"""Words that begin a phrase, and are none by themselves."""

_STOPS_THAT_ARE_NOUNS = word_set("call calls system systems fire bill bills interest interests detail details")

_ADJECTIVES = word_set(
    "safe low high legal illegal human mental physical accessible available medical social financial moral immoral "
    "early late long short quick slow easy hard difficult large small big clean dirty free full open close old young "
    "important necessary harmful dangerous addictive strong weak clear certain whole main real true wrong natural "
    "individual professional friendly polite efficient helpful thorough calm expensive cheap"
)
"""Adjectives that stand alone so often that nothing around them tells them from nouns."""

_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december christmas easter english welsh"
)
"""Words in capitals that are nobody's name."""

CAPITALISED = 0.18
"""Where a larger share of the words within sentences are written so, all nouns are (as in German)."""
_NOT_NOUNS = re.compile(r".{3,}(?:ly|n['’]t|['’](?:ll|ve|re|d|m))$")


class NounPhrases:
    """The noun phrases of sentences, with how common they are among all."""

    def __init__(self, sentences: Sequence[str]) -> None:
        """Count what stands before and after each word, and in how many sentences each phrase stands."""
        self._words = [_WORD.findall(sentence) for sentence in sentences]
        self._noun: Counter[str] = Counter()
        self._last: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        for sentence_words in self._words:
            self._count(sentence_words)
        self._nouns_are_capital = self._capital.total() > CAPITALISED * max(1, self._seen.total())
        self._phrases = [dict(self._of(sentence_words)) for sentence_words in self._words]
        self._held = Counter(term for phrases in self._phrases for term in phrases)

    def _count(self, sentence_words: Sequence[str]) -> None:
        lowered = list(map(_plain, sentence_words))
        for i, word in enumerate(lowered):
            before, after = lowered[i - 1] if i else "", lowered[i + 1] if i + 1 < len(lowered) else ""
            self._seen[word] += 1
            self._noun[word] += (before in _BEFORE_NOUNS) - (before in _BEFORE_VERBS)
            self._last[word] += not after[:1].isalpha() or is_stop(stem(after))
            self._capital[word] += bool(i) and before.isalpha() and sentence_words[i].istitle()

    def name(self, places: Iterable[int], taken: frozenset[str] = frozenset()) -> str:
        """Return what to call the sentences at some places: a phrase, or two; nothing where none speaks for them.

        ``taken`` names, in small letters, are those of other groups.
        """
        own = [self._phrases[place] for place in places]
        counts = Counter(term for phrases in own for term in phrases)
        worth = {term: self._worth(term, count, len(own)) for term, count in counts.items() if count >= FEWEST}
        ranked = sorted((term for term in worth if worth[term] > 0), key=lambda term: (-round(worth[term], 4), term))
        # Where nothing tells a group from the others, it is called by what most of it speaks of.
        ranked += sorted(worth.keys() - set(ranked), key=lambda term: (-counts[term], term))
        for i, first in enumerate(ranked):
            for terms in self._wordings(first, ranked[i + 1 :], counts, len(own)):
                wording = " and ".join(self._written(term, own) for term in terms)
                if wording.casefold() not in taken:
                    return wording[:1].upper() + wording[1:]
        return ""

    def _wordings(
        self, first: str, others: Sequence[str], counts: Mapping[str, int], size: int
    ) -> Iterator[tuple[str, ...]]:
        """Yield the phrases that make a name with a first one, the best name first."""
        stems = set(first.split())
        longer = [term for term in counts if len(term.split()) in (2, 3) and stems < set(term.split())]
        longer = [term for term in longer if counts[term] >= FEWEST or self._held[term] >= FEWEST + 1]
        longer.sort(key=lambda term: (-counts[term], -self._held[term], term))
        second = [term for term in others if not stems & set(term.split())][:1]
        is_narrow = counts[first] < FAR * size
        if len(stems) > 1:
            yield from ((first, *second), (first,)) if is_narrow and len(stems) < 3 and second else ((first,),)
        else:
            yield from ((term, *second) if is_narrow and second else (term,) for term in longer[:2])
            yield from ((first, *second), (first,))
        if second:
            yield first, *second

    def holds_name(self, phrase: str) -> bool:
        """Return whether a word of a phrase is the name of somebody or something, as far as capitals tell."""
        return any(self._is_name(word) for word in phrase.split())

    def _is_name(self, word: str) -> bool:
        is_capital = self._capital[word] >= NAMES * self._seen[word] > 0
        return is_capital and not self._nouns_are_capital and word not in _CALENDAR

    def _written(self, term: str, own: Sequence[dict[str, str]]) -> str:
        """Return a phrase as most of the group write it."""
        wordings = Counter(phrases[term] for phrases in own if term in phrases)
        return min(wordings.items(), key=lambda item: (-item[1], item[0]))[0]

    def _worth(self, term: str, count: int, size: int) -> float:
        elsewhere = self._held[term] - count
        own_share = count / size
        other_share = (elsewhere + 1) / (max(0, len(self._phrases) - size) + 1)
        if own_share <= TELLING * other_share or self._held[term] > max(SELDOM, COMMON * len(self._phrases)):
            return 0.0
        return float(own_share * np.log(own_share / other_share)) * LENGTH[len(term.split())]

    def _of(self, sentence_words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield every noun phrase of a sentence: as stems, and as it is written."""
        lowered = list(map(_plain, sentence_words))
        for start in range(len(lowered)):
            if not (self._may_begin(lowered[start]) or lowered[start] in _DEGREES):
                continue
            for end in range(start + 1, min(start + LONGEST, len(lowered)) + 1):
                word = lowered[end - 1]
                if end > start + 1 and not (self._may_begin(word) or word in _BETWEEN):
                    break
                if self._is_head(word):
                    yield " ".join(map(stem, lowered[start:end])), " ".join(map(_cased, sentence_words[start:end]))

    def _may_begin(self, word: str) -> bool:
        """Return whether a word may stand in a phrase; names of people and places, in capitals, may not."""
        return (
            len(word) > 2
            and word[0].isalpha()
            and (word in _STOPS_THAT_ARE_NOUNS or not is_stop(stem(word)))
            and word not in _NOT_IN_NAMES
            and not _NOT_NOUNS.match(word)
            and not self._is_name(word)
            and self._noun[word] > -0.3 * self._seen[word]
        )

    def _is_head(self, word: str) -> bool:
        if not self._may_begin(word) or word in _ADJECTIVES:
            return False
        if self._nouns_are_capital:
            return self._capital[word] >= NAMES * self._seen[word]
        is_noun = self._noun[word] >= 0.15 * self._seen[word] and self._last[word] >= 0.4 * self._seen[word]
        return is_noun and not word.endswith(("ed", "ful", "ous", "able"))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _cased(word: str) -> str:
    return word if word.isupper() and len(word) > 1 else _plain(word)
