"""Answers that have the numbers of the paper which they answer."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, labels, points

ANSWERS = ("4. We agree with the plan.", "7. We disagree, as we did before.", "12. There should be a cap.")


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_rising_numbers_are_labels(between: str) -> None:
    assert points(between.join(ANSWERS)) == [(n, said) for n, said in (a.split(". ", 1) for a in ANSWERS)]


def test_in_one_paragraph_of_wrapped_lines_three_are_needed() -> None:
    long = [f"{n}. {PROSE}" for n in (4, 9, 15)]
    assert labels("\n".join(long)) == ["4", "9", "15"]
    assert labels("\n".join(long[:2])) == ["¶1"]


@pytest.mark.parametrize(
    "text",
    [
        "2014. The Act was passed.\n\n2016. It was repealed.",
        "12. There should be a cap.\n\n7. We disagree, as we did before.",
        "40 children were lost.\n\n70 were found again.",
        "7. We disagree, as we did before.",
    ],
)
def test_years_falling_numbers_sums_and_lone_numbers_are_not(text: str) -> None:
    assert all(label.startswith("¶") for label in labels(text))


def test_beside_other_numbers_they_are_not_believed() -> None:
    assert labels(f"(a) {PROSE}\n\n(b) {PROSE}\n\n(c) {PROSE} 14. {PROSE}") == ["(a)", "(b)", "(c)"]
