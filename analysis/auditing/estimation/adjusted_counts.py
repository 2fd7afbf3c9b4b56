"""Adjusted counts: the machine's counts of points and respondents per theme, corrected by the blind sample.

**Points.** The machine's coding of every point is known, so the points to which it gives a theme and those to which it
does not are post-strata of known size: in the first the sample says how many are right, in the second how many were
missed. For a yes-or-no coding this is the regression estimator (Särndal, Swensson and Wretman 1992, 7.6), and the same
as prediction-powered inference at its best weight (Angelopoulos et al. 2023; PPI++, Angelopoulos, Duchi and Zrnic
2023), with limits that hold in small samples (see ``intervals``). The truth is that of a fixed frame and points are
drawn singly, so that respondents who repeat themselves neither widen nor narrow it: the design alone decides.

**Respondents.** A respondent raises a theme if any of their points does. Points are drawn, not whole respondents: of
100 points from a hundred respondents much more is learnt about themes than from the five longest submissions. The
price is that the sample seldom says how the points of one respondent go together. Where they go together no more than
the machine's coding tells, the share of respondents who raise the theme is 1 less the product of the shares of their
points that do not; with no more points on the theme, there cannot plausibly be more respondents. If each has raised it
as often as they can, the points come from the fewest. The lower limit is that of the fewest, the upper limit that of
the most; the estimate goes by how often the sample met a respondent's second point with the theme, and is never
above the respondents who have a point left that could hold it. Misses are counted
apart where the machine found the theme elsewhere in the same response: there they make nobody a new respondent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from analysis.auditing.estimation.confusion import Split
from analysis.auditing.estimation.domains import Apportioned, cells_of
from analysis.auditing.estimation.intervals import POINTS, STEPS, Total, between, total
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Floats, Frame, Ints, part
from analysis.model import AdjustedCount, Estimate, PartCounts, ThemeCounts

USUAL = 2.0
"""With the weight of how many points the sample's clustering by respondent is drawn to that of chance."""


CAMPAIGNS, REST = "responses of campaigns", "all other responses"
"""The names of the parts that campaigns make."""

Limits = tuple[Estimate, Estimate]
"""Estimates of how many points and how many respondents raise a theme."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Where a theme is counted by whoever counts ``today``, and by the coder that is ``measured``; by points."""

    today: Bools
    measured: Bools

    def of(self, theme_number: int) -> Counted:
        """Return where one theme is counted."""
        return Counted(self.today[:, theme_number], self.measured[:, theme_number])


def corrected(
    frame: Frame,
    sample: Audited,
    confirmed: Bools | None = None,
    campaigns: Bools | None = None,
    types: Mapping[str, Bools] | None = None,
    counted: Counted | None = None,
    wider: Mapping[str, Sequence[str]] | None = None,
    denied: Bools | None = None,
) -> tuple[ThemeCounts, ...]:
    """Return corrected counts for each theme, in the frame's order; themes are named by their keys.

    ``confirmed`` says where people have found which theme, in the sample or elsewhere, shape (points, themes), and
    ``denied`` where they have found that it is not; no limit and no estimate is below what they have found, nor above
    what they have left. ``campaigns`` are the points of their letters, and ``types`` those of each type of respondents:
    they are counted by themselves as well; a respondent is in a part with all of their points, or with none.
    ``counted`` says where a theme is counted, if not where the machine gives it. ``wider`` holds the themes that each
    is part of: no figure of these is below one of their parts.
    """
    parts = [] if campaigns is None else [(CAMPAIGNS, campaigns), (REST, ~campaigns)]
    parts.extend((types or {}).items())
    cells = cells_of([inside for _, inside in parts], frame.size)
    domains = [
        _Domain("", frame, sample, np.ones(frame.size, dtype=bool), np.arange(int(cells.max(initial=-1)) + 1)),
        *(_Domain(name, *part(frame, sample, inside), inside, np.unique(cells[inside])) for name, inside in parts),
    ]
    counted = counted or Counted(frame.given, frame.given)
    decided = _Decided.of(frame, sample, confirmed, denied)
    estimates = [_estimate(domains, t, cells, counted.measured[:, t], decided) for t in range(len(frame.themes))]
    pairs = _parts_and_wholes(frame.themes, wider or {})
    for one, whole in pairs:
        estimates[whole] = estimates[whole].holding(estimates[one])
    all_counts = [_theme(domains, counted.of(t), estimate) for t, estimate in enumerate(estimates)]
    for one, whole in pairs:
        all_counts[whole] = list(map(_limits_holding, all_counts[whole], all_counts[one]))
    return tuple(
        _theme_counts(key, theme_counts, campaigns is not None)
        for key, theme_counts in zip(frame.themes, all_counts, strict=True)
    )


