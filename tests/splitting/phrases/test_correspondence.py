"""What a letter asks for and thanks for, in words of which letters are made."""

from __future__ import annotations

from analysis.splitting.phrases.furniture_lines import furniture_reason
from tests.splitting.documents import PROSE, points


def test_whoever_asks_for_something_argues() -> None:
    asked = (
        "Please publish the responses.",
        "Please give us more time to respond.",
        "Thank you for the new bus shelter.",
        "Please do not answer us with another form letter.",
        "We hope that you will keep the library.",
        "I would be happy to pay you more for a later bus.",
        "Please help us to keep our post office.",
        "If you want feedback, send a person to visit us.",
        "Please provide a direct telephone number.",
        "Please answer the phone when we call you.",
        "I hope that you will read all the responses.",
        "We need you to trust us, please.",
        "We hope you will consider the evidence and trust the committee.",
        "Please let us speak at the hearing.",
        "I hope you will help the committee to keep the office.",
        "I would be happy to have a free direct phone number for you.",
        "Please send us a person who can help.",
        "We would welcome a visit from your office.",
    )
    assert {sentence: reason for sentence in asked if (reason := furniture_reason(sentence))} == {}


def test_what_is_dear_is_not_greeted() -> None:
    said = (
        "for pensioners",
        "at any price",
        "for all",
        "to all of us",
        "to members and friends",
        "bus fares",
        "in winter",
    )
    said += ("enough already", "there", "but worth it", "it may be", "for members")
    greeted = ("Sir", "planning team,", "councillors", "Ann Lee", "ann,", "to whom it may concern", "All")
    assert [words for words in (*said, *greeted) if furniture_reason(f"Dear {words}") == "greeting"] == list(greeted)


def test_lines_that_a_program_has_wrapped_are_one_sentence() -> None:
    closing = (
        "Thank you for the opportunity to comment on these proposals. If you\n"
        "have any questions about this submission, please do not hesitate to\n"
        "contact me on 01632 960983 or at the address above.\n"
    )
    assert points(f"Dear Sir\n\n{PROSE}\n\n{closing}\nYours faithfully\n\nAnn Lee\n") == [("¶1", PROSE)]
