"""Whatever a table holds: no cell is lost, no row unnamed, and every response's segments partition its text."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Document, Skipped
from analysis.reading import ReadSettings, read
from analysis.reading.table import columns
from analysis.reading.table import read as read_table
from analysis.reading.table.sheet import tidy
from analysis.splitting import split
from tests.reading.table.exports import text_table, workbook
from tests.share import examples

HEADERS = st.sampled_from(
    ["Response ID", "ID", "Name", "Organisation", "Email", "Respondent type", "Please explain", "Q1. Do you agree?",
     "Q2. Which? - Cost", "Q2. Which? - Care", "Q2. Which? - Other (please specify)", "Start time", "Comments",
     "", "Zzz",
     "May we publish your response?", "Would you like your response to be confidential?", "Other (please specify)"]
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(["", "", "Yes", "No", "1", "0", "n/a", "-", "Cost", "ann@example.org", "A;B;", "A, B", "2026-01-05",
                     "1. One.\n2. Two.", "• a\n• b", "Dear Sir,\n\nNo.\n\nYours faithfully\nAnn", "council"]),
    st.text(max_size=60),
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows below names, some of them longer or shorter than those."""
    names = draw(st.lists(HEADERS, min_size=2, max_size=8))
    width = len(names)
    rows = draw(st.lists(st.lists(CELLS, min_size=width - 1, max_size=width + 1), min_size=1, max_size=8))
    return [names, *rows]


def accounted(row: list[str], found: list[Document | Skipped]) -> bool:
    """Whether each cell of a row stands in a response's name, text, respondent or omissions, or in a reason."""
    for one in found:
        if isinstance(one, Skipped):
            continue
        said = [one.name, one.text, *(o.text for o in one.omitted)]
        if one.respondent:
            said += [one.respondent.name or "", one.respondent.type or ""]
        parts = ["".join(part.split()) for part in said]
        if all(any(piece in part for part in parts) for cell in row for piece in _pieces(cell)):
            return True
    return False


def _pieces(cell: str) -> list[str]:
    """A cell's text, or the choices in it, without white space."""
    plain = tidy(cell)
    return [piece for part in plain.replace(", ", ";").replace("|", ";").split(";") if (piece := "".join(part.split()))]


@settings(max_examples=examples(300))
@given(tables())
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    content = text_table(rows, encoding="utf-8")
    text = content.decode("utf-8", "surrogatepass")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    found = list(read_table(content, "survey.csv", ReadSettings(respondent_types=("council",))))
    if [one.name for one in found] == ["survey.csv"] or any(one.name.endswith("#encoding") for one in found):
        return  # the table as a whole is a reason, or its words are put right
    unread = {one.name.partition("#row ")[2] for one in found if isinstance(one, Skipped)}
    (table,) = columns(content, "survey.csv", ReadSettings(respondent_types=("council",)))
    assert not isinstance(table, Skipped)
    for number, row in enumerate(rows, 1):
        ours = number > table.header + 2 and any(map(tidy, row))
        if ours and str(number) not in unread and not any(_is_told(row, one) for one in found):
            assert accounted(row, found), row


def _is_told(row: list[str], one: Document | Skipped) -> bool:
    """Whether a row that answers nothing is told by its id."""
    return isinstance(one, Skipped) and one.name.partition("#")[2] in {" ".join(tidy(cell).split()) for cell in row}


@settings(max_examples=examples(200))
@given(tables())
def test_segments_partition_every_response(rows: list[list[str]]) -> None:
    for one in read_table(text_table(rows), "survey.csv", ReadSettings()):
        if isinstance(one, Skipped):
            assert one.reason
            continue
        ends = [0]
        for segment in split(one):
            assert segment.start == ends[-1]
            ends.append(segment.end)
        assert ends[-1] == len(one.text)
        for block, after in zip(one.blocks, [*one.blocks[1:], None], strict=True):
            assert 0 <= block.start < block.end <= (after.start if after else len(one.text))


@settings(max_examples=examples(60))
@given(tables())
def test_a_workbook_says_what_its_csv_says(rows: list[list[str]]) -> None:
    rows = [["".join(c for c in cell if c.isprintable()) for cell in row] for row in rows]
    rows = [[cell if cell.strip().isalpha() else "" for cell in row] for row in rows]
    asked, mine = [], []
    for content, name, into in ((text_table(rows), "a.csv", asked), (workbook({"S": rows}), "a.xlsx", mine)):
        into.extend(one for one in read_table(content, name, ReadSettings()) if isinstance(one, Document))
    if asked:
        assert [one.text for one in asked] == [one.text for one in mine]


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.ods", "a.xls"]))
def test_no_bytes_raise(content: bytes, name: str) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        for one in columns(start + content, name, ReadSettings()):
            assert one is not None
        for one in read(start + content, name):
            assert not isinstance(one, Skipped) or one.reason
