"""What a file says of publication where it is not read withholds every row, until somebody decides."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from analysis.model import ColumnRole, Document, Publish, TableMapping
from analysis.reading import ReadSettings, read
from analysis.reading.table import columns
from tests.reading.table.exports import ods, saved, text_table, workbook

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


def _hidden_rows() -> bytes:
    rows = [*ANSWERS, [], ["Ref", ASKED], ["1", "Yes"], ["3", "No"]]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"S": rows})))
    for number in range(len(ANSWERS) + 1, len(rows) + 1):
        book["S"].row_dimensions[number].hidden = True
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
        (_hidden_rows(), "begins in row 6"),
    ],
    ids=["sheet", "hidden sheet", "second table", "title", "footer", "comment", "hidden column", "hidden rows"],
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
        [
            ["Website", "Online"],
            ["Do not use this sheet for new rows.", "The planning permission was refused in 2019."],
        ],
        [
            ["Code", "Label"],
            [1, "Private tenants in social housing schemes"],
            [2, "Roads that are not public highways"],
        ],
    ],
    ids=["choices", "codes", "note", "instruction", "things"],
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


@pytest.mark.parametrize(
    "said",
    [
        *("Asked not to be named", "Confidential", "Anonymous please", "Does not want to be identified", "Consent: N"),
        *(
            "No consent to publish",
            "She asked us not to print this",
            "Withhold",
            "Consent withdrawn",
            "Keep her name out",
        ),
        *("Opted out of publication", "Rang: please don't quote him", "Wants privacy, do not share the name"),
        *("Do not use her name", "Permission revoked by phone", "Would rather be unnamed", "Not for publication"),
        *("Redact her details", "Off the record", "Do not disclose", "Not for the website", "Leave out of the report"),
        *("Identity must not be revealed", "Wants no publicity", "Keep private", "Not public", "No attribution"),
        *(
            "ANON",
            "Name suppressed",
            "Initials only",
            "Wants to be nameless",
            "Not for public view",
            "Keep off the internet",
            "Not to be shared",
            "Hold back",
        ),
    ],
)
def test_any_word_of_publication_in_an_office_note_withholds_its_row(said: str) -> None:
    assert _noted("Officer notes", said) == "no"


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Officer notes", "Member of the public, lives on a private road"),
        ("Officer notes", "Quotes policy H2; planning permission was granted"),
        ("Officer notes", "Not a public footpath, and no public transport"),
        ("Officer notes", "Identified three sites; filled in online, no attachment"),
        ("Officer notes", "Shares the concerns of the parish"),
        ("Officer response", "The summary was published in May"),
        ("Distribution channel", "anonymous"),
    ],
)
def test_what_an_office_or_a_program_writes_of_other_things_withholds_nobody(column: str, said: str) -> None:
    assert _noted(column, said) == "yes"


def _noted(column: str, said: str) -> str:
    content = text_table(
        [
            ["ID", ASKED, "Q1. Why?", column],
            [1, "Yes", "It is far from the station and the bus stops.", "Rang on 3 May about the date"],
            [2, "Yes", "It is near to the school and the shops.", said],
        ]
    )
    second = [one.respondent for one in read(content, "a.csv", ReadSettings()) if isinstance(one, Document)][1]
    return second.publish.value if second else ""


@pytest.mark.parametrize(
    "said",
    [
        "Asked not to be named",
        "Confidential",
        "No consent to publish",
        "Does not want to be identified",
        "Not online please",
    ],
)
def test_a_short_comment_on_a_cell_withholds_every_row(said: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"S": ANSWERS})))
    book["S"]["A4"].comment = Comment(said, "Office")
    assert _publish(saved(book)) == {"no"}


def test_a_comment_in_an_opendocument_sheet_withholds_every_row() -> None:
    rows = [f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in ANSWERS]
    who = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">No Name</dc:creator>'
    said = f"<office:annotation>{who}<text:p>{{}}</text:p></office:annotation>"
    for note, publish in (("Do not <text:s/>publish this response", "no"), ("Rang about the date", "anonymous")):
        noted = rows[2].replace("<text:p>", said.format(note) + "<text:p>", 1)
        assert _publish(ods("".join([*rows[:2], noted, rows[3]])), "a.ods") == {publish}


def _ods_cell(value: object) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("ids", "called", "expected"),
    [
        ((2, 4, 5), "ID", {"no", "yes"}),
        ((2, 4, 5), "Respondent ID", {"no", "yes"}),
        ((12, 14, 15), "ID", {"no", "yes", "anonymous"}),
    ],
    ids=["same ids", "another name", "other ids"],
)
def test_a_sheet_that_asks_for_consent_of_the_same_ids_and_is_not_joined_withholds(
    ids: tuple[int, ...], called: str, expected: set[str]
) -> None:
    answers = [["ID", "Q1. Why?"], *[[n, f"It is {n} miles to the station and the bus is late."] for n in range(1, 6)]]
    about = [
        [called, ASKED, "Any other comments"],
        *[
            [n, said, f"Thank you for the {n} maps that you have sent to us."]
            for n, said in zip(ids, ("No", "Yes", "Yes"), strict=True)
        ],
    ]
    content = workbook({"Answers": answers, "About": about})
    assert _publish(content) == expected
    warned = [told for one in columns(content, "a.xlsx", ReadSettings()) for told in getattr(one, "warnings", ())]
    assert any("the sheet About" in told for told in warned) == ("anonymous" not in expected)
    said = TableMapping("a.xlsx", "About", columns=((ColumnRole.PUBLISH, (ASKED,)),))
    assert _publish(content, settings=ReadSettings(tables=(said,))) == {"no", "yes", "anonymous"}


def test_a_sheet_that_asks_for_another_consent_of_the_same_codes_withholds() -> None:
    for code, expected in (("R", {"no"}), ("", {"yes", "no"})):
        said = "It is far from the station and the bus stops."
        first = [["Response ID", "May we name you?", ASKED, "Q1. Why?"], [f"{code}1", "Yes", "Yes", said]]
        other = [["Response ID", "May we quote you?", "Other comments"], [f"{code}1", "No", said]]
        first += [[f"{code}2", "Yes", "Yes", f"{said} And the road is wet."]]
        other += [[f"{code}3", "No", f"{said} And there is no light."]]
        assert _publish(workbook({"Answers": first, "About": other})) == expected


def test_sheets_that_number_the_same_responses_are_joined_with_their_consent() -> None:
    answers = [["ID", "Q1. Why?"], *[[row[0], row[2]] for row in ANSWERS[1:]]]
    about = [["ID", "Organisation name", ASKED], [1, "Pell & Sons", "Yes"], [2, "", "Yes, anonymously"], [3, "", "No"]]
    content = workbook({"Answers": answers, "About": about})
    assert _publish(content) == {"yes", "anonymous", "no"}
    said = TableMapping("a.xlsx", "Answers", columns=((ColumnRole.PUBLISH, (ASKED,)),))
    assert _publish(content, settings=ReadSettings(tables=(said,))) == {"yes", "anonymous", "no"}
