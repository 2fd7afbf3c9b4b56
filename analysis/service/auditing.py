"""Auditing in a spreadsheet: points leave as a sheet that people fill in, and come back as their codings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import OutputError, UnreadableError
from analysis.model import Coder, CoderKind, Coding, CodingMode, Outcome, Point, PointKey
from analysis.service.desk import Desk
from analysis.service.files import why
from analysis.service.judging import code, people
from analysis.service.receiving import take_in
from analysis.service.results import Intake
from analysis.text import fingerprint
from analysis.workspace import write_together

if TYPE_CHECKING:
    from analysis.exporting import AuditRow, AuditSheet, FilledIn, FilledRow, RefusedRow

AUDITS = "audits"
"""The folder of ``responses/`` in which sheets are no responses."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which points leave for an audit: all, those that nobody has judged, or a sample of a size drawn by a seed."""

    unaudited: bool = False
    sample: int | None = None
    seed: int = 1

    @property
    def told(self) -> str:
        """The same in words."""
        if self.sample is not None:
            return f"a sample of {self.sample}, seed {self.seed}"
        return "those that nobody had judged" if self.unaudited else "all points"


@dataclass(frozen=True, slots=True)
class ExportedAudit:
    """An audit sheet that was written: where, with the codebook beside it if it is not inside, and its points."""

    path: Path
    codebook: Path | None
    points: int


@dataclass(frozen=True, slots=True)
class ImportedAudit:
    """What became of an audit sheet's rows; ``repeated`` rows say what the auditor had said before."""

    auditor: str
    recorded: int
    repeated: int
    blank: int
    refused: tuple[RefusedRow, ...]


def auditor(name: str) -> Coder:
    """The person of this name; case and spacing make nobody another person."""
    shown = " ".join(name.split())
    return Coder(shown.casefold(), CoderKind.HUMAN, shown)


# Out ------------------------------------------------------------------------------------------------------------------


def export_audits(
    desk: Desk, file: Path, by: str, wanted: Wanted, mode: CodingMode = CodingMode.BLIND
) -> ExportedAudit:
    """Write a sheet of points for one person to judge; blind, it holds nothing of what the machine thinks.

    Raises UnreadableError or OutputError where the file cannot be one, or is there already: it may be filled in.
    """
    from analysis.exporting import AuditSheet

    _must_be_fit(desk, file)
    if not by.split():
        raise UnreadableError("--auditor", "an audit sheet needs the name of whoever fills it in")
    with desk.store.alone():
        intake = take_in(desk)
        rows = _rows(desk, intake, wanted, mode)
        codebook = intake.consultation.codebook
        desk.store.know_codebook(codebook, desk.clock())
    sheet = AuditSheet(mode, auditor(by).name, codebook, tuple(rows), wanted.told)
    files = _files(file, sheet)
    write_together(files)
    companion = next((path for path in files if path != file), None)
    return ExportedAudit(file, companion, len(rows))


def _must_be_fit(desk: Desk, file: Path) -> None:
    from analysis.exporting import SHEETS

    if file.suffix.lower() not in SHEETS:
        raise OutputError(f"{file}: audit sheets are written as {' or '.join(SHEETS)}; name the file so")
    if file.exists():
        raise OutputError(f"{file} exists already and may be filled in; name another file, or move it away")
    where, responses = file.resolve(), desk.workspace.responses.resolve()
    if where.is_relative_to(responses) and not where.is_relative_to(responses / AUDITS):
        raise OutputError(f"{file} would be read as a response there; put it into {desk.workspace.responses / AUDITS}")


def _files(file: Path, sheet: AuditSheet) -> dict[Path, bytes]:
    """The sheet, and the codebook beside it where the sheet has no room for it."""
    from analysis.exporting import as_csv, as_workbook, codebook_as_csv

    if file.suffix.lower() == ".xlsx":
        return {file: as_workbook(sheet)}
    return {file: as_csv(sheet), file.with_suffix(".codebook.csv"): codebook_as_csv(sheet.codebook)}


