"""Auditing in a spreadsheet: points leave as a sheet that people fill in, and come back as their codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.app.audit.sheet_claims import in_their_modes, judgement, must_be_drawn
from analysis.app.coding.machine import code
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.single_file import named
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed, take
from analysis.errors import OutputError, UnreadableError
from analysis.model import Audit, Coder, Coding, CodingMode, Outcome, PointKey, is_position_frame
from analysis.workspace import write_together

if TYPE_CHECKING:
    from analysis.exporting import AuditRow, AuditSheet, FilledIn, FilledRow, RefusedRow
    from analysis.exporting.sheet_rows import Numbered

AUDITS = "audits"
"""The folder of ``responses/`` in which sheets are no responses."""


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """The points wanted in an audit sheet: all, those that nobody has judged, or a sample of a size drawn by a seed.

    ``drawn``: those of an audit that was drawn which nobody has coded yet, in the order in which they are to be coded.
    ``second``: those of it that somebody else has coded, for a second opinion. ``audit`` names it, if not the last.
    ``first``: no more than so many, the first of them.
    """

    unaudited: bool = False
    first: int | None = None
    drawn: bool = False
    second: bool = False
    audit: str = ""

    @property
    def told(self) -> str:
        """Return in words which points a sheet holds."""
        if self.drawn or self.second:
            points = "drawn for an audit" + (", for a second opinion" if self.second else "")
        else:
            points = "those that nobody had judged" if self.unaudited else "all points"
        return points if self.first is None else f"{points}, the first {self.first}"


@dataclass(frozen=True, slots=True)
class ExportedAudit:
    """An audit sheet that was written: where, with the codebook beside it if it is not inside, and its points.

    ``use`` says what the judgements will be good for. ``left_out`` points are not in it, because an audit has drawn
    them, or points of the same words, and is open: its own sheet has them. ``seen`` ones are not, because this person
    has seen the machine's opinion of them: somebody else must code them.
    """

    path: Path
    codebook: Path | None
    points: int
    use: str
    left_out: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class ImportedAudit:
    """The result of importing an audit sheet; ``repeated`` rows say what the auditor had said before.

    ``seen`` of those recorded do not count as blind, because the auditor had seen the machine's opinion of them.
    ``second`` are second opinions on points that somebody else had coded blind.
    """

    auditor: str
    recorded: int
    repeated: int
    blank: int
    refused: tuple[RefusedRow, ...]
    seen: int = 0
    second: int = 0


# Out ------------------------------------------------------------------------------------------------------------------


def export_audits(
    app: AppContext, file: Path, auditor_name: str, request: SheetRequest, mode: CodingMode = CodingMode.BLIND
) -> ExportedAudit:
    """Write a sheet of points for one person to judge; blind, it holds nothing of what the machine thinks.

    Raises UnreadableError or OutputError where the file cannot be one, or is there already: it may be filled in.
    """
    from analysis.exporting import AuditSheet, SheetSample

    _must_be_fit(app, file)
    if not auditor_name.split():
        raise UnreadableError("--auditor", "an audit sheet needs the name of whoever fills it in")
    mode = CodingMode.SECOND if request.second else mode
    with app.store.alone():
        snapshot, coder = take(app).frame_of(request.audit), Coder.person(auditor_name)
        chosen_points = _chosen(snapshot, request, coder)
        rows = _rows(app, snapshot, chosen_points.points, mode)
        codebook = snapshot.codebook
        app.store.know_codebook(codebook, app.clock())
        drawing = SheetSample.of(chosen_points.audit) if chosen_points.audit else None
        sheet = AuditSheet(mode, coder.name, codebook, tuple(rows), request.told, drawing)
        files = _files(file, sheet)
        if mode is CodingMode.ASSISTED:
            # Recorded before the sheet is there: whoever may have seen it is not blind.
            app.store.show(coder, [(row.point.key, snapshot.digests[row.point.key]) for row in rows], app.clock())
    write_together(files)
    companion = next((path for path in files if path != file), None)
    return ExportedAudit(file, companion, len(rows), sheet.use, chosen_points.left_out, chosen_points.seen)


def _must_be_fit(app: AppContext, file: Path) -> None:
    from analysis.exporting import SHEETS

    if file.suffix.lower() not in SHEETS:
        raise OutputError(f"{file}: audit sheets are written as {' or '.join(SHEETS)}; name the file so")
    if file.exists():
        raise OutputError(f"{file} exists already and may be filled in; name another file, or move it away")
    sheet_path, responses = file.resolve(), app.workspace.responses.resolve()
    if sheet_path.is_relative_to(responses) and not sheet_path.is_relative_to(responses / AUDITS):
        raise OutputError(f"{file} would be read as a response there; put it into {app.workspace.responses / AUDITS}")


def _files(file: Path, sheet: AuditSheet) -> dict[Path, bytes]:
    """Return the sheet, and the codebook beside it where the sheet has no room for it."""
    from analysis.exporting import as_csv, as_workbook, codebook_as_csv

    if file.suffix.lower() == ".xlsx":
        return {file: as_workbook(sheet)}
    return {file: as_csv(sheet), file.with_suffix(".codebook.csv"): codebook_as_csv(sheet.codebook)}


def _rows(app: AppContext, snapshot: Snapshot, chosen: Sequence[PointKey], mode: CodingMode) -> list[AuditRow]:
    from analysis.exporting import AuditRow

    corpus = snapshot.corpus
    suggestions = _suggestions(app, snapshot) if mode is CodingMode.ASSISTED else None
    questions = {question.key: question.text for question in corpus.consultation.questions}
    texts = {point.key: (point, point_text) for point, point_text in zip(corpus.points, corpus.texts, strict=True)}
    return [
        AuditRow(
            point,
            point_text,
            questions.get(point.question or "", ""),
            suggestions.get(point.key, "") if suggestions else None,
            corpus.citations[point.key].name,
        )
        for point, point_text in (texts[key] for key in chosen)
    ]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The points of a sheet in its order, and how many were left out or seen by whoever fills it in."""

    points: list[PointKey]
    left_out: int = 0
    seen: int = 0
    audit: Audit | None = None


