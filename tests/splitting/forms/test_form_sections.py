"""What a form says of itself around its questions."""

from __future__ import annotations

import pytest

from analysis.splitting.phrases.form_phrases import ABOVE_FORM, OWN_VOICE, announces_answers, directs_reader
from analysis.splitting.phrases.furniture_lines import FORM_WORDS, furniture_reason
from tests.splitting.documents import PROSE as SAID
from tests.splitting.documents import checked, document, points

PROSE = " ".join([SAID] * 3)
SLOPE = "The slope from the car park is too steep for people with walking frames."
FIRST, SECOND = "1. Should the bay be moved, and where to?", "2. Is there anything else you wish to add?"


@pytest.mark.parametrize(
    "above",
    [
        "A freepost envelope is enclosed. We need it back by 12 April.",
        "Large print and Braille copies are available from the number below.",
        "We want to hear your views. It should take five minutes.",
    ],
)
def test_above_the_questions(above: str) -> None:
    text = f"{above}\n\n{FIRST}\n\n{SLOPE}\n\nTurn over for the last question.\n\n{SECOND}\n\n{PROSE}\n\n"
    below = (
        "Please check that you have answered all questions.\n\nWhat happens next?\n\nA summary will go to the board.\n"
    )
    assert [words for _, words in points(text + below)] == [SLOPE, PROSE]


@pytest.mark.parametrize(
    "above",
    [
        "The survey shows that traffic has doubled since the bridge was closed.",
        "It takes forty minutes to reach the hospital.",
        "Nobody has seen the form that the paper speaks of.",
        "Protect the green belt.",
        "Keep each library open.",
        "Your consultation pages are hard to read.",
    ],
)
def test_what_a_respondent_says_above_them_is_a_point(above: str) -> None:
    assert above in [words for _, words in points(f"{above}\n\n{FIRST}\n\n{SLOPE}\n\n{SECOND}\n\n{PROSE}\n")]


def test_a_respondent_s_section_is_not_the_form_s() -> None:
    text = f"{FIRST}\n\n{SLOPE}\n\n{SECOND}\n\n{PROSE}\n\nNext steps\n\nClose the old bank at once.\n"
    assert "Close the old bank at once." in [words for _, words in points(text)]


TELLS_NOBODY_HOW_TO_GO_ON = (
    "Make sure the last section of the cycle lane is lit.",
    "Use the survey of 2019 to plan the road.",
    "Go back to the forms of transport that worked.",
    "Send your questions to the developer who floods us.",
    "See the next part of the route, which floods.",
    "Check the survey the council hid.",
    "Read the questionnaire residents filled in last year.",
    "Continue the surveys of the river.",
    "Complete the last section of the bypass.",
    "Sign the last part of the lane.",
    "Answer the question about lorries.",
    "Return the last form of public transport to us.",
)
ANNOUNCES_NO_ANSWERS = (
    "Protect the green belt.",
    "Keep each library open.",
    "Comments on green space were ignored between elections.",
    "See the fields below the weir.",
    "Plant trees between houses.",
    "Put the bins under cover.",
    "Our responses to floods fall below the standard.",
    "See how the green suffers.",
    "Answer for the red ink.",
    "Repaint the blue bridge.",
    "Stop building below the dam.",
    "Comments in capitals are not read.",
)
IS_ABOVE_NO_FORM = (
    "Your consultation pages are hard to read.",
    "Your survey is biased.",
    "You ask for views and build it anyway.",
    "The guidance you issued breaks the law of the land.",
    "Post offices should stay online.",
    "Sign the petition online.",
    "Braille signs are missing from the station.",
    "The timetable should be in large print.",
    "The review seeks to shut our surgery.",
    "It will take years to build.",
    "It will take forty minutes to reach the hospital.",
    "Please keep the library open and online.",
    "You should keep the sections of the park open.",
    "The consultation asks nothing about buses.",
    "This survey leaves out the disabled.",
    "Your forms drive people away.",
    "Your response time is a disgrace.",
    "Read the answers of the residents.",
    "We need a bus back by the time school ends.",
    "Please answer the questions that residents put to you last year.",
    "Please give us a reply to our petition of last year.",
    "Send the lorries and their forms to another town.",
    "You must answer for the deaths on this road.",
    "Use the old sheets of plans again.",
    "Hand back the views of the sea.",
    "We want our views of the sea.",
    "Give the school a say, online or not.",
    "Leave the views alone.",
    "Post the views of the hills to nobody.",
    "Write off the debt and use the box junction.",
    "The consultation ends our market.",
)


def test_arguments_in_words_that_forms_use_are_not_the_form_s() -> None:
    assert [sentence for sentence in TELLS_NOBODY_HOW_TO_GO_ON if directs_reader(sentence)] == []
    assert [sentence for sentence in ANNOUNCES_NO_ANSWERS if announces_answers(sentence)] == []
    of_form = [sentence for sentence in IS_ABOVE_NO_FORM if ABOVE_FORM.match(sentence)]
    assert [sentence for sentence in of_form if OWN_VOICE.search(sentence) is None] == []


def test_what_tells_how_to_go_on_and_where_answers_stand() -> None:
    assert all(map(directs_reader, ("If you answered no, go to question 5.", "Please turn to the next page.")))
    assert all(
        map(announces_answers, ("See below.", "I have replied in red below each question.", "Gerne, siehe unten."))
    )


def test_what_may_be_the_form_s_is_a_point_to_check() -> None:
    above, below = "Replies should reach the Town Hall by noon on Friday.", "We value the time you have given."
    found = document(f"{above}\n\nQ1. What went wrong?\n\n{SLOPE}\n\nQ2. Anything else?\n\n{below}\n")
    reasons = {found.text[s.start : s.end]: s.reason for s in checked(found) if s.kind.value == "point"}
    assert "perhaps the form's own words" in (reasons[above] or "")
    assert "perhaps the form's own words" in (reasons[below] or "")
    assert reasons[SLOPE] is None


@pytest.mark.parametrize("note", ["Dear team, my replies are in the text.", "Hello, answers below."])
def test_where_the_answers_stand_may_be_said_behind_a_greeting(note: str) -> None:
    found = points(f"{note}\n\nQ1. What went wrong?\n\n{SLOPE}\n\nQ2. Anything else?\n\n{PROSE}\n")
    assert [words for _, words in found] == [SLOPE, PROSE]


def test_a_prompt_is_the_forms_and_no_detail_of_the_respondent() -> None:
    assert furniture_reason("Please give reasons for your answer:") == FORM_WORDS