def _parts_and_wholes(themes: Sequence[str], wider: Mapping[str, Sequence[str]]) -> list[tuple[int, int]]:
    """Return the themes that are part of others with these, by their numbers, the deepest parts first."""
    numbers = {key: number for number, key in enumerate(themes)}
    deepest_first = sorted(themes, key=lambda key: -len(wider.get(key, ())))
    return [(numbers[key], numbers[whole]) for key in deepest_first for whole in wider.get(key, ()) if whole in numbers]


def _limits_holding(whole: PartCounts, part_of: PartCounts) -> PartCounts:
    """Return the counts of a theme with no limit below that of a theme that is part of it."""
    return replace(
        whole,
        points=_above(whole.points, part_of.points),
        respondents=_above(whole.respondents, part_of.respondents),
    )


def _above(whole: AdjustedCount, part_of: AdjustedCount) -> AdjustedCount:
    return replace(whole, low=max(whole.low, part_of.low), high=max(whole.high, part_of.high))


def _theme_counts(key: str, counts: Sequence[PartCounts], has_campaigns: bool) -> ThemeCounts:
    whole, *parts = counts
    campaigns, rest, *types = parts if has_campaigns else (None, None, *parts)
    return ThemeCounts(key, key, whole.points, whole.respondents, campaigns, rest, tuple(filter(None, types)))


@dataclass(frozen=True, slots=True, eq=False)
class _Domain:
    """A part of a frame, or all of it, with its own sample, the ``inside`` of the frame's points, and its ``cells``."""

    name: str
    frame: Frame
    sample: Audited
    inside: Bools
    cells: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Decided:
    """Where people have found which theme, and where they have found that it is not; shape (points, themes)."""

    found: Bools
    ruled_out: Bools

    @classmethod
    def of(cls, frame: Frame, sample: Audited, confirmed: Bools | None, denied: Bools | None) -> _Decided:
        """Return what people have decided: what the sample found stands where nothing was decided against it."""
        found = np.zeros_like(frame.given) if confirmed is None else confirmed.copy()
        ruled_out = np.zeros_like(frame.given) if denied is None else denied & ~found
        rows = sample.rows
        was_found, was_ruled_out = found[rows].copy(), ruled_out[rows].copy()
        found[rows] |= sample.found & ~was_ruled_out
        ruled_out[rows] |= ~sample.found & ~was_found
        return cls(found, ruled_out)


@dataclass(frozen=True, slots=True, eq=False)
class _ThemeEstimate:
    """The estimates of one theme: by cell of points and respondents, and the limits that each domain's sample sets."""

    known: Bools
    ruled_out: Bools
    cell_points: Ints
    cell_people: Ints
    limits: tuple[Limits, ...]

    def holding(self, part_of: _ThemeEstimate) -> _ThemeEstimate:
        """Return it with no estimate below that of a theme that is part of this one."""
        return replace(
            self,
            cell_points=np.maximum(self.cell_points, part_of.cell_points),
            cell_people=np.maximum(self.cell_people, part_of.cell_people),
        )


def _estimate(
    domains: Sequence[_Domain], theme_number: int, cells: Ints, counted: Bools, decided: _Decided
) -> _ThemeEstimate:
    """Return the estimates of one theme by itself: what is counted, where nothing was found wrong."""
    frame, sample = domains[0].frame, domains[0].sample
    known, ruled_out = decided.found[:, theme_number], decided.ruled_out[:, theme_number]
    limits = tuple(_limits(domain, theme_number) for domain in domains)
    given = frame.given[:, theme_number]
    is_right = np.array_equal(sample.found[:, theme_number], given[sample.rows]) and not (known & ~given).any()
    if len(sample.rows) and is_right and np.array_equal(counted, given):
        size, firsts = int(cells.max(initial=-1)) + 1, np.unique(frame.respondents[given], return_index=True)[1]
        cell_points, cell_people = (np.bincount(cells[given][rows], minlength=size) for rows in (slice(None), firsts))
        return _ThemeEstimate(known, ruled_out, cell_points, cell_people, limits)
    apportioned = Apportioned(Split(frame, sample, theme_number), known, ruled_out, cells)
    cell_points = apportioned.points(limits[0][0].value or 0.0)
    cell_people = apportioned.respondents(limits[0][1].value or 0.0, cell_points)
    return _ThemeEstimate(known, ruled_out, cell_points, cell_people, limits)


