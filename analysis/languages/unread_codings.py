"""Unread codings: what becomes of a machine's coding of a point in a language that the codebook does not cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.languages.detection import language_name
from analysis.model import Coding, Outcome, PointKey

Lessons = Iterable[tuple[PointKey, frozenset[str]]]
"""Points with the themes that they were given."""

LEARNED = 5
"""Points of a language to which people gave a theme before a machine may give it there: of fewer it has learned the
language rather than the theme, and gives it to whatever else is written in that language."""


def learned_themes(lessons: Iterable[tuple[str, Collection[str]]]) -> dict[str, frozenset[str]]:
    """Return by language the themes that are learned there; ``lessons`` are the language and the themes of points.

    >>> learned_themes([("pl", ["cost"])] * 5 + [("pl", ["safety"]), ("cy", ["cost"])])
    {'pl': frozenset({'cost'})}
    """
    counted = Counter((language, theme) for language, themes in lessons for theme in themes)
    learned: dict[str, frozenset[str]] = {}
    for (language, theme), points in counted.items():
        if points >= LEARNED:
            learned[language] = learned.get(language, frozenset()) | {theme}
    return learned


def as_read(
    codings: Iterable[Coding], unread: Mapping[PointKey, str], learned: Mapping[str, frozenset[str]]
) -> Iterator[Coding]:
    """Yield a machine's codings, those of ``unread`` points (with their languages) only as far as they can be meant.

    Where all that it gives is ``learned`` in the language, that is kept; else a machine cannot tell. That such a point
    has no theme it can never tell: the point is for a person.
    """
    for coding in codings:
        language = unread.get(coding.point)
        if language is None or can_be_meant(coding.themes, language, learned):
            yield coding
        else:
            yield replace(coding, themes=frozenset(), evidence=(), outcome=Outcome.CANNOT_TELL, memo=_why(language))


def can_be_meant(themes: Collection[str], language: str, learned: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a machine may give these themes in a language that the codebook does not cover."""
    return bool(themes) and learned.get(language, frozenset()).issuperset(themes)


def _why(language: str) -> str:
    return f"It is in {language_name(language)}, which the codebook does not cover."
