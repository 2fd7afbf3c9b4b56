"""One browser for all tests of a module, and people's windows in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.app import Everypoint
from analysis.workspace import Workspace
from tests.browser.auditing import CONSULTATION, FILES, Desk
from tests.browser.web import Window, chrome
from tests.builders import make_workspace
from tests.web.visitor import running


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


@pytest.fixture
def codebook() -> str:
    return CONSULTATION


@pytest.fixture
def desk(browser_here: Any, tmp_path: Path, codebook: str) -> Iterator[Desk]:
    root = make_workspace(tmp_path / "work", FILES, codebook)
    Everypoint(Workspace(root)).take_in_and_code()
    with running(root) as address:
        made = Desk(browser_here, root, address)
        yield made
        for window in made.windows:
            window.close()
