"""Points, themes and the codebook in a real browser: on a desk and a phone, by keyboard alone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.app import publish
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.model import Coder
from analysis.workspace import Workspace, load_consultation
from tests.app.audited import TOPICS, letter, mark, rows_of
from tests.app.ingest.test_tables import SURVEY
from tests.browser.web import SIZES, Window, look_through
from tests.builders import CONSULTATION, make_coding, make_workspace, person
from tests.web.visitor import running

PAGES = {
    "points": "/points",
    "points found": "/points?theme=funding&find=budget&least=0.2",
    "points none": "/points?find=submarine",
    "points mistaken": "/points?least=much",
    "themes": "/themes",
    "themes by points": "/themes?count=points",
    "codebook": "/codebook",
    "theme": "/codebook/theme/funding",
    "theme added": "/codebook/form?act=add",
    "theme changed": "/codebook/form?act=edit&keys=funding",
    "theme split": "/codebook/form?act=split&keys=funding",
    "themes to merge": "/codebook/form?act=merge",
    "theme merged": "/codebook/form?act=merge&keys=funding&keys=access",
    "theme retired": "/codebook/form?act=retire&keys=funding",
    "proposals": "/codebook/proposals",
    "overview charts": "/",
    "crossing as heat map": "/crossings?show_as=heat+map",
    "crossing as bars": "/crossings?show_as=bars",
    "map": "/map",
    "map of a theme": "/map?theme=funding",
    "map square": "/map?cell=6-4",
    "points to assign": "/assignments/new?theme=access",
    "assignments": "/assignments",
    "note": "/points?note=0.txt%7C0-1",
}
WARDS = ("north", "south", "east", "west", "old", "new", "high", "low")
PARKING = "Car parking at the {} branch is full on market days, for the park is small."


def made(root: Path) -> Path:
    """Letters, some alike in what no theme covers, and a table; coded, and a part of it audited blind."""
    files = {f"{n}.txt": letter(n) for n in range(6)}
    files |= {f"park/{name}.txt": f"1. {PARKING.format(name)}\n" for name in ("north", "south", "east", "west", "old")}
    files["survey.csv"] = SURVEY
    kinds = "".join(f"{n}.txt,Group {n},{'resident' if n % 2 else 'charity'},yes\n" for n in range(6))
    make_workspace(root, files, CONSULTATION, f"file,respondent,type,publish\n{kinds}")
    app = AppContext(Workspace(root))
    publish.report(app)
    draw_audit(app, DrawRequest(16), Coder.person("Ann"))
    export_audits(app, root / "sheet.csv", "Ann", SheetRequest(drawn=True))
    marks = truth_of(root / "sheet.csv")
    import_audits(app, mark(root / "sheet.csv", marks))
    return root


def parked(root: Path) -> Path:
    """Letters that are alike in what no theme covers, coded, and one of their points judged by a person."""
    files = {
        f"{place}.txt": f"1. {PARKING.format(place)}\n\n2. The budget of ward {place} has been cut.\n"
        for place in WARDS
    }
    app = AppContext(Workspace(make_workspace(root, files)))
    publish.report(app)
    book = load_consultation(app.workspace.consultation).codebook
    key = ingest.take_in(app).points[1].key
    app.store.append([replace(make_coding(key, ["funding"], by=person("ann")), codebook=book.version)])
    return root


def truth_of(sheet: Path) -> dict[int, str]:
    """The right column for the rows of letters; what else was drawn is left undecided."""
    rows = rows_of(sheet)
    at = rows[1].index("words")
    right = {topic.split()[0]: column for topic, column in TOPICS.items()}
    return {n: right[first] for n, row in enumerate(rows[2:]) if (first := row[at].split()[0]) in right}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(made(tmp_path_factory.mktemp("explorer"))) as there:
        yield there


def test_every_page_meets_wcag_2_2_aa_loads_from_here_alone_and_says_the_same_without_scripts(window: Any) -> None:
    assert look_through(window(), window(java_script_enabled=False), PAGES) == {}


def test_from_a_figure_to_its_points_to_their_place_by_keyboard(window: Any) -> None:
    here = window()
    here.open("/themes")
    here.choose("Funding: ")
    here.page.wait_for_url("**/points?theme=funding")
    count = here.page.locator(".ep-found__count strong").first.inner_text()
    assert int(count.split()[0]) >= here.page.locator(".ep-hit").count() > 0
    here.choose("R1.1")
    here.page.wait_for_url("**/response?document=*#p*")
    assert here.page.locator("section.ep-point:target").count() == 1


def test_filters_are_set_by_keyboard_and_the_address_can_be_shared(window: Any) -> None:
    here = window(360)
    here.open("/points")
    here.tab_to("Words in the text")
    here.page.keyboard.type("ward 3")
    here.tab_to("Theme")
    here.page.keyboard.type("Fund")
    here.tab_to("More filters")
    here.press("Enter")
    here.tab_to("Coded by")
    here.picture("filters-phone")
    assert here.problems() == ""
    here.choose("Show")
    here.page.wait_for_url("**/points?*")
    other = window()
    other.open(here.page.url.removeprefix(here.address))
    assert other.page.get_by_label("Words in the text").input_value() == "ward 3"
    assert other.page.get_by_role("search").get_by_label("Theme", exact=True).input_value() == "funding"
    shown = [one.page.locator(".ep-found__count").inner_text() for one in (here, other)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(("size", "scripts"), [("phone", True), ("desk", False)], ids=["phone", "desk without scripts"])
def test_a_theme_is_made_of_a_proposal_and_another_is_redefined(
    browser_here: Any, tmp_path: Path, scripts: bool, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = parked(tmp_path / "work")
    with running(root) as address:
        here = Window(browser_here, address, width=SIZES[size], java_script_enabled=scripts)
        page = here.open("/codebook/proposals")
        page.get_by_role("button", name="Propose themes").click()
        page.get_by_role("checkbox").first.wait_for()
        page.wait_for_load_state()  # with its styles, by which the fields stand where they do
        here.picture(f"proposals-found-{size}")
        assert not scripts or here.problems() == ""
        fields = [page.get_by_role("checkbox"), page.get_by_label("Name"), page.get_by_label("Merge into")]
        ends = [box["y"] + box["height"] for box in (one.first.bounding_box() for one in fields)]
        assert size == "phone" or max(ends) - min(ends) < 8, "the fields of a proposal stand on one line"
        page.get_by_role("checkbox").first.check()
        page.get_by_label("Name").first.fill("Parking")
        page.get_by_role("button", name="Show what would change").click()
        page.get_by_text("Parking is new").wait_for()
        page.get_by_role("button", name="Save this change").click()
        page.get_by_text("The codebook has been changed").wait_for()
        here.picture(f"codebook-saved-{size}")
        assert not scripts or here.problems() == ""
        page.goto(f"{address}/codebook/form?act=edit&keys=funding")
        page.get_by_label("Definition").fill("Money, and what it cannot buy.")
        page.get_by_role("button", name="Show what would change").click()
        page.get_by_text("to be checked again, at").wait_for()
        here.picture(f"change-{size}")
        assert not scripts or here.problems() == ""
        assert here.overflow() == 0
        page.get_by_role("button", name="Save this change").click()
        page.get_by_text("The codebook has been changed").wait_for()
        here.close()
    themes = load_consultation(root / "responses/consultation.toml").codebook.themes
    assert [theme.key for theme in themes] == ["funding", "access", "parking"]
    assert themes[0].definition == "Money, and what it cannot buy."
