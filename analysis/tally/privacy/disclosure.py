"""Disclosure: the one place that decides of whom a public report may show what (ADR 19).

A response that is not *listed* is in no list, has no number and no anchor: it is only in totals, and where there are
few of them in none (ADR 59); what its words say is in totals where enough of them answer the same question (ADR 97).
What may be told of people who are not named is told in counts of at least so many of them; smaller ones are pooled, and
so are others from which they would follow (ADR 47).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.model import WHO_FILLED_IN, PointKey, Publish, Response, SegmentKind
from analysis.redacting.folding import fold
from analysis.tally.privacy.respondent_names import is_of_a_person, is_type_of_a_body
from analysis.tally.privacy.told_figures import NOBODY, Figure, ToldFigures
from analysis.text import one_line, words


def is_listed(response: Response) -> bool:
    """Return whether a response may be pointed to: its respondent did not refuse publication."""
    return response.respondent.publish is not Publish.NO


def is_named(response: Response) -> bool:
    """Return whether what a response answers may stand beside its respondent's name."""
    return response.respondent.publish is Publish.YES


Themes = Callable[[PointKey], frozenset[str]]
"""A function that tells the themes of a point."""


def in_figures(
    responses: Iterable[Response], least: int, themes_of: Themes = lambda _: frozenset()
) -> tuple[Response, ...]:
    """Return the responses that figures count, with the points that they count.

    All are, but for those that are not listed where these are fewer than ``least``: a total less what is listed would
    tell what so few say. So would a total by question: the words of those who are not listed are points where at least
    ``least`` of them answer the same question in words, unless a theme is in the words of each of them. Where that
    leaves nothing that counts of any of them they are in no figure: a base that held them would lessen every share.
    """
    everything = tuple(responses)
    listed = tuple(filter(is_listed, everything))
    withheld = [response for response in everything if not is_listed(response)]
    if 0 < len(withheld) < least:
        return listed
    questions = _questions_of_many(withheld, least)
    raised = [
        frozenset().union(*(themes_of(point.key) for point in points))
        for points in ([point for point in one.points if point.question in questions] for one in withheld)
        if points
    ]
    if least > 1 and raised and frozenset.intersection(*raised):
        questions = frozenset()
    counted = tuple(one if is_listed(one) else _answering(one, questions) for one in everything)
    is_any_counted = any(_answers(one) for one in counted if not is_listed(one))
    return counted if is_any_counted or least <= 1 else listed


def _answers(response: Response) -> bool:
    """Return whether anything that figures count is left of a response."""
    return any(one.kind is SegmentKind.POINT or one.is_choice or one.is_bare for one in response.segmentation.segments)


def _questions_of_many(responses: Iterable[Response], least: int) -> frozenset[str | None]:
    """Return the questions, or none in particular, that at least so many responses answer in words."""
    answering = Counter(
        question for response in responses for question in {point.question for point in response.points}
    )
    return frozenset(question for question, size in answering.items() if size >= least)


def _answering(response: Response, questions: Collection[str | None]) -> Response:
    """Return a response whose words under other questions are no points."""
    segments = tuple(
        replace(one, kind=SegmentKind.EXCLUDED)
        if one.kind is SegmentKind.POINT and one.question not in questions
        else one
        for one in response.segmentation.segments
    )
    return replace(response, segmentation=replace(response.segmentation, segments=segments))


def as_told(
    responses: Iterable[Response], name_individuals: bool = False, organisations: Iterable[str] = ()
) -> tuple[Response, ...]:
    """Return the responses with what may be told of their respondents: a person is not named, though they agreed,
    unless the department names individuals or says that the name is one of its ``organisations``; nor is anybody whose
    name is not known."""
    named = frozenset(map(str.casefold, organisations))
    return tuple(
        _as_told(response, name_individuals, named) if is_named(response) else response for response in responses
    )


def _as_told(response: Response, name_individuals: bool, organisations: frozenset[str]) -> Response:
    respondent = response.respondent
    name = one_line(respondent.name or "")
    is_body = name.casefold() in organisations or _is_of_a_body(response) or not is_of_a_person(respondent)
    if name and (name_individuals or is_body):
        return response
    return replace(response, respondent=replace(respondent, publish=Publish.ANONYMOUS))


def _is_of_a_body(response: Response) -> bool:
    """Return whether a name is what a table has for the organisation, beside another of the person who filled it in,
    and its type is one of organisations: "Café Lune" looks like a person.

    That is another where it has two words, initials apart, and shares none: a sole trader's name may stand in both.
    """
    stated, name = response.document.respondent, response.respondent.name
    filled_in = [part.text for part in response.document.omitted if part.reason.endswith(WHO_FILLED_IN)]
    person_words = {word for word in words(fold(" ".join(filled_in)).text) if len(word) > 1}
    is_stated = stated is not None and stated.name == name
    is_another = len(person_words) > 1 and person_words.isdisjoint(words(fold(name or "").text))
    return is_stated and is_another and is_type_of_a_body(response.respondent)


def numbered(responses: Iterable[Response]) -> dict[str, int]:
    """Return the number of every response that is listed, by its document; where none has one yet, they are counted."""
    listed = enumerate(filter(is_listed, responses), 1)
    return {response.document.name: response.number or place for place, response in listed}


