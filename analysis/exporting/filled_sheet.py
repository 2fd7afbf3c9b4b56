"""Filled-in audit sheets: a judgement for each row that says one, and a reason for each that cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import UnreadableError
from analysis.exporting.audit_sheet import ABOUT, CANNOT_TELL, MEMO, NONE, POINT, SheetSample, theme_header
from analysis.exporting.formula_guard import unguarded
from analysis.exporting.sheet_rows import Numbered
from analysis.model import Codebook, CodingMode, Design, Outcome, is_position_frame

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
    head_facts = _facts(rows[0][1])
    coding_mode = MODES.get(head_facts.get("mode", ""))
    if coding_mode is None:
        raise UnreadableError(name, f"its first row does not say “mode: {'” or “mode: '.join(MODES)}”; put that back")
    codebook = codebooks.get(head_facts.get("codebook", ""))
    if codebook is None:
        raise UnreadableError(
            name,
            "it was made with a codebook that this workspace has never had, or its first row has been changed; "
            "put the first row back as it was exported, or export the points again",
        )
    columns, rows_below = _header(rows[1:], codebook, name)
    judged_rows, refused_rows, blank_count = _read(rows_below, columns, codebook)
    auditor_name, drawing = head_facts.get("auditor", ""), _drawing(head_facts, name)
    return FilledIn(
        coding_mode, auditor_name, codebook.version, tuple(judged_rows), tuple(refused_rows), blank_count, drawing
    )


def _drawing(facts: Mapping[str, str], name: str) -> SheetSample | None:
    if "audit" not in facts:
        return None
    try:
        strata_names = tuple(filter(None, (stratum_name.strip() for stratum_name in facts.get("by", "").split(","))))
        draw_sizes = tuple(int(size_text) for size_text in facts["drawn"].split(","))
        return SheetSample(facts["audit"], int(facts["seed"]), Design(facts["design"]), strata_names, draw_sizes)
    except (KeyError, ValueError) as error:
        raise UnreadableError(
            name, "its first row does not say how its points were drawn; put that back as it was exported"
        ) from error


def _facts(head: Sequence[str]) -> dict[str, str]:
    """Return what the first row says: its cells of the form “name: value”."""
    fact_pairs = (head_cell.partition(":") for head_cell in head)
    return {fact_name.strip().lower(): fact_value.strip() for fact_name, colon, fact_value in fact_pairs if colon}


# Columns --------------------------------------------------------------------------------------------------------------


def _header(rows: Numbered, codebook: Codebook, name: str) -> tuple[_Columns, Numbered]:
    """Return the columns, and the rows below them."""
    for row_index, (_, cells) in enumerate(rows):
        column_names = [unguarded(cell).strip() for cell in cells]
        if POINT in map(str.lower, column_names):
            columns = _columns(column_names, codebook, name)
            missing_headers = [theme_header(theme) for theme in codebook.themes if theme.key not in columns.themes]
            if missing_headers:
                # Without its column nobody can say that a theme is not given.
                raise UnreadableError(
                    name, f"the column of a theme is missing: {'; '.join(missing_headers)}; put it back"
                )
            return columns, rows[row_index + 1 :]
    raise UnreadableError(name, f"no row names the columns; put the row back that begins with “{POINT}”")


def _columns(names: Sequence[str], codebook: Codebook, file: str) -> _Columns:
    fixed_columns: dict[str, int] = {}
    theme_columns: dict[str, int] = {}
    unknown_columns: list[tuple[int, str]] = []
    for position, column_name in enumerate(names):
        theme_key = column_name.partition(":")[0].strip()
        is_ours = column_name.lower() in FIXED
        matching_columns = fixed_columns if is_ours else theme_columns
        column_key = column_name.lower() if is_ours else theme_key
        if not is_ours and theme_key not in codebook.keys:
            unknown_columns.append((position, column_name))
        elif column_key in matching_columns:
            raise UnreadableError(file, f"two columns are called {column_name}; keep one of them")
        else:
            matching_columns[column_key] = position
    return _Columns(fixed_columns, theme_columns, tuple(unknown_columns))


# Rows -----------------------------------------------------------------------------------------------------------------


def _read(rows: Numbered, columns: _Columns, codebook: Codebook) -> tuple[list[FilledRow], list[RefusedRow], int]:
    judged_rows: list[FilledRow] = []
    refused_rows: list[RefusedRow] = []
    blank_count = 0
    for row_number, row_cells in rows:
        refusal_reasons = list(_mistakes(row_cells, columns, codebook))
        if refusal_reasons:
            refused_rows.append(RefusedRow(row_number, "; ".join(refusal_reasons)))
        elif _is_blank(row_cells, columns):
            blank_count += any(row_cells)
        else:
            judged_rows.append(_judgement(row_number, row_cells, columns))
    return judged_rows, refused_rows, blank_count


def _cell(cells: Sequence[str], position: int | None) -> str:
    return unguarded(cells[position]).strip() if position is not None and position < len(cells) else ""


def _mark(cells: Sequence[str], position: int | None) -> str:
    return _cell(cells, position).lower()


def _is_blank(cells: Sequence[str], columns: _Columns) -> bool:
    """Return whether nobody has put anything into a row: that is no judgement."""
    fixed_positions = (columns.fixed.get(column_name) for column_name in (NONE, CANNOT_TELL, MEMO))
    unknown_positions = (position for position, _ in columns.unknown)
    return not any(
        _cell(cells, position) for position in (*columns.themes.values(), *fixed_positions, *unknown_positions)
    )


def _mistakes(cells: Sequence[str], columns: _Columns, codebook: Codebook) -> Iterator[str]:
    """Yield what is wrong with a row; nothing is wrong with a blank one."""
    if _is_blank(cells, columns):
        return
    if not _cell(cells, columns.fixed[POINT]):
        yield "it names no point; copy its first cell from the sheet as it was exported"
    unknown_marks = [_unknown(position, name, codebook) for position, name in columns.unknown if _cell(cells, position)]
    # What a row says as a whole can only be judged when all of it is understood.
    yield from (unknown_marks + list(_odd_marks(cells, columns))) or [
        *_contradictions(cells, columns),
        *(_not_one_position(cells, columns) if is_position_frame(codebook) else ()),
    ]


def _unknown(position: int, name: str, codebook: Codebook) -> str:
    close_keys = difflib.get_close_matches(name.partition(":")[0].strip(), codebook.keys, n=1)
    suggestion = f"; did you mean {close_keys[0]}?" if close_keys else f"; the themes are {', '.join(codebook.keys)}"
    shown_name = f"“{name}”" if name else f"without a name (number {position + 1})"
    return f"it has something in the column {shown_name}, which is not a theme of the codebook{suggestion}"


def _odd_marks(cells: Sequence[str], columns: _Columns) -> Iterator[str]:
    answer_columns = {column_name: columns.fixed.get(column_name) for column_name in (NONE, CANNOT_TELL)}
    for column_name, position in {**columns.themes, **answer_columns}.items():
        if _mark(cells, position) not in MARKS:
            yield f"“{_cell(cells, position)[:40]}” below {column_name} is not a mark; write x, or leave the cell empty"


def _contradictions(cells: Sequence[str], columns: _Columns) -> Iterator[str]:
    given_themes = [theme_key for theme_key, position in columns.themes.items() if _mark(cells, position) in GIVEN]
    given_answers = [
        column_name for column_name in (NONE, CANNOT_TELL) if _mark(cells, columns.fixed.get(column_name)) in GIVEN
    ]
    if given_themes and given_answers:
        yield f"it has x below {', '.join(given_themes)} and below “{given_answers[0]}”; only one of them can be meant"
    elif len(given_answers) > 1:
        yield f"it has x below “{NONE}” and below “{CANNOT_TELL}”; only one of them can be meant"
    elif not given_themes and not given_answers and not _all_denied(cells, columns.themes.values()):
        yield f"it has a remark or a “no”, and no judgement; put x below a theme, “{NONE}” or “{CANNOT_TELL}”"


def _not_one_position(cells: Sequence[str], columns: _Columns) -> Iterator[str]:
    """Yield what is wrong where a row gives more or less than one position; who cannot tell gives none."""
    given = [position for position, column in columns.themes.items() if _mark(cells, column) in GIVEN]
    cannot_tell = _mark(cells, columns.fixed.get(CANNOT_TELL)) in GIVEN
    if len(given) != 1 and not cannot_tell:
        yield f"an answer has one position; put x below exactly one of {', '.join(columns.themes)}"


def _all_denied(cells: Sequence[str], positions: Iterable[int]) -> bool:
    """Return whether somebody wrote no, 0 or the like below every single theme."""
    return all(_mark(cells, position) in NOT_GIVEN - {""} for position in positions)


def _judgement(number: int, cells: Sequence[str], columns: _Columns) -> FilledRow:
    cannot_tell = _mark(cells, columns.fixed.get(CANNOT_TELL)) in GIVEN
    return FilledRow(
        row=number,
        point=unguarded(cells[columns.fixed[POINT]]),
        themes=frozenset(
            theme_key for theme_key, position in columns.themes.items() if _mark(cells, position) in GIVEN
        ),
        outcome=Outcome.CANNOT_TELL if cannot_tell else Outcome.CODED,
        memo=_cell(cells, columns.fixed.get(MEMO)).replace("\0", ""),
    )
