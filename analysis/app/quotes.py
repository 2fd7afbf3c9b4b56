"""Quotes: what people have pinned or barred as quotations under themes, as records, and what of that holds today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.team_work import find_place
from analysis.errors import UnreadableError
from analysis.model import PointKey, QuoteChoice, QuoteDecision

EVERY_THEME = ""
"""The theme of a choice that holds under each theme that a point is given, as far as nothing is decided of that one."""


def choose_quote(
    app: AppContext, snapshot: Snapshot, point: PointKey, theme: str, decision: QuoteDecision, who: str
) -> QuoteChoice:
    """Record whether a point is to be quoted under a theme; raises UnreadableError where either is not there."""
    digest = snapshot.digests.get(point)
    if digest is None:
        raise UnreadableError(point.document, "this point no longer exists; reload the response")
    if theme not in (EVERY_THEME, *snapshot.codebook.keys):
        known_keys = ", ".join(snapshot.codebook.keys)
        raise UnreadableError(theme, f"there is no theme of this key; the themes are {known_keys}")
    choice = QuoteChoice(point, digest, theme, decision, who, app.clock())
    app.store.choose_quote(choice)
    return choice


def flag_quote(app: AppContext, snapshot: Snapshot, point: PointKey, is_wanted: bool, who: str) -> None:
    """Record that a point is to be quoted, under whichever themes it is given, or that it need not be any more.

    Raises UnreadableError where there is no such point.
    """
    if (point in flagged_points(app, snapshot.corpus)) is not is_wanted:
        decision = QuoteDecision.PINNED if is_wanted else QuoteDecision.FREE
        choose_quote(app, snapshot, point, EVERY_THEME, decision, who)


def _choices_of_today(app: AppContext, corpus: Corpus) -> Mapping[PointKey, Mapping[str, QuoteChoice]]:
    """Return the last choice of each point of today and each theme; one of every theme undoes all before it."""
    choices: dict[PointKey, dict[str, QuoteChoice]] = {}
    for choice in app.store.quote_choices():
        place = find_place(corpus, choice.point, choice.text_sha256)
        if place is not None:
            former = {} if choice.theme == EVERY_THEME else choices.get(place, {})
            choices[place] = {**former, choice.theme: replace(choice, point=place)}
    return choices


def quote_choices(app: AppContext, corpus: Corpus) -> tuple[QuoteChoice, ...]:
    """Return what was decided of the points of today, each at the place where its words stand now."""
    by_point = _choices_of_today(app, corpus).values()
    return tuple(one for own in by_point for one in own.values() if one.decision is not QuoteDecision.FREE)


def quote_decisions(app: AppContext, corpus: Corpus) -> Mapping[tuple[PointKey, str], QuoteDecision]:
    """Return what was decided of which point under which theme."""
    decisions: dict[tuple[PointKey, str], QuoteDecision] = {}
    for point, own in _choices_of_today(app, corpus).items():
        for theme, choice in own.items():  # one of every theme is the first
            themes = corpus.consultation.codebook.keys if theme == EVERY_THEME else (theme,)
            decisions.update(((point, key), choice.decision) for key in themes)
    return decisions


def flagged_points(app: AppContext, corpus: Corpus) -> frozenset[PointKey]:
    """Return the points that are to be quoted, under any theme."""
    return frozenset(one.point for one in quote_choices(app, corpus) if one.decision is QuoteDecision.PINNED)
