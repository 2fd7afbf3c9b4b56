"""Figures across files: no answer of few follows from what is printed in the report's page and in its tables."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.exporting.export_content import ExportContent
from analysis.exporting.exporters import EXPORTERS
from analysis.model import Publish
from analysis.rendering import render
from analysis.tally.report import Report
from tests.app.views.told import figure, lines, words
from tests.tally.test_figures_across_tables import (
    ANSWERS,
    CODEBOOK,
    PEOPLE,
    POSITIONS,
    TIMES,
    Cell,
    Kind,
    Person,
    cell,
    drawn,
    few,
    followed,
    reported,
    with_parents,
    without,
)

NAMES = {"Support": "support", "Oppose": "oppose", "Mixed": "mixed", "Unclear or neither": "unclear"}
TOTAL = "All who answered"

Read = tuple[Cell, int | None]


def table_of(page: Any, caption: str) -> Any:
    """The first table whose caption begins so, if there is one."""
    return next(
        (one for one in page.xpath("//table[caption]") if words(one.xpath("caption")[0]).startswith(caption)), None
    )


def answers_of(label: str, others: list[str]) -> list[str]:
    """The answers of a row or column: its own, none, or those that stand together."""
    name = next((answer for answer in ANSWERS[1:] if answer.casefold() == label.casefold()), None)
    return [name] if name else [""] if label.casefold() == "not answered" else others


def read_page(page: Any, people: list[Person]) -> Iterator[Read]:
    """Every cell of the page that counts answers to Q1."""
    listed = [p for p in people if p.publish is not Publish.NO]
    chosen = table_of(page, "Answers chosen: Q1")
    named = [row[0] for row in lines(chosen)] if chosen is not None else []
    together = [row for row in named if "other answer" in row or row.startswith("no answer")]
    rest = [answer for answer in ANSWERS[1:] if answer not in named]
    rest += [""] * any("no answer" in row for row in together)
    for row in lines(chosen) if chosen is not None else ():
        yield cell(people, *answers_of(row[0], rest)), figure(row[1])
    apart = table_of(page, "Answers chosen by type")
    heads = [words(one).rpartition(" (n =")[0] for one in apart.xpath("thead//th")[1:]] if apart is not None else []
    for row in lines(apart) if apart is not None else ():
        for head, told in zip(heads, row[1:], strict=True):
            of_column = without(people) if head == "Without campaigns" else [p for p in listed if p.type == head]
            yield cell(of_column, *answers_of(row[0], rest)), figure(told)
    crossed = table_of(page, "Themes in the whole response")
    heads = [words(one).rpartition(" (")[0] for one in crossed.xpath("thead//th")[1:-1]] if crossed is not None else []
    pooled = [a for a in ANSWERS if (a.casefold() or "not answered") not in map(str.casefold, heads)]
    for row in lines(crossed) if crossed is not None else ():
        key = next(theme.key for theme in CODEBOOK.themes if theme.name == row[0])
        raising = [p for p in people if key in p.themes]
        for head, told in zip(heads, row[1:-1], strict=True):
            yield cell(raising, *answers_of(head, pooled)), figure(told)
    taken = table_of(page, "Positions: Q1")
    for row in [*lines(taken), *lines(taken, "tfoot")] if taken is not None else ():
        yield position_cell(people, row[0]), figure(row[1])


def position_cell(people: list[Person], name: str) -> Cell:
    """Who takes a position on Q1, or any, by an answer or by words."""
    worded = [p for p in people if p.question == "Q1" and p.written and (name == TOTAL or p.written == NAMES[name])]
    answers = [a for a in ANSWERS[1:] if name == TOTAL or POSITIONS[a] == NAMES[name]]
    return cell(people, *answers) | cell(worded, "")


def read_figures(made: Report, people: list[Person]) -> Iterator[Read]:
    """Every figure of the exported table that counts answers to Q1."""
    files = zipfile.ZipFile(io.BytesIO(EXPORTERS["csv"].write(ExportContent(made, lambda: ""))))
    rows = list(csv.DictReader(io.StringIO(files.read("figures.csv").decode("utf-8-sig"))))
    closed = [row for row in rows if row["Table"] == "Closed question"]
    for row in closed:
        rest = [a for a in ANSWERS[1:] if a not in [one["Group"] for one in closed]]
        rest += [""] * ("no answer" in row["Group"])
        yield cell(people, *answers_of(row["Group"], rest)), int(row["Value"]) if row["Value"] else None
        yield cell(people, *ANSWERS[1:]), int(row["Of"]) if row["Of"] else None
    for row in rows:
        if row["Table"] == "Position" and row["About"].startswith("Q1") and "without" not in row["Group"]:
            told = int(row["Value"]) if row["Value"] else None
            yield position_cell(people, TOTAL if row["Group"] == "all" else row["Group"]), told


def attacked(people: list[Person], least: int) -> list[Cell]:
    """What follows from all files of a report together."""
    made = reported(people, least)
    refused = sum(p.publish is Publish.NO for p in people)
    counted = [p for p in people if p.publish is not Publish.NO or refused >= least]
    told = [p for p in counted if p not in few(counted, least)]
    page = lxml.html.fromstring(render(made, []))
    return followed([*read_page(page, told), *read_figures(made, told)], counted, least)


@settings(max_examples=4 * TIMES, deadline=None)
@given(PEOPLE, st.integers(2, 5), st.booleans())
def test_no_answer_of_few_follows_from_the_files(kinds: list[Kind], least: int, nested: bool) -> None:
    assert not attacked(with_parents(drawn(kinds)) if nested else drawn(kinds), least)


def test_the_attack_reads_the_files_and_finds_what_a_report_without_suppression_tells() -> None:
    kinds: list[Kind] = [
        (answer, kind, themes, True, Publish.ANONYMOUS, False, False, size)
        for answer, kind, themes, size in (
            ("Yes", "resident", ("a",), 2),
            ("No", "resident", ("a",), 9),
            ("No", "council", (), 8),
            ("Yes", "council", (), 8),
        )
    ]
    people = drawn(kinds)
    assert not attacked(people, 5)
    page = lxml.html.fromstring(render(reported(people, 1), []))
    found = followed(list(read_page(page, people)), people, 5)
    assert cell([p for p in people if p.themes], "Yes") in found
