"""Judging: points are coded by the machine, documents divided by hand, and what counts now is settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.auditing import settle
from analysis.errors import DivisionError, LedgerError
from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    PointKey,
    Redivision,
    Response,
    Segmentation,
    SettledCoding,
)
from analysis.service.desk import Desk
from analysis.service.receiving import find, take_in
from analysis.service.results import Intake
from analysis.text import fingerprint

Edit = Callable[[Segmentation], Segmentation]
"""Divides a document otherwise; raises ValueError with what is wrong with that."""


def divide(desk: Desk, document: str, edit: Edit, coder: Coder, memo: str = "") -> Response:
    """Divide a response otherwise, by hand, and keep that as a record of its own; codings are left as they are.

    Raises UnreadableError where there is no such document, and DivisionError with what is wrong with the edit.
    """
    with desk.store.alone():
        response = find(desk, document)
        try:
            segmentation = edit(response.segmentation)
        except ValueError as error:
            raise DivisionError(f"{document}: {error}") from error
        text = fingerprint(response.document.text)
        desk.store.redivide(Redivision(segmentation, coder, text, desk.clock(), memo))
        return replace(response, segmentation=segmentation)


def code(desk: Desk, intake: Intake) -> tuple[Coder, int]:
    """Code all points with the codebook and all that people have coded; say who coded, and how many anew."""
    from analysis.classifying import ThemeClassifier, code, machine_coder

    classifier = ThemeClassifier(intake.consultation.codebook).fit(intake.texts, taught(desk.store.codings(), intake))
    coder = machine_coder(classifier)
    done = desk.store.coded(coder)
    made_by = {r.document.name: r.segmentation.coder for r in intake.responses}
    left = [i for i, p in enumerate(intake.points) if (p.key, made_by[p.document]) not in done]
    points, texts = [intake.points[i] for i in left], [intake.texts[i] for i in left]
    new = code(classifier, points, texts, [made_by[p.document] for p in points], desk.clock())
    if new:
        desk.store.know_codebook(intake.consultation.codebook, desk.clock())
    return coder, desk.store.append(new)


def taught(codings: Sequence[Coding], intake: Intake) -> list[frozenset[str] | None]:
    """For each point the themes that people settled on, or None; a blind audit measures and so must not teach."""
    keys = set(intake.consultation.codebook.keys)
    human = [c for c in codings if c.coder.kind is not CoderKind.MACHINE and c.mode is not CodingMode.BLIND]
    agreed = settle(human, machine="")
    choices = (agreed.get(point.key) for point in intake.points)
    return [choice.coding.themes & keys if choice else None for choice in choices]


def settled(desk: Desk, intake: Intake, coder: Coder) -> dict[PointKey, SettledCoding]:
    """The coding of every point that counts now; raises LedgerError if a point has none."""
    current = {point.key for point in intake.points}
    found = settle((c for c in desk.store.codings(coder.id) if c.point in current), coder.id)
    for point in intake.points:
        if point.key not in found:
            raise LedgerError(f"{point.document}, point {point.label}: nobody has coded it; run `everypoint code`")
    return found


def take_in_and_code(desk: Desk) -> tuple[Intake, Coder, int]:
    """Take in what is new and code it, as the only writer: what was taken in, who coded, and how many anew."""
    from analysis.service.receiving import described

    described(desk)  # a mistake is told before anything is written
    with desk.store.alone():
        intake = take_in(desk)
        return intake, *code(desk, intake)
