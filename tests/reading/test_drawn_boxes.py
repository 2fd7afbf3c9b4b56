"""Boxes to tick that a PDF draws as lines, without a glyph."""

from __future__ import annotations

import pytest

from analysis.model import Document, SegmentKind
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from tests.reading.pdf_builder import Text, pdf

OPTIONS = ("Yes", "In part", "No")
SIDE = 9
CROSS = "{0} {1} m {2} {3} l S {0} {3} m {2} {1} l S "
CHECK = "{0} {3} m {0} {1} l {2} {3} l S "
FILLED = "0 g {0} {1} m {2} {1} l {2} {3} l {0} {3} l f "


def frame(x: float, y: float) -> str:
    return f"1 w {x} {y} {SIDE} {SIDE} re S "


def mark(form: str, x: float, y: float) -> str:
    return form.format(x + 1, y + 1, x + SIDE - 1, y + SIDE - 1)


def shown(drawn: str, texts: list[Text]) -> list[tuple[str, str]]:
    (found,) = (one for one in read(pdf([texts], drawn), "form.pdf", ReadSettings()) if isinstance(one, Document))
    segments = (s for s in split(found) if s.kind is not SegmentKind.GAP)
    return [(s.kind.value, found.text[s.start : s.end]) for s in segments]


def below_each_other(answer: str) -> list[Text]:
    options = [Text(option, 92, 715 - 20 * i) for i, option in enumerate(OPTIONS)]
    question = Text("Question 1: Do you agree with moving the stop?", 72, 740)
    return [question, *options, Text(answer, 72, 630)]


SAID = "The crossing at Mill Lane is too far from the school."


@pytest.mark.parametrize("form", [CROSS, CHECK, FILLED])
def test_a_mark_in_a_drawn_box_is_the_answer(form: str) -> None:
    frames = "".join(frame(75, 714 - 20 * i) for i in range(3)) + mark(form, 75, 694)
    found = shown(frames, below_each_other(SAID))
    assert [words for kind, words in found if kind == "answer"] == ["In part"]
    assert [words for kind, words in found if kind == "point"] == [SAID]


def test_boxes_side_by_side() -> None:
    places = (75, 135, 215)
    options = [Text(option, x + 17, 715) for option, x in zip(OPTIONS, places, strict=True)]
    texts = [Text("Question 1: Do you agree?", 72, 740), *options, Text(SAID, 72, 680)]
    found = shown("".join(frame(x, 714) for x in places) + mark(CROSS, 215, 714), texts)
    assert [words for kind, words in found if kind in ("answer", "point")] == ["No", SAID]


def test_the_cells_of_one_field_are_no_boxes() -> None:
    cells = "".join(frame(75 + SIDE * i, 714) for i in range(3))
    (found,) = (
        one for one in read(pdf([[Text(SAID, 110, 715)]], cells), "a.pdf", ReadSettings()) if isinstance(one, Document)
    )
    assert found.text == SAID
