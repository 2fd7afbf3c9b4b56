"""Grids of forms: a statement in each row, a scale in the columns, and one closed answer where they meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import MARKED, Document, Publish, Respondent, Response, Segmentation
from analysis.tally.questions.closed_questions import closed_answers, closed_counts
from tests.builders import make_consultation
from tests.reading.docx_tools import cell, paragraph, table
from tests.reading.docx_tools import document as word_file
from tests.reading.pdf_builder import Text, pdf
from tests.reading.test_odt import document as odt_document
from tests.splitting.documents import PROSE, checked, document

ASKED = "Question 4: How far do you agree with each of these?"
HEAD = ("", "Agree", "Neither", "Disagree")
LANE, SQUARE = "The lane should be closed to lorries", "The square should be paved"


def in_word(*rows: tuple[str, ...]) -> bytes:
    body = paragraph(ASKED) + table(*("".join(map(cell, row)) for row in rows)) + paragraph(PROSE)
    return word_file(body)


def in_html(*rows: tuple[str, ...]) -> bytes:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    grid = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><p>{ASKED}</p><table>{grid}</table><p>{PROSE}</p></body></html>".encode()


def answers(content: bytes, name: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    found = document(content, name)
    kept = [s for s in checked(found) if s.kind.value == "answer"]
    assert all(s.reason == MARKED for s in kept)
    return [(found.text[s.start : s.end], s.question, s.section[-2:]) for s in kept]


@pytest.mark.parametrize("signs", [("x", ""), ("✓", ""), ("☒", "☐"), ("[x]", "[ ]"), ("X", "")])
@pytest.mark.parametrize(("build", "name"), [(in_word, "form.docx"), (in_html, "form.html")])
def test_each_row_is_one_closed_answer(build: object, name: str, signs: tuple[str, str]) -> None:
    yes, no = signs
    content = build(HEAD, (LANE, no, no, yes), (SQUARE, yes, no, no))  # type: ignore[operator]
    assert answers(content, name) == [(yes, "Q4", (LANE, "Disagree")), (yes, "Q4", (SQUARE, "Agree"))]
    found = document(content, name)
    assert [found.text[s.start : s.end] for s in checked(found) if s.kind.value == "point"] == [PROSE]


def test_a_row_without_a_mark_answers_nothing_and_a_repeated_head_is_the_form_s() -> None:
    content = in_word(HEAD, (LANE, "", "", ""), HEAD, (SQUARE, "", "x", ""))
    assert answers(content, "form.docx") == [("x", "Q4", (SQUARE, "Neither"))]


def test_comments_behind_the_scale_are_points_below_their_statement() -> None:
    content = in_word((*HEAD, "Comments"), (LANE, "x", "", "", PROSE), (SQUARE, "", "", "x", ""))
    found = document(content, "form.docx")
    shown = [s for s in checked(found) if s.kind.value == "point"]
    points = [(s.section[-1:], s.question, found.text[s.start : s.end]) for s in shown]
    assert points == [((LANE,), "Q4", PROSE), ((), "Q4", PROSE)]


def test_a_table_of_data_is_no_grid() -> None:
    content = in_word(("Road", "Lorries", "Cars"), ("The lane", "12", "x"), ("The square", "", "40"))
    assert answers(content, "data.docx") == []


def test_radio_buttons_of_a_saved_page_are_its_marks() -> None:
    def row(name: str, statement: str, chosen: int) -> str:
        boxes = "".join(
            f'<td><input type="radio" name="{name}" {"checked" if i == chosen else ""}></td>' for i in range(3)
        )
        return f"<tr><td>{statement}</td>{boxes}</tr>"

    head = "".join(f"<th>{name}</th>" for name in HEAD)
    form = f"<table><tr>{head}</tr>{row('a', LANE, 2)}{row('b', SQUARE, 0)}</table>"
    page = f"<html><body><form><p>{ASKED}</p>{form}<p>Why?</p><textarea>{PROSE}</textarea></form></body></html>"
    assert answers(page.encode(), "form.html") == [("☒", "Q4", (LANE, "Disagree")), ("☒", "Q4", (SQUARE, "Agree"))]


def test_a_head_in_two_rows_and_a_grid_in_an_opendocument_text() -> None:
    assert answers(in_word(("Statement", "How far?", "", ""), HEAD, (LANE, "", "", "x")), "form.docx") == [
        ("x", "Q4", (LANE, "Disagree"))
    ]
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in (HEAD, (LANE, "", "", "x"), (SQUARE, "x", "", ""))
    )
    found = odt_document(f"<text:p>{ASKED}</text:p><table:table>{rows}</table:table><text:p>{PROSE}</text:p>")
    shown = [(s.question, s.section[-2:]) for s in checked(found) if s.kind.value == "answer"]
    assert shown == [("Q4", (LANE, "Disagree")), ("Q4", (SQUARE, "Agree"))]


def in_pdf(*rows: tuple[str, ...]) -> bytes:
    page = [Text(ASKED, 72, 760), Text(PROSE, 72, 500, 9)]
    across = "".join(f"70 {735 - 20 * i} m 540 {735 - 20 * i} l S " for i in range(len(rows) + 1))
    down = "".join(f"{x} {735 - 20 * len(rows)} m {x} 735 l S " for x in (70, 300, 380, 460, 540))
    for i, row in enumerate(rows):
        page += [Text(text, x, 720 - 20 * i) for text, x in zip(row, (74, 305, 385, 465), strict=True) if text]
    return pdf([page], across + down)


def in_odt(*rows: tuple[str, ...]) -> Document:
    cells = ("".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row) for row in rows)
    grid = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return odt_document(f"<text:p>{ASKED}</text:p><table:table>{grid}</table:table><text:p>{PROSE}</text:p>")


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.odt", "a.pdf"])
def test_a_grid_is_counted_alike_in_every_format(name: str) -> None:
    rows = (HEAD, (LANE, "", "", "x"), (SQUARE, "x", "", ""))
    build = {"a.docx": in_word, "a.html": in_html, "a.pdf": in_pdf}.get(name)
    found = document(build(*rows), name) if build else in_odt(*rows)
    segmentation = Segmentation(name, "", checked(found))
    responses = [
        Response(f"{n}", Respondent(publish=Publish.ANONYMOUS), replace(found, name=f"{n}"), segmentation)
        for n in range(9)
    ]
    consultation = make_consultation(questions=["Q4"])
    (question,) = closed_answers(consultation, closed_counts(consultation, responses))
    assert {answer.answer for answer in question.answers} == {"Agree", "Disagree"}


def test_a_numbered_row_of_which_only_the_first_column_is_ticked() -> None:
    rows = (HEAD, (f"1. {LANE}", "✓", "", ""), (f"2. {SQUARE}", "", "", "✓"))
    assert [section for _, _, section in answers(in_word(*rows), "form.docx")] == [
        (f"1. {LANE}", "Agree"),
        (f"2. {SQUARE}", "Disagree"),
    ]
