"""A pattern index: of many patterns the few that may match a text, found by words that each of them needs.

What a pattern needs follows from the pattern itself, as in the prefilters of RE2 (Cox 2010): of what stands in a row
the rarest piece, of alternatives a piece of each. So nothing is left out that would match. A pattern of which nothing
follows is tried everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

LEAST = 3
"""Letters of a piece: two stand in nearly every text."""

MOST = 40
"""Pieces by which a pattern is looked up; one that needs one of more is tried everywhere."""

_COMMON = " etaoinsrhldcumfpgwybvk"
"""Letters of English, the commonest first."""

Pieces = frozenset[str]


class PatternIndex:
    """Patterns that are tried on many texts, each in its alternatives."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Find out what each alternative of each pattern needs."""
        self._alternatives = [
            (number, alternative, pattern.flags)
            for number, pattern in enumerate(patterns)
            for alternative in _alternatives(_parser.parse(pattern.pattern, pattern.flags))
        ]
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._always: list[int] = []
        self._places: dict[str, list[int]] = {}
        for place, (_, alternative, _) in enumerate(self._alternatives):
            needed = _needed(alternative)
            for piece in needed or ():
                self._places.setdefault(piece, []).append(place)
            if needed is None:
                self._always.append(place)
        self._pieces: dict[str, list[str]] = {}
        for piece in self._places:
            self._pieces.setdefault(min(_runs(piece), key=_commonness), []).append(piece)

    def matching(self, text: str) -> Iterator[int]:
        """Yield the numbers of the patterns that match at the beginning of a text, in order, one perhaps again."""
        return (self._alternatives[place][0] for place in self._that_may(text) if self._pattern(place).match(text))

    def may_be_in(self, text: str) -> list[int]:
        """Return the numbers of the patterns that may match anywhere in a text, in order."""
        return list(dict.fromkeys(self._alternatives[place][0] for place in self._that_may(text)))

    def _that_may(self, text: str) -> list[int]:
        folded = _folded(text)
        near = (piece for run in self._pieces.keys() & _runs(folded) for piece in self._pieces[run])
        return sorted({*self._always, *(place for piece in near if piece in folded for place in self._places[piece])})

    def _pattern(self, place: int) -> re.Pattern[str]:
        """Return an alternative as a pattern: most are never tried, and are not made."""
        if place not in self._compiled:
            _, alternative, flags = self._alternatives[place]
            self._compiled[place] = _compiler.compile(alternative, flags)
        return self._compiled[place]


def _runs(text: str) -> set[str]:
    """Return the runs of ``LEAST`` letters in a text: each piece is looked for only where its rarest one stands."""
    return set(map("".join, zip(*(text[start:] for start in range(LEAST)), strict=False)))


def _folded(text: str) -> str:
    """Return a text in which letters are the same that a pattern may take for the same."""
    # Of those letters the dotless i alone does not fold to the one that it is taken for.
    return text.casefold().replace("ı", "i")


def _alternatives(sequence: Any) -> Iterator[Any]:
    """Yield the alternatives of a parsed pattern, each with what stands before all of them."""
    if not len(sequence) or sequence[-1][0] is not _constants.BRANCH:
        yield sequence
        return
    for branch in sequence[-1][1][1]:
        alternative = sequence[:-1]
        for item in branch:
            alternative.append(item)
        yield from _alternatives(alternative)


def _needed(sequence: Iterable[tuple[Any, Any]]) -> Pieces | None:
    """Return pieces of which one is in every text that a parsed pattern matches; None where nothing follows."""
    needed, run = list[Pieces](), ""
    for kind, value in (*_flat(sequence), (None, None)):
        if kind is _constants.LITERAL:
            run += _folded(chr(value))
            continue
        if len(run) >= LEAST:
            needed.append(frozenset((run,)))
        of_item, run = _needed_by(kind, value), ""
        if of_item and len(of_item) <= MOST:
            needed.append(of_item)
    return min(needed, key=lambda pieces: sum(map(_commonness, pieces)), default=None)


def _needed_by(kind: Any, value: Any) -> Pieces | None:
    """Return what one item of a parsed pattern needs."""
    if kind is _constants.BRANCH:
        of_branches = [_needed(branch) for branch in value[1]]
        return frozenset().union(*filter(None, of_branches)) if all(of_branches) else None
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT) and value[0]:
        return _needed(value[2])
    return None


def _flat(sequence: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Yield the items of a sequence, those of its groups in their places."""
    for kind, value in sequence:
        if kind is _constants.SUBPATTERN:
            yield from _flat(value[3])
        else:
            yield kind, value


def _commonness(piece: str) -> float:
    """Return how often a piece is met, roughly: as often as its letters, as if each stood for itself."""
    product = 1.0
    for letter in piece:
        product /= 5 + 2 * _COMMON.find(letter) if letter in _COMMON else 100
    return product
