"""Coding: points are coded by the machine, and documents divided by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.coding.kept_columns import classifier_of, kept_columns
from analysis.app.coding.model_coding import answered_since, model_codings
from analysis.app.coding.position_coding import code_positions
from analysis.app.coding.workers import LEAST, scored
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import find
from analysis.app.snapshot.free_memory import give_back
from analysis.app.snapshot.machine_identity import chosen_model
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed
from analysis.errors import DivisionError
from analysis.model import Coder, Coding, Context, ManualSegmentation, PointKey, Response, Segmentation
from analysis.text import fingerprint

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import ScoredTexts

CHUNK = 500
"""Points that are coded at a time."""

SCORED = 1_000
"""Texts that are scored at a time: a tenth quicker than 500, and half as many to give out, with the same scores."""

Edit = Callable[[Segmentation], Segmentation]
"""Divides a document otherwise; raises ValueError with what is wrong with that."""


def divide(app: AppContext, document: str, edit: Edit, coder: Coder, memo: str = "") -> Response:
    """Divide a response otherwise, by hand, and keep that as a record of its own; codings are left as they are.

    Raises UnreadableError where there is no such document, and DivisionError with what is wrong with the edit.
    """
    with app.store.alone():
        response = find(app, document)
        try:
            segmentation = edit(response.segmentation)
        except ValueError as error:
            raise DivisionError(f"{document}: {error}") from error
        if segmentation.coder != coder.id:
            raise DivisionError(f"{document}: the segmentation is signed by {segmentation.coder}, not by {coder.id}")
        text_sha256 = fingerprint(response.document.text)
        app.store.redivide(ManualSegmentation(segmentation, coder, text_sha256, app.clock(), memo))
        return replace(response, segmentation=segmentation)


def code(app: AppContext, snapshot: Snapshot) -> tuple[Snapshot, int]:
    """Code all points with the codebook and all that people have coded, and say how many were coded anew.

    The classifier is fitted only where there is a point that the machine coder of today has not coded. Without a theme
    nothing is coded. In the frame of positions, all answers are. Raises ModelError where a model is to be asked first.
    """
    if isinstance(snapshot, PositionSnapshot):
        return code_positions(app, snapshot)
    if not snapshot.codebook.themes:
        return snapshot, 0
    corpus, coded_points = snapshot.corpus, app.store.coded(snapshot.machine)
    answered_now = answered_since(app, snapshot)
    divided_by = {response.document.name: response.segmentation.coder for response in corpus.responses}
    uncoded_rows = [
        i
        for i, point in enumerate(corpus.points)
        if (point.key, divided_by[point.document], corpus.digests[point.key]) not in coded_points
        or point.key in answered_now
    ]
    if not uncoded_rows:
        return _as_the_last(app, snapshot), 0
    if chosen_model(corpus.consultation):
        codings = model_codings(app, snapshot, uncoded_rows, divided_by, CHUNK)
    else:
        codings = snapshot.as_read(_coded_anew(app, snapshot, uncoded_rows, divided_by))
    new_codings, machine = list[Coding](), snapshot.machine
    try:
        for coding in codings:
            new_codings.append(coding if coding.coder == machine else replace(coding, coder=machine))
    finally:  # whoever stops it goes on where it was
        if new_codings:
            app.store.know_codebook(snapshot.codebook, app.clock())
            app.store.append(new_codings)
    return renewed(snapshot), len(new_codings)


def _as_the_last(app: AppContext, snapshot: Snapshot) -> Snapshot:
    """Return a snapshot in which the machine coder of today, who had coded all points before, is the last that coded.

    So it is where what was taken out, or an earlier codebook, was put back. One of its codings is recorded again, by
    which pages know whose codings count.
    """
    coder, (first, *_) = snapshot.machine, snapshot.corpus.points or (None,)
    if first is None or snapshot.last_machine.coder.id == coder.id:
        return snapshot
    codings = snapshot.machine_codings(coder.id, with_evidence=True)
    known = [coding for coding in codings if coding.point == first.key and snapshot.is_of_today(coding)]
    app.store.know_codebook(snapshot.codebook, app.clock())
    app.store.append([replace(coding, time=app.clock()) for coding in known[-1:]])
    return renewed(snapshot)


def _coded_anew(
    app: AppContext, snapshot: Snapshot, rows: Sequence[int], divided_by: Mapping[str, str]
) -> Iterator[Coding]:
    """Yield the codings of the points in some rows, of themes that are what they were as they were coded before."""
    kept = kept_columns(snapshot, rows)
    if kept is None:
        yield from _coded(app, snapshot, snapshot.classifier, rows, divided_by)
        return
    keys = [point.key for point in snapshot.corpus.points]
    known = [row for row in rows if keys[row] in kept.codings]
    if kept.others.themes:
        by_others = _coded(app, snapshot, classifier_of(snapshot, kept.others), known, divided_by)
    else:
        by_others = kept.without_themes([(keys[row], divided_by[keys[row].document]) for row in known], app.clock())
    codings: dict[PointKey, Coding] = {}
    try:
        codings.update((coding.point, coding) for coding in kept.completed(by_others, snapshot.codebook))
        if unknown := [row for row in rows if keys[row] not in codings]:
            anew = _coded(app, snapshot, snapshot.classifier, unknown, divided_by)
            codings.update((coding.point, coding) for coding in anew)
    finally:  # what was coded before somebody stopped it is kept
        yield from (codings[keys[row]] for row in rows if keys[row] in codings)


def _coded(
    app: AppContext,
    snapshot: Snapshot,
    classifier: ThemeClassifier,
    rows: Sequence[int],
    divided_by: Mapping[str, str],
) -> Iterator[Coding]:
    """Yield the codings of the points in some rows, once each different text was scored under its headings."""
    from analysis.classifying import code
    from analysis.classifying.machine_coding import ScoredTexts

    corpus, time = snapshot.corpus, app.clock()
    said = {i: (corpus.own_texts[i], corpus.points[i].section) for i in rows}
    distinct = sorted(set(said.values()))
    places = {one: n for n, one in enumerate(distinct)}
    made: list[ScoredTexts] = []
    if len(distinct) >= LEAST:
        snapshot.let_go()  # what scores has all that it needs, and the numbers of so many texts take memory
    try:
        for chunk in _scored(app, classifier, distinct):
            made.append(chunk)
    finally:
        scored_texts = ScoredTexts.joined(made) if made else None
        done = [i for i in rows if scored_texts and places[said[i]] < len(scored_texts)]
        for start in range(0, len(done), CHUNK):
            part = done[start : start + CHUNK]
            points, texts = [corpus.points[i] for i in part], [corpus.texts[i] for i in part]
            division = [divided_by[point.document] for point in points]
            assert scored_texts is not None
            yield from code(classifier, points, texts, division, time, scored_texts.at([places[said[i]] for i in part]))


def _scored(
    app: AppContext, classifier: ThemeClassifier, said: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[ScoredTexts]:
    """Yield what a classifier makes of texts with their headings, some at a time, so that people see how far it is."""
    give_back()  # what fitting took
    parts = [said[start : start + SCORED] for start in range(0, len(said), SCORED)]
    contexts = {section: Context(sections=section) for _, section in said}  # each is sent once with its chunk
    chunks = (([text for text, _ in part], [contexts[section] for _, section in part]) for part in parts)
    scored_chunks = scored(classifier, chunks, len(said), app.settings.cluster)
    for _ in app.track(parts, "Coding"):
        yield next(scored_chunks)
