"""The journey of a consultation from its first response to its report: five steps, and how far each is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from analysis.app.context import AppContext
from analysis.app.ingest.noted_uploads import noted_batches
from analysis.app.ingest.upload_batches import UploadBatch, UploadState
from analysis.app.kept_figures import report_state
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.errors import EverypointError
from analysis.model import Codebook
from analysis.text import plural
from analysis.workspace import has_examples, is_placeholder, load_consultation

WRITE_FIRST = (
    "The codebook still holds only the example themes that this consultation came with, so no report can be made. "
    "Write your themes first."
)
"""What is said where somebody asks for a report that would count the example themes."""


class StepState(StrEnum):
    """How far a step is; ``NEEDS`` is one that waits for a person, whatever else is done."""

    DONE = "done"
    NEEDS = "needs you"
    OPEN = "to do"
    COUNTING = "counting"


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One step: its name, where it is done, how far it is in words, and whether it is the next one to do."""

    name: str
    short: str
    path: str
    state: StepState
    told: str
    is_next: bool = False
    is_under_way: bool = False
    """Whether it has been begun, and something of it is left."""


@dataclass(frozen=True, slots=True)
class Journey:
    """The five steps in their order."""

    steps: tuple[JourneyStep, ...]


def journey(app: AppContext, cache: SnapshotCache) -> Journey:
    """Return how far a consultation is; what is not known yet is said to be counted, and is never nothing."""
    codebook = load_consultation(app.workspace.consultation).codebook
    snapshot = None
    with suppress(EverypointError):  # what is wrong with the files is told on the page that shows them
        snapshot = cache.get_if_known()
    batches = noted_batches(app)
    has_own_themes = not is_placeholder(codebook)
    steps = (
        _responses(cache, snapshot, batches),
        _columns(cache, snapshot, batches),
        _themes(codebook, has_own_themes),
        _sample(snapshot),
        _report(app, snapshot, not has_examples(codebook)),
    )
    waiting = [place for place, step in enumerate(steps) if step.state in (StepState.NEEDS, StepState.OPEN)]
    following = min(waiting, default=-1)
    return Journey(
        tuple(replace(step, is_next=True) if place == following else step for place, step in enumerate(steps))
    )


def _responses(cache: SnapshotCache, snapshot: Snapshot | None, batches: tuple[UploadBatch, ...]) -> JourneyStep:
    name, short = "Responses in", "Responses"
    if any(batch.waiting for batch in batches):
        return JourneyStep(name, short, "/responses", StepState.COUNTING, "being read")
    if snapshot is None or cache.is_reading_late(snapshot):
        return JourneyStep(name, short, "/responses", StepState.COUNTING, "being counted")
    if not snapshot.corpus.responses:
        if any(item.state is UploadState.COLUMNS for batch in batches for item in batch.items):
            return JourneyStep(name, short, "/upload", StepState.COUNTING, "in a table to confirm")
        return JourneyStep(name, short, "/upload", StepState.OPEN, "none yet")
    if asked := snapshot.corpus.refusals:
        told = f"{len(asked):,} {'asks' if len(asked) == 1 else 'ask'} not to be published, or not to be named"
        path = f"/response?{urlencode({'document': asked[0].document})}"
        return JourneyStep(name, short, path, StepState.NEEDS, told)
    return JourneyStep(name, short, "/responses", StepState.DONE, f"{len(snapshot.corpus.responses):,}")


def _columns(cache: SnapshotCache, snapshot: Snapshot | None, batches: tuple[UploadBatch, ...]) -> JourneyStep:
    name, short = "Columns confirmed", "Columns"
    waiting = [
        f"/upload/{batch.id}/{item.number}/columns"
        for batch in batches
        for item in batch.items
        if item.state is UploadState.COLUMNS
    ]
    if waiting:
        return JourneyStep(name, short, waiting[0], StepState.NEEDS, f"{plural(len(waiting), 'table')} to confirm")
    if any(batch.waiting for batch in batches) or (snapshot is not None and cache.is_receiving()):
        return JourneyStep(name, short, "/upload", StepState.COUNTING, "being read")
    if snapshot is None:
        return JourneyStep(name, short, "/upload", StepState.COUNTING, "being counted")
    if not snapshot.corpus.responses:
        return JourneyStep(name, short, "/upload", StepState.OPEN, "no table yet")
    by_nobody = {f"{table.file}#" for table in snapshot.corpus.tables if table.mapping is None}
    documents = (response.document.name for response in snapshot.corpus.responses)
    row = next((document for document in documents if document.startswith(tuple(by_nobody))), None)
    if row:  # on its page somebody may say what the columns are
        path = f"/response?{urlencode({'document': row})}"
        return JourneyStep(name, short, path, StepState.OPEN, f"{plural(len(by_nobody), 'table')} not confirmed")
    if any(response.document.name != response.source for response in snapshot.corpus.responses):
        return JourneyStep(name, short, "/responses", StepState.DONE, "every table")
    return JourneyStep(name, short, "/upload", StepState.DONE, "no table sent")


def _themes(codebook: Codebook, has_own_themes: bool) -> JourneyStep:
    name, short = "Themes written", "Themes"
    if not has_own_themes:
        told = "examples only" if codebook.themes else "none yet"
        return JourneyStep(name, short, "/codebook/table", StepState.OPEN, told)
    return JourneyStep(name, short, "/codebook", StepState.DONE, plural(len(codebook.themes), "theme"))


def _sample(snapshot: Snapshot | None) -> JourneyStep:
    name, short = "Sample coded", "Sample"
    if snapshot is None:
        return JourneyStep(name, short, "/audit", StepState.COUNTING, "being counted")
    if not snapshot.samples:
        return JourneyStep(name, short, "/audit", StepState.OPEN, "not drawn yet")
    sample = snapshot.samples[-1]
    coded, drawn = sample.coded(snapshot.people.codings).first, sample.today.drawn
    count = sum(point in coded for point in drawn)
    is_under_way = bool(sample.open) and count < len(drawn)
    state = StepState.OPEN if sample.open else StepState.DONE
    ending = "; close it" if sample.open and not is_under_way else ""
    gone = f"; {plural(sample.today.dropped, 'point')} no longer in the responses" if sample.today.dropped else ""
    told = f"{count:,} of {len(drawn):,} coded{gone}{ending}"
    return JourneyStep(name, short, "/audit", state, told, is_under_way=is_under_way)


def _report(app: AppContext, snapshot: Snapshot | None, may_be_made: bool) -> JourneyStep:
    name, short = "Report made", "Report"
    if not (app.workspace.report.is_file() and may_be_made):
        return JourneyStep(name, short, "/report", StepState.OPEN, "not yet")
    if snapshot is None:
        return JourneyStep(name, short, "/report", StepState.COUNTING, "being counted")
    if report_state(app, snapshot.corpus).is_outdated:
        return JourneyStep(name, short, "/report", StepState.OPEN, "out of date")
    return JourneyStep(name, short, "/report", StepState.DONE, "made")
