"""Where a workspace stands, and what to do next, for the first page that people see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.model import CoderKind, Consultation, Skipped
from analysis.service.current import Current
from analysis.service.desk import Desk
from analysis.service.results import Status
from analysis.service.settings_editing import STARTER
from analysis.workspace import load_consultation


class Step(StrEnum):
    """Something that a person may do next."""

    SETTINGS = "settings"
    UPLOAD = "upload"
    CONFIRM = "confirm"
    REPORT = "report"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Overview:
    """``unread`` is what could not be read and should have been; ``judged`` counts people's codings.

    ``steps`` come most urgent first.
    """

    title: str
    organisation: str | None
    status: Status
    themes: int
    unread: tuple[Skipped, ...]
    judged: int
    has_report: bool
    steps: tuple[Step, ...]


def overview(desk: Desk, current: Current) -> Overview:
    """Where the workspace stands, without reading any document."""
    consultation, stands = load_consultation(desk.workspace.consultation), current.status()
    judged = sum(number for kind, number in stands.codings if kind is not CoderKind.MACHINE)
    has_report = desk.workspace.report.is_file()
    return Overview(
        title=consultation.title,
        organisation=consultation.organisation,
        status=stands,
        themes=len(consultation.codebook.themes),
        unread=tuple(skip for skip in stands.unread if not skip.is_harmless),
        judged=judged,
        has_report=has_report,
        steps=(*_first(consultation), *_steps(stands, judged, has_report)),
    )


def _first(consultation: Consultation) -> list[Step]:
    return [] if set(STARTER).isdisjoint((consultation.title, consultation.organisation)) else [Step.SETTINGS]


def _steps(stands: Status, judged: int, has_report: bool) -> list[Step]:
    if not stands.received:
        return [Step.UPLOAD]
    steps = [] if has_report and not stands.waiting else [Step.REPORT]
    if not judged:
        steps.append(Step.AUDIT)
    return [*steps, Step.UPLOAD]
