"""The web app in a real browser: a person's window, what axe-core finds in it, and pictures of its pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.web.identity import NAME
from tests.patience import PATIENCE
from tests.tools import chromium

SIZES = {"phone": 360, "desk": 1280}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES: dict[str, dict[str, object]] = {
    "none": {"type": "tag", "values": STANDARD},
    "active": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What axe-core looks at in a page's own colours; in forced ones, only what they change: the colours."""

PICTURES = os.environ.get("EVERYPOINT_PICTURES", "")
"""A folder into which pages are photographed, where somebody wants to look at them."""

FOCUSED = """(() => {
  const e = document.activeElement
  return (e.getAttribute('aria-label') || (e.labels && e.labels[0] || e).textContent || '').trim()
})()"""
"""What the part of the page that has the focus is called."""


@contextmanager
def chrome() -> Iterator[Any]:
    """A browser that asks nobody for anything."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


class Window:
    """A window of a person whom the app knows already; it notes what pages complain about and what they ask for."""

    def __init__(self, browser: Any, address: str, name: str = "Sam Brook", **settings: Any) -> None:
        size = {"width": settings.pop("width", 1280), "height": settings.pop("height", 900)}
        self.address = address
        self.context = browser.new_context(viewport=size, **settings)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        if name:
            self.context.add_cookies([{"name": NAME, "value": quote(name), "url": address, "sameSite": "Strict"}])

    def open(self, path: str) -> Any:
        """Go to a page of the app."""
        self.page.goto(self.address + path)
        return self.page

    def problems(self, colours: str = "none") -> str:
        """What axe-core finds against WCAG 2.2 AA in the page, once it is there; empty where it finds nothing."""
        self.page.wait_for_load_state()
        return violations(self.page, colours)

    def overflow(self) -> int:
        """By how many pixels the page, once its styles are there, is wider than the window."""
        self.page.wait_for_load_state()
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def picture(self, name: str) -> None:
        """Photograph the whole page, where pictures are wanted."""
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    def hold(self, name: str, colours: str = "none") -> None:
        """Hold the page as it is to the standard and to the window's width, and photograph it."""
        size = next(size for size, width in SIZES.items() if width == self.page.viewport_size["width"])
        self.picture(f"{name}-{size}{'-forced' if colours == 'active' else ''}")
        problems = self.problems(colours)
        if problems:  # the page may still have been setting itself up
            self.page.wait_for_load_state("networkidle")
            problems = self.problems(colours)
        assert problems == "", f"{name}: {problems}"
        assert self.overflow() == 0, name

    def hold_in_every_look(self, name: str) -> None:
        """The same on a phone and a desk, and there in forced colours too, which are those of no width."""
        as_it_was = self.page.viewport_size
        for width in SIZES.values():
            self.page.set_viewport_size({"width": width, "height": 900})
            self.hold(name)
        self.page.emulate_media(forced_colors="active")
        self.hold(name, "active")
        self.page.emulate_media(forced_colors="none")
        self.page.set_viewport_size(as_it_was)

    def press(self, keys: str) -> None:
        """Press a key, or several with plus signs between them."""
        self.page.keyboard.press(keys)

    def tab_to(self, name: str, most: int = 120) -> None:
        """Press the tabulator key until what bears this name has the focus; fails where it is never reached."""
        for _ in range(most):
            self.press("Tab")
            if " ".join(self._focused().split()).startswith(name):
                return
        raise AssertionError(f"the keyboard does not reach {name!r}")

    def _focused(self) -> str:
        """What the focused part is called; nothing, while another page is being loaded."""
        from playwright.sync_api import Error

        try:
            return str(self.page.evaluate(FOCUSED))
        except Error:
            self.page.wait_for_load_state()
            return ""

    def choose(self, name: str) -> None:
        """Go to what bears this name by keyboard and press Enter there."""
        self.tab_to(name)
        self.press("Enter")

    def close(self) -> None:
        """Close the window."""
        self.context.close()


def violations(page: Any, colours: str = "none") -> str:
    """What axe-core finds against WCAG 2.2 AA in a page of these forced colours; empty where it finds nothing."""
    from axe_playwright_python.base import AXE_SCRIPT, AxeResults

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": RULES[colours], "resultTypes": ["violations"], "iframes": False}
    results = AxeResults(page.evaluate("options => axe.run(options)", options))
    return str(results.generate_report()) if results.violations_count else ""


def look_through(here: Window, plain: Window, pages: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Hold each page, by its name and path, to the standard and to the window's width in every look.

    Only of a page that is not there does the browser complain, and all that it loads comes from here. Returned are
    the pages that say one thing here and another in the window without scripts, each with both.
    """
    unlike = {}
    for name, path in pages.items():
        answer = here.page.goto(here.address + path)
        said = words_of(here), words_of(plain, path)
        if said[0] != said[1]:
            unlike[name] = said
        here.hold_in_every_look(name.replace(" ", "-"))
        assert (here.said == []) is answer.ok, (name, here.said)
        here.said.clear()
    assert {url.removeprefix(here.address)[:1] for url in here.asked} == {"/"}
    return unlike


def words_of(window: Window, path: str = "") -> str:
    """What a page says, on one line: the one that is open, or that of a path."""
    page = window.open(path) if path else window.page
    return " ".join(page.locator("main").inner_text().split())
