"""Page one holds 250 words: what gives way, in which order, and that it is linked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import html as lxml_html

from analysis.model import Theme
from analysis.rendering import render_alone
from analysis.rendering.page_one import TEAM_WORDS, WORDS, largest, words_of
from analysis.tally.report import Report
from analysis.tally.team_words import Message
from tests.rendering.fixtures.small import REPORT


def crowded(themes: int, questions: int, words: int) -> Report:
    """A report of so many themes and closed questions, whose team has written so many words in five messages."""
    (closed,) = REPORT.closed_answers
    group = REPORT.answered[0]
    return replace(
        REPORT,
        summary=None,
        themes=tuple(replace(REPORT.themes[1], theme=Theme(f"t{n}", f"Transport {n}", "…")) for n in range(themes)),
        closed_answers=tuple(replace(closed, key=f"Q{n}", of=20) for n in range(questions)),
        answered=tuple(replace(group, name=f"Q{n}", text="") for n in range(questions)),
        messages=(Message("word " * (words // 5), ("t1",)),) * 5,
    )


def summary_of(report: Report) -> Any:
    return lxml_html.document_fromstring(render_alone(report, [])).xpath("//section[@id='summary']")[0]


@pytest.mark.parametrize(
    ("themes", "questions", "words", "charted", "answers"),
    [(10, 1, 20, 10, 1), (20, 4, 30, 7, 4), (12, 6, 50, 5, 3), (12, 6, TEAM_WORDS, 3, 1)],
    ids=["all stands", "the least of the chart gives way", "answers give way", "as little as can be"],
)
def test_page_one_holds_its_words(themes: int, questions: int, words: int, charted: int, answers: int) -> None:
    page = summary_of(crowded(themes, questions, words))
    assert words_of(lxml_html.tostring(page, encoding="unicode")) <= WORDS
    assert len(page.xpath(".//ul[@class='bars']/li")) == charted
    told = [line.text_content() for line in page.xpath(".//ul[@class='answers']/li")]
    assert len(told) - any("more question" in line for line in told) == answers
    assert any(f"{questions - answers} more question" in line for line in told) == (questions > answers)
    link = page.xpath(".//p[@class='key']/a[@href='#themes']")[0].text_content()
    assert link == (f"{themes - charted} more, and all figures" if themes > charted else "All figures")


def test_words_are_those_that_are_read() -> None:
    notice = '<div class="notice"><p>Not one of these</p></div>'
    assert words_of(f"{notice}<p>Two <b>words</b>: <svg><title>none</title></svg> · <a href='x'>16</a></p>") == 3


def test_the_chart_leaves_out_the_smallest_figures_and_keeps_the_order_of_all_themes() -> None:
    plain = replace(REPORT.themes[1], corrected=None)
    counted = {"a": 2, "b": 1, "c": 3}
    tallies = tuple(replace(plain, theme=Theme(key, key, "…"), respondents=n) for key, n in counted.items())
    ranking = replace(REPORT, themes=tallies, accuracy=None).ranking
    assert [tally.theme.key for tally in largest(replace(ranking, order=tallies), 2)] == ["a", "c"]
