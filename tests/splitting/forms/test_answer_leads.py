"""A form's own words around an answer: leads, prompts without a question mark, keys, thanks."""

from __future__ import annotations

import pytest

from analysis.splitting.phrases.furniture_lines import furniture_reason
from tests.reading.docx_tools import cell, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import checked, document, points, segments

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


def test_marked_questions_and_answers() -> None:
    found = segments(f"Q: Should the pool close?\n\nA: {SWIM}\n\nQ: Anything else?\nA: No\n")
    assert [(kind, words) for kind, words in found if kind != "furniture"] == [
        *[("question", "Q: Should the pool close?"), ("point", SWIM)],
        *[("question", "Q: Anything else?"), ("answer", "No")],
    ]


def test_an_unanswered_question_and_a_prompt_are_the_forms() -> None:
    form = f"1. Do you swim?\n\n☐ Yes ☒ No\n\n2. Please tell us why.\n\n{SWIM}\n\n3. What should we heat?\n"
    assert [words for _, words in points(form)] == [SWIM]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("The Parish Council considered the consultation at its meeting on 2 March 2026.", "cover note"),
        ("The Council discussed the draft plan at its meeting and opposes site M7.", None),
        ("At its meeting on 12 February 2026 the Parish Council resolved to respond as follows:", "cover note"),
        ("Proposed by Cllr Ash, seconded by Cllr Oak, and carried unanimously.", "cover note"),
        ("We act for Mill Estates Ltd and are instructed to respond to the above consultation.", "cover note"),
        ("We act for traders who object to the charge.", None),
        ("This submission focuses on three uses of cameras in the square.", "cover note"),
        ("This submission outlines why the Bill is wrong.", None),
        ("2024 Submission to the eSafety Commissioner on draft codes of the industry", "cover note"),
        ("Submission to the Treasury in 2021 was ignored.", None),
        ("We reserve our client's right to make further representations.", "courtesy"),
        ("We would be pleased to host officials on a member's farm.", "courtesy"),
        ("We would like to welcome the committee, because it has never seen a farm.", None),
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


def test_initials_before_several_answers_are_none_of_their_words() -> None:
    text = f"1. What do you use it for?\n\nHS: {SWIM}\n\n2. What puts you off?\n\nHS: {HEAT}\n"
    assert [words for _, words in points(text)] == [SWIM, HEAT]
    once = f"1. What do you use it for?\n\nNHS: {SWIM}\n\n2. What puts you off?\n\n{HEAT}\n"
    assert f"NHS: {SWIM}" in [words for _, words in points(once)]


def test_a_lead_in_a_row_of_its_own() -> None:
    rows = (
        cell("1.") + cell("Should the ford be closed?"),
        cell("") + cell("☐ Yes ☒ No"),
        cell("") + cell(f"Reasons: {SWIM}"),
    )
    found = document(word_file(table(*rows)), "form.docx")
    assert [found.text[s.start : s.end] for s in checked(found) if s.kind.value == "point"] == [SWIM]
