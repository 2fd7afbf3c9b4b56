"""Sentence tone: whether a sentence praises, asks for something else or finds fault, and whether it says of what.

Words alone tell it, and only in English: in other languages every sentence is plain and about something.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from analysis.classifying.raises_nothing import is_no_complaint, raises_nothing
from analysis.sklearn_parts import ENGLISH_STOP_WORDS
from analysis.text import word_set


class Tone(StrEnum):
    """How a sentence speaks of its subject."""

    PRAISE = "praise"
    DEMAND = "demand"
    PLAIN = "plain"


_GOOD_WORDS = word_set(
    "good great excellent fantastic brilliant amazing wonderful perfect fine ok okay happy pleased satisfied lovely "
    "nice super superb exceptional outstanding faultless impressed helpful friendly kind caring polite professional "
    "efficient prompt pleasant thoughtful grateful appreciate thank thanks enjoy enjoyed love loved best"
)
_BAD_WORDS = word_set(
    "bad poor terrible awful dreadful disappointing disappointed disgusting appalling unacceptable rude useless worse "
    "worst horrible unhappy dissatisfied unhelpful failed failing shambles dangerous"
)
_GENERAL = word_set(
    "service services everything thing things experience job work nothing anything improve improved improvement "
    "better could think way respect always overall really extremely absolutely just change changes different say said "
    "add know feel felt need needed possible quality standard rate received class second point comment comments can't "
    "couldn't don't didn't wasn't isn't i'm you're it's keep far fault faulted 1st question answer treatment care "
    "treated right complaint complaints complain fault faults without happier differently perfection excellence top "
    "notch mind comes provided absolutely needs"
)
_JUDGEMENT = word_set(
    "good great excellent fantastic brilliant amazing wonderful perfect fine ok okay happy pleased satisfied lovely "
    "nice super superb exceptional outstanding faultless impressed grateful appreciate thank thanks best"
)
_WITHOUT_SUBJECT = ENGLISH_STOP_WORDS | _JUDGEMENT | _BAD_WORDS | _GENERAL

_FAULTLESS = re.compile(
    r"(?:\b(?:no|not|nothing|never|without|cannot)|n['’]t)\b.{0,40}"
    r"\b(?:fault\w*|complain\w*|better\w*|improv\w*|wrong|happier|differently|perfection)\b",
    re.IGNORECASE,
)
"""What says that nothing could be better, where no subject is named."""

_DEMAND = re.compile(
    r"\b(?:should|must|needs? (?:to|more|better)|ought|could (?:be|have|do)|would (?:like|prefer|help|be better)|please"
    r"|more|better|improve\w*|instead|want|why (?:not|can|is|are)|lack(?:s|ing|ed)? of|not enough|too (?:few|long|much"
    r"|many|late|slow|little)|quicker|faster|shorter|sooner|longer|unless|waited|delay\w*|problems?|never|no one|nobody"
    r"|ban|stop|reduce|increase|provide)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|n't|hardly|less|more|could be|should be|be)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|nobody|nothing(?! but\b)|none|cannot|without|lack\w*)\b|n['’]t\b", re.IGNORECASE
)
_ASKED = re.compile(r"\b(?:should|must|ought|need)\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:should|must|can|need|ought)(?:n['’]?t| not| never)\b|\bcan['’]t\b|\b(?:never|not be)\s", re.IGNORECASE
)
_PENALTY = re.compile(r"\b(?:a|an|any|no|or|the|to|unlimited)\s+$", re.IGNORECASE)
"""What stands before a "fine" that is paid, and praises nothing."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_wordless(sentence: str) -> bool:
    """Return whether a sentence holds no word, but figures and single letters, as references and numbers of points do.

    >>> [is_wordless(one) for one in ("1980 c.58;", "5(4) and (5)", "N/A", "Very good service.")]
    [True, True, False, False]
    """
    found_words = [word.lower() for word in _WORD.findall(sentence)]
    is_reference = any(map(str.isdigit, sentence)) and ENGLISH_STOP_WORDS.issuperset(
        word for word in found_words if len(word) > 1
    )
    return (is_reference or all(len(word) < 2 for word in found_words)) and not (
        found_words and raises_nothing(sentence)
    )


def is_general(sentence: str) -> bool:
    """Return whether a sentence says how somebody judges, or that they have nothing to say, and of no subject.

    >>> [is_general(one) for one in ("Very good service.", "Nothing to add.", "The bus was late.")]
    [True, True, False]
    """
    return raises_nothing(sentence) or _names_no_subject(sentence)


def _names_no_subject(sentence: str) -> bool:
    found_words = [word.lower().replace("’", "'") for word in _WORD.findall(sentence)]
    return all(len(word) < 2 or word in _WITHOUT_SUBJECT for word in found_words)


def is_content(sentence: str) -> bool:
    """Return whether a sentence says that somebody is content or has nothing to add, and names no subject.

    >>> [is_content(one) for one in ("Very good.", "Nothing to add.", "Please think again.", "We thank Jo.")]
    [True, True, False, False]
    >>> [is_content(one) for one in ("It could not have been better.", "No complaints.", "It could be better.")]
    [True, True, False]
    """
    if is_no_complaint(sentence):
        return True
    if not _names_no_subject(sentence) or is_discontent(sentence):
        return False
    return tone_of(sentence) is Tone.PRAISE or _FAULTLESS.search(sentence) is not None


def is_discontent(sentence: str) -> bool:
    """Return whether a sentence says that somebody is not content, and names no subject.

    >>> [is_discontent(one) for one in ("Very poor.", "Not good.", "Nothing bad to say.", "Nothing to add.")]
    [True, True, False, False]
    """
    if not _names_no_subject(sentence):
        return False
    if is_negated(sentence):
        return any(
            found.group().lower() in _GOOD_WORDS and _NEGATED.search(sentence[: found.start()])
            for found in _WORD.finditer(sentence)
        )
    return any(word.lower() in _BAD_WORDS for word in _WORD.findall(sentence))


def is_negated(sentence: str) -> bool:
    """Return whether a sentence denies something.

    >>> [is_negated(one) for one in ("Nobody answered.", "It isn’t safe.", "It is safe.")]
    [True, True, False]
    """
    return _NEGATION.search(sentence) is not None


def side_of(sentence: str) -> int:
    """Return 1 where a sentence asks for something, -1 where it asks that something be not done, and else 0.

    >>> [side_of(one) for one in ("We should close it.", "We shouldn’t close it.", "It is closed.")]
    [1, -1, 0]
    """
    if _REFUSED.search(sentence):
        return -1
    return int(_ASKED.search(sentence) is not None)


@lru_cache(maxsize=65_536)
def tone_of(sentence: str) -> Tone:
    """Return how a sentence speaks.

    >>> [tone_of(one).value for one in ("The staff were kind.", "Answer the phone more quickly.", "I took the bus.")]
    ['praise', 'demand', 'plain']
    """
    praise = demand = False
    for found in _WORD.finditer(sentence):
        word, before = found.group().lower(), sentence[: found.start()]
        if word == "fine" and _PENALTY.search(before):
            continue
        is_negated = _NEGATED.search(before) is not None
        praise |= word in _GOOD_WORDS and not is_negated
        demand |= word in _BAD_WORDS or (word in _GOOD_WORDS and is_negated)
    if demand or (_DEMAND.search(sentence) and not praise):
        return Tone.DEMAND
    return Tone.PRAISE if praise else Tone.PLAIN
