"""Lines that break off before a figure."""

from __future__ import annotations

import pytest

from tests.splitting.documents import labels, points, segments


def test_figures_at_the_start_of_short_lines_are_no_numbers() -> None:
    text = (
        "1. We were told.\n\n2. Costs will rise by\n3.5 million pounds.\n\n3. We estimate\n10-15% of cases will fail."
    )
    assert points(text) == [
        ("1", "We were told."),
        ("2", "Costs will rise by\n3.5 million pounds."),
        ("3", "We estimate\n10-15% of cases will fail."),
    ]


def test_prose_is_not_torn_at_its_figures() -> None:
    assert labels("The cost was put at\n2.5 million in\n2012. It is now\nmore.") == ["¶1"]
    assert labels("They pay for\n14 children in\n3 homes.") == ["¶1"]
    assert labels("It was said in May\n2012 that they would stop.") == ["¶1"]


@pytest.mark.parametrize(
    "text",
    [
        "1 more money\n2 less haste\n3 better staff",
        "We want more money.\n3.5 million is too little.\n2.5 is far too little.",
        "Our Costs\n\n10 children were lost to us last year.\n\n12 more this year.",
    ],
)
def test_lists_and_lines_that_end_stay_apart(text: str) -> None:
    assert len(labels(text)) + text.startswith("Our") == 3


def test_a_heading_above_a_sum_stays_one() -> None:
    text = "Costs\n2.5 million pounds is too much."
    assert segments(text) == [("heading", "Costs"), ("point", "2.5 million pounds is too much.")]
