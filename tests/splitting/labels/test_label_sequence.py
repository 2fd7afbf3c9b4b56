"""Which numbers are believed: those that make sense together."""

from __future__ import annotations

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import SegmentKind
from analysis.splitting.labels.label_sequence import ChosenLabel, LabelCandidate, decode
from analysis.splitting.labels.possible_labels import find_label
from tests.splitting.documents import PROSE, checked, document, labels, points


def chosen(*starts: str) -> dict[str, ChosenLabel]:
    """The labels that are believed when paragraphs begin with these."""
    found = [find_label(f"{start} The law", 0, len(start) + 8) for start in starts]
    candidates = [LabelCandidate(label, False) for label in found if label]
    assert len(candidates) == len(starts)
    return {starts[i]: c for i, c in decode(candidates).items()}


def numbered(*starts: str) -> str:
    return "\n\n".join(f"{start} {PROSE}" for start in starts)


@pytest.mark.parametrize(
    "starts",
    [
        ("1.", "2.", "3."),
        ("1)", "2)"),
        ("(a)", "(b)", "(c)"),
        ("i.", "ii.", "iii.", "iv.", "v."),
        ("A.", "B.", "C."),
        ("I.", "II.", "III."),
        ("1.1", "1.2", "2.1", "2.2", "3.1"),
        ("1.1.1", "1.1.2", "1.2.1", "2.1.1"),
        ("A.1", "A.2", "B.1"),
        ("R1", "R2", "R3"),
        ("§ 1", "§ 2", "§ 3"),
        ("Q1", "Q2(a)", "Q2(b)", "Q3"),
        ("Recommendation 1:", "Recommendation 2:"),
        ("1", "1.1", "1.2", "2", "2.1"),
        ("A.", "1.", "2.", "B.", "1.", "2.", "C."),
        ("7.", "8.", "9.", "10."),
        # A number is missing, or stands twice.
        ("1.", "2.", "4.", "5."),
        ("1.", "2.", "9.", "10.", "11."),
        ("1.", "2.", "2.", "3."),
        ("1.1", "1.2", "3.1", "3.2"),
        ("1.", "2.", "3", "4."),
        ("8", "9", "10.", "11"),
        ("998.", "999.", "1000.", "1001."),
        # Two labels stand in one line, or a part without its number.
        ("1(a)", "(b)", "(c)", "2(a)", "(b)"),
        ("1(a)", "(b)", "2.", "3."),
        ("Q3(a):", "(b):", "(c):", "Q4:"),
        ("3a.", "b.", "4."),
        # An author who answers a paper by its numbers.
        ("Para 5.2:", "Para 5.9:", "Para 6.1:"),
        ("Clause 4:", "Clause 17:", "Clause 31:"),
        ("Paragraph 12:", "Paragraphs 15-17:", "Paragraph 20:"),
        ("Questions 1 and 2:", "Question 3:", "Questions 4 to 6:"),
        # Longer than the alphabet.
        tuple(f"({letter})" for letter in [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]),
        # It begins again.
        ("1.", "2.", "3.", "1.", "2.", "3."),
        ("1.1", "1.2", "1.1", "1.2", "1.3"),
        # Nobody answers every question.
        ("Q3:", "Q5:"),
        ("Question 4:",),
    ],
)
def test_sequences_that_make_sense(starts: tuple[str, ...]) -> None:
    assert labels(numbered(*starts)) == [start.rstrip(".:") for start in starts]


def test_parts_are_called_after_what_they_are_parts_of() -> None:
    found = labels(numbered("1.", "(a)", "(i)", "(ii)", "(b)", "(i)", "(ii)", "2.", "(a)", "(b)", "3."))
    assert found == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "1(b)(i)", "1(b)(ii)", "2", "2(a)", "2(b)", "3"]


@pytest.mark.parametrize(
    "starts",
    [
        ("1.",),
        ("(a)",),
        ("A.",),
        ("4.",),
        ("27", "3.5", "12"),
        ("5.", "17.", "3."),
        ("1", "2"),
        ("M25", "A12"),
        ("2012.", "2013.", "2014."),
        ("Section 4", "Section 11", "Section 50"),
    ],
)
def test_numbers_that_make_none(starts: tuple[str, ...]) -> None:
    assert labels(numbered(*starts)) == [f"¶{i + 1}" for i in range(len(starts))]


def test_one_i_among_letters_and_one_among_roman_numbers() -> None:
    letters = chosen(*(f"({letter})" for letter in "abcdefghijk"))
    assert letters["(i)"].stack == (("a()", (9,)),)
    roman = chosen("(i)", "(ii)", "(iii)", "(iv)", "(v)")
    assert roman["(i)"].stack == (("i()", (1,)),)
    assert roman["(v)"].stack == (("i()", (5,)),)


def test_roman_numbers_inside_letters() -> None:
    starts = ["(g)", "(h)", "(i)", "(ii)", "(iii)"]
    inside = chosen("(a)", "(b)", "(c)", "(d)", "(e)", "(f)", *starts)
    assert inside["(iii)"].stack == (("a()", (8,)), ("i()", (3,)))
    assert inside["(i)"].stack == (("a()", (8,)), ("i()", (1,)))


