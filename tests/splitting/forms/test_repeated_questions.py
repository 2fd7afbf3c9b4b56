"""Questions that stand in one paragraph, or in one row of a form, with their answers."""

from __future__ import annotations

import io

import pytest
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as some

from analysis.model import Document, Question, SegmentKind
from analysis.reading.plain import blocks_of
from analysis.splitting import split
from tests.reading import docx_tools
from tests.splitting.documents import PROSE, checked, document, segments

DELEGATE = "Do you agree that councils should be able to delegate these functions?"
OTHER = "Do you have other comments?"
ASKED = (Question("Q1", DELEGATE), Question("Q2", OTHER))

ROWS = (
    ("Q1. Do you agree with the plan?", "Strongly opposed"),
    ("Q2. Why?", "It costs too much and helps nobody"),
    ("Would you like your response to be confidential?", "Yes"),
    ("Q3. Should councils delegate?", "No"),
    ("Q4. Any other comments?", "Stop the plan now"),
)
ANSWERED = [
    *[("question", ROWS[0][0]), ("answer", "Strongly opposed")],
    *[("question", "Q2. Why?"), ("point", ROWS[1][1])],
    ("furniture", "\t".join(ROWS[2])),
    *[("question", ROWS[3][0]), ("answer", "No")],
    *[("question", ROWS[4][0]), ("point", "Stop the plan now")],
]


