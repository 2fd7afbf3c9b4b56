"""Results: what audits and evaluations estimate, one set for all who compute, publish, print, show and record them.

The names of the fields are the keys of ``--json`` and of the figures that a closed audit recorded: what is renamed here
must still be read there. A figure that is None is not known, and its ``reason`` says why. Shares are between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

DIGITS = 9
"""What is published of an estimate has so many digits; later ones are every processor’s own."""


UNKNOWN = 0.9
"""The width from which the interval of a share says nothing."""

LEAST_BASE = 10
"""Of fewer, one more or less is more than ten per cent: they are told as counts, and so are their intervals."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the ends of its 95 % interval; these are None where nothing bounds it."""

    value: float | None
    low: float | None
    high: float | None
    reason: str = ""

    @property
    def interval(self) -> tuple[float, float]:
        """Return the ends of the interval; raise ValueError where nothing bounds the figure."""
        if self.low is None or self.high is None:
            raise ValueError(f"nothing bounds {self}")
        return self.low, self.high

    @property
    def says_nothing(self) -> bool:
        """Return whether the interval is so wide that the figure says nothing: too few were coded."""
        return self.low is not None and self.high is not None and self.high - self.low > UNKNOWN

    def published(self, reason: str = "") -> Estimate:
        """Return it with the digits that are the same on every processor, and why nothing is known where that is so."""
        value, low, high = (None if x is None else round(x, DIGITS) for x in (self.value, self.low, self.high))
        return Estimate(value, low, high, self.reason or (reason if value is None else ""))


# How right a coding is ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quality:
    """The precision of codings, their recall, and F1."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class ThemeQuality:
    """One theme's quality: of the points compared ``given`` it by the coder and ``found`` to have it, ``both`` by both.

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
class TypeQuality:
    """One respondent type's quality; ``differs``: from that of the others, by more than chance."""

    name: str
    points: int
    quality: Quality | None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Quality per theme; over all themes (``micro``); their mean over those that have an estimate (``macro``)."""

    themes: tuple[ThemeQuality, ...]
    micro: Quality
    macro: Quality
    types: tuple[TypeQuality, ...] = ()


# How many raise a theme -----------------------------------------------------------------------------------------------


ROUGH = 2 / 3
"""Share of a corrected count from which its interval is wide: chosen by simulated audits (ADR 116)."""


@dataclass(frozen=True, slots=True)
class AdjustedCount:
    """A count, and what it would be if everything had been coded by people, with its 95 % interval.

    It is ``of`` so many in all, in ``confirmed`` of which people have found the theme, and in ``ruled_out`` of which
    they have found that it is not. All are whole numbers; the parts of a whole add up to it. ``measured`` is what is
    counted by the coder that the audit measured, where another may count today. ``is_by_count``: the value follows the
    count, and is not the sample's estimate.
    """

    counted: int
    value: float | None
    low: float
    high: float
    of: int = 0
    confirmed: int = 0
    measured: int | None = None
    is_by_count: bool = field(default=False, compare=False)
    ruled_out: int = 0

    @property
    def most(self) -> int:
        """Return of how many it is not ruled out."""
        return self.of - self.ruled_out

    @property
    def share(self) -> float | None:
        """Return the corrected count as a share of all."""
        return self.value / self.of if self.value is not None and self.of else None

    @property
    def is_off(self) -> bool:
        """Return whether the count lies outside the interval."""
        return not self.low <= self.counted <= self.high

    @property
    def is_as_counted(self) -> bool:
        """Return whether the figure that leads is the count itself."""
        return self.value == self.counted

    @property
    def is_of_another_coder(self) -> bool:
        """Return whether the figure follows the count of a coder that counts otherwise than the one of today."""
        return self.is_by_count and self.measured not in (None, self.counted)

    @property
    def is_rough(self) -> bool:
        """Return whether the interval is so wide that a sample says little of this count by itself."""
        return self.value is not None and self.high - self.low > ROUGH * self.value

    @property
    def says_nothing(self) -> bool:
        """Return whether the interval is so wide that the figure says nothing: too few were coded."""
        return self.of >= LEAST_BASE and self.high - self.low > UNKNOWN * self.of


@dataclass(frozen=True, slots=True)
class PartCounts:
    """A theme's counts in a part of the responses, corrected."""

    name: str
    points: AdjustedCount
    respondents: AdjustedCount


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """One theme's counts, corrected: in all, in ``campaigns``, in the ``rest``, and by type of respondent.

    Campaigns and the rest add up to all, and so do the types. ``campaigns`` and ``rest`` are None where there is no
    campaign. ``is_current``: the theme is one of today's codebook still, and means the same.
    """

    key: str
    name: str
    points: AdjustedCount
    respondents: AdjustedCount
    campaigns: PartCounts | None = None
    rest: PartCounts | None = None
    types: tuple[PartCounts, ...] = ()
    is_current: bool = True


