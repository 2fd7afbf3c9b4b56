"""Letters that several respondents send: which sets are campaigns, which are too small, and what is told of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil

from analysis.model import (
    Consultation,
    Letters,
    PointKey,
    Response,
    SameLetter,
    SameShortAnswer,
    response_anchor,
    response_label,
)
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.printable import shown
from analysis.tally.passages.refs import Ref, Run
from analysis.tally.privacy.disclosure import numbered
from analysis.tally.report import LetterView, ShortAnswerView
from analysis.text import words

LEAST = 2
"""Responses of the smallest campaign, whatever the settings say: one letter is no campaign."""

MOST_OF = 0.6
"""Share of a response's words that must be letters of campaigns for figures without campaigns to leave it out."""


def campaign_size(consultation: Consultation, responses: int) -> int:
    """Return how many responses make a campaign: the number that is set, or the share of all, whichever is less.

    >>> [campaign_size(Consultation("", None), number) for number in (14, 300, 901, 20_000)]
    [2, 3, 10, 10]
    """
    share_of_all = ceil(round(consultation.campaign_percent * responses / 100, 9))
    return max(LEAST, min(consultation.campaign_responses, share_of_all))


def campaigns_of(
    same_letters: Iterable[SameLetter],
    responses: Sequence[Response],
    consultation: Consultation,
    short_answers: Iterable[SameShortAnswer] = (),
) -> Letters:
    """Tell campaigns from smaller sets of the same letter; each is as large as what is listed of it.

    Who sent the letter of a campaign has said what it says, though their own text is not shown: of those who are not
    listed nothing is told here, and they count as the rest.
    """
    size, listed = campaign_size(consultation, len(responses)), numbered(responses)
    shown_letters = [_listed(letter, listed) for letter in same_letters]
    told = [letter for letter in shown_letters if len(letter.documents) >= LEAST]
    told.sort(key=lambda letter: -len(letter.documents))
    campaigns = tuple(letter for letter in told if len(letter.documents) >= size)
    short = [_listed_answer(one, listed) for one in short_answers]
    return Letters(
        campaigns,
        tuple(letter for letter in told if len(letter.documents) < size),
        tuple(one for one in short if len(one.documents) >= LEAST),
        _documents_of(campaigns, responses),
        size,
    )


def _among(documents: Iterable[str], listed: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(document for document in documents if document in listed)


def _listed(letter: SameLetter, listed: Mapping[str, int]) -> SameLetter:
    return replace(
        letter,
        documents=_among(letter.documents, listed),
        points=frozenset(point for point in letter.points if point.document in listed),
        identical=_among(letter.identical, listed),
        added=frozenset(point for point in letter.added if point.document in listed),
    )


def _listed_answer(answer: SameShortAnswer, listed: Mapping[str, int]) -> SameShortAnswer:
    pairs = [pair for pair in zip(answer.documents, answer.points, strict=True) if pair[0] in listed]
    return SameShortAnswer(tuple(d for d, _ in pairs), answer.question, tuple(points for _, points in pairs))


def _documents_of(campaigns: Iterable[SameLetter], responses: Iterable[Response]) -> frozenset[str]:
    """Return the responses of which most words are letters of campaigns."""
    points: dict[str, set[PointKey]] = {}
    for campaign in campaigns:
        for document in campaign.documents:
            points.setdefault(document, set())
        for point in campaign.points:
            points[point.document].add(point)
    return frozenset(
        response.document.name
        for response in responses
        if response.document.name in points and _share(response, points[response.document.name]) >= MOST_OF
    )


def _share(response: Response, points: set[PointKey]) -> float:
    """Return the share of a response's words that stand in these points."""
    counts = {point.key: len(words(response.text_of(point))) for point in response.points}
    return sum(counts.get(point, 0) for point in points) / max(sum(counts.values()), 1)


# Views ----------------------------------------------------------------------------------------------------------------


def letter_views(
    letters: Letters,
    responses: Mapping[str, Response],
    points: Iterable[CountedPoint],
    numbers: Mapping[str, int],
    known_words: frozenset[str],
) -> tuple[tuple[LetterView, ...], tuple[LetterView, ...]]:
    """Return the campaigns and the smaller sets of the same letter, each with the places of its texts."""
    points_of: dict[str, list[CountedPoint]] = {}
    for counted in points:
        if counted.ref:
            points_of.setdefault(counted.point.document, []).append(counted)

    def view(number: int, letter: SameLetter) -> LetterView:
        template = (letter.identical or letter.documents)[0]
        texts = [
            shown(responses[template], one.point.start, one.point.end, known_words=known_words)
            for one in points_of.get(template, ())
            if one.point.key in letter.points
        ]
        identical = frozenset(letter.identical)
        return LetterView(
            number=number,
            responses=tuple(_response_ref(document, numbers) for document in letter.documents),
            questions=letter.questions,
            template=_response_ref(template, numbers),
            text=tuple(texts),
            identical=len(identical),
            varied=tuple(
                _response_ref(document, numbers) for document in letter.documents if document not in identical
            ),
            added=tuple(_added(letter, points_of)),
        )

    first_small = len(letters.campaigns) + 1
    return (
        tuple(view(number, letter) for number, letter in enumerate(letters.campaigns, 1)),
        tuple(view(number, letter) for number, letter in enumerate(letters.small, first_small)),
    )


def _response_ref(document: str, numbers: Mapping[str, int]) -> Ref:
    return Ref(response_anchor(numbers[document]), response_label(numbers[document]))


def _added(letter: SameLetter, points_of: Mapping[str, Sequence[CountedPoint]]) -> Iterable[Ref]:
    """Yield the points that senders added to a letter; where nobody who is listed sends its commonest text, those that
    no other sender has."""
    for document in letter.documents:
        for counted in points_of.get(document, ()):
            is_of_text = not letter.questions or counted.point.question in letter.questions
            is_alone = is_of_text and counted.point.key not in letter.points
            if counted.ref and (counted.point.key in letter.added if letter.identical else is_alone):
                yield counted.ref


def short_answer_views(
    letters: Letters, responses: Mapping[str, Response], numbers: Mapping[str, int], known_words: frozenset[str]
) -> tuple[ShortAnswerView, ...]:
    """Return the short answers that as many respondents give as make a campaign, the commonest first.

    Each is printed as the first of them gave it.
    """
    common = [one for one in letters.short if len(one.documents) >= letters.size]
    common.sort(key=lambda one: -len(one.documents))

    def text(one: SameShortAnswer) -> tuple[Run, ...]:
        runs: list[Run] = []
        for point in one.points[0]:
            response = responses[point.document]
            runs += shown(response, point.start, point.end, known_words=known_words)
        return tuple(runs)

    return tuple(
        ShortAnswerView(one.question, text(one), tuple(_response_ref(document, numbers) for document in one.documents))
        for one in common
    )
