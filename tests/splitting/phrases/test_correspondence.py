"""Sentences of a letter that speak of the correspondence alone."""

from __future__ import annotations

import pytest

from analysis.splitting.phrases.correspondence import corresponds
from tests.splitting.documents import PROSE, points


@pytest.mark.parametrize(
    "sentence",
    [
        "Please contact the secretary at the address below if we can be of help.",
        "Please confirm that you have received them and let me know when the report is published.",
        "Many thanks to you and your colleagues for taking the time to read this e-mail.",
        "I should be grateful if you would acknowledge receipt of this letter.",
        "If it would be useful to discuss any of our comments, please call me on 01632 960983.",
    ],
)
def test_they_say_nothing_of_the_matter(sentence: str) -> None:
    assert corresponds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please publish the responses.",
        "Please give us more time to respond.",
        "Thank you for the new bus shelter.",
        "Please do not answer us with another form letter.",
        "We hope that you will keep the library.",
        "I would be happy to pay you more for a later bus.",
        "Could you also please provide:",
    ],
)
def test_whoever_asks_for_something_argues(sentence: str) -> None:
    assert not corresponds(sentence)


def test_lines_that_a_program_has_wrapped_are_one_sentence() -> None:
    closing = (
        "Thank you for the opportunity to comment on these proposals. If you\n"
        "have any questions about this submission, please do not hesitate to\n"
        "contact me on 01632 960983 or at the address above.\n"
    )
    assert points(f"Dear Sir\n\n{PROSE}\n\n{closing}\nYours faithfully\n\nAnn Lee\n") == [("¶1", PROSE)]
