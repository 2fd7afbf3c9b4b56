"""Pages that are out of date, in a real browser: nothing is lost, or done under a wrong name, and all is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.model import CoderKind
from analysis.workspace import Workspace
from tests.browser.web import Window
from tests.builders import LETTER, NOTES, make_workspace
from tests.web.visitor import running

FIRST = re.compile(r"Change point R\d+\.1\b")
"""What the link to change a response's first point is called."""


class Place:
    """A workspace that is served, and its address."""

    def __init__(self, root: Path, address: str) -> None:
        self.app_context, self.address = AppContext(Workspace(root)), address


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    root = make_workspace(tmp_path / "work", {"letter.txt": LETTER, "notes.md": NOTES})
    take_in_and_code(AppContext(Workspace(root)))
    with running(root) as address:
        yield Place(root, address)


@pytest.fixture
def address(place: Place) -> str:
    return place.address


def second_tab(here: Window, path: str) -> Any:
    page = here.context.new_page()
    page.goto(here.address + path)
    return page


def rename(here: Window, name: str) -> None:
    page = second_tab(here, "/name")
    page.get_by_label("What is your name?").fill(name)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(here.address + "/")
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_made_for_somebody_else_says_so_and_keeps_what_was_typed(
    window: Any, place: Place, scripts: bool
) -> None:
    here = window(java_script_enabled=scripts)
    page = here.open("/response?document=letter.txt")
    page.get_by_role("link", name=FIRST).click()
    page.get_by_label("Its number").fill("1 (a)")
    rename(here, "Other Person")
    page.get_by_role("button", name="Save the number").click()
    page.get_by_text("This page was made for Sam Brook, and you are now Other Person").wait_for()
    assert not place.app_context.store.redivisions()
    if scripts:
        here.hold_in_every_look("renamed")
    page.get_by_role("button", name="I am Sam Brook").click()
    page.get_by_role("heading", name="You are Sam Brook again").wait_for()
    if scripts:
        here.hold_in_every_look("renamed-back")
    page.get_by_role("button", name="Send it as Sam Brook").click()
    page.get_by_text("The new number is saved.").wait_for()
    assert [made.coder.name for made in place.app_context.store.redivisions()] == ["Sam Brook"]


def test_going_back_from_there_finds_what_was_typed(window: Any) -> None:
    here = window()
    page = here.open("/response?document=letter.txt")
    page.get_by_role("link", name=FIRST).click()
    page.get_by_label("Its number").fill("1 (a)")
    rename(here, "Other Person")
    page.get_by_role("button", name="Save the number").click()
    page.get_by_text("This page was made for Sam Brook").wait_for()
    page.go_back()
    assert page.get_by_label("Its number").input_value() == "1 (a)"


def test_audits_on_a_page_made_for_somebody_else_are_kept_until_the_name_is_changed_back(
    window: Any, place: Place
) -> None:
    here = window()
    page = here.open("/audit/assisted")
    page.wait_for_load_state("networkidle")
    rename(here, "Other Person")
    page.get_by_role("button", name="Save and next").first.click()
    told = page.locator(".ep-told--trouble")
    told.wait_for()
    assert (
        "because this page was made for Sam Brook, and you are now Other Person. Change your name" in told.inner_text()
    )
    rename(here, "Sam Brook")
    page.get_by_role("button", name="Try again").click()
    page.locator(".ep-told").filter(has_text=re.compile(r"^\s*Saved: point")).wait_for()
    people = [coding.coder.name for coding in place.app_context.store.codings() if coding.coder.kind is CoderKind.HUMAN]
    assert people == ["Sam Brook"]


def test_a_point_that_is_fetched_for_another_name_shows_that_name(window: Any) -> None:
    here = window()
    page = here.open("/audit/assisted")
    page.wait_for_load_state("networkidle")
    rename(here, "Other Person")
    for _ in range(2):
        before = page.locator("h1").inner_text()
        here.press("n")
        page.wait_for_function("was => document.querySelector('h1').innerText !== was", arg=before)
        page.wait_for_load_state("networkidle")
    assert page.locator(".ep-header__who").inner_text().startswith("Other Person")


def test_a_stale_page_about_who_sent_a_response_shows_both(window: Any, place: Place) -> None:
    here = window()
    page = here.open("/response?document=letter.txt")
    page.locator("#who summary").click()
    page.get_by_label("Respondent", exact=True).fill("Jo Reed")
    other = second_tab(here, "/response?document=letter.txt")
    other.locator("#who summary").click()
    other.get_by_label("May it be published?").select_option("No, only counted")
    other.get_by_role("button", name="Save").first.click()
    other.get_by_text("The respondent’s details are saved.").wait_for()
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Nothing was saved yet").wait_for()
    here.hold_in_every_look("who-changed")
    assert page.get_by_label("Respondent", exact=True).input_value() == "Jo Reed"
    assert page.get_by_label("May it be published?").input_value() == "no"
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("The respondent’s details are saved.").wait_for()
    row = (place.app_context.workspace.respondents).read_text(encoding="utf-8").splitlines()[-1]
    assert row == "letter.txt,Jo Reed,,no"
