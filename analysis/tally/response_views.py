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
    by_document: dict[str, list[CountedPoint]] = {}
    for counted in points:
        by_document.setdefault(counted.point.document, []).append(counted)
    campaign_numbers = {document: n for n, campaign in enumerate(campaigns, 1) for document in campaign.documents}
    other_places = _also(points, restates)
    return tuple(
        _view(
            n,
            response,
            by_document.get(document_name, []),
            campaign_numbers.get(document_name),
            theme_names,
            other_places,
            known_words,
        )
        for n, response in enumerate(responses, 1)
        for document_name in [response.document.name]
    )


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


def _view(
    response_number: int,
    response: Response,
    points: Sequence[CountedPoint],
    campaign: int | None,
    theme_names: dict[str, str],
    other_places: Mapping[PointKey, Also],
    known_words: frozenset[str],
) -> ResponseView:
    point_refs = {(counted.point.start, counted.point.end): counted.ref for counted in points if counted.ref}
    resolved = {(counted.point.start, counted.point.end): counted.settled for counted in points if counted.settled}
    return ResponseView(
        anchor=f"r{response_number}",
        number=f"R{response_number}",
        respondent=_display_name(response.respondent),
        type=respondent_type(response),
        anonymous=not is_named(response),
        campaign=campaign,
        points=len(points),
        passages=tuple(passages(response, point_refs, resolved, theme_names, other_places, known_words)),
    )


def _display_name(respondent: Respondent) -> str:
    """Return how a respondent is called in what we publish: by name only where they allow it."""
    if respondent.publish is Publish.YES and respondent.name:
        return respondent.name
    return f"Anonymous ({respondent.type or 'respondent'})"


def campaign_views(campaigns: Sequence[Campaign], numbers: Mapping[str, int]) -> tuple[CampaignView, ...]:
    """Return the campaigns, each with the places of its letters."""
    return tuple(
        CampaignView(
            campaign_number,
            tuple(
                Ref(f"r{numbers[document_name]}", f"R{numbers[document_name]}") for document_name in campaign.documents
            ),
        )
        for campaign_number, campaign in enumerate(campaigns, 1)
    )
