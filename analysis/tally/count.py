"""Count: the points of all responses by theme, question and type of respondent, put together as a Report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from analysis.model import (
    Accuracy,
    Campaign,
    Codebook,
    Consultation,
    Ledger,
    Link,
    PointKey,
    ResolvedCoding,
    Response,
    SegmentKind,
)
from analysis.tally.closed_questions import closed_answers, monitoring_totals
from analysis.tally.counted_points import NOT_STATED, CountedPoint, counted_points, listed_points, respondent_type
from analysis.tally.disclosure import is_listed, listed_campaigns, numbered
from analysis.tally.ledger_view import account_of
from analysis.tally.masking import own_words
from analysis.tally.printable import Sentences
from analysis.tally.quotations import Candidate, quotes
from analysis.tally.repeated_arguments import Restates, points_in_full, repeated_points
from analysis.tally.report import Cell, Group, Ref, Report, ResponseView, ThemeTally, Without
from analysis.tally.response_views import campaign_views, response_views
from analysis.tally.uncertainty import Bounds, bounds, doubtful_themes

NO_QUESTION = "no particular question"


def report(
    consultation: Consultation,
    responses: Sequence[Response],
    resolved: Mapping[PointKey, ResolvedCoding],
    campaigns: Sequence[Campaign],
    received: Ledger,
    sentences: Sentences,
    accuracy: Accuracy | None = None,
    links: Sequence[Link] = (),
) -> Report:
    """Count everything and put the Report together.

    ``responses`` come in the order in which they are numbered; ``accuracy`` is what a blind audit measured; ``links``
    are the restatements within the responses. What is told of whom follows from ``disclosure`` alone.
    """
    restates, campaigns = points_in_full(links), listed_campaigns(campaigns, responses)
    listed = [response for response in responses if is_listed(response)]
    numbers = numbered(responses)
    points = [
        counted
        for response in responses
        for counted in counted_points(numbers.get(response.document.name), response, resolved)
    ]
    orders = {"type": _types(consultation, listed), "question": _questions(consultation, points, responses)}
    theme_names = {theme.key: theme.name for theme in consultation.codebook.themes}
    known_words = own_words(consultation)
    views = response_views(listed, points, campaigns, theme_names, restates, known_words)
    themes = tuple(
        _themes(
            consultation.codebook, points, restates, orders, views, len(responses), sentences, known_words, accuracy
        )
    )
    restating = listed_points(counted for counted in points if counted.point.key in restates)
    return Report(
        title=consultation.title,
        organisation=consultation.organisation,
        opened=consultation.opened,
        closed=consultation.closed,
        summary=consultation.summary,
        notice=consultation.notice,
        questions=consultation.questions,
        codebook=consultation.codebook,
        responses=views,
        respondents=len(responses),
        points=len(points),
        arguments=len(points) - restating.points,
        coded_points=sum(1 for counted in points if counted.themes),
        human_points=sum(counted.by_people for counted in points),
        anonymous=sum(view.anonymous for view in views),
        withheld=len(responses) - len(listed),
        withheld_points=_withheld_points(points, len(responses) - len(listed), consultation.suppress_below),
        themes=themes,
        types=_by_type(views, orders["type"]),
        answered=_answered(points, responses, orders["question"]),
        unthemed=listed_points(counted for counted in points if not counted.themes),
        doubtful=listed_points(counted for counted in points if counted.is_doubtful),
        restating=restating,
        doubt=_bounds(consultation.codebook, resolved),
        campaigns=campaign_views(campaigns, numbers),
        account=account_of(received, responses, consultation.suppress_below),
        suppress_below=consultation.suppress_below,
        closed_answers=closed_answers(consultation, responses),
        monitoring=monitoring_totals(consultation, received),
        accuracy=_accuracy_of_types(accuracy, orders["type"]) if accuracy else None,
    )


def _withheld_points(points: Sequence[CountedPoint], withheld: int, least: int) -> int | None:
    return sum(counted.ref is None for counted in points) if withheld >= least or not withheld else None


def _accuracy_of_types(accuracy: Accuracy, types: Sequence[str]) -> Accuracy:
    """Return what is told of an audit: of types of respondents that are shown, for another may be one who is not."""
    counts = tuple(
        replace(theme_counts, types=tuple(shown for shown in theme_counts.types if shown.name in types))
        for theme_counts in accuracy.counts
    )
    return replace(accuracy, types=tuple(shown for shown in accuracy.types if shown.name in types), counts=counts)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A point that carries a theme: the grain of every count; ``again``: its argument is counted at another one."""

    item: CountedPoint
    again: bool

    @property
    def document(self) -> str:
        return self.item.point.document

    @property
    def type(self) -> str:
        return respondent_type(self.item.response)

    @property
    def question(self) -> str:
        return self.item.point.question or NO_QUESTION