def word(*rows: tuple[str, ...]) -> bytes:
    """A Word file with one table."""
    made, kept = Word(), io.BytesIO()
    table = made.add_table(0, len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    made.save(kept)
    return kept.getvalue()


def split_word(*rows: tuple[str, ...], asked: tuple[Question, ...] = ()) -> list[tuple[str, str]]:
    found = document(word(*rows), "a.docx")
    return [(s.kind.value, found.text[s.start : s.end]) for s in checked(found, asked) if s.kind is not SegmentKind.GAP]


# Paragraphs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\n", " ", "\t"])
@pytest.mark.parametrize("number", ["", "Q1 ", "Question 1: "])
def test_what_follows_a_restated_question_is_its_answer(number: str, between: str) -> None:
    assert segments(f"{number}{DELEGATE}{between}No, never.", asked=ASKED) == [
        ("question", f"{number}{DELEGATE}"),
        ("point", "No, never."),
    ]


def test_questions_and_answers_line_by_line() -> None:
    text = f"Q1 {DELEGATE}\nNo\nQ2 {OTHER}\nScrap it"
    found = [(s.kind.value, s.question) for s in checked(document(text), ASKED) if s.kind is not SegmentKind.GAP]
    assert found == [("question", "Q1"), ("answer", "Q1"), ("question", "Q2"), ("point", "Q2")]


def test_a_short_answer_below_the_last_question_is_no_signature() -> None:
    assert segments(f"{DELEGATE}\n\n{PROSE}\n\n{OTHER}\n\nScrap It", asked=ASKED)[-1] == ("point", "Scrap It")


def test_what_a_form_adds_to_its_question_belongs_to_it() -> None:
    assert segments(f"{OTHER} Please give your reasons.\n\nNone whatever, thank you.", asked=ASKED) == [
        ("question", f"{OTHER} Please give your reasons."),
        ("point", "None whatever, thank you."),
    ]
    assert segments(f"{OTHER} If so, families will suffer.", asked=ASKED)[1] == (
        "point",
        "If so, families will suffer.",
    )


@pytest.mark.parametrize(
    "said",
    [
        "We agree that councils should be able to delegate these functions.",
        "Councils should be able to delegate these functions, and do.",
        f"{PROSE} Nobody has asked whether councils should be able to delegate these functions.",
    ],
)
def test_a_statement_in_the_questions_words_is_a_point(said: str) -> None:
    assert segments(said, asked=ASKED) == [("point", said)]


# Rows -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [(), (Question("Q1", "Do you agree with the plan?"), Question("Q4", "Any others?"))])
def test_a_form_laid_out_as_a_table(asked: tuple[Question, ...]) -> None:
    assert split_word(*ROWS, asked=asked) == ANSWERED
    page = "".join(f"<tr><td>{question}</td><td>{answer}</td></tr>" for question, answer in ROWS)
    assert segments(f"<table>{page}</table>", "a.html", asked) == ANSWERED
    typed = "\n".join("\t".join(row) for row in ROWS)
    assert segments(typed, asked=asked) == ANSWERED


def test_its_answers_are_tied_to_their_questions() -> None:
    found = document(word(*ROWS), "a.docx")
    said = (SegmentKind.POINT, SegmentKind.ANSWER)
    assert [s.question for s in split(found) if s.kind in said] == ["Q1", "Q2", "Q3", "Q4"]


def test_numbers_in_a_column_of_their_own_below_the_tables_head() -> None:
    rows = (("1", "Your view of the plan", "Bad"), ("2", "Why?", "No\tIt costs too much"))
    assert split_word(("No.", "Question", "Response"), *rows) == [
        ("furniture", "No.\tQuestion\tResponse"),
        *[("question", "1\tYour view of the plan"), ("point", "Bad")],
        *[("question", "2\tWhy?"), ("answer", "No"), ("point", "It costs too much")],
    ]


def test_a_table_of_data_that_asks_in_passing_is_no_form() -> None:
    rows = (("Year", "2012"), ("Cost", "£2m"), ("Is it so?", "Yes"))
    assert [kind for kind, _ in split_word(*rows)] == ["point"]
    quarters = (("Quarter", "2012", "2013"), *((f"Q{n}", f"{n}2", f"£{n}m") for n in range(1, 5)))
    assert [kind for kind, _ in split_word(*quarters)] == ["point"]


def test_rows_of_long_prose_are_points_and_rows_of_data_are_not() -> None:
    rows = tuple((f"Fees in {place}", PROSE, PROSE) for place in ("towns", "villages"))
    found = [kind for kind, _ in split_word(("Topic", "Comment", "Reason"), *rows)]
    assert found == ["furniture", "label", "point", "label", "point"]
    short = (("Towns", "They are dear.", "12"), ("Villages", "They are not.", "7"))
    assert [kind for kind, _ in split_word(*short)] == ["point"]


def test_a_long_answer_in_the_column_beside_its_question() -> None:
    text = f"Q1. Do you agree?\tYes\nQ2. Why?\t{PROSE} {PROSE}\nQ3. Anything else?\tNo"
    assert [kind for kind, _ in segments(text)] == ["question", "answer", "question", "point", "question", "answer"]


def test_the_choice_that_a_form_offers_is_the_questions() -> None:
    found = segments(f"{DELEGATE}\n\n(Yes/No)\n\nNo\n\n{PROSE}", asked=ASKED)
    assert [kind for kind, _ in found] == ["question", "question", "answer", "point"]


PARTS = (
    DELEGATE,
    OTHER,
    "Q1",
    "Question 2:",
    "3.",
    "No",
    "Yes, but not now.",
    "Please explain.",
    PROSE,
    "?",
    ":",
    "**",
)
SPACES = (" ", "\t", "\n", "\n\n", "   ")


@given(some.lists(some.tuples(some.sampled_from(PARTS), some.sampled_from(SPACES)), min_size=1, max_size=14))
def test_however_they_are_mixed_every_character_is_accounted_for(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + space for part, space in parts)
    checked(Document("a.txt", text, blocks_of(text)), ASKED)


def test_the_row_below_a_question_says_in_its_first_cell_that_the_answer_follows() -> None:
    rows = (("Question 1", "Do you agree with the plan?"), ("Answer", PROSE), ("Question 2", "Any other views?"))
    assert segments(word(*rows, ("Response:", "")), "form.docx") == [
        ("question", "Question 1\tDo you agree with the plan?"),
        *[("furniture", "Answer"), ("point", PROSE)],
        *[("question", "Question 2\tAny other views?"), ("furniture", "Response:")],
    ]


@pytest.mark.parametrize(("cells", "ticked"), [(("Yes ✓", "No"), "Yes ✓"), (("Yes", "✔ No"), "✔ No")])
def test_a_tick_beside_one_of_several_answers_chooses_it(cells: tuple[str, str], ticked: str) -> None:
    rows = (("Question 1. Do you agree with the plan?", *cells), ("Reasons", PROSE, ""))
    found = segments(word(*rows), "form.docx")
    assert [words for kind, words in found if kind == "answer"] == [ticked]
    assert ("point", PROSE) in found


def test_below_a_head_that_ends_with_the_questions_the_next_row_answers() -> None:
    question, answer = "State the effect of the plan on the market hall.", "It takes the light from its windows."
    found = word(
        ("ID", "Questions"), ("2.1.1", question), (answer, ""), ("2.1.2", "State its costs."), ("Too high.", "")
    )
    shown = [(kind, " ".join(words.split())) for kind, words in segments_of(found)]
    assert shown == [
        ("question", f"2.1.1 {question}"),
        ("point", answer),
        ("question", "2.1.2 State its costs."),
        ("point", "Too high."),
    ]


def segments_of(content: bytes) -> list[tuple[str, str]]:
    found = document(content, "a.docx")
    kept = (SegmentKind.QUESTION, SegmentKind.ANSWER, SegmentKind.POINT)
    return [(s.kind.value, found.text[s.start : s.end]) for s in checked(found, ()) if s.kind in kept]


def test_numbered_rows_above_rows_of_one_cell_are_questions_and_answers() -> None:
    rows = (("3.1", "What of the hours?"), (PROSE,), ("3.2", "Other comments"), ("None of it helps us.",))
    content = docx_tools.document(docx_tools.table(*("".join(map(docx_tools.cell, row)) for row in rows)))
    found = document(content, "form.docx")
    assert [(s.kind.value, found.text[s.start : s.end]) for s in checked(found) if s.kind is not SegmentKind.GAP] == [
        ("question", "3.1\tWhat of the hours?"),
        ("point", PROSE),
        ("question", "3.2\tOther comments"),
        ("point", "None of it helps us."),
    ]


ROWED = [
    (("Q 2.1", "Would it affect you?", "Max. 200 words"), ("Q 2.2", "What would you keep?", "Max. 200 words")),
    (("2.1", "Would it affect you?"), ("2.2", "What would you keep?")),
]


@pytest.mark.parametrize("asking", ROWED)
def test_a_cell_that_limits_the_answer_belongs_to_its_question(asking: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    blank = [""] * (len(asking[0]) - 1)
    said = word(("No.", "Question", "Notes")[: len(asking[0])], asking[0], (SWIM, *blank), asking[1], (HALL, *blank))
    assert [words for kind, words in segments(said, "form.docx") if kind == "point"] == [SWIM, HALL]


SWIM = "The rowing club launches there four times a week."
HALL = "Keep the fresh water tap."


def test_an_empty_field_about_the_respondent_and_a_head_of_choices() -> None:
    said = word(("No.", "Question", "Agree?"), ("1", "Should it close?", "No"), ("2", "Should it move?", "Yes"))
    assert segments(said, "form.docx")[0] == ("furniture", "No.\tQuestion\tAgree?")
    named = word(("Your name", "Omar Reed"), ("Organisation (if any)", ""), ("1. Should it close?", SWIM),
                 ("2. Should it move?", HALL))  # fmt: skip
    assert [words for kind, words in segments(named, "form.docx") if kind == "point"] == [SWIM, HALL]
