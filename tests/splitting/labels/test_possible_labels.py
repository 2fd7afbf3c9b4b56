"""What might be a number of the author's, and every way of reading it."""

from __future__ import annotations

import io

import pytest
from docx import Document as Word

from analysis.model import SegmentKind
from analysis.splitting.labels.possible_labels import Label, declared_label, find_label
from analysis.text import roman_value
from tests.splitting.documents import PROSE, checked, document, labels


def seen(text: str) -> Label | None:
    return find_label(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "shown", "readings"),
    [
        ("1. We object.", "1", {"1. 1": (1,)}),
        ("1) We object.", "1)", {"1) 1": (1,)}),
        ("(1) We object.", "(1)", {"1() 1": (1,)}),
        ("[1] We object.", "[1]", {"1[] 1": (1,)}),
        ("1 We object.", "1", {"1 1": (1,)}),
        ("12: We object.", "12", {"1: 1": (12,)}),
        ("1 – We object.", "1", {"1– 1": (1,)}),
        ("1/ We object.", "1/", {"1/ 1": (1,)}),
        ("Para 2 . We object.", "Para 2", {"paragraph 1": (2,)}),
        ("1.1 We object.", "1.1", {"1 2": (1, 1)}),
        ("1.1. We object.", "1.1", {"1 2": (1, 1)}),
        ("2.10.3 We object.", "2.10.3", {"1 3": (2, 10, 3)}),
        ("1a. We object.", "1a", {"1 with a": (1, 1)}),
        ("4.2(b) We object.", "4.2(b)", {"1 with a": (4, 2, 2)}),
        ("(a) we object;", "(a)", {"a()": (1,)}),
        ("b) we object;", "b)", {"a)": (2,)}),
        ("b. We object.", "b", {"a.": (2,)}),
        ("i. We object.", "i", {"a.": (9,), "i.": (1,)}),
        ("(ii) we object;", "(ii)", {"i()": (2,)}),
        ("(iv). We object.", "(iv)", {"i()": (4,)}),
        ("xix) We object.", "xix)", {"i)": (19,)}),
        ("(xlv) We object.", "(xlv)", {"i()": (45,)}),
        ("I. We object.", "I", {"A.": (9,), "I.": (1,)}),
        ("IV. We object.", "IV", {"I.": (4,)}),
        ("A. We object.", "A", {"A.": (1,)}),
        ("A.1 We object.", "A.1", {"A.1 1": (1, 1), "A1 1": (1,)}),
        ("B12: We object.", "B12", {"A.1 1": (2, 12), "B1 1": (12,)}),
        ("R3. We object.", "R3", {"R1 1": (3,)}),
        ("§ 4 We object.", "§ 4", {"§ 1": (4,)}),
        ("Q1 We object.", "Q1", {"question 1": (1,)}),
        ("Q.1 We object.", "Q.1", {"question 1": (1,)}),
        ("Q1: we object", "Q1", {"question 1": (1,)}),
        ("Q3(b) We object.", "Q3(b)", {"question with a": (3, 2)}),
        ("Q3b We object.", "Q3b", {"question with a": (3, 2)}),
        ("Q3 (ii): We object.", "Q3 (ii)", {"question with i": (3, 2)}),
        ("Q3(i): We object.", "Q3(i)", {"question with a": (3, 9), "question with i": (3, 1)}),
        ("Question 3(b): we object", "Question 3(b)", {"question with a": (3, 2)}),
        ("QUESTION 3 We object.", "QUESTION 3", {"question 1": (3,)}),
        ("Recommendation 4 The law should change.", "Recommendation 4", {"recommendation 1": (4,)}),
        ("Rec. 4: the law should change", "Rec. 4", {"recommendation 1": (4,)}),
        ("Point 7. We object.", "Point 7", {"point 1": (7,)}),
        ("Para 5.2 We object.", "Para 5.2", {"paragraph 2": (5, 2)}),
        ("Paragraph 5.2 We object.", "Paragraph 5.2", {"paragraph 2": (5, 2)}),
        ("Part 1: We object.", "Part 1", {"part 1": (1,)}),
        ("**1.** We object.", "1", {"1. 1": (1,)}),
        ("**4.2** We object.", "4.2", {"1 2": (4, 2)}),
        ("_(a)_ we object", "(a)", {"a()": (1,)}),
        ("1.\tWe object.", "1", {"1. 1": (1,)}),
        ("1.\u00a0We object.", "1", {"1. 1": (1,)}),
        ("3.5 million", "3.5", {"1 2": (3, 5)}),
        ("27 May 2014", "27", {"1 1": (27,)}),
        # Believed only as the next of a list.
        ("2014. The Act was passed.", "2014", {"1. 1": (2014,)}),
        ("1.(1) We object.", "1", {"1. 1": (1,)}),
        ("(1)(a) We object.", "(1)", {"1() 1": (1,)}),
        ("3(a)(i) We object.", "3(a)", {"1 with a": (3, 1)}),
        ("1.a We object.", "1.a", {"1 with a": (1, 1)}),
        ("Questions 3-5: We object.", "Questions 3-5", {"question 1": (3,)}),
        ("Questions 3 and 4: We object.", "Questions 3 and 4", {"question 1": (3,)}),
        ("Regulation 3: We object.", "Regulation 3", {"regulation 1": (3,)}),
        ("(aa) we object", "(aa)", {"a()": (27,)}),
        ("1° Les communes", "1", {"1° 1": (1,)}),
        ("Cwestiwn 3: Ydym.", "Cwestiwn 3", {"question 1": (3,)}),
    ],
)
def test_readings(text: str, shown: str, readings: dict[str, tuple[int, ...]]) -> None:
    label = seen(text)
    assert label is not None
    assert label.shown == shown
    assert {reading.scheme: reading.value for reading in label.readings} == readings


