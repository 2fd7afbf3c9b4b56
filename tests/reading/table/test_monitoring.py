"""Monitoring: columns that ask who answers are known by name and by cells, and questions about the subject are not."""

from __future__ import annotations

import pytest

from analysis.model import MONITORING, Document, Omitted, left_out_of
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import columns, monitoring, read
from tests.reading.table.exports import text_table
from tests.reading.table.reading import roles

NAMES = """
Age
Age group
Your age
Age range (please select)
What is your age?
What is your age group?
How old are you?
Which age group are you in?
Which age group do you belong to?
Please select your age group
Please tell us your age
Gender
Sex
What is your gender?
What is your sex?
How would you describe your gender?
How do you identify?
Gender identity
Is your gender identity the same as the sex you were registered at birth?
Which of the following best describes your gender?
Are you male or female?
Are you a wheelchair user?
Where do you live? (ward)
Partner's religion
Ethnicity
Ethnic group
What is your ethnic group?
What is your ethnicity?
How would you describe your ethnic origin?
Which of the following best describes your ethnic background?
Please indicate your ethnicity
Disability
Do you consider yourself to be disabled?
Do you consider yourself to have a disability?
Do you have a disability?
Do you have any long-term health conditions or illnesses?
Do you have a physical or mental health condition lasting 12 months or more?
Are your day-to-day activities limited because of a health problem?
Are you disabled?
Religion
What is your religion?
Religion or belief
Do you have a religion?
Sexual orientation
What is your sexual orientation?
Which of the following best describes your sexual orientation?
Postcode
Your postcode
What is your postcode?
First half of your postcode
Home postcode
Please enter your postcode
Marital status
What is your marital status?
Are you pregnant?
Are you a carer?
Do you provide any unpaid care?
Household income
Nationality
Year of birth
About you - Age
Equality monitoring: Ethnicity
Respondent's gender
Age and gender
""".strip().splitlines()

QUESTIONS = """
How old is the building?
Which age group should the service cover?
What age should the service start at?
Do you have any comments on disability services?
How does disability affect access?
Do you agree that sex education matters?
Should the age limit be raised?
Would the proposal affect people because of their religion?
What is your view on race relations?
What impact would this have on disabled people?
Which age group benefits most?
Age of the building
Do you have any comments?
What is your view?
Do you think gender pay reporting should change?
Would you support a faith school?
How would you describe the service?
How do you travel?
What is your preferred option?
Which ward do you live in?
Please describe your experience of the service
Do you have concerns about the postcode lottery?
What are your beliefs about the plan?
Average age
Language
Message
Page
Sexual health clinic
Income support
Carer's allowance: your views
Race course
Do you have a condition to add to the licence?
Are you a resident?
Are you responding as an individual?
Message to the council about ethnicity data
""".strip().splitlines()


def test_a_name_that_asks_who_answers_is_known() -> None:
    assert [name for name in NAMES if not monitoring.is_asked(name)] == []
    assert [name for name in NAMES if role(f"Q7. {name}", "One", "Other") != "monitoring"] == []


def test_a_question_about_the_subject_is_no_monitoring() -> None:
    answers = [f"Answer number {n} is a sentence of its own." for n in range(6)]
    assert [name for name in QUESTIONS if monitoring.is_asked(name)] == []
    assert [name for name in QUESTIONS if role(name, *answers) == "monitoring"] == []


def role(name: str, *cells: str) -> str:
    """What a column is taken for, beside one of answers in words."""
    head = f'Comments,"{name}"'
    rows = [f'Comment {n} says that a bus is late.,"{cell}"' for n, cell in enumerate(cells)]
    (table,) = columns("\n".join([head, *rows]).encode(), "survey.csv", ReadSettings())
    return next(column.role.value for column in table.columns if column.header == name)


@pytest.mark.parametrize(
    "cells",
    [
        ["Male", "Female", "Prefer not to say", "Male"],
        ["Woman", "Man", "Non-binary", "Other"],
        ["25-34", "35-44", "65+", "Under 18"],
        ["16 to 24", "25 to 34", "75 and over", "Prefer not to say"],
        ["White British", "Asian or Asian British", "Black African", "Not stated"],
        ["Christian", "Muslim", "No religion", "Prefer not to say"],
        ["Heterosexual", "Gay or lesbian", "Bisexual", "Prefer not to say"],
        ["LS1 4AB", "LS2 7EW", "BD1 1AA", "ls6 3hn"],
    ],
)
def test_cells_tell_below_a_name_that_says_nothing(cells: list[str]) -> None:
    assert role("Q14", *cells, *cells) == "monitoring"


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Which age group should the service cover?", ["18-24", "25-34", "65+", "Under 18"]),
        ("How many employees do you have?", ["10-19", "20-49", "50+", "10-19"]),
        ("How many hours a week do you drive?", ["10-19", "20-29", "30+", "10-19"]),
        ("Should the club be for men or women?", ["Men", "Women", "Men", "Women"]),
        ("Q14", ["Yes", "No", "Prefer not to say", "Yes"]),
        ("Q14", ["Agree", "Disagree", "Agree", "Not stated"]),
        ("Q14", ["1", "2", "3", "4"]),
        ("Q14", ["2014-15", "2015-16", "2014-15", "2015-16"]),
    ],
)
def test_the_same_cells_are_answers_where_the_name_asks_for_an_opinion(name: str, cells: list[str]) -> None:
    assert role(name, *cells, *cells) != "monitoring"


def test_what_goes_on_a_column_of_monitoring_is_monitoring() -> None:
    content = b"Comments,Gender,If other please specify\nA bus is late.,Other,Two-spirit\nA bus is late.,Male,\n"
    (table,) = columns(content, "survey.csv", ReadSettings())
    assert [column.role.value for column in table.columns] == ["open", "monitoring", "monitoring"]


def test_monitoring_stays_out_of_the_text_and_is_kept_with_its_column() -> None:
    results = read(b"Comments,Age\nFund it.,52\n", "survey.csv", ReadSettings())
    (found,) = [one for one in results if isinstance(one, Document)]
    assert "52" not in found.text
    assert found.omitted == (Omitted("52", left_out_of("Age", MONITORING)),)


def test_the_numbers_of_a_form_whose_last_questions_are_monitoring_are_used() -> None:
    content = b"Q1. Why?,Q2. What is your age?\nA bus is late.,52\nA bus is late again.,17\n"
    (table,) = columns(content, "survey.csv", ReadSettings())
    assert [(column.role.value, column.question) for column in table.columns] == [("open", "Q1"), ("monitoring", None)]


def test_comments_behind_a_question_about_the_respondent_are_an_open_question() -> None:
    rows = [
        ["ID", "Sexual orientation", "Comments"],
        ["1", "Straight", "The slope from the car park is too steep for us."],
        ["2", "Gay", "Lorries already stop by the old bank before eight."],
    ]
    assert list(roles(text_table(rows)).values()) == ["id", "monitoring", "open"]