def test_a_roman_i_inside_letters_that_end_at_h() -> None:
    starts = ["(h)", "(i)", "(j)"]
    level = chosen("(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", *starts)
    assert [level[start].stack for start in starts] == [(("a()", (n,)),) for n in (8, 9, 10)]


@pytest.mark.parametrize(
    ("starts", "odd", "why"),
    [
        (("1.", "2.", "4."), "4.", "a number before it is missing"),
        (("1.", "2.", "2.", "3."), "2.", "the same number stands before it"),
        (("1.", "2.", "3.", "9.", "10.", "11."), "9.", "the number does not follow"),
    ],
)
def test_an_odd_number_is_believed_less_and_says_why(starts: tuple[str, ...], odd: str, why: str) -> None:
    found = [s for s in checked(document(numbered(*starts))) if s.kind is SegmentKind.POINT]
    doubted = [(s.label, s.reason) for s in found if s.confidence < 1]
    assert doubted == [(odd.rstrip("."), why)]


def test_a_restart_under_a_heading_is_nothing_odd() -> None:
    text = f"Summary\n\n{numbered('1.', '2.')}\n\nMain submission\n\n{numbered('1.', '2.')}"
    found = [s for s in checked(document(text)) if s.kind is SegmentKind.POINT]
    assert [(s.label, s.section, s.confidence) for s in found] == [
        ("1", ("Summary",), 1),
        ("2", ("Summary",), 1),
        ("1", ("Main submission",), 1),
        ("2", ("Main submission",), 1),
    ]


def test_a_list_inside_another_of_the_same_style() -> None:
    text = f"1. {PROSE}\n   1. {PROSE}\n   2. {PROSE}\n2. {PROSE}\n   1. {PROSE}\n   2. {PROSE}"
    found = [s for s in checked(document(text, "a.md")) if s.kind is SegmentKind.POINT]
    assert [(s.label, s.confidence) for s in found] == [(label, 1.0) for label in "112212"]


def test_two_labels_in_one_line() -> None:
    text = f"{numbered('1.', '2.')}\n\n3. (a) {PROSE}\n\n(b) {PROSE}\n\n4.(1)(a) {PROSE}\n\n(b) {PROSE}\n\n(2) {PROSE}"
    assert labels(text) == ["1", "2", "3(a)", "3(b)", "4(1)(a)", "4(1)(b)", "4(2)"]
    found = [text[s.start : s.end] for s in checked(document(text)) if s.kind is SegmentKind.LABEL]
    assert found[2:5] == ["3. (a)", "(b)", "4.(1)(a)"]


def test_a_second_label_whose_list_belongs_to_its_point_is_part_of_its_text() -> None:
    text = f"1. {PROSE}\n\n2. (a) money;\n\n(b) time.\n\n3. {PROSE}"
    assert points(text)[1] == ("2", "(a) money;\n\n(b) time.")


def test_a_bracket_behind_a_number_need_be_no_label() -> None:
    assert labels(f"1. (See also the annex.) {PROSE}\n\n2. (b) {PROSE}\n\n3. {PROSE}") == ["1", "2", "3"]


def test_a_part_cites_the_question_of_the_number_before_it() -> None:
    text = f"Q3(a): {PROSE}\n\n(b): {PROSE}\n\nQ4: {PROSE}"
    found = [(s.label, s.question) for s in checked(document(text)) if s.kind is SegmentKind.POINT]
    assert found == [("Q3(a)", "Q3(a)"), ("(b)", "Q3(b)"), ("Q4", "Q4")]


@pytest.mark.parametrize(
    "heads", [("1. Costs", "2. Quality"), ("A. Costs", "B. Quality"), ("1.1 Costs", "1.2 Quality")]
)
def test_numbers_that_run_through_numbered_headings(heads: tuple[str, str]) -> None:
    parts = [heads[0], numbered("1.", "2.", "3."), heads[1], numbered("4.", "5.")]
    found = [s for s in checked(document("\n\n".join(parts))) if s.kind is SegmentKind.POINT]
    assert [(s.label, s.section) for s in found] == [
        *((label, (heads[0],)) for label in "123"),
        *((label, (heads[1],)) for label in "45"),
    ]
    assert {s.confidence for s in found} == {1.0}


def test_a_large_number_is_believed_as_the_next_alone() -> None:
    text = numbered("998.", "999.") + f"\n\n2014. {PROSE}\n\n" + numbered("1000.", "1001.")
    assert labels(text) == ["998", "999", "1000", "1001"]


def test_a_year_at_the_start_of_a_paragraph_among_numbers() -> None:
    text = numbered("1.", "2.") + f"\n\n2014. {PROSE}\n\n" + numbered("3.")
    assert labels(text) == ["1", "2", "3"]
    assert "2014. We think" in points(text)[1][1]


