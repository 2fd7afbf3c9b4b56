"""Forms in PDF files: grids of choices, boxes in the fonts of signs, lists to choose from, options struck out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from analysis.model import MARKED, Document, Segment
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from tests.reading.pdf_builder import Text, paragraph, pdf

QUESTION = "Question 4: How far do you agree with each of these?"
PROSE = "We would add that the market should be kept open on Saturdays, for older people."
STATEMENTS = ("The market should stay open", "The loading bay should be moved", "Buses should call at the cross")
SCALE = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
PICKS = (1, 3, 0)
ANSWERED = [("question", QUESTION)] + [
    pair
    for statement, pick in zip(STATEMENTS, PICKS, strict=True)
    for pair in (("question", statement), ("answer", SCALE[pick]))
]
AGREES = "Question 5: Do you agree with the plan?"


def document(content: bytes) -> Document:
    result = next(read(content, "a.pdf", ReadSettings()))
    assert isinstance(result, Document)
    return result


def said(content: bytes) -> list[tuple[str, str]]:
    """What a form asks and what is said in it."""
    result = document(content)
    kinds = ("question", "answer", "point")
    return [(s.kind.value, words_of(s, result.text)) for s in split(result) if s.kind.value in kinds]


def words_of(segment: Segment, text: str) -> str:
    """A segment's words; those of a mark in a grid stand above its column."""
    if segment.reason != MARKED:
        return " ".join(text[segment.start : segment.end].split())
    assert text[segment.start : segment.end] == "☒"
    assert segment.question == "Q4"
    return segment.section[-1]


def written(draw: Callable[[Canvas], None]) -> bytes:
    content = io.BytesIO()
    page = Canvas(content)
    draw(page)
    page.save()
    return content.getvalue()


# --- grids ---

MARKS = pytest.mark.parametrize(
    ("mark", "font"), [("x", "regular"), ("4", "dingbats"), ("n", "dingbats"), ("x", "wingdings")]
)
COLUMNS = (300, 350, 400, 450, 500)


def grid(mark: str, font: str, empty: str = "") -> list[Text]:
    """A grid of choices: options of two lines above, a mark in each row, and perhaps signs for what is not chosen."""
    page = [Text(QUESTION, 72, 740), *paragraph([PROSE], 560)]
    for x, option in zip(COLUMNS, SCALE, strict=True):
        *upper, lower = option.split()
        page += [Text(word, x - 18, 712, 9) for word in upper] + [Text(lower, x - 15, 700, 9)]
    for i, (statement, pick) in enumerate(zip(STATEMENTS, PICKS, strict=True)):
        page.append(Text(statement, 72, 670 - 22 * i))
        page += [
            Text(mark if column == pick else empty, x, 670 - 22 * i, 11, font)
            for column, x in enumerate(COLUMNS)
            if column == pick or empty
        ]
    return page


def ruled() -> str:
    across = [f"70 {y} m 545 {y} l S" for y in (725, 684, 662, 640, 618)]
    down = [f"{x} 618 m {x} 725 l S" for x in (70, 275, 330, 380, 430, 480, 545)]
    return " ".join([*across, *down])


@MARKS
@pytest.mark.parametrize("drawn", ["", ruled()])
def test_a_row_of_a_grid_is_one_closed_answer(mark: str, font: str, drawn: str) -> None:
    assert said(pdf([grid(mark, font)], drawn)) == [*ANSWERED, ("point", PROSE)]


@pytest.mark.parametrize("drawn", ["", ruled()])
def test_boxes_that_are_not_ticked_may_be_printed_in_a_grid(drawn: str) -> None:
    assert said(pdf([grid("n", "dingbats", "o")], drawn)) == [*ANSWERED, ("point", PROSE)]


def test_a_statement_may_take_several_lines() -> None:
    page = [text for text in grid("x", "regular") if text.text != STATEMENTS[2] and text.y != 626]
    page += [Text("and further away from the old bank", 72, 635)]
    found = said(pdf([page]))
    assert ("question", f"{STATEMENTS[1]} and further away from the old bank") in found
    assert [text for kind, text in found if kind == "answer"] == ["Agree", "Disagree"]


def test_a_row_without_a_mark_asks_and_is_not_answered() -> None:
    page = [text for text in grid("x", "regular") if not (text.text == "x" and text.y == 648)]
    assert [text for kind, text in said(pdf([page], ruled())) if kind == "answer"] == ["Agree", "Strongly agree"]


def test_several_marks_in_a_row_are_several_answers() -> None:
    page = [*grid("x", "regular"), *(Text("x", COLUMNS[4], 670 - 22 * i) for i in range(3))]
    chosen = [text for kind, text in said(pdf([page], ruled())) if kind == "answer"]
    assert chosen == [option for pick in PICKS for option in (SCALE[pick], SCALE[4])]


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_the_fields_of_a_form_may_be_a_grid(kind: str) -> None:
    def draw(page: Canvas) -> None:
        page.drawString(72, 740, QUESTION)
        page.drawString(72, 560, PROSE)
        for x, option in zip((300, 370, 440), SCALE[1:4], strict=True):
            page.drawString(x - 14, 710, option)
        for i, statement in enumerate(STATEMENTS):
            page.drawString(72, 680 - 24 * i, statement)
            for j, x in enumerate((300, 370, 440)):
                place = {"x": x, "y": 677 - 24 * i, "size": 12}
                if kind == "checkbox":
                    page.acroForm.checkbox(name=f"box{i}{j}", checked=i == j, **place)
                else:
                    page.acroForm.radio(name=f"row{i}", value="abc"[j], selected=i == j, **place)

    pairs = zip(STATEMENTS, SCALE[1:4], strict=True)
    asked = [pair for statement, option in pairs for pair in (("question", statement), ("answer", option))]
    assert said(written(draw)) == [("question", QUESTION), *asked, ("point", PROSE)]


