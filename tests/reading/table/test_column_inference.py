"""Guesses about columns, each as doubtful as its grounds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.reading import ReadSettings
from tests.reading.cases import case
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, points, roles, segments, table

LONG = "We have thought about this for a long time, and we think that it should be left as it is for now, please."


def role(header: str, values: Sequence[str], **settings: tuple[str, ...]) -> str:
    """The role of one column beside an id."""
    rows = [["Response ID", header], *[[f"r{n}", value] for n, value in enumerate(values)]]
    return roles(text_table(rows), settings=ReadSettings(**settings))[header]


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("Region", ["North", "South"] * 5, "closed"),
        ("Region", ["North", "South"], "open"),
        ("Do you agree?", ["Yes", "No"], "closed"),
        ("To what extent do you agree?", ["Strongly agree", "Tend to disagree", "Don't know"], "closed"),
        ("Your score", ["1", "5", "3"], "closed"),
        ("Please explain", ["Save our library"] * 8 + ["Close it"], "open"),
        ("Your message", ["Save our library"] * 8 + [f"View {n}" for n in range(8)], "open"),
        ("Anything else?", ["n/a", "None", "-", "n/a", "n/a", "n/a", "Fund it"], "open"),
        ("Views", [LONG] * 20, "open"),
        ("Contact", ["ann@example.org", "bob@example.org", ""], "details"),
        ("Where", ["LS1 4AP", "sw1a 1aa"], "monitoring"),
        ("Call", ["0113 496 0000", "+44 20 7946 0000"], "details"),
        ("Address", [LONG, LONG + "!"], "open"),
        ("Postcode", ["LS1"], "monitoring"),
        ("Name", ["Ann", "Bob"], "respondent"),
        ("Author", ["walker12", "roe"], "respondent"),
        ("contribution id", ["c1", "c2"], "leave_out"),
        ("Tracking Number", ["m1-abc", "m1-abd"], "leave_out"),
        ("Is Withdrawn?", ["false", "false"], "leave_out"),
        ("Number of agreements", ["12", "3"], "leave_out"),
        ("Zip/Postal Code", ["17401", ""], "details"),
        ("Title", ["Comment from Lee, Ann", "Anonymous public comment"], "open"),
        ("Title", ["Comment from Lee, Ann", "Comment submitted by the Mill Trust"], "leave_out"),
        ("Date posted", ["2026-03-02", "2026-03-03"], "date"),
        ("Name of your organisation (if applicable)", ["Leeds Trust"], "respondent"),
        ("What is your full name?", ["Ann"], "respondent"),
        ("Your name and organisation", ["Ann Lee, Leeds Trust"], "respondent"),
        ("Submitted by", ["Ann Lee"], "respondent"),
        ("Completed by", ["Ann Lee"], "respondent"),
        ("Name and address", ["Ann Lee, 1 High Street"], "details"),
        ("Full name(s)", ["Ann Lee"], "respondent"),
        ("Forename(s)", ["Ann"], "respondent"),
        ("Your full name (required)", ["Ann Lee"], "respondent"),
        ("What’s your name?", ["Ann Lee"], "respondent"),
        ("Please enter your name", ["Ann Lee"], "respondent"),
        ("3. Please tell us your name", ["Ann Lee"], "respondent"),
        ("Please provide your name and email address", ["Ann Lee, at home"], "details"),
        ("Email/phone", ["by post"], "details"),
        ("Address and postcode", ["1 High Street"], "details"),
        ("Please name the services", ["Libraries"], "open"),
        ("Name one improvement", ["Sundays"], "open"),
        ("What address should the office have?", ["1 High Street"], "open"),
        ("Please tell us your name for the park", ["Green Park"], "open"),
        ("Please tell us your name", [LONG, LONG + "!"], "open"),
        ("In what capacity are you responding?", ["A carer"], "type"),
        ("Which of the following best describes you?", ["A carer"], "type"),
        ("Duration (in seconds)", ["6"], "leave_out"),
        ("Language", ["English"], "leave_out"),
        ("Collector ID", ["44"], "leave_out"),
        ("Analyst notes", [LONG], "leave_out"),
        ("Start", [LONG, LONG + "!"], "open"),
        ("How would you start?", ["Today"], "open"),
        ("Zzz", ["Something"], "open"),
        ("Response", ["Fund it"], "open"),
        ("Feedback", ["Fund it"], "open"),
        ("Published", ["Fund it"], "publish"),
        ("Other comments", ["Fund it"], "open"),
        ("What else should the government publish?", ["Maps"], "open"),
        ("Should your council publish its response times?", ["Yes"], "closed"),
    ],
)
def test_a_column_is_taken_for(header: str, values: Sequence[str], expected: str) -> None:
    assert role(header, values) == expected


@pytest.mark.parametrize(
    ("offered", "cells", "expected"),
    [
        ("E-mail", ["E-mail", ""], "closed"),
        ("E-mail", ["x", ""], "closed"),
        ("Organisation", ["Organisation", ""], "closed"),
        ("E-mail", ["ann@example.org", ""], "details"),
        ("Organisation", ["Leeds Trust", "Mill Trust"], "respondent"),
    ],
)
def test_an_offered_choice_that_is_called_like_a_personal_detail_is_counted(
    offered: str, cells: Sequence[str], expected: str
) -> None:
    asked = "How should we reply? (tick all that apply)"
    rows = [[f"{asked} - Post", f"{asked} - {offered}", "Views"], *(["Post", cell, LONG] for cell in cells)]
    assert roles(text_table(rows))[f"{asked} - {offered}"] == expected


def test_the_consultations_own_types_tell_their_column() -> None:
    assert role("Who", ["By bus", "on foot"], respondent_types=("by bus", "on foot")) == "type"
    assert role("Who", ["By bus", "on foot"]) == "open"


def test_every_guess_has_a_reason_and_a_confidence_and_doubt_is_told() -> None:
    rows = [["Response ID", "Zzz", "Please explain why", "E-mail"], ["1", "Something", LONG, "ann@example.org"]]
    found = table(text_table(rows)).columns
    assert all(column.reason and 0 < column.confidence < 1 for column in found)
    assert {column.header: column.confidence for column in found}["Zzz"] <= 0.5
    assert found[3].example == "ann@example.org"


def test_a_type_that_the_consultation_does_not_have_is_omitted_with_what_to_do() -> None:
    rows = [["Response ID", "Respondent type", "Other (please specify)", "Comments"]]
    rows += [["1", "Local authority", "", "A view"], ["2", "COUNCIL", "Town", "A view"]]
    first, second = documents(text_table(rows))
    assert first.respondent
    assert first.respondent.type is None
    assert "types = {" in first.omitted[0].reason
    assert second.respondent
    assert second.respondent.type == "council"
    assert [o.text for o in second.omitted] == ["COUNCIL", "Town"]


def test_names_that_say_there_is_none_are_no_names() -> None:
    rows = [
        ["Response ID", "Name", "Organisation", "Comments"],
        ["1", "Ann", "N/A", "A view"],
        ["2", "", "-", "A view"],
    ]
    first, second = documents(text_table(rows))
    assert first.respondent
    assert first.respondent.name == "Ann"
    assert second.respondent
    assert second.respondent.name is None


def test_questions_numbered_as_the_consultations_keep_their_numbers() -> None:
    rows = [["Response ID", "Q3b) Why?", "Question 4: What next?"], ["1", "Because of the cost", "Fund it"]]
    assert [column.question for column in table(text_table(rows)).columns] == [None, "Q3(b)", "Q4"]
    assert points(documents(text_table(rows))[0]) == ["Because of the cost", "Fund it"]


def test_names_in_a_column_of_no_known_kind_are_told() -> None:
    people = ["Ann Lee", "Bob Ray", "Cy van Dam", "Dr D. Evans"]
    rows = [["Response ID", "Signed"], *[[f"r{n}", name] for n, name in enumerate(people)]]
    assert any('"Signed": the cells look like names' in warning for warning in table(text_table(rows)).warnings)
    views = ["Fund it", "Close it now", "Sundays please", "More books"]
    rows = [["Response ID", "Signed"], *[[f"r{n}", view] for n, view in enumerate(views)]]
    assert not any("look like names" in warning for warning in table(text_table(rows)).warnings)


def test_guesses_in_doubt_are_told_in_one_line() -> None:
    rows = [["Response ID", "Zzz", "Yyy", "Please explain why"], ["1", "Something", "Else", LONG]]
    (told,) = [warning for warning in table(text_table(rows)).warnings if "not known for anything" in warning]
    assert '"Zzz", "Yyy"' in told
    assert "explain" not in told


def test_what_a_platform_records_is_known_by_its_cells() -> None:
    for number, left_out in (
        ("16", "Agency ID|Docket ID|Tracking Number|Document Type|Posted Date|Title|Comment on Document ID|"
               "Received Date|Duplicate Comments|Page Count|Attachment Files"),
        ("36", "submitdate|lastpage|startlanguage|seed|groupTime12|Q02Time"),
    ):  # fmt: skip
        found = roles(*case(number))
        recorded = [header for header, role in found.items() if role in ("leave_out", "date")]
        assert recorded == left_out.split("|")


def test_a_docket_is_named_by_its_documents_and_its_comments_answer_no_question_of_another_column() -> None:
    found = documents(*case("16"))
    assert [one.name.partition("#")[2] for one in found] == [f"ABC-2024-0001-000{n}" for n in range(2, 8)]
    assert sum(len(points(one)) for one in found) == 6
    assert segments(found[0])[0] == ("question", "Comment", "Comment")
    assert any("attachment_1.pdf" in omitted.text for omitted in found[3].omitted)


def test_system_columns_do_not_take_the_numbers_of_questions() -> None:
    content, name = case("36")
    assert [column.question for column in table(content, name).columns if column.question] == ["Q1", "Q2"]


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("Route", ["A34", "B4100", "A34", "M5", "A34"], "leave_out"),
        ("Which route do you use?", ["A34", "B4100", "A34", "M5", "A34"], "open"),
        ("Satisfaction", ["1", "2", "3", "4", "5", "0"], "closed"),
        ("Seconds", [f"{n}.5" for n in range(9)], "leave_out"),
        ("How many minutes does it take?", [f"{n}.5" for n in range(9)], "closed"),
        ("Heading", [f"Comment from {name}" for name in ("Ann Lee", "Bob", "Cy", "Di", "Eve")], "leave_out"),
        ("File", ["https://a.example.org/1.pdf"], "leave_out"),
        ("Stage", ["Second reading"] * 5, "leave_out"),
        ("Which stage do you mean?", ["Second reading"] * 5, "closed"),
    ],
)
def test_cells_that_a_program_wrote(header: str, values: Sequence[str], expected: str) -> None:
    assert role(header, values) == expected
