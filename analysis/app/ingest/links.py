"""Links between texts that say the same: campaign letters when they arrive, and summaries and bodies in a response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.app.context import AppContext
from analysis.model import Campaign, Link, Response


def find_campaigns(app: AppContext, responses: Sequence[Response]) -> tuple[Campaign, ...]:
    """Return the campaigns among responses; what is new in one is linked to the one that came first."""
    campaign_groups = campaigns_among(responses)
    _link_new(app, responses, campaign_groups)
    return campaign_groups


def campaigns_among(responses: Sequence[Response]) -> tuple[Campaign, ...]:
    """Return the campaigns among responses."""
    from analysis.matching import campaigns, copies

    return campaigns(responses, copies(responses))


def _link_new(app: AppContext, responses: Sequence[Response], campaign_groups: Sequence[Campaign]) -> None:
    from analysis.matching import similarity

    recorded_links, arrival_order = app.store.links(), app.store.arrivals()
    responses_by_name = {response.document.name: response for response in responses}
    new_links: dict[str, tuple[str, float]] = {}
    for campaign in campaign_groups:
        first_name, *other_names = _in_order_of_arrival(campaign, arrival_order)
        for document_name in other_names:
            if document_name not in recorded_links:
                new_links[document_name] = (
                    first_name,
                    similarity(responses_by_name[first_name], responses_by_name[document_name]),
                )
    app.store.link(new_links, app.clock())


def linked_campaigns(
    responses: Sequence[Response], recorded_links: Mapping[str, tuple[str, float]]
) -> tuple[Campaign, ...]:
    """Return the campaigns among the responses that were linked when they arrived, by the rule of today.

    All responses are searched when something arrives and for each report, which takes long.
    """
    linked_names = {*recorded_links, *(first_name for first_name, _ in recorded_links.values())}
    return campaigns_among([response for response in responses if response.document.name in linked_names])


def first_letters(app: AppContext, responses: Sequence[Response]) -> dict[str, str]:
    """Return for each letter of a campaign but its first to arrive the name of that one."""
    return repeated_letters(linked_campaigns(responses, app.store.links()), app.store.arrivals())


def repeated_letters(campaigns: Sequence[Campaign], arrival_order: Mapping[str, int]) -> dict[str, str]:
    """Return for each letter of these campaigns but its first to arrive the name of that one."""
    arrived_names = [_in_order_of_arrival(campaign, arrival_order) for campaign in campaigns]
    return {document_name: first_name for first_name, *other_names in arrived_names for document_name in other_names}


def _in_order_of_arrival(campaign: Campaign, arrival_order: Mapping[str, int]) -> list[str]:
    """List the documents of a campaign as they arrived."""
    return sorted(campaign.documents, key=lambda document_name: arrival_order.get(document_name, len(arrival_order)))


def find_restatements(responses: Sequence[Response]) -> tuple[Link, ...]:
    """Return the links from summaries to bodies; they follow from the texts as they are divided now, and so are not
    kept."""
    from analysis.matching import restatements

    return tuple(restatement for response in responses for restatement in restatements(response))