def _theme(domains: Sequence[_Domain], counted: Counted, estimate: _ThemeEstimate) -> list[PartCounts]:
    whole, *parts = (
        _counts(domain, counted, estimate, domain_limits)
        for domain, domain_limits in zip(domains, estimate.limits, strict=True)
    )
    return [
        whole,
        *(
            PartCounts(one.name, _within(one.points, whole.points), _within(one.respondents, whole.respondents))
            for one in parts
        ),
    ]


def _limits(domain: _Domain, theme_number: int) -> Limits:
    """Return the limits that a domain's own part of the sample sets."""
    if not domain.frame.size:
        return Estimate(0.0, 0.0, 0.0), Estimate(0.0, 0.0, 0.0)
    split = Split(domain.frame, domain.sample, theme_number)
    return points(split), respondents(split)


def _counts(domain: _Domain, counted: Counted, estimate: _ThemeEstimate, limits: Limits) -> PartCounts:
    """Return the counts of a domain, with the estimates that were made for the whole; these are by cell."""
    inside, numbers = domain.inside, domain.frame.respondents
    cell_points, cell_people = (
        int(estimates[domain.cells].sum()) for estimates in (estimate.cell_points, estimate.cell_people)
    )
    of_points = [rows[inside] for rows in (counted.today, counted.measured, estimate.known, ~estimate.ruled_out)]
    of_people = [len(np.unique(numbers[rows])) for rows in of_points]
    return PartCounts(
        domain.name,
        _adjusted([int(rows.sum()) for rows in of_points], cell_points, limits[0], int(inside.sum())),
        _adjusted(of_people, cell_people, limits[1], domain.frame.people),
    )


def _adjusted(numbers: Sequence[int], estimate: float, limits: Estimate, size: int) -> AdjustedCount:
    """Return an estimate made for the whole, in limits that hold it; ``numbers`` are what is counted today and by the
    coder that was measured, what people confirmed and what they have not ruled out."""
    counted, measured, least, most = numbers
    low, high = bounded(limits, least, most).interval
    return AdjustedCount(
        counted,
        float(estimate),
        min(low, float(estimate)),
        max(high, float(estimate)),
        size,
        confirmed=least,
        measured=None if measured == counted else measured,
        ruled_out=size - most,
    )


def _within(part_of: AdjustedCount, whole: AdjustedCount) -> AdjustedCount:
    """Return the limits of a part that the limits of the whole allow, less what is confirmed of the others, or their
    size."""
    return replace(
        part_of,
        low=max(part_of.low, whole.low - (whole.of - part_of.of)),
        high=min(part_of.high, whole.high - (whole.confirmed - part_of.confirmed)),
    )


def bounded(limits: Estimate, least: int, most: int) -> Estimate:
    """Return whole numbers that hold the limits, between what is confirmed and the frame."""
    low, high = limits.interval
    lower_limit, upper_limit = np.floor(low + 1e-6), np.ceil(high - 1e-6)
    estimate = None if limits.value is None else float(min(max(limits.value, least), most))
    return Estimate(estimate, float(min(max(lower_limit, least), most)), float(min(max(upper_limit, least), most)))


def respondents(split: Split) -> Estimate:
    """Return how many respondents raise a theme, from a sample of points."""
    parts = (split.given, split.beside, split.elsewhere)
    totals = [total(split.cells(inside), walk=part_number) for part_number, inside in enumerate(parts)]
    leftover = [Left(split.left(inside), t.population - t.looked) for inside, t in zip(parts, totals, strict=True)]
    crowd = Crowd(split.confirmed(), *leftover)
    unseen = [np.append(t.draws, t.estimate) - t.seen for t in totals]
    (apart, deviation), together = (crowd.apart(*unseen), crowd.together(*unseen))
    most = crowd.most(*(float(part_draws[-1]) for part_draws in unseen))
    confirmed, unseen_estimate = (float(crowd.confirmed.sum()), float(sum(part_draws[-1] for part_draws in unseen)))
    shared = _shared(split, parts, totals)
    # What is shared less than by chance is so towards the most who can raise it; more, towards the fewest.
    reach = most if shared < 1 else confirmed + unseen_estimate
    estimate = max(reach - shared * (reach - float(apart[-1])), float(together[-1]))
    quantiles = (np.arange(POINTS) * STEPS[3] % POINTS + 0.5) / POINTS
    lower_limit, _ = between(None, together[:-1]).interval
    _, apart_limit = between(None, apart[:-1] + deviation[:-1] * ndtri(quantiles)).interval
    upper_limit = min(apart_limit, points(split).interval[1])  # nobody raises a theme without a point
    return Estimate(estimate, min(lower_limit, estimate), max(upper_limit, estimate))


