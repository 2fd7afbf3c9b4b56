"""Citations: what a point is called is its own name, and as near as can be to what its author called it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Point
from analysis.tally.citations import citations


def point(label: str, section: str = "", question: str | None = None, start: int = 0) -> Point:
    return Point("a.txt", start, start + 1, label, (section,) if section else (), question)


def test_numbers_that_are_there_once_stay_as_their_author_wrote_them() -> None:
    assert citations(map(point, ["1", "2(a)", "¶1", "Recommendation 4"])) == ["1", "2(a)", "¶1", "Recommendation 4"]
    assert citations([]) == []


def test_a_number_that_every_section_has_is_told_apart_by_the_sections_own_number() -> None:
    made = citations([point("(a)", "1. Funding"), point("(b)", "1. Funding"), point("(a)", "Section 2 Safety")])
    assert made == ["1(a)", "(b)", "2(a)"]
    assert citations([point("i", "3.2 Cost"), point("i", "3.3 Time")]) == ["section 3.2, i", "section 3.3, i"]


def test_a_number_below_every_question_is_told_apart_by_the_question() -> None:
    assert citations([point("(a)", "Costs", "Q1"), point("(a)", "Costs", "Q2")]) == ["Q1(a)", "Q2(a)"]
    assert citations([point("1", "", "Q1"), point("1", "", "Q2"), point("1")]) == ["Q1, 1", "Q2, 1", "1, 1st"]


def test_what_nothing_tells_apart_is_told_apart_by_its_turn() -> None:
    sections = ["Who we are", "Should they?", "Safeguards", "Costs"]
    assert citations([point("(a)", name) for name in sections]) == ["(a), 1st", "(a), 2nd", "(a), 3rd", "(a), 4th"]
    made = citations([point("(a)", "", "Q1"), point("(a)", "", "Q1"), point("(a)", "", "Q2")])
    assert made == ["Q1(a), 1st", "Q1(a), 2nd", "Q2(a)"]


def test_an_authors_own_number_is_never_given_to_another_point() -> None:
    made = citations([point("(a)", "3. Costs"), point("(a)", "4. Time"), point("3(a)")])
    assert made == ["3(a), 1st", "4(a)", "3(a)"]


@pytest.mark.parametrize(("turn", "word"), [(1, "1st"), (11, "11th"), (12, "12th"), (22, "22nd"), (113, "113th")])
def test_turns_are_written_as_people_write_them(turn: int, word: str) -> None:
    assert citations([point("(a)")] * 120)[turn - 1] == f"(a), {word}"


labels = st.sampled_from(["(a)", "(b)", "a", "1", "1(a)", "Q1(a)", "(a), 1st", "section 1, a", "¶1", ""])
sections = st.sampled_from(["", "1. Costs", "1", "Section 1(a)", "Part 2", "Costs"])
points = st.builds(point, labels, sections, st.sampled_from([None, "Q1", "Q2"]))


@given(st.lists(points, max_size=30))
def test_no_two_points_of_a_response_have_one_name(listed: list[Point]) -> None:
    names = citations(listed)
    assert len(set(names)) == len(listed)
    assert all((each.label or "¶") in name for each, name in zip(listed, names, strict=True))
    once = [each.label for each in listed if each.label and sum(one.label == each.label for one in listed) == 1]
    assert set(once) <= set(names)
