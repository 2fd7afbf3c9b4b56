"""What themes are crossed by: each closed question, the type of respondent, and what was asked for monitoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.model import Codebook, Consultation, Ledger, Response
from analysis.tally.counted_points import respondent_type, types_in_order
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.privacy.masking import without_contacts
from analysis.tally.privacy.told_figures import ToldFigures
from analysis.tally.questions.answer_scale import in_scale_order
from analysis.tally.questions.closed_questions import ClosedCounts, closed_counts, commonest_first, monitored_answers
from analysis.tally.questions.crossing import Crossing, CrossingKind, Groups, Raised, columns_of, cross

BY_TYPE = "type"
"""What a crossing by types of respondent is called in ``crossings`` of consultation.toml."""


class _Source(NamedTuple):
    kind: CrossingKind
    key: str
    text: str
    groups: Groups
    everybody: frozenset[str]
    known: frozenset[str]
    told: ToldFigures | None = None


def raised_by(codebook: Codebook, carried: Iterable[tuple[str, Iterable[str]]]) -> list[Raised]:
    """Return who raises each theme, given the documents of points with the themes that these carry."""
    documents: dict[str, set[str]] = {key: set() for key in codebook.keys}
    for document, theme_keys in carried:
        for key in theme_keys:
            if key in documents:
                documents[key].add(document)
    return [Raised(key, codebook.names[key], frozenset(found)) for key, found in documents.items()]


def crossings(
    consultation: Consultation,
    responses: Sequence[Response],
    raised: Sequence[Raised],
    account: Ledger,
    least: int,
    closed: Mapping[str, ClosedCounts] | None = None,
    told: Mapping[str, ToldFigures] | None = None,
) -> tuple[Crossing, ...]:
    """Return themes crossed by everything that they can be, the type first; small cells below ``least`` suppressed.

    ``closed`` are the closed questions as they are counted, and ``told`` is what is told of each elsewhere.
    """
    if closed is None:
        closed = closed_counts(replace(consultation, suppress_below=least), responses)
    made = (
        cross(
            source.kind,
            source.key,
            without_contacts(source.text),
            source.groups,
            raised,
            source.everybody,
            source.known,
            least,
            source.told,
        )
        for source in _sources(consultation, responses, account, closed, told or {})
    )
    return tuple(crossing for crossing in made if crossing)


def members(
    consultation: Consultation,
    responses: Sequence[Response],
    account: Ledger,
    key: str,
    column: str,
    closed: Mapping[str, ClosedCounts],
) -> frozenset[str]:
    """Return the documents in a column of a crossing as it stands where nothing is suppressed; none where there is no
    such column. ``closed`` are the closed questions as they are counted."""
    source = next((one for one in _sources(consultation, responses, account, closed, {}) if one.key == key), None)
    columns = columns_of(source.groups, source.everybody, source.known, 1) if source else []
    return next((one.respondents for one in columns if one.name == column), frozenset())


def published_crossings(consultation: Consultation, made: Iterable[Crossing]) -> tuple[Crossing, ...]:
    """Return the crossings of the report: those that the consultation chose, in its order, else by closed questions.

    That by type is none: every report has the table of themes by type.
    """
    if not consultation.crossings:
        return tuple(crossing for crossing in made if crossing.kind is CrossingKind.QUESTION)
    by_key = {crossing.key.casefold(): crossing for crossing in made if crossing.kind is not CrossingKind.TYPE}
    return tuple(by_key[key.casefold()] for key in consultation.crossings if key.casefold() in by_key)


def untold_crossings(
    consultation: Consultation, closed: Mapping[str, ClosedCounts], made: Iterable[Crossing]
) -> tuple[str, ...]:
    """Return the closed questions that should be in the report, and of whose crossing too little can be told: all that
    were chosen, or those that more than a few answer."""
    chosen = {key.casefold() for key in consultation.crossings}
    told = {crossing.key for crossing in made}
    wanted = [key for key, one in closed.items() if key.casefold() in chosen or not (chosen or one.is_of_few)]
    return tuple(key for key in wanted if key not in told)


def _sources(
    consultation: Consultation,
    responses: Sequence[Response],
    account: Ledger,
    closed: Mapping[str, ClosedCounts],
    told: Mapping[str, ToldFigures],
) -> Iterator[_Source]:
    listed = [response for response in responses if is_listed(response)]
    seen = frozenset(response.document.name for response in listed)  # of each its type stands beside the text
    yield _Source(CrossingKind.TYPE, BY_TYPE, "Type of respondent", _types(consultation, listed), seen, seen)
    for key, one in closed.items():
        if told and one.is_of_few:
            continue
        everybody, known = one.seen.everybody, one.seen.known
        yield _Source(CrossingKind.QUESTION, key, one.text, _named(one.given), everybody, known, told.get(key))
    for header, given, asked in monitored_answers(account):
        rows = asked.intersection(response.document.name for response in responses)
        yield _Source(CrossingKind.MONITORING, header, header, _in_order(given), rows, frozenset())


def _types(consultation: Consultation, listed: Sequence[Response]) -> Groups:
    groups: dict[str, set[str]] = {name: set() for name in types_in_order(consultation, listed)}
    for response in listed:
        groups[respondent_type(response)].add(response.document.name)
    return groups


def _in_order(given: Mapping[str, set[str]]) -> Groups:
    return _named({answer: given[answer] for answer in in_scale_order(commonest_first(given))})


def _named(given: Mapping[str, set[str]]) -> Groups:
    """Return who gave each answer, without anybody's contact details in what it is called."""
    groups: dict[str, set[str]] = {}
    for answer in given:
        groups.setdefault(without_contacts(answer), set()).update(given[answer])
    return groups
