"""Confusion of one theme: its frame by what the machine says of its points: post-strata whose sizes are known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.auditing.estimation.intervals import PRIOR, Cells, Total, total
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Floats, Frame, Ints


class Split:
    """The points to which the machine gives a theme; the others beside one in the same response; and all the rest."""

    def __init__(self, frame: Frame, sample: Audited, theme_number: int, given: Bools | None = None) -> None:
        """Sort the points; ``given`` replaces what the machine says of the theme numbered ``theme_number``."""
        self.given = frame.given[:, theme_number] if given is None else given
        has_given = np.bincount(frame.respondents, weights=self.given) > 0
        self.beside = has_given[frame.respondents] & ~self.given
        self.elsewhere = ~has_given[frame.respondents]
        self.rows, self.found = sample.rows, sample.found[:, theme_number]
        self.strata, self.respondents, self.people = frame.strata, frame.respondents, len(has_given)
        self._stands = stratum_weights(frame, sample)
        self._precision = _usual_precision(frame, sample, self._stands)

    def cells(self, inside: Bools) -> Cells:
        """Return some of the points by stratum of the design; strata without any are left out."""
        sizes, looked, seen = self._sizes(inside)
        is_present = sizes > 0
        return Cells(
            sizes[is_present], looked[is_present], seen[is_present], self._stands[is_present], self._usual(inside)
        )

    def _usual(self, inside: Bools) -> float:
        """Return the share of points with the theme to be expected where nobody has looked at any of them."""
        return self._precision if self.given[inside].all() else 0.5

    def _sizes(self, inside: Bools) -> tuple[Floats, Floats, Floats]:
        """Return by stratum how many points there are, were looked at, and were seen to have the theme."""
        stratum_count = len(self._stands)
        is_inside = inside[self.rows]
        sampled_strata = self.strata[self.rows[is_inside]]
        sizes = np.bincount(self.strata[inside], minlength=stratum_count).astype(float)
        looked = np.bincount(sampled_strata, minlength=stratum_count).astype(float)
        return (
            sizes,
            looked,
            np.bincount(sampled_strata, weights=self.found[is_inside], minlength=stratum_count).astype(float),
        )

    def right(self) -> Total:
        """Return how many points the machine gives the theme rightly."""
        return total(self.cells(self.given), walk=0)

    def missed(self) -> Total:
        """Return how many points with the theme the machine misses."""
        return total(self.cells(~self.given), walk=1)

    def all(self) -> Total:
        """Return how many points have the theme."""
        return total(*map(self.cells, self._groups()))

    def _groups(self) -> tuple[Bools, ...]:
        """Return the post-strata: the points to which the machine gives the theme, and the others.

        Where few of one are in the sample its strata of the design are collapsed (see ``intervals``), and it stays a
        post-stratum: those that nobody looked at count as those do that somebody looked at.
        """
        return self.given, ~self.given

    def rates(self, prior: float) -> Iterator[tuple[Bools, Floats]]:
        """Yield the share of points with the theme in each post-stratum, by stratum of the design.

        The share of a stratum is drawn to that of all with the weight of ``prior`` points.
        """
        for post_stratum in self._groups():
            sizes, looked, seen = self._sizes(post_stratum)
            stands_for = np.maximum(sizes - looked, 0.0) / np.maximum(looked, 1)
            reached = float((stands_for * looked).sum())
            usual_share = float((stands_for * seen).sum()) / reached if reached else self._usual(post_stratum)
            yield post_stratum, (seen + prior * usual_share) / (looked + prior)

    def weights(self) -> Floats:
        """Return for how many points that nobody looked at each of the sampled ones stands, in its post-stratum."""
        point_weights = np.zeros(len(self.rows))
        for post_stratum in self._groups():
            sizes, looked, _ = self._sizes(post_stratum)
            is_inside = post_stratum[self.rows]
            point_weights[is_inside] = ((sizes - looked) / np.maximum(looked, 1))[self.strata[self.rows[is_inside]]]
        return point_weights

    def unseen(self) -> Bools:
        """Return the points that nobody looked at."""
        is_unseen = np.ones_like(self.given)
        is_unseen[self.rows] = False
        return is_unseen

    def confirmed(self) -> Bools:
        """Return the respondents in whose sampled points the theme was found."""
        found_counts = np.bincount(self.respondents[self.rows], weights=self.found, minlength=self.people)
        return np.asarray(found_counts > 0)

    def sampled(self, inside: Bools) -> Ints:
        """Return, of each respondent, how many of these points were looked at."""
        return np.bincount(self.respondents[self.rows[inside[self.rows]]], minlength=self.people)

    def left(self, inside: Bools) -> Ints:
        """Return, of each respondent, how many of these points nobody has looked at."""
        return np.bincount(self.respondents[inside & self.unseen()], minlength=self.people)


def stratum_weights(frame: Frame, sample: Audited) -> Floats:
    """Return for how many points beside itself a sampled point of each stratum stands by the design."""
    stratum_count = int(frame.strata.max(initial=0)) + 1
    drawn_counts = np.bincount(frame.strata[sample.rows], minlength=stratum_count)
    return np.asarray(np.bincount(frame.strata, minlength=stratum_count) / np.maximum(drawn_counts, 1) - 1)


def _usual_precision(frame: Frame, sample: Audited, stands: Floats) -> float:
    """Return the share of all that the machine gives, of any theme, that is right; drawn to a half where little was
    looked at."""
    given = frame.given[sample.rows]
    weights = stands[frame.strata[sample.rows]] + 1
    given_weight, looked = float(weights @ given.sum(axis=1)), int(given.sum())
    share = float(weights @ (given & sample.found).sum(axis=1)) / given_weight if given_weight else 0.5
    return (looked * share + PRIOR / 2) / (looked + PRIOR)
