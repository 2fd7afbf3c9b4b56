"""The journey that is judged: 14 documents, three e-mails, a survey, eight themes, 40 points coded, a report.

It takes minutes, so it runs where EVERYPOINT_JOURNEY is set; with EVERYPOINT_PICTURES its pages are photographed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_web_new_consultation import PHONE, THEMES, goes_on, launched, look, mail, steps, survey
from tests.browser.web import Window
from tests.shared import needs_shared, shared

CODED = 40
MINUTES = 8

pytestmark = [
    needs_shared,
    pytest.mark.skipif(not os.environ.get("EVERYPOINT_JOURNEY"), reason="it takes minutes; set EVERYPOINT_JOURNEY"),
]


class Mouse:
    """A person with a mouse, who clicks what they see and types into it."""

    def __init__(self, here: Window) -> None:
        self.here, self.page = here, here.page

    def press(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name)
        button.or_(self.page.get_by_role("link", name=name)).first.click()

    def step(self, number: int) -> None:
        self.page.locator(".ep-journey__link").nth(number).click()

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def send(self, label: str, files: Sequence[Path]) -> None:
        self.page.locator("input[type=file]").first.set_input_files(files)

    def code(self, number: int) -> None:
        self.page.locator(".ep-themes input").nth(number).check()
        self.page.get_by_role("button", name="Save and next").click()

    def size(self, words: str) -> None:
        self.page.get_by_label("Or another number of points").fill(words)


class Keyboard(Mouse):
    """A person with a keyboard alone, who reaches everything with the tabulator key."""

    def press(self, name: str) -> None:
        self.here.choose(name)

    def step(self, number: int) -> None:
        self.here.choose(" ".join(str(self.page.locator(".ep-journey__link").nth(number).text_content()).split())[:8])

    def fill(self, label: str, words: str) -> None:
        self.here.tab_to(label)
        self.page.keyboard.insert_text(words)

    def send(self, label: str, files: Sequence[Path]) -> None:
        self.page.locator("button.govuk-file-upload-button").wait_for()  # it takes the field's place
        with self.page.expect_file_chooser() as chosen:  # awaited first, so that none is opened that nobody sees
            self.here.tab_to(label)
            self.here.press("Enter")
        chosen.value.set_files(files)

    def code(self, number: int) -> None:
        self.here.press(str(number + 1))
        self.here.press("s")

    def size(self, words: str) -> None:
        self.fill("Or another number of points", words)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """What somebody has on their disk."""
    made = {
        "one.eml": mail("Ann Archer <ann@reader.example>", 1),
        "two.eml": mail("Bo Baker <bo@reader.example>", 3),
        "three.eml": mail("cy@reader.example", 5),
        "survey.csv": survey(),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    documents = sorted(path for path in shared("data/documents").iterdir() if path.suffix in (".pdf", ".docx"))
    assert len(documents) == 14
    return [*documents, *(tmp_path / name for name in made)]


@pytest.mark.parametrize(
    ("person", "width"),
    [(Mouse, 1280), (Mouse, PHONE), (Keyboard, 1280), (Keyboard, PHONE)],
    ids=["mouse", "phone", "keyboard", "keyboard-phone"],
)
def test_from_nothing_to_a_report(
    browser_here: Any, tmp_path: Path, files: list[Path], person: Callable[[Window], Mouse], width: int
) -> None:
    with launched(tmp_path / "config") as address:
        here = Window(browser_here, address, width=width)
        began = time.monotonic()
        times = list(_go(person(here), tmp_path / "work", files))
        took = time.monotonic() - began
        assert here.said == []
        here.close()
    assert (tmp_path / "work" / "reports" / "report.html").is_file()
    print("\n".join(f"{name}: {at - began:.0f} s" for name, at in times))
    assert took < MINUTES * 60


def _go(person: Mouse, root: Path, files: list[Path]) -> Any:
    """Go the whole way, and yield when each step was done."""
    here, page = person.here, person.page
    here.open("/")
    person.press("Start a new consultation")
    person.fill("Title", "Library opening hours")
    person.fill("Questions", "Q1: Do you agree with longer opening hours?")
    person.fill("Folder", str(root))
    person.press("Start the consultation")
    page.get_by_role("heading", name="What to do next").wait_for()
    yield "begun", time.monotonic()
    person.press("Upload responses")
    page.get_by_role("button", name="Upload").wait_for()
    person.send("Files", files)
    person.press("Upload")
    page.get_by_role("button", name="Confirm its columns").wait_for()
    yield "uploaded and read", time.monotonic()
    look(here, "journey-uploaded")
    person.press("Confirm its columns")
    page.get_by_role("button", name="Confirm and include it").wait_for()
    look(here, "journey-columns")
    person.press("Confirm and include it")
    page.get_by_role("button", name="Finish this upload").wait_for()
    person.press("Finish this upload")
    page.get_by_role("heading", name="Responses", exact=True).wait_for()
    yield "columns confirmed", time.monotonic()
    look(here, "journey-responses")
    person.step(2)
    person.fill("Paste themes from a spreadsheet", "\n".join("\t".join(theme) for theme in THEMES))
    person.press("Put them into the table")
    page.get_by_label("Definition of theme 8").wait_for()
    person.press("Show what would change")
    page.get_by_role("button", name="Save this change").wait_for()
    look(here, "journey-change")
    person.press("Save this change")
    page.get_by_text("8 themes, as written in consultation.toml").wait_for()
    yield "themes written", time.monotonic()
    person.step(3)
    page.get_by_role("button", name="Draw the sample").wait_for()
    look(here, "journey-sample")
    person.size(str(CODED))
    person.press("Draw the sample")
    page.get_by_role("button", name="Start with").first.wait_for()
    yield "coded by the machine and drawn", time.monotonic()
    person.press("Start")
    coded = 0
    while goes_on(here):
        if not coded:
            look(here, "journey-coding")
        point = page.locator("[data-audit]").get_attribute("data-point")
        person.code(coded % len(THEMES))
        page.locator(f'[data-audit][data-point="{point}"]').wait_for(state="detached")
        coded += 1
    assert coded == CODED
    assert f"{CODED} of {CODED} coded" in steps(page)[3]
    yield "40 points coded", time.monotonic()
    look(here, "journey-coded")
    person.press("Close this audit")
    page.get_by_role("heading", name="What the audit found").wait_for()
    yield "audit closed", time.monotonic()
    look(here, "journey-found")
    person.step(4)
    person.press("Make the report")
    page.get_by_text("Everything received is accounted for").wait_for()
    yield "report made", time.monotonic()
    look(here, "journey-report")
    here.open("/")
    page.get_by_role("heading", name="What to do next").wait_for()
    look(here, "journey-overview")
    here.open("/themes")
    page.get_by_role("heading", name="Themes", exact=True).wait_for()
    look(here, "journey-themes")
