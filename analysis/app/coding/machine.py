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


def code(app: AppContext, corpus: Corpus) -> tuple[Coder, int]:
    """Code all points with the codebook and all that people have coded; say who coded, and how many anew."""
    from analysis.classifying import code, machine_coder

    classifier = trained(corpus, app.store.codings(), app.store.codebooks(), app.store.audits().values())
    coder = machine_coder(classifier)
    coded_points = app.store.coded(coder)
    divided_by = {r.document.name: r.segmentation.coder for r in corpus.responses}
    digests = words_of(corpus)
    uncoded_rows = [
        i for i, p in enumerate(corpus.points) if (p.key, divided_by[p.document], digests[p.key]) not in coded_points
    ]
    uncoded, texts = [corpus.points[i] for i in uncoded_rows], [corpus.texts[i] for i in uncoded_rows]
    new_codings = code(classifier, uncoded, texts, [divided_by[p.document] for p in uncoded], app.clock())
    if new_codings:
        app.store.know_codebook(corpus.consultation.codebook, app.clock())
    return coder, app.store.append(new_codings)


def trained(
    corpus: Corpus, codings: Sequence[Coding], books: Mapping[str, Codebook], audits: Iterable[Audit]
) -> ThemeClassifier:
    """Return the classifier of the codebook, with all that people's codings teach it."""
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import contexts_of

    lessons = taught(codings, corpus, books, audits)
    taught_sets = [
        settled_coding.coding.themes.intersection(corpus.consultation.codebook.keys) if settled_coding else None
        for settled_coding in lessons
    ]
    unanswered_themes = [settled_coding.unanswered if settled_coding else frozenset() for settled_coding in lessons]
    classifier = ThemeClassifier(corpus.consultation.codebook)
    return classifier.fit(corpus.texts, taught_sets, contexts_of(corpus.points), unanswered_themes)


def taught(
    codings: Iterable[Coding], corpus: Corpus, books: Mapping[str, Codebook], audits: Iterable[Audit] = ()
) -> list[ResolvedCoding | None]:
    """Return for each point the coding that people settled on, or None.

    Nothing that anybody says of a point that was drawn for an audit teaches before that audit was scored.
    """
    teaching_codings = teaching(people(codings, corpus).codings, open_points(audits, words_of(corpus)))
    choices = resolve(teaching_codings, "", translator(books, corpus.consultation.codebook))
    return [choices.get(point.key) for point in corpus.points]


def people(codings: Iterable[Coding], corpus: Corpus) -> AnchoredCodings:
    """Return people's codings, carried to the points of today."""
    return reanchor((c for c in codings if not c.coder.is_machine), words_of(corpus))


def words_of(corpus: Corpus) -> dict[PointKey, str]:
    """Return the points of today, with the SHA-256 of their words."""
    return {point.key: fingerprint(point_text) for point, point_text in zip(corpus.points, corpus.texts, strict=True)}


def settled(app: AppContext, corpus: Corpus, coder: Coder) -> dict[PointKey, ResolvedCoding]:
    """Return the coding of every point that counts now; raises LedgerError if a point has none."""
    digests = words_of(corpus)
    codings = app.store.codings(coder.id)
    machine_codings = [c for c in codings if c.coder.is_machine and digests.get(c.point) == c.text_sha256]
    translate = translator(app.store.codebooks(), corpus.consultation.codebook)
    resolved_codings = resolve([*machine_codings, *people(codings, corpus).codings], coder.id, translate)
    for point in corpus.points:
        if point.key not in resolved_codings:
            raise LedgerError(f"{point.document}, point {point.label}: nobody has coded it; run `everypoint code`")
    return resolved_codings
