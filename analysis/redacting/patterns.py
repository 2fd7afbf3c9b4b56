"""Patterns: how one kind of personal data is looked for in a folded text, and in which texts at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from analysis.model import PersonalData, PersonalDataKind

DIGIT = re.compile(r"\d")
"""Where a text has none of these, no number is looked for in it."""


class Pattern(NamedTuple):
    """A form of personal data: its expression, its kind, and whether a match is really one.

    Where the expression has groups with names, only the one that matched is meant. ``hint`` is what a text must hold to
    be searched at all: an expression that is quick to look for.
    """

    expression: re.Pattern[str]
    kind: PersonalDataKind
    holds: Callable[[re.Match[str]], bool] = lambda _: True
    hint: re.Pattern[str] = DIGIT


def matches(text: str, patterns: Iterable[Pattern]) -> Iterator[PersonalData]:
    """Find all that these patterns tell in a folded text."""
    hinted: dict[re.Pattern[str], bool] = {}
    for pattern in patterns:
        if pattern.hint not in hinted:
            hinted[pattern.hint] = pattern.hint.search(text) is not None
        if hinted[pattern.hint]:
            for found in pattern.expression.finditer(text):
                if pattern.holds(found):
                    yield PersonalData(*found.span(found.lastgroup or 0), pattern.kind)


__all__ = ["DIGIT", "Pattern", "matches"]
