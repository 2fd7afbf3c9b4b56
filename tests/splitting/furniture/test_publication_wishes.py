"""What a respondent wants done with the response is no point of it."""

from __future__ import annotations

import pytest

from analysis.app.form_consent import form_consent
from analysis.redacting.refusals import refusal
from tests.splitting.documents import PROSE, points, segments


@pytest.mark.parametrize(
    "wish",
    [
        "PS Please do not print my name.",
        "P.S.: Please do not put my name in the paper.",
        "Please keep my response confidential. Please do not publish my name.",
    ],
)
def test_a_wish_is_told_and_no_point(wish: str) -> None:
    letter = f"{PROSE}\n\nYours faithfully\nHazel Thorne\n\n{wish}"
    assert points(letter) == [("¶1", PROSE)]
    assert refusal(letter) is not None


def test_what_somebody_asks_of_others_is_a_point() -> None:
    said = "The council must not publish the names of witnesses."
    assert points(f"{PROSE}\n\n{said}") == [("¶1", PROSE), ("¶2", said)]


def test_a_forms_question_about_publication_with_its_reasons_is_a_detail() -> None:
    asked = (
        "Q1. What is the park for?\n\nFootball, as there is no other pitch.\n\nQ2. May we publish your response?\n\nNo"
    )
    form = f"{asked}\n\nIf not, please tell us why:\n\nI work for the contractor and fear for my job."
    assert [said for kind, said in segments(form) if kind in ("point", "answer")] == [
        "Football, as there is no other pitch."
    ]
    found = form_consent(form)
    assert found is not None
    assert found[0].value == "no"


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("Please treat my response as confidential. The plan must be dropped.", ["The plan must be dropped."]),
        (
            "I pay £940 a month. I am writing in confidence, so this must not be published. The rent is too high.",
            ["I pay £940 a month.", "The rent is too high."],
        ),
        ("The road floods. Please do not put my letter on your website.", ["The road floods."]),
    ],
)
def test_a_wish_beside_what_is_said_is_cut_from_it(paragraph: str, said: list[str]) -> None:
    assert [words for _, words in points(f"{paragraph}\n\n{PROSE}")] == [*said, PROSE]


def test_a_wish_in_a_short_letter_is_not_given_back_as_a_point() -> None:
    letter = "Dear Sirs\n\nThe road floods.\n\nPlease do not put my letter on your website.\n\nYours\nTom Rusk\n"
    assert points(letter) == [("¶1", "The road floods.")]
