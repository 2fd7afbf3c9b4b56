"""The report in a real browser: on a desk, on a phone, on paper, with forced colours, and with the network off."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.model import Codebook, Theme
from analysis.rendering import render, render_set
from analysis.tally.report import Report
from tests.browser.web import SIZES, violations
from tests.rendering.fixtures.small import EMPTY, REPORT

WIDTHS = {"phone": 360, "narrow phone": 320, "desk": 1280}


def crowded() -> Report:
    """A hundred themes with long names, as no phone is made for."""
    themes = tuple(
        Theme(f"t{n}", f"Antidisestablishmentarianism and {'very ' * (n % 9)}long names, number {n}", "…")
        for n in range(100)
    )
    tallies = tuple(dataclasses.replace(REPORT.themes[1], theme=theme) for theme in themes)
    return dataclasses.replace(REPORT, title="W" * 80, codebook=Codebook(themes), themes=tallies)


REPORTS = {"small": REPORT, "empty": EMPTY, "crowded": crowded()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report")
    for name, report in REPORTS.items():
        (made / f"{name}.html").write_text(render(report, []), encoding="utf-8")
    (made / "set" / "annex").mkdir(parents=True)
    for file, content in render_set(REPORT, []):
        (made / "set" / file).write_bytes(content)
    return made


SET = ("set/report", "set/annex/index", "set/annex/theme-funding", "set/annex/responses", "set/annex/ledger")
"""Pages of a report with its annex, one of each look."""


class Visit:
    """An open page with what it said to the console and what it asked for."""

    def __init__(self, context: Any, address: str) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)


@pytest.fixture
def visit(browser_here: Any, folder: Path) -> Iterator[Any]:
    contexts: list[Any] = []

    def open_page(name: str, width: int = 1280, **settings: Any) -> Visit:
        contexts.append(browser_here.new_context(offline=True, viewport={"width": width, "height": 800}, **settings))
        return Visit(contexts[-1], (folder / f"{name}.html").as_uri())

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", [*REPORTS, *SET])
def test_the_page_meets_wcag_2_2_aa_loads_alone_and_never_scrolls_sideways(visit: Any, name: str) -> None:
    opened = visit(name)
    for size, width in WIDTHS.items():
        opened.page.set_viewport_size({"width": width, "height": 800})
        root = "document.documentElement"
        assert opened.page.evaluate(f"[{root}.scrollWidth, {root}.clientWidth]") == [width, width]
        if name in ("small", *SET) and size in SIZES:
            assert violations(opened.page) == "", size
    if name in ("small", *SET):
        opened.page.emulate_media(forced_colors="active")
        assert violations(opened.page, "active") == ""
    assert opened.said == []
    assert len(opened.asked) == 1
    assert opened.asked[0].startswith("file://")


def test_the_keyboard_gets_past_the_head_and_shows_where_it_is(visit: Any) -> None:
    page = visit("small").page
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert focused.evaluate("e => e.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_figure_leads_to_its_points_and_a_point_is_shown_where_it_stands(visit: Any) -> None:
    page = visit("small").page
    page.locator("table.matrix td a").first.click()
    page.locator(":target a").first.click()
    target = page.locator(":target")
    assert target.get_attribute("id") == "r1-2"
    assert 0 <= target.evaluate("e => e.getBoundingClientRect().top") < 800


def test_a_figure_of_the_report_leads_over_its_theme_in_the_annex_to_the_point_and_back(visit: Any) -> None:
    page = visit("set/report").page
    page.locator("section[aria-labelledby='types'] table.matrix td a").first.click()
    assert page.url.endswith("/annex/theme-localism.html#type-1-localism")
    page.locator(":target a").first.click()
    assert page.url.endswith("/annex/responses.html#r1-2")
    page.get_by_role("link", name="The report").click()
    assert page.url.endswith("/set/report.html")


def test_the_index_finds_a_response_by_its_number_or_name_and_needs_no_script(visit: Any) -> None:
    page = visit("set/annex/index").page
    shown = page.locator(".index li:visible")
    assert shown.count() == len(REPORT.responses)
    page.locator("#find-words").fill("county")
    assert [words.strip() for words in shown.all_inner_texts()] == ["R1 A county council"]
    assert page.locator("#find-said").inner_text() == f"1 response of {len(REPORT.responses)}"
    page.locator("#find-words").fill("r3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/annex/responses.html#r3")
    without = visit("set/annex/index", java_script_enabled=False).page
    assert without.locator("#find-words").is_hidden()
    without.get_by_role("link", name="R1 to R4").click()
    assert without.url.endswith("/annex/responses.html#r1")


SCROLLING = "[...document.querySelectorAll('.wide')].filter(e => e.scrollWidth > e.clientWidth).length"
SMALL = """[...document.querySelectorAll('a')].filter(e => {
  const r = e.getBoundingClientRect()
  const alone = e.parentElement.textContent.trim() === e.textContent.trim()
  return r.height && (alone || getComputedStyle(e).display !== 'inline') && (r.height < 24 || r.width < 24)
}).map(e => e.outerHTML)"""
"""Links smaller than 24 by 24 pixels that do not stand in a line of text."""


@pytest.mark.parametrize("name", ["small", "set/annex/ledger", "set/annex/accuracy"])
def test_on_a_phone_no_table_scrolls_and_no_target_is_small(visit: Any, name: str) -> None:
    page = visit(name, 320).page
    assert page.locator(".wide").count()
    assert page.evaluate(SCROLLING) == 0
    assert page.evaluate(SMALL) == []


def test_a_phone_has_a_drawing_of_its_own_and_a_desk_another(visit: Any) -> None:
    phone, desk = visit("small", 320).page, visit("small", 1280).page
    for page, shown, hidden in ((phone, ".on-a-phone", ".with-room"), (desk, ".with-room", ".on-a-phone")):
        assert page.locator(f"#arrivals-chart {shown}").is_visible()
        assert page.locator(f"#arrivals-chart {hidden}").is_hidden()
        assert page.locator("table:has(#arrivals-table)").is_visible() == (page is desk), "the list says the same"
    assert desk.get_by_role("img", name="The busiest week was 3 to 9 May 2014").is_visible()


def test_long_tables_scroll_in_their_own_frame(visit: Any) -> None:
    frame = visit("set/annex/ledger", 800).page.locator("[aria-label='Table: ledger']")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    assert frame.get_attribute("tabindex") == "0"


BEYOND = """[...document.querySelectorAll('.bars')].flatMap(whole => {
  const chart = whole.getBoundingClientRect()
  return [...whole.querySelectorAll('span:not(.unseen), rect')]
    .map(e => e.getBoundingClientRect())
    .filter(r => r.right > chart.right + 1 || r.left < chart.left - 1 || r.bottom > chart.bottom + 1)
}).length"""
"""Counts the words and bars that leave their chart."""


def test_no_word_or_bar_of_the_chart_leaves_it(visit: Any) -> None:
    page = visit("crowded").page
    for size, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BEYOND) == 0, size


def test_the_page_is_not_blank(visit: Any) -> None:
    picture = visit("small").page.screenshot(full_page=True)
    assert len(picture) > 50_000, "a blank page of this size takes a few thousand bytes"


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_prints(visit: Any, name: str) -> None:
    paper = visit(name).page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF-")


def test_nothing_is_wider_than_the_paper(visit: Any) -> None:
    page = visit("small", 672).page  # 178 mm, an A4 sheet without its margins, at 96 dots an inch
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
          .filter(e => !e.closest('svg, .unseen, .ledger') && e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert wide == []
