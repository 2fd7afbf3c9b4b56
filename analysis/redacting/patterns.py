"""Patterns: how one kind of personal data is looked for in a folded text, and in which texts at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from analysis.model import PersonalData, PersonalDataKind

Hint = Callable[[str], bool]
"""Returns whether a text can hold something at all: quick to answer, and never wrongly no."""

_THREE_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d")
_LETTER_AND_DIGIT = re.compile(r"[A-Za-z]\d|\d ?[A-Z]")
_DIGIT = re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Return whether a text has a figure."""
    return _DIGIT.search(text) is not None


def has_number(text: str) -> bool:
    """Return whether a text has three figures close together."""
    return _THREE_DIGITS.search(text) is not None


def has_letter_and_digit(text: str) -> bool:
    """Return whether a text has a figure beside a letter, as postcodes and plates have."""
    return _LETTER_AND_DIGIT.search(text) is not None


def has_any(*needles: str) -> Hint:
    """Return a hint that a text holds one of some pieces of text."""

    def holds_any(text: str) -> bool:
        for needle in needles:  # noqa: SIM110 - three times as quick as any(), and asked a million times
            if needle in text:
                return True
        return False

    return holds_any


class Pattern(NamedTuple):
    """A form of personal data: its expression, its kind, and whether a match is really one.

    Where the expression has groups with names, only the one that matched is meant. ``hint`` is what a text must hold to
    be searched at all.
    """

    expression: re.Pattern[str]
    kind: PersonalDataKind
    holds: Callable[[re.Match[str]], bool] = lambda _: True
    hint: Hint = has_number


def matches(text: str, patterns: Iterable[Pattern]) -> Iterator[PersonalData]:
    """Find all that these patterns tell in a folded text."""
    hinted: dict[Hint, bool] = {}
    for pattern in patterns:
        hint = pattern.hint
        if hint not in hinted:
            hinted[hint] = hint(text)
        if hinted[hint]:
            for found in pattern.expression.finditer(text):
                if pattern.holds(found):
                    yield PersonalData(*found.span(found.lastgroup or 0), pattern.kind)
