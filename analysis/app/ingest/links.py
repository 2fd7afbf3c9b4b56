"""Linking what says the same: campaign letters when they arrive, and within a response a summary and its body."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.app.context import AppContext
from analysis.model import Campaign, Link, Response


def find_campaigns(desk: AppContext, responses: Sequence[Response], keep: bool = True) -> tuple[Campaign, ...]:
    """The campaigns among responses; with ``keep``, what is new in one is linked to the one that came first."""
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
        first, *others = sorted(group.documents, key=lambda name: order.get(name, len(order)))
        for name in others:
            if name not in linked:
                found[name] = (first, similarity(by_name[first], by_name[name]))
    desk.store.link(found, desk.clock())


def find_restatements(responses: Sequence[Response]) -> tuple[Link, ...]:
    """The links from summaries to bodies; they follow from the texts as they are divided now, and so are not kept."""
    from analysis.matching import restatements

    return tuple(link for response in responses for link in restatements(response))
