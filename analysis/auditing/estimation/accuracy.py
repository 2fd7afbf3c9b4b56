"""Accuracy of the machine: precision, recall and F1 per theme, overall and by type of respondent, with intervals.

**Per theme.** The machine's coding of every point is known, so precision is a share of the points that it gives the
theme, and recall follows from how many of those are right and how many of the others it missed; both numbers are
estimated with limits that hold in small samples, and melded (see ``intervals``). What nobody looked at stays unknown:
where no point with the theme was met, recall may be anything, and the interval says so.

**Overall.** Over all themes each point counts as often as it has themes, so that figures are ratios of totals per
point: Taylor linearisation (Särndal, Swensson and Wretman 1992, 5.5 and 7.6) gives their variance within strata and
post-strata, those of few points drawn to the others, and the interval is that of a proportion in the sample of the size
that has this variance, never of more than was looked at, corrected for the degrees of freedom (Korn and Graubard 1998;
Dean and Pagano 2015). The themes of one point are taken together, so
that they may hang together as they like. Points are drawn singly, so that respondents need no design effect (Rao and
Scott 1992 give that of a sample of whole respondents). The mean over themes combines their limits (Zou and Donner
2008).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.auditing.estimation.confusion import Split, stratum_weights
from analysis.auditing.estimation.intervals import LEVEL, PRIOR, Total, between
from analysis.auditing.estimation.proportions import UNKNOWN, differ, mean, proportion
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Floats, Frame, Ints, part
from analysis.model import Estimate, Quality, QualityReport, ThemeQuality, TypeQuality

NOBODY_LOOKED = "no point in the audit measures this"
"""The reason why a figure is not known."""


def accuracy(frame: Frame, sample: Audited) -> QualityReport:
    """Return the machine's accuracy on a frame, as a blind sample of it shows it; themes are named by their keys."""
    themes = tuple(_theme(frame, sample, theme_number) for theme_number in range(len(frame.themes)))
    macro = average([theme.quality for theme in themes if theme.quality])
    return QualityReport(themes, _micro(frame, sample, LEVEL), macro, _types(frame, sample))


def _theme(frame: Frame, sample: Audited, theme_number: int) -> ThemeQuality:
    split, key = Split(frame, sample, theme_number), frame.themes[theme_number]
    given = split.given[sample.rows]
    both_count = int((given & split.found).sum())
    return ThemeQuality(key, key, int(given.sum()), int(split.found.sum()), both_count, theme_quality(split))


def _published(*estimates: Estimate) -> Quality:
    return Quality(*(estimate.published(NOBODY_LOOKED) for estimate in estimates))


def theme_quality(split: Split) -> Quality:
    """Return the precision, recall and F1 of one theme."""
    right, missed = split.right(), split.missed()
    return _published(_precision(right), _recall(right, missed), _f1(right, missed))


def _precision(right: Total) -> Estimate:
    if not right.population:
        return UNKNOWN
    estimate = right.estimate / right.population if right.looked else None
    return between(estimate, right.draws / right.population)


def _recall(right: Total, missed: Total) -> Estimate:
    estimate = right.estimate / (right.estimate + missed.estimate) if right.seen + missed.seen else None
    all_draws = right.draws + missed.draws
    # Where neither is there, nothing could be recalled: as good as any value, so one is taken from each end.
    extreme_values = np.arange(len(all_draws)) % 2
    return between(estimate, np.where(all_draws > 0, right.draws / np.maximum(all_draws, 1e-9), extreme_values))


def _f1(right: Total, missed: Total) -> Estimate:
    given_count, found_count = right.population, right.seen + missed.seen
    if not given_count and not found_count:
        return UNKNOWN
    positives = right.estimate + missed.estimate
    all_draws = right.draws + missed.draws
    return between(
        2 * right.estimate / (given_count + positives) if right.looked or found_count else None,
        2 * right.draws / np.maximum(given_count + all_draws, 1),
    )


# Over all themes ------------------------------------------------------------------------------------------------------


def _micro(frame: Frame, sample: Audited, level: float, is_of_more: bool = False) -> Quality:
    """Return the quality over all themes; ``is_of_more``: of the machine, were there ever so many more such points."""
    if not len(sample.rows):
        return _published(UNKNOWN, UNKNOWN, UNKNOWN)
    weights, post_strata = _weighted(frame, sample)
    return _quality(frame.given[sample.rows], sample.found, weights, post_strata, level, is_of_more)


def _quality(given: Bools, found: Bools, weights: Floats, post_strata: Ints, level: float, is_of_more: bool) -> Quality:
    """Return the quality over all themes: ``found`` is the truth; ``weights`` say how many points each stands for."""
    right_counts, given_counts, found_counts = ((x).sum(axis=1).astype(float) for x in (given & found, given, found))
    ratio_terms = (
        (right_counts, given_counts),
        (right_counts, found_counts),
        (2 * right_counts, given_counts + found_counts),
    )
    return _published(*(_ratio(above, below, weights, post_strata, level, is_of_more) for above, below in ratio_terms))


