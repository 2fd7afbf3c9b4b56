"""Auditing in a real browser: what comes twice or too soon records nothing that nobody meant, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.browser.auditing import CONSULTATION, Desk, heading, ready, wait_for

TWELVE = "".join(
    f'\n[[theme]]\nkey = "theme-{n}"\nname = "Theme {n}"\ndefinition = "About {n}."\n' for n in range(4, 13)
)


def loaded(desk: Desk, path: str = "/audit/assisted"):
    here = desk.window()
    here.open(path)
    here.page.wait_for_load_state("networkidle")
    ready(here)
    return here


# Twice and too soon ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codebook", [CONSULTATION + TWELVE])
def test_a_double_click_or_a_double_key_codes_one_point(desk: Desk) -> None:
    here = loaded(desk)
    here.page.get_by_role("button", name="Save and next").dblclick()
    wait_for(here, "Saved: point 1.")
    assert heading(here) == "1.1"
    assert len(desk.said()) == 1
    ready(here)
    here.press("s", times=2)
    wait_for(here, "Saved: point 1.1.")
    assert heading(here) == "2"
    assert len(desk.said()) == 2
    ready(here)
    here.press("x")
    here.press("s")
    wait_for(here, "Saved: point 2.")
    ready(here)
    here.press("u", times=2)
    wait_for(here, "Taken back: your coding of point 2.")
    assert desk.said()[2:] == [("cannot tell",), ("cannot tell",)]


def test_a_point_that_was_touched_can_be_saved_at_once(desk: Desk) -> None:
    here = loaded(desk)
    here.press("s")
    here.press("2")
    here.press("s")
    wait_for(here, "Saved: point 1.1.")
    assert len(desk.said()) == 2
    ready(here)
    button = here.page.get_by_role("button", name="Save and next")
    button.click()
    here.page.get_by_label("Access").click()
    button.click()
    wait_for(here, "Saved: point 2.1.")
    assert len(desk.said()) == 4


def test_a_slow_double_click_codes_one_point(desk: Desk) -> None:
    here = loaded(desk)
    box = here.page.get_by_role("button", name="Save and next").bounding_box()
    assert box
    here.page.mouse.move(box["x"] + 20, box["y"] + 10)
    here.page.mouse.down()
    here.page.mouse.up()
    ready(here)
    here.page.mouse.down(click_count=2)
    here.page.mouse.up(click_count=2)
    wait_for(here, "Saved: point 1.")
    assert heading(here) == "1.1"
    assert len(desk.said()) == 1
