"""docs/templates.md says what each template receives: it is written from the classes, and held to them."""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
from pathlib import Path
from typing import get_args

from analysis.model import TeamReply
from analysis.rendering import pages
from analysis.rendering.pages import AnnexPage, AssurancePage, Place, PointList, ReportPage, ResponseRange
from analysis.tally.assurance import LoggedAssumption, RecordField, RecordSection, RunFacts
from analysis.tally.model_use import ModelUse
from analysis.tally.questions.item_grid import GridRow, ItemGrid
from analysis.tally.questions.question_view import QuestionTheme, QuestionView, TypeDifference
from analysis.tally.report import Report
from analysis.tally.team_words import Message, MessagePoint

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "templates.md"
BEGIN, END = "<!-- classes: begin -->", "<!-- classes: end -->"

PARTS = (
    Place, PointList, ResponseRange, QuestionView, ItemGrid, GridRow, QuestionTheme, TypeDifference, Message,
    MessagePoint, TeamReply, ModelUse, LoggedAssumption, RecordSection, RecordField, RunFacts,
)  # fmt: skip


def documented() -> list[type]:
    return [Report, ReportPage, *get_args(AnnexPage), AssurancePage, *PARTS]


def entry(of: type) -> str:
    doc = " ".join((inspect.getdoc(of) or "").replace("``", "`").split())
    fields = "\n".join(f"| `{field.name}` | `{field.type}` |" for field in dataclasses.fields(of))  # type: ignore[arg-type]
    more = [
        f"| `{name}` | {(inspect.getdoc(value) or '').splitlines()[0].replace('``', '`')} |"
        for name, value in vars(of).items()
        if isinstance(value, property)
    ]
    return "\n".join(
        [
            f"### {of.__name__}",
            "",
            doc,
            "",
            "| field | type |",
            "|---|---|",
            fields.replace(" | None", " or None"),
            *more,
        ]
    )


def test_the_page_says_what_each_template_receives() -> None:
    text = PAGE.read_text(encoding="utf-8")
    written = "\n\n".join(map(entry, documented()))
    if os.environ.get("UPDATE_GOLDEN"):
        block = f"{BEGIN}{text.split(BEGIN)[1].split(END)[0]}{END}"
        PAGE.write_text(text.replace(block, f"{BEGIN}\n{written}\n{END}"), encoding="utf-8")
        return
    assert text.split(BEGIN)[1].split(END)[0].strip() == written, "run the test with UPDATE_GOLDEN=1"


def test_every_class_that_a_page_is_made_of_is_documented() -> None:
    own = {thing for thing in vars(pages).values() if inspect.isclass(thing) and thing.__module__ == pages.__name__}
    assert {one.__name__ for one in own} - {"NamedRespondents"} <= {one.__name__ for one in documented()}


def test_every_template_and_each_of_its_blocks_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path in [
        ROOT / "templates/report.html.j2",
        ROOT / "templates/annex.html.j2",
        ROOT / "templates/assurance.html.j2",
        *sorted((ROOT / "templates").glob("*/*.j2")),
    ]:
        name = path.relative_to(ROOT / "templates").as_posix()
        if not name.startswith(("web/", "workspace/")):
            blocks = re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
            line = next((line for line in text.splitlines() if line.startswith(f"| `{name}` |")), "")
            assert line, name
            assert not [block for block in blocks if f"`{block}`" not in line], name
