"""Worded positions: where somebody stands, from what they wrote; unclear whenever that is not plain (ADR 36)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from analysis.model import Position
from analysis.pattern_index import PatternIndex
from analysis.positioning.evaluations import ACCEPTANCE, EVALUATIONS, OPENINGS
from analysis.positioning.outright_cues import OUTRIGHT
from analysis.positioning.stance_cues import (
    COMMON,
    CONDITION,
    CONTRAST,
    CUES,
    DENIED,
    DETAIL,
    DOUBLE,
    FILLER,
    FORMER,
    IF,
    NEGATION,
    NO_RESERVE,
    NOBODY,
    NONE,
    NONE_OF_US,
    ORGANISATION,
    OTHERS,
    PART,
    PASSIVE,
    REPORTED,
    RESERVE,
    SELF,
    STRENGTH,
    TOPIC,
    TURN,
    UNSURE,
    WHOLE,
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
class Writer:
    """Who wrote: their whole name, what they are called for short behind an article, and whether they are a body.

    Both are words in small letters, without an article. Of another body that nobody has named before, only a writer who
    is known to be none speaks.
    """

    name: str = ""
    heads: frozenset[str] = frozenset()
    is_body: bool = False

    def in_texts(self, texts: Sequence[str]) -> Writer:
        """Return the writer as the texts may call them, as most who write are nobody known."""
        said = [text.lower() for text in texts] if self.name or self.heads else []
        heads = frozenset(head for head in self.heads if any(head.split()[-1] in text for text in said))
        is_said = bool(self.name) and any(self.name.split()[-1] in text for text in said)
        return Writer(self.name if is_said else "", heads, self.is_body)


def called(name: str) -> str:
    """Return a name as a writer is called by it: its words in small letters, without an article."""
    return " ".join(_WORD.findall(_ARTICLE.sub("", name.lower().replace("’", "'"))))


_WORD = re.compile(r"[^\W_][\w'&-]*")
_ARTICLE = re.compile(r"^\s*(?:the|our|this) ")
NOBODY_KNOWN = Writer()


@dataclass(frozen=True, slots=True)
class WordedPosition:
    """A position as it follows from words, with the spans that decided it, as (which text, span).

    ``is_sure``: no stand on something that may be a part of the proposal or not speaks against the others.
    """

    position: Position
    evidence: tuple[tuple[int, Span], ...] = ()
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class _Stand:
    """One stand that is taken: for (1), against (-1), limited (0) or a reservation (2), and on what."""

    sign: int
    text: int
    span: Span
    scope: Scope


class Scope(IntEnum):
    """What a stand is on: the whole of what is proposed, something that is named, or what cannot be told."""

    UNTOLD, NAMED, WHOLE = range(3)


def worded_position(
    texts: Sequence[str], is_yes_or_no: bool = False, yes: int = 1, writer: Writer = NOBODY_KNOWN
) -> WordedPosition:
    """Return the position of whoever wrote these texts, all of one response to one question.

    ``is_yes_or_no``: the question can be answered with yes or no, and ``yes`` is the side that a yes takes.

    >>> worded_position(["We cannot support the closure."]).position
    <Position.OPPOSE: 'oppose'>
    >>> worded_position(["I agree with the aim, but not with the charge."]).position
    <Position.MIXED: 'mixed'>
    >>> worded_position(["Some people oppose it."]).position
    <Position.UNCLEAR: 'unclear'>
    >>> worded_position(["Cornwall Council opposes it."], writer=Writer("cornwall council")).position
    <Position.OPPOSE: 'oppose'>
    """
    writer = writer.in_texts(texts)
    stands = [
        stand
        for number, text in enumerate(texts)
        for stand in _stands(number, text, yes if is_yes_or_no and not number else 0, writer)
    ]
    stands = _outranked(stands)
    signs = {stand.sign for stand in stands}
    if not signs or signs == {RESERVED}:
        return WordedPosition(Position.UNCLEAR)
    evidence = tuple((stand.text, stand.span) for stand in stands if stand.sign != RESERVED)
    if signs <= {-1, RESERVED}:
        return WordedPosition(Position.OPPOSE, evidence)
    if signs == {1}:
        return WordedPosition(Position.SUPPORT, evidence)
    on_whole = {stand.sign for stand in stands if stand.scope is Scope.WHOLE}
    return WordedPosition(Position.MIXED, evidence, LIMITED in signs or len(on_whole) > 1)


def _outranked(stands: Sequence[_Stand]) -> list[_Stand]:
    """Return the stands without those on something named that a plain stand on the whole outranks: whoever is against
    it may welcome a part, and whoever is for it limits a part; to be against a part is a reservation."""
    on_whole = {stand.sign for stand in stands if stand.scope is Scope.WHOLE} - {RESERVED}
    outranked = {-1: (1, LIMITED), 1: (LIMITED,)}.get(next(iter(on_whole)), ()) if len(on_whole) == 1 else ()
    return [stand for stand in stands if stand.scope is not Scope.NAMED or stand.sign not in outranked]


LIMITED, RESERVED = 0, 2
"""The signs of a stand that is for and against at once, and of a reservation, which by itself is no stand."""


def _stands(number: int, text: str, yes: int, writer: Writer) -> Iterator[_Stand]:
    """Yield the stands that one text takes; ``yes`` is 0 where a yes or no says nothing."""
    folded = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text.replace("’", "'").replace("“", "“")).lower()
    if len(folded) != len(text):  # a letter whose small form is longer: spans would be those of another text
        folded = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
    is_first, is_of_topic = True, False
    for sentence in _SENTENCE.finditer(folded):
        words = sentence.group()
        start = sentence.start() + len(words) - len(words.lstrip(" \t-*•\"'"))
        words = words.strip(" \t-*•\"'")
        if not words.strip(".!?;\n"):
            continue
        is_of_topic = is_of_topic or bool(TOPIC.match(words))
        if "?" not in words:
            for sign, begin, end, scope in _of_sentence(words, yes if is_first else 0, is_first and not number, writer):
                on = Scope.NAMED if is_of_topic and sign != RESERVED else scope
                yield _Stand(sign, number, Span(start + begin, start + end), on)
        is_first = False


@lru_cache(maxsize=20_000)
def _of_sentence(words: str, yes: int, is_opening: bool, writer: Writer) -> tuple[tuple[int, int, int, Scope], ...]:
    """Return the sign, place and scope of each stand that a sentence takes; many write the same sentence."""
    stands = [(*stand, _scope(words, *stand)) for stand in _signs(words, yes, is_opening, writer)]
    return (*stands, *_reservations(words, bool(stands)))


def _scope(words: str, sign: int, begin: int, end: int) -> Scope:
    """Return what a stand is on."""
    if sign == LIMITED and PART.search(words) and not CONDITION.search(words):
        return Scope.NAMED
    if DETAIL.match(words, end + (words[end : end + 1] == " ")):
        return Scope.NAMED
    is_whole = WHOLE.match(words, end) or WHOLE.match(words, end + 1) or WHOLE.fullmatch(words[begin:end])
    return Scope.WHOLE if is_whole else Scope.UNTOLD


def _reservations(words: str, is_beside_stand: bool) -> Iterator[tuple[int, int, int, Scope]]:
    """Yield the reservation of a sentence; it is the writer's on the whole where they are named or take a stand."""
    told = NO_RESERVE.sub(lambda found: " " * len(found.group()), words)
    reserve = RESERVE.search(told)
    if not reserve:
        return
    before = words[: reserve.start()]
    speaker = _speaker(before)
    if speaker is not False and not NEGATION.search(before) and not _is_reported(before):
        is_on_whole = is_beside_stand or speaker or CONTRAST.search(words)
        yield RESERVED, reserve.start(), reserve.end(), Scope.WHOLE if is_on_whole else Scope.UNTOLD