def _mentions(points: Sequence[CountedPoint], theme: str, restates: Restates) -> list[_Mention]:
    """Return a mention for each point that carries a theme, in order."""
    carrying = [counted for counted in points if theme in counted.themes]
    repeated_keys = repeated_points([counted.point.key for counted in carrying], restates)
    return [_Mention(counted, counted.point.key in repeated_keys) for counted in carrying]


def _types(consultation: Consultation, responses: Sequence[Response]) -> list[str]:
    """Return the types that there are: the consultation's in its order, then others by name, then what is not
    stated."""
    present_types = {respondent_type(response) for response in responses}
    stated_types = [
        type_name
        for type_name in consultation.respondent_types
        if type_name in present_types and type_name != NOT_STATED
    ]
    other_types = sorted(present_types - {*stated_types, NOT_STATED})
    return [*stated_types, *other_types, *([NOT_STATED] if NOT_STATED in present_types else [])]


def _questions(consultation: Consultation, points: Sequence[CountedPoint], responses: Sequence[Response]) -> list[str]:
    asked_keys = [question.key for question in consultation.questions]
    answered_keys = {counted.point.question for counted in points if counted.point.question and counted.ref}
    # A question that only those answer who are not shown is not told.
    other_keys = answered_keys.union(*map(_closed_question_keys, filter(is_listed, responses))) - set(asked_keys)
    return [*asked_keys, *sorted(other_keys, key=_natural_order), NO_QUESTION]


def _closed_question_keys(response: Response) -> set[str]:
    """Return the closed questions that a response answers."""
    segments = response.segmentation.segments
    return {segment.question for segment in segments if segment.kind is SegmentKind.ANSWER and segment.question}


def _natural_order(key: str) -> list[tuple[int, str]]:
    """Return what sorts Q2 before Q10."""
    return [(int(key_part), "") if key_part.isdecimal() else (0, key_part) for key_part in re.split(r"(\d+)", key)]


def _by_type(views: Sequence[ResponseView], order: Sequence[str]) -> tuple[Group, ...]:
    response_counts = Counter(view.type for view in views)
    point_counts = Counter(view.type for view in views for _ in range(view.points))
    return tuple(Group(type_name, response_counts[type_name], point_counts[type_name]) for type_name in order)


def _answered(points: Sequence[CountedPoint], responses: Sequence[Response], order: Sequence[str]) -> tuple[Group, ...]:
    by_question: dict[str, list[CountedPoint]] = {key: [] for key in order}
    for counted in points:
        by_question.get(counted.point.question or NO_QUESTION, by_question[NO_QUESTION]).append(counted)
    chosen_by: dict[str, set[str]] = {key: set() for key in order}
    for response in responses:
        for question in _closed_question_keys(response) & set(order):
            chosen_by[question].add(response.document.name)
    return tuple(_answering(key, answering, chosen_by[key]) for key, answering in by_question.items())


def _answering(key: str, points: Sequence[CountedPoint], choosing: set[str]) -> Group:
    wording_documents = {counted.point.document for counted in points}
    refs = listed_points(points).refs
    return Group(
        key, len(wording_documents | choosing), len(points), refs, in_words=len(wording_documents), chose=len(choosing)
    )


def _themes(
    codebook: Codebook,
    points: Sequence[CountedPoint],
    restates: Restates,
    orders: Mapping[str, Sequence[str]],
    views: Sequence[ResponseView],
    responses: int,
    sentences: Sentences,
    known_words: frozenset[str],
    accuracy: Accuracy | None,
) -> Iterator[ThemeTally]:
    views_by_document = {response.document.name: view for response, view in _views_of_points(points, views)}
    all_arguments = sum(counted.point.key not in restates for counted in points)
    letter_documents = {document for document, view in views_by_document.items() if view.campaign}
    other_points = [
        counted
        for counted in points
        if counted.point.document not in letter_documents and counted.point.key not in restates
    ]
    without_totals = responses - len(letter_documents), len(other_points)
    for theme in codebook.themes:
        mentions = _mentions(points, theme.key, restates)
        theme_points = [mention.item for mention in mentions]
        shown = [mention for mention in mentions if mention.item.ref]
        respondent_count, argument_count = _respondents(mentions), _arguments(mentions)
        yield ThemeTally(
            theme=theme,
            respondents=respondent_count,
            points=argument_count,
            places=len(mentions),
            respondent_share=respondent_count / responses if responses else 0.0,
            point_share=argument_count / all_arguments if all_arguments else 0.0,
            doubtful=sum(_in_doubt(counted, theme.key) for counted in theme_points),
            quotes=tuple(
                quotes(theme.key, _quotable(theme.key, theme_points, views_by_document), sentences, known_words)
            ),
            by_type=_cells(shown, attrgetter("type"), theme.key, orders["type"]),
            by_question=_cells(shown, attrgetter("question"), theme.key, orders["question"]),
            refs=_refs(shown, theme.key),
            confirmed=len({counted.point.document for counted in theme_points if _is_confirmed(counted, theme.key)}),
            without=_without_campaigns(mentions, letter_documents, *without_totals) if letter_documents else None,
            corrected=accuracy.count(theme.key) if accuracy else None,
        )


