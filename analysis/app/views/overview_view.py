"""The overview of a workspace and the next thing to do, for the first page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analysis.app.audit.queues import unread
from analysis.app.coding.stale_codings import lost_points
from analysis.app.context import AppContext
from analysis.app.corpus import SetAside
from analysis.app.ingest.noted_uploads import noted_batches
from analysis.app.ingest.upload_batches import UploadBatch, UploadState
from analysis.app.kept_figures import report_state, report_state_by_status
from analysis.app.refusals import Refusal
from analysis.app.settings_warnings import missing_names
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.app.use_case_results import ReportState, Status
from analysis.app.views.figures import count, figures
from analysis.app.views.first_visits import first_visits
from analysis.app.views.point_filter import PointFilter, Stand, filter_points
from analysis.app.views.point_list import drop_hidden
from analysis.app.views.team_progress import PersonProgress, WorkProgress, team_progress, work_progress
from analysis.languages.response_languages import in_words
from analysis.model import CoderKind, Consultation, Skipped
from analysis.rendering.page_one import largest
from analysis.tally.report import Report, ThemeTally
from analysis.tally.uncertainty import ThemeDoubt, least_trusted
from analysis.workspace import has_examples, is_placeholder, load_consultation
from analysis.workspace.consultation_toml import STARTER

CHARTED = 12
"""Themes of the overview's chart; the page of themes has all."""


class Step(StrEnum):
    """Something that a person may do next."""

    SETTINGS = "settings"
    UPLOAD = "upload"
    THEMES = "themes"
    COLUMNS = "columns"
    CHECK = "check"
    CODE = "code"
    SAMPLE = "sample"
    AUDIT = "audit"
    CLOSE = "close"
    REPORT = "report"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a workspace, as all its pages give it.

    ``responses`` is None where documents must be read first to know, as ``files`` is where they are just being taken
    in, and ``judged``, the points that people have
    judged and not taken back, where they are still being counted. ``unread`` is what could not be read and should
    have been, ``to_look_at`` of what much was set aside,
    ``refusals`` what asks not to be published or named, undecided,
    ``waiting`` what nobody has read yet, ``missing`` what was
    taken in and is there no more. ``languages`` says how many responses are in which, and ``unread_points`` counts the
    points in those that the codebook does not speak and that nobody has judged. ``report_state`` says whether there
    is one, and what has changed since. ``steps`` come most urgent first. ``least_trusted`` are the themes of
    whose codings the machine is least sure; none while a blind audit is open.
    """

    title: str
    organisation: str | None
    files: int | None
    responses: int | None
    themes: int
    judged: int | None
    is_newest: bool
    unread: tuple[Skipped, ...]
    to_look_at: tuple[SetAside, ...]
    refusals: tuple[Refusal, ...]
    languages: str
    unread_points: int
    waiting: tuple[str, ...]
    missing: tuple[str, ...]
    report_state: ReportState
    steps: tuple[Step, ...]
    alike: tuple[tuple[str, str], ...] = ()
    """Responses that are likely of the respondent of an earlier one, with that."""
    has_own_themes: bool = True
    """Whether anybody has written a theme."""
    has_examples: bool = False
    """Whether the codebook holds example themes that nobody wrote, and of which no report is made."""
    look_again: int = 0
    """How many points people coded before a theme of theirs was redefined."""
    lost: tuple[str, ...] = ()
    """The documents of points that people coded and that are not there any more as they were."""
    undecided: int = 0
    """How many of ``judged`` nobody could decide: no figure tells them as coded by people."""
    disputed: int = 0
    """About how many of ``judged`` people disagree."""
    counted_at: str = ""
    """When ``judged`` was counted."""
    unsent_tables: tuple[str, ...] = ()
    """What to do about entries of consultation.toml for tables that nobody sent."""
    settings_warnings: tuple[str, ...] = ()
    """What to do about names in consultation.toml that nothing has."""
    least_trusted: tuple[ThemeDoubt, ...] = ()
    report: Report | None = None
    """What was counted last, for the chart of themes; None before a first count."""
    charted_at: str = ""
    """When the chart of themes was counted, where it is being counted again."""
    is_charting: bool = False
    """Whether the chart of themes is being counted."""
    hidden: int = 0
    """Points that are kept for a blind audit, and so are in none of these figures."""
    uncoded: int = 0
    """Points that nobody has coded yet: the chart tells a part of the themes' figures."""
    folder: str = ""
    """Where all of it is kept."""
    people: tuple[PersonProgress, ...] = ()
    work: tuple[WorkProgress, ...] = ()

    @property
    def charted(self) -> tuple[ThemeTally, ...]:
        """Return the themes that the chart shows; none before any point is coded."""
        return largest(self.report.ranking, CHARTED) if self.report and self.report.points else ()


