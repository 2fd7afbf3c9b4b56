"""Headings, and the contents lists that repeat them."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, kind_of, labels, segments
from tests.splitting.test_styles import kinds


def test_a_line_whose_sentence_goes_on_below_is_no_heading() -> None:
    assert kinds(f"{PROSE}\n\nThe law of property:\n\n… controls what people may do.") == [
        f"point: {PROSE}",
        "point: The law of property: … controls what people may do.",
    ]


def test_contents_without_a_heading_with_numbers_and_pages() -> None:
    names = ("Introduction", "Our views", "What it costs")
    body = "\n\n".join(f"{n}. {name}\n\n{PROSE}" for n, name in enumerate(names, 1))
    for entry in ("{n}. {name}\t{n}", "{n}. {name}", "Chapter {n}\t{name}", "{name} ..... {n}"):
        entries = "\n".join(entry.format(n=n, name=name) for n, name in enumerate(names, 1))
        for text in (f"{entries}\n\n{body}", f"Contents\n\n{entries}\n\n{body}"):
            found = [line.partition(":")[0] for line in kinds(text)]
            assert found[-6:] == ["heading", "point"] * 3
            assert set(found[:-6]) == {"furniture"}


def test_two_asks_that_come_again_as_headings_are_no_contents() -> None:
    text = f"We ask for two things.\n\n- More money\n- Less haste\n\n# More money\n\n{PROSE}\n\n# Less haste\n\n{PROSE}"
    assert [line.partition(":")[0] for line in kinds(text, "a.md")][:3] == ["point"] * 3


def test_a_table_of_contents() -> None:
    text = f"Contents\n\nIntroduction\nOur views\n\nIntroduction\n\n{PROSE}\n\nOur views\n\n{PROSE}"
    assert [line.partition(":")[0] for line in kinds(text)] == [*["furniture"] * 3, *["heading", "point"] * 2]


def labelled(text: str, name: str = "a.txt") -> list[str]:
    return [line.partition(":")[0] for line in kinds(text, name)]


def test_a_sub_list_under_a_point_is_no_list_of_headings() -> None:
    for a, b in (("sub a is short", "sub b is short too"), ("Sub a is short", "Sub b is short too")):
        text = (
            f"1. Main point one.\n\n2. Main point two.\na) {a}\nb) {b}\nThe second point goes on.\n3. Main point three."
        )
        assert labels(text) == ["1", "2", "3"]


def test_clauses_are_no_headings() -> None:
    text = f"3.1\tThis applies to:\n\n(a) all searches of a person, and\n\n(b) searches with a warrant\n\n3.2\t{PROSE}"
    assert "heading" not in labelled(text)


def test_the_last_item_of_a_list_in_a_sentence_heads_nothing() -> None:
    text = f"{PROSE}\n\nThe plan has two parts, which deliver:\n\na) The directive; and\n\nb) Its rules\n\n{PROSE}"
    assert "heading" not in labelled(text)


def test_a_sub_list_under_a_heading_may_be_headings() -> None:
    text = f"1. Views\n\n{PROSE}\n\n2. Costs\n\na) Then\n\n{PROSE}\n\nb) Now\n\n{PROSE}\n\n3. End\n\n{PROSE}"
    assert labelled(text).count("heading") == 5


def test_letters_between_paragraphs_that_count_on_head_them() -> None:
    parts = [f"{letter}. PART {letter}{letter}\n\n{n}. {PROSE}" for n, letter in enumerate("ABCD", 2)]
    found = kinds("\n\n".join((f"1. {PROSE}", *parts)))
    assert [line[:10] for line in found if line.startswith("heading")] == [f"heading: {letter}" for letter in "ABCD"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The plan costs too much, as the audit office has said.1", "a.txt"),
        ("The plan costs too much, as the audit office has said.[^1]", "a.md"),
        ("<p>The plan is costly and mistaken.<sup>1</sup></p>", "a.html"),
    ],
)
def test_a_sentence_that_ends_in_a_notes_call_is_no_heading(line: str, name: str) -> None:
    below = f"<p>{PROSE}</p>" if name == "a.html" else PROSE
    assert labelled(f"{line}\n\n{below}", name) == ["point", "point"]


def test_a_heading_that_ends_in_a_number_is_one() -> None:
    assert labelled(f"Our view of section 3.1\n\n{PROSE}") == ["heading", "point"]


def test_remarks_without_full_stops_are_points() -> None:
    remarks = "I strongly oppose this plan\n\nChildren will suffer\n\nIt is a waste of money."
    assert labelled(remarks) == ["point"] * 3
    assert labelled(f"OUR VIEWS\n\n{remarks}") == ["heading", *["point"] * 3]


def test_an_assertion_above_prose_is_a_heading() -> None:
    assert (
        labelled(f"Children will suffer\n\n{PROSE}\n\nCouncils have the powers\n\n{PROSE}") == ["heading", "point"] * 2
    )


def test_two_headings_in_a_row_at_the_outermost_level() -> None:
    assert labelled(f"1. Introduction\n\n2. Background\n\n{PROSE}") == ["heading", "heading", "point"]


def test_a_line_above_one_that_introduces_a_list_heads_it() -> None:
    assert labelled("Summary\n\nWe ask for two things:\n\n- more money\n- less haste") == ["heading", "point"]


def test_lines_with_page_numbers_that_do_not_go_back_are_contents() -> None:
    text = f"1. The bay 2\n\n2. The lane 3\n\n3. The weir 3\n\n4. The slope 5\n\n# The lane\n\n{PROSE}\n\n{PROSE}"
    assert kind_of("The weir", text, "a.md") == "furniture"


def test_lines_that_end_with_figures_and_come_nowhere_again_stay() -> None:
    text = f"1. Bays in 2\n\n2. Lanes in 3\n\n3. Weirs in 4\n\n4. Slopes in 5\n\n{PROSE}\n\n{PROSE}"
    assert kind_of("Weirs in", text, "a.md") != "furniture"


def test_a_line_set_as_a_heading_that_breaks_off_belongs_to_the_sentence_below_it() -> None:
    text = "# Our view\n\n## This is based on the work of three firms, and\n\nends with what we ask for."
    assert kind_of("This is based", text, "a.md") == "point"


def test_a_dash_introduces_the_list_below_it() -> None:
    text = f"{PROSE}\n\nWe speak of three things —\n\n- the impact on shops\n- the noise at night\n- the cost to all"
    assert [kind for kind, _ in segments(text, "a.md")] == ["point", "point"]
