"""Search: all personal data in a text, by every rule there is, each stretch once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from analysis.model import PersonalData, PersonalDataKind
from analysis.redacting import contacts, health, names, numbers, places
from analysis.redacting.folding import Folded, fold, laid_out
from analysis.redacting.patterns import matches
from analysis.redacting.people import people, people_in_capitals, spans_of

KEPT = 100_000
"""Texts of which the findings are kept: what has been searched is not searched again while a program runs."""

_NAMED = re.compile(r"[A-Z][A-Za-z]|[Nn]ame|[Rr]egards|[Ss]igned|[Ss]incerely|[Ff]aithfully|[Tt]hank")
_PATTERNS = (*contacts.PATTERNS, *numbers.PATTERNS, *places.PATTERNS)


class KnownNames(NamedTuple):
    """What is known of who wrote a text, beside it: names, and cells of addresses and the like, word for word."""

    names: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


NOBODY = KnownNames()


Searched = tuple[str, KnownNames]
"""A text, and what is known of who wrote it."""

Findings = tuple[PersonalData, ...]
"""The personal data in a text, in order, none overlapping another."""

_remembered: dict[tuple[str, KnownNames, frozenset[str]], Findings] = {}


def find(text: str, known: KnownNames = NOBODY, known_words: frozenset[str] = frozenset()) -> Findings:
    """Find all personal data in a text, in order, none overlapping another.

    ``known_words`` are the consultation's own: a surname that is among them is not found where it stands alone.
    """
    findings = _remembered.get((text, known, known_words))
    if findings is None:
        findings = _find(text, known, known_words)
        remember([(text, known)], known_words, [findings])
    return findings


def find_all(texts: Sequence[Searched], known_words: frozenset[str]) -> list[Findings]:
    """Find the personal data in each of some texts; nothing of it is remembered."""
    return [_find(text, known, known_words) for text, known in texts]


def remember(texts: Sequence[Searched], known_words: frozenset[str], findings: Sequence[Findings]) -> None:
    """Remember what was found in texts; where that is too much, begin anew."""
    if len(_remembered) + len(texts) > KEPT:
        _remembered.clear()
    _remembered.update(((text, known, known_words), own) for (text, known), own in zip(texts, findings, strict=True))


def forget() -> None:
    """Forget all that was found."""
    _remembered.clear()


def _find(text: str, known: KnownNames, known_words: frozenset[str]) -> Findings:
    folded = fold(text)
    found = [*matches(folded.text, _PATTERNS), *contacts.dialled_numbers(folded.text)]
    if known.names or _NAMED.search(folded.text):
        found += _people(text, folded, found, known.names, known_words)
    found += _literal(folded.text, known.details)
    found += places.completed(folded.text, found)
    merged = list(joined(found))
    merged += health.of_named_people(folded.text, merged)
    return tuple(PersonalData(*folded.span(one.start, one.end), one.kind) for one in joined(merged))


def _people(
    text: str, folded: Folded, found: Iterable[PersonalData], known_names: tuple[str, ...], known_words: frozenset[str]
) -> Iterator[PersonalData]:
    """Yield every form of every name that is known, or that the text gives."""
    lines = laid_out(text, folded, "\n\r\t")
    blanked = _without(folded.text, found)
    # A name may stand in two lines, and two lines may stand together that are no name.
    named = list(people(_without(lines, found), known_words))
    if "\n" in lines:
        named += people(_without(laid_out(text, folded, "\t"), found), known_words)
    named += people_in_capitals(blanked)
    yield from spans_of(iter(named))
    private = [person.name for person in named if person.kind is PersonalDataKind.NAME and " " in person.name]
    all_names = [*(fold(name).text for name in known_names), *names.given_in(lines), *private]
    offices = [(person.start, person.end) for person in named if person.kind is not PersonalDataKind.NAME]
    for span in names.spans(blanked, all_names, known_words):
        if not any(start <= span.start < end for start, end in offices):
            yield PersonalData(span.start, span.end, PersonalDataKind.NAME)


def _without(text: str, found: Iterable[PersonalData]) -> str:
    """Return a text with spaces where an address stands, which may hold its author's name as if it were a common
    word."""
    for start, end, _ in found:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _literal(text: str, details: tuple[str, ...]) -> Iterator[PersonalData]:
    characters = frozenset(text) if details else frozenset()
    for detail in details:
        plain = fold(detail).text
        # Most details stand in no text at all: what has no case shows that without a search.
        if not all(one.lower() != one.upper() or one in characters for one in plain):
            continue
        for found in re.finditer(re.escape(plain), text, re.IGNORECASE):
            yield PersonalData(*found.span(), PersonalDataKind.ADDRESS)


def joined(found: Iterable[PersonalData]) -> Iterator[PersonalData]:
    """Yield the stretches without those that overlap: they become one, of the kind of the longest."""
    overlapping: list[PersonalData] = []
    group_end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if overlapping and one.start >= group_end:
            yield _one_of(overlapping)
            overlapping = []
        overlapping.append(one)
        group_end = max(group_end, one.end)
    if overlapping:
        yield _one_of(overlapping)


def _one_of(overlapping: list[PersonalData]) -> PersonalData:
    longest = max(overlapping, key=lambda one: one.end - one.start)
    return PersonalData(overlapping[0].start, max(one.end for one in overlapping), longest.kind)
