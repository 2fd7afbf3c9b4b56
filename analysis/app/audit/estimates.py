"""Estimates: an audit's intervals and people's agreement as the results that pages, reports and the store hold."""

from __future__ import annotations

from typing import Any

from analysis.app.audit.progress import AuditStanding
from analysis.app.results import Corpus
from analysis.auditing.agreement.agreement_intervals import Agreement, Agreements, Measure
from analysis.auditing.agreement.wording import agreement_in_words
from analysis.auditing.estimation.intervals import Interval
from analysis.tally.accuracy_results import AgreementLine, Estimate, People

DIGITS = 9
"""What is counted, compared and printed of an estimate has so many digits; later ones are every processor’s own."""


def steady(estimate: float | None, low: float | None, high: float | None) -> tuple[Any, Any, Any]:
    """Return an estimate and its interval, rounded to the digits that are the same on every processor."""
    value, lower_bound, upper_bound = (
        None if figure is None else round(figure, DIGITS) for figure in (estimate, low, high)
    )
    return value, lower_bound, upper_bound


def as_estimate(interval: Interval) -> Estimate:
    """Return an interval as a result; it says why where nothing could be estimated."""
    reason = "no audited point could tell" if interval.estimate is None else ""
    return Estimate(*steady(interval.estimate, interval.low, interval.high), reason=reason)


def people(corpus: Corpus, stood: AuditStanding) -> People | None:
    """Return whether people agree on the points that two of them coded; None where nobody coded a point second."""
    if stood.agreed is None:
        return None
    set_agreement, themes = stood.agreed.sets, stood.agreed.themes
    names = {theme.key: theme.name for theme in corpus.consultation.codebook.themes}
    lines = [
        _line("whole sets of themes", set_agreement),
        *(_line(names[key], theme_measures) for key, theme_measures in themes.items()),
    ]
    alpha = set_agreement[Measure.ALPHA]
    wording = (agreement_in_words(set_agreement[Measure.RAW]), agreement_in_words(alpha, set_agreement[Measure.RAW]))
    return People(alpha.points, alpha.coders, wording, _estimate(stood.agreed.together), tuple(lines))


def _line(line_label: str, measures: Agreements) -> AgreementLine:
    positive, negative = (measures.get(measure) for measure in (Measure.POSITIVE, Measure.NEGATIVE))
    return AgreementLine(
        line_label,
        _estimate(measures[Measure.RAW]),
        _estimate(positive) if positive else None,
        _estimate(negative) if negative else None,
        _estimate(measures[Measure.COHEN]),
        _estimate(measures[Measure.ALPHA]),
        _estimate(measures[Measure.AC1]),
    )


def _estimate(estimate: Agreement) -> Estimate:
    return Estimate(*steady(estimate.figure, estimate.low, estimate.high), reason=estimate.reason)
