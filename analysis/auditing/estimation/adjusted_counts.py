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
the most; the estimate goes by how often the sample met a respondent's second point with the theme. Misses are counted
apart where the machine found the theme elsewhere in the same response: there they make nobody a new respondent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from analysis.auditing.domains import Apportioned, cells_of
from analysis.auditing.estimation.confusion import Split
from analysis.auditing.estimation.intervals import POINTS, STEPS, Interval, Total, between, total
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Floats, Frame, Ints, part

USUAL = 2.0
"""With the weight of how many points the sample's clustering by respondent is drawn to that of chance."""


@dataclass(frozen=True, slots=True)
class AdjustedCount:
    """The machine's count and the corrected one, of ``size`` in all; ``confirmed`` people have found.

    The estimate and its limits are whole numbers between what is confirmed and the size.
    """

    raw: int
    confirmed: int
    size: int
    corrected: Interval


@dataclass(frozen=True, slots=True)
class Counts:
    """How many points and respondents raise a theme, in a frame or a domain of it."""

    points: AdjustedCount
    respondents: AdjustedCount


@dataclass(frozen=True, slots=True)
class AdjustedThemeCounts:
    """One theme's counts of points and respondents; ``positives`` of the sampled points have it.

    ``domains`` are in the order in which they were asked for; those that make up the frame add up to the whole.
    """

    theme: str
    positives: int
    points: AdjustedCount
    respondents: AdjustedCount
    domains: tuple[Counts, ...] = ()


def corrected(
    frame: Frame, sample: Audited, confirmed: Bools | None = None, domains: Sequence[Bools] = ()
) -> tuple[AdjustedThemeCounts, ...]:
    """Corrected counts for each theme, in the frame's order.

    ``confirmed`` says where people have found which theme, in the sample or elsewhere, shape (points, themes); no
    limit and no estimate is below what they have found, nor above the frame. ``domains`` are parts of the frame, such
    as the points of one type of respondents, that are counted by themselves as well; a respondent is in it with all of
    their points, or with none.
    """
    cells = cells_of(domains, frame.size)
    whole = _Domain(frame, sample, np.ones(frame.size, dtype=bool), np.arange(int(cells.max(initial=-1)) + 1))
    parts = [_Domain(*part(frame, sample, inside), inside, np.unique(cells[inside])) for inside in domains]
    return tuple(_theme(whole, parts, t, cells, confirmed) for t in range(len(frame.themes)))


@dataclass(frozen=True, slots=True, eq=False)
class _Domain:
    """A part of a frame, or all of it, with its own sample, the ``inside`` of the frame's points, and its ``cells``."""

    frame: Frame
    sample: Audited
    inside: Bools
    cells: Ints


def _theme(
    whole: _Domain, parts: Sequence[_Domain], t: int, cells: Ints, confirmed: Bools | None
) -> AdjustedThemeCounts:
    frame, sample = whole.frame, whole.sample
    known = np.zeros(frame.size, dtype=bool) if confirmed is None else confirmed[:, t].copy()
    known[sample.rows[sample.found[:, t]]] = True
    split = Split(frame, sample, t)
    limits = points(split), respondents(split)
    apportioned = Apportioned(split, known, cells)
    of_points = apportioned.points(limits[0].estimate or 0.0)
    of_people = apportioned.respondents(limits[1].estimate or 0.0, of_points)
    all_ = _counts(whole, t, known, of_points, of_people, limits)
    domains = [_counts(one, t, known, of_points, of_people, _limits(one, t)) for one in parts]
    return AdjustedThemeCounts(
        frame.themes[t],
        int(split.found.sum()),
        all_.points,
        all_.respondents,
        tuple(Counts(_within(one.points, all_.points), _within(one.respondents, all_.respondents)) for one in domains),
    )


def _limits(domain: _Domain, t: int) -> tuple[Interval, Interval]:
    """Return the limits that a domain's own part of the sample sets."""
    if not domain.frame.size:
        return Interval(0.0, 0.0, 0.0), Interval(0.0, 0.0, 0.0)
    split = Split(domain.frame, domain.sample, t)
    return points(split), respondents(split)


def _counts(
    domain: _Domain, t: int, known: Bools, of_points: Ints, of_people: Ints, limits: tuple[Interval, Interval]
) -> Counts:
    """Return the counts of a domain, with the estimates that were made for the whole; these are by cell."""
    whose, given, own = domain.frame.respondents, domain.frame.given[:, t], known[domain.inside]
    sizes = int(own.sum()), len(given)
    people = len(np.unique(whose[own])), int(whose.max(initial=-1)) + 1
    return Counts(
        AdjustedCount(int(given.sum()), *sizes, _around(of_points[domain.cells].sum(), bounded(limits[0], *sizes))),
        AdjustedCount(
            len(np.unique(whose[given])), *people, _around(of_people[domain.cells].sum(), bounded(limits[1], *people))
        ),
    )


