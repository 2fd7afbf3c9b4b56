"""Headings in the margin of a PDF, beside what they head."""

from __future__ import annotations

from analysis.model import BlockKind
from tests.reading.pdf_builder import Text, paragraph, pdf
from tests.reading.test_pdf_extras import blocks

LINES = ("The clause lets a minister sell any wood without asking those who", "walk in it every day of the year.")
FINE = "A fine of fifty pounds is less than the price of one oak."


def page(font: str, *beside: tuple[str, ...]) -> bytes:
    parts = [Text("Response to the Forests Bill", 72, 790, 15, "bold")]
    for i, lines in enumerate(beside):
        parts.append(Text(f"On clause {i + 3}", 60, 750 - 60 * i, 10, font))
        parts += paragraph(lines, 750 - 60 * i, 150)
    return pdf([parts])


def test_they_head_the_prose_beside_them() -> None:
    found = [(kind, text) for kind, _, text in blocks(page("bold", LINES, (FINE,)))][1:]
    assert found == [
        *[(BlockKind.HEADING, "On clause 3"), (BlockKind.PARAGRAPH, " ".join(LINES))],
        *[(BlockKind.HEADING, "On clause 4"), (BlockKind.PARAGRAPH, FINE)],
    ]


def test_names_of_fields_stay_beside_what_was_typed() -> None:
    typed = [text for _, _, text in blocks(page("bold", ("Hazel Thorne",), ("Resident",)))]
    assert " ".join(typed[1:]) == "On clause 3 Hazel Thorne On clause 4 Resident"
