"""Quotes: what people have pinned or barred as quotations under themes, as records, and what of that holds today."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.use_case_results import Corpus
from analysis.errors import UnreadableError
from analysis.model import PointKey, QuoteChoice, QuoteDecision

_CITED = re.compile(r"R(\d{1,9})\.(\d{1,9})(?: .*)?", re.IGNORECASE)


def choose_quote(
    app: AppContext, snapshot: Snapshot, point: PointKey, theme: str, decision: QuoteDecision, who: str
) -> QuoteChoice:
    """Record whether a point is to be quoted under a theme; raises UnreadableError where there is no such point or
    theme."""
    digest = snapshot.digests.get(point)
    if digest is None:
        raise UnreadableError(point.document, "there is no such point any more; load the response again")
    if theme not in snapshot.codebook.keys:
        known_keys = ", ".join(snapshot.codebook.keys)
        raise UnreadableError(theme, f"there is no theme of this key; the themes are {known_keys}")
    choice = QuoteChoice(point, digest, theme, decision, who, app.clock())
    app.store.choose_quote(choice)
    return choice


def point_cited(corpus: Corpus, citation: str) -> PointKey:
    """Return the point that is called so ("R4.9"); raises UnreadableError where there is none."""
    cited = _CITED.fullmatch(citation.strip())
    name = f"R{int(cited[1])}.{int(cited[2])}" if cited else ""
    found = next((point for point, one in corpus.citations.items() if one.name == name), None)
    if found is None:
        raise UnreadableError(citation, "there is no such point; the report cites points as R4.9")
    return found


def quote_choices(app: AppContext, corpus: Corpus) -> tuple[QuoteChoice, ...]:
    """Return what was decided of the points of today, each at the place where its words stand now."""
    places: dict[tuple[str, str], list[PointKey]] = {}
    choices = [choice for choice in app.store.quote_choices() if choice.decision is not QuoteDecision.FREE]
    if choices:
        for point, digest in corpus.digests.items():
            places.setdefault((point.document, digest), []).append(point)
    return tuple(
        QuoteChoice(place, choice.text_sha256, choice.theme, choice.decision, choice.who, choice.time)
        for choice in choices
        if (place := _place(choice, places.get((choice.point.document, choice.text_sha256), [])))
    )


def _place(choice: QuoteChoice, same_words: list[PointKey]) -> PointKey | None:
    """Return where the words of a point stand now: at its place, or at the only other one."""
    if choice.point in same_words:
        return choice.point
    return same_words[0] if len(same_words) == 1 else None


def quote_decisions(app: AppContext, corpus: Corpus) -> Mapping[tuple[PointKey, str], QuoteDecision]:
    """Return what was decided of which point under which theme."""
    return {(choice.point, choice.theme): choice.decision for choice in quote_choices(app, corpus)}
