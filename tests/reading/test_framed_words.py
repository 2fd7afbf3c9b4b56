"""A box beside the text of a PDF is read apart from it."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from analysis.reading.pdf.framed_words import take_framed
from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.ruled_tables import Shape
from tests.reading.test_pdf_extras import blocks

SAID = (
    "The line should be kept open on Sundays, since it is then",
    "that people visit the hospital and the prison, and there is",
    "no bus. The figures leave out those who change at Ford,",
    "who are counted on the main line and nowhere else.",
)
BOX = ("Key facts", "Passengers: 4,200 a day", "Cost: 3 million")


def page() -> bytes:
    made = BytesIO()
    canvas = Canvas(made)
    canvas.setFont("Helvetica", 10)
    for i, line in enumerate(SAID):
        canvas.drawString(60, 750 - 13 * i, line)
    for i, line in enumerate(BOX):
        canvas.drawString(400, 742 - 12 * i, line)
    canvas.rect(392, 700, 160, 60)
    canvas.save()
    return made.getvalue()


def test_its_lines_stand_in_no_sentence() -> None:
    paragraphs = [text for _, _, text in blocks(page())]
    assert paragraphs[0] == " ".join(SAID)
    assert " ".join(paragraphs[1:]) == " ".join(BOX)


def test_several_frames_are_the_fields_of_a_form() -> None:
    words, shapes = [], []
    for top in (0, 100):
        words += [Word("said", Box(0, top + 12 * i, 90, top + 12 * i + 10), top + 12 * i + 8) for i in range(4)]
        words += [Word("typed", Box(110, top + 12 * i, 190, top + 12 * i + 10), top + 12 * i + 8) for i in range(2)]
        shapes.append(Shape(None, Box(100, top - 2, 200, top + 40), 0, False))
    assert take_framed(words, shapes) == (words, [])
    assert len(take_framed(words, shapes[:1])[1]) == 2
