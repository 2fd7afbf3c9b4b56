"""Labels within a line: numbering, or parts of a sentence."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, labels, points

SENTENCE = "Every provider should be inspected by Ofsted as often as a council is."


@pytest.mark.parametrize(
    "marks", [("(1)", "(2)", "(3)"), ("(a)", "(b)", "(c)"), ("(i)", "(ii)", "(iii)"), ("1.", "2.", "3.")]
)
def test_sentences_run_together_are_points(marks: tuple[str, ...]) -> None:
    text = f"We make these points. {' '.join(f'{mark} {SENTENCE}' for mark in marks)}\n\n{PROSE}"
    assert points(text) == [
        ("¶1", "We make these points."),
        *((mark.rstrip("."), SENTENCE) for mark in marks),
        ("¶2", PROSE),
    ]


def test_a_paragraph_that_begins_with_its_number_and_goes_on_to_the_next() -> None:
    assert labels(f"4. {SENTENCE} 5. {SENTENCE}\n\n6. {PROSE}") == ["4", "5", "6"]
    assert labels(f"1.1 {SENTENCE} 1.2 {SENTENCE}\n\n1.3 {PROSE}") == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    "text",
    [
        "We ask for (1) more money; (2) more time; and (3) more staff.",
        "We ask for three things: (a) more money, (b) more time and (c) more staff.",
        "These are our asks: (a) More money. (b) More time. (c) More staff.",
        f"We refer to regulation 3. (2) {SENTENCE}",
        f"It was so in Schedule 1. 2. {SENTENCE}",
        f"(1) {SENTENCE} (3) {SENTENCE}",
        f"It is as we said in paragraph (a). (b) {SENTENCE} (d) {SENTENCE}",
    ],
)
def test_what_belongs_to_a_sentence_stays_in_it(text: str) -> None:
    assert labels(f"{text}\n\n{PROSE}") == ["¶1", "¶2"]


def test_an_item_that_is_no_sentence_makes_its_run_none() -> None:
    assert labels(f"Our asks. (1) {SENTENCE} (2) Money. (3) {SENTENCE}") == ["¶1"]


def test_parts_of_a_numbered_point_within_its_line() -> None:
    text = (
        f"1. These belong on the face of the law: (a) {SENTENCE} (b) {PROSE}\n\n2. We ask for (a) money and (b) time."
    )
    assert labels(text) == ["1", "1(a)", "1(b)", "2"]
