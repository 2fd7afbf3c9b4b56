"""Home addresses: which addresses in what the team writes are those of respondents whom the report does not name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from analysis.model import PersonalData, PersonalDataKind, Publish, Response, SegmentKind
from analysis.redacting import find
from analysis.redacting.places import STREETS
from analysis.text import words

SHORTEST = 2
"""Words of an address by which it is looked for: "12 Elm", of which one alone is any number or street."""

INWARD = 3
"""Characters of a postcode behind its area."""

_LIKE_ONE = re.compile(
    r"(?<![\w£$.,/-])\d{1,4}[A-Za-z]?,? (?:(?:[A-Z][\w'’-]*[ ,]+)+[A-Z][\w'’-]*"
    rf"|(?:[\w'’-]+ ){{1,2}}(?i:{STREETS})\b)"
)
"""What could be an address, though nothing but a letter head that holds it shows that it is one."""


class HomeAddresses(NamedTuple):
    """The addresses of respondents, as far as they stand in what they sent, beside the consultation's own words.

    An address is somebody's home where a response without a name holds it, unless the consultation speaks of it, a
    named response prints it, or ``least`` responses hold it: many write to one office, or about one site.
    """

    responses: Sequence[Response]
    known_words: frozenset[str]
    least: int

    def within(self, text: str) -> Iterator[PersonalData]:
        """Yield the home addresses in a text."""
        found = [one for one in find(text) if one.kind in (PersonalDataKind.ADDRESS, PersonalDataKind.POSTCODE)]
        like_one = [PersonalData(*one.span(), PersonalDataKind.ADDRESS) for one in _LIKE_ONE.finditer(text)]
        for one in (*found, *like_one):
            pattern = _pattern(text[one.start : one.end], one.kind)
            texts_of = _texts if one in found else _set_aside
            if pattern is not None and self._is_home(pattern, text[one.start : one.end], texts_of):
                yield one

    def _is_home(self, pattern: re.Pattern[str], address: str, texts_of: Callable[[Response], Iterator[str]]) -> bool:
        if self.known_words.issuperset(words(address)):
            return False
        holding = [one for one in self.responses if any(map(pattern.search, texts_of(one)))]
        is_printed = any(one.respondent.publish is Publish.YES for one in holding)
        return 0 < len(holding) < max(self.least, 2) and not is_printed


def _texts(response: Response) -> Iterator[str]:
    """Yield all that a response holds, also what is set aside."""
    yield response.document.text
    yield from (part.text for part in response.document.omitted)


def _set_aside(response: Response) -> Iterator[str]:
    """Yield what a response holds beside what it says, as a letter head or the cell of an address."""
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.FURNITURE:
            yield response.document.text[segment.start : segment.end]
    yield from (part.text for part in response.document.omitted)


def _pattern(address: str, kind: PersonalDataKind) -> re.Pattern[str] | None:
    """Return what finds an address however it is written, without the town behind its street; None for too little."""
    if kind is PersonalDataKind.POSTCODE:
        compact = "".join(words(address))
        parts = [compact[:-INWARD], compact[-INWARD:]]
        return re.compile(rf"(?<!\w){parts[0]}\W*{parts[1]}(?!\w)", re.IGNORECASE)
    parts = words(_street_of(address).translate(_NO_APOSTROPHES))
    if len(parts) < SHORTEST:
        return None
    apart = r"\W+".join("['’]?".join(map(re.escape, part)) for part in parts)
    return re.compile(rf"(?<!\w){apart}(?!\w)", re.IGNORECASE)


_NO_APOSTROPHES = str.maketrans("", "", "'’")


def _street_of(address: str) -> str:
    """Return an address up to its street: all up to the last piece with a number, or its first piece.

    >>> [_street_of(one) for one in ("Flat 3, 12 Elm Road, Ely", "12, Elm Road, Ely", "Rose Cottage, Ely")]
    ['Flat 3, 12 Elm Road', '12, Elm Road', 'Rose Cottage']
    """
    pieces = address.split(",")
    last = max((n for n, piece in enumerate(pieces) if any(map(str.isdigit, piece))), default=0)
    is_number_alone = len(words(pieces[last])) < SHORTEST
    return ",".join(pieces[: last + 1 + is_number_alone])
