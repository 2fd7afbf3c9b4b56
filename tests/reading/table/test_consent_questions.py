"""How forms ask for consent: a "yes" is one to a plain question only, and none to a question turned round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Publish
from analysis.reading.table import consent
from analysis.reading.table.consent_questions import Asks, classify_question
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, points, roles, table

PLAIN = (
    "May we publish your response?",
    "Q7. Can we publish your response with your name?",
    "7: Are you happy for your response to be published? - Consent",
    "Are you content for your response to be published?",
    "Are you happy for us to publish your response?",
    "Do you consent to us publishing your response?",
    "Do you agree to your response being published?",
    "Do you give us permission to publish your response?",
    "Do you consent to the publication of your response?",
    "I agree to my response being published",
    "I am happy for my response to be published in full",
    "Please confirm that you are happy for us to publish your response (required)",
    "Would you like your response to be published?",
    "May we publish your name and response?",
    "We will publish a list of respondents. May we publish your response?",
    "Consent to publish",
    "Publication consent",
)
REFUSING = (
    "Would you like your response to be excluded from publication?",
    "Exclude my response from publication",
    "Do you wish to prevent your response from being published?",
    "Stop my response being published",
    "I'd prefer my response to be kept out of the published document",
    "I would prefer you didn't publish my response",
    "I withdraw my consent for my response to be published",
    "Do you refuse permission to publish your response?",
    "Decline publication of my response",
    "Is there any reason your response can’t be published?",
    "Please tick if you do NOT want us to publish your response",
    "Do you want your response withheld from publication?",
    "Do you object to the publication of your response?",
    "Please keep my response private",
    "Leave my name and response out of the published report",
    "We will publish your response unless you tick this box",
    "Withhold my response",
    "Opt out of publication",
    "Keep my answers off the website",
    "Are you unwilling for your response to be published?",
    "I disagree to my response being published",
)
OF_THE_NAME = (
    "Please redact my name from any published response",
    "May we publish your response without your name?",
    "May we publish your response with your name omitted?",
    "May we publish your response only after removing your name?",
    "Should we omit your name if we publish your response?",
    "Can we publish your response anonymously?",
    "I agree to my response being published provided my name is removed",
)
DOUBTFUL = (
    "May your response be published only in summary form?",
    "May we publish a summary of your response?",
    "May we publish your response after the consultation closes?",
    "Publish my response minus my name",
    "May we publish everything except your name and address?",
    "We may publish your response. Do you agree?",
    "Are you happy for your response to be published? If not, tick no",
    "Would you mind if we published your response?",
    "May we publish your response under a pseudonym?",
    "Are you happy for us to use your response in our report?",
    "Publishing your response",
    "May we share your response?",
    "Can we use quotes from your response?",
    "Permission to quote",
)


def said(question: str, answer: str) -> Publish | None:
    """What an answer counts as: doubt is anonymous."""
    try:
        return consent.meaning(question, answer, {})
    except consent.Unclear:
        return Publish.ANONYMOUS


@pytest.mark.parametrize("question", PLAIN)
def test_a_plain_question_is_answered_by_yes_and_no(question: str) -> None:
    assert (said(question, "Yes"), said(question, "No")) == (Publish.YES, Publish.NO)


@pytest.mark.parametrize("question", REFUSING)
def test_a_yes_to_keeping_back_is_a_no_and_a_no_to_it_allows_nothing(question: str) -> None:
    assert consent.is_asked(question)
    assert said(question, "Yes") is Publish.NO
    assert said(question, "TRUE") is Publish.NO
    assert said(question, "No") in (None, Publish.ANONYMOUS)


@pytest.mark.parametrize("question", OF_THE_NAME)
def test_a_yes_to_leaving_the_name_out_is_anonymous(question: str) -> None:
    assert consent.is_asked(question)
    assert said(question, "Yes") is Publish.ANONYMOUS
    assert said(question, "No") is not Publish.YES


@pytest.mark.parametrize("question", DOUBTFUL)
def test_a_yes_to_what_is_not_plain_is_told(question: str) -> None:
    with pytest.raises(consent.Unclear):
        consent.meaning(question, "Yes", {})


def test_a_no_to_a_plain_question_is_a_no_whatever_is_said_beside_it() -> None:
    assert said("Are you happy for your response to be published? If not, tick no", "No") is Publish.NO
    assert said("We keep names confidential. May we publish your response?", "No") is Publish.NO
    assert said("We keep names confidential. May we publish your response?", "Yes") is Publish.ANONYMOUS


TURNING = (
    "not",
    "never",
    "only",
    "without",
    "unless",
    "except",
    "anonymously",
    "after",
    "exclude",
    "omit",
    "if",
    "refuse",
)


@given(st.sampled_from(PLAIN), st.sampled_from(TURNING), st.integers(0, 20))
def test_no_word_that_turns_or_restricts_leaves_a_question_plain(question: str, word: str, at: int) -> None:
    split = question.split()
    turned = " ".join([*split[:at], word, *split[at:]])
    assert classify_question(turned) is not Asks.PLAINLY


@given(st.sampled_from([*REFUSING, *OF_THE_NAME, *DOUBTFUL]), st.text(max_size=30))
def test_nothing_but_the_name_in_words_is_a_yes_to_what_is_not_plain(question: str, answer: str) -> None:
    assert said(question, answer) is not Publish.YES


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("Please don't publish", Publish.NO),
        ("I'd rather not", Publish.NO),
        ("I refuse", Publish.NO),
        ("No, not even anonymously", Publish.NO),
        ("No, but you can quote me anonymously", Publish.ANONYMOUS),
        ("Don't publish my name or response", Publish.NO),
        ("Do not publish my name", Publish.ANONYMOUS),
        ("Yes, but only in part", Publish.ANONYMOUS),
        ("Yes, with my name removed", Publish.ANONYMOUS),
        ("Prefer not to say", Publish.ANONYMOUS),
        ("No preference", Publish.ANONYMOUS),
        ("Yes, you may", Publish.YES),
        ("Yes - publish with my name", Publish.YES),
        ("Yes, publish my response in full", Publish.YES),
    ],
)
def test_answers_in_words(answer: str, meant: Publish) -> None:
    assert said("May we publish your response?", answer) is meant


def test_what_a_question_turns_round_its_choices_do_not_turn_back() -> None:
    assert said("Which of these should we not do?: Publish my response", "Publish my response") is Publish.ANONYMOUS
    assert said("How may we use your response?: Publish my response", "Publish my response") is not Publish.NO


def test_a_name_withheld_withholds_no_response() -> None:
    rows = [["Response ID", "Comments", "May we publish your name?"], ["1", "A view", "No"], ["2", "A view", "Yes"]]
    found = documents(text_table(rows))
    assert [one.respondent.publish for one in found if one.respondent] == [Publish.ANONYMOUS] * 2
    assert any("speaks of the name only" in warning for warning in table(text_table(rows)).warnings)


def test_with_leave_for_the_response_the_name_needs_its_own() -> None:
    rows = [["Response ID", "Comments", "May we publish your response?", "May we publish your name?"]]
    rows += [["1", "A view", "Yes", "Yes"], ["2", "A view", "Yes", "No"], ["3", "A view", "Yes", ""]]
    rows += [["4", "A view", "No", "Yes"]]
    found = [one.respondent.publish.value for one in documents(text_table(rows)) if one.respondent]
    assert found == ["yes", "anonymous", "anonymous", "no"]


NO_WORDS = (
    "No, I do not want this response to be published, because of my work, and I would be grateful if you left it out"
)
YES_WORDS = (
    "Yes, I am happy for this to be published as it is, and for it to stand on your website as long as you think fit"
)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Publishing your response", ["Please don't publish", "Publish with name"]),
        ("Can we publish your response?", [NO_WORDS, YES_WORDS]),
        ("Your response and publication of your answers", [NO_WORDS, YES_WORDS, NO_WORDS, YES_WORDS]),
        ("How should we handle your response?", ["Keep it confidential", "Publish with my name"]),
        ("May we share your response?", ["No", "Yes"]),
        ("Can we use quotes from your response?", ["No", "Yes"]),
        ("Permission to quote", ["No", "Yes"]),
        ("May we attribute comments to you by name?", ["No", "Yes"]),
        ("Q12", ["Do not publish my response", "Publish my response with my name"]),
        ("Do you consent to publication?", ["No", "Yes", "Yes, but anonymously"]),
        ("Publication of response", ["Yes, but anonymously", "No", "Yes"]),
        ("Consent to disclosure", ["No", "Yes", "No"]),
        ("FOI - please tick if you object to disclosure", ["x", "x"]),
        ("Are you content for this submission to be placed on our website?", ["No", "Yes"]),
        ("Can what you sent appear with the other replies to the public?", ["Anonymous please", "Yes"]),
    ],
)
def test_a_column_of_consent_is_known_however_it_is_called(header: str, cells: list[str]) -> None:
    rows = [["Response ID", header, "Comments"], *[[f"r{n}", cell, "Fund it"] for n, cell in enumerate(cells)]]
    assert roles(text_table(rows))[header] == "publish"
    found = documents(text_table(rows))
    assert [points(one) for one in found] == [["Fund it"]] * len(cells)
    assert found[0].text.startswith("Comments\n")
    assert found[0].respondent
    assert found[0].respondent.publish is not Publish.YES


@pytest.mark.parametrize(
    "header",
    [
        "Do you agree that councils should publish your data?",
        "Should we publish evidence of harm?",
        "Do you consent to the proposed licence conditions?",
        "Q12",
    ],
)
def test_a_question_of_policy_asks_for_no_consent(header: str) -> None:
    for answers in (["Yes, publish it", "Do not publish it"], ["Yes", "No"]):
        rows = [["Response ID", header], *([str(n), answer] for n, answer in enumerate(answers))]
        assert roles(text_table(rows))[header] in ("open", "closed", "leave out")
