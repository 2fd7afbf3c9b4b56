"""The assurance pack: a log of assumptions with proposed ratings, and the fields of a transparency record.

All of it follows from the Report, which is cleared for printing, from what the run was made by, and from what the team
has written. The words are the template's; which assumptions a run makes, and how good the evidence for each is, is
decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.model import (
    ASSUMPTIONS,
    RECORD_SECTIONS,
    Accuracy,
    Consultation,
    Rating,
    TeamAssumption,
)
from analysis.tally.report import Report

FIRM, TENTATIVE = 0.8, 0.667
"""Where an interval begins at or above these, evidence is good, or some: Krippendorff (2004) of agreement."""

ENOUGH = 50
"""Audited points of a type from which a difference from the others would have shown."""

GUESSED = 0.8
"""Confidence below which a column's role is little more than a guess."""


@dataclass(frozen=True, slots=True)
class LoggedAssumption:
    """A line of the log: ``key`` of an assumption that analyses make, or of one of the team's own.

    ``quality`` and ``impact`` are what the run proposes (None: an assumption of the team's own), ``team`` what the team
    says; where it says nothing, its columns wait for it.
    """

    key: str
    quality: Rating | None
    impact: Rating | None
    team: TeamAssumption

    @property
    def is_own(self) -> bool:
        """Return whether it is one of the team's own."""
        return self.key not in ASSUMPTIONS


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of the transparency record; ``written`` are the team's own words, empty where there are none."""

    key: str
    name: str
    written: str


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A section of the transparency record with its fields."""

    title: str
    fields: tuple[RecordField, ...]


@dataclass(frozen=True, slots=True)
class DrawnAudit:
    """An audit that was drawn: its name, its seed and how many points."""

    name: str
    seed: int
    drawn: int


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run was made by: the identities of coder, splitter, reader and codebook, and the audits drawn."""

    coder: str
    splitter: str
    reader: str
    codebook: str
    audits: tuple[DrawnAudit, ...] = ()


def assumptions_of(report: Report, team: Sequence[TeamAssumption]) -> tuple[LoggedAssumption, ...]:
    """Return the assumptions that this run makes, in order, and behind them the team's own."""
    said = {one.key: one for one in team}
    rated = ((key, *_RATED[key]) for key in ASSUMPTIONS)
    made = (
        LoggedAssumption(key, quality, impact, said.get(key, TeamAssumption(key)))
        for key, impact, rate in rated
        if (quality := rate(report)) is not None
    )
    own = (LoggedAssumption(one.key, None, None, one) for one in team if one.key not in ASSUMPTIONS)
    return (*made, *own)


def record_of(consultation: Consultation) -> tuple[RecordSection, ...]:
    """Return the sections of the transparency record with what the team has written."""
    written = dict(consultation.transparency)
    return tuple(
        RecordSection(title, tuple(RecordField(key, name, written.get(key, "")) for key, name in fields))
        for title, fields in RECORD_SECTIONS
    )


# How good the evidence is -------------------------------------------------------------------------------------------


def _if(is_good: bool) -> Rating:
    return Rating.GREEN if is_good else Rating.AMBER


def _by_low_end(low: float | None) -> Rating:
    """Return the rating of what was measured, by the low end of its interval; red where nothing was."""
    if low is None or low < TENTATIVE:
        return Rating.RED
    return _if(low >= FIRM)


def _measured(accuracy: Accuracy | None) -> Rating:
    return _by_low_end(accuracy.overall.f1.low if accuracy and accuracy.overall else None)


def _coding(report: Report) -> Rating | None:
    if not report.themes or not report.points:
        return None
    if report.human_points < report.points:
        return _measured(report.accuracy)
    people = report.accuracy.people if report.accuracy else None
    # Where people coded everything, what is known is how far they agree.
    alphas = [line.alpha.low for line in people.lines if line.alpha.low is not None] if people else []
    return _by_low_end(min(alphas)) if alphas else Rating.AMBER


def _equal_coding(report: Report) -> Rating | None:
    if not report.themes or len(report.types) < 2:
        return None
    types = report.accuracy.types if report.accuracy else ()
    if any(one.differs for one in types):
        return Rating.RED
    # That no difference was found says little of types of which little was audited.
    return _if(len(types) == len(report.types) and all(one.points >= ENOUGH for one in types))


def _columns(report: Report) -> Rating | None:
    confidences = [column.confidence for table in report.account.tables for column in table.columns]
    if not confidences:
        return None
    return Rating.RED if min(confidences) < GUESSED else _if(min(confidences) == 1)


def _sample(report: Report) -> Rating | None:
    audit = report.accuracy
    if audit is None or not audit.coded:
        return None
    return _if(not (audit.left or audit.late or audit.dropped or audit.cannot_tell))


def _dividing(report: Report) -> Rating | None:
    return Rating.RED if any(row.to_look_at for row in report.account.rows) else Rating.AMBER


def _positions(report: Report) -> Rating | None:
    if not report.positions:
        return None
    measured = _measured(report.position_accuracy)
    return measured if report.position_accuracy else Rating.AMBER


_RATED: Mapping[str, tuple[Rating, Callable[[Report], Rating | None]]] = {
    "reading": (Rating.RED, lambda report: _if(not report.account.unread and not report.account.failed)),
    "columns": (Rating.RED, _columns),
    "respondents": (Rating.AMBER, lambda _: Rating.AMBER),
    "dividing": (Rating.AMBER, _dividing),
    "coding": (Rating.RED, _coding),
    "language-model": (Rating.RED, lambda report: _measured(report.accuracy) if report.model else None),
    "equal-coding": (Rating.AMBER, _equal_coding),
    "sample": (Rating.AMBER, _sample),
    "languages": (Rating.AMBER, lambda report: _if(not report.for_person.points) if report.languages else None),
    "positions": (Rating.AMBER, _positions),
    "campaigns": (Rating.AMBER, lambda report: Rating.GREEN if report.letters else None),
    "repeated-points": (Rating.GREEN, lambda report: Rating.AMBER if report.points else None),
    "consent": (Rating.GREEN, lambda _: Rating.GREEN),
    "personal-data": (Rating.GREEN, lambda report: _if(not report.personal_data.open)),
    "small-numbers": (Rating.GREEN, lambda report: _if(not report.withheld)),
    "dates": (
        Rating.GREEN,
        lambda report: _if(report.arrivals.dated == report.respondents) if report.arrivals.periods else None,
    ),
    "not-a-sample": (Rating.RED, lambda _: Rating.GREEN),
}
"""How far the figures would change if an assumption did not hold, and how good the evidence for it is in a run; None
where it does not make it."""