def _rows(desk: Desk, intake: Intake, wanted: Wanted, mode: CodingMode) -> list[AuditRow]:
    from analysis.exporting import AuditRow

    said = _suggestions(desk, intake) if mode is CodingMode.ASSISTED else None
    questions = {question.key: question.text for question in intake.consultation.questions}
    chosen = _chosen(desk, intake, wanted)
    return [
        AuditRow(point, text, questions.get(point.question or "", ""), said.get(point.key, "") if said else None)
        for point, text in zip(intake.points, intake.texts, strict=True)
        if point.key in chosen
    ]


def _chosen(desk: Desk, intake: Intake, wanted: Wanted) -> set[PointKey]:
    points = list(zip(intake.points, intake.texts, strict=True))
    if wanted.unaudited:
        judged = {coding.point for coding in people(desk.store.codings(), intake).codings}
        points = [(point, text) for point, text in points if point.key not in judged]
    if wanted.sample is not None:
        points = drawn(points, wanted.sample, wanted.seed)
    return {point.key for point, _ in points}


def drawn(points: Iterable[tuple[Point, str]], size: int, seed: int) -> list[tuple[Point, str]]:
    """So many points, each with the same chance: those with the lowest hash of the seed and the point.

    A larger sample of the same seed holds the smaller one, and what else is in the consultation changes no order.
    """

    def lot(point: Point, text: str) -> str:
        return hashlib.sha256(repr((seed, *point.key, text)).encode("utf-8", "backslashreplace")).hexdigest()

    return sorted(points, key=lambda one: lot(*one))[:size]


def _suggestions(desk: Desk, intake: Intake) -> dict[PointKey, str]:
    """The machine's themes of each point, surest first, with their probabilities."""
    coder, _ = code(desk, intake)
    return {c.point: _suggestion(c) for c in desk.store.codings(coder.id) if c.coder.kind is CoderKind.MACHINE}


def _suggestion(coding: Coding) -> str:
    scores = dict(coding.scores)
    themes = sorted(coding.themes, key=lambda theme: (-scores.get(theme, 0.0), theme))
    return ", ".join(f"{theme} ({scores.get(theme, 0.0):.2f})" for theme in themes) or "none of the themes"


# In -------------------------------------------------------------------------------------------------------------------


def import_audits(desk: Desk, file: Path, by: str = "") -> ImportedAudit:
    """Record what a filled-in sheet says as codings of its auditor's, or of the one named; all good rows or none.

    A row that does not fit is refused with its number and the reason; one that says what was said before is not
    recorded again. Raises UnreadableError where the whole file cannot be used.
    """
    from analysis.exporting import filled_in, rows_of

    rows = rows_of(_content(file), str(file))
    with desk.store.alone():
        intake = take_in(desk)
        current = intake.consultation.codebook
        codebooks = {**desk.store.codebooks(), current.version: current}
        sheet = filled_in(rows, codebooks, str(file))
        coder = auditor(by or sheet.auditor)
        if not coder.id:
            raise UnreadableError(str(file), "it does not say who filled it in; name them with --auditor")
        codings, refused = _codings(intake, sheet, coder, desk.clock())
        before = people((c for c in desk.store.codings() if c.coder.id == coder.id), intake).codings
        new, repeated, undone = _compared(codings, before)
        if new:
            desk.store.know_codebook(codebooks[sheet.codebook], desk.clock())
        desk.store.append(new)
    told = tuple(sorted((*sheet.refused, *refused, *undone), key=lambda row: row.row))
    return ImportedAudit(coder.name, len(new), repeated, sheet.blank, told)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableError(str(file), why(error)) from error


