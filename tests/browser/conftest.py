"""One browser for all tests of a module, and people's windows in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.web import Window, chrome


@pytest.fixture(scope="module")
def browser_here() -> Iterator[Any]:
    with chrome() as made:
        yield made


@pytest.fixture
def window(browser_here: Any, address: str) -> Iterator[Any]:
    """Opens windows at the module's ``address``."""
    opened: list[Window] = []

    def open_window(width: int = 1280, **settings: Any) -> Window:
        opened.append(Window(browser_here, address, width=width, **settings))
        return opened[-1]

    yield open_window
    for one in opened:
        one.close()
