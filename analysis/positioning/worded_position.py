"""Worded positions: where somebody stands, from what they wrote; unclear whenever that is not plain (ADR 36)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.model import Position
from analysis.pattern_index import PatternIndex
from analysis.positioning.stance_cues import (
    COMMON,
    CONDITION,
    CONTRAST,
    CUES,
    DENIED,
    DOUBLE,
    FILLER,
    FORMER,
    IF,
    NEGATION,
    NOBODY,
    NONE,
    NONE_OF_US,
    ORGANISATION,
    OTHERS,
    OUTRIGHT,
    PART,
    PASSIVE,
    REPORTED,
    RESERVE,
    SELF,
    TURN,
    UNSURE,
    WOULD,
    Cue,
)
from analysis.text import Span

_SENTENCE = re.compile(r"(?:[^.!?;\n]|;(?= (?:but|however|though|although|yet)\b))+[.!?;]*|\n")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]{12,}’")
_CLAUSE = re.compile(r"[,:–—]| (?:and|but|however|although|though|while|whilst|because|so|yet) ")
_YES = re.compile(r"^(?:yes|yeah|yep|absolutely|definitely|certainly|of course)\b(?! not\b)")
_NO = re.compile(
    r"^(?:no|nope|definitely not|absolutely not|certainly not|never)(?=[^\w ']|$| (?:i|we|it|this|please|thank)\b)"
)
_BARE = re.compile(r"\b(?:answer|response) (?:to [\w ]{1,20} )?is[: ]+(yes|no)\b")


@dataclass(frozen=True, slots=True)
class WordedPosition:
    """A position as it follows from words, with the spans that decided it, as (which text, span)."""

    position: Position
    evidence: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class _Stand:
    """One stand that is taken: for (1), against (-1), or limited (0)."""

    sign: int
    text: int
    span: Span


def worded_position(texts: Sequence[str], is_yes_or_no: bool = False, yes: int = 1) -> WordedPosition:
    """Return the position of whoever wrote these texts, all of one response to one question.

    ``is_yes_or_no``: the question can be answered with yes or no, and ``yes`` is the side that a yes takes.

    >>> worded_position(["We cannot support the closure."]).position
    <Position.OPPOSE: 'oppose'>
    >>> worded_position(["I agree with the aim, but not with the charge."]).position
    <Position.MIXED: 'mixed'>
    >>> worded_position(["Some people oppose it."]).position
    <Position.UNCLEAR: 'unclear'>
    """
    stands = [
        stand
        for number, text in enumerate(texts)
        for stand in _stands(number, text, yes if is_yes_or_no and not number else 0)
    ]
    signs = {stand.sign for stand in stands}
    if not signs or signs == {RESERVED}:
        return WordedPosition(Position.UNCLEAR)
    if signs <= {-1, RESERVED}:
        position = Position.OPPOSE
    elif signs == {1}:
        position = Position.SUPPORT
    else:
        position = Position.MIXED
    return WordedPosition(position, tuple((stand.text, stand.span) for stand in stands if stand.sign != RESERVED))


LIMITED, RESERVED = 0, 2
"""The signs of a stand that is for and against at once, and of a reservation, which by itself is no stand."""


def _stands(number: int, text: str, yes: int) -> Iterator[_Stand]:
    """Yield the stands that one text takes; ``yes`` is 0 where a yes or no says nothing."""
    folded = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text.replace("’", "'").replace("“", "“")).lower()
    if len(folded) != len(text):  # a letter whose small form is longer: spans would be those of another text
        folded = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
    is_first = True
    for sentence in _SENTENCE.finditer(folded):
        words = sentence.group()
        start = sentence.start() + len(words) - len(words.lstrip(" \t-*•\"'"))
        words = words.strip(" \t-*•\"'")
        if not words.strip(".!?;\n"):
            continue
        if "?" not in words:
            for sign, begin, end in _of_sentence(words, yes if is_first else 0):
                yield _Stand(sign, number, Span(start + begin, start + end))
        is_first = False


@lru_cache(maxsize=20_000)
def _of_sentence(words: str, yes: int) -> tuple[tuple[int, int, int], ...]:
    """Return the sign and place of each stand that a sentence takes; many write the same sentence."""
    return tuple(_signs(words, yes))


def _signs(words: str, yes: int) -> Iterator[tuple[int, int, int]]:
    signs = [*_answers(words, yes), *_cues(words)]
    supports = any(sign > 0 for sign, _, _ in signs)
    limit = CONDITION.search(words) or PART.search(words) or (CONTRAST.search(words) if supports else None)
    if supports and limit:
        yield from ((LIMITED if sign > 0 else sign, begin, end) for sign, begin, end in signs)
    elif not signs and (mixed := _MIXED.search(words)):
        yield LIMITED, mixed.start(), mixed.end()
    else:
        yield from signs
    reserve = RESERVE.search(words)
    if reserve and not NEGATION.search(words[: reserve.start()]) and not _is_reported(words[: reserve.start()]):
        yield RESERVED, reserve.start(), reserve.end()


_MIXED = re.compile(r"\b(?:mixed feelings|in two minds|yes and no)\b")


def _answers(words: str, yes: int) -> Iterator[tuple[int, int, int]]:
    """Yield a yes or no that opens the answer, or that is named as the answer."""
    named = _BARE.search(words)
    if named:
        yield (1 if named[1] == "yes" else -1) * (yes or 1), named.start(1), named.end(1)
    elif yes and (opening := _YES.match(words) or _NO.match(words)) and not _MIXED.match(words):
        yield (yes if _YES.match(words) else -yes), opening.start(), opening.end()


_TRIED = (*OUTRIGHT, *CUES)
_index = cache(lambda: PatternIndex([cue.pattern for cue in _TRIED]))


def _cues(words: str) -> Iterator[tuple[int, int, int]]:
    if UNSURE.search(words):
        return
    taken: list[tuple[int, int]] = []
    for cue in map(_TRIED.__getitem__, _index().may_be_in(words)):
        for found in cue.pattern.finditer(words):
            if any(begin < found.end() and found.start() < end for begin, end in taken):
                continue
            sign = _sign(cue, words, found)
            if sign is not None:
                taken.append(found.span())
                yield sign, found.start(), found.end()


def _sign(cue: Cue, words: str, found: re.Match[str]) -> int | None:
    """Return which side a cue takes where it stands: None where it is others', former, or a denial of opposition."""
    before = words[: found.start()]
    turn = before[max((match.end() for match in TURN.finditer(before)), default=0) :]
    clause = before[max((match.end() for match in _CLAUSE.finditer(before)), default=0) :]
    denied = NEGATION.search(DOUBLE.sub(" ", clause)) or NONE_OF_US.search(turn)
    if _is_reported(turn) or (NOBODY.search(turn) and not NONE_OF_US.search(turn)):
        return None
    if not cue.is_stance:
        turned = DENIED.search(clause)
        return cue.sign if not turned else -1 if cue.sign > 0 and not turned["agreed"] else None
    if FORMER.search(clause) or COMMON.search(before) or not _is_own(before, clause):
        return None
    if NONE.search(clause) or (denied and cue.sign < 0):
        return LIMITED if cue.sign < 0 and CONTRAST.search(words) else None
    sign = -1 if denied else cue.sign
    if WOULD.search(clause) and IF.search(words):
        return LIMITED if sign > 0 else None
    return sign or None


def _is_reported(turn: str) -> bool:
    """Return whether others say that the stand which follows is taken."""
    reported = REPORTED.search(turn)
    if not reported or not turn[: reported.start()].strip():
        return bool(reported and reported["says"].startswith("according"))
    teller = turn[: reported.start()]
    return bool(PASSIVE.search(teller)) or _speaker(teller) is not True


def _speaker(before: str) -> bool | None:
    """Return whether the nearest of those named is the writer, or None if nobody is named."""
    for word in reversed(re.findall(r"most \w+ly\b|[\w'-]+", before)):
        if SELF.fullmatch(word):
            return True
        if OTHERS.fullmatch(word):
            return False
    return None


def _is_own(before: str, clause: str) -> bool:
    """Return whether the writer takes the stand that follows: the nearest of those named is they, or nobody is."""
    speaker = _speaker(before)
    if speaker is not None:
        return speaker
    stripped = re.sub(r"\b(?:does not|doesn't|cannot|is|has|therefore|strongly|fully|also|do|not)\b", "", clause)
    return bool(FILLER.match(clause.strip()) or ORGANISATION.match(" ".join(stripped.split())))
