"""What a file says of publication where it is not read withholds every row, until somebody decides."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from analysis.model import ColumnRole, Document, Publish, TableMapping
from analysis.reading import ReadSettings, read
from analysis.reading.table import columns
from tests.reading.table.exports import saved, workbook

ASKED = "May we publish your response?"
ANSWERS = [
    ["ID", "Start time", "Q1. Why?"],
    [1, "2026-11-01", "The bins are too small for a shop in our street."],
    [2, "2026-11-02", "We compost everything and put the bin out once a month."],
    [3, "2026-11-03", "It depends on whether food waste is collected weekly."],
]
ABOUT = [["Ref", "Sent by", ASKED], ["a", "x", "Yes"], ["b", "y", "Yes"], ["c", "z", "No"]]


def _publish(content: bytes, name: str = "a.xlsx", settings: ReadSettings | None = None) -> set[str]:
    found = read(content, name, settings or ReadSettings())
    return {one.respondent.publish.value for one in found if isinstance(one, Document) and one.respondent}


def _with_comment() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"S": ANSWERS})))
    book["S"]["A4"].comment = Comment("Rang: she does not want this to be published.", "Office")
    return saved(book)


def _hidden_column() -> bytes:
    rows = [[*row, said] for row, said in zip(ANSWERS, ("Confidentiality of the reply", "A", "B", "B"), strict=True)]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"S": rows})))
    book["S"].column_dimensions["D"].hidden = True
    return saved(book)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (workbook({"Answers": ANSWERS, "About": ABOUT}), "the sheet About"),
        (workbook({"Answers": ANSWERS, "About": ABOUT}, hidden=["About"]), "the sheet About"),
        (workbook({"S": [*ANSWERS, [], ["Ref", ASKED], ["1", "Yes"], ["3", "No"]]}), "begins in row 6"),
        (workbook({"S": [["3 and 7 asked that we do not publish their responses"], *ANSWERS]}), "above the columns"),
        (workbook({"S": [*ANSWERS, [], ["Number 3 asked not to be published"]]}), "below the answers"),
        (_with_comment(), "comment on a cell"),
        (_hidden_column(), "Confidentiality of the reply"),
    ],
    ids=["sheet", "hidden sheet", "second table", "title", "footer", "comment", "hidden column"],
)
def test_what_speaks_of_publication_and_is_not_read_withholds_every_row(content: bytes, place: str) -> None:
    assert _publish(content) == {"no"}
    (warning,) = [told for one in columns(content, "a.xlsx", ReadSettings()) for told in getattr(one, "warnings", ())
                  if "no response of this table is published" in told]  # fmt: skip
    assert place in warning


def test_who_says_which_column_asks_has_decided() -> None:
    rows = [[*row, said] for row, said in zip(ANSWERS, (ASKED, "Yes", "Yes", "No"), strict=True)]
    content = workbook({"Answers": rows, "About": [["Ref", "Publication preference"], ["a", "Yes"], ["b", "Yes"]]})
    assert _publish(content) == {"no"}
    said = TableMapping("a.xlsx", "Answers", columns=((ColumnRole.PUBLISH, (ASKED,)),))
    assert _publish(content, settings=ReadSettings(tables=(said,))) == {"yes", "no"}


@pytest.mark.parametrize(
    "beside",
    [
        [["Consent", "Age"], ["Yes", "Under 18"], ["Yes, but anonymously", "18 or over"], ["No", ""]],
        [["Code", "Label"], [1, "Published plan"], [2, "Named roads"]],
        [["About this export"], ["Published by the council in March, with names of roads."]],
    ],
    ids=["choices", "codes", "note"],
)
def test_a_sheet_that_refuses_nothing_withholds_nobody(beside: list[list[object]]) -> None:
    rows = [[*row, said] for row, said in zip(ANSWERS, (ASKED, "Yes", "Yes", "Yes"), strict=True)]
    assert _publish(workbook({"Answers": rows, "Lists": beside}, hidden=["Lists"])) == {"yes"}


def test_an_office_note_of_a_refusal_withholds_its_row() -> None:
    content = (
        f"ID,{ASKED},Q1. Why?,Officer notes\n1,Yes,It is far from the station and the bus stops.,\n"
        "2,Yes,It is near to the school and the shops.,Rang on 3 May and asked us not to publish the response\n"
    ).encode()
    first, second = [one.respondent for one in read(content, "a.csv", ReadSettings()) if isinstance(one, Document)]
    assert first
    assert second
    assert (first.publish, second.publish) == (Publish.YES, Publish.NO)


def test_sheets_that_number_the_same_responses_are_joined_with_their_consent() -> None:
    answers = [["ID", "Q1. Why?"], *[[row[0], row[2]] for row in ANSWERS[1:]]]
    about = [["ID", "Organisation name", ASKED], [1, "Pell & Sons", "Yes"], [2, "", "Yes, anonymously"], [3, "", "No"]]
    content = workbook({"Answers": answers, "About": about})
    assert _publish(content) == {"yes", "anonymous", "no"}
    said = TableMapping("a.xlsx", "Answers", columns=((ColumnRole.PUBLISH, (ASKED,)),))
    assert _publish(content, settings=ReadSettings(tables=(said,))) == {"yes", "anonymous", "no"}
