"""Export content: what every export is made of, so that all formats say the same as the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.model import Coding, Note, Point, PointKey, Response, SegmentKind
from analysis.tally.report import Passage, Report, ResponseView


@dataclass(frozen=True, slots=True)
class TeamRecords:
    """What only the team's own exports hold: the responses as they came, and what every coder said last of each point.

    ``responses`` stand in the report's order; ``codings`` are in the themes of today,
    ``notes`` by the point they are on, or by the response's name with ``WHOLE``; the respondents of ``named`` documents
    are named in the report.
    """

    responses: tuple[Response, ...]
    codings: tuple[Coding, ...]
    notes: Mapping[PointKey, tuple[Note, ...]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()

    @property
    def by_point(self) -> dict[PointKey, list[Coding]]:
        """Return the codings of each point."""
        of_point: dict[PointKey, list[Coding]] = {}
        for coding in self.codings:
            of_point.setdefault(coding.point, []).append(coding)
        return of_point


@dataclass(frozen=True, slots=True)
class ExportContent:
    """A frozen report, with the functions that return it and its assurance pack as HTML.

    Without ``team`` it is public as the report is.
    """

    report: Report
    page: Callable[[], str]
    team: TeamRecords | None = None
    assurance: Callable[[], str] = str

    @property
    def is_public(self) -> bool:
        """Return whether it holds nothing but what the report may print."""
        return self.team is None


@dataclass(frozen=True, slots=True)
class ExportedPoint:
    """A point as it leaves: how the report calls it and what it says; ``point`` is where it stands, for the team."""

    name: str
    view: ResponseView
    passage: Passage
    text: str
    point: Point | None = None


def printed(passage: Passage) -> str:
    """Return the words of a passage as the report prints them."""
    return "".join(run.text for run in passage.runs)


def exported_points(content: ExportContent) -> Iterator[ExportedPoint]:
    """Yield the points that may be shown, in the report's order; the team's with their words as they came."""
    for number, view in enumerate(content.report.responses):
        passages = [passage for passage in view.passages if passage.kind is SegmentKind.POINT]
        response = content.team.responses[number] if content.team else None
        points: list[Point | None] = list(response.points) if response else [None] * len(passages)
        for passage, point in zip(passages, points, strict=True):
            words = response.text_of(point) if response and point else printed(passage)
            yield ExportedPoint(passage.name, view, passage, words, point)
