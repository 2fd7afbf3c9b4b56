"""Auditing in a real browser: what comes twice or too soon records nothing that nobody meant, and nothing is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.auditing import CONSULTATION, Desk, draw, heading, ready, wait_for
from tests.browser.web import Window

THEME = '\n[[theme]]\nkey = "theme-{0}"\nname = "Theme {0}"\ndefinition = "About {0}."\n'
TWELVE = "".join(THEME.format(n) for n in range(4, 13))


def loaded(app: Desk, path: str = "/audit/assisted") -> Window:
    here = app.window()
    here.open(path)
    here.page.wait_for_load_state("networkidle")
    ready(here)
    return here


def press_twice(here: Window, key: str) -> None:
    """Press a key twice at once: between two presses of the driver a busy machine may take longer than the pause."""
    here.page.evaluate(
        """key => {
          const pressed = () => new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})
          for (const _ of [1, 2]) document.activeElement.dispatchEvent(pressed())
        }""",
        key,
    )


# Twice and too soon ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codebook", [CONSULTATION + TWELVE])
def test_a_double_click_or_a_double_key_codes_one_point(app: Desk) -> None:
    here = loaded(app)
    here.page.get_by_role("button", name="Save and next").dblclick()
    wait_for(here, "Saved: point R1.1 (1).")
    assert heading(here) == "R1.2 (1.1)"
    assert len(app.said()) == 1
    ready(here)
    press_twice(here, "s")
    wait_for(here, "Saved: point R1.2 (1.1).")
    assert heading(here) == "R1.3 (2)"
    assert len(app.said()) == 2
    ready(here)
    here.press("x")
    here.press("s")
    wait_for(here, "Saved: point R1.3 (2).")
    ready(here)
    press_twice(here, "u")
    wait_for(here, "Undone: your coding of point R1.3 (2).")
    assert app.said()[2:] == [("cannot tell",), ("cannot tell",)]


def test_a_point_that_was_touched_can_be_saved_at_once(app: Desk) -> None:
    here = loaded(app)
    here.press("s")
    here.press("2")
    here.press("s")
    wait_for(here, "Saved: point R1.2 (1.1).")
    assert len(app.said()) == 2
    ready(here)
    button = here.page.get_by_role("button", name="Save and next")
    button.click()
    here.page.get_by_label("Access").click()
    button.click()
    wait_for(here, "Saved: point R1.4 (2.1).")
    assert len(app.said()) == 4


def test_a_slow_double_click_codes_one_point(app: Desk) -> None:
    here = loaded(app)
    box = here.page.get_by_role("button", name="Save and next").bounding_box()
    assert box
    here.page.mouse.move(box["x"] + 20, box["y"] + 10)
    here.page.mouse.down()
    here.page.mouse.up()
    ready(here)
    here.page.mouse.down(click_count=2)
    here.page.mouse.up(click_count=2)
    wait_for(here, "Saved: point R1.1 (1).")
    assert heading(here) == "R1.2 (1.1)"
    assert len(app.said()) == 1


def test_behind_the_last_point_nobody_sees_one_again_whose_answer_is_on_its_way(app: Desk) -> None:
    draw(app, 2)
    here = app.window()
    here.open("/audit/blind")
    here.page.wait_for_load_state("networkidle")
    ready(here)
    held: list[Any] = []
    answers = re.compile(r"/audit/blind(\?|$)")
    here.page.route(
        answers,
        lambda route: held.append(route) if route.request.method == "POST" and not held else route.continue_(),
    )
    with here.page.expect_response(lambda answer: "/audit/blind?" in answer.url):
        here.press("1")
        here.press("s")
    second = heading(here)
    here.press("2")
    here.press("s")
    assert heading(here) == second, "it waits for what becomes of the answers"
    held[0].continue_()
    here.page.get_by_role("heading", name="All points are done").wait_for()
    assert app.said() == [("funding",), ("access",)]


# Nothing that was begun is lost ---------------------------------------------------------------------------------------


def test_what_was_begun_is_there_again_after_skipping_and_going_back(app: Desk) -> None:
    here = loaded(app)
    here.press("3")
    here.press("m")
    here.page.keyboard.type("half a thought")
    here.press("Escape")
    here.press("n")
    wait_for(here, "Skipped: point R1.1 (1).")
    here.page.go_back()
    # The page is loaded again; what was kept is put in before the script marks the point as new.
    here.page.locator('[data-audit][data-label="R1.1 (1)"][data-untouched]').wait_for()
    assert here.page.get_by_label("Memo").input_value() == "half a thought"
    assert here.page.get_by_label("Staff").is_checked()
    here.page.wait_for_load_state("networkidle")
    ready(here)
    here.press("s")
    wait_for(here, "Saved: point R1.1 (1).")
    assert app.app_context.store.codings()[0].memo == "half a thought"
    assert here.page.evaluate("sessionStorage.length") == 0, "what is saved is kept no longer"


def test_undo_shows_what_had_been_chosen(app: Desk) -> None:
    here = loaded(app)
    here.press("3")
    here.press("m")
    here.page.keyboard.type("two at once")
    here.press("Escape")
    here.press("s")
    wait_for(here, "Saved: point R1.1 (1).")
    ready(here)
    here.press("u")
    wait_for(here, "Undone: your coding of point R1.1 (1).")
    assert here.page.get_by_label("Staff").is_checked()
    assert here.page.get_by_label("Memo").input_value() == "two at once"
    assert here.problems() == ""


def test_while_the_program_does_not_answer_every_key_says_so(app: Desk) -> None:
    here = loaded(app)
    here.context.set_offline(True)
    here.press("3")
    here.press("s")
    wait_for(here, "Not saved: point R1.1 (1), because the program does not answer")
    here.press("n")
    wait_for(here, "The next point cannot be fetched: the program does not answer.")
    assert "Not saved: point R1.1 (1)" in here.page.locator(".ep-told").inner_text()


def test_what_could_not_be_saved_is_told_once_and_where_it_is(app: Desk) -> None:
    here = loaded(app)
    other = here.context.new_page()
    other.goto(here.page.url)
    other.get_by_label("Access").check()
    other.get_by_role("button", name="Save and next").click()
    other.locator(".ep-told").filter(has_text="Saved: point R1.1 (1).").wait_for()
    here.press("3")
    here.press("s")
    wait_for(here, "Not saved: point R1.1 (1), because you have coded this point since you opened this page")
    told = here.page.locator(".ep-told").inner_text()
    assert "Your choices are kept here." in told
    assert "below" not in told, "below is another point"
    assert "Nothing was saved" not in told
    here.choose("Look at it again")
    assert "Your choices here are below" in here.page.locator(".ep-problem").inner_text()


# At a glance ----------------------------------------------------------------------------------------------------------

LONG = "What is inspected, by whom, by which standards, and what follows from it. " * 3
FOURTH = THEME.format(4).replace("About 4.", LONG)


@pytest.mark.parametrize("codebook", [CONSULTATION + FOURTH])
def test_all_that_is_needed_is_in_sight_on_a_desk(app: Desk) -> None:
    here = loaded(app)
    parts = [here.page.get_by_role("button", name="Save and next"), here.page.get_by_label("Memo")]
    for part in (*parts, here.page.locator("[data-keys]"), here.page.locator("h1")):
        box = part.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
    about = here.page.locator("#about-4").bounding_box()
    assert about
    assert about["height"] < 30, "a long definition takes one line"
    here.page.get_by_text("More about Theme 4").click()
    assert here.page.locator(".ep-more p").last.is_visible()
    here.hold_in_every_look("audit-open-definition")