def _chosen(snapshot: Snapshot, request: SheetRequest, coder: Coder) -> _Chosen:
    if request.drawn or request.second:
        return _of_audit(snapshot, request, coder)
    points = [point for point in snapshot.digests if point not in snapshot.hidden.points]
    left_out = len(snapshot.digests) - len(points)
    if request.unaudited:
        points = [point for point in points if point not in snapshot.of_point]
    return _Chosen(points[: request.first], left_out)


def _of_audit(snapshot: Snapshot, request: SheetRequest, coder: Coder) -> _Chosen:
    """Return the drawn points that are left for this person, without those whose suggestions they have seen."""
    audit = snapshot.audit(request.audit)
    sample, seen_points = snapshot.sample(audit), snapshot.blinding.seen_by(coder)
    blind_codings = sample.coded(snapshot.people.codings)
    if request.second:
        own_seconds = {point for coder_id, point in blind_codings.others if coder_id == coder.id}
        first_by_others = {point for point, coding in blind_codings.first.items() if coding.coder.id != coder.id}
        points = [point for point in sample.today.drawn if point in first_by_others and point not in own_seconds]
    else:
        points = [point for point in sample.open if point not in blind_codings.first]
    unseen_points = [point for point in points if point not in seen_points]
    return _Chosen(unseen_points[: request.first], seen=len(points) - len(unseen_points), audit=audit)


def _suggestions(app: AppContext, snapshot: Snapshot) -> dict[PointKey, str]:
    """Return the machine's themes of each point, surest first, with how sure it is."""
    coded, _ = code(app, snapshot)
    return {coding.point: _suggestion(coding) for coding in coded.machine_codings(coded.machine.id)}


def _suggestion(coding: Coding) -> str:
    from analysis.tally.uncertainty import surenesses

    scores, how_sure = dict(coding.scores), surenesses(coding)
    themes = sorted(coding.themes, key=lambda theme: (-scores.get(theme, 0.0), theme))
    given = [f"{theme} ({how_sure[theme]})" if theme in how_sure else theme for theme in themes]
    nothing_given = "none of the themes" if coding.outcome is Outcome.CODED else f"for a person: {coding.memo}"
    return ", ".join(given) or nothing_given


# In -------------------------------------------------------------------------------------------------------------------


def import_audits(app: AppContext, file: Path, auditor_name: str = "") -> ImportedAudit:
    """Record what a filled-in sheet says as codings of its auditor's, or of the one named; all good rows or none.

    A row that does not fit is refused with its number and the reason; one that says what was said before is not
    recorded again. Raises UnreadableError where the whole file cannot be used.
    """
    from analysis.exporting import rows_of

    numbered_rows = rows_of(named(file), str(file))
    with app.store.alone():
        return imported(app, take(app), numbered_rows, str(file), auditor_name)


