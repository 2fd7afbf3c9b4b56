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


def test_labels_of_fields_are_no_column() -> None:
    labels = ("Full name", "Postcode", "Date", "Signature")
    typed = ("Bill Oak", "OB1 1AA", "04/03/2026", "B Oak")
    parts = [Text(label, 72, 700 - 30 * i) for i, label in enumerate(labels)]
    parts += [Text(value, 200, 700 - 30 * i) for i, value in enumerate(typed)]
    words = " ".join(text for _, _, text in blocks(pdf([parts])))
    assert words == " ".join(word for pair in zip(labels, typed, strict=True) for word in pair)


def test_a_letter_with_a_blank_line_below_each_line_is_no_paragraph() -> None:
    address = paragraph(("Dr A. Reed", "The Surgery", "Mill Lane"), 780, pitch=15)
    said = [
        "Dear Sir or Madam",
        "The next pharmacy is four miles off and my patients do not drive.",
        "Yours faithfully",
    ]
    letter = pdf([[*address, *paragraph(said, 690, pitch=30)]])
    assert [text for _, _, text in blocks(letter)][1:] == said


PROVISION = (
    "9. Section 64 of the Act is hereby amended in the second",
    "subsection of that section, by the substitution for the words",
    "that allow an alteration of the date, of the words that allow",
    "an alteration of the name of the payee and of the date, and by",
    "the repeal of what stands below them in the same subsection.",
)
SIDE_NOTE = ("Amendment of", "section 64 of", "the principal", "enactment")


def test_a_note_beside_a_provision_does_not_stand_between_its_lines() -> None:
    provisions = [paragraph(PROVISION, 760 - 120 * i, 72) for i in range(2)]
    notes = [Text(line, 384, 760 - 120 * i - 10 * n, 8) for i in range(2) for n, line in enumerate(SIDE_NOTE)]
    number = Text("3", 300, 800)
    found = [text for _, _, text in blocks(pdf([[number, *provisions[0], *provisions[1], *notes]]))]
    said = " ".join(PROVISION).removeprefix("9. ")
    assert sum(said in text for text in found) == 2


def test_a_heading_in_display_type_beside_a_paragraph_does_not_stand_in_its_lines() -> None:
    prose = paragraph(LINES * 6, 760, 72)
    heading = [Text(word, 402, 760 - 23 * n, 20, "bold") for n, word in enumerate(("WIN:", "TREES", "SAFE", "NOW"))]
    found = [text for _, _, text in blocks(pdf([[*prose, *heading]]))]
    assert " ".join(LINES * 6) in " ".join(found)
