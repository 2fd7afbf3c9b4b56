"""Quotations: which points are quoted under a theme, so that they show what was said, by whom, and nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from analysis.model import Coding, Response
from analysis.model.sureness import Sureness
from analysis.tally.passages.printable import Sentences, quote
from analysis.tally.passages.refs import Ref
from analysis.tally.report import Quote
from analysis.tally.uncertainty import sureness_of
from analysis.text import fingerprint, words

QUOTES = 4
"""Quotations shown under a theme, each of another respondent; more only so that every large type is among them."""

LARGE_TYPE = 5
"""Respondents from which a type should be among those who are quoted, where it has anything to quote."""

TELLING = 8
"""Words from which a quotation says something by itself; "Good service." does not."""

ALIKE = 0.6
"""Share of words in common from which two quotations say the same: one word changed in a sentence of six."""

SEED = "quotes"
"""What ties are drawn with; the same inputs give the same quotations."""

_WHOLE = re.compile(r"[.!?…][\"'”’)\]*_]*\s*$")
"""How a whole sentence ends."""


class Candidate(NamedTuple):
    """A point that may be quoted: how sure its theme is, and whom or what letter (``origin``) it comes from.

    What a machine coded of whose codings most are wrong is not ``is_trusted``.
    """

    response: Response
    ref: Ref
    coding: Coding
    certainty: float
    respondent: str
    origin: str
    type: str = ""
    question: str = ""
    is_pinned: bool = False
    is_trusted: bool = True


class _Cut(NamedTuple):
    """A quotation, with its words."""

    quote: Quote
    words: frozenset[str]


def quotes(
    theme: str,
    candidates: Iterable[Candidate],
    sentences: Sentences,
    known_words: frozenset[str] = frozenset(),
    large_types: Sequence[str] = (),
) -> Iterator[Quote]:
    """Quote the surest points of a theme: one of each origin, each of the ``large_types``, no two that say the same.

    What people pinned is quoted whatever else holds. What is in doubt is not quoted, nor what is no whole sentence of
    ``TELLING`` words once it is cut. Who was coded by people, or is sure, goes first; ties are broken by a hash of the
    theme and the point, so that whoever came first is not always the one who is quoted.
    """
    in_order = sorted(filter(_may_be_quoted, candidates), key=lambda candidate: _rank(theme, candidate))
    cut = cache(lambda place: _cut(in_order[place], theme, sentences, known_words))
    chosen: dict[int, frozenset[str]] = {}

    def add_first(places: Iterable[int]) -> bool:
        """Choose the first of these that may stand beside what is chosen."""
        taken = {in_order[place].origin for place in chosen}
        for place in places:
            if in_order[place].origin in taken or place in chosen or (made := cut(place)) is None:
                continue
            if not any(alike(made.words, others) for others in chosen.values()):
                chosen[place] = made.words
                return True
        return False

    for place, candidate in enumerate(in_order):
        if candidate.is_pinned and (made := cut(place)):
            chosen[place] = made.words
    for type_name in large_types:
        if not any(in_order[place].type == type_name for place in chosen):
            add_first(place for place, candidate in enumerate(in_order) if candidate.type == type_name)
    while len(chosen) < QUOTES and add_first(range(len(in_order))):
        pass
    yield from (made.quote for place in sorted(chosen) if (made := cut(place)))


def _may_be_quoted(candidate: Candidate) -> bool:
    """Return whether people pinned a point, or it is not in doubt and has as many words as a quotation needs."""
    if candidate.is_pinned:
        return bool(candidate.response.text_of(candidate.coding.point))
    return not candidate.ref.doubtful and len(candidate.response.text_of(candidate.coding.point).split()) >= TELLING


def _cut(candidate: Candidate, theme: str, sentences: Sentences, known_words: frozenset[str]) -> _Cut | None:
    """Return a point as it would be quoted; None where that says nothing by itself, and nobody pinned it."""
    made = quote(
        candidate.response, candidate.ref, candidate.coding, theme, candidate.respondent, sentences, known_words
    )
    quoted_text = "".join(run.text for run in made.runs)
    if not (candidate.is_pinned or _is_telling(quoted_text)):
        return None
    made = replace(made, question=candidate.question, type=candidate.type)
    return _Cut(made if candidate.is_trusted else replace(made, sureness=None), frozenset(words(quoted_text)))


def _rank(theme: str, candidate: Candidate) -> tuple[bool, bool, bool, float, str]:
    """Return what orders candidates: the lower goes first; what people pinned before everything, what is not trusted
    last."""
    document, start, end = candidate.coding.point
    tie_break = fingerprint("\n".join((SEED, theme, document, f"{start}-{end}")))
    is_surest = sureness_of(candidate.coding, theme) in (Sureness.SURE, None)
    certainty = -round(candidate.certainty, 2)
    return not candidate.is_pinned, not candidate.is_trusted, not is_surest, certainty, tie_break


def _is_telling(text: str) -> bool:
    """Return whether a text says something by itself, in whole sentences: it does not go on from a line above."""
    first_letter = next(filter(str.isalnum, text), "a")
    return len(text.split()) >= TELLING and not first_letter.islower() and _WHOLE.search(text) is not None


def alike(first_words: frozenset[str], second_words: frozenset[str]) -> bool:
    """Return whether two quotations of these words say nearly the same."""
    return len(first_words & second_words) >= ALIKE * len(first_words | second_words)
