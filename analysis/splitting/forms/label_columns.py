"""Columns of a table that may label its rows: where in a paper, or which of the comments; never who wrote or how to
reach them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.redacting.name_lists import AMBIGUOUS, PLACES, given_names
from analysis.redacting.names import is_surely_a_person
from analysis.redacting.places import STREETS
from analysis.text import CONTACT, POSTCODE, Span

MOST_WORDS = 1
"""Words without a figure beside those with one in a place: "§ 4 Abs. 2", where "12 Mill Lane" is an address."""

LEAST_NAMES = 0.5
"""Share of the cells of a column that begin with a given name, from which it holds names."""

PERSON_HEAD = re.compile(
    r"(?:(?:the|your|full|first|last|family|given|contact|commenter|commentator|respondent|consultee|author|home|work"
    r"|mobile|postal)(?:['’]s|s['’])? )*(?:names?|surnames?|forenames?|commenters?|commentators?|contributors?"
    r"|respondents?|participants?|consultees?|residents?|submitters?|senders?|authors?|persons?|people|who|from|by"
    r"|(?:submitted|made|written|raised|sent) by|organi[sz]ations?|company|contacts?|(?:contact|personal) details"
    r"|e-?mails?|(?:tele)?phones?|tel|mobile|address(?:es)?|post ?codes?|naam|namen?|noms?|prénoms?|enw|nombre|nome"
    r"|vorname|nachname|verfasser(?:in)?|absender(?:in)?|einwender(?:in)?|auteurs?|indiener|telefon\w*|téléphone|ffôn"
    r"|e-?bost|adres(?:se)?|anschrift|wohnort|kontakt\w*)(?: (?:address(?:es)?|numbers?|no|adresse|of .+))?\W*",
    re.IGNORECASE,
)
"""What a column is called that says who wrote a comment, or how to reach them."""

_LONG_NUMBER = re.compile(r"(?:\d[ ()/-]{0,2}){8}")
_FIGURE = re.compile(r"\d")
_STREET = re.compile(rf"\b{STREETS}$")


class LabelColumns(NamedTuple):
    """The columns that may label a row, first the best, and those that say who wrote it."""

    labels: tuple[int, ...]
    personal: frozenset[int]


NO_LABELS = LabelColumns((), frozenset())


def label_columns(
    text: str, called: Sequence[str], cells: Sequence[Sequence[Span]], places: Sequence[int]
) -> LabelColumns:
    """Return which columns of a table may label its rows: ``places``, those that hold codes, and others that tell of
    nobody. Below names (``called``) what only counts the rows comes last."""
    labels, personal = [], set()
    for i in range(max(map(len, cells), default=0)):
        column = [text[slice(*each[i])].strip() for each in cells if i < len(each)]
        filled = [cell_text for cell_text in column if cell_text]
        if i not in places and _is_of_persons(called[i] if i < len(called) else "", filled):
            personal.add(i)
        elif i in places or all(map(_is_code, filled)) or not any(map(_may_be_a_person, filled)):
            is_count = bool(called) and [each.strip(" .") for each in column] == [*map(str, range(1, len(column) + 1))]
            labels.append((is_count, i))
    return LabelColumns(tuple(i for _, i in sorted(labels)), frozenset(personal))


def is_contact(cell_text: str) -> bool:
    """Return whether a cell holds an e-mail address, a telephone number or a postcode.

    >>> is_contact("ann@example.org"), is_contact("07700 900123"), is_contact("4.2.1")
    (True, True, False)
    """
    return any(pattern.search(cell_text) for pattern in (CONTACT, POSTCODE, _LONG_NUMBER))


def _is_of_persons(called: str, filled: Sequence[str]) -> bool:
    if PERSON_HEAD.fullmatch(called.strip()) or any(map(is_contact, filled)):
        return True
    named = [each for each in filled if _begins_with_given_name(each) and not _STREET.search(each)]
    return bool(named) and len(named) >= LEAST_NAMES * len(filled)


def _begins_with_given_name(cell_text: str) -> bool:
    first, *others = re.findall(r"[^\W\d_]+", cell_text) or [""]
    is_short = len(others) in (1, 2, 3) and not _FIGURE.search(cell_text) and cell_text[-1] not in ".!?"
    is_given = first.title() in given_names() and first.title() not in AMBIGUOUS
    return is_short and is_given and others[-1][:1].isupper() and others[-1].title() not in PLACES


def _may_be_a_person(cell_text: str) -> bool:
    if _begins_with_given_name(cell_text):
        return True
    return is_surely_a_person(cell_text) and not _STREET.search(cell_text)


def _is_code(cell_text: str) -> bool:
    words = re.findall(r"\w+", cell_text)
    return _FIGURE.search(cell_text) is not None and sum(not _FIGURE.search(word) for word in words) <= MOST_WORDS
