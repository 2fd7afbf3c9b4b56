"""Quotations: which points are quoted under a theme, so that they show what was said and not one thing again."""

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
    quoted_texts: set[str] = set()
    quoted_words: list[frozenset[str]] = []
    for candidate in sorted(candidates, key=lambda candidate: _rank(theme, candidate)):
        candidate_text = normalise(_text(candidate))
        if candidate.origin in origins or candidate_text in quoted_texts or len(quoted_words) == QUOTES:
            continue
        quoted_texts.add(candidate_text)
        quotation = quote(
            candidate.response, candidate.ref, candidate.coding, theme, candidate.respondent, sentences, known_words
        )
        own_words = frozenset(words("".join(run.text for run in quotation.runs)))
        if not any(_alike(own_words, earlier_words) for earlier_words in quoted_words):
            origins.add(candidate.origin)
            quoted_words.append(own_words)
            yield quotation


def _rank(theme: str, candidate: Candidate) -> tuple[bool, bool, float, str]:
    """Return what orders candidates: the lower goes first."""
    document, start, end = candidate.coding.point
    tie_break = fingerprint("\n".join((theme, document, f"{start}-{end}")))
    return candidate.ref.doubtful, not _is_telling(_text(candidate)), -round(candidate.certainty, 2), tie_break


def _is_telling(text: str) -> bool:
    """Return whether a text says something by itself, in whole sentences: it does not go on from a line above."""
    first_letter = next(filter(str.isalnum, text), "a")
    return len(text.split()) >= TELLING and not first_letter.islower() and _WHOLE.search(text) is not None


def _text(candidate: Candidate) -> str:
    return candidate.response.text_of(candidate.coding.point)


def _alike(first_words: frozenset[str], second_words: frozenset[str]) -> bool:
    return len(first_words & second_words) >= ALIKE * len(first_words | second_words)