def overview(app: AppContext, cache: SnapshotCache) -> Overview:
    """Return where the workspace stands; documents are only read for it where there are few."""
    consultation, workspace_status = load_consultation(app.workspace.consultation), cache.status()
    snapshot = cache.get_if_known()
    corpus = snapshot.corpus if snapshot else None
    judged = _count_judged(cache, snapshot, workspace_status) if snapshot else _Judged(None, False)
    is_late = snapshot is not None and cache.is_reading_late(snapshot)
    report = report_state(app, corpus) if corpus else report_state_by_status(app, workspace_status)
    skipped = corpus.skipped if corpus else workspace_status.unread
    has_own_themes = not is_placeholder(consultation.codebook)
    batches = noted_batches(app)
    return Overview(
        title=consultation.title,
        organisation=consultation.organisation,
        files=None if is_late and not workspace_status.received else workspace_status.received,
        responses=len(corpus.responses) if corpus and not is_late else None,
        themes=len(consultation.codebook.themes) if has_own_themes else 0,
        judged=judged.count,
        is_newest=judged.is_newest and not is_late,
        counted_at=judged.time,
        look_again=judged.stale,
        lost=tuple(sorted({one.place.document for one in lost_points(snapshot)})) if snapshot else (),
        undecided=judged.undecided,
        disputed=judged.disputed,
        unread=tuple(skip for skip in skipped if not skip.is_harmless and skip.name not in workspace_status.missing),
        to_look_at=corpus.to_look_at if corpus else (),
        refusals=corpus.refusals if corpus else (),
        alike=corpus.alike if corpus else (),
        languages=in_words(corpus.language_counts) if corpus else "",
        unread_points=unread(snapshot).left if snapshot else 0,
        waiting=() if corpus else workspace_status.waiting,
        missing=workspace_status.missing,
        report_state=report,
        steps=(
            *_unconfirmed(batches),
            *([Step.CHECK] if judged.stale else []),
            *_steps(workspace_status, consultation, _sample_step(snapshot), report.is_made and not report.is_outdated),
        ),
        folder=str(app.workspace.root),
        has_own_themes=has_own_themes,
        has_examples=has_examples(consultation.codebook),
        unsent_tables=workspace_status.unsent_tables,
        settings_warnings=missing_names(corpus) if corpus else (),
        **_charts(cache, snapshot),
    )


def _charts(cache: SnapshotCache, snapshot: Snapshot | None) -> dict[str, Any]:
    """Return what the charts show, as it was counted last: no page waits for them."""
    if snapshot is None:
        return {}
    cache.begin(first_visits, snapshot, when_quiet=True)
    is_counting = bool(snapshot.machine_count) and cache.begin(count, snapshot, when_quiet=True) is not None
    counted = cache.stale_value(count)
    report = counted.report if counted and not counted.is_uncoded else None
    themes = report.themes if report and not snapshot.hidden.points else ()
    doubts = (ThemeDoubt(one.theme.key, one.theme.name, one.doubtful, one.places) for one in themes)
    return {
        "report": report,
        "least_trusted": least_trusted(doubts),
        "charted_at": counted.time if counted and is_counting else "",
        "is_charting": is_counting,
        "hidden": len(counted.snapshot.hidden.points) if counted else 0,
        "uncoded": counted.uncoded if counted else 0,
        "people": team_progress(snapshot),
        "work": work_progress(snapshot),
    }


@dataclass(frozen=True, slots=True)
class _Judged:
    """How many points people have judged, as the list of points counts them; ``time`` is when they were counted,
    ``stale`` counts those that need another look, ``disputed`` those about which people disagree, and ``undecided``
    those of which nobody could say what they raise."""

    count: int | None
    is_newest: bool
    time: str = ""
    stale: int = 0
    undecided: int = 0
    disputed: int = 0


def _count_judged(cache: SnapshotCache, snapshot: Snapshot, workspace_status: Status) -> _Judged:
    if not any(
        coding_count for coder_kind, coding_count in workspace_status.codings if coder_kind is not CoderKind.MACHINE
    ):
        return _Judged(0, True)
    latest_figures = figures(cache, snapshot)
    if latest_figures is None:
        return _Judged(None, False)
    rows = filter_points(latest_figures.counted, PointFilter(stand=Stand.AUDITED))
    judged, choices = len(rows), [row.choice for row in rows]
    disputed = sum(choice is not None and choice.disputed for choice in choices)
    undecided = sum(one is None or (one.coding.coder.is_machine and not one.disputed) for one in choices)
    if not judged and not latest_figures.is_newest:
        return _Judged(None, False)  # somebody has judged a point since
    again = PointFilter(stand=Stand.STALE)
    stale = drop_hidden(filter_points(latest_figures.counted, again), again, latest_figures.hidden(snapshot))
    return _Judged(judged, latest_figures.is_newest, latest_figures.counted.time, len(stale), undecided, disputed)


def _unconfirmed(batches: Iterable[UploadBatch]) -> list[Step]:
    """Return the confirming of columns, where a table waits for it: it goes first, as no response in it counts."""
    return [Step.COLUMNS] if any(item.state is UploadState.COLUMNS for one in batches for item in one.items) else []


def _sample_step(snapshot: Snapshot | None) -> Step | None:
    """Return what the sample needs: codings to draw from, a draw, coding, closing, or nothing."""
    if snapshot is None:
        return None
    if not snapshot.samples:
        return Step.AUDIT if snapshot.machine_count or not snapshot.digests else Step.CODE
    last_sample = snapshot.samples[-1]
    if not last_sample.open:
        return None
    firsts = last_sample.coded(snapshot.people.codings).first
    return Step.CLOSE if all(point in firsts for point in last_sample.today.drawn) else Step.SAMPLE


def _steps(
    workspace_status: Status, consultation: Consultation, sample_step: Step | None, is_reported: bool
) -> list[Step]:
    """Return what is to be done in the order of the journey, whose next step is the first of these."""
    codebook = consultation.codebook
    described = [] if set(STARTER).isdisjoint((consultation.title, consultation.organisation)) else [Step.SETTINGS]
    if not workspace_status.received:
        return [Step.UPLOAD, *described, *([Step.THEMES] if is_placeholder(codebook) else [])]
    if is_placeholder(codebook):
        may_report = not codebook.themes and not is_reported
        return [Step.THEMES, *described, *([Step.REPORT] if may_report else []), Step.UPLOAD]
    ordered = [*([sample_step] if sample_step else []), Step.READ if is_reported else Step.REPORT, Step.UPLOAD]
    return [ordered[0], *described, *ordered[1:]]
