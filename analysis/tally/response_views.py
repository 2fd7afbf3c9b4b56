"""Views of responses: what the report shows of each listed response, and of each campaign's letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.model import Campaign, PointKey, Publish, Respondent, Response
from analysis.tally.counted_points import CountedPoint, respondent_type
from analysis.tally.disclosure import is_named
from analysis.tally.printable import Also, passages
from analysis.tally.repeated_arguments import Restates, in_short
from analysis.tally.report import CampaignView, Ref, ResponseView


def response_views(
    responses: Sequence[Response],
    items: Sequence[CountedPoint],
    campaigns: Sequence[Campaign],
    names: dict[str, str],
    restates: Restates,
    words: frozenset[str],
) -> tuple[ResponseView, ...]:
    """Return the views of the listed responses, in the order in which they are numbered."""
    by_document: dict[str, list[CountedPoint]] = {}
    for item in items:
        by_document.setdefault(item.point.document, []).append(item)
    in_campaign = {document: n for n, campaign in enumerate(campaigns, 1) for document in campaign.documents}
    also = _also(items, restates)
    return tuple(
        _view(n, response, by_document.get(name, []), in_campaign.get(name), names, also, words)
        for n, response in enumerate(responses, 1)
        for name in [response.document.name]
    )


def _also(items: Sequence[CountedPoint], restates: Restates) -> dict[PointKey, Also]:
    """For each point that is a restatement or has one, where else it is said: in full, and in short."""
    refs = {item.point.key: item.ref for item in items if item.ref}
    shorter = in_short(restates)
    return {
        key: Also(tuple(refs[k] for k in restates.get(key, ())), tuple(refs[k] for k in shorter.get(key, ())))
        for key in {**restates, **shorter}
        if key in refs
    }


def _view(
    n: int,
    response: Response,
    items: Sequence[CountedPoint],
    campaign: int | None,
    names: dict[str, str],
    also: Mapping[PointKey, Also],
    words: frozenset[str],
) -> ResponseView:
    refs = {(item.point.start, item.point.end): item.ref for item in items if item.ref}
    settled = {(item.point.start, item.point.end): item.settled for item in items if item.settled}
    return ResponseView(
        anchor=f"r{n}",
        number=f"R{n}",
        respondent=_display_name(response.respondent),
        type=respondent_type(response),
        file=response.document.name if is_named(response) else None,
        anonymous=not is_named(response),
        campaign=campaign,
        points=len(items),
        passages=tuple(passages(response, refs, settled, names, also, words)),
    )


def _display_name(respondent: Respondent) -> str:
    """Return how a respondent is called in what we publish: by name only where they allow it."""
    if respondent.publish is Publish.YES and respondent.name:
        return respondent.name
    return f"Anonymous ({respondent.type or 'respondent'})"


def campaign_views(campaigns: Sequence[Campaign], numbers: Mapping[str, int]) -> tuple[CampaignView, ...]:
    """Return the campaigns, each with the places of its letters."""
    return tuple(
        CampaignView(n, tuple(Ref(f"r{numbers[d]}", f"R{numbers[d]}") for d in campaign.documents))
        for n, campaign in enumerate(campaigns, 1)
    )
