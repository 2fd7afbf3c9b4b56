"""Masking: what of a respondent's text is never printed, and the word that is printed in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.model import PERSONAL_DETAILS, WHO_FILLED_IN, Consultation, Publish, Response
from analysis.tally import contacts, names
from analysis.tally.folding import fold
from analysis.text import Span
from analysis.text import words as words_of


class Mask(NamedTuple):
    """A stretch of a text that is not printed, and the word in its place."""

    span: Span
    word: str


class KnownNames(NamedTuple):
    """What is known of who wrote a text, beside it: names, and cells of addresses and the like, word for word."""

    is_named: bool
    names: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


def masks(response: Response, words: frozenset[str] = frozenset()) -> tuple[Mask, ...]:
    """Return what of a response's text is masked, in order, none inside another.

    ``words`` are the consultation's own: a surname that is among them is not masked where it stands alone.
    """
    return _masks(response.document.text, _known(response), words)


def _known(response: Response) -> KnownNames:
    if response.respondent.publish is Publish.YES:
        return KnownNames(is_named=True)
    itself, omitted = response.document.respondent, response.document.omitted
    filled_in = " ".join(one.text for one in omitted if one.reason.endswith(WHO_FILLED_IN))
    told = [response.respondent.name, itself.name if itself else None, filled_in]
    details = (one.text for one in omitted if one.reason.endswith(PERSONAL_DETAILS))
    return KnownNames(False, tuple(_several(told)), tuple(text for text in details if _tells_a_place(text)))


def _several(told: list[str | None]) -> Iterator[str]:
    """Yield the names; where several organisations stand in one, each of them as well."""
    for name in filter(None, told):
        yield name
        if ", " in name:
            yield from (part for part in name.split(", ") if len(part.split()) > 1)


def _tells_a_place(detail: str) -> bool:
    """Return whether a detail is such that its words mean nothing else where they stand in a text."""
    return len(detail) > 5 and any(character.isdigit() or character == "@" for character in detail)


def own_words(consultation: Consultation) -> frozenset[str]:
    """Return the words that the consultation itself uses."""
    themes = consultation.codebook.themes
    texts = [consultation.title, consultation.organisation or "", consultation.summary or ""]
    texts += [question.text for question in consultation.questions]
    texts += [text for theme in themes for text in (theme.name, theme.definition, *theme.keywords)]
    return frozenset(word for text in texts for word in words_of(text))


def without_contacts(text: str) -> str:
    """Return a text with the word for what was there in place of every contact detail."""
    pieces, at = [], 0
    for mask in _masks(text, KnownNames(is_named=False), frozenset()):
        pieces += [text[at : mask.span.start], f"[{mask.word}]"]
        at = mask.span.end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=8)
def _masks(text: str, known: KnownNames, words: frozenset[str]) -> tuple[Mask, ...]:
    folded = fold(text)
    found = list(contacts.spans(folded.text, contacts.ALWAYS))
    if not known.is_named:
        found += contacts.spans(folded.text, contacts.UNNAMED)
        given = [fold(name).text for name in known.names]
        authors = [*given, *names.given_in(fold(text, keep_lines=True).text)]
        rest = _without(folded.text, [span for span, _ in found])
        found += [(span, names.NAME) for span in names.spans(rest, authors, words)]
        found += _word_for_word(folded.text, known.details)
    return tuple(Mask(folded.span(*span), word) for span, word in _apart(found))


def _without(text: str, spans: list[Span]) -> str:
    """Return a text with spaces where an address stands, which may hold its author's name as if it were a common
    word."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _word_for_word(text: str, details: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    for detail in details:
        for match in re.finditer(re.escape(fold(detail).text), text, re.IGNORECASE):
            yield Span(*match.span()), contacts.ADDRESS


def _apart(found: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Yield the stretches without those that overlap: they become one, under the word of the longest."""
    group: list[tuple[Span, str]] = []
    end = 0
    for span, word in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if group and span.start >= end:
            yield _joined(group)
            group = []
        group.append((span, word))
        end = max(end, span.end)
    if group:
        yield _joined(group)


def _joined(group: list[tuple[Span, str]]) -> tuple[Span, str]:
    longest = max(group, key=lambda one: one[0].end - one[0].start)
    return Span(group[0][0].start, max(span.end for span, _ in group)), longest[1]


__all__ = ["Mask", "masks", "own_words", "without_contacts"]
