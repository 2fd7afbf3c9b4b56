"""Columns that ask who responds, and for whom: their cells are names, and no answers."""

from __future__ import annotations

import pytest

from analysis.reading.table.column_profile import Profile
from analysis.reading.table.name_subject import Subject, asked_subject, names_in
from tests.reading.table.exports import text_table
from tests.reading.table.reading import roles

BODIES = ("Pell & Sons", "Hollowford Town Council", "", "Saint Olave's Hospice", "Wold Cyclists", "Friends of the Wold")
PERSONS = ("Ann Lee", "Bob Hartley", "", "Jane Roe", "Mary Pell", "")
DISHES = ("Price", "Parking", "", "More buses", "Longer hours", "A lift")


def _role(heading: str, cells: tuple[str, ...], before: str = "Do you use the bus?") -> str:
    rows = [
        [
            f"A{i}",
            "Yes" if cell else "No",
            cell,
            f"Number {i} is a good idea, since it would cost less than the old one.",
        ]
        for i, cell in enumerate(cells)
    ]
    return roles(text_table([["Response ID", before, heading, "Q1. Please explain."], *rows]))[heading]


@pytest.mark.parametrize(
    "heading",
    [
        "Please tell us the name of your organisation, if you are answering for one",
        "Organisation or group name",
        "If so, which organisation is that?",
        "Organisation name (leave blank if you are responding as an individual)",
        "On whose behalf are you responding?",
        "Name of your school, college or setting",
        "Are you responding on behalf of an organisation? If yes, please give its name",
        "Which residents' association or amenity society do you represent?",
        "Who should we contact about this response?",
        "What is your role within the organisation?",
        "Submitted on behalf of",
    ],
)
def test_a_heading_that_asks_who_responds_asks_for_no_answer(heading: str) -> None:
    assert _role(heading, BODIES) in ("respondent", "details")


@pytest.mark.parametrize(
    "heading",
    [
        "Please tell us about your organisation's experience of the scheme",
        "What would your group or organisation do instead?",
        "Please suggest a name for the new park",
        "Which organisations should be consulted?",
        "Which organisations represent you?",
        "Which groups represent residents?",
        "What is the role of the council in this?",
        "What position does your organisation take on the proposals?",
        "What would you name the school?",
        "Who would you like to represent the parish?",
        "Which ward would you like to belong to?",
        "What name would you give the club?",
        "Which group would you like to work with?",
        "Do you like the name of the trust?",
        "Please tell us who you would like to represent the parish",
        "Who should represent the residents?",
        "Who could the council work with?",
        "Which names should the wards be given?",
        "Who will represent the town?",
        "Which council should the parish belong to?",
    ],
)
def test_a_question_that_speaks_of_organisations_is_still_one(heading: str) -> None:
    assert asked_subject(heading) is None
    assert _role(heading, BODIES) in ("open", "closed")


@pytest.mark.parametrize(
    "heading",
    ["Who would you like to represent the parish?", "Who will represent the town?", "Whom would you elect?"],
)
def test_persons_whom_somebody_would_choose_are_answers(heading: str) -> None:
    assert _role(heading, PERSONS) in ("open", "closed")


def test_which_one_is_a_name_behind_the_question_whether_somebody_answers_for_a_body() -> None:
    assert _role("If so, which one?", BODIES, "Are you answering for an organisation?") == "respondent"
    assert _role("If so, which one?", DISHES) != "respondent"


def test_cells_that_are_names_are_no_answers_whatever_they_are_called() -> None:
    assert _role("Who", BODIES) == "details"
    assert _role("Who", ("Ann Lee", "Bob Hartley", "Dev Patel", "Wold Council", "", "")) == "respondent"
    assert _role("Who", DISHES) in ("open", "closed")


def test_a_detail_beside_a_name_is_a_detail() -> None:
    assert asked_subject("Name and contact details of main contact") is Subject.DETAIL
    assert asked_subject("Title of organisation") is Subject.NAME


@pytest.mark.parametrize(
    "heading",
    [
        "Could you tell us your name?",
        "If you would like to, please give your full name",
        "Please name the organisation you represent",
        "Please give an email address at which we can contact you",
        "Which organisation do you work for?",
        "Can you tell us on whose behalf you are responding?",
        "Full name (this will be published)",
        "Who is responding? Leave blank if you would like to.",
        "Organisation name - an individual can leave this blank",
    ],
)
def test_who_is_politely_asked_who_they_are_is_asked_for_no_view(heading: str) -> None:
    assert asked_subject(heading) is not None


@pytest.mark.parametrize(
    ("header", "is_name"),
    [
        ("If an organisation, which?", True),
        ("Which organisation, if any?", True),
        ("Group or society represented", True),
        ("Which organisation do you trust most?", False),
        ("If you run a business, which streets do you deliver to?", False),
    ],
)
def test_names_below_what_speaks_of_a_body_are_its_names(header: str, is_name: bool) -> None:
    profile = Profile()
    for cell in ("Pugh & Sons Ltd", "Curl Up & Dye Hair Salon", "Living Streets", "Living Streets"):
        profile.add(cell)
    assert (names_in(header, profile) is Subject.NAME) == is_name
