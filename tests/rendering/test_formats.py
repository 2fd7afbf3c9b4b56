"""How the report writes numbers and dates, and lays out quoted text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from analysis.model import AdjustedCount, Estimate
from analysis.rendering.formats import TOO_FEW, agree, blocks, day, interval, percent, thousands
from analysis.tally.passages.refs import Run

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.0, "0%"),
        (0.001, "<1%"),
        (0.005, "1%"),
        (0.004, "<1%"),
        (2 / 16, "13%"),
        (0.734, "73%"),
        (0.994, "99%"),
        (0.999, ">99%"),
        (1.0, "100%"),
    ],
)
def test_a_share_is_written_as_none_or_all_only_where_it_is(share: float, written: str) -> None:
    assert percent(share) == written


def test_an_interval_that_says_nothing_is_no_figure() -> None:
    assert interval(Estimate(0.7, 0.0, 1.0)) == interval(AdjustedCount(9, 9.0, 1.0, 30.0, 30)) == TOO_FEW
    assert interval(Estimate(0.0, -0.5, 0.9), 2) == "-0.50 to 0.90"
    assert interval(Estimate(0.5, None, None)) == TOO_FEW
    assert interval(Estimate(0.7, 0.1, 1.0)) == "10% to 100%", "90 points wide: the last that is told"
    assert interval(AdjustedCount(9, 9.0, 3.0, 30.0, 30)) == "3 to 30"
    assert interval(Estimate(0.4, -0.1, 0.7), 2) == "-0.10 to 0.70"
    assert interval(AdjustedCount(2, 2.0, 2.0, 2.0)) == "2 to 2", "of no known number"


def test_no_page_calls_a_score_a_probability_or_prints_one() -> None:
    words = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2")}
    assert [
        name for name, page in words.items() if "probab" in page.lower() or re.search(r"\{\{[^}]*score", page)
    ] == []


def test_counts_nouns_and_dates() -> None:
    assert thousands(12345) == "12,345"
    assert [agree(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]
    assert agree(2, "point") == "points"
    assert day(date(2014, 4, 17)) == "17 April 2014"


def shapes(text: str) -> list[tuple[str, str]]:
    return [
        (block.kind, " ".join("".join(run.text for run in block.runs).split()))
        for block in blocks((Run(text),))
        if not block.cells
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One line\nwrapped by hand.", [("paragraph", "One line wrapped by hand.")]),
        ("One.\n \n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("For:\n- this\n  and that\n- more", [("paragraph", "For:"), ("item", "- this and that"), ("item", "- more")]),
        ("(a) one;\n(b) two", [("item", "(a) one;"), ("item", "(b) two")]),
        ("First; and\nsecond", [("paragraph", "First; and"), ("paragraph", "second")]),
        ("x" * 101 + "\nnext", [("paragraph", "x" * 101), ("paragraph", "next")]),
        ("She said:\n\n    It is\n    so.", [("paragraph", "She said:"), ("indented", "It is so.")]),
        ("It began in\n2014. The end\nwas near.", [("paragraph", "It began in 2014. The end was near.")]),
    ],
)
def test_quoted_text_keeps_its_paragraphs_and_items_and_loses_its_wrapping(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert shapes(text) == expected


@pytest.mark.parametrize(
    "table",
    ["| A | B |\n|:--|--:|\n| 1 |  |", "Note.\n\n| A | B |\n|---|---|\n| 1 | |\n", "A\tB\n1\t2", "| A | B |\n| 1 |"],
)
def test_a_table_comes_as_rows_of_cells(table: str) -> None:
    rows = [
        ["".join(run.text for run in cell) for cell in block.cells] for block in blocks((Run(table),)) if block.cells
    ]
    assert rows in ([["A", "B"], ["1", ""]], [["A", "B"], ["1", "2"]])


def test_a_run_that_spans_a_break_keeps_its_style_on_both_sides() -> None:
    runs = (Run("We ask"), Run(" for\n\n- money", strong=True, evidence=True), Run("."))
    assert [block.runs for block in blocks(runs)] == [
        (Run("We ask"), Run(" for", True, True)),
        (Run("- money", True, True), Run(".")),
    ]
