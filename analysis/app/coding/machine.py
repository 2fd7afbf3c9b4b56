"""Coding: points are coded by the machine, and documents divided by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.coding.model_coding import answered_since, model_codings
from analysis.app.coding.position_coding import code_positions
from analysis.app.coding.workers import scored
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import find
from analysis.app.snapshot.machine_identity import chosen_model
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed
from analysis.errors import DivisionError
from analysis.model import Coder, Coding, Context, ManualSegmentation, Response, Segmentation
from analysis.text import fingerprint

if TYPE_CHECKING:
    from analysis.classifying.machine_coding import ScoredTexts

CHUNK = 500
"""Points that are coded at a time."""

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
        return snapshot, 0
    if chosen_model(corpus.consultation):
        codings = model_codings(app, snapshot, uncoded_rows, divided_by, CHUNK)
    else:
        codings = snapshot.as_read(_coded_anew(app, snapshot, uncoded_rows, divided_by))
    machine = snapshot.machine
    new_codings = [one if one.coder == machine else replace(one, coder=machine) for one in codings]
    app.store.know_codebook(snapshot.codebook, app.clock())
    new_count = app.store.append(new_codings)
    return renewed(snapshot), new_count


def _coded_anew(
    app: AppContext, snapshot: Snapshot, rows: Sequence[int], divided_by: Mapping[str, str]
) -> Iterator[Coding]:
    """Yield the codings of the points in some rows, some at a time, so that people see how far it is."""
    from analysis.classifying import code

    corpus, time = snapshot.corpus, app.clock()
    places, scored_texts = _scored_once(app, snapshot, rows)
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        points, texts = [corpus.points[i] for i in part], [corpus.texts[i] for i in part]
        division = [divided_by[point.document] for point in points]
        own = scored_texts.at(places[start : start + CHUNK])
        yield from code(snapshot.classifier, points, texts, division, time, own)


def _scored_once(app: AppContext, snapshot: Snapshot, rows: Sequence[int]) -> tuple[list[int], ScoredTexts]:
    """Score each different text under its headings once; return the place of each row among them, and their scores."""
    from analysis.classifying.machine_coding import ScoredTexts

    corpus = snapshot.corpus
    said = [(corpus.texts[i], corpus.points[i].section) for i in rows]
    distinct = sorted(set(said))
    parts = [distinct[start : start + CHUNK] for start in range(0, len(distinct), CHUNK)]
    chunks = (([text for text, _ in part], [Context(sections=section) for _, section in part]) for part in parts)
    scored_chunks = scored(snapshot.classifier, chunks, len(distinct), app.settings.cluster)
    places = {one: n for n, one in enumerate(distinct)}
    made = [chunk for _, chunk in zip(app.track(parts, "Coding"), scored_chunks, strict=True)]
    return [places[one] for one in said], ScoredTexts.joined(made)
