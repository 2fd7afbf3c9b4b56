"""Points in figures: the responses, and their points, that reports, pages, audits and previews all count."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.app.corpus import Corpus
from analysis.model import PointKey, ResolvedCoding, Response
from analysis.tally.privacy.disclosure import in_figures


def responses_in_figures(corpus: Corpus, choices: Mapping[PointKey, ResolvedCoding]) -> tuple[Response, ...]:
    """Return the responses, with their points, that figures count; ``choices`` are what counts now of each."""

    def themes_of(point: PointKey) -> frozenset[str]:
        return choices[point].coding.themes if point in choices else frozenset()

    return in_figures(corpus.responses, corpus.consultation.suppress_below, themes_of)


def points_in_figures(corpus: Corpus, choices: Mapping[PointKey, ResolvedCoding]) -> frozenset[PointKey]:
    """Return the points that figures count."""
    return frozenset(point.key for one in responses_in_figures(corpus, choices) for point in one.points)
