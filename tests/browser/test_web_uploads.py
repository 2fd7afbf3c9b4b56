"""Uploading in a real browser: files that are dropped, tables in archives, refused files, and taking out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.ingest.test_refusals import zipped
from tests.app.ingest.test_tables import SURVEY
from tests.browser.web import SIZES, Window
from tests.builders import LETTER, NOTES, make_workspace
from tests.web.visitor import running

DRAG = """([zone, kind, files]) => {
  const carried = new DataTransfer()
  for (const [name, text] of files) carried.items.add(new File([text], name, { type: 'text/plain' }))
  zone.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }))
}"""
"""Does what a browser does when files are dragged over a part of the page, or dropped there."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "work")


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    with running(root) as made:
        yield made


def send(here: Window, tmp_path: Path, files: dict[str, bytes]) -> Any:
    """Upload files and wait until nothing more is to be done by the machine."""
    sent = []
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        sent.append(tmp_path / name)
    page = here.open("/upload")
    page.locator("input[type=file]").set_input_files(sent)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.wait_for_url("**/upload/*")
    page.locator("progress").wait_for(state="detached")
    return page


@pytest.mark.parametrize("place", [".govuk-file-upload-button", "h1"], ids=["on the field", "beside it"])
def test_files_that_are_dropped_are_chosen_and_the_field_shows_it(window: Any, root: Path, place: str) -> None:
    here = window()
    page = here.open("/upload")
    page.locator(".govuk-file-upload-button").wait_for()
    target, field = page.locator(place).element_handle(), page.locator(".govuk-file-upload-button")
    looks = "e => { const s = getComputedStyle(e); return s.borderTopStyle + s.outlineStyle + s.backgroundColor }"
    before = field.evaluate(looks)
    for kind in ("dragenter", "dragover"):
        page.evaluate(DRAG, [target, kind, [["a.txt", LETTER]]])
    here.picture("upload-dragging-desk")
    assert field.evaluate(looks) != before
    page.evaluate(DRAG, [target, "drop", [["a.txt", LETTER], ["b.md", NOTES]]])
    page.get_by_text("2 files chosen").wait_for()
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_role("button", name="Finish this upload").wait_for()
    assert {path.name for path in (root / "responses").iterdir()} >= {"a.txt", "b.md"}
    assert here.said == []


def test_too_many_files_are_told_before_they_are_sent(window: Any) -> None:
    here = window()
    page = here.open("/upload")
    many = [[str(n), "x"] for n in range(2001)]
    page.evaluate(DRAG, [page.locator(".govuk-file-upload-button").element_handle(), "drop", many])
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_text("These are 2,001 files; 2,000 are taken at once. Nothing was sent.").wait_for()
    assert page.url.endswith("/upload")
    assert here.problems() == ""


def test_every_state_of_an_upload_meets_wcag_2_2_aa(window: Any, tmp_path: Path) -> None:
    here = window()
    packed = zipped(**{"survey.csv": SURVEY.encode(), "members.csv": SURVEY.encode(), "letter.txt": NOTES.encode()})
    rows = b"file,respondent\nnobody.txt,Ann\n"
    page = send(here, tmp_path, {"letter.txt": LETTER.encode(), "copy.txt": LETTER.encode(), "empty.txt": b""})
    send(here, tmp_path, {"letter.txt": NOTES.encode(), "all.zip": packed, "respondents.csv": rows})
    here.hold_in_every_look("batch-needs-you")
    page.get_by_label("Include it under another name").first.fill("")
    page.get_by_role("button", name="Rename").first.click()
    page.get_by_role("link", name="Enter another name for the file").click()
    assert page.evaluate("document.activeElement.id") == "name-1"
    here.hold_in_every_look("batch-rename")
    page.get_by_role("button", name="Add its rows to the list").click()
    page.get_by_text("nobody.txt is not in responses/").first.wait_for()
    here.hold_in_every_look("batch-list")
    page.get_by_role("button", name="Confirm the columns").click()
    page.get_by_role("heading", name="What are the columns in").wait_for()
    here.hold_in_every_look("columns-of-archive")
    here.open("/upload")
    here.hold_in_every_look("upload-again")


@pytest.mark.parametrize(("size", "scripts"), [("phone", True), ("desk", False)], ids=["phone", "desk without scripts"])
def test_a_file_that_was_sent_twice_is_taken_out(
    browser_here: Any, address: str, tmp_path: Path, root: Path, size: str, scripts: bool
) -> None:
    here = Window(browser_here, address, width=SIZES[size], java_script_enabled=scripts)
    page = send(here, tmp_path, {"letter.txt": LETTER.encode(), "copy.txt": LETTER.encode()})
    page.get_by_role("link", name="leave it out").click()
    if scripts:
        here.hold_in_every_look("take-out")
    page.get_by_role("button", name="Take out this response").click()
    page.get_by_role("link", name="Put it back").click()
    if scripts:
        here.hold_in_every_look("taken-out")
    page.get_by_role("button", name="Put back copy.txt").click()
    page.get_by_text("It has been put back and is counted again").wait_for()
    page.goto(f"{address}/response/erase?document=copy.txt")
    page.get_by_label("Why is it being deleted?").fill("sent twice")
    page.get_by_role("button", name="Delete this response").click()
    page.get_by_role("link", name="Tick the box").wait_for()
    if scripts:
        here.hold_in_every_look("erase")
    page.get_by_label("Yes, delete it for good").check()
    page.get_by_role("button", name="Delete this response").click()
    page.get_by_text("copy.txt is deleted").wait_for()
    assert not (root / "responses" / "copy.txt").exists()
    here.close()
