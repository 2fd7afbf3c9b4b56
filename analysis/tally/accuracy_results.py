"""Accuracy, as the report shows it: what a blind audit measured, with the interval of every figure.

An estimate that is None is not known, and its ``reason`` says why. Shares are between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the ends of its 95 % interval."""

    value: float | None
    low: float | None
    high: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """How often a theme that the machine gave is right, how many of those there are it found, and both in one."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class ThemeQuality:
    """One theme's quality: of the audited points ``given`` it by the machine and ``found`` by people, ``both`` by both.

    ``reason`` says why nothing was measured, where nothing was.
    """

    key: str
    name: str
    given: int
    found: int
    both: int
    quality: Quality | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A count of the report, and what it would be if everything had been coded by people, with its 95 % interval."""

    counted: int
    value: float | None
    low: float
    high: float

    @property
    def is_off(self) -> bool:
        """Whether the count lies outside the interval."""
        return not self.low <= self.counted <= self.high


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """One theme's counts, corrected."""

    key: str
    name: str
    points: Correction
    respondents: Correction


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """Whether two people agree: on one theme, or on whole sets of themes, where nobody is positive or negative."""

    name: str
    raw: Estimate
    positive: Estimate | None
    negative: Estimate | None
    kappa: Estimate
    alpha: Estimate
    ac1: Estimate


@dataclass(frozen=True, slots=True)
class People:
    """Whether people agree on the points that two of them coded: how many, how well, and what that means in words.

    ``ceiling`` is how well one person finds what another found, as F1: no machine can be measured to be better.
    """

    points: int
    coders: int
    words: tuple[str, ...]
    ceiling: Estimate
    lines: tuple[AgreementLine, ...]


@dataclass(frozen=True, slots=True)
class TypeQuality:
    """One respondent type's quality; ``differs``: from that of the others, by more than chance."""

    name: str
    points: int
    quality: Quality | None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Further:
    """By how much further audits could move a published figure: with 95 % confidence none by more than ``moves``.

    ``slowest`` names the figure that is least settled. After ``batch`` more audits the bound should be ``then``, and no
    more than ``within`` after ``needed`` in all; ``is_enough`` says that one may stop. ``words`` tell it all.
    """

    moves: float
    within: float
    is_enough: bool
    slowest: str
    batch: int
    then: float
    needed: int
    words: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What a blind audit measured.

    Of ``frame`` points ``drawn`` were drawn, in ``strata`` strata (1: all had the same chance). Of these ``coded`` were
    coded by ``coders`` people before they saw what the machine thinks; ``cannot_tell`` of them are undecided, ``left``
    are not coded yet, ``dropped`` are gone. ``late`` points came after the draw. ``learnt``: the machine has been
    taught since, and what is measured is what it was before. ``without_campaigns`` is empty where there are none.
    ``further`` is None where nothing is coded.
    """

    notice: str | None
    frame: int
    drawn: int
    strata: int
    coded: int
    coders: int
    cannot_tell: int
    left: int
    dropped: int
    late: int
    learnt: bool
    overall: Quality | None
    themes: tuple[ThemeQuality, ...]
    counts: tuple[ThemeCounts, ...]
    without_campaigns: tuple[ThemeCounts, ...]
    people: People | None
    types: tuple[TypeQuality, ...]
    further: Further | None = None
