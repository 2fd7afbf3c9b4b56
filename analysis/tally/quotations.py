"""Quotes: which points are quoted under a theme, so that they show what was said and not one thing again and again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.model import Coding, Response
from analysis.tally.printable import Sentences, quote
from analysis.tally.report import Quote, Ref
from analysis.text import fingerprint, normalise, words

QUOTES = 4
"""Quotations shown under a theme, each of another respondent; all its points are listed below them."""

TELLING = 8
"""Words from which a quotation says something by itself; "Good service." does not."""

ALIKE = 0.6
"""Share of words in common from which two quotations say the same: one word changed in a sentence of six."""

_WHOLE = re.compile(r"[.!?…][\"'”’)\]*_]*\s*$")
"""How a whole sentence ends."""


class Candidate(NamedTuple):
    """A point that may be quoted: how sure its theme is, and whom or what letter (``origin``) it comes from."""

    response: Response
    ref: Ref
    coding: Coding
    certainty: float
    respondent: str
    origin: str


def quotes(
    theme: str, candidates: Iterable[Candidate], sentences: Sentences, known_words: frozenset[str] = frozenset()
) -> Iterator[Quote]:
    """Quote the surest points of a theme, at most ``QUOTES``, one of each origin and no two that say the same.

    What is not in doubt and says something in whole sentences goes first. Ties are broken by a hash of the theme and
    the point, so that whoever came first is not always the one who is quoted.
    """
    origins: set[str] = set()
    texts: set[str] = set()
    said: list[frozenset[str]] = []
    for one in sorted(candidates, key=lambda each: _rank(theme, each)):
        text = normalise(_text(one))
        if one.origin in origins or text in texts or len(said) == QUOTES:
            continue
        texts.add(text)
        made = quote(one.response, one.ref, one.coding, theme, one.respondent, sentences, known_words)
        own = frozenset(words("".join(run.text for run in made.runs)))
        if not any(_alike(own, other) for other in said):
            origins.add(one.origin)
            said.append(own)
            yield made


def _rank(theme: str, one: Candidate) -> tuple[bool, bool, float, str]:
    """Return what orders candidates: the lower goes first."""
    document, start, end = one.coding.point
    lot = fingerprint("\n".join((theme, document, f"{start}-{end}")))
    return one.ref.doubtful, not _is_telling(_text(one)), -round(one.certainty, 2), lot


def _is_telling(text: str) -> bool:
    """Return whether a text says something by itself, in whole sentences: it does not go on from a line above."""
    first = next(filter(str.isalnum, text), "a")
    return len(text.split()) >= TELLING and not first.islower() and _WHOLE.search(text) is not None


def _text(one: Candidate) -> str:
    return one.response.text_of(one.coding.point)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