def _codings(intake: Intake, sheet: FilledIn, coder: Coder, time: str) -> tuple[dict[int, Coding], list[RefusedRow]]:
    """A coding for each row that fits, by the row's number, and the rows that do not."""
    from analysis.exporting import Addresses, RefusedRow

    words = {point.key: text for point, text in zip(intake.points, intake.texts, strict=True)}
    divided_by = {r.document.name: r.segmentation.coder for r in intake.responses}
    addresses = Addresses(words)
    found: dict[int, Coding] = {}
    refused: list[RefusedRow] = []
    for row in sheet.rows:
        try:
            point = addresses.find(row.point)
        except ValueError as error:
            refused.append(RefusedRow(row.row, str(error)))
        else:
            found[row.row] = _coding(row, sheet, point, words[point], divided_by[point.document], coder, time)
    times = Counter(coding.point for coding in found.values())
    for number, coding in list(found.items()):
        if times[coding.point] > 1:
            others = ", ".join(str(n) for n, other in found.items() if other.point == coding.point and n != number)
            refused.append(RefusedRow(number, f"its point has a mark in row {others} as well; keep one of them"))
    return {n: coding for n, coding in found.items() if times[coding.point] == 1}, refused


def _coding(
    row: FilledRow, sheet: FilledIn, point: PointKey, words: str, divided_by: str, coder: Coder, time: str
) -> Coding:
    return Coding(
        point=point,
        coder=coder,
        codebook=sheet.codebook,
        segmentation=divided_by,
        themes=row.themes,
        time=time,
        memo=row.memo,
        mode=sheet.mode,
        outcome=row.outcome,
        text=fingerprint(words),
    )


def _compared(codings: Mapping[int, Coding], before: Sequence[Coding]) -> tuple[list[Coding], int, list[RefusedRow]]:
    """What is new; how many codings are this auditor's last word already; and rows that would undo a later word."""
    from analysis.exporting import RefusedRow

    earlier: dict[PointKey, list[Coding]] = {}
    for coding in before:
        earlier.setdefault(coding.point, []).append(coding)
    new: list[Coding] = []
    undone: list[RefusedRow] = []
    for number, coding in codings.items():
        same = [_judgement(coding) == _judgement(other) for other in earlier.get(coding.point, ())]
        if not any(same):
            new.append(coding)
        elif not same[-1]:
            # An old file that is imported again must not silently bring back what was changed since.
            since = earlier[coding.point][-1].time[:10]
            undone.append(RefusedRow(number, _CHANGED.format(who=coding.coder.name, since=since)))
    return new, len(codings) - len(new) - len(undone), undone


_CHANGED = (
    "{who} judged so before and otherwise since, on {since}; "
    "to go back to this, write into the row's memo that this is meant"
)


def _judgement(coding: Coding) -> tuple[frozenset[str], Outcome, str, CodingMode, str, str]:
    return coding.themes, coding.outcome, coding.memo, coding.mode, coding.codebook, coding.text


# Withdrawn ------------------------------------------------------------------------------------------------------------


def withdraw_audits(desk: Desk, documents: Collection[str]) -> int:
    """Take the rows about these documents out of every sheet in ``responses/audits/``, and say how many they were.

    Raises UnreadableError for a sheet that cannot be looked through. Sheets elsewhere are beyond our reach.
    """
    folder = desk.workspace.responses / AUDITS
    return sum(without(documents, path) for path in sorted(folder.rglob("*")) if _is_sheet(path))


def _is_sheet(path: Path) -> bool:
    """Whether a file may be a sheet, and not what a spreadsheet program leaves beside one while it is open."""
    from analysis.exporting import SHEETS

    return path.is_file() and path.suffix.lower() in SHEETS and not path.name.startswith((".", "~$"))


def without(documents: Collection[str], file: Path) -> int:
    """Take the rows about these documents out of one sheet, and say how many they were."""
    from analysis.exporting import without as rest_of

    rest, gone = rest_of(documents, _content(file), str(file))
    if gone:
        write_together({file: rest})
    return gone
