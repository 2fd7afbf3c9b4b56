"""Closing a blind audit: what is left of it, what closing means, and what it found, as it was recorded then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.judgement_log import JudgementState
from analysis.app.context import AppContext
from analysis.errors import UnreadableError
from analysis.model import Outcome
from analysis.tally.accuracy_results import Correction, Estimate, Quality, ThemeCounts, ThemeQuality

NOT_CLOSED = "No audit of this name has been closed, so there is nothing to show of it yet. Go back to Audit"


@dataclass(frozen=True, slots=True)
class Closing:
    """An open audit: of its points ``coded`` were coded blind, and ``left`` nobody has."""

    name: str
    coded: int
    left: int


def closings(judged: JudgementState) -> tuple[Closing, ...]:
    """The audits that are open, in the order in which they were drawn."""
    made = []
    for sample in (one for one in judged.samples if one.open):
        first = sample.coded(judged.codings).first
        coded = sum(coding.outcome is Outcome.CODED for coding in first.values())
        made.append(Closing(sample.audit.name, coded, sum(point not in first for point in sample.open)))
    return tuple(made)


def close(desk: AppContext, name: str, anyway: bool = False) -> None:
    """Close an audit: its figures are recorded, and what people said of its points teaches the machine from now on.

    Raises AuditError where nothing of it is coded, or something is not and that is not meant (``anyway``).
    """
    audit_report(desk, name, score=True, anyway=anyway)


@dataclass(frozen=True, slots=True)
class AuditFindings:
    """What a closed audit found, as it was recorded at that ``time``; see ``tally.accuracy``.

    ``overall`` is None where nothing was measured.
    """

    name: str
    time: str
    frame: int
    drawn: int
    coded: int
    cannot_tell: int
    left: int
    overall: Quality | None
    themes: tuple[ThemeQuality, ...]
    counts: tuple[ThemeCounts, ...]
    further: str

    def count(self, key: str) -> ThemeCounts | None:
        """What the counts of a theme would be if people had coded everything, where that is known."""
        return next((one for one in self.counts if one.key == key), None)


def found(desk: AppContext, name: str) -> AuditFindings:
    """What the audit of this name found when it was closed last; raises UnreadableError where it was not."""
    recorded = desk.store.figures(name)
    if recorded is None:
        raise UnreadableError(name, NOT_CLOSED)
    time, told = recorded
    counted = {field: int(told.get(field, 0)) for field in ("frame", "drawn", "coded", "cannot_tell", "left")}
    overall, further = told.get("overall"), told.get("further")
    return AuditFindings(
        name,
        time,
        **counted,
        overall=_quality(overall) if overall else None,
        themes=tuple(map(_theme, told.get("themes", ()))),
        counts=tuple(map(_counts, told.get("counts", ()))),
        further=further["words"] if further else "",
    )


def _quality(told: Mapping[str, Any]) -> Quality:
    return Quality(*(Estimate(**told[one]) for one in ("precision", "recall", "f1")))


def _theme(told: Mapping[str, Any]) -> ThemeQuality:
    return ThemeQuality(**{**told, "quality": _quality(told["quality"]) if told["quality"] else None})


def _counts(told: Mapping[str, Any]) -> ThemeCounts:
    return ThemeCounts(told["key"], told["name"], Correction(**told["points"]), Correction(**told["respondents"]))
