"""Linking what says the same: campaign letters when they arrive, and within a response a summary and its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.app.context import AppContext
from analysis.model import Campaign, Link, Response


def find_campaigns(desk: AppContext, responses: Sequence[Response], keep: bool = True) -> tuple[Campaign, ...]:
    """Return the campaigns among responses; with ``keep``, what is new in one is linked to the one that came first."""
    from analysis.matching import campaigns, copies

    groups = campaigns(responses, copies(responses))
    if keep:
        _link(desk, responses, groups)
    return groups


def _link(desk: AppContext, responses: Sequence[Response], groups: Sequence[Campaign]) -> None:
    from analysis.matching import similarity

    linked, order = desk.store.links(), desk.store.arrivals()
    by_name = {response.document.name: response for response in responses}
    found: dict[str, tuple[str, float]] = {}
    for group in groups:
        first, *others = _arrived(group, order)
        for name in others:
            if name not in linked:
                found[name] = (first, similarity(by_name[first], by_name[name]))
    desk.store.link(found, desk.clock())


def standing_campaigns(desk: AppContext, responses: Sequence[Response]) -> tuple[Campaign, ...]:
    """Return the campaigns among the responses that were linked when they arrived, by the rule of today.

    All responses are searched when something arrives and for each report, which takes long.
    """
    links = desk.store.links()
    linked = {*links, *(first for first, _ in links.values())}
    return find_campaigns(desk, [each for each in responses if each.document.name in linked], keep=False)


def first_letters(desk: AppContext, responses: Sequence[Response]) -> dict[str, str]:
    """Return for each letter of a campaign but its first to arrive the name of that one."""
    order = desk.store.arrivals()
    groups = [_arrived(campaign, order) for campaign in standing_campaigns(desk, responses)]
    return {name: first for first, *others in groups for name in others}


def _arrived(campaign: Campaign, order: Mapping[str, int]) -> list[str]:
    """List the documents of a campaign as they arrived."""
    return sorted(campaign.documents, key=lambda name: order.get(name, len(order)))


def find_restatements(responses: Sequence[Response]) -> tuple[Link, ...]:
    """Return the links from summaries to bodies; they follow from the texts as they are divided now, and so are not
    kept."""
    from analysis.matching import restatements

    return tuple(link for response in responses for link in restatements(response))