def _is_confirmed(counted: CountedPoint, theme_key: str) -> bool:
    """Return whether people have found a theme that a point carries."""
    return counted.by_people and counted.settled is not None and theme_key not in counted.settled.unanswered


def _without_campaigns(mentions: Sequence[_Mention], letter_documents: set[str], of: int, of_points: int) -> Without:
    """Return a theme's figures without the letters of campaigns."""
    remaining = [mention for mention in mentions if mention.document not in letter_documents]
    return Without(_respondents(remaining), of, _arguments(remaining), of_points, len(remaining))


def _views_of_points(
    points: Sequence[CountedPoint], views: Sequence[ResponseView]
) -> Iterator[tuple[Response, ResponseView]]:
    views_by_anchor = {view.anchor: view for view in views}
    for counted in points:
        if counted.ref:
            yield counted.response, views_by_anchor[counted.ref.anchor.split("-")[0]]


def _in_doubt(counted: CountedPoint, theme_key: str) -> bool:
    if counted.settled is None:
        return False
    return (
        counted.settled.disputed
        or theme_key in counted.settled.stale
        or theme_key in doubtful_themes(counted.settled.coding)
    )


def _bounds(codebook: Codebook, resolved: Mapping[PointKey, ResolvedCoding]) -> tuple[Bounds, ...]:
    """Return the cuts that were used, each with its themes and the bounds of doubt around it, in the codebook's
    order."""
    used_cuts = {used_cut for choice in resolved.values() for used_cut in choice.coding.cuts}
    themes_by_cut: dict[float, list[str]] = {}
    for theme in codebook.themes:
        for cut in sorted(cut for theme_key, cut in used_cuts if theme_key == theme.key):
            themes_by_cut.setdefault(cut, []).append(theme.name)
    return tuple(bounds(cut, tuple(theme_names)) for cut, theme_names in themes_by_cut.items())


def _refs(mentions: Sequence[_Mention], theme_key: str) -> tuple[Ref, ...]:
    return tuple(
        replace(mention.item.ref, doubtful=_in_doubt(mention.item, theme_key), again=mention.again)
        for mention in mentions
        if mention.item.ref
    )


def _respondents(mentions: Sequence[_Mention]) -> int:
    return len({mention.document for mention in mentions})


def _arguments(mentions: Sequence[_Mention]) -> int:
    """Return how many of the points are counted: an argument once for each respondent."""
    return sum(not mention.again for mention in mentions)


def _cells(
    mentions: Sequence[_Mention], group_of: Callable[[_Mention], str], theme_key: str, order: Sequence[str]
) -> tuple[Cell, ...]:
    groups: dict[str, list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault(group_of(mention), []).append(mention)
    return tuple(
        Cell(name, _respondents(groups[name]), _arguments(groups[name]), _refs(groups[name], theme_key))
        for name in order
        if name in groups
    )


def _quotable(
    theme_key: str, points: Sequence[CountedPoint], views_by_document: Mapping[str, ResponseView]
) -> Iterator[Candidate]:
    """Yield the points of a theme that may be quoted: those of responses that are withheld may not."""
    for counted in points:
        if counted.ref is None or counted.settled is None:
            continue
        view = views_by_document[counted.point.document]
        origin = f"campaign {view.campaign}" if view.campaign else counted.response.respondent.name or view.anchor
        reference = replace(counted.ref, doubtful=_in_doubt(counted, theme_key))
        yield Candidate(
            counted.response, reference, counted.settled.coding, _certainty(counted, theme_key), view.respondent, origin
        )


def _certainty(counted: CountedPoint, theme_key: str) -> float:
    if counted.settled is None:
        return 0.0
    return dict(counted.settled.coding.scores).get(theme_key, 1.0 if counted.by_people else 0.0)
