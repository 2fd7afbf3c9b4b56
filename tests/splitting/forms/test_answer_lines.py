"""What a form prints above each answer."""

from __future__ import annotations

from analysis.splitting import split
from tests.splitting.documents import PROSE, document, points, segments

SLOPE = "The slope from the car park is too steep for people with walking frames."


def test_a_line_that_comes_again_below_questions_is_the_forms_in_any_language() -> None:
    text = f"1. Is the bay wide enough?\n\n☐ Ja ☒ Nein\n\nToelichting:\n\n{SLOPE}\n\n2. Is it lit?\n\n☒ Ja ☐ Nein\n\n"
    found = document(f"{text}Toelichting:\n\n{PROSE}\n")
    told = [(s.question, found.text[s.start : s.end]) for s in split(found) if s.kind.value == "point"]
    assert told == [("Q1", SLOPE), ("Q2", PROSE)]


def test_an_answer_that_comes_again_is_an_answer() -> None:
    text = (
        f"1. Do you agree with the bay?\n\nAs above\n\n2. What would you change?\n\nAs above\n\n3. Any more?\n\n{PROSE}"
    )
    assert "furniture" not in [kind for kind, words in segments(text) if words == "As above"]
    assert PROSE in [words for _, words in points(text)]
