"""Downloads and imports in a real browser, by keyboard alone: a codebook goes out as a file, and comes back as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LETTER, NOTES, make_workspace
from tests.web.visitor import running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = make_workspace(tmp_path_factory.mktemp("downloads"), {"letter.txt": LETTER, "notes.md": NOTES})
    with running(root) as made:
        yield made


def test_a_workbook_is_made_and_saved_by_keyboard(window: Any, tmp_path: Path) -> None:
    here = window()
    page = here.open("/downloads")
    here.tab_to("Public: Excel workbook")
    here.press("Enter")
    page.wait_for_url("**/downloads/xlsx/public")
    here.hold_in_every_look("download-ready")
    here.tab_to("Save responses.xlsx")
    with page.expect_download() as download:
        here.press("Enter")
    assert download.value.suggested_filename == "responses.xlsx"
    download.value.save_as(tmp_path / "responses.xlsx")
    assert (tmp_path / "responses.xlsx").read_bytes().startswith(b"PK")


def test_a_codebook_of_another_tool_is_looked_at_and_saved(window: Any, tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("Theme,Definition\nRoof repairs,Mending the roof.\n")
    here = window()
    page = here.open("/codebook")
    page.get_by_role("link", name="Import a codebook").click()
    page.locator("#file").set_input_files(tmp_path / "themes.csv")
    page.get_by_role("button", name="Show what would change").click()
    page.wait_for_url("**/codebook/change/*")
    page.get_by_text("Roof repairs is new.").wait_for()
    here.hold_in_every_look("codebook-import-change")
    page.get_by_role("button", name="Save this change").click()
    page.get_by_text("The codebook has been changed").wait_for()
    assert page.get_by_role("link", name="Roof repairs").count() == 1
