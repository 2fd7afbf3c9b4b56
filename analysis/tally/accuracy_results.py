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
    """The precision of a theme's codings, their recall, and F1."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class ThemeQuality:
    """One theme's quality: of the audited points ``given`` it by the machine and ``found`` by people, ``both`` by both.

    ``reason`` says why nothing was measured, where nothing was. ``is_current``: today's codebook has it unchanged.
    """

    key: str
    name: str
    given: int
    found: int
    both: int
    quality: Quality | None
    reason: str = ""
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """A count, and what it would be if everything had been coded by people, with its 95 % interval.

    It is ``of`` so many in all, in ``confirmed`` of which people have found the theme. All are whole numbers; the parts
    of a whole add up to it.
    """

    counted: int
    value: float | None
    low: float
    high: float
    of: int = 0
    confirmed: int = 0

    @property
    def share(self) -> float | None:
        """Return the corrected count as a share of all."""
        return self.value / self.of if self.value is not None and self.of else None

    @property
    def is_off(self) -> bool:
        """Return whether the count lies outside the interval."""
        return not self.low <= self.counted <= self.high


@dataclass(frozen=True, slots=True)
class PartCounts:
    """A theme's counts in a part of the responses, corrected."""

    name: str
    points: Correction
    respondents: Correction


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """One theme's counts, corrected: in all, in ``campaigns``, in the ``rest``, and by type of respondent.

    Campaigns and the rest add up to all, and so do the types. ``campaigns`` and ``rest`` are None where there is no
    campaign. ``is_current``: the theme is one of today's codebook still, and means the same.
    """

    key: str
    name: str
    points: Correction
    respondents: Correction
    campaigns: PartCounts | None = None
    rest: PartCounts | None = None
    types: tuple[PartCounts, ...] = ()
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """The agreement of people on one theme, or on whole sets of themes, where nobody is positive or negative."""

    name: str
    raw: Estimate
    positive: Estimate | None
    negative: Estimate | None
    kappa: Estimate
    alpha: Estimate
    ac1: Estimate


@dataclass(frozen=True, slots=True)
class People:
    """The agreement of people on the points that two of them coded: how many, how well, and what that means in words.

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
    """The accuracy that a blind audit measured.

    Of ``frame`` points ``drawn`` were drawn, in ``strata`` strata (1: all had the same chance). Of these ``coded`` were
    coded by ``coders`` people before they saw what the machine thinks; ``cannot_tell`` of them are undecided, ``left``
    are not coded yet, ``dropped`` are gone. ``late`` points came after the draw. ``learnt``: the machine has been
    taught since, and what is measured is what it was before. ``some`` counts any theme at all; it is None where one of
    them was not measured. ``further`` is None where nothing is coded. ``codebook`` is the version whose themes were
    measured. ``closed``: the figures are those that were recorded when the audit was closed, and stay.
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
    people: People | None
    types: tuple[TypeQuality, ...]
    some: ThemeCounts | None = None
    further: Further | None = None
    codebook: str = ""
    closed: bool = False

    def count(self, theme_key: str) -> ThemeCounts | None:
        """Return what people would find of a theme of today's codebook, where that is known, and of how many."""
        current_counts = (
            theme_counts for theme_counts in self.counts if theme_counts.key == theme_key and theme_counts.is_current
        )
        return next((theme_counts for theme_counts in current_counts if theme_counts.respondents.of), None)
