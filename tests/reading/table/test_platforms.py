"""Exports of the survey platforms that consultations are run on: every column is known, every answer in its place."""

from __future__ import annotations

import pytest

from analysis.model import Publish, Question, Respondent
from tests.reading.table import exports
from tests.reading.table.exports import WHY, Rows, text_table, workbook
from tests.reading.table.reading import documents, points, roles, segments, table

ROLES = {
    "Citizen Space": (
        exports.CITIZEN_SPACE,
        "id date respondent details respondent type closed open closed closed open publish",
    ),
    "Microsoft Forms": (exports.MICROSOFT_FORMS, "id leave_out date details closed closed open publish"),
    "Google Forms": (exports.GOOGLE_FORMS, "leave_out details closed closed closed open"),
    "SurveyMonkey": (
        exports.SURVEY_MONKEY,
        "id leave_out leave_out date details respondent respondent closed closed closed open open",
    ),
    "Qualtrics": (
        exports.QUALTRICS,
        "leave_out date leave_out details leave_out leave_out leave_out leave_out id leave_out leave_out "
        "closed closed closed open open",
    ),
    "SmartSurvey": (
        exports.SMART_SURVEY,
        "id leave_out details leave_out leave_out leave_out closed open closed closed open",
    ),
    "Jisc Online Surveys": (exports.JISC, "id closed closed open open leave_out"),
}


@pytest.mark.parametrize("platform", ROLES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_columns_of_every_platform_are_known(platform: str, kind: str) -> None:
    rows, expected = ROLES[platform]
    content = text_table(rows) if kind == "csv" else workbook({"Sheet1": rows})
    assert " ".join(roles(content, f"survey.{kind}").values()) == expected


def test_citizen_space() -> None:
    first, second, third = documents(text_table(exports.CITIZEN_SPACE))
    assert [one.name for one in (first, second, third)] == [f"survey.csv#ANON-A{n}" for n in (1, 2, 3)]
    assert first.respondent == Respondent("Ann Lee", "individual", Publish.ANONYMOUS)
    assert second.respondent == Respondent("Leeds Trust", "organisation", Publish.NO)
    sunday = Question("Q2", "Should libraries open on Sundays?")
    assert segments(first, [sunday])[:5] == [
        ("question", "5: Should libraries open on Sundays?", "Q2"),
        ("question", "Sunday opening", "Q2"),
        ("answer", "Yes", "Q2"),
        ("question", "Please tell us why", "Q2"),
        ("point", WHY, "Q2"),
    ]
    assert [words for kind, words, _ in segments(third) if kind == "answer"] == ["Not sure", "Books", "Study space"]
    assert ("Bob Ray", True) in [(o.text, "who filled in the form" in o.reason) for o in second.omitted]


def test_the_numbers_of_a_form_that_counts_names_as_questions_are_not_the_consultations() -> None:
    (first, *_) = documents(text_table(exports.CITIZEN_SPACE))
    keys = {question for _, _, question in segments(first, [Question("Q5", "Who should pay?")])}
    assert "Q5" not in keys


def test_surveymonkey_has_two_rows_of_names() -> None:
    first, second, third = documents(text_table(exports.SURVEY_MONKEY))
    assert first.respondent == Respondent("Ann Lee")
    assert table(text_table(exports.SURVEY_MONKEY)).header == 1
    assert segments(second) == [
        ("question", "Do you support the plan?", "Do you support the plan?"),
        ("answer", "No", "Do you support the plan?"),
        ("question", "Which would you use? (tick all that apply)", "Which would you use? (tick all that apply)"),
        ("answer", "Wifi", "Which would you use? (tick all that apply)"),
        ("question", "Other (please specify)", "Which would you use? (tick all that apply)"),
        ("point", "Toys", "Which would you use? (tick all that apply)"),
    ]
    assert points(third) == ["John Smith is right"]


def test_qualtrics_has_three_rows_of_names_and_codes_that_number_the_questions() -> None:
    first, second = documents(text_table(exports.QUALTRICS))
    assert first.name == "survey.csv#R_1aB"
    assert [(words, question) for _, words, question in segments(second)] == [
        ("Do you agree with the plan?", "Q1"),
        ("Disagree", "Q1"),
        ("Which matter?", "Q2"),
        ("Care", "Q2"),
        ("Other (please specify) - Text", "Q2"),
        ("Trees", "Q2"),
    ]


def test_microsoft_forms_joins_choices_with_semicolons() -> None:
    first, _, third, _, last = documents(workbook({"Sheet1": exports.MICROSOFT_FORMS}), "forms.xlsx")
    assert first.name == "forms.xlsx#1"
    assert [words for kind, words, _ in segments(first) if kind == "answer"] == ["Agree", "Cost", "Care"]
    assert [(kind, words) for kind, words, _ in segments(third)][-4:] == [
        ("label", "1."),
        ("point", "Keep it."),
        ("label", "2."),
        ("point", "Pay for it."),
    ]
    assert first.respondent
    assert first.respondent.publish is Publish.YES
    assert third.respondent
    assert third.respondent.publish is Publish.ANONYMOUS
    assert last.respondent
    assert last.respondent.publish is Publish.ANONYMOUS
    assert any("is not understood" in warning for warning in table(text_table(exports.MICROSOFT_FORMS)).warnings)


def test_google_forms_has_grids_and_choices_with_commas() -> None:
    first, second, *_, last = documents(text_table(exports.GOOGLE_FORMS))
    assert first.name == "survey.csv#row 2"
    assert [words for _, words, _ in segments(first)][:7] == [
        "How satisfied are you?: Opening hours",
        "Satisfied",
        "How satisfied are you?: Staff",
        "Very satisfied",
        "Which do you use?",
        "Books",
        "Wifi",
    ]
    assert points(second) == []
    assert points(last) == []


def test_each_item_of_a_ranking_is_a_question_of_its_own() -> None:
    rows: Rows = [["ID", "Q5. Rank what matters: Price", "Q5. Rank what matters: Distance", "Q6. Why?"]]
    rows += [
        [f"A{n}", str(1 + n % 2), str(2 - n % 2), f"Reason number {n} is that it costs too much."] for n in range(6)
    ]
    ranked = [one for one in segments(documents(text_table(rows))[1]) if one[0] == "answer"]
    assert [(words, question) for _, words, question in ranked] == [("2", "Q5: Price"), ("1", "Q5: Distance")]


def test_smartsurvey_ticks_with_ones_and_what_was_not_ticked_is_accounted_for() -> None:
    first, _ = documents(text_table(exports.SMART_SURVEY))
    assert [words for kind, words, _ in segments(first) if kind == "answer"] == ["No", "Cost"]
    assert [o.text for o in first.omitted if "not ticked" in o.reason] == ["Care: 0"]


SMALL: Rows = [["Response ID", "Comments"], ["a1", "Fund it properly"], ["a2", "Close it"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_delimiters_encodings_and_line_ends(delimiter: str, encoding: str, end: str) -> None:
    rows = [*SMALL, ["a3", "A café – “too dear”, or not;\tperhaps | more"]]
    found = documents(text_table(rows, delimiter, encoding, end))
    assert [points(one) for one in found] == [
        ["Fund it properly"],
        ["Close it"],
        ["A café – “too dear”, or not;\tperhaps | more"],
    ]