# --- boxes ---


def line(*parts: str, y: float = 715) -> list[Text]:
    """Words and single letters of a font of signs ("dingbats:n"), beside each other."""
    x, texts = 72.0, []
    for part in parts:
        font, _, sign = part.partition(":")
        texts.append(Text(sign or part, x, y, 11, font if sign else "regular"))
        x += 14 if sign else 8 + 6.2 * len(part)
    return texts


@pytest.mark.parametrize(
    ("parts", "chosen"),
    [
        (("Yes", "dingbats:n", "No", "dingbats:o"), "Yes"),
        (("dingbats:o", "Yes", "dingbats:n", "No"), "No"),
        (("dingbats:o", "Yes", "dingbats:8", "No"), "No"),
        (("dingbats:4", "Yes", "dingbats:o", "No"), "Yes"),
        (("wingdings:o", "Yes", "wingdings:x", "No"), "No"),
        (("wingdings:n", "Yes", "wingdings:o", "No"), "Yes"),
    ],
)
def test_boxes_in_a_font_of_signs_are_ticks(parts: Sequence[str], chosen: str) -> None:
    page = [Text(AGREES, 72, 740), *line(*parts), *paragraph([PROSE], 560)]
    assert said(pdf([page])) == [("question", AGREES), ("answer", chosen), ("point", PROSE)]


@pytest.mark.parametrize(
    ("sign", "chosen"), [("dingbats:n", "dingbats:o"), ("dingbats:o", "dingbats:4"), ("wingdings:o", "wingdings:n")]
)
def test_one_box_below_the_other_is_ticked(sign: str, chosen: str) -> None:
    is_first = sign == "dingbats:n"
    page = [Text(AGREES, 72, 740), *line(sign, "Yes"), *line(chosen, "In part", y=700), *paragraph([PROSE], 560)]
    answer = "Yes" if is_first else "In part"
    assert said(pdf([page])) == [("question", AGREES), ("answer", answer), ("point", PROSE)]


@pytest.mark.parametrize("sign", ["dingbats:n", "dingbats:o", "wingdings:n"])
def test_a_list_whose_items_have_one_sign_is_no_form(sign: str) -> None:
    items = ["Keep the market open on Saturdays.", "Move the loading bay to Mill Lane."]
    page = [text for i, item in enumerate(items) for text in line(sign, item, y=715 - 15 * i)]
    assert [text for _, text in said(pdf([page]))] == items


# --- lists to choose from ---


def test_what_is_chosen_from_a_list_is_a_closed_answer() -> None:
    def draw(page: Canvas) -> None:
        page.drawString(72, 740, AGREES)
        page.acroForm.choice(name="a", options=["Please select", "Agree", "Not yet"], value="Not yet", x=72, y=710)
        page.drawString(72, 660, "Question 6: Should the market stay open on Saturdays?")
        page.acroForm.choice(name="b", options=["Please select", "Yes"], value="Please select", x=400, y=656, width=90)
        page.drawString(72, 620, "Question 7: How often should lorries stop?")
        page.acroForm.listbox(name="c", options=["Never", "At night"], value="At night", x=72, y=570, height=40)
        page.drawString(72, 500, PROSE)

    assert said(written(draw)) == [
        ("question", AGREES),
        ("answer", "Not yet"),
        ("question", "Question 6: Should the market stay open on Saturdays?"),
        ("question", "Question 7: How often should lorries stop?"),
        ("answer", "At night"),
        ("point", PROSE),
    ]


# --- struck out ---

STRUCK = "struck out (a line is drawn through it)"


@pytest.mark.parametrize(
    ("options", "drawn", "chosen", "lost"),
    [
        ([Text("Yes / No", 72, 715)], "72 718.5 m 91 718.5 l S", "No", "Yes /"),
        ([Text("Yes/No", 72, 715)], "94 718.5 m 108 718.5 l S", "Yes", "No"),
        ([Text("Yes", 72, 715), Text("No", 120, 715)], "119 718.2 16 0.7 re f", "Yes", "No"),
    ],
)
def test_of_two_options_the_one_that_is_not_struck_out_is_chosen(
    options: list[Text], drawn: str, chosen: str, lost: str
) -> None:
    content = pdf([[Text(AGREES, 72, 740), *options, *paragraph([PROSE], 560)]], drawn)
    assert said(content) == [("question", AGREES), ("answer", chosen), ("point", PROSE)]
    assert [(omitted.text, omitted.reason) for omitted in document(content).omitted] == [(lost, STRUCK)]


@pytest.mark.parametrize("y", [713, 729])
def test_a_line_below_or_above_words_does_not_strike_them_out(y: int) -> None:
    content = pdf([[Text("The market should stay open.", 72, 715)]], f"72 {y} m 220 {y} l S")
    assert document(content).omitted == ()
    assert document(content).text.strip() == "The market should stay open."


def test_a_question_above_a_grid_is_none_of_its_options() -> None:
    asked = f"{QUESTION[:-1]}, one by one and all together?"
    page = [text if text.text != QUESTION else Text(asked, 72, 726) for text in grid("x", "regular")]
    assert said(pdf([page])) == [("question", asked), *ANSWERED[1:], ("point", PROSE)]
