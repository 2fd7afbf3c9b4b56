"""Themes that are part of others, and points in other languages, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.app.test_languages import ROWS
from tests.browser.auditing import CONSULTATION, Desk
from tests.browser.web import Window
from tests.builders import make_workspace
from tests.web.visitor import running

HIERARCHY = CONSULTATION.replace('name = "Staff"', 'name = "Staff"\nparent = "access"')
SURVEY = "Response ID,Your comments\n" + "".join(f'{n},"{row}"\n' for n, row in enumerate(ROWS, 1))


@pytest.mark.parametrize("codebook", [HIERARCHY])
def test_who_ticks_a_part_sees_the_whole_ticked(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    here.page.wait_for_load_state("networkidle")
    part, whole = here.page.get_by_label("Staff"), here.page.get_by_label("Access")
    for box in (part, whole):
        box.set_checked(False)
    here.press("3")
    assert part.is_checked()
    assert whole.is_checked()
    here.press("2")
    assert not part.is_checked()
    assert not whole.is_checked()
    assert "Part of Access, given with it." in " ".join(here.page.content().split())
    here.open("/codebook")
    here.page.wait_for_load_state("networkidle")
    assert "part of Access" in here.page.content()
    here.hold_in_every_look("codebook-tree")
    assert here.said == []


def test_the_first_page_leads_to_what_is_in_another_language(browser_here: Any, tmp_path: Any) -> None:
    root = make_workspace(tmp_path / "work", {"survey.csv": SURVEY}, CONSULTATION)
    take_in_and_code(AppContext(Workspace(root)))
    with running(root) as address:
        here = Window(browser_here, address)
        here.open("/")
        here.page.get_by_text("2 responses are in Polish, 1 in Welsh.").wait_for()
        here.hold_in_every_look("overview-languages")
        here.page.get_by_role("link", name="people must code them").click()
        here.page.wait_for_url("**/audit/language?**")
        assert ROWS[2] in here.page.content()
        here.hold_in_every_look("audit-language")
        assert here.said == []
        here.close()