def _around(estimate: float, limits: Interval) -> Interval:
    """Limits that hold an estimate made for the whole."""
    return Interval(float(estimate), min(limits.low, float(estimate)), max(limits.high, float(estimate)))


def _within(part_of: AdjustedCount, whole: AdjustedCount) -> AdjustedCount:
    """Return the limits of a part that the limits of the whole allow, less what is confirmed of the others, or their
    size."""
    own, all_ = part_of.corrected, whole.corrected
    high = min(own.high, all_.high - (whole.confirmed - part_of.confirmed))
    low = max(own.low, all_.low - (whole.size - part_of.size))
    return replace(part_of, corrected=Interval(own.estimate, low, high))


def bounded(interval: Interval, least: int, most: int) -> Interval:
    """Whole numbers that hold the limits, between what is confirmed and the frame."""
    low, high = np.floor(interval.low + 1e-6), np.ceil(interval.high - 1e-6)
    estimate = None if interval.estimate is None else float(min(max(interval.estimate, least), most))
    return Interval(estimate, float(min(max(low, least), most)), float(min(max(high, least), most)))


def respondents(split: Split) -> Interval:
    """Return how many respondents raise a theme, from a sample of points."""
    parts = (split.given, split.beside, split.elsewhere)
    totals = [total(split.cells(inside), walk=walk) for walk, inside in enumerate(parts)]
    left = [Left(split.left(inside), t.population - t.looked) for inside, t in zip(parts, totals, strict=True)]
    crowd = Crowd(split.confirmed(), *left)
    unseen = [np.append(t.draws, t.estimate) - t.seen for t in totals]
    (apart, deviation), together = crowd.apart(*unseen), crowd.together(*unseen)
    confirmed, more = float(crowd.confirmed.sum()), float(sum(own[-1] for own in unseen))
    beyond = _shared(split, parts, totals) * (confirmed + more - float(apart[-1]))
    estimate = max(confirmed + more - beyond, float(together[-1]))
    degree = (np.arange(POINTS) * STEPS[3] % POINTS + 0.5) / POINTS
    low = between(None, together[:-1]).low
    most = between(None, apart[:-1] + deviation[:-1] * ndtri(degree)).high
    high = min(most, points(split).high)  # nobody raises a theme without a point
    return Interval(estimate, min(low, estimate), max(high, estimate))


def _shared(split: Split, parts: Sequence[Bools], totals: Sequence[Total]) -> float:
    """Return how many times more often than by chance a respondent has several of the points with the theme.

    In the sample: points found beyond each respondent's first, against as many as would be there if the points of each
    had the theme independently; few of these say little, so both are taken USUAL larger.
    """
    looked = [Left(split.sampled(inside), t.looked) for inside, t in zip(parts, totals, strict=True)]
    nobody = np.zeros(len(looked[0].each), dtype=bool)
    first = float(Crowd(nobody, *looked).apart(*(np.array([float(t.seen)]) for t in totals))[0][0])
    found = sum(t.seen for t in totals)
    return float((found - split.confirmed().sum() + USUAL) / (max(found - first, 0.0) + USUAL))


def points(split: Split) -> Interval:
    """Return how many points have a theme."""
    everything = split.all()
    return between(everything.estimate, everything.draws)


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
        kinds, number = _kinds(np.stack([part.each[~self.confirmed] for part in parts]))
        has = np.stack([part.share(own) for part, own in zip(parts, unseen, strict=True)])
        none = np.exp(kinds.T @ np.log(np.maximum(1 - has, 1e-300)))
        explained = has * ((kinds * number) @ none) ** 2 / np.maximum((1 - has) * (kinds @ number)[:, None], 1e-9)
        variance = number @ (none * (1 - none)) - explained.sum(axis=0)
        return np.asarray(self.confirmed.sum() + number @ (1 - none)), np.sqrt(np.maximum(variance, 0.0))

    def together(self, given: Floats, beside: Floats, elsewhere: Floats) -> Floats:
        """Return the fewest respondents that so many points can come from."""
        flagged = np.maximum(self._fewest(self.given, given), self._fewest(self.beside, beside))
        return np.asarray(self.confirmed.sum() + flagged + self._fewest(self.elsewhere, elsewhere))

    def _fewest(self, part: Left, unseen: Floats) -> Floats:
        free, open_ = part.each[self.confirmed].sum(), part.each[~self.confirmed]
        room = np.cumsum(np.sort(open_[open_ > 0])[::-1])
        return np.asarray(np.interp(unseen - free, np.append(0, room), np.arange(len(room) + 1.0)))


def _kinds(table: Ints) -> tuple[Ints, Ints]:
    """Return the different columns of a table of three rows, and how many are alike."""
    _, deeper, deepest = (int(most) + 1 for most in table.max(axis=1, initial=0))
    own, number = np.unique((table[0] * deeper + table[1]) * deepest + table[2], return_counts=True)
    return np.stack([own // (deeper * deepest), own // deepest % deeper, own % deepest]), number
