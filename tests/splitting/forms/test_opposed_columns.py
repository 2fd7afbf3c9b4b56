"""Pros beside cons: each cell is a point of its own, whatever the format."""

from __future__ import annotations

import pytest

from tests.reading.docx_tools import cell, paragraph, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import checked, document

GAIN = "Lorries would no longer stop by the school gate in the morning."
LOSS = "Traders in the lane would lose the trade that stops by."
SLOPE = "The slope from the car park is too steep for people with walking frames."


def points(content: bytes, name: str) -> list[tuple[str, tuple[str, ...]]]:
    found = document(content, name)
    return [(found.text[s.start : s.end], s.section[-1:]) for s in checked(found) if s.kind.value == "point"]


def in_word(*rows: tuple[str, ...]) -> bytes:
    cells = ("".join(cell(*text.split("|")) for text in row) for row in rows)
    return word_file(paragraph("Our view of the plan") + table(*cells))


@pytest.mark.parametrize(
    "head", [("Pros", "Cons"), ("Advantages", "Disadvantages"), ("For", "Against"), ("Vorteile", "Nachteile")]
)
def test_each_side_is_a_point(head: tuple[str, str]) -> None:
    assert points(in_word(head, (GAIN, LOSS)), "view.docx") == [(GAIN, head[:1]), (LOSS, head[1:])]


def test_each_paragraph_of_a_cell_is_one_and_short_cells_are_too() -> None:
    shown = points(in_word(("Pros", "Cons"), (f"{GAIN}|{SLOPE}", LOSS), ("Less noise in the lane", "")), "view.docx")
    assert [words for words, _ in shown] == [GAIN, SLOPE, LOSS, "Less noise in the lane"]


def test_in_a_web_page() -> None:
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in (("Pros", "Cons"), (GAIN, LOSS)))
    page = f"<html><body><p>Our view of the plan</p><table>{rows}</table></body></html>"
    assert points(page.encode(), "view.html") == [(GAIN, ("Pros",)), (LOSS, ("Cons",))]


def test_a_comment_and_the_change_that_it_asks_for_stay_one_point() -> None:
    shown = points(in_word(("Comment", "Suggested change"), (GAIN, LOSS)), "view.docx")
    assert len(shown) == 1
