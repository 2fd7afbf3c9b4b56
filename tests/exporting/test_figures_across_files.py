"""Figures across files: no answer of few follows from what is printed in the report, its annex and its exports."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
import lxml.html
import openpyxl
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html.builder import E

from analysis.exporting.export_content import ExportContent
from analysis.exporting.exporters import EXPORTERS
from analysis.model import Publish
from analysis.rendering import render
from analysis.rendering.html import render_alone
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
    in_any_figure,
    of_column,
    reported,
    with_parents,
    wordless,
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
            yield cell(of_column(head, people), *answers_of(row[0], rest)), figure(told)
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


def read_figures(rows: list[dict[str, Any]], people: list[Person]) -> Iterator[Read]:
    """Every figure of the exported table that counts answers to Q1."""
    closed = [row for row in rows if row["Table"] == "Closed question"]
    for row in closed:
        rest = [a for a in ANSWERS[1:] if a not in [one["Group"] for one in closed]]
        rest += [""] * ("no answer" in row["Group"])
        yield cell(people, *answers_of(row["Group"], rest)), whole(row["Value"])
        yield cell(people, *(ANSWERS if row["Group"] == "Not answered" else ANSWERS[1:])), whole(row["Of"])
    for row in rows:
        if row["Table"] == "Position" and row["About"].startswith("Q1") and "without" not in row["Group"]:
            yield position_cell(people, TOTAL if row["Group"] == "all" else row["Group"]), whole(row["Value"])


def whole(value: Any) -> int | None:
    """A figure as a table holds it; None where it is not told."""
    return None if value in ("", None) else int(value)


def read_annex(page: Any, people: list[Person], numbered: list[Person]) -> Iterator[Read]:
    """Every line of a theme's page that says how many of those who raise it under Q1 take a position, and the points
    that are listed beside a position."""
    listed = [p for p in people if p.publish is not Publish.NO]
    for theme in CODEBOOK.themes:
        beside = [p for p in listed if theme.key in p.themes and p.is_at_question and (p.written or p.is_shown)]
        for head in page.xpath("//h4[starts-with(., 'For and against Q1')]/following-sibling::dl[1]/div/dt"):
            if head.getparent().get("id", "").startswith("stand-1-") and head.getparent().get("id").endswith(theme.key):
                name, _, count = words(head).rpartition(" ")[0].rpartition(" ")
                yield position_cell(beside, name), int(count)
    for answer in page.xpath("//article//div[@class='answer']/p[@class='paragraph']"):
        person = numbered[int(answer.xpath("ancestor::article/h3/@id")[0].removeprefix("r")) - 1]
        yield cell([person], words(answer).removeprefix("Answer: ")), 1


def as_page(docx_bytes: bytes) -> Any:
    """The tables of a Word document, each with the caption above it, as a page has them."""
    page, caption = E.main(), ""
    for block in docx.Document(io.BytesIO(docx_bytes)).iter_inner_content():
        if isinstance(block, Paragraph):
            caption = block.text
            continue
        head, *rows = ([one.text for one in row.cells] for row in block.rows)
        body = [E.tr(*map(E.td, row)) for row in rows]
        page.append(E.table(E.caption(caption), E.thead(E.tr(*map(E.th, head))), E.tbody(*body)))
    return page


def read_exports(made: Report, people: list[Person], numbered: list[Person]) -> Iterator[Read]:
    """Every figure of the exports that counts answers to Q1, and every answer that they give as somebody's."""
    content = ExportContent(made, lambda: render_alone(made, []))
    yield from read_page(as_page(EXPORTERS["docx"].write(content)), people)
    files = zipfile.ZipFile(io.BytesIO(EXPORTERS["csv"].write(content)))
    yield from read_figures(list(csv.DictReader(io.StringIO(files.read("figures.csv").decode("utf-8-sig")))), people)
    head, *rows = openpyxl.load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(content)))["Figures"].values
    yield from read_figures([dict(zip(map(str, head), row, strict=True)) for row in rows], people)
    tables = json.loads(EXPORTERS["json"].write(content))["tables"]
    yield from read_figures(tables["figures"], people)
    for row in tables["answers"]:
        yield cell([numbered[int(row["Response"].removeprefix("R")) - 1]], row["Answer"]), 1


def attacked(people: list[Person], least: int, taken_out: Sequence[Person] = ()) -> list[Cell]:
    """What follows from all files of a report together."""
    made = reported(people, least, taken_out)
    counted = in_any_figure(people, least)
    silent = wordless(counted, least)
    worded = [p._replace(themes=()) if p in silent else p for p in counted]
    told = [p for p in worded if p not in few(worded, least)]
    page = lxml.html.fromstring(render(made, []))
    assert not [p.name for p in taken_out if p.name in words(page)]
    numbered = [p for p in worded if p.publish is not Publish.NO]
    found = [*read_page(page, told), *read_annex(page, told, numbered), *read_exports(made, told, numbered)]
    return followed(found, counted, least)


@settings(max_examples=3 * TIMES, deadline=None)
@given(PEOPLE, st.integers(2, 5), st.booleans(), st.integers(0, 6))
def test_no_answer_of_few_follows_from_the_files(kinds: list[Kind], least: int, nested: bool, out: int) -> None:
    people = with_parents(drawn(kinds)) if nested else drawn(kinds)
    taken_out = people[:: max(2, 8 - out)][:out]
    assert not attacked([p for p in people if p not in taken_out], least, taken_out)


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
    shown = [p._replace(publish=Publish.YES) for p in people]
    made = reported(shown, 1)
    annex = read_annex(lxml.html.fromstring(render(made, [])), shown, shown)
    read = [list(annex), list(read_exports(made, shown, shown))]
    assert all(len(found) > len(people) for found in read), "the annex, and every export"
    page = lxml.html.fromstring(render(reported(people, 1), []))
    found = followed(list(read_page(page, people)), people, 5)
    assert cell([p for p in people if p.themes], "Yes") in found