@pytest.mark.parametrize(
    "text",
    [
        "1,000 people signed.",
        "10-15% of our budget",
        "10–15 per cent",
        "£3. That is all.",
        "e.g. this",
        "i.e. this",
        "I think",
        "A council",
        "a council",
        "A&E is full.",
        "I.T. is costly.",
        "24/7 cover",
        "1/2 of us",
        "1st place",
        "3rd, we object",
        "4x4 cars",
        "p.4 of the paper",
        "s. 317P(a) should be amended",
        "r. 3 must be kept",
        "(see annex A)",
        "(a council) is",
        "mix. Of that",
        "Ii. Of that",
        "iiv. Of that",
        "0. Nothing",
        "0.5 million",
        "1.2345 million",
        "Question 3 is unclear.",
        "Recommendation 3 of the Munro review",
        "Section 17 of the Act",
        "2(1) of the Act",
        "10000. We object.",
        "para 4 of the paper",
        "Questions 3",
        "No. 10",
        "",
    ],
)
def test_what_cannot_be_a_label(text: str) -> None:
    assert seen(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "2014. The Act was passed, and nothing came of it for years.",
        "10-15% of our budget has gone.",
        "10 - 15 per cent of our budget has gone.",
        "3.5 million journeys are made in this county every year.",
        "I think that the regulations are wrong.",
        "A council should decide.",
        "27 May 2014 is too early a date.",
        "1,000 people signed our petition.",
        "£3. That is what they pay an hour.",
        "e.g. this is how we did it in 2012.",
        "No. 10 has said that it wants to cut red tape.",
        "5 per cent of families moved away.",
        "M25 traffic keeps social workers from their visits.",
        "A. Smith has told you the same.",
    ],
)
@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_what_no_sequence_makes_a_label(line: str, first: int) -> None:
    rows = [f"{i}. {PROSE}" for i in range(1, 4)]
    rows.insert(first - 1, line)
    assert [label for label in labels("\n\n".join(rows)) if label.isdecimal()] == ["1", "2", "3"]
    assert labels(line) == ["¶1"]


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Q3: Yes.", "Q3"),
        ("Question 3(b): Yes.", "Q3(b)"),
        ("Q3 (ii) Yes.", "Q3(ii)"),
        ("Q12B. Yes.", "Q12(b)"),
        ("Recommendation 3: Yes.", None),
        ("3. Yes.", None),
    ],
)
def test_the_question_that_a_label_cites(text: str, cites: str | None) -> None:
    label = seen(text)
    assert label is not None
    assert label.cites == cites


@pytest.mark.parametrize("answer", ["yes", "no, never", "we agree", "agree"])
def test_a_reply_without_a_capital_still_follows_its_number(answer: str) -> None:
    assert seen(f"Q3 {answer}") is not None


def believed(text: str, start: int = 0, *, wrapped: bool = False) -> float:
    label = find_label(text, start, len(text), wrapped=wrapped)
    assert label is not None
    return label.score


def test_each_mark_against_a_label_counts() -> None:
    clean = believed("3. The law")
    assert clean > believed("3. the law") > believed("3 the law")
    assert clean > believed("3 The law")
    assert believed("A line that ends.\n3. The law", 18, wrapped=True) > believed(
        "A line that\n3. The law", 12, wrapped=True
    )
    assert believed("Q3: The law") > believed("Q3 The law") > clean


@pytest.mark.parametrize(
    ("number", "shown"), [("4.", "4"), ("4)", "4)"), ("(a)", "(a)"), ("1.2", "1.2"), ("ii.", "ii")]
)
def test_a_number_that_the_format_declares(number: str, shown: str) -> None:
    label = declared_label(number, 0, len(number))
    assert label is not None
    assert label.shown == shown
    assert label.score > 0


@pytest.mark.parametrize("number", ["10000.", "•", "", "Appendix 4"])
def test_a_declared_number_may_be_none(number: str) -> None:
    assert declared_label(number, 0, len(number)) is None


def test_roman_numbers() -> None:
    written = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xiv", "xl", "lxxxix"]
    assert [roman_value(letters) for letters in written] == [*range(1, 12), 14, 40, 89]
    assert [roman_value(letters) for letters in ("iiii", "vx", "iix", "ic", "")] == [0] * 5


def test_a_number_after_a_line_break_in_a_numbered_paragraph_is_found() -> None:
    made, kept = Word(), io.BytesIO()
    for n in (1, 2, 3):
        made.add_paragraph(f"{n}. {PROSE}")
    made.add_paragraph(f"4. {PROSE}\n5. {PROSE}")
    made.add_paragraph(f"6. {PROSE}\n2012 was the year of it.")
    made.save(kept)
    divided = checked(document(kept.getvalue(), "a.docx"))
    assert [s.label for s in divided if s.kind is SegmentKind.POINT] == [*"123456"]
