"""Disclosure: the one place that decides of whom a public report may show what (ADR 19).

A response that is not *listed* is in no list, has no number and no anchor: it is only in totals. What may be told of
people who are not named is told in counts of at least so many of them; smaller ones are pooled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from analysis.model import Publish, Response
from analysis.tally.respondent_names import is_of_a_person


def is_listed(response: Response) -> bool:
    """Return whether a response may be pointed to: its respondent did not refuse publication."""
    return response.respondent.publish is not Publish.NO


def is_named(response: Response) -> bool:
    """Return whether what a response answers may stand beside its respondent's name."""
    return response.respondent.publish is Publish.YES


def as_told(responses: Iterable[Response], name_individuals: bool = False) -> tuple[Response, ...]:
    """Return the responses with what may be told of their respondents: a person is not named, though they agreed,
    unless the department names individuals."""
    return tuple(
        response if name_individuals or not is_named(response) else _without_person(response) for response in responses
    )


def _without_person(response: Response) -> Response:
    respondent = response.respondent
    if not is_of_a_person(respondent):
        return response
    return replace(response, respondent=replace(respondent, publish=Publish.ANONYMOUS))


def numbered(responses: Iterable[Response]) -> dict[str, int]:
    """Return the number of every response that is listed, by its document: from 1, with no gap for any other."""
    return {response.document.name: number for number, response in enumerate(filter(is_listed, responses), 1)}


def listed_first(responses: Iterable[Response]) -> list[Response]:
    """Return the responses in their order, those that are listed first: their positions are then their numbers."""
    return sorted(responses, key=lambda response: not is_listed(response))


class Pooled(NamedTuple):
    """Answers as they may be told: those with their counts, the commonest first; how many different ones are pooled,
    how many gave any of those (None: too few to tell), and how many gave any answer (None: it would tell the former).
    """

    answers: tuple[tuple[str, int], ...]
    pooled: int
    pooled_respondents: int | None
    respondents: int | None


def pooled(given_by: Mapping[str, Collection[str]], named: Collection[str], least: int) -> Pooled:
    """Return the counts of answers, where each tells of no unnamed respondent or of at least ``least`` of them.

    ``given_by`` holds who gave each answer, ``named`` who is printed beside their answers anyway: a reader can take
    these from every count. Answers of fewer are pooled, and with them the next rarest until the pool holds enough
    people, so that none can be worked out from the total.
    """
    unnamed_by_answer = {answer: frozenset(respondents) - frozenset(named) for answer, respondents in given_by.items()}
    rarest_first = sorted(given_by, key=lambda answer: (len(unnamed_by_answer[answer]), answer))
    small_answers = [answer for answer in rarest_first if 0 < len(unnamed_by_answer[answer]) < least]
    large_answers = [answer for answer in rarest_first if len(unnamed_by_answer[answer]) >= least]
    while small_answers and large_answers and _people(unnamed_by_answer, small_answers) < least:
        small_answers.append(large_answers.pop(0))
    told_answers = sorted(
        (a for a in given_by if a not in small_answers), key=lambda answer: (-len(given_by[answer]), answer)
    )
    is_enough = _people(unnamed_by_answer, small_answers) >= least
    return Pooled(
        answers=tuple((answer, len(given_by[answer])) for answer in told_answers),
        pooled=len(small_answers),
        pooled_respondents=_people(given_by, small_answers) if small_answers and is_enough else None,
        respondents=_people(given_by, given_by) if is_enough or not small_answers else None,
    )


def _people(given_by: Mapping[str, Collection[str]], answers: Iterable[str]) -> int:
    """Count who gave any of some answers."""
    return len({respondent for answer in answers for respondent in given_by[answer]})
