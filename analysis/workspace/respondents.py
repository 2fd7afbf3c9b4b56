"""respondents.csv: who sent which document, what kind of respondent they are, and whether it may be published."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from analysis.errors import ConsultationError
from analysis.model import Publish, Respondent

COLUMNS = ("file", "respondent", "type", "publish")


def load_respondents(path: Path, types: Collection[str], files: Collection[str]) -> dict[str, Respondent]:
    """The respondents by the path of their document inside ``responses/``; empty where there is no such file.

    Raises ConsultationError with every mistake: a row for a file that is not there might be the one that withholds
    consent, so it is never passed over.
    """
    if not path.exists():
        return {}
    rows = _rows(path)
    problems: list[str] = []
    found: dict[str, Respondent] = {}
    for number, row in rows:
        wrong = list(_mistakes(row, types, files, found))
        problems.extend(f"row {number}: {problem}" for problem in wrong)
        if not wrong:
            found[row["file"]] = _respondent(row)
    if problems:
        raise ConsultationError(str(path), problems)
    return found


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows that are not empty, with the number of the line that each stands on."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConsultationError(str(path), ["cannot be read as UTF-8 text; save it as CSV (UTF-8)"]) from error
    # A spreadsheet set to a continental language writes semicolons.
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in next(reader, [])]
    if "file" not in header or set(header) - set(COLUMNS):
        expected = ", ".join(COLUMNS)
        raise ConsultationError(str(path), [f"its first line is {', '.join(header) or 'empty'}; expected {expected}"])
    rows = []
    for cells in reader:
        values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if any(values.values()):
            rows.append((reader.line_num, {name: values.get(name, "") for name in COLUMNS}))
    return rows


def _mistakes(
    row: dict[str, str], types: Collection[str], files: Collection[str], seen: Collection[str]
) -> Iterator[str]:
    if row["file"] not in files:
        yield f"file: {row['file'] or '(empty)'} is not in responses/"
    if row["file"] in seen:
        yield f"file: {row['file']} has a row already"
    if row["type"] and types and row["type"] not in types:
        yield f"type: {row['type']} is not one of the respondent_types in consultation.toml: {', '.join(types)}"
    if row["publish"] and row["publish"].lower() not in set(Publish):
        yield f"publish: {row['publish']} is not one of {', '.join(Publish)} (empty means anonymous)"


def _respondent(row: dict[str, str]) -> Respondent:
    publish = Publish(row["publish"].lower()) if row["publish"] else Publish.ANONYMOUS
    return Respondent(row["respondent"] or None, row["type"] or None, publish)
