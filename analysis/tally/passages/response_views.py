"""Views of responses: what the report shows of each listed response, and of each campaign's letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.model import Letters, PointKey, Publish, Respondent, Response, SameLetter, response_anchor, response_label
from analysis.tally.counted_points import CountedPoint, respondent_type
from analysis.tally.passages.late_passages import LatePassages
from analysis.tally.passages.printable import Also
from analysis.tally.privacy.disclosure import is_named, numbered
from analysis.tally.repeated_arguments import Restates, points_in_short
from analysis.tally.report import ResponseView, Tag


def response_views(
    responses: Sequence[Response],
    points: Sequence[CountedPoint],
    letters: Letters,
    theme_names: dict[str, str],
    restates: Restates,
    known_words: frozenset[str],
) -> tuple[ResponseView, ...]:
    """Return the views of the listed responses, in the order in which they are numbered."""
    by_document: dict[str, list[CountedPoint]] = {response.document.name: [] for response in responses}
    for counted in points:
        if counted.ref:
            by_document[counted.point.document].append(counted)
    campaign_numbers = letter_numbers(letters.campaigns, 1)
    small_numbers = letter_numbers(letters.small, len(letters.campaigns) + 1)
    other_places = _also(points, restates)

    numbers = numbered(responses)

    def view(response: Response) -> ResponseView:
        document = response.document.name
        number = numbers[document]
        return ResponseView(
            anchor=response_anchor(number),
            number=response_label(number),
            respondent=_display_name(response.respondent),
            type=respondent_type(response),
            anonymous=not (is_named(response) and response.respondent.name),
            campaign=campaign_numbers.get(document),
            points=len(by_document[document]),
            passages=LatePassages(response, by_document[document], theme_names, other_places, known_words),
            letter=small_numbers.get(document),
        )

    return tuple(map(view, responses))


def unsure(view: ResponseView, themes: frozenset[str]) -> ResponseView:
    """Return a view that calls no coding of these themes sure."""
    if not themes:
        return view

    def plain(tag: Tag) -> Tag:
        return tag if tag.key not in themes or tag.doubtful else replace(tag, sureness=None)

    passages = (replace(passage, themes=tuple(map(plain, passage.themes))) for passage in view.passages)
    return replace(view, passages=tuple(passages))


def _also(points: Sequence[CountedPoint], restates: Restates) -> dict[PointKey, Also]:
    """Return for each point that is a restatement or has one, where else it is said: in full, and in short."""
    point_refs = {counted.point.key: counted.ref for counted in points if counted.ref}
    short_points = points_in_short(restates)
    return {
        point_key: Also(
            tuple(point_refs[k] for k in restates.get(point_key, ())),
            tuple(point_refs[k] for k in short_points.get(point_key, ())),
        )
        for point_key in {**restates, **short_points}
        if point_key in point_refs
    }


def _display_name(respondent: Respondent) -> str:
    """Return how a respondent is called in what we publish: by name only where they allow it."""
    if respondent.publish is Publish.YES and respondent.name:
        return respondent.name
    return f"Anonymous ({respondent.type or 'respondent'})"


def letter_numbers(letters: Sequence[SameLetter], first: int) -> dict[str, int]:
    """Return for each response that sends one of these letters the letter's number; of several, the first."""
    numbers: dict[str, int] = {}
    for number, letter in enumerate(letters, first):
        for document in letter.documents:
            numbers.setdefault(document, number)
    return numbers
