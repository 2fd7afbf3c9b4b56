"""Closed positions: what a chosen answer says of where somebody stands, whatever the order of the scale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.model import Position, Question

_NEITHER = re.compile(
    r"\b(?:neither|neutral|(?:not|un) ?sure|unsure|undecided|don't know|do not know|dk|no (?:opinion|view|preference|"
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
    r"(?:do not|don't|not|never) (?:\w+ )?(?:agree|support|favour|favor|approve|in favou?r)|unacceptable)\b"
)
_FOR = re.compile(
    r"\b(?:agree|support(?:ive)?|yes|in favou?r|favou?r(?:able)?|^for(?=[^\w ]|$| (?:it|this|the)\b)|approve|"
    r"acceptable|welcome)\b"
)


def closed_position(answers: Iterable[str], question: Question | None) -> Position | None:
    """Return what the answers chosen to one question say, by its settings or else by their words; None where they say
    nothing of a position, and the words of the response must.

    >>> closed_position(["Tend to disagree"], None), closed_position(["Neither agree nor disagree"], None)
    (<Position.OPPOSE: 'oppose'>, <Position.UNCLEAR: 'unclear'>)
    """
    mapped = {option.casefold(): position for option, position in question.positions} if question else {}
    positions = {mapped.get(_bare(answer)) or _of_option(_bare(answer)) for answer in answers} - {None}
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
_ASKS_FOR_MORE = re.compile(r"\b(?:any|anything|comments|would you like)\b", re.IGNORECASE)


def is_yes_or_no(question: Question | None) -> bool:
    """Return whether a question can be answered with a yes or a no that takes a side."""
    return bool(question and _ASKS.match(question.text) and not _ASKS_FOR_MORE.search(question.text))


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
