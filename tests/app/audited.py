"""A workspace to audit, and sheets that are filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

FUNDING, ACCESS, NONE = "funding: Funding", "access: Access", "none of the themes"
TOPICS = {
    "The budget was cut again": FUNDING,
    "No evening bus runs": ACCESS,
    "I like the building": NONE,
    "Money for books is short": FUNDING,
}
"""What the points of each letter say, and the column of a sheet that is right for them."""


def letter(n: int) -> str:
    said = [f"{i}. {topic} in ward {n}, and that matters to us all." for i, topic in enumerate(TOPICS, 1)]
    return "To the council\n\n" + "\n\n".join(said) + "\n"


def open_desk(root: Path) -> AppContext:
    """A workspace with six letters of four points, from residents and charities."""
    files = {f"{n}.txt": letter(n) for n in range(6)}
    kinds = "".join(f"{n}.txt,,{'resident' if n % 2 else 'charity'},yes\n" for n in range(6))
    make_workspace(root, files, respondents=f"file,respondent,type,publish\n{kinds}")
    return AppContext(Workspace(root), clock=Clock())


def rows_of(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def mark(file: Path, marks: Mapping[int, str], everywhere: str = "") -> Path:
    """Put an x below a column in rows of a sheet, counted from 0, or in all of them."""
    rows = rows_of(file)
    for n, row in enumerate(rows[2:]):
        column = marks.get(n, everywhere)
        if column:
            row[rows[1].index(column)] = "x"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return file


def truth(file: Path) -> dict[int, str]:
    """The right column for each row of a sheet, counted from 0."""
    rows = rows_of(file)
    at = rows[1].index("words")
    right = {topic.split()[0]: column for topic, column in TOPICS.items()}
    return {n: right[row[at].split()[0]] for n, row in enumerate(rows[2:])}
