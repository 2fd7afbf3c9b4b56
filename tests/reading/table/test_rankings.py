"""A cell that holds all choices in an order is a ranking: each choice is a closed question, answered by its place."""

from __future__ import annotations

import pytest

from analysis.model import Block, BlockKind, Document, Question, Table
from analysis.reading import ReadSettings, read
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, segments

ORDERS = [(0, 1, 2), (2, 0, 1), (1, 2, 0), (0, 2, 1), (2, 1, 0), (1, 0, 2)]
ITEMS = ["Safer roads", "Cleaner streets", "Lower tax"]
HEAD = "ID,What matters most to you?,Why?"


def survey(cells: list[str]) -> list[Document | Table]:
    rows = (f'{number},"{cell}",My road number {number} is loud.' for number, cell in enumerate(cells, 1))
    content = "\n".join([HEAD, *rows]).encode()
    parts = read(content, "survey.csv", ReadSettings(tell_tables=True))
    return [part for part in parts if isinstance(part, Document | Table)]


def asked(document: Document) -> list[str]:
    return [block.question for block in document.blocks if _asks(block) and block.question]


def _asks(block: Block) -> bool:
    return block.kind is BlockKind.QUESTION


@pytest.mark.parametrize(("mark", "end"), [(";", ";"), (", ", ""), ("|", "")])
@pytest.mark.parametrize("rows", [3, 6])
def test_each_choice_of_a_ranking_is_a_question_answered_by_its_place(mark: str, end: str, rows: int) -> None:
    cells = [mark.join(ITEMS[place] for place in order) + end for order in ORDERS[:rows]]
    table, first, second, *_ = survey(cells)
    assert isinstance(table, Table)
    if mark == ", " and rows < 5:
        assert not table.columns[1].ranks, "too few rows to know what a comma parts"
        return
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert table.columns[1].ranks
    assert asked(first)[:3] == [f"What matters most to you?: {item}" for item in sorted(ITEMS)]
    assert "Lower tax\n1" in second.text
    assert "Safer roads\n2" in second.text


@pytest.mark.parametrize(
    "cells", [[";".join(ITEMS)] * 6, ["Safer roads;Lower tax", "Lower tax", "Cleaner streets"] * 2]
)
def test_ticks_are_no_ranking(cells: list[str]) -> None:
    table = survey(cells)[0]
    assert isinstance(table, Table)
    assert not table.columns[1].ranks


@pytest.mark.parametrize("name", ["{asked} [{item}]", "{asked} - {item}", "11. {asked} / {item}", "{asked} ({item})"])
def test_items_stay_apart_where_the_consultation_asks_the_question_too(name: str) -> None:
    asked = Question("Q5", "Please number the following in order of priority, where 1 is the most important.")
    worded = asked.text.replace("number", "rank")
    items = ["Repairing roads", "More frequent buses", "New cycle routes"]
    head = ["Response ID", *(name.format(asked=worded, item=item) for item in items), "Why?"]
    said = "The road to the mill floods every winter, number"
    rows = [[f"r{n}", *map(str, [1, 2, 3][n % 3 :] + [1, 2, 3][: n % 3]), f"{said} {n}."] for n in range(9)]
    for document in documents(text_table([head, *rows])):
        answered = [key for kind, _, key in segments(document, [asked]) if kind == "answer"]
        assert answered == [f"Q5: {item}" for item in items]
