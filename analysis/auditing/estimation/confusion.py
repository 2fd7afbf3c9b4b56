"""One theme's frame by what the machine says of its points: post-strata whose sizes are known."""

from __future__ import annotations

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
        self._strata, self._respondents, self._people = frame.strata, frame.respondents, len(own)
        self._stands = stands(frame, sample)

    def cells(self, inside: Bools) -> Cells:
        """Some of the points by stratum of the design; strata without any are left out."""
        number = len(self._stands)
        is_in = inside[self.rows]
        strata = self._strata[self.rows[is_in]]
        size = np.bincount(self._strata[inside], minlength=number).astype(float)
        looked = np.bincount(strata, minlength=number).astype(float)
        seen = np.bincount(strata, weights=self.found[is_in], minlength=number).astype(float)
        has = size > 0
        return Cells(size[has], looked[has], seen[has], self._stands[has])

    def right(self) -> Total:
        """How many points the machine gives the theme rightly."""
        return total(self.cells(self.given), walk=0)

    def missed(self) -> Total:
        """How many points with the theme the machine misses."""
        return total(self.cells(~self.given), walk=1)

    def all(self) -> Total:
        """How many points have the theme.

        Where the machine gives it to fewer points than a single sampled one stands for, hardly any of these can be in
        the sample: then they are no post-stratum, whatever was sampled.
        """
        if self.given.sum() <= self._stands.max() + 1:
            return total(self.cells(np.ones_like(self.given)))
        return total(self.cells(self.given), self.cells(~self.given))

    def confirmed(self) -> Bools:
        """The respondents in whose sampled points the theme was found."""
        found = np.bincount(self._respondents[self.rows], weights=self.found, minlength=self._people)
        return np.asarray(found > 0)

    def sampled(self, inside: Bools) -> Ints:
        """Of each respondent, how many of these points were looked at."""
        return np.bincount(self._respondents[self.rows[inside[self.rows]]], minlength=self._people)

    def left(self, inside: Bools) -> Ints:
        """Of each respondent, how many of these points nobody has looked at."""
        unseen = inside.copy()
        unseen[self.rows] = False
        return np.bincount(self._respondents[unseen], minlength=self._people)


def stands(frame: Frame, sample: Audited) -> Floats:
    """For how many points beside itself a sampled point of each stratum stands by the design."""
    number = int(frame.strata.max(initial=0)) + 1
    drawn = np.bincount(frame.strata[sample.rows], minlength=number)
    return np.asarray(np.bincount(frame.strata, minlength=number) / np.maximum(drawn, 1) - 1)
