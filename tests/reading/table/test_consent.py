"""What respondents allow: "yes" only where it is plainly said, the strictest where they are asked twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Publish
from analysis.reading.table import consent
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, roles

PUBLISH = "May we publish your response?"
NAMED = "Can we publish your response with your name?"
HIDE = "Would you like your response to be confidential?"
NAMELESS = "Do you want your response to be published anonymously?"
REFUSE = "I do not want my response to be published"


@pytest.mark.parametrize(
    ("asked", "answer", "meant"),
    [
        (PUBLISH, "Yes", Publish.YES),
        (PUBLISH, "No", Publish.NO),
        (NAMED, "TRUE", Publish.YES),
        (HIDE, "Yes", Publish.NO),
        (HIDE, "No", None),
        (NAMELESS, "Yes", Publish.ANONYMOUS),
        ("I wish to remain anonymous", "Yes", Publish.ANONYMOUS),
        ("I wish to remain anonymous", "No", None),
        (REFUSE, "Yes", Publish.NO),
        (REFUSE, REFUSE, Publish.NO),
        (REFUSE, "No", None),
        (PUBLISH, "Publish response with name", Publish.YES),
        (PUBLISH, "Publish response only (without name)", Publish.ANONYMOUS),
        (PUBLISH, "Do not publish response", Publish.NO),
        (PUBLISH, "Publish but anonymously", Publish.ANONYMOUS),
        (PUBLISH, "Yes, but not my name", Publish.ANONYMOUS),
        (PUBLISH, "I want my response to be treated as confidential", Publish.NO),
        (PUBLISH, "You may publish my response with my name", Publish.YES),
    ],
)
def test_what_an_answer_means(asked: str, answer: str, meant: Publish | None) -> None:
    assert consent.meaning(asked, answer, {}) is meant


@pytest.mark.parametrize(
    "answer",
    ["Only if you leave out my job", "Maybe", "1", "2", "Yes if the name is right", "Yes, except page 2", "see above"],
)
def test_what_is_doubtful_is_never_a_yes(answer: str) -> None:
    with pytest.raises(consent.Unclear):
        consent.meaning(PUBLISH, answer, {})


@given(st.text())
def test_no_text_that_does_not_say_so_is_a_yes(answer: str) -> None:
    try:
        meant = consent.meaning(HIDE, answer, {})
    except consent.Unclear:
        return
    assert meant is not Publish.YES


@pytest.mark.parametrize(
    "asked",
    [
        "We may publish your response. Are you over 18?",
        "Unless you say otherwise we publish your response. Is that your name?",
        "I understand that my response may be published",
        "May we publish your response, and may we contact you about it?",
    ],
)
def test_a_yes_to_something_else_is_no_yes_to_publishing(asked: str) -> None:
    with pytest.raises(consent.Unclear):
        consent.meaning(asked, "Yes", {})


def test_a_bare_consent_may_be_to_anything() -> None:
    with pytest.raises(consent.Unclear):
        consent.meaning("Consent", "Yes", {})


@pytest.mark.parametrize(
    "header",
    [
        "Do you agree that councils should publish their plans?",
        "What are your views on the published plan?",
        "Should the register be public?",
        "Should meetings be private?",
    ],
)
def test_a_question_about_publishing_asks_for_no_consent(header: str) -> None:
    assert not consent.is_asked(header)


def test_of_two_columns_the_stricter_counts() -> None:
    rows = [["Response ID", "Comments", PUBLISH, HIDE], ["1", "A view", "Yes", "No"], ["2", "A view", "Yes", "Yes"]]
    rows += [["3", "A view", "", "No"], ["4", "A view", "", ""]]
    found = documents(text_table(rows))
    assert [one.respondent.publish.value for one in found if one.respondent] == ["yes", "no", "anonymous", "anonymous"]
    assert [(o.text, "publish" in o.reason) for o in found[0].omitted] == [("Yes", True), ("No", True)]


def test_reasons_for_confidentiality_are_no_answers_to_the_consultation() -> None:
    rows = [["Response ID", "Comments", HIDE, "If yes, please explain why it is confidential"]]
    rows += [["1", "A view", "Yes", "My employer would know me, and I would lose my job if they read it."]]
    (found,) = documents(text_table(rows))
    assert list(roles(text_table(rows)).values()) == ["id", "open", "publish", "publish"]
    assert found.text == "Comments\nA view"