def numbered_for_good(responses: Iterable[Response], given: Sequence[tuple[str, int]]) -> list[Response]:
    """Return the responses with their numbers and in the order of these, those that are listed first.

    ``given`` holds the numbers that reports have given, by document: nobody else ever has one of them. A response
    without one has the next, in its turn; what is withheld is numbered apart, so that its place is in no gap (ADR 68).
    """
    known = dict(given)
    top, bottom = max(0, 0, *_numbers(given)), min(0, 0, *_numbers(given))
    numbered_responses = []
    for response in responses:
        number = known.get(response.document.name, 0)
        if number <= 0 and is_listed(response):
            number = top = top + 1
        elif not number:
            number = bottom = bottom - 1
        numbered_responses.append(replace(response, number=number))
    return sorted(numbered_responses, key=lambda one: (not is_listed(one), one.number < 0, abs(one.number)))


def _numbers(given: Sequence[tuple[str, int]]) -> Iterable[int]:
    return (number for _, number in given)


class Pooled(NamedTuple):
    """Answers as they may be told, and what is told of them so far.

    ``answers`` have their counts, the commonest first; so many different ones are ``pooled``, and with them, where
    ``is_silence_pooled``, who gave none: ``pooled_respondents`` in all (None: too few to tell). ``respondents`` gave
    any answer (None: it would tell of few).
    """

    answers: tuple[tuple[str, int], ...]
    pooled: int
    is_silence_pooled: bool
    pooled_respondents: int | None
    respondents: int | None
    told: ToldFigures


def pooled(
    given_by: Mapping[str, Collection[str]],
    everybody: Collection[str],
    known: Collection[str],
    least: int,
    seen: Sequence[Figure] = (),
    protected: frozenset[str] | None = None,
    wordless: Collection[str] = (),
    withheld: Collection[str] = (),
) -> Pooled:
    """Return the counts of answers, where no sum or difference of them tells of few who are not named.

    ``given_by`` holds who gave each answer, ``everybody`` who could give one, ``known`` of whom a reader knows anyway
    what they answer: a reader can take these from every count. ``seen`` is what a reader can count of the others, of
    whom few may be counted but for those who are ``protected`` (None: all are). The words of ``wordless`` answers are
    not told, and the counts of ``withheld`` ones neither, however many gave them.
    """
    silent = frozenset(everybody).difference(*given_by.values())
    groups = [*given_by.values(), silent]
    unnamed = frozenset(everybody) - frozenset(known)
    kept = [n for n, answer in enumerate(given_by) if answer in withheld]
    hidden, told = hidden_groups(groups, unnamed, frozenset(everybody), least, seen, protected, kept)
    hidden_answers = {answer for n, answer in enumerate(given_by) if n in hidden or answer in wordless}
    is_silence_pooled = len(given_by) in hidden
    pool, respondents = _people(given_by, hidden_answers), _people(given_by, given_by)
    if is_silence_pooled:
        pool, with_respondents = pool | silent, None
    else:
        with_respondents = told.adding(Figure(respondents)) if told else None
    told = with_respondents or told
    with_pool = told.adding(Figure(pool)) if told and hidden_answers else None
    return Pooled(
        answers=tuple(
            sorted(
                ((answer, len(given)) for answer, given in given_by.items() if answer not in hidden_answers),
                key=lambda one: (-one[1], one[0]),
            )
        ),
        pooled=len(hidden_answers),
        is_silence_pooled=is_silence_pooled,
        pooled_respondents=len(pool) if with_pool else None,
        respondents=len(respondents) if with_respondents else None,
        told=with_pool or told,
    )


def hidden_groups(
    groups: Sequence[Collection[str]],
    unnamed: frozenset[str],
    everybody: frozenset[str],
    least: int,
    seen: Sequence[Figure] = (),
    protected: frozenset[str] | None = None,
    withheld: Collection[int] = (),
) -> tuple[frozenset[int], ToldFigures]:
    """Return which groups of ``everybody`` are not told each by itself, and what is told of the unnamed by the others;
    the last group gave no answer.

    Those are ``withheld`` groups and those of few, if any of them is ``protected``, (primary suppression) and with them
    as many of the next rarest as it takes that none follows from the others (secondary suppression). One decision,
    whatever their order, serves every table of the groups: two that pool differently could be taken from each other.
    """
    figures = [Figure(frozenset(group)) for group in groups]
    members = [sorted(unnamed & figure.having) for figure in figures]
    # Anybody may have given no answer, also where nobody did.
    possible = everybody if everybody.difference(*groups[:-1]) else everybody | {NOBODY}
    nothing = ToldFigures(unnamed, least, seen=tuple(seen), everybody=possible, protected=protected)
    if protected is not None and unnamed.isdisjoint(protected):
        return frozenset(), replace(nothing, seen=(*nothing.seen, *figures))
    hidden = [n for n, figure in enumerate(figures) if n in withheld or nothing.is_few(figure)]
    if protected is not None and len(groups) - 1 in hidden and len(unnamed) - len(members[-1]) >= least:
        hidden.pop()  # that somebody who is not listed left a question out is no answer of theirs
    of_protected = (Figure(figure.having, protected) for figure in figures[:-1] if protected)
    nothing = replace(nothing, untold=tuple(figures[n] for n in hidden)).hiding(*of_protected)
    others = [n for n, group in enumerate(members) if group and n not in hidden]
    rarest_first = sorted(others, key=lambda n: (len(members[n]), len(groups[n]), members[n]))
    while True:
        shown = [n for n in range(len(groups)) if n not in hidden]
        small = [figures[n] for n in shown if 0 < len(members[n]) < least]
        told = replace(nothing, seen=(*nothing.seen, *small)).adding(
            *(figures[n] for n in shown if figures[n] not in small)
        )
        if told or not rarest_first:
            return frozenset(hidden), told or nothing
        hidden.append(rarest_first.pop(0))


def _people(given_by: Mapping[str, Collection[str]], answers: Iterable[str]) -> frozenset[str]:
    """Return who gave any of some answers."""
    return frozenset().union(*(given_by[answer] for answer in answers))
