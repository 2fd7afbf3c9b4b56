"""Settings, the codebook's forms, the first page and the history in a real browser: in every look, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.coding import machine
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.views.report_editions import make_report
from analysis.model import ActivityEvent, ActivityKind
from analysis.splitting.manual_edit import relabel
from analysis.workspace import Workspace, create, load_consultation
from tests.app.ingest.test_tables import SURVEY
from tests.browser.web import Window
from tests.builders import LETTER, NOTES, make_coding, make_workspace, person
from tests.web.visitor import running


def busy(root: Path) -> None:
    """Have several people do things of every kind in a workspace."""
    app = AppContext(Workspace(root))
    make_report(app, "Sam Brook")
    ann = person("ann")
    point = next(ingest.find(app, "letter.txt").points)
    machine.divide(app, "letter.txt", lambda old: relabel(old, point, "1a", ann.id), ann)
    points = [point.key for point in ingest.take_in(app, keep=False).points[:5]]
    app.store.append(make_coding(point, ["funding"], by=ann) for point in points)
    draw_audit(app, DrawRequest(2), ann)
    names = {
        ActivityKind.UPLOADED: "letter.txt",
        ActivityKind.DESCRIBED: "survey.csv#ANON-1",
        ActivityKind.MAPPED: "a folder/with a long name of its own/export-of-all-responses-to-the-consultation.csv",
        ActivityKind.CHANGED_CODEBOOK: "",
        ActivityKind.CHANGED_SETTINGS: "",
        ActivityKind.REPORTED: "",
    }
    for number, (kind, about) in enumerate(names.items()):
        app.store.note(
            ActivityEvent(
                kind, "Wilhelmina Featherstonehaugh-Cholmondeley", f"2026-11-{22 - number}T10:0{number}:00+00:00", about
            )
        )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = {"letter.txt": LETTER, "notes.md": NOTES, "survey.csv": SURVEY, "scan.pdf": b"%PDF-1.7\n"}
    root = make_workspace(tmp_path_factory.mktemp("forms"), files)
    busy(root)
    with running(root) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "path"), [("overview", "/"), ("history", "/history"), ("settings", "/settings"), ("codebook", "/codebook")]
)
def test_pages_hold_to_the_standard(window: Any, name: str, path: str) -> None:
    here = window()
    here.open(path)
    here.page.wait_for_load_state("networkidle")
    here.hold_in_every_look(f"forms-{name}")
    assert here.said == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_mistake_in_the_settings_leads_to_its_field(window: Any, scripts: bool) -> None:
    here = window(java_script_enabled=scripts)
    page = here.open("/settings")
    page.get_by_label("Title").fill("")
    page.get_by_role("group", name="First day").get_by_label("Day").fill("31")
    page.get_by_label("Words of question 2").fill("Why?")
    page.get_by_role("button", name="Save the settings").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    if scripts:
        here.hold_in_every_look("settings-problems")
    page.get_by_role("link", name="Enter the number of question 2").click()
    assert page.evaluate("location.hash") == "#key-1" or page.locator("#key-1:focus").count()
    assert page.get_by_label("Words of question 2").input_value() == "Why?"


def test_a_mistake_in_a_theme_leads_to_its_field(window: Any) -> None:
    here = window()
    page = here.open("/codebook/form?act=add")
    page.get_by_label("Name").fill("Funding")
    page.get_by_label("Key", exact=True).fill("Not A Key")
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("link", name="Another theme is called “Funding” already").wait_for()
    here.hold_in_every_look("theme-problems")
    page.get_by_role("link", name="“Not A Key” cannot be a key").click()
    page.locator("#key-0:focus").wait_for()


def test_from_nothing_the_consultation_gets_its_name_by_keyboard(browser_here: Any, tmp_path: Path) -> None:
    root = create(tmp_path / "new").root
    with running(root) as address:
        here = Window(browser_here, address)
        page = here.open("/")
        here.hold_in_every_look("overview-new")
        here.choose("Describe the consultation")
        page.wait_for_url("**/settings")
        for field, words in {"Title": "Sunday libraries", "Organisation": "A borough council"}.items():
            here.tab_to(field)
            here.press("Control+a")
            page.keyboard.type(words)
        here.choose("Save the settings")
        page.get_by_text("The settings are saved").wait_for()
        here.hold_in_every_look("settings-saved")
        here.close()
    said = load_consultation(Workspace(root).consultation)
    assert (said.title, said.organisation) == ("Sunday libraries", "A borough council")


def test_what_has_changed_shows_itself_without_being_asked(window: Any) -> None:
    here = window()
    page = here.open("/codebook/form?act=edit&keys=access")
    page.get_by_label("Name").fill("Reach")
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Save this change").click()
    page.get_by_text("The codebook has been changed").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Change saved").wait_for()
    here.hold_in_every_look("change-saved")
    page = here.open("/points")
    page.locator(".ep-note", has_text="Something has changed").wait_for(state="detached")
    assert here.said == []
