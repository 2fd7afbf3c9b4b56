"""Auditing in a real browser: by keyboard alone, without scripts, with the connection lost, two people at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.model import CoderKind, CodingMode
from analysis.workspace import Workspace
from tests.browser.auditing import CONSULTATION, MANY, Desk, draw, heading, ready, wait_for
from tests.browser.web import Window
from tests.builders import make_workspace
from tests.web.visitor import running


def test_pages_hold_to_the_standard(app: Desk) -> None:
    here = app.window()
    for name, path in {"start": "/audit", "assisted": "/audit/assisted", "second-none": "/audit/second"}.items():
        here.open(path)
        here.page.wait_for_load_state("networkidle")
        here.hold_in_every_look(f"audit-{name}")
    assert here.said == []


def test_a_point_is_marked_to_be_quoted_and_noted_on_by_keys(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    here.page.wait_for_load_state("networkidle")
    ready(here)
    with here.page.expect_navigation():
        here.press("q")
    here.page.locator("[data-act=Q][aria-pressed=true]").wait_for()
    ready(here)
    here.press("t")
    here.page.keyboard.type("Ask them.")
    with here.page.expect_navigation():
        here.page.get_by_role("button", name="Save note").click()
    here.page.get_by_text("Ask them.").wait_for()
    here.hold_in_every_look("audit-noted")
    assert here.said == []


def test_points_are_coded_by_keyboard_one_key_for_each_action(app: Desk) -> None:
    here = app.window()
    here.open("/audit")
    here.choose("Start with: Assisted review")
    here.page.wait_for_url("**/audit/assisted?**")
    here.page.wait_for_load_state("networkidle")
    assert heading(here) == "R1.1 (1)"
    assert here.page.locator("mark").count(), "what moved the machine is marked"
    here.press("3")
    assert here.page.get_by_label("Staff").is_checked()
    here.press("m")
    here.page.keyboard.type("two at once")
    here.press("Escape")
    here.press("s")
    assert heading(here) == "R1.2 (1.1)", "the next point is there at once"
    wait_for(here, "Saved: point R1.1 (1).")
    ready(here)
    here.press("x")
    wait_for(here, "Saved: point R1.2 (1.1).")
    here.press("n")
    wait_for(here, "Skipped: point R1.3 (2)")
    ready(here)
    here.press("u")
    wait_for(here, "Undone: your coding of point R1.2 (1.1).")
    assert heading(here) == "R1.2 (1.1)"
    assert app.said() == [("funding", "staff"), ("cannot tell",), ("cannot tell",)]
    assert app.app_context.store.codings()[0].memo == "two at once"
    assert here.said == []


@pytest.mark.parametrize("codebook", [CONSULTATION + MANY])
def test_themes_past_the_ninth_have_keys_too(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    boxes = here.page.locator("input[name=theme]:checked")
    given = set(boxes.evaluate_all("boxes => boxes.map(box => box.value)"))
    here.press("1")
    for key in ("0", "a", "y"):
        here.press(key)
    here.picture("audit-many-themes")
    assert here.problems() == ""
    assert here.page.locator(".ep-theme .ep-key").all_inner_texts() == list("1234567890abcdefghijkloprvwyz")
    here.press("s")
    wait_for(here, "Saved: point R1.1 (1).")
    assert app.said() == [tuple(sorted(given ^ {"funding", "theme-10", "theme-11", "theme-28"}))]


def test_no_key_acts_in_the_memo_and_keys_can_be_turned_off(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    here.press("m")
    here.page.keyboard.type("sxnu123")
    assert heading(here) == "R1.1 (1)"
    here.press("Escape")
    here.page.get_by_label("Use these keys").uncheck()
    here.page.locator("h1").focus()
    here.press("s")
    here.page.reload()
    here.press("x")
    assert not here.page.get_by_label("Use these keys").is_checked()
    assert not here.page.locator(".ep-acts .ep-key").first.is_visible()
    assert app.said() == []


def test_without_scripts_everything_can_be_done(app: Desk) -> None:
    here = app.window(java_script_enabled=False)
    here.open("/audit/assisted")
    here.page.get_by_label("Staff").check()
    here.page.get_by_role("button", name="Save and next").click()
    wait_for(here, "Saved: point R1.1 (1).")
    here.picture("audit-without-scripts")
    assert not here.page.locator(".ep-keys").is_visible()
    here.page.get_by_role("link", name="Skip", exact=True).click()
    assert heading(here) == "R1.3 (2)"
    here.page.get_by_role("button", name="Undo R1.1 (1)").click()
    wait_for(here, "Undone: your coding of point R1.1 (1).")
    here.page.get_by_role("button", name="Cannot tell").click()
    wait_for(here, "Saved: point R1.1 (1).")
    assert app.said() == [("funding", "staff"), ("cannot tell",), ("cannot tell",)]


def test_a_lost_connection_loses_nothing_and_says_so(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    here.page.wait_for_load_state("networkidle")
    here.context.set_offline(True)
    here.press("3")
    here.press("s")
    wait_for(here, "Not saved: point R1.1 (1), because the program does not answer")
    here.picture("audit-offline")
    assert app.said() == []
    here.context.set_offline(False)
    here.choose("Try again")
    wait_for(here, "Saved: point R1.1 (1).")
    assert app.said() == [("funding", "staff")]
    assert here.problems() == ""


def test_a_stale_tab_is_told_and_its_choices_kept(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    here.page.wait_for_load_state("networkidle")
    other = here.context.new_page()
    other.goto(here.page.url)
    other.get_by_label("Access").check()
    other.get_by_role("button", name="Save and next").click()
    other.locator(".ep-told").filter(has_text="Saved: point R1.1 (1).").wait_for()
    here.press("3")
    here.press("s")
    wait_for(here, "Not saved: point R1.1 (1), because you have coded this point")
    here.choose("Look at it again")
    assert heading(here) == "R1.1 (1)"
    assert here.page.get_by_label("Staff").is_checked()
    assert not here.page.get_by_label("Access").is_checked()
    here.picture("audit-stale")
    assert here.problems() == ""
    ready(here)
    here.press("s")
    wait_for(here, "Saved: point R1.1 (1).")
    assert app.said() == [("access", "funding"), ("funding", "staff")]


def test_going_back_shows_the_point_as_it_is_now(app: Desk) -> None:
    here = app.window()
    here.open("/audit/assisted")
    here.page.wait_for_load_state("networkidle")
    here.press("3")
    here.press("s")
    wait_for(here, "Saved: point R1.1 (1).")
    here.page.go_back()
    here.page.get_by_text("You coded this on").wait_for()
    assert here.page.get_by_label("Staff").is_checked()
    here.page.wait_for_load_state("networkidle")
    here.press("3")
    here.press("s")
    wait_for(here, "Saved: point R1.1 (1).")
    assert app.said() == [("funding", "staff"), ("funding",)]


def test_a_double_click_records_once(app: Desk) -> None:
    for scripts in (True, False):
        here = app.window(name=f"Sam {scripts}", java_script_enabled=scripts)
        here.open("/audit/assisted")
        ready(here)
        here.page.get_by_role("button", name="Save and next").dblclick(no_wait_after=True)
        wait_for(here, "aved")
        here.page.wait_for_load_state("networkidle")
    points = [c.point for c in app.app_context.store.codings() if c.coder.id == "sam false"]
    assert len(points) == len(set(points)), "a point is recorded once, though the button was pressed twice"


def test_second_coding_and_adjudication_side_by_side(app: Desk) -> None:
    ann, bob = app.window("Ann Lee"), app.window("Bob Oak")
    ann.open("/audit/assisted")
    ann.page.wait_for_load_state("networkidle")
    ann.press("m")
    ann.page.keyboard.type("Only money")
    ann.press("Escape")
    ann.press("s")
    wait_for(ann, "Saved: point R1.1 (1).")
    bob.open("/audit/second")
    bob.page.wait_for_load_state("networkidle")
    assert heading(bob) == "R1.1 (1)"
    page = bob.page.content()
    assert "Only money" not in page
    assert not re.search(r"suggest|<mark|Ann Lee", page)
    assert not bob.page.locator("[data-key]:checked").count()
    bob.press("2")
    bob.press("s")
    bob.page.get_by_role("heading", name="All points are done").wait_for()
    assert "No point has been coded by two people" in bob.page.locator(".ep-standing").inner_text(), (
        "Ann knew the machine's"
    )
    cleo = app.window("Cleo Finch")
    cleo.open("/audit/adjudication")
    cleo.page.wait_for_load_state("networkidle")
    table = cleo.page.get_by_role("table")
    assert "Funding differs\tYes\tNo" in table.inner_text()
    assert "Only money" in table.inner_text()
    cleo.hold_in_every_look("audit-adjudication")
    cleo.press("1")
    cleo.press("s")
    cleo.page.get_by_role("heading", name="All points are done").wait_for()
    (decided,) = [c for c in app.app_context.store.codings() if c.coder.kind is CoderKind.ADJUDICATOR]
    assert (decided.mode, sorted(decided.themes)) == (CodingMode.ADJUDICATION, ["funding"])


def test_the_blind_sample_asks_for_nothing_that_tells_what_the_machine_thinks(app: Desk) -> None:
    draw(app, 3)
    machine = [c for c in app.app_context.store.every_coding() if c.coder.kind is CoderKind.MACHINE]
    here = app.window()
    here.open("/audit/blind")
    here.page.wait_for_load_state("networkidle")
    got: list[Any] = []
    here.page.on("response", lambda answer: got.append(answer))
    here.asked.clear()
    here.page.reload()
    here.page.wait_for_load_state("networkidle")
    here.press("1")
    here.press("s")
    wait_for(here, "Saved: point")
    here.page.wait_for_load_state("networkidle")
    paths = {urlsplit(url).path for url in here.asked}
    assert {"/audit/blind", "/audit/blind/next"} == {path for path in paths if not path.startswith("/static/")}
    told = "".join(f"{answer.url} {answer.all_headers()} {words(answer)}" for answer in got)
    assert "Blind sample" in told, "the pages are among what was looked at"
    assert not re.search(r"suggested|<mark|in doubt|likely", told)
    for coding in machine:
        assert coding.coder.id not in told
    here.hold_in_every_look("audit-blind")


def words(answer: Any) -> str:
    """What a page says; scripts and styles are the same for everybody and hold no word of any point."""
    is_page = answer.status == 200 and "text/html" in answer.headers.get("content-type", "")
    return str(answer.text()) if is_page else ""


def test_a_sample_is_drawn_by_keyboard(app: Desk) -> None:
    here = app.window()
    here.open("/audit")
    here.choose("Draw the sample")
    here.page.get_by_role("heading", name="Do you want to draw this many points?").wait_for()
    here.hold_in_every_look("audit-ask")
    here.choose("Draw 9 points")
    here.page.get_by_role("button", name="Start with: Blind sample").wait_for()
    here.picture("audit-start-drawn")
    assert here.problems() == ""
    here.choose("Start with: Blind sample")
    here.page.get_by_role("heading", name="Point").wait_for()


def test_a_blind_audit_is_closed_by_keyboard_and_shows_what_it_found(app: Desk) -> None:
    draw(app, 4)
    here = app.window()
    here.open("/audit/blind")
    for _ in range(3):
        ready(here)
        here.press("1")
        here.press("s")
        wait_for(here, "Saved: point")
    here.open("/audit")
    here.choose("Close this audit")
    here.tab_to("Close it even though 1 point is not coded")
    here.press("Space")
    here.hold_in_every_look("audit-closing")
    here.choose("Close this audit and show what it found")
    here.page.get_by_role("heading", name="What the audit found").wait_for()
    assert "In a blind audit of 3 points" in here.page.locator("main").inner_text()
    here.hold_in_every_look("audit-found")


def test_many_points_in_a_row_without_waiting(browser_here: Any, tmp_path: Path) -> None:
    """Each key is answered by the next point; how quickly is for the benchmarks, and here that none is lost."""
    files = {"long.txt": "\n\n".join(f"{n}. Money for branch {n} was cut." for n in range(1, 18))}
    root = make_workspace(tmp_path / "work", files, CONSULTATION)
    suggested = take_in_and_code(AppContext(Workspace(root))).snapshot.resolved
    with running(root) as address:
        here = Window(browser_here, address)
        here.open("/audit/assisted")
        here.page.wait_for_load_state("networkidle")
        for n in range(1, 16):
            here.page.locator(f'[data-audit][data-label="R1.{n} ({n})"]').wait_for()
            here.press("2")
            here.press("s")
        wait_for(here, "Saved: point R1.15 (15).")
        assert heading(here) == "R1.16 (16)"
        assert here.said == []
        here.close()
    codings = [c for c in AppContext(Workspace(root)).store.codings() if c.mode is CodingMode.ASSISTED]
    assert len(codings) == len({coding.point for coding in codings}) == 15
    for coding in codings:
        assert coding.themes == suggested[coding.point].coding.themes ^ {"access"}


def test_a_long_memo_and_many_themes_fit_on_a_phone(app: Desk) -> None:
    here = app.window(width=360)
    here.open("/audit/assisted")
    here.page.get_by_label("Memo").fill("longwordswithoutspaces" * 20)
    for part in here.page.locator("details").all():
        part.locator("summary").click()
    here.picture("audit-open-phone")
    assert here.overflow() == 0
    assert here.problems() == ""
