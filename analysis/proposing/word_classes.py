"""Word classes: what each word of some sentences is used as, by an English lexicon and by what stands around it.

No tagger is at hand offline. The lexicon (lemminflect, from the NIH's SPECIALIST) says what a word may be. Between a
noun and a verb, and of words that it does not know, as those of other languages, what stands before and after them in
all sentences decides: determiners and prepositions come before nouns, pronouns and auxiliaries before verbs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from lemminflect import getAllLemmas, getInflection

from analysis.classifying.tokens import is_stop, stem
from analysis.text import word_set

_BEFORE_NOUNS = word_set(
    "the a an my our your their his her its this these those no any some more less fewer many much few several of in "
    "on for with by from about without through between into against under over during at better good great poor bad "
    "new own other such every each all most public local"
)
_BEFORE_VERBS = word_set(
    "to will would can could should must may might shall not don't doesn't didn't can't won't i we they you he she it "
    "who which that and please never always just also is are was were be been being have has had do does did let"
)
_BEFORE_ACTIONS = word_set(
    "to will would can could should must may might shall don't doesn't didn't can't won't i we they you he she it who "
    "never always just also please do does did let"
)
"""What stands before verbs and, unlike forms of "be", seldom before adjectives and participles."""

_EMPTY = word_set(
    "thing things lot lots way ways bit people person everyone anyone someone something anything everything nothing "
    "one ones reason reasons fact case example kind sort part point points issue issues good great better best bad "
    "worse worst very really just also get got getting make makes making made take takes taking took taken give gives "
    "giving gave given go goes going went gone come comes coming came need needs needed want wants wanted know knows "
    "knew think thinks thought feel feels felt feeling say says said saying use uses used using like able many more "
    "most much less least own same different new first second last next right left put ask asked asking told tell "
    "telling keep kept let help helps helped allow allows allowed cause causes lead leads become becomes becoming "
    "likely possible sure true excellent fantastic brilliant amazing wonderful perfect lovely nice super superb happy "
    "pleased satisfied poor terrible awful yes okay ok thank thanks please other others try tried see saw seen find "
    "found seem seems little spot head end answer did done doing does being having regard regards matter sake terms "
    "day days year years week weeks fault faults world deal dealt dealing bother change happen happens happened "
    "min mins hr hrs happening look looks looked looking rely relies relied relying according including "
    "mean means meant meaning concerning depending considering behalf husband husbands wife "
    "mother mothers father fathers mum dad son daughter lady ladies gentleman man woman"
)
"""Words that name no subject, wherever they stand."""

_ONLY_IN_PHRASES = word_set(
    "time times hour hours minute minutes number numbers country countries society question questions importance "
    "service services team"
)
"""Words that name a subject with another word ("waiting time"), and none alone."""

LAST_ONLY = word_set("need needs people issue issues help use change changes")
"""Empty words that name a subject behind another word ("individual needs")."""

_STOPS_THAT_ARE_NOUNS = word_set("call calls system systems fire bill bills interest interests detail details")

CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december christmas easter english welsh"
)
"""Words in capitals that are nobody's name."""

NAMES = 0.5
"""The share of its places within sentences from which on a word in capitals is somebody's or something's name."""

CAPITALISED = 0.18
"""Where a larger share of the words within sentences are written so, all nouns are (as in German)."""

KNOWN = 3
"""A word that no lexicon has is known where it is used as often."""

FUNCTION, SELDOM = 0.01, 20
"""Where nouns are written so, a word that is in a larger share of the sentences, and in more than so many, only joins
others."""

NOUN, LAST = 0.15, 0.4
"""A noun: by how much what stands before tells of nouns rather than of verbs, and how often it ends a phrase."""

SURELY = 0.3
"""The same for a noun that is a name by itself, where it may be a verb ("look", "stop")."""

ACTION = 0.3
"""A word that may be something else is a verb where this share of its places follow a word that stands before verbs."""

_CONTRACTED = re.compile(r".+['’](?:ll|ve|re|d|m|t)$")