def _shared(split: Split, parts: Sequence[Bools], totals: Sequence[Total]) -> float:
    """Return how many times more often than by chance a respondent has several of the points with the theme.

    In the sample: points found beyond each respondent's first, against as many as would be there if the points of each
    had the theme independently; few of these say little, so both are taken USUAL larger.
    """
    looked = [Left(split.sampled(inside), t.looked) for inside, t in zip(parts, totals, strict=True)]
    nobody = np.zeros(len(looked[0].each), dtype=bool)
    first_points = float(Crowd(nobody, *looked).apart(*(np.array([float(t.seen)]) for t in totals))[0][0])
    found_points = sum(t.seen for t in totals)
    return float((found_points - split.confirmed().sum() + USUAL) / (max(found_points - first_points, 0.0) + USUAL))


def points(split: Split) -> Estimate:
    """Return how many points have a theme."""
    all_points = split.all()
    return between(all_points.estimate, all_points.draws)


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """The number of points of a part, by respondent, that nobody has looked at, and their sum."""

    each: Ints
    number: int

    def share(self, unseen: Floats) -> Floats:
        """Return the share of them that has the theme."""
        return np.asarray(np.clip(unseen / max(self.number, 1), 0.0, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """The respondents: those confirmed, and what is left to look at in the three parts of the frame."""

    confirmed: Bools
    given: Left
    beside: Left
    elsewhere: Left

    def apart(self, *unseen: Floats) -> tuple[Floats, Floats]:
        """Return how many respondents, if the points of each have the theme independently of each other.

        The second answer is the standard deviation by which that number varies where the numbers of points are given:
        the variance of a sum of yes or no per respondent, less what these numbers explain of it (by regression).
        """
        parts = (self.given, self.beside, self.elsewhere)
        patterns, pattern_counts = _kinds(np.stack([part.each[~self.confirmed] for part in parts]))
        theme_shares = np.stack([part.share(part_unseen) for part, part_unseen in zip(parts, unseen, strict=True)])
        without_theme = np.exp(patterns.T @ np.log(np.maximum(1 - theme_shares, 1e-300)))
        explained = (
            theme_shares
            * ((patterns * pattern_counts) @ without_theme) ** 2
            / np.maximum((1 - theme_shares) * (patterns @ pattern_counts)[:, None], 1e-9)
        )
        variance = pattern_counts @ (without_theme * (1 - without_theme)) - explained.sum(axis=0)
        return np.asarray(self.confirmed.sum() + pattern_counts @ (1 - without_theme)), np.sqrt(
            np.maximum(variance, 0.0)
        )

    def most(self, *unseen: float) -> float:
        """Return the most respondents that so many points can come from: those who have any left in each part."""
        parts = (self.given, self.beside, self.elsewhere)
        left = [float(np.count_nonzero(part.each[~self.confirmed])) for part in parts]
        return float(self.confirmed.sum()) + sum(map(min, left, unseen))

    def together(self, given: Floats, beside: Floats, elsewhere: Floats) -> Floats:
        """Return the fewest respondents that so many points can come from."""
        flagged_fewest = np.maximum(self._fewest(self.given, given), self._fewest(self.beside, beside))
        return np.asarray(self.confirmed.sum() + flagged_fewest + self._fewest(self.elsewhere, elsewhere))

    def _fewest(self, leftover: Left, unseen: Floats) -> Floats:
        confirmed_points, open_points = leftover.each[self.confirmed].sum(), leftover.each[~self.confirmed]
        cumulative_room = np.cumsum(np.sort(open_points[open_points > 0])[::-1])
        return np.asarray(
            np.interp(unseen - confirmed_points, np.append(0, cumulative_room), np.arange(len(cumulative_room) + 1.0))
        )


def _kinds(pattern_table: Ints) -> tuple[Ints, Ints]:
    """Return the different columns of a table of three rows, and how many are alike."""
    _, second_base, third_base = (int(most) + 1 for most in pattern_table.max(axis=1, initial=0))
    pattern_codes, pattern_counts = np.unique(
        (pattern_table[0] * second_base + pattern_table[1]) * third_base + pattern_table[2], return_counts=True
    )
    return np.stack(
        [
            pattern_codes // (second_base * third_base),
            pattern_codes // third_base % second_base,
            pattern_codes % third_base,
        ]
    ), pattern_counts
