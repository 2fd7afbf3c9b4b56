"""Filled-in audit sheets: a judgement for each row that says one, and a reason for each that cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import UnreadableError
from analysis.exporting.audit_sheet import ABOUT, CANNOT_TELL, MEMO, NONE, POINT, SheetSample, theme_header
from analysis.exporting.formula_guard import unguarded
from analysis.exporting.sheet_rows import Numbered
from analysis.model import Codebook, CodingMode, Design, Outcome

GIVEN = frozenset({"x", "1", "yes", "y", "true", "✓", "✔"})
NOT_GIVEN = frozenset({"", "0", "no", "n", "false", "-"})
MARKS = GIVEN | NOT_GIVEN

FIXED = (*ABOUT, NONE, CANNOT_TELL, MEMO)
"""All columns of ours but the themes'."""

MODES = {mode.value: mode for mode in (CodingMode.BLIND, CodingMode.SECOND, CodingMode.ASSISTED)}


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row's judgement; ``point`` is the address as it stands in the sheet."""

    row: int
    point: str
    themes: frozenset[str]
    outcome: Outcome
    memo: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that does not fit, by the number that the spreadsheet shows, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A whole sheet: how and by whom it was filled in, the judgements, the refused rows, and how many are blank.

    ``drawing``: the audit whose points it holds, where these were drawn.
    """

    mode: CodingMode
    auditor: str
    codebook: str
    rows: tuple[FilledRow, ...]
    refused: tuple[RefusedRow, ...]
    blank: int
    drawing: SheetSample | None = None


@dataclass(frozen=True, slots=True)
class _Columns:
    """The place of each column; ``unknown`` are those that are neither a theme of the codebook nor ours."""

    fixed: Mapping[str, int]
    themes: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]


def filled_in(rows: Numbered, codebooks: Mapping[str, Codebook], name: str) -> FilledIn:
    """Return what a sheet says, by the codebook that it was made with; raises UnreadableError where no row can be
    used."""
    facts = _facts(rows[0][1])
    mode = MODES.get(facts.get("mode", ""))
    if mode is None:
        raise UnreadableError(name, f"its first row does not say “mode: {'” or “mode: '.join(MODES)}”; put that back")
    codebook = codebooks.get(facts.get("codebook", ""))
    if codebook is None:
        raise UnreadableError(
            name,
            "it was made with a codebook that this workspace has never had, or its first row has been changed; "
            "put the first row back as it was exported, or export the points anew",
        )
    columns, below = _header(rows[1:], codebook, name)
    judged, refused, blank = _read(below, columns, codebook)
    who, drawing = facts.get("auditor", ""), _drawing(facts, name)
    return FilledIn(mode, who, codebook.version, tuple(judged), tuple(refused), blank, drawing)


def _drawing(facts: Mapping[str, str], name: str) -> SheetSample | None:
    """Return how the points were drawn, if they were."""
    if "audit" not in facts:
        return None
    try:
        by = tuple(filter(None, (word.strip() for word in facts.get("by", "").split(","))))
        sizes = tuple(int(size) for size in facts["drawn"].split(","))
        return SheetSample(facts["audit"], int(facts["seed"]), Design(facts["design"]), by, sizes)
    except (KeyError, ValueError) as error:
        raise UnreadableError(
            name, "its first row does not say how its points were drawn; put that back as it was exported"
        ) from error


def _facts(head: Sequence[str]) -> dict[str, str]:
    """Return what the first row says: its cells of the form “name: value”."""
    pairs = (cell.partition(":") for cell in head)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


# Columns --------------------------------------------------------------------------------------------------------------


def _header(rows: Numbered, codebook: Codebook, name: str) -> tuple[_Columns, Numbered]:
    """Return the columns, and the rows below them."""
    for at, (_, cells) in enumerate(rows):
        names = [unguarded(cell).strip() for cell in cells]
        if POINT in map(str.lower, names):
            columns = _columns(names, codebook, name)
            missing = [theme_header(theme) for theme in codebook.themes if theme.key not in columns.themes]
            if missing:
                # Without its column nobody can say that a theme is not given.
                raise UnreadableError(name, f"the column of a theme is missing: {'; '.join(missing)}; put it back")
            return columns, rows[at + 1 :]
    raise UnreadableError(name, f"no row names the columns; put the row back that begins with “{POINT}”")


def _columns(names: Sequence[str], codebook: Codebook, file: str) -> _Columns:
    fixed: dict[str, int] = {}
    themes: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for position, name in enumerate(names):
        key = name.partition(":")[0].strip()
        is_ours = name.lower() in FIXED
        found = fixed if is_ours else themes
        wanted = name.lower() if is_ours else key
        if not is_ours and key not in codebook.keys:
            unknown.append((position, name))
        elif wanted in found:
            raise UnreadableError(file, f"two columns are called {name}; keep one of them")
        else:
            found[wanted] = position
    return _Columns(fixed, themes, tuple(unknown))


# Rows -----------------------------------------------------------------------------------------------------------------


def _read(rows: Numbered, columns: _Columns, codebook: Codebook) -> tuple[list[FilledRow], list[RefusedRow], int]:
    judged: list[FilledRow] = []
    refused: list[RefusedRow] = []
    blank = 0
    for number, cells in rows:
        reasons = list(_mistakes(cells, columns, codebook))
        if reasons:
            refused.append(RefusedRow(number, "; ".join(reasons)))
        elif _is_blank(cells, columns):
            blank += any(cells)
        else:
            judged.append(_judgement(number, cells, columns))
    return judged, refused, blank


def _cell(cells: Sequence[str], position: int | None) -> str:
    return unguarded(cells[position]).strip() if position is not None and position < len(cells) else ""


def _mark(cells: Sequence[str], position: int | None) -> str:
    return _cell(cells, position).lower()


def _is_blank(cells: Sequence[str], columns: _Columns) -> bool:
    """Return whether nobody has put anything into a row: that is no judgement."""
    own = (columns.fixed.get(name) for name in (NONE, CANNOT_TELL, MEMO))
    others = (position for position, _ in columns.unknown)
    return not any(_cell(cells, position) for position in (*columns.themes.values(), *own, *others))


def _mistakes(cells: Sequence[str], columns: _Columns, codebook: Codebook) -> Iterator[str]:
    """Yield what is wrong with a row; nothing is wrong with a blank one."""
    if _is_blank(cells, columns):
        return
    if not _cell(cells, columns.fixed[POINT]):
        yield "it names no point; copy its first cell from the sheet as it was exported"
    unknown = [_unknown(at, name, codebook) for at, name in columns.unknown if _cell(cells, at)]
    # What a row says as a whole can only be judged when all of it is understood.
    yield from (unknown + list(_odd_marks(cells, columns))) or _contradictions(cells, columns)


def _unknown(position: int, name: str, codebook: Codebook) -> str:
    near = difflib.get_close_matches(name.partition(":")[0].strip(), codebook.keys, n=1)
    meant = f"; did you mean {near[0]}?" if near else f"; the themes are {', '.join(codebook.keys)}"
    shown = f"“{name}”" if name else f"without a name (number {position + 1})"
    return f"it has something in the column {shown}, which is no theme of the codebook{meant}"


def _odd_marks(cells: Sequence[str], columns: _Columns) -> Iterator[str]:
    own = {name: columns.fixed.get(name) for name in (NONE, CANNOT_TELL)}
    for name, position in {**columns.themes, **own}.items():
        if _mark(cells, position) not in MARKS:
            yield f"“{_cell(cells, position)[:40]}” below {name} is no mark; write x, or leave the cell empty"


def _contradictions(cells: Sequence[str], columns: _Columns) -> Iterator[str]:
    given = [key for key, position in columns.themes.items() if _mark(cells, position) in GIVEN]
    said = [name for name in (NONE, CANNOT_TELL) if _mark(cells, columns.fixed.get(name)) in GIVEN]
    if given and said:
        yield f"it has x below {', '.join(given)} and below “{said[0]}”; only one of them can be meant"
    elif len(said) > 1:
        yield f"it has x below “{NONE}” and below “{CANNOT_TELL}”; only one of them can be meant"
    elif not given and not said and not _all_denied(cells, columns.themes.values()):
        yield f"it has a remark or a “no”, and no judgement; put x below a theme, “{NONE}” or “{CANNOT_TELL}”"


def _all_denied(cells: Sequence[str], positions: Iterable[int]) -> bool:
    """Return whether somebody wrote no, 0 or the like below every single theme."""
    return all(_mark(cells, position) in NOT_GIVEN - {""} for position in positions)


def _judgement(number: int, cells: Sequence[str], columns: _Columns) -> FilledRow:
    cannot = _mark(cells, columns.fixed.get(CANNOT_TELL)) in GIVEN
    return FilledRow(
        row=number,
        point=unguarded(cells[columns.fixed[POINT]]),
        themes=frozenset(key for key, position in columns.themes.items() if _mark(cells, position) in GIVEN),
        outcome=Outcome.CANNOT_TELL if cannot else Outcome.CODED,
        memo=_cell(cells, columns.fixed.get(MEMO)).replace("\0", ""),
    )
