"""The frame of pages of responses: so little of a report that it can be sent to a process that renders them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.tally.report import Report


@dataclass(frozen=True, slots=True)
class AnnexFrame:
    """What pages of responses tell of the report: all that our own templates for them ask of ``report``."""

    title: str
    organisation: str | None
    notice: str | None
    respondents: int
    withheld: int

    @classmethod
    def of(cls, report: Report) -> AnnexFrame:
        """Return the frame of a report."""
        return cls(report.title, report.organisation, report.notice, report.respondents, report.withheld)
