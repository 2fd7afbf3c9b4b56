"""Positions as the report shows them: on each question, and of those who raise each theme."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.model import AdjustedCount
from analysis.tally.passages.refs import Ref


@dataclass(frozen=True, slots=True)
class StandCount:
    """A position with how many of a theme's respondents take it, and those of their points that may stand beside it."""

    key: str
    name: str
    respondents: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ThemePosition:
    """The positions on one question, or on the proposal (no ``key``), of those who raise a theme under it.

    ``untold`` respondents are in none of the counts: to count them would tell what each of them chose.
    """

    key: str
    respondents: int
    counts: tuple[StandCount, ...]
    untold: int = 0

    @property
    def told(self) -> int:
        """Return of how many the counts are: those whose position may stand beside their text."""
        return self.respondents - self.untold


@dataclass(frozen=True, slots=True)
class PositionCount:
    """A position on one question: how many take it (None: not told), and their points that may stand beside it.

    ``without`` leaves campaigns out, and is None where there is none; ``corrected`` is None where no audit measured it.
    """

    key: str
    name: str
    respondents: int | None
    share: float | None
    refs: tuple[Ref, ...]
    without: int | None = None
    corrected: AdjustedCount | None = None
    corrected_without: AdjustedCount | None = None


NEARLY_ALL = 0.9
"""Share of unclear positions, among those told by words, from which hardly anybody takes a side on a question."""


@dataclass(frozen=True, slots=True)
class PositionTally:
    """The positions on one question, or on the proposal (no ``key``), of all who answered it.

    Those of ``chosen`` follow from an answer chosen among those given, ``by_people`` were judged by a person, and
    ``doubtful`` ones a person should look at. ``without_of`` counts those that are of no campaign, and is None where
    there is none. ``respondents``, ``chosen`` and ``without_of`` are None also where they would tell of too few people.
    ``is_unclear``: what hardly anybody's words tell is no finding, and is told as such.
    """

    key: str
    text: str
    respondents: int | None
    chosen: int | None
    by_people: int
    doubtful: int
    counts: tuple[PositionCount, ...]
    without_of: int | None = None
    is_unclear: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether every position is told with how many take it."""
        return all(count.respondents is not None for count in self.counts)

    @property
    def is_finding(self) -> bool:
        """Return whether all of it is told, and anybody takes a side plainly."""
        return self.is_whole and self.respondents is not None and not self.is_unclear

    @property
    def untold(self) -> int | None:
        """Return how many take a position of which it is not told; None where that would tell it."""
        told = sum(count.respondents or 0 for count in self.counts)
        return None if self.respondents is None else self.respondents - told
