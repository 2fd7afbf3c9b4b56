"""Small PDF files that were read wrongly once, each with what a person sees in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from analysis.app.use_case_results import several_letters
from analysis.model import Document, Segment, Segmentation, SegmentKind
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from tests.reading.pdf_builder import LEFT, Text, pdf

CASES = Path(__file__).parents[1] / "cases/reading"


def segments(case: str) -> list[tuple[Segment, str]]:
    path = next((CASES / case).iterdir())
    result = next(read(path.read_bytes(), path.name, ReadSettings()))
    assert isinstance(result, Document)
    return [(segment, result.text[segment.start : segment.end]) for segment in split(result)]


def of_kind(case: str, kind: SegmentKind) -> list[tuple[str | None, str]]:
    """The segments of a kind, each with the question that it answers."""
    return [(segment.question, text) for segment, text in segments(case) if segment.kind is kind]


def test_an_answer_over_the_full_width_of_a_form_is_not_cut_where_the_rows_above_are() -> None:
    case = "03-pdf-full-width-answer-row"
    assert [(key, text.split("\t")) for key, text in of_kind(case, SegmentKind.QUESTION)] == [
        ("2.1.3", ["2.1.3", "How does the charge for the first hour affect trust in the scheme?"]),
        ("2.1.4", ["2.1.4", "Should the shelter be kept where it is?"]),
    ]
    (first, one), (second, other) = of_kind(case, SegmentKind.POINT)
    assert (first, second) == ("2.1.3", "2.1.4")
    assert one.startswith("The proposed loading bay on Mill Lane would take away the only disabled space within reach")
    assert one.endswith("where lorries already stop before eight in the morning and nobody parks.")
    assert other.startswith("Buses should keep calling at the market cross because older residents depend on the")
    assert other.endswith("patients with walking frames cannot manage the slope from the car park.")


def test_answers_typed_on_top_of_a_page_answer_the_questions_above_them() -> None:
    assert of_kind("05-pdf-answers-typed-on-top", SegmentKind.POINT) == [
        ("Q1", "The slope from the car park is too steep for people with walking frames."),
        ("Q2", "Lorries already stop by the old bank before eight, so put the bay there."),
    ]


def test_line_numbers_are_furniture_and_the_author_s_numbers_labels() -> None:
    found = segments("27-pdf-line-numbers")
    points = [(segment.label, text) for segment, text in found if segment.kind is SegmentKind.POINT]
    assert [label for label, _ in points] == ["1", "2", "3"]
    assert points[0][1].startswith("The proposed loading bay on Mill Lane would take away the only disabled space")
    assert not any(character.isdigit() for _, text in points for character in text)
    assert [text for segment, text in found if segment.kind is SegmentKind.FURNITURE] == ["1 2 3 4 5 6 7"]


def test_a_tick_stands_before_its_option_and_a_name_is_a_detail() -> None:
    case = "19-pdf-acroform-tick-and-name"
    assert of_kind(case, SegmentKind.ANSWER) == [("Q1", "No")]
    assert of_kind(case, SegmentKind.POINT) == [
        ("Q2", "The slope from the car park is too steep for people with walking frames.")
    ]
    assert (None, "Name: Hazel Thorne") in [(None, text) for _, text in of_kind(case, SegmentKind.FURNITURE)]


def test_the_letters_of_a_batch_are_told_apart() -> None:
    found = [segment for segment, _ in segments("49-pdf-several-letters-in-one-file")]
    letters = Segmentation("letters.pdf", "machine", tuple(found)).letters
    assert [letter.place for letter in letters] == ["page 1", "page 2", "page 3"]
    assert [letters[0].start, *(letter.end for letter in letters)] == [
        found[0].start,
        *(b.start for b in letters[1:]),
        found[-1].end,
    ]
    assert "may hold 3 responses" in several_letters(letters)


@pytest.mark.parametrize("case", ["05-pdf-answers-typed-on-top", "27-pdf-line-numbers"])
def test_a_file_of_one_response_is_not_told_to_hold_several(case: str) -> None:
    assert Segmentation("a.pdf", "machine", tuple(segment for segment, _ in segments(case))).letters == ()


NIGHT = "Nobody dares to ride there at night. " * 12
COMMENTS = (
    ("Policy", "Page", "Comment", "Suggested change"),
    ("H3", "12", "The density is too high for a village with one bus an hour.", "Halve it."),
    ("T1", "18", f"We support the cycle path but it should be lit. {NIGHT}", "Light it."),
    ("E4", "30", "Delete the second sentence because it repeats policy E2.", ""),
)


def test_a_ruled_table_of_comments_is_a_point_a_row_called_by_its_reference() -> None:
    target = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    cells = [[Paragraph(cell, style) for cell in row] for row in COMMENTS]
    grid = Table(cells, colWidths=[60, 40, 240, 110], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(target).build([Paragraph("Our comments on the draft plan are set out below.", style), grid])
    result = next(read(target.getvalue(), "comments.pdf", ReadSettings()))
    assert isinstance(result, Document)
    points = [segment for segment in split(result) if segment.kind is SegmentKind.POINT]
    rows = [(point.label, result.text[point.start : point.end]) for point in points]
    assert [label for label, _ in rows if label in ("H3", "T1", "E4")] == ["H3", "T1", "E4"]
    for (_, text), (_, _, comment, suggestion) in zip(rows[-3:], COMMENTS[1:], strict=True):
        assert comment.strip() in text
        assert suggestion in text


def test_the_lines_of_a_short_letter_that_stand_apart_are_paragraphs() -> None:
    lines = (
        "Re: Docket 7",
        "Owners cannot see the fees before they sign.",
        "Make the seller publish them.",
        "Sincerely,",
    )
    page = [Text(line, LEFT, 760 - 20 * i) for i, line in enumerate((*lines, "Marcus Hill"))]
    result = next(read(pdf([page]), "a.pdf", ReadSettings()))
    assert isinstance(result, Document)
    points = [result.text[s.start : s.end] for s in split(result) if s.kind is SegmentKind.POINT]
    assert points == [*lines[1:3]]


def test_a_form_with_lines_across_alone() -> None:
    pieces, rules = list[Text](), ""
    asked = {"1. What do you think?": "It is too narrow for a pram.", "2. Which day?": "Thursday, when the bus runs."}
    for row, (question, answer) in enumerate(asked.items()):
        pieces += [Text(question, 72, 700 - 40 * row), Text(answer, 300, 700 - 40 * row)]
        rules += f"70 {720 - 40 * row} m 540 {720 - 40 * row} l S "
    (found,) = read(pdf([pieces], drawn=f"{rules} 70 640 m 540 640 l S"), "form.pdf", ReadSettings())
    assert isinstance(found, Document)
    assert [found.text[b.start : b.end].count("\t") for b in found.blocks] == [1, 1]
