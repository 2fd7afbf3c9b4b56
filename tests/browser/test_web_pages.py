"""The web app in a real browser: on a desk and a phone, by keyboard alone, without scripts, in forced colours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from analysis.app.context import AppContext
from analysis.app.views.report_editions import make_report
from analysis.workspace import Workspace
from tests.app.ingest.test_tables import SURVEY
from tests.browser.web import SIZES, Window, look_through
from tests.builders import LETTER, NOTES, PAGE, make_workspace
from tests.share import share
from tests.web.visitor import running

LONG = """Friends of Libraries: our response

Dear Sir or Madam,

1. Sunday opening will cost money that the library budget does not have
after five years of cuts. We have seen what happens when hours are
stretched without staff. **The doors are open and nobody is there to help.**

2. Without a Sunday bus, longer opening hours help nobody who needs a
wheelchair to get there. The nearest stop is half a mile away. The pavement
is uneven, and there is no bench.

2.1 The branch at the market has no ramp.

2.2 The branch at the station has one, which is locked.

3. I have used the library for forty years.

Yours faithfully,

J. Friend
"""
PAGES = {
    "overview": "/",
    "name": "/name",
    "upload": "/upload",
    "responses": "/responses",
    "response": "/response?document=friends.txt",
    "page": "/response/page?document=paper.pdf&page=2",
    "report": "/report",
    "messages": "/report/messages",
    "compare": "/report/compare",
    "downloads": "/downloads",
    "personal-data": "/personal-data",
    "codebook-import": "/codebook/import",
    "history": "/history",
    "nothing": "/nothing",
}


def paper() -> bytes:
    """A PDF of two pages."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in (1, 2):
        canvas.drawString(72, 700, f"{page}. The branch on page {page} needs money for its opening hours.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workspace with a report, an unread file, a campaign and a table."""
    files: dict[str, str | bytes] = {
        "friends.txt": LONG,
        "letter.txt": LETTER,
        "copy of letter.txt": LETTER,
        "notes.md": NOTES,
        "web/page.html": PAGE,
        "scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "survey.csv": SURVEY,
        "paper.pdf": paper(),
    }
    respondents = (
        "file,respondent,type,publish\nfriends.txt,Friends of Libraries,charity,yes\nletter.txt,,resident,no\n"
    )
    root = make_workspace(tmp_path_factory.mktemp("web"), files, respondents=respondents)
    make_report(AppContext(Workspace(root)), "Sam Brook")
    with running(root) as made:
        yield made


def test_every_page_meets_wcag_2_2_aa_loads_from_here_alone_and_says_the_same_without_scripts(window: Any) -> None:
    here = window()
    here.open("/").locator("#themes-at-a-glance").wait_for()  # counted for the first time
    unlike = look_through(here, window(java_script_enabled=False), PAGES)
    assert unlike.pop("upload"), "the browser's own button says “Choose File”"
    assert unlike == {}


def test_the_keyboard_gets_past_the_head_and_shows_where_it_is(window: Any) -> None:
    here = window()
    here.open("/")
    here.press("Tab")
    focused = here.page.locator(":focus")
    assert focused.inner_text() == "Skip to main content"
    here.press("Enter")
    assert here.page.evaluate("document.activeElement.id") == "main-content"


def test_the_menu_of_a_phone_opens_by_keyboard(window: Any) -> None:
    here = window(360)
    here.open("/")
    here.tab_to("Menu")
    here.press("Enter")
    here.tab_to("Report")
    here.press("Enter")
    here.page.wait_for_url("**/report")


def test_the_report_is_readable_in_its_frame_and_nothing_runs_there(window: Any) -> None:
    here = window()
    page = here.open("/report")
    frame = page.frame_locator("iframe")
    frame.locator("h1").first.wait_for()
    assert frame.locator("h1").first.inner_text()
    colour = frame.locator(".sections h2").first.evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(18, 67, 109)", "the report's own styles hold in the frame"
    widths = frame.locator("svg.bar-line rect.bar").evaluate_all("es => es.map(e => e.getBoundingClientRect().width)")
    assert len(set(widths)) > 1, "the bars have the lengths that their styles give them"
    assert page.locator("iframe").get_attribute("sandbox") == ""
    assert here.said == []


def test_a_response_is_read_and_changed_by_keyboard(window: Any) -> None:
    here = window()
    here.open("/responses")
    here.tab_to("Friends of Libraries")
    here.press("Enter")
    here.page.wait_for_url("**/response?document=friends.txt")
    change = here.page.get_by_role("link", name=re.compile(r"Change point \S+ \(2\.1\)")).inner_text()
    here.tab_to(" ".join(change.split()))
    here.press("Enter")
    here.page.get_by_role("heading", name="Join").wait_for()
    here.picture("response-change-desk")
    assert here.problems() == ""
    join = here.page.get_by_role("button", name=re.compile(r"Join with the next point, .*2\.2")).inner_text()
    here.tab_to(join)
    here.press("Enter")
    here.page.get_by_text("The two points have been joined.").wait_for()
    labels = here.page.locator(".ep-point__label a").all_inner_texts()
    assert "(2.2)" not in " ".join(labels)


def test_a_point_leads_to_the_page_that_it_came_from(window: Any) -> None:
    here = window()
    page = here.open("/response?document=paper.pdf")
    page.get_by_role("link", name="Page 2").click()
    picture = page.locator("img")
    assert picture.evaluate("async e => { await e.decode(); return e.naturalWidth }") == 1100
    page.get_by_role("link", name="Back to the points of this page").click()
    assert page.url.endswith("#page-2")
    assert here.said == []


def test_furniture_is_grey_and_legible(window: Any) -> None:
    page = window().open("/response?document=friends.txt")
    grey = page.locator(".ep-between--furniture .ep-point__text").first
    assert grey.evaluate("e => getComputedStyle(e).color") == "rgb(90, 100, 112)"


@pytest.mark.parametrize(("scripts", "size"), list(share(product([True, False], SIZES), 2)))
def test_from_upload_to_report(browser_here: Any, tmp_path: Path, scripts: bool, size: str) -> None:
    """The whole journey: name, files, a table's columns, who sent it, a report, and reading it."""
    root = make_workspace(tmp_path / "work")
    sent = {"letter.txt": LONG, "survey.csv": SURVEY, "empty.txt": ""}
    for name, content in sent.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with running(root) as address:
        here = Window(browser_here, address, width=SIZES[size], java_script_enabled=scripts)
        page = here.open("/")
        page.get_by_role("link", name="Upload responses").click()
        page.locator("input[type=file]").set_input_files([tmp_path / name for name in sent])
        page.get_by_role("button", name="Upload").click()
        page.get_by_role("button", name="Confirm its columns").wait_for()
        here.picture(f"batch-{size}")
        assert here.overflow() == 0
        page.get_by_role("button", name="Confirm its columns").click()
        page.get_by_role("button", name="Confirm and include it").wait_for()
        here.picture(f"columns-{size}")
        assert here.overflow() == 0
        if scripts:
            assert here.problems() == ""
        page.get_by_role("button", name="Confirm and include it").click()
        page.get_by_role("button", name="Finish this upload").wait_for()
        page.locator("#who-1 summary").click()
        page.get_by_label("Respondent", exact=True).first.fill("The Association")
        here.picture(f"batch-done-{size}")
        page.get_by_role("button", name="Save").first.click()
        page.get_by_text("The respondent’s details are saved.").wait_for()
        if scripts:
            assert here.problems() == ""
        page.get_by_role("button", name="Finish this upload").click()
        page.get_by_role("link", name="The Association").wait_for()
        page.goto(f"{address}/report")
        page.get_by_role("button", name="Make the report").click()
        page.get_by_text("Everything received is accounted for").wait_for()
        assert "4 responses" in page.locator(".ep-verdict").inner_text()
        here.close()
    assert (root / "reports" / "report.html").is_file()


def test_from_upload_to_report_with_the_keyboard_alone(browser_here: Any, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "work")
    (tmp_path / "letter.txt").write_text(LONG, encoding="utf-8")
    with running(root) as address:
        here = Window(browser_here, address, name="")
        page = here.open("/")
        here.tab_to("What is your name?")
        page.keyboard.type("Ann Archer")
        here.press("Enter")
        here.choose("Upload responses")
        with page.expect_file_chooser() as chooser:
            here.choose("Files")
        chooser.value.set_files(tmp_path / "letter.txt")
        here.choose("Upload")
        page.get_by_role("button", name="Finish this upload").wait_for()
        here.choose("Respondent not named")
        here.tab_to("Respondent")
        page.keyboard.type("The Association")
        here.press("Enter")
        page.get_by_text("The respondent’s details are saved.").wait_for()
        here.choose("Finish this upload")
        here.choose("Report")
        here.choose("Make the report")
        page.get_by_text("Everything received is accounted for").wait_for()
        here.close()
    assert "The Association" in (root / "responses" / "respondents.csv").read_text(encoding="utf-8")