def imported(app: AppContext, snapshot: Snapshot, rows: Numbered, name: str, auditor_name: str = "") -> ImportedAudit:
    """Record what the rows of a sheet say; whoever calls writes alone."""
    from analysis.exporting import filled_in

    frames = (snapshot, snapshot.positions)
    codebooks = {**snapshot.codebooks, **{frame.codebook.version: frame.codebook for frame in frames}}
    sheet = filled_in(rows, codebooks, name)
    snapshot = snapshot.positions if is_position_frame(codebooks[sheet.codebook]) else snapshot
    coder = Coder.person(auditor_name or sheet.auditor)
    if not coder.id:
        raise UnreadableError(name, "it does not say who filled it in; name them with --auditor")
    codings, unfit_rows = _codings(snapshot.corpus, sheet, coder, app.clock())
    if sheet.drawing and codings:
        must_be_drawn(app, snapshot, sheet.drawing, {c.point for c in codings.values()}, coder, name)
        snapshot = renewed(snapshot)
    codings = in_their_modes(snapshot, coder, codings)
    new_codings, repeated_count, undone_rows = _compared(
        codings, [coding for coding in snapshot.people.codings if coding.coder.id == coder.id]
    )
    if new_codings:
        app.store.know_codebook(codebooks[sheet.codebook], app.clock())
    app.store.append(new_codings)
    refused = tuple(sorted((*sheet.refused, *unfit_rows, *undone_rows), key=lambda row: row.row))
    second_count = sum(coding.mode is CodingMode.SECOND for coding in new_codings)
    sighted_count = (
        sum(c.mode is CodingMode.ASSISTED for c in new_codings) if sheet.mode is not CodingMode.ASSISTED else 0
    )
    return ImportedAudit(
        coder.name, len(new_codings), repeated_count, sheet.blank, refused, sighted_count, second_count
    )


def _codings(corpus: Corpus, sheet: FilledIn, coder: Coder, time: str) -> tuple[dict[int, Coding], list[RefusedRow]]:
    """Return a coding for each row that fits, by the row's number, and the rows that do not."""
    from analysis.exporting import Addresses, RefusedRow

    text_of_point = {point.key: point_text for point, point_text in zip(corpus.points, corpus.texts, strict=True)}
    divided_by = {r.document.name: r.segmentation.coder for r in corpus.responses}
    addresses = Addresses(text_of_point)
    coding_of_row: dict[int, Coding] = {}
    refused: list[RefusedRow] = []
    for row in sheet.rows:
        try:
            point = addresses.find(row.point)
        except ValueError as error:
            refused.append(RefusedRow(row.row, str(error)))
        else:
            coding_of_row[row.row] = _coding(
                row, sheet, point, corpus.digests[point], divided_by[point.document], coder, time
            )
    times = Counter(coding.point for coding in coding_of_row.values())
    for number, coding in list(coding_of_row.items()):
        if times[coding.point] > 1:
            other_rows = ", ".join(
                str(n) for n, other in coding_of_row.items() if other.point == coding.point and n != number
            )
            refused.append(RefusedRow(number, f"its point has a mark in row {other_rows} as well; keep one of them"))
    return {n: coding for n, coding in coding_of_row.items() if times[coding.point] == 1}, refused


def _coding(
    row: FilledRow, sheet: FilledIn, point: PointKey, text_sha256: str, divided_by: str, coder: Coder, time: str
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
        text_sha256=text_sha256,
    )


def _compared(codings: Mapping[int, Coding], before: Sequence[Coding]) -> tuple[list[Coding], int, list[RefusedRow]]:
    """Return what is new, how many codings were said last already, and rows that would undo a later word."""
    from analysis.exporting import RefusedRow

    earlier_codings: dict[PointKey, list[Coding]] = {}
    for coding in before:
        earlier_codings.setdefault(coding.point, []).append(coding)
    new_codings: list[Coding] = []
    undone_rows: list[RefusedRow] = []
    for number, coding in codings.items():
        is_repeated = [
            judgement(coding) == judgement(earlier_coding) for earlier_coding in earlier_codings.get(coding.point, ())
        ]
        if not any(is_repeated):
            new_codings.append(coding)
        elif not is_repeated[-1]:
            # An old file that is imported again must not silently bring back what was changed since.
            changed_on = earlier_codings[coding.point][-1].time[:10]
            undone_rows.append(RefusedRow(number, _CHANGED.format(who=coding.coder.name, since=changed_on)))
    return new_codings, len(codings) - len(new_codings) - len(undone_rows), undone_rows


_CHANGED = (
    "{who} gave this answer before and a different one since, on {since}; to go back to this one, say so in the row's "
    "memo"
)


# Withdrawn ------------------------------------------------------------------------------------------------------------


def withdraw_audits(app: AppContext, documents: Collection[str]) -> int:
    """Take the rows about these documents out of every sheet in ``responses/audits/``, and say how many they were.

    Raises UnreadableError for a sheet that cannot be looked through. Sheets elsewhere are beyond our reach.
    """
    folder = app.workspace.responses / AUDITS
    return sum(without(documents, path) for path in sorted(folder.rglob("*")) if is_sheet(path))


def is_sheet(path: Path) -> bool:
    """Return whether a file may be a sheet, and not what a spreadsheet program leaves beside one while it is open."""
    from analysis.exporting import SHEETS

    return path.is_file() and path.suffix.lower() in SHEETS and not path.name.startswith((".", "~$"))


def without(documents: Collection[str], file: Path) -> int:
    """Take the rows about these documents out of one sheet, and say how many they were."""
    from analysis.exporting import without as rest_of

    remaining_bytes, removed_count = rest_of(documents, named(file), str(file))
    if removed_count:
        write_together({file: remaining_bytes})
    return removed_count
