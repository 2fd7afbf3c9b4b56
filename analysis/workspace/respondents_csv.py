"""respondents.csv: who sent which document, what kind of respondent they are, and whether it may be published."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from analysis.errors import ConsultationError, reason_of
from analysis.model import Publish, Respondent
from analysis.reading.sniff import decode
from analysis.workspace.bounded_files import read_file

COLUMNS = ("file", "respondent", "type", "publish")

DELIMITERS = ",;\t"
"""Delimiters that programs put between the columns; a spreadsheet set to a continental language writes semicolons."""

Row = dict[str, str]


def load_respondents(path: Path, types: Collection[str], files: Collection[str] | None) -> dict[str, Respondent]:
    """Return the respondents by the path of their document inside ``responses/``; empty where there is no such file.

    Raises ConsultationError with every mistake: a row for a file that is not among ``files`` might be the one that
    withholds consent, so it is never passed over, unless these are yet to come (None). Rows are numbered as a
    spreadsheet numbers them.
    """
    if not path.exists() and not path.is_symlink():  # a link that leads nowhere is no reason to forget who refused
        return {}
    header, *rows = _cells(path)
    columns = _columns(path, header)
    alike_names = {_alike(file_name): file_name for file_name in files or ()}
    problems: list[str] = []
    respondents: dict[str, Respondent] = {}
    first_rows: dict[str, int] = {}
    for row_number, row_cells in enumerate(rows, 2):
        if not any(row_cells):
            continue
        row_fields = dict.fromkeys(COLUMNS, "") | dict(zip(columns, row_cells, strict=False))
        row_fields["file"] = alike_names.get(_alike(row_fields["file"]), row_fields["file"])
        row_mistakes = [*_too_many(row_cells, columns), *_mistakes(row_fields, types, files, first_rows)]
        problems.extend(f"row {row_number}: {problem}" for problem in row_mistakes)
        first_rows.setdefault(row_fields["file"], row_number)
        if not row_mistakes:
            respondents[row_fields["file"]] = _respondent(row_fields)
    if problems:
        raise ConsultationError(str(path), problems)
    return respondents


def _cells(path: Path) -> list[list[str]]:
    """Return all rows, empty ones too, with at least the first."""
    try:
        # As documents are decoded: a spreadsheet's plain "CSV" is Windows-1252, and a name must not be lost to that.
        file_text = decode(read_file(path, within=path.parent))
    except OSError as error:
        raise ConsultationError(str(path), [f"cannot be read: {reason_of(error)}"]) from error
    if file_text is None:
        raise ConsultationError(str(path), ["it is not text; save it from the spreadsheet again, as CSV"])
    first_line = file_text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(file_text), delimiter=max(DELIMITERS, key=first_line.count), strict=True)
    rows: list[list[str]] = []
    try:
        for cells in reader:
            rows.append([cell.strip() for cell in cells])
    except csv.Error as error:
        # An open quotation mark would swallow the rows below it, and what they say of consent.
        problem = (
            f"row {len(rows) + 1}: a quotation mark is not closed, or stands inside a cell where it must be doubled"
        )
        raise ConsultationError(str(path), [problem]) from error
    return rows or [[]]


def withdraw(path: Path, documents: Collection[str]) -> bytes | None:
    """Return respondents.csv without its rows about these documents; None where it has none, or there is no such file.

    All other bytes stay as they are: the file is its owner's.
    """
    if not path.is_file():
        return None
    content = read_file(path, within=path.parent)
    text_lines = io.StringIO(decode(content) or "").readlines()
    raw_lines = content.splitlines(keepends=True)
    kept_rows = list(_rows_about_others(text_lines, {_alike(document) for document in documents}))
    if len(kept_rows) == len(text_lines):
        return None
    # A file in an encoding of two bytes a character has its lines elsewhere; it is written anew.
    return b"".join(raw_lines[i] if len(raw_lines) == len(text_lines) else text_lines[i].encode() for i in kept_rows)


def _rows_about_others(lines: Sequence[str], names: Collection[str]) -> Iterator[int]:
    """Yield the lines of all rows but those about these documents; a cell may go on over several lines."""
    delimiter = max(DELIMITERS, key=lines[0].count) if lines else ","
    reader, lines_before, column = csv.reader(lines, delimiter=delimiter), 0, 0
    for row_index, row_cells in enumerate(reader):
        column = [cell.strip().lower() for cell in row_cells].index("file") if row_index == 0 else column
        if row_index == 0 or len(row_cells) <= column or _alike(row_cells[column].strip()) not in names:
            yield from range(lines_before, reader.line_num)
        lines_before = reader.line_num


def _columns(path: Path, header: Sequence[str]) -> list[str]:
    column_names = [name.lower() for name in header]
    while column_names and not column_names[-1]:
        column_names.pop()
    if "file" not in column_names or set(column_names) - set(COLUMNS) or len(set(column_names)) < len(column_names):
        problem = f"row 1: expected the columns {', '.join(COLUMNS)}; found {', '.join(header) or 'nothing'}"
        raise ConsultationError(str(path), [problem])
    return column_names


def _alike(name: str) -> str:
    """Return a path as it is looked up, with accents and separators written in one way."""
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _too_many(cells: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    if any(cells[len(columns) :]):
        yield f"{len(cells)} cells for {len(columns)} columns; put quotation marks around a cell that holds a comma"


def _mistakes(row: Row, types: Collection[str], files: Collection[str] | None, seen: dict[str, int]) -> Iterator[str]:
    document_name, kind, publish = row["file"], row["type"], row["publish"]
    if not document_name:
        yield "file is empty; expected the name of a document in responses/"
    elif document_name in seen:
        yield f"file: {document_name} has a row already, number {seen[document_name]}; keep one of them"
    elif (
        files is not None
        and document_name not in files
        and not any(document_name.startswith(f"{file}#") for file in files)
    ):
        close_names = difflib.get_close_matches(document_name, files, n=1)
        yield f"file: {document_name} is not in responses/" + (
            f"; did you mean {close_names[0]}?" if close_names else ""
        )
    if kind and types and kind not in types:
        yield f"type: expected one of the respondent_types in consultation.toml, {', '.join(types)}; found {kind}"
    if publish and publish.lower() not in set(Publish):
        yield f"publish: expected {', '.join(Publish)} or nothing, which means anonymous; found {publish}"


def _respondent(row: Row) -> Respondent:
    publish = Publish(row["publish"].lower()) if row["publish"] else Publish.ANONYMOUS
    return Respondent(row["respondent"] or None, row["type"] or None, publish)
