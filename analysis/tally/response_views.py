"""Views of responses: what the report shows of each listed response, and of each campaign's letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.model import Campaign, PointKey, Publish, Respondent, Response
from analysis.tally.counted_points import CountedPoint, respondent_type
from analysis.tally.disclosure import is_named
from analysis.tally.printable import Also, passages
from analysis.tally.repeated_arguments import Restates, points_in_short
from analysis.tally.report import CampaignView, Ref, ResponseView


def response_views(
    responses: Sequence[Response],
    points: Sequence[CountedPoint],
    campaigns: Sequence[Campaign],
    theme_names: dict[str, str],
    restates: Restates,
    known_words: frozenset[str],
) -> tuple[ResponseView, ...]:
    """Return the views of the listed responses, in the order in which they are numbered."""
    by_document: dict[str, dict[tuple[int, int], CountedPoint]] = {response.document.name: {} for response in responses}
    for counted in points:
        if counted.ref:
            by_document[counted.point.document][counted.point.start, counted.point.end] = counted
    campaign_numbers = {document: n for n, campaign in enumerate(campaigns, 1) for document in campaign.documents}
    other_places = _also(points, restates)

    def view(number: int, response: Response) -> ResponseView:
        document = response.document.name
        return ResponseView(
            anchor=f"r{number}",
            number=f"R{number}",
            respondent=_display_name(response.respondent),
            type=respondent_type(response),
            anonymous=not is_named(response),
            campaign=campaign_numbers.get(document),
            points=len(by_document[document]),
            passages=tuple(passages(response, by_document[document], theme_names, other_places, known_words)),
        )

    return tuple(view(number, response) for number, response in enumerate(responses, 1))


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


def campaign_views(campaigns: Sequence[Campaign], numbers: Mapping[str, int]) -> tuple[CampaignView, ...]:
    """Return the campaigns, each with the places of its letters."""
    return tuple(
        CampaignView(number, tuple(Ref(f"r{numbers[document]}", f"R{numbers[document]}") for document in one.documents))
        for number, one in enumerate(campaigns, 1)
    )
