"""Sentences about printing the response itself."""

from __future__ import annotations

import pytest

from analysis.model import Question
from tests.splitting.documents import PROSE, points


@pytest.mark.parametrize(
    "said",
    [
        "We are happy for it to be published.",
        "You may publish this with my name.",
        "Please feel free to publish our response in full.",
        "We have no objection to our response being published under the name of the Weir Society.",
        "Our submission can be made public.",
        "This response is not confidential.",
        "I don’t mind if you publish this.",
        "Think before you print. This e-mail is confidential and intended for the addressee only.",
        "Hello, form below.",
        "No comment.",
    ],
)
def test_what_only_speaks_of_the_response_is_no_point(said: str) -> None:
    assert points(f"Dear team\n\n{PROSE}\n\n{said}\n") == [("¶1", PROSE)]


@pytest.mark.parametrize(
    "said",
    [
        "The department should publish every response that it receives.",
        "Our names are published on the register already, which has led to burglaries.",
        "If our response is published, our competitors will learn our prices.",
        "Please publish it before any decision is made, so that people can judge.",
        "We have no objection to licences being made public.",
        "This was published in 2019 and is out of date.",
        "Think before you build on a field.",
        "No comment from the minister can hide this.",
        "Form C below is too long.",
    ],
)
def test_what_argues_about_publication_stays(said: str) -> None:
    assert ("¶2", said) in points(f"Dear team\n\n{PROSE}\n\n{said}\n")


def test_below_a_question_it_is_what_the_question_asks_of() -> None:
    asked = [Question("Q1", "Should the inspector's report on each kennel be published?")]
    said = "We are happy for it to be published."
    assert said in [words for _, words in points(f"Q1. {asked[0].text}\n\n{said}\n", asked=asked)]
