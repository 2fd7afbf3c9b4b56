"""Paragraphs that begin with the place in the paper that they are about."""

from __future__ import annotations

import pytest

from tests.splitting.documents import points

COUNT = "the traffic was counted in the school holidays."
BRIDGE = "the bridge is listed, so it cannot be widened."


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("Re para 4.2:", "Re Policy H2:", ["para 4.2", "Policy H2"]),
        ("Page 4, para 2 -", "Page 7, line 14 –", ["Page 4, para 2", "Page 7, line 14"]),
        ("In relation to Site SA12:", "Chapter 3:", ["Site SA12", "Chapter 3"]),
    ],
)
def test_each_is_a_point_that_the_place_labels(first: str, second: str, labels: list[str]) -> None:
    found = points(f"To the planning team\n\n{first} {COUNT}\n\n{second} {BRIDGE}\n")
    assert found == list(zip(labels, [COUNT, BRIDGE], strict=True))


def test_one_alone_and_a_title_are_words() -> None:
    assert points(f"Policy H2: {BRIDGE}\n\nWe ask for a new count.\n")[0][1] == f"Policy H2: {BRIDGE}"
    titles = points(f"Section 4: Funding\n\nWe say that {COUNT}\n\nSection 5: Staff\n\nWe say that {BRIDGE}\n")
    assert [words for _, words in titles] == [f"We say that {COUNT}", f"We say that {BRIDGE}"]