# Whether people agree -------------------------------------------------------------------------------------------------


class Measure(StrEnum):
    """A measure of agreement, by the name that it is published under."""

    RAW = "raw agreement"
    POSITIVE = "positive agreement"
    NEGATIVE = "negative agreement"
    COHEN = "Cohen's kappa"
    FLEISS = "Fleiss's kappa"
    ALPHA = "Krippendorff's alpha"
    AC1 = "Gwet's AC1"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure, with the interval that holds the figure of all points as often as the confidence says.

    ``points`` were judged by two coders or more. ``figure`` is None where nothing defines it, ``low`` and ``high``
    where nothing bounds it; ``reason`` then says why.
    """

    measure: Measure
    figure: float | None
    low: float | None
    high: float | None
    points: int
    coders: int
    reason: str = ""

    @property
    def estimate(self) -> Estimate:
        """Return the figure as it is published."""
        return Estimate(self.figure, self.low, self.high, self.reason).published()


Agreements = Mapping[Measure, Agreement]
"""The figures of one table of judgements."""


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
class PeopleAgreement:
    """The agreement of people on the points that two of them coded: how many, how well, and what that means in words.

    ``ceiling`` is how well one person finds what another found, as F1: no machine can be measured to be better.
    """

    points: int
    coders: int
    words: tuple[str, ...]
    ceiling: Estimate
    lines: tuple[AgreementLine, ...]


# Whether to go on, and all of it --------------------------------------------------------------------------------------


SAYS_NOTHING = 0.5
"""A bound from which on a share may be out by half of all there is."""


@dataclass(frozen=True, slots=True)
class StoppingAdvice:
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

    @property
    def is_telling(self) -> bool:
        """Return whether the bound says more than that a figure may be anything."""
        return self.moves < SAYS_NOTHING


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The accuracy that a blind audit measured.

    Of ``frame`` points ``drawn`` were drawn, in ``strata`` strata (1: all had the same chance). Of these ``coded`` were
    coded by ``coders`` people before they saw what the machine thinks; ``cannot_tell`` of them are undecided, ``left``
    are not coded yet, ``dropped`` are gone. ``late`` points came after the draw. ``learnt``: the machine is another
    today, by these ``machine_changes``, and what is measured is what it was before. ``some`` counts any theme at
    all; it is None where one of them was not measured. ``further`` is None where nothing is coded. ``codebook`` is
    the version whose themes were measured. ``closed``: what was measured was recorded when the audit was closed,
    and stays; ``counts`` apply it to what is in today, and ``reduced`` says that this is less than it was then.
    Numbers of points are of those that are listed; ``withheld`` more were coded of others, and only ``counts`` and
    ``some`` include them. ``rule`` is the version of the rules by which the limits were worked out; 0 where it was
    not recorded yet. ``former`` are the counts of themes as they were measured before they were changed: all themes
    are corrected together by what they say.
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
    people: PeopleAgreement | None
    types: tuple[TypeQuality, ...]
    some: ThemeCounts | None = None
    further: StoppingAdvice | None = None
    codebook: str = ""
    closed: bool = False
    reduced: bool = False
    withheld: int = 0
    rule: int = 0
    former: tuple[ThemeCounts, ...] = ()
    machine_changes: tuple[str, ...] = ()

    def count(self, theme_key: str) -> ThemeCounts | None:
        """Return what people would find of a theme of today's codebook, where that is known, and of how many."""
        current_counts = (
            theme_counts for theme_counts in self.counts if theme_counts.key == theme_key and theme_counts.is_current
        )
        return next((theme_counts for theme_counts in current_counts if theme_counts.respondents.of), None)

    def is_mostly_wrong(self, theme_key: str) -> bool:
        """Return whether people found more of the codings of one of today's themes wrong than right."""
        measured = (one.quality for one in self.themes if one.key == theme_key and one.is_current and one.quality)
        precision = next((quality.precision.value for quality in measured), None)
        return precision is not None and precision < 0.5