def _weighted(frame: Frame, sample: Audited) -> tuple[Floats, Ints]:
    """Return how many points each sampled point stands for, itself included, and its post-stratum.

    Post-strata are the strata of the design, each divided by whether the machine gives a point any theme: those where
    it does have odd numbers. Of either kind, those in which fewer than two points were looked at are one, with the
    weights of the design.
    """
    stratum_codes = 2 * frame.strata + frame.given.any(axis=1)
    sampled_codes = stratum_codes[sample.rows]
    drawn_counts = np.bincount(sampled_codes, minlength=int(stratum_codes.max(initial=0)) + 1)
    exact_weights = np.bincount(stratum_codes, minlength=len(drawn_counts)) / np.maximum(drawn_counts, 1)
    design_weights = stratum_weights(frame, sample)[frame.strata[sample.rows]] + 1
    is_enough = drawn_counts[sampled_codes] > 1
    return np.where(is_enough, exact_weights[sampled_codes], design_weights), np.where(
        is_enough, sampled_codes, sampled_codes % 2 - 2
    )


def _ratio(
    numerators: Floats, denominators: Floats, weights: Floats, post_strata: Ints, level: float, is_of_more: bool = False
) -> Estimate:
    """Return the ratio of two totals, with the interval of a proportion that has its variance.

    Where every point was looked at the ratio is known, except ``is_of_more`` than these.
    """
    denominator = float(weights @ denominators)
    if not denominator:
        return UNKNOWN
    ratio_value = float(weights @ numerators) / denominator
    unseen = weights if is_of_more else weights - 1
    if not unseen.any():
        return Estimate(ratio_value, ratio_value, ratio_value)
    residuals = (numerators - ratio_value * denominators) / denominator
    groups = np.unique(post_strata, return_inverse=True)[1].reshape(-1)
    group_weights = np.bincount(groups, weights * unseen)
    variance = float(group_weights @ _variances(residuals, weights, groups, post_strata % 2))
    degrees = int(np.maximum(np.bincount(groups) - 1, 1).sum())
    # No sample of single points tells more than as many simple draws, of those that are left to draw from.
    most = float(denominators.sum() * weights.sum() / unseen.sum())
    return proportion(ratio_value, variance, int((denominators > 0).sum()), most, degrees, level)


def _variances(residuals: Floats, weights: Floats, groups: Ints, kinds: Ints) -> Floats:
    """Return the variance of the residuals in each post-stratum, drawn to that of all of its kind.

    As if a few further points of the kind had been met in each (see ``intervals``): a post-stratum whose few points are
    all right, or all wrong, is not known to have no variance.
    """
    counts, variances = np.bincount(groups), np.zeros(int(groups.max()) + 1)
    for group, count in enumerate(counts):
        inside = groups == group
        is_kind = kinds == kinds[inside][0]
        kind_mean = float(np.average(residuals[is_kind], weights=weights[is_kind]))
        kind_variance = float(np.average((residuals[is_kind] - kind_mean) ** 2, weights=weights[is_kind]))
        group_mean = float(np.average(residuals[inside], weights=weights[inside]))
        squares = float(((residuals[inside] - group_mean) ** 2).sum()) + PRIOR * kind_variance
        squares += count * PRIOR / (count + PRIOR) * (group_mean - kind_mean) ** 2
        variances[group] = squares / (count + PRIOR - 1)
    return variances


def average(qualities: Sequence[Quality]) -> Quality:
    """Return the mean quality, over those that have an estimate."""
    figures = zip(*((quality.precision, quality.recall, quality.f1) for quality in qualities), strict=True)
    return Quality(*map(mean, figures)) if qualities else Quality(UNKNOWN, UNKNOWN, UNKNOWN)


# By type of respondent ------------------------------------------------------------------------------------------------


def _types(frame: Frame, sample: Audited) -> tuple[TypeQuality, ...]:
    """Return each type beside all others; with many types one differs by chance, so the level allows for their
    number."""
    if frame.types is None:
        return ()
    type_array = np.asarray(frame.types, dtype=object)
    type_names = sorted(set(frame.types))
    type_level = 1 - (1 - LEVEL) / len(type_names)
    return tuple(_type(frame, sample, type_name, type_array == type_name, type_level) for type_name in type_names)


def _type(frame: Frame, sample: Audited, type_name: str, is_of_type: Bools, level: float) -> TypeQuality:
    inside_part, outside_part = part(frame, sample, is_of_type), part(frame, sample, ~is_of_type)
    # Few points may all be looked at: that tells their figures, and of how the machine codes such a type little.
    both_f1 = _micro(*inside_part, level, is_of_more=True).f1, _micro(*outside_part, level, is_of_more=True).f1
    looked_count = len(inside_part[1].rows)
    quality = _micro(*inside_part, LEVEL) if looked_count else None
    return TypeQuality(type_name, looked_count, quality, differ(*both_f1))
