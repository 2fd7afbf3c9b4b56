"""Tables of signatures: nobody in them is named, what they add is a point, and they are counted."""

from __future__ import annotations

import pytest

from analysis.model import SIGNED
from tests.reading.docx_tools import document as word_file
from tests.reading.docx_tools import paragraph
from tests.splitting.documents import checked, document

PRAYER = (
    "We, the undersigned, ask the council to restore the number 9 bus, without which nobody here can reach a doctor."
)
PEOPLE = (
    ("Ella York", "55 Forge Row"),
    ("Will Zeal", "4 Forge Row"),
    ("Isla Rowe", "The Old Mill"),
    ("Pia Oakes", "7 Lane End"),
)
SAID = ("", "", "Bring back the Saturday one too", "Shame on you")


def table(*rows: tuple[str, ...]) -> str:
    made = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def signed(name: str) -> str:
    return f"{name[0]} {name.split()[-1]}"


def told(*body: str) -> tuple[list[str], int]:
    """The points below the first paragraph, and how many signatures there are."""
    found = document(word_file("".join(body)), "petition.docx")
    segments = checked(found)
    points = [found.text[s.start : s.end] for s in segments if s.kind.value == "point"]
    return points[1:], sum(s.reason == SIGNED for s in segments)


@pytest.mark.parametrize(
    "head", [("No.", "Name", "Address", "Signature", "Comments"), ("", "Enw", "Cartref", "Llofnod", "")]
)
def test_who_signs_is_set_aside_by_the_columns_and_what_they_add_is_a_point(head: tuple[str, ...]) -> None:
    rows = [(str(i), *who, signed(who[0]), SAID[i - 1]) for i, who in enumerate(PEOPLE, 1)]
    assert told(paragraph(PRAYER), table(head, *rows, ("5", "", "", "", ""))) == (list(SAID[2:]), 4)


def test_names_and_addresses_below_a_petition_are_signatures_and_elsewhere_details() -> None:
    rows = [(name, f"{address} WM9 3PL") for name, address in PEOPLE]
    assert told(paragraph(PRAYER), table(("Name", "Address"), *rows)) == ([], 4)
    letter = paragraph("The bus must come back, because nobody who lives in the hamlet can reach a doctor without it.")
    assert told(letter, table(("Name", "Address"), *rows)) == ([], 0)


def test_a_table_of_what_several_people_say_is_one_of_comments() -> None:
    said = "The bus must come back before the winter."
    above = paragraph(" ".join(["What the members of our association said at the meeting in the hall last week."] * 4))
    points, signatures = told(above, table(("Name", "Address", "Comment"), *((*who, said) for who in PEOPLE)))
    assert (points, signatures) == ([said] * 4, 0)
