"""Unread codings: what becomes of a machine's coding of a point in a language that the codebook does not cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.languages.detection import language_name
from analysis.model import Coding, Outcome, PointKey


def as_read(codings: Iterable[Coding], unread: Mapping[PointKey, str], taught: Collection[str]) -> Iterator[Coding]:
    """Yield a machine's codings, those of ``unread`` points (with their languages) only as far as they can be meant.

    Where people have coded nothing in the language, a machine cannot tell; where they have, it gives what it learned
    from them. That such a point has no theme it can never tell: the point is for a person.
    """
    for coding in codings:
        language = unread.get(coding.point)
        if language is None or (coding.themes and language in taught):
            yield coding
        else:
            yield replace(coding, themes=frozenset(), evidence=(), outcome=Outcome.CANNOT_TELL, memo=_why(language))


def _why(language: str) -> str:
    return f"It is in {language_name(language)}, which the codebook does not cover."
