"""Positions from chosen answers: scales in any order, what is neither, and what the settings say otherwise."""

from __future__ import annotations

import pytest

from analysis.model import Position, Question
from analysis.positioning.closed_position import closed_position, is_yes_or_no, yes_side

SUPPORT, OPPOSE, MIXED, UNCLEAR = Position.SUPPORT, Position.OPPOSE, Position.MIXED, Position.UNCLEAR


@pytest.mark.parametrize(
    ("answers", "position"),
    [
        (["Strongly agree"], SUPPORT),
        (["1 - Agree strongly"], SUPPORT),
        (["5. Strongly disagree"], OPPOSE),
        (["Tend to disagree"], OPPOSE),
        (["Yes"], SUPPORT),
        (["**No**"], OPPOSE),
        (["Not in favour"], OPPOSE),
        (["I do not agree"], OPPOSE),
        (["Neither agree nor disagree"], UNCLEAR),
        (["Don’t know"], UNCLEAR),
        (["No objection"], UNCLEAR),
        (["Partly agree"], MIXED),
        (["Yes – with changes"], MIXED),
        (["Agree", "Disagree"], MIXED),
        (["Agree", "Not sure"], SUPPORT),
        (["Ydw"], SUPPORT),
        (["Nac ydw"], OPPOSE),
        (["Cytuno'n gryf"], SUPPORT),
        (["Anghytuno"], OPPOSE),
        (["Ddim yn siŵr"], UNCLEAR),
        (["Nein"], OPPOSE),
        (["Oui"], SUPPORT),
        (["Weekly for work"], None),
        (["Option A"], None),
        (["No change"], None),
        (["Dissatisfied"], None),
        (["Neither satisfied nor dissatisfied"], None),
        ([], None),
    ],
)
def test_a_chosen_answer_says_where_somebody_stands(answers: list[str], position: Position | None) -> None:
    assert closed_position(answers, None) is position


def test_the_settings_of_a_question_go_before_the_words() -> None:
    question = Question("Q1", "Do you object to the closure?", (("Yes", OPPOSE), ("No", SUPPORT), ("Option A", MIXED)))
    assert [closed_position([answer], question) for answer in ("yes", "No", "Option A")] == [OPPOSE, SUPPORT, MIXED]
    assert yes_side(question) == -1
    assert yes_side(Question("Q2", "Do you agree?")) == 1


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Do you agree with closing Mill Lane?", True),
        ("Q3. Should the age be raised?", True),
        ("Do you have any other comments?", False),
        ("What safeguards are needed?", False),
        ("Would you like the library to open on Sundays?", True),
        ("Do you live in the village?", False),
        ("Would the closure affect you?", False),
    ],
)
def test_a_question_that_yes_or_no_can_answer_is_known_by_its_words(text: str, is_one: bool) -> None:
    assert is_yes_or_no(Question("Q", text)) is is_one


@pytest.mark.parametrize(
    ("text", "chosen", "written"),
    [
        ("Do you agree with the closure?", OPPOSE, OPPOSE),
        ("What do you think of the closure?", OPPOSE, OPPOSE),
        ("What should the council do instead?", None, None),
        ("Do you live in the village?", None, None),
        ("Closing the school", OPPOSE, None),
    ],
)
def test_a_mere_no_takes_a_side_only_where_one_is_asked_for(
    text: str, chosen: Position | None, written: Position | None
) -> None:
    question = Question("Q", text)
    assert closed_position(["No"], question) is chosen
    assert closed_position(["No."], question, is_chosen=False) is written
    assert closed_position(["Disagree"], question) is OPPOSE


@pytest.mark.parametrize(
    "text",
    [
        "Should the scheme go ahead despite its impact on shops?",
        "Should your street have a 20 mph limit?",
        "Should any of the trees be felled?",
        "Q4. Should anything be done about parking on the verge?",
        "Would any of these changes be acceptable?",
        "When the school closes, should the site be sold?",
        "Would a ban reduce the impact of lorries?",
        "Will the scheme have a good effect on the town?",
        "Do you want your bins emptied every three weeks?",
        "Do you find the fee acceptable?",
        "Are you willing to pay a charge?",
        "Does your organisation support the plan?",
    ],
)
def test_a_ticked_yes_takes_a_side_whatever_the_question_speaks_of(text: str) -> None:
    assert closed_position(["Yes"], Question("Q", text)) is SUPPORT


@pytest.mark.parametrize(
    "text",
    [
        "Are you responding for an organisation?",
        "Is your household in receipt of benefits?",
        "Will your business be affected?",
        "Do you think the closure would affect you?",
        "Would you describe yourself as a carer?",
        "May we contact you again?",
        "Are there any groups that would be affected?",
    ],
)
def test_a_ticked_yes_to_a_plain_fact_takes_none(text: str) -> None:
    assert closed_position(["Yes"], Question("Q", text)) is None
