"""Short clauses: what respondents say in a few words that can be read by themselves.

Where no noun phrase speaks for a group of sentences, a clause of one of them does: somebody's words, cut where they
pause or join, with a subject and a verb or as a request ("answer the phone"). No parser is at hand offline; a part of
which it is not plain that it stands alone is none. In languages that write nouns with capitals, only whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.classifying.tokens import is_stop, stem
from analysis.proposing.word_classes import WordClasses, is_base, lexical_classes, plain
from analysis.text import word_set

SHORTEST, LONGEST, WHOLE = 3, 10, 12
"""Words of a clause: in fewer little is said, and more are no name; and most words of a sentence that is one."""

_PAUSE = re.compile(r"[.,;:!?()\[\]{}\"“”…/]+|\s+[-–—]+\s+|—|\s+(?=(?:The|It|They|We|This|There|You|My)\b)")
_JOINS = word_set(
    "and but or because so which who whom whose as since while although though when if unless until where whereas "
    "than cause cos plus therefore thus hence then & yet nor"
)
_BELONGS = word_set("which who whom whose where than until when if as")
"""Joins without whose other side what stands before says something else."""
_AUXILIARIES = word_set(
    "is are was were am be has have had do does did can could will would shall should must may might cannot ought "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't "
    "mustn't dont doesnt didnt cant wont i'm i've i'd i'll we're we've we'd we'll you're there's there're that's it's "
    "they're they've they'd they'll"
)
_OF_SEVERAL = word_set("are were have do aren't weren't haven't don't")
_VAGUE = word_set("it they this that these those he she its it's they're they've they'd they'll that's his her their")
"""Subjects of which a reader would have to see what stands before."""

_THING = word_set("it this that these those its that's it's")
_POINTING = word_set("it them they this these those he she him both")
_DETERMINERS = word_set("all both two three four every each any some no none such other another")
_PRONOUNS = word_set("i we you there people everyone everybody nobody someone anyone anybody one")
_SEVERAL = word_set("children men women staff police public council government team youth elderly poor disabled")
"""Words without an "s" of which several may be meant."""
_ADVERBS = word_set("also always never just only often still already really even all both simply not")
_NOT_FIRST = word_set(
    "of to in on at for with by from into about that than like too very also not just then even however therefore "
    "especially such nothing all none every each two three four who what how why where when"
)
_FAMILY = word_set(
    "husband wife mother father mum dad son daughter partner brother sister child baby neighbour friend mother's "
    "father's mum's dad's husband's wife's"
)
"""Of whom respondents tell what befell them: an example, and no theme."""
_ANSWERS = word_set("nothing none yes")
"""What answers the question before the sentence begins, where no verb follows."""
_SUBORDINATORS = word_set("because since while although though if unless so")
"""Joins behind which a whole clause stands."""
_LEADING = word_set(
    "of to in on at for with by from than like as into about that who what how why where when "
    "wenn dass weil ob und oder aber sondern sowie damit bzw insbesondere"
)
_NOT_LAST = word_set(
    "the a an my our your their his its of to in on at for with by from as than that which who whom is are was were be "
    "been being am has have had do does did can could will would shall should must may might very so too more most "
    "not no if when because about into i we they he she there any some such get got like what how why where this these "
    "those also just even only really make makes let lets every each i'm i've i'd we're we've it's they're don't can't "
    "doesn't didn't won't isn't wasn't without within through between under over during towards above "
    "beyond onto upon"
)


class ShortClauses:
    """Finds the clauses of sentences, by what their words are used as."""

    def __init__(self, classes: WordClasses) -> None:
        """Keep the classes of words."""
        self._classes = classes

    def of(self, sentence: str) -> Iterator[tuple[str, ...]]:
        """Yield the words of each clause of a sentence."""
        parts = [part.split() for part in _PAUSE.split(sentence) if part.strip()]
        if len(parts) == 1 and self._is_whole(parts[0]):
            yield tuple(parts[0])
        for part_words in () if self._classes.nouns_are_capital else parts:
            joins = [i for i, word in enumerate(part_words) if plain(word) in _JOINS]
            starts = [0, *(i + 1 for i in joins)]
            ends = [*(i for i in joins if plain(part_words[i]) not in _BELONGS), len(part_words)]
            for start in starts:
                for end in ends:
                    clause = tuple(part_words[start:end])
                    if SHORTEST <= len(clause) <= LONGEST and self.is_clause(clause):
                        yield clause

    def _is_cut(self, lowered: Sequence[str]) -> bool:
        """Return whether words end before what they announce does ("because trams", "is a barbaric")."""
        joined = [i for i, word in enumerate(lowered) if word in _SUBORDINATORS and i]
        if joined and not any(map(self._is_verb, lowered[joined[-1] + 2 :])):
            return True
        return lowered[-2] in ("a", "an") and lexical_classes(lowered[-1]) == {"ADJ"}

    def _is_whole(self, sentence_words: Sequence[str]) -> bool:
        """Return whether a sentence is short and says something, verb or not ("long wait to answer phone")."""
        lowered = list(map(plain, sentence_words))
        if not SHORTEST <= len(lowered) <= WHOLE or lowered[0] in _JOINS | _LEADING or lowered[-1] in _NOT_LAST:
            return False
        if self._is_cut(lowered) or _says_twice(lowered) or (lowered[0] in _ANSWERS and lowered[1] not in _AUXILIARIES):
            return False
        says = self._classes.nouns_are_capital or any(self._says_how(word) for word in lowered)
        is_known = all(word.isdigit() or (word[:1].isalpha() and self._classes.is_known(word)) for word in lowered)
        return says and is_known and any(map(self._classes.is_noun, lowered))

    def _says_how(self, word: str) -> bool:
        is_describing = not {"ADJ", "ADV"}.isdisjoint(lexical_classes(word)) and word not in _DETERMINERS
        return is_describing or self._classes.is_verb(word)

    def is_clause(self, clause: Sequence[str]) -> bool:
        """Return whether words can be read by themselves, as far as can be told."""
        lowered = [plain(word) for word in clause]
        if not self._stands_alone(lowered) or _says_twice(lowered):
            return False
        verb = next((i for i, word in enumerate(lowered) if self._is_verb(word)), None)
        if verb is None or (lowered[verb] in _AUXILIARIES and verb + 1 == len(lowered)):
            return False
        if verb == 0:
            return self._asks(lowered)
        subject = [word for word in lowered[:verb] if word not in _ADVERBS]
        if not subject or "that" in subject[1:]:
            return False
        return self._may_be_subject(subject) and self._agrees(subject[-1], lowered[verb])

    def _agrees(self, subject: str, verb: str) -> bool:
        """Return whether a verb may follow a subject: one in its plain form asks for several ("parents have")."""
        is_several = subject in _PRONOUNS | _VAGUE | _SEVERAL or subject.endswith("s")
        if verb in _OF_SEVERAL:
            return is_several
        return verb != "be" and (is_several or verb in _AUXILIARIES or not is_base(verb))

    def _stands_alone(self, lowered: Sequence[str]) -> bool:
        """Return whether words begin and end as what is said does, and name nobody and nothing."""
        if lowered[0] in _NOT_FIRST | _JOINS or lowered[-1] in _NOT_LAST | _JOINS or lowered[:2] == ["long", "as"]:
            return False
        return not self._is_cut(lowered) and all(
            word[:1].isalpha() and self._classes.is_known(word) for word in lowered
        )

    def _is_verb(self, word: str) -> bool:
        if word in _AUXILIARIES:
            return True
        return not word.endswith("ing") and self._classes.is_action(word)

    def _asks(self, lowered: Sequence[str]) -> bool:
        first = lowered[0]
        if first in ("i'm", "i've", "i'd", "i'll", "we're", "we've", "there's", "it's", "they're", "that's", "don't"):
            return True
        return first not in _AUXILIARIES and is_base(first)

    def _may_be_subject(self, subject: Sequence[str]) -> bool:
        last = subject[-1]
        if last in _PRONOUNS or last in _VAGUE:
            return len(subject) == 1 or last in ("people", "one", "everyone")
        return "NOUN" in lexical_classes(last) or not lexical_classes(last)


def _says_twice(lowered: Sequence[str]) -> bool:
    """Return whether a word of meaning is repeated ("murder is murder")."""
    stems = [own for own in map(stem, lowered) if not is_stop(own)]
    return len(set(stems)) < len(stems)


def is_unclear(clause: Sequence[str]) -> bool:
    """Return whether a clause says something of a thing that is not named in it ("this was worrying"), or of
    somebody close to whoever says it ("my husband was in pain"), as an example of what the others say."""
    return plain(clause[0]) in _THING or (plain(clause[0]) in ("my", "our") and plain(clause[1]) in _FAMILY)


def is_vague(clause: Sequence[str]) -> bool:
    """Return whether a clause points at something that is not in it."""
    return plain(clause[0]) in _VAGUE or not _POINTING.isdisjoint(map(plain, clause))
