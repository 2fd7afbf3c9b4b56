"""The overview of a workspace and the next thing to do, for the first page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from analysis.app.admin.settings_edit import STARTER
from analysis.app.context import AppContext
from analysis.app.results import Corpus, SetAside, Status
from analysis.app.snapshot.current import Current
from analysis.app.views.figures import figures
from analysis.app.views.point_list import PointFilter, Stand, matching
from analysis.model import CoderKind, Consultation, Skipped
from analysis.workspace import load_consultation, manifest_of


class Step(StrEnum):
    """Something that a person may do next."""

    SETTINGS = "settings"
    UPLOAD = "upload"
    CONFIRM = "confirm"
    REPORT = "report"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a workspace, as all its pages give it.

    ``responses`` is None where documents must be read first to know, and ``judged``, the points that people have
    judged and not taken back, where they are still being counted. ``unread`` is what could not be read and should
    have been, ``to_look_at`` of what much was set aside, ``waiting`` what nobody has read yet, ``missing`` what was
    taken in and is there no more. ``since`` counts the files that have come since the report. ``steps`` come most
    urgent first.
    """

    title: str
    organisation: str | None
    files: int
    responses: int | None
    themes: int
    judged: int | None
    is_newest: bool
    unread: tuple[Skipped, ...]
    to_look_at: tuple[SetAside, ...]
    waiting: tuple[str, ...]
    missing: tuple[str, ...]
    has_report: bool
    since: int
    steps: tuple[Step, ...]


def overview(desk: AppContext, current: Current) -> Overview:
    """Return where the workspace stands; documents are only read for it where there are few."""
    consultation, stands = load_consultation(desk.workspace.consultation), current.status()
    intake = current.at_hand()
    judged, is_newest = _judged(desk, current, stands) if intake else (None, False)
    has_report = desk.workspace.report.is_file()
    since = _since(desk, intake, stands) if has_report else 0
    skipped = intake.skipped if intake else stands.unread
    return Overview(
        title=consultation.title,
        organisation=consultation.organisation,
        files=stands.received,
        responses=len(intake.responses) if intake else None,
        themes=len(consultation.codebook.themes),
        judged=judged,
        is_newest=is_newest,
        unread=tuple(skip for skip in skipped if not skip.is_harmless and skip.name not in stands.missing),
        to_look_at=intake.to_look_at if intake else stands.to_look_at,
        waiting=() if intake else stands.waiting,
        missing=stands.missing,
        has_report=has_report,
        since=since,
        steps=(*_first(consultation), *_steps(stands, bool(judged), has_report and not since)),
    )


def _judged(desk: AppContext, current: Current, stands: Status) -> tuple[int | None, bool]:
    """Return how many points people have judged, as the list of points counts them; whether that is the newest
    number."""
    if not any(number for kind, number in stands.codings if kind is not CoderKind.MACHINE):
        return 0, True
    made = figures(desk, current)
    return (len(matching(made.counted, PointFilter(stand=Stand.AUDITED))), made.is_newest) if made else (None, False)


def _since(desk: AppContext, intake: Corpus | None, stands: Status) -> int:
    """Return how many files that are there were not when the report was made, known by their records."""
    told = manifest_of(desk.workspace, desk.store.chain().first)
    if intake is None or told is None:
        return len(stands.waiting)
    with suppress(KeyError, TypeError):
        made_from, known = {each["record"] for each in told["inputs"]}, desk.store.source_digests()
        read = [known.get((source.path, source.sha256)) for source in intake.sources if source.sha256]
        return sum(record not in made_from for record in read)
    return len(stands.waiting)


def _first(consultation: Consultation) -> list[Step]:
    return [] if set(STARTER).isdisjoint((consultation.title, consultation.organisation)) else [Step.SETTINGS]


def _steps(stands: Status, is_judged: bool, is_reported: bool) -> list[Step]:
    if not stands.received:
        return [Step.UPLOAD]
    steps = [] if is_reported else [Step.REPORT]
    if not is_judged:
        steps.append(Step.AUDIT)
    return [*steps, Step.UPLOAD]
