"""Lines of one sentence that an indent, a wide pitch, a list or names in the margin stand between."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import SegmentKind
from analysis.splitting import split
from tests.reading.pdf_builder import Text, paragraph, pdf
from tests.splitting.documents import document

LINES = [
    "Lorries stop in the lane long before eight in the morning and keep their engines",
    "running while they wait for the bay, which wakes all of us who sleep at the front of",
    "the house, and nobody has ever asked us how we should like that to be changed.",
]
NAMES = ["Hazel Thorne", "Oldbury Traders", "Weir Society", "Omar Reed", "Mill Lane Firm", "Ada Brook", "Bay Union"]


def points(pages: Sequence[Sequence[Text]]) -> list[str]:
    found = document(pdf(pages), "a.pdf")
    return [" ".join(found.text[s.start : s.end].split()) for s in split(found) if s.kind is SegmentKind.POINT]


def test_a_numbered_first_line_that_is_set_in() -> None:
    items = [("(a)", 700.0), ("(b)", 640.0), ("(c)", 580.0)]
    texts = [
        text for number, y in items for text in [Text(f"{number} {LINES[0]}", 100, y), *paragraph(LINES[1:], y - 14)]
    ]
    assert points([texts]) == [" ".join(LINES)] * 3


def test_a_page_that_is_set_wider_than_the_rest() -> None:
    narrow = [paragraph(LINES * 4, 760, pitch=13), paragraph(LINES[1:] + LINES * 3, 760, pitch=13)]
    first, *rest = (line.replace("lane", "yard").replace("bay", "ramp").replace("asked", "told") for line in LINES)
    wide = [Text(first, 108, 700), *paragraph(rest, 672, pitch=28)]
    assert points([*narrow, wide])[-1].endswith(" ".join([first, *rest]))


def test_names_in_the_margin_in_smaller_type() -> None:
    text = [line for i in range(3) for line in paragraph(LINES, 700 - 60 * i, x=190, size=9)]
    names = paragraph(NAMES * 2, 704, x=40, size=5, pitch=12.5)
    found = points([[*text, *names]])
    assert " ".join(LINES) in " ".join(found)
    assert not any("Thorne" in point for point in found if "Lorries" in point)