class WordClasses:
    """What the words of sentences are used as."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        """Count what stands before and after each word."""
        self._noun: Counter[str] = Counter()
        self._action: Counter[str] = Counter()
        self._last: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._sentences = len(sentences)
        for sentence_words in sentences:
            self._count(sentence_words)
        self.nouns_are_capital = self._capital.total() > CAPITALISED * max(1, self._seen.total())

    def _count(self, sentence_words: Sequence[str]) -> None:
        lowered = list(map(plain, sentence_words))
        for i, word in enumerate(lowered):
            before, after = lowered[i - 1] if i else "", lowered[i + 1] if i + 1 < len(lowered) else ""
            self._seen[word] += 1
            self._noun[word] += (before in _BEFORE_NOUNS) - (before in _BEFORE_VERBS)
            self._action[word] += before in _BEFORE_ACTIONS
            self._last[word] += not after[:1].isalpha() or is_stop(stem(after))
            self._capital[word] += bool(i) and before.isalpha() and sentence_words[i].istitle()

    def is_name(self, word: str) -> bool:
        """Return whether a word is the name of somebody or something, as far as capitals tell."""
        is_capital = self._capital[word] >= NAMES * self._seen[word] > 0
        return is_capital and not self.nouns_are_capital and word not in CALENDAR

    def is_known(self, word: str) -> bool:
        """Return whether a word is English or more than one respondent's own, and nobody's name."""
        return not self.is_name(word) and (
            is_stop(stem(word)) or self._seen[word] >= KNOWN or bool(lexical_classes(word.removesuffix("'s")))
        )

    def may_stand(self, word: str) -> bool:
        """Return whether a word may stand in a phrase: it speaks of something, and is nobody's name."""
        return (
            len(word) > 2
            and word[0].isalpha()
            and (word in _STOPS_THAT_ARE_NOUNS or not is_stop(stem(word)))
            and word.removesuffix("'s") not in _EMPTY
            and not _CONTRACTED.match(word)
            and not self.is_name(word)
        )

    def is_noun(self, word: str) -> bool:
        """Return whether a word is used as a noun."""
        if not self.may_stand(word):
            return False
        if self.nouns_are_capital:
            return self._capital[word] >= NAMES * self._seen[word]
        classes = lexical_classes(word)
        if classes and classes <= {"NOUN", "PROPN"}:
            return True
        if classes and "NOUN" not in classes and not word.endswith("ing"):
            return False
        if classes and "ADJ" not in classes and self._action[word] < ACTION * self._seen[word]:
            return self._last[word] >= LAST * self._seen[word]
        return self._noun[word] >= NOUN * self._seen[word] and self._last[word] >= LAST * self._seen[word]

    def is_surely_noun(self, word: str) -> bool:
        """Return whether a word that may be a verb too is used as a noun wherever more is told than of verbs."""
        if word in _ONLY_IN_PHRASES:
            return False
        is_verb_too = "VERB" in lexical_classes(word) and not word.endswith("ing")
        return not is_verb_too or self._noun[word] >= SURELY * self._seen[word]

    def is_modifier(self, word: str) -> bool:
        """Return whether a word may stand before a noun in its phrase ("first", though no subject, as well)."""
        if word == "first":
            return True
        if not self.may_stand(word):
            return False
        if self.is_noun(word):
            return True
        classes = lexical_classes(word)
        if self.nouns_are_capital:
            return (
                self._seen[word] <= max(SELDOM, FUNCTION * self._sentences)
                and self._noun[word] > -0.3 * self._seen[word]
            )
        if not classes:
            return self._noun[word] > -0.3 * self._seen[word] and not word.endswith("ly")
        is_compound = "NOUN" in classes and self._noun[word] >= SURELY * self._seen[word]
        return "ADJ" in classes or is_compound or (word.endswith(("ed", "ing")) and self._noun[word] >= 0)

    def is_adjective(self, word: str) -> bool:
        """Return whether a word may stand before a noun and is more than another noun."""
        return "ADJ" in lexical_classes(word) and self.is_modifier(word)

    def is_verb(self, word: str) -> bool:
        """Return whether a word is used as a verb that says something."""
        return self.may_stand(word) and self.is_action(word)

    def is_action(self, word: str) -> bool:
        """Return whether a word is used as a verb, be it one that says little."""
        classes = lexical_classes(word)
        return "VERB" in classes and (classes == {"VERB"} or self._action[word] >= ACTION * self._seen[word])

    def is_adverb(self, word: str) -> bool:
        """Return whether a word can only say how something is done."""
        return lexical_classes(word) == {"ADV"} and word.endswith("ly") and self.may_stand(word)


@cache
def lexical_classes(word: str) -> frozenset[str]:
    """Return what an English word may be; nothing where it is not known."""
    return frozenset(getAllLemmas(word))


def is_base(verb: str) -> bool:
    """Return whether a verb has the form in which one asks for something ("answer")."""
    return verb in getAllLemmas(verb, "VERB").get("VERB", ())


@cache
def gerund(verb: str) -> str:
    """Return a form of a verb as it is named ("answered" as "answering"); nothing where that is not known.

    >>> gerund("answered")
    'answering'
    """
    for lemma in getAllLemmas(verb, "VERB").get("VERB", ()):
        if inflected := getInflection(lemma, "VBG", inflect_oov=False):
            return str(inflected[0])
    return ""


def plain(word: str) -> str:
    """Return a word in small letters, with a straight apostrophe."""
    return word.lower().replace("’", "'")


def is_past(word: str) -> bool:
    """Return whether a word looks like a participle, which may also stand before a noun ("limited access")."""
    return word.endswith(("ed", "en"))


@cache
def is_plural(word: str) -> bool:
    """Return whether an English word is a noun of which several are meant."""
    return word not in getAllLemmas(word, "NOUN").get("NOUN", (word,))
