"""Words beneath a box that is painted over them: listed as hidden, and no answer."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib.colors import Color, black, white, yellow
from reportlab.pdfgen.canvas import Canvas

from analysis.model import Document, Omitted
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings

SAID = "The surgery on Mill Lane should keep its parking place."
HIDDEN = "My son was treated there in May."
REASON = "hidden beneath a box that is painted over it; look at the page before it is quoted"

Draw = Callable[[Canvas], None]


def document(draw: Draw, rotation: int = 0) -> Document:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.setPageRotation(rotation)
    draw(canvas)
    canvas.save()
    result = next(read(target.getvalue(), "a.pdf", ReadSettings()))
    assert isinstance(result, Document)
    return result


def box(canvas: Canvas, fill: Color, y: float = 680, alpha: float = 1) -> None:
    canvas.saveState()
    canvas.setFillColor(fill, alpha)
    canvas.rect(70, y - 4, 260, 16, stroke=0, fill=1)
    canvas.restoreState()


def text(canvas: Canvas) -> None:
    canvas.drawString(72, 700, SAID)
    canvas.drawString(72, 680, HIDDEN)
    canvas.drawString(72, 660, "We thank the council.")


@pytest.mark.parametrize("fill", [black, white, Color(0.2, 0.2, 0.6)])
@pytest.mark.parametrize("rotation", [0, 180])
def test_words_beneath_a_box_are_listed_and_not_read(fill: Color, rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        box(canvas, fill)

    result = document(draw, rotation)
    assert result.omitted == (Omitted(HIDDEN, REASON),)
    assert HIDDEN not in result.text
    assert SAID in result.text


def test_some_words_of_a_line_may_be_hidden() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        canvas.rect(71, 676, 40, 16, stroke=0, fill=1)

    assert document(draw).omitted == (Omitted("My son", REASON),)


def test_words_on_a_coloured_ground_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, yellow)
        box(canvas, Color(0.9, 0.9, 0.9), y=700)
        text(canvas)

    result = document(draw)
    assert result.omitted == ()
    assert HIDDEN in result.text


@pytest.mark.parametrize("alpha", [0.3, 0.5])
def test_words_that_shine_through_a_mark_are_read(alpha: float) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        box(canvas, yellow, alpha=alpha)

    assert document(draw).omitted == ()


def test_a_frame_around_words_hides_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        canvas.rect(60, 640, 400, 100, stroke=1, fill=0)

    assert document(draw).omitted == ()


def test_a_box_that_is_cut_off_before_the_words_hides_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        outline = canvas.beginPath()
        outline.rect(400, 400, 50, 50)
        canvas.clipPath(outline, stroke=0, fill=0)
        canvas.rect(60, 380, 400, 400, stroke=0, fill=1)

    assert document(draw).omitted == ()


def test_a_page_of_which_all_is_hidden_is_no_scan() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        canvas.rect(60, 640, 400, 100, stroke=0, fill=1)
        canvas.showPage()
        canvas.drawString(72, 700, SAID)

    result = document(draw)
    assert result.text == SAID
    assert [omitted.reason for omitted in result.omitted] == [REASON]
