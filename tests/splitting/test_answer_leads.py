"""A form's own words around an answer: leads, prompts without a question mark, keys, thanks."""

from __future__ import annotations

import pytest

from analysis.splitting.furniture_lines import furniture_reason
from tests.splitting.documents import points, segments

SWIM = "Closing on Mondays would leave the swimming club without its training evening."
HEAT = "Heat the small pool with the waste heat of the crematorium next door."


@pytest.mark.parametrize("lead", ["Reasons:", "Your answer:", "Begründung:"])
def test_a_lead_in_the_paragraph_of_the_answer(lead: str) -> None:
    text = (
        f"1. Do you agree?\n\n☐ Yes ☒ No\n\n{lead} {SWIM}\n\n2. What else should we do?\n\n☐ Nothing ☒ This\n\n{HEAT}\n"
    )
    assert [words for _, words in points(text)] == [SWIM, HEAT]


def test_a_lead_without_a_question_is_read() -> None:
    assert f"Reasons: {SWIM}" in [words for _, words in points(f"{HEAT}\n\nReasons: {SWIM}\n")]


def test_prompts_ask_and_demands_do_not() -> None:
    asked = "Q2: Please explain the reasons for your answer to Q1 (no more than 250 words)."
    found = segments(f"Q1: Should the pool close on Mondays?\n\n{SWIM}\n\n{asked}\n\n{HEAT}\n")
    assert [words for kind, words in found if kind == "point"] == [SWIM, HEAT]
    demands = f"{SWIM}\n\n1. Please add a crossing by the school.\n\n2. Please give the club its evening.\n"
    assert [words for _, words in points(demands)][1:] == [
        "Please add a crossing by the school.",
        "Please give the club its evening.",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Voici mes réponses dans le texte ci-dessous.", "cover note"),
        ("My answers are in red.", "cover note"),
        ("Our answers show that below a height of two metres it floods.", None),
        ("Thank you for your comments.", "courtesy"),
        ("Please accept this as my response to the consultation.", "cover note"),
        ("Please treat this as the council's duty to its children.", None),
        ("Please return it to leisure@council.example by Friday 27 March.", "a form's own words"),
        ("Please send this waste to the sea by Friday.", None),
        ("The Friends would be pleased to give evidence to the committee in person.", "courtesy"),
        ("Dear council,", "greeting"),
        ("Dear friends of the pool are losing hope", None),
    ],
)
def test_thanks_and_references(line: str, reason: str | None) -> None:
    assert furniture_reason(line) == reason


def test_the_key_below_a_table() -> None:
    assert points(f"{SWIM}\n\n2 Type of comment: ge = general te = technical ed = editorial\n") == [("¶1", SWIM)]
