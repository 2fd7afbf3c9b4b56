"""Judging: points are coded by the machine, documents divided by hand, and what counts now is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import find
from analysis.app.results import Corpus
from analysis.auditing import AnchoredCodings, reanchor, resolve, translator
from analysis.auditing.blinding import open_points, teaching
from analysis.errors import DivisionError, LedgerError
from analysis.model import (
    Audit,
    Codebook,
    Coder,
    Coding,
    ManualSegmentation,
    PointKey,
    ResolvedCoding,
    Response,
    Segmentation,
)
from analysis.text import fingerprint

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier

Edit = Callable[[Segmentation], Segmentation]
"""Divides a document otherwise; raises ValueError with what is wrong with that."""


def divide(desk: AppContext, document: str, edit: Edit, coder: Coder, memo: str = "") -> Response:
    """Divide a response otherwise, by hand, and keep that as a record of its own; codings are left as they are.

    Raises UnreadableError where there is no such document, and DivisionError with what is wrong with the edit.
    """
    with desk.store.alone():
        response = find(desk, document)
        try:
            segmentation = edit(response.segmentation)
        except ValueError as error:
            raise DivisionError(f"{document}: {error}") from error
        if segmentation.coder != coder.id:
            raise DivisionError(f"{document}: the segmentation is signed by {segmentation.coder}, not by {coder.id}")
        text = fingerprint(response.document.text)
        desk.store.redivide(ManualSegmentation(segmentation, coder, text, desk.clock(), memo))
        return replace(response, segmentation=segmentation)


def code(desk: AppContext, intake: Corpus) -> tuple[Coder, int]:
    """Code all points with the codebook and all that people have coded; say who coded, and how many anew."""
    from analysis.classifying import code, machine_coder

    classifier = trained(intake, desk.store.codings(), desk.store.codebooks(), desk.store.audits().values())
    coder = machine_coder(classifier)
    done = desk.store.coded(coder)
    made_by = {r.document.name: r.segmentation.coder for r in intake.responses}
    words = words_of(intake)
    left = [i for i, p in enumerate(intake.points) if (p.key, made_by[p.document], words[p.key]) not in done]
    points, texts = [intake.points[i] for i in left], [intake.texts[i] for i in left]
    new = code(classifier, points, texts, [made_by[p.document] for p in points], desk.clock())
    if new:
        desk.store.know_codebook(intake.consultation.codebook, desk.clock())
    return coder, desk.store.append(new)


def trained(
    intake: Corpus, codings: Sequence[Coding], books: Mapping[str, Codebook], audits: Iterable[Audit]
) -> ThemeClassifier:
    """Return the classifier of the codebook, with all that people's codings teach it."""
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import contexts_of

    lessons = taught(codings, intake, books, audits)
    sets = [
        choice.coding.themes.intersection(intake.consultation.codebook.keys) if choice else None for choice in lessons
    ]
    unanswered = [choice.unanswered if choice else frozenset() for choice in lessons]
    classifier = ThemeClassifier(intake.consultation.codebook)
    return classifier.fit(intake.texts, sets, contexts_of(intake.points), unanswered)


def taught(
    codings: Iterable[Coding], intake: Corpus, books: Mapping[str, Codebook], audits: Iterable[Audit] = ()
) -> list[ResolvedCoding | None]:
    """For each point what people settled on, or None.

    Nothing that anybody says of a point that was drawn for an audit teaches before that audit was scored.
    """
    human = teaching(people(codings, intake).codings, open_points(audits, words_of(intake)))
    agreed = resolve(human, "", translator(books, intake.consultation.codebook))
    return [agreed.get(point.key) for point in intake.points]


def people(codings: Iterable[Coding], intake: Corpus) -> AnchoredCodings:
    """Return people's codings, carried to the points of today."""
    return reanchor((c for c in codings if not c.coder.is_machine), words_of(intake))


def words_of(intake: Corpus) -> dict[PointKey, str]:
    """Return the points of today, with the SHA-256 of their words."""
    return {point.key: fingerprint(text) for point, text in zip(intake.points, intake.texts, strict=True)}


def settled(desk: AppContext, intake: Corpus, coder: Coder) -> dict[PointKey, ResolvedCoding]:
    """Return the coding of every point that counts now; raises LedgerError if a point has none."""
    words = words_of(intake)
    codings = desk.store.codings(coder.id)
    own = [c for c in codings if c.coder.is_machine and words.get(c.point) == c.text_sha256]
    reading = translator(desk.store.codebooks(), intake.consultation.codebook)
    found = resolve([*own, *people(codings, intake).codings], coder.id, reading)
    for point in intake.points:
        if point.key not in found:
            raise LedgerError(f"{point.document}, point {point.label}: nobody has coded it; run `everypoint code`")
    return found
