"""A table read as its user would see it: roles of columns, and each response's segments."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import Document, Question, SegmentKind, Skipped, Table
from analysis.reading import ReadSettings
from analysis.reading import read as read_file
from analysis.reading.table import columns
from analysis.splitting import split

TYPES = ("individual", "organisation", "council")
SETTINGS = ReadSettings(respondent_types=TYPES)


def documents(content: bytes, name: str = "survey.csv", settings: ReadSettings = SETTINGS) -> list[Document]:
    """The documents of a table that is read without a loss."""
    found = list(read_file(content, name, settings))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def skipped(content: bytes, name: str = "survey.csv", settings: ReadSettings = SETTINGS) -> list[Skipped]:
    """What of a table was not read, and why."""
    return [one for one in read_file(content, name, settings) if isinstance(one, Skipped)]


def table(content: bytes, name: str = "survey.csv", settings: ReadSettings = SETTINGS) -> Table:
    """How the only table of a file is read."""
    (found,) = columns(content, name, settings)
    assert isinstance(found, Table), found
    return found


def roles(content: bytes, name: str = "survey.csv", settings: ReadSettings = SETTINGS) -> dict[str, str]:
    """The role of every column."""
    return {column.header: column.role.value for column in table(content, name, settings).columns}


def segments(document: Document, asked: Sequence[Question] = ()) -> list[tuple[str, str, str | None]]:
    """What a response is divided into, without the gaps: (kind, words, question)."""
    found = split(document, asked)
    ends = [0, *(segment.end for segment in found)]
    assert [segment.start for segment in found] == ends[:-1]
    assert ends[-1] == len(document.text)
    return [(s.kind.value, document.text[s.start : s.end], s.question) for s in found if s.kind is not SegmentKind.GAP]


def points(document: Document, asked: Sequence[Question] = ()) -> list[str]:
    """The words of a response's points."""
    return [words for kind, words, _ in segments(document, asked) if kind == "point"]
