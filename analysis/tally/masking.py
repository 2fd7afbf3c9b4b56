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


def masks(response: Response, known_words: frozenset[str] = frozenset()) -> tuple[Mask, ...]:
    """Return what of a response's text is masked, in order, none inside another.

    ``known_words`` are the consultation's own: a surname that is among them is not masked where it stands alone.
    """
    return _masks(response.document.text, _known(response), known_words)


def _known(response: Response) -> KnownNames:
    if response.respondent.publish is Publish.YES:
        return KnownNames(is_named=True)
    stated_respondent, omitted_parts = response.document.respondent, response.document.omitted
    filled_in = " ".join(part.text for part in omitted_parts if part.reason.endswith(WHO_FILLED_IN))
    stated_names = [response.respondent.name, stated_respondent.name if stated_respondent else None, filled_in]
    personal_details = (part.text for part in omitted_parts if part.reason.endswith(PERSONAL_DETAILS))
    return KnownNames(
        False, tuple(_each_name(stated_names)), tuple(detail for detail in personal_details if _tells_a_place(detail))
    )


def _each_name(stated_names: list[str | None]) -> Iterator[str]:
    """Yield the names; where several organisations stand in one, each of them as well."""
    for name in filter(None, stated_names):
        yield name
        if ", " in name:
            yield from (organisation for organisation in name.split(", ") if len(organisation.split()) > 1)


def _tells_a_place(detail: str) -> bool:
    """Return whether a detail is such that its words mean nothing else where they stand in a text."""
    return len(detail) > 5 and any(character.isdigit() or character == "@" for character in detail)


def consultation_words(consultation: Consultation) -> frozenset[str]:
    """Return the words that the consultation itself uses."""
    themes = consultation.codebook.themes
    known_texts = [consultation.title, consultation.organisation or "", consultation.summary or ""]
    known_texts += [question.text for question in consultation.questions]
    known_texts += [text for theme in themes for text in (theme.name, theme.definition, *theme.keywords)]
    return frozenset(word for text in known_texts for word in words_of(text))


def without_contacts(text: str) -> str:
    """Return a text with the word for what was there in place of every contact detail."""
    shown_pieces, piece_start = [], 0
    for contact_mask in _masks(text, KnownNames(is_named=False), frozenset()):
        shown_pieces += [text[piece_start : contact_mask.span.start], f"[{contact_mask.word}]"]
        piece_start = contact_mask.span.end
    return "".join([*shown_pieces, text[piece_start:]])


@lru_cache(maxsize=8)
def _masks(text: str, known: KnownNames, known_words: frozenset[str]) -> tuple[Mask, ...]:
    folded = fold(text)
    found_spans = list(contacts.spans(folded.text, contacts.ALWAYS))
    if not known.is_named:
        found_spans += contacts.spans(folded.text, contacts.UNNAMED)
        folded_names = [fold(known_name).text for known_name in known.names]
        author_names = [*folded_names, *names.given_in(fold(text, keep_lines=True).text)]
        blanked_text = _without(folded.text, [span for span, _ in found_spans])
        found_spans += [(span, names.NAME) for span in names.spans(blanked_text, author_names, known_words)]
        found_spans += _literal_spans(folded.text, known.details)
    return tuple(Mask(folded.span(*span), word) for span, word in _merged_spans(found_spans))


def _without(text: str, spans: list[Span]) -> str:
    """Return a text with spaces where an address stands, which may hold its author's name as if it were a common
    word."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _literal_spans(text: str, details: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    for detail in details:
        for detail_match in re.finditer(re.escape(fold(detail).text), text, re.IGNORECASE):
            yield Span(*detail_match.span()), contacts.ADDRESS


def _merged_spans(found_spans: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Yield the stretches without those that overlap: they become one, under the word of the longest."""
    overlapping: list[tuple[Span, str]] = []
    group_end = 0
    for span, word in sorted(found_spans, key=lambda marked: (marked[0].start, -marked[0].end)):
        if overlapping and span.start >= group_end:
            yield _merged_span(overlapping)
            overlapping = []
        overlapping.append((span, word))
        group_end = max(group_end, span.end)
    if overlapping:
        yield _merged_span(overlapping)


def _merged_span(overlapping: list[tuple[Span, str]]) -> tuple[Span, str]:
    longest_span = max(overlapping, key=lambda marked_span: marked_span[0].end - marked_span[0].start)
    return Span(overlapping[0][0].start, max(span.end for span, _ in overlapping)), longest_span[1]


__all__ = ["Mask", "consultation_words", "masks", "without_contacts"]