def _signs(words: str, yes: int, is_opening: bool, writer: Writer) -> Iterator[tuple[int, int, int]]:
    answers = [*_answers(words, yes)]
    signs = [*answers, *_cues(words, is_opening and not answers, writer)]
    supports = any(sign > 0 for sign, _, _ in signs)
    limit = CONDITION.search(words) or PART.search(words) or (CONTRAST.search(words) if supports else None)
    if supports and limit:
        yield from ((LIMITED if sign > 0 else sign, begin, end) for sign, begin, end in signs)
    elif not signs and (mixed := _MIXED.search(words)):
        yield LIMITED, mixed.start(), mixed.end()
    else:
        yield from signs


_AUXILIARY = re.compile(
    rf"\b(?:{STRENGTH}|does|doesn't|do|cannot|can|could|would|is|are|has|have|not|as (?:it|things) stands?)\b"
)
_MIXED = re.compile(r"\b(?:mixed feelings|in two minds|yes and no)\b")


def _answers(words: str, yes: int) -> Iterator[tuple[int, int, int]]:
    """Yield a yes or no that opens the answer, or that is named as the answer."""
    named = _BARE.search(words)
    if named:
        yield (1 if named[1] == "yes" else -1) * (yes or 1), named.start(1), named.end(1)
    elif yes and (opening := _YES.match(words) or _NO.match(words)) and not _MIXED.match(words):
        yield (yes if _YES.match(words) else -yes), opening.start(), opening.end()


_TRIED = (*OUTRIGHT, *EVALUATIONS, *CUES, *ACCEPTANCE, *OPENINGS)
_OPENING = len(_TRIED) - len(OPENINGS)
_index = cache(lambda: PatternIndex([cue.pattern for cue in _TRIED]))


def _cues(words: str, is_opening: bool, writer: Writer) -> Iterator[tuple[int, int, int]]:
    if UNSURE.search(words):
        return
    taken: list[tuple[int, int]] = []
    tried = (number for number in _index().may_be_in(words) if is_opening or number < _OPENING)
    for cue in map(_TRIED.__getitem__, tried):
        for found in cue.pattern.finditer(words):
            if any(begin < found.end() and found.start() < end for begin, end in taken):
                continue
            sign = _sign(cue, words, found, writer)
            if sign is not None:
                taken.append(found.span())
                yield sign, found.start(), found.end()


def _sign(cue: Cue, words: str, found: re.Match[str], writer: Writer) -> int | None:
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
    if FORMER.search(clause) or COMMON.search(before) or not _is_own(before, clause, writer):
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


def _is_own(before: str, clause: str, writer: Writer) -> bool:
    """Return whether the writer takes the stand that follows: the nearest of those named is they, or nobody is."""
    stripped = " ".join(_AUXILIARY.sub("", clause).split())
    if _is_named(stripped, writer):
        return True
    speaker = _speaker(before)
    if speaker is not None:
        return speaker
    return bool(FILLER.match(clause.strip()) or (not writer.is_body and ORGANISATION.match(stripped)))


def _is_named(subject: str, writer: Writer) -> bool:
    """Return whether a subject is the writer: their whole name, or behind an article what they are for short."""
    told = _REASONS.sub("", subject)
    name = called(told)
    return bool(name) and (name == writer.name or (name in writer.heads and bool(_ARTICLE.match(told))))


_REASONS = re.compile(r"^(?:(?:for|given) (?:this|these|those|all these) reasons?|therefore|accordingly|overall) ")
