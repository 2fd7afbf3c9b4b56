"""One theme's frame by what the machine says of its points: post-strata whose sizes are known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.auditing.estimation.intervals import Cells, Total, total
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Floats, Frame, Ints


class Split:
    """The points to which the machine gives a theme; the others beside one in the same response; and all the rest."""

    def __init__(self, frame: Frame, sample: Audited, t: int, given: Bools | None = None) -> None:
        """Sort the points; ``given`` replaces what the machine says of the theme numbered ``t``."""
        self.given = frame.given[:, t] if given is None else given
        own = np.bincount(frame.respondents, weights=self.given) > 0
        self.beside = own[frame.respondents] & ~self.given
        self.elsewhere = ~own[frame.respondents]
        self.rows, self.found = sample.rows, sample.found[:, t]
        self.strata, self.respondents, self.people = frame.strata, frame.respondents, len(own)
        self._stands = stands(frame, sample)

    def cells(self, inside: Bools) -> Cells:
        """Some of the points by stratum of the design; strata without any are left out."""
        size, looked, seen = self._sizes(inside)
        has = size > 0
        return Cells(size[has], looked[has], seen[has], self._stands[has])

    def _sizes(self, inside: Bools) -> tuple[Floats, Floats, Floats]:
        """By stratum of the design, how many points there are, were looked at, and were seen to have the theme."""
        number = len(self._stands)
        is_in = inside[self.rows]
        strata = self.strata[self.rows[is_in]]
        size = np.bincount(self.strata[inside], minlength=number).astype(float)
        looked = np.bincount(strata, minlength=number).astype(float)
        return size, looked, np.bincount(strata, weights=self.found[is_in], minlength=number).astype(float)

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

        Where it gives it to fewer points than a single sampled one stands for, hardly any of these can be in the
        sample: then they are no post-stratum, whatever was sampled.
        """
        if self.given.sum() <= self._stands.max() + 1:
            return (np.ones_like(self.given),)
        return self.given, ~self.given

    def rates(self, prior: float) -> Iterator[tuple[Bools, Floats]]:
        """Yield the share of points with the theme in each post-stratum, by stratum of the design.

        The share of a stratum is drawn to that of all with the weight of ``prior`` points.
        """
        for group in self._groups():
            size, looked, seen = self._sizes(group)
            stands_for = np.maximum(size - looked, 0.0) / np.maximum(looked, 1)
            reached = float((stands_for * looked).sum())
            usual = float((stands_for * seen).sum()) / reached if reached else 0.5
            yield group, (seen + prior * usual) / (looked + prior)

    def weights(self) -> Floats:
        """For how many points that nobody looked at each of the sampled ones stands, in its post-stratum."""
        weights = np.zeros(len(self.rows))
        for group in self._groups():
            size, looked, _ = self._sizes(group)
            inside = group[self.rows]
            weights[inside] = ((size - looked) / np.maximum(looked, 1))[self.strata[self.rows[inside]]]
        return weights

    def unseen(self) -> Bools:
        """Return the points that nobody looked at."""
        unseen = np.ones_like(self.given)
        unseen[self.rows] = False
        return unseen

    def confirmed(self) -> Bools:
        """Return the respondents in whose sampled points the theme was found."""
        found = np.bincount(self.respondents[self.rows], weights=self.found, minlength=self.people)
        return np.asarray(found > 0)

    def sampled(self, inside: Bools) -> Ints:
        """Of each respondent, how many of these points were looked at."""
        return np.bincount(self.respondents[self.rows[inside[self.rows]]], minlength=self.people)

    def left(self, inside: Bools) -> Ints:
        """Of each respondent, how many of these points nobody has looked at."""
        return np.bincount(self.respondents[inside & self.unseen()], minlength=self.people)


def stands(frame: Frame, sample: Audited) -> Floats:
    """For how many points beside itself a sampled point of each stratum stands by the design."""
    number = int(frame.strata.max(initial=0)) + 1
    drawn = np.bincount(frame.strata[sample.rows], minlength=number)
    return np.asarray(np.bincount(frame.strata, minlength=number) / np.maximum(drawn, 1) - 1)