def test_a_sum_that_an_editor_wrapped() -> None:
    text = """\
1. We have some experience of what can go wrong in this field, and of its cost.
2. Transport to school had been let to a single operator, which drove children
on some
3.5 million journeys a year until it ceased trading in February of this year.
3. Another operator was found for the buses, but nobody could be found for the
social workers, of whom there are few in the county at the best of times.
"""
    assert labels(text) == ["1", "2", "3"]


def test_a_number_that_an_editor_wrapped() -> None:
    text = """\
1. The regulations are too wide for the reasons that are given in our paragraph
2. of Schedule 1 to the Act there is nothing to be said at all in this context.
2. The regulations are too vague, and will be read by everybody as they please.
"""
    found = points(text)
    assert [label for label, _ in found] == ["1", "2"]
    assert found[1][1].startswith("The regulations are too vague")


def test_the_signature_of_somebody_whose_name_begins_like_a_list() -> None:
    text = f"{numbered('1.', '2.')}\n\nYours faithfully\n\nA. Smith\nChair"
    assert labels(text) == ["1", "2"]


def test_a_long_document_is_not_given_up() -> None:
    rows = [f"{letter}) {PROSE}" for letter, _ in zip(cycle("abcdefghijklmnop"), range(800), strict=False)]
    assert len(labels("\n\n".join(rows))) == 800


# A clean outline is recovered -----------------------------------------------------------------------------------------

ROMAN = ["i", "ii", "iii", "iv", "v", "vi"]
STYLES = {
    "1.": lambda n: f"{n}.",
    "1)": lambda n: f"{n})",
    "(1)": lambda n: f"({n})",
    "(a)": lambda n: f"({'abcdef'[n - 1]})",
    "a)": lambda n: f"{'abcdef'[n - 1]})",
    "a.": lambda n: f"{'abcdef'[n - 1]}.",
    "A.": lambda n: f"{'ABCDEF'[n - 1]}.",
    "(i)": lambda n: f"({ROMAN[n - 1]})",
    "i.": lambda n: f"{ROMAN[n - 1]}.",
    "I.": lambda n: f"{ROMAN[n - 1].upper()}.",
    "Q1:": lambda n: f"Q{n}:",
    "R1": lambda n: f"R{n}",
    "§ 1": lambda n: f"§ {n}",
    "Recommendation 1": lambda n: f"Recommendation {n}:",
}
SENTENCES = st.sampled_from(
    [
        PROSE,
        "In 2014. the county spent £3.5m on this, i.e. 10-15% more than it had in the year before that one.",
        "A council that knows its families should decide how they are served, and answer to them for it.",
        "I. Brown and others have shown that small teams work best, e.g. in the four pilots of the last round.",
        "Councils have lost a quarter of their staff. Nobody has said who is to pay for the new bodies, or when.",
    ]
)
SIZES = st.integers(2, 6)
Item = tuple[str, str, str]
"""A label as it is typed and as it is shown, and the words behind it."""


@st.composite
def lists(draw: st.DrawFn, styles: list[str], depth: int = 0, above: str = "") -> list[Item]:
    """Numbered items, some with a list of another style below them."""
    style, *rest = styles
    found: list[Item] = []
    for n in range(1, draw(SIZES) + 1):
        typed = STYLES[style](n)
        shown = part_of(above, typed.rstrip(".:"))
        found.append((typed, shown, draw(SENTENCES)))
        if depth < 2 and draw(st.booleans()):
            found += draw(lists(rest, depth + 1, shown))
    return found


@st.composite
def decimals(draw: st.DrawFn) -> list[Item]:
    """Sections with numbers, each with points of its own: 1., 1.1, 1.2, 2., 2.1."""
    found: list[Item] = []
    for section in range(1, draw(SIZES) + 1):
        found.append((f"{section}.", f"{section}", draw(SENTENCES)))
        found += [(f"{section}.{n}", f"{section}.{n}", draw(SENTENCES)) for n in range(1, draw(SIZES) + 1)]
    return found


OUTLINES = st.one_of(st.permutations(list(STYLES)).flatmap(lists), decimals())


@given(st.lists(OUTLINES, min_size=1, max_size=3), st.booleans())
def test_a_clean_outline_is_recovered(parts: list[list[Item]], prose_first: bool) -> None:
    text, expected = "", []
    for part, heading in zip(parts, ["Summary", "Our views in full", "What should be done"], strict=False):
        text += f"{heading}\n\n" + "".join(f"{typed} {words}\n\n" for typed, _, words in part)
        expected += [(shown, words) for _, shown, words in part]
    if prose_first:
        text, expected = f"{PROSE}\n\n{text}", [("¶1", PROSE), *expected]
    assert points(text) == expected


def part_of(above: str, label: str) -> str:
    """How a label is shown: "(a)" and "a)" are parts of the number above them, "2(a)"."""
    if not above or not label.endswith(")") or label.rstrip(")").isdigit():
        return label
    return f"{above if '(' in above else above.removesuffix(')')}({label.strip('()')})"
