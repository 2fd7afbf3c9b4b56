"""A question and its answer in one paragraph, parted by a line break."""

from __future__ import annotations

from tests.splitting.documents import segments

FARE, ROUTES = "Do you think that the fare should rise?", "Which routes would you cut?"
ROSE, NONE = "It rose twice last year already.", "None, for each has somebody who depends on it."


def test_the_line_that_asks_is_the_question() -> None:
    page = f"<ol><li>{FARE}<br>{ROSE}</li><li>{ROUTES}<br>{NONE}</li></ol>"
    found = [
        (kind, words) for kind, words in segments(f"<html><body>{page}</body></html>", "a.html") if kind != "label"
    ]
    assert [words for kind, words in found if kind == "point"] == [ROSE, NONE]
    assert [words.split(" ", 1)[1] for kind, words in found if kind == "question"] == [FARE, ROUTES]


def test_what_a_respondent_asks_in_passing_is_said() -> None:
    found = segments(f"Who pays for this?\nThe council does not say, and nobody asked us.\n\n{ROSE}\n")
    assert "question" not in {kind for kind, _ in found}
