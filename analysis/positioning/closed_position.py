"""Closed positions: what a chosen answer says of where somebody stands, whatever the order of the scale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.model import Position, Question

_NEITHER = re.compile(
    r"\b(?:(?:ddim|nid wyf) yn (?:si[wŵ]r|gwybod)|neither|neutral|(?:not|un) ?sure|unsure|undecided|don't know|"
    r"do not know|dk|no (?:opinion|view|preference|"
    r"answer|strong view|objections?)|prefer not|not applicable|n/?a|can't say|cannot say|none)\b"
)
_PART = re.compile(
    r"\b(?:partly|partially|in part|to some extent|to an extent|both|yes and no|with (?:changes|conditions|"
    r"reservations|"
    r"amendments|modifications)|but|subject to|conditional(?:ly)?|qualified|mixed)\b"
)
_AGAINST = re.compile(
    r"\b(?:disagree|oppose[sd]?|object(?:ion)?|against|^no(?=[^\w ]|$| (?:way|thanks?))|unfavou?rable|reject|"
    r"disapprove|"
    r"(?:do not|don't|not|never) (?:\w+ )?(?:agree|support|favour|favor|approve|in favou?r)|unacceptable|"
    r"nac (?:ydw|ydyn|ydym|oes)|na ddyl(?:ai|id)|nage|(?:ddim|nid wyf) yn (?:cytuno|cefnogi)|anghytuno|gwrthwynebu|"
    r"^nein|^non)\b"
)
_FOR = re.compile(
    r"\b(?:agree|support(?:ive)?|yes|in favou?r|favou?r(?:able)?|^for(?=[^\w ]|$| (?:it|this|the)\b)|approve|"
    r"acceptable|welcome|ydw|ydyn|ydym|ie|dyl(?:ai|id)|cytuno|cefnogi|^ja|^oui)\b"
)


def closed_position(answers: Iterable[str], question: Question | None, is_chosen: bool = True) -> Position | None:
    """Return what the answers chosen to one question say, by its settings or else by their words; None where they say
    nothing of a position, and the words of the response must.

    A mere yes or no takes a side where the question asks for one; not ``is_chosen``: it was written into a box for
    words, in which "No" may mean that there is nothing to say.

    >>> closed_position(["Tend to disagree"], None), closed_position(["Neither agree nor disagree"], None)
    (<Position.OPPOSE: 'oppose'>, <Position.UNCLEAR: 'unclear'>)
    """
    mapped = {option.casefold(): position for option, position in question.positions} if question else {}
    takes_side = question is None or (not _asks_for_a_fact(question.text) if is_chosen else asks_for_a_side(question))
    positions = {
        mapped.get(option) or (_of_option(option) if takes_side or option not in _YES_OR_NO else None)
        for option in map(_bare, answers)
    } - {None}
    decided = positions - {Position.UNCLEAR}
    if len(decided) > 1:
        return Position.MIXED
    return next(iter(decided or positions), None)


def yes_side(question: Question | None) -> int:
    """Return which side a bare yes to a question takes: 1 for, -1 against, by its settings."""
    mapped = {option.casefold(): position for option, position in question.positions} if question else {}
    if Position.OPPOSE in (mapped.get("yes"), mapped.get("agree")) or mapped.get("no") is Position.SUPPORT:
        return -1
    return 1


_ASKS = re.compile(
    r"^\W*(?:\w?\d+\W+)?(?:do|does|did|should|would|will|is|are|can|could|have|has|shall|may)\b", re.IGNORECASE
)
_ASKS_FOR_MORE = re.compile(
    r"^(?!\W*(?:\w?\d+\W+)?should\b).*\b(?:any|anything|comments|"
    r"would you like to (?:add|be|comment|make|mention|raise|receive|say|share|tell))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"^\W*(?:\w?\d+\W+)?(?:what|which|who|whom|whose|when|where|why|how|to what)\b"
    r"(?![^?]*, ?(?:do|does|should|would|will|is|are|can|could)\b)",
    re.IGNORECASE,
)
"""How a question begins that asks for words; "When it closes, should the site be sold?" asks for a side."""
_SIDE = re.compile(
    r"\byou (?:\w+ ){0,2}?(?:agree|disagree|support|oppose|favour|object|approve|accept|welcome|endorse)\b"
    r"|\bin favour of\b|\b(?:think|feel|views?|opinions?)\b[^.?!]{0,20}\b(?:of|on|about)\b",
    re.IGNORECASE,
)
"""What asks for a side, whatever the form of the question."""

_JUDGES = (
    r"(?:think|believe|feel|consider(?! yourself)|find|judge|regard|wish|hope|want|prefer|like|see|back|recommend|"
    r"agree|support|oppose|favour|object|approve|accept|welcome|endorse|happy|content|satisfied|comfortable|willing|"
    r"prepared|ready|convinced|persuaded|supportive|view|opinion|preferred|preference|"
    r"(?:for|against)(?= (?:or|the|this|these)\b))"
)
_FACT = re.compile(
    r"^\W*(?:\w?\d+\W+)?(?:"
    rf"(?:do|does|did|are|was|were|is|has|have) your?\b(?!(?: (?!not\b)\w+){{0,2}}? (?:not )?{_JUDGES}\b)|"
    r"(?:will|would|could|does|do|has|have|is|are)\b(?! you (?!think\b|feel\b|believe\b))[^.?!]*\b"
    r"(?:affect|impact|benefit)(?:s|ed|ing)?(?: on)? your?\b|(?:will|would|could) you(?:r \w+)? be (?:\w+ )?affected\b|"
    r"would you (?:describe|like to|need)\b[^.?!]*\b(?:yourself|add|be|receive|hear|help)\b|"
    r"(?:may|can|could) we (?:contact|email|write to|publish|quote)\b|(?:are|is) there (?:any|other)\b)",
    re.IGNORECASE,
)
"""What asks how things are or will be for whoever answers: "Will it affect you?", "Do you live here?"."""

_YES_OR_NO = frozenset({"yes", "no", "ydw", "nac ydw", "ydyn", "nac ydyn", "ie", "nage", "ja", "nein", "oui", "non"})


def is_yes_or_no(question: Question | None) -> bool:
    """Return whether a question can be answered with a yes or a no that takes a side.

    >>> [is_yes_or_no(Question("", text)) for text in ("Should it close?", "Do you live here?", "What would you do?")]
    [True, False, False]
    """
    if not question or _ASKS_FOR_MORE.search(question.text):
        return False
    return bool(_ASKS.match(question.text)) and not _is_open(question.text)


def asks_for_a_side(question: Question) -> bool:
    """Return whether who writes no more than yes or no to a question takes a side."""
    asks = _SIDE.search(question.text) and not _ASKS_FOR_MORE.search(question.text)
    return bool(question.positions or asks or is_yes_or_no(question))


def _is_open(text: str) -> bool:
    """Return whether a question asks for anything but a side: for words, or for a fact."""
    return _asks_for_a_fact(text) or (not _SIDE.search(text) and bool(_ASKS_FOR_MORE.search(text)))


def _asks_for_a_fact(text: str) -> bool:
    """Return whether a question is none of sides whatever is ticked: it asks for words, or for a plain fact."""
    return not _SIDE.search(text) and bool(_OPEN.match(text) or _FACT.match(text))


KEPT = 10_000
"""Answers of which it is kept what they say: the same few are chosen again and again."""


@lru_cache(maxsize=KEPT)
def _bare(answer: str) -> str:
    words = " ".join(answer.replace("’", "'").replace("*", " ").split()).casefold()
    return re.sub(r"^\W*(?:[a-z\d]{1,2}[.):] +)?|\W+$", "", words)


_SATISFACTION = re.compile(r"\b(?:dis|un)?satisfied\b")
"""Who is satisfied with a service is neither for nor against anything that is proposed."""


@lru_cache(maxsize=KEPT)
def _of_option(option: str) -> Position | None:
    if _SATISFACTION.search(option):
        return None
    if _NEITHER.search(option):
        return Position.UNCLEAR
    is_against, is_for = _AGAINST.search(option), _FOR.search(_AGAINST.sub(" ", option))
    if _PART.match(option) or (is_against and is_for):
        return Position.MIXED
    if not (is_against or is_for):
        return None
    if _PART.search(option):
        return Position.MIXED
    return Position.OPPOSE if is_against else Position.SUPPORT
