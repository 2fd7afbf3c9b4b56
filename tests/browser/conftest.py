"""One browser for all tests, and people's windows in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.browser.auditing import CONSULTATION, FILES, Desk
from tests.browser.web import Window, chrome
from tests.builders import make_workspace
from tests.web.visitor import running, take_time


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    take_time(monkeypatch)


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def coded_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The workspace to audit, coded with a codebook; made once for each."""

    @cache
    def make(codebook: str) -> Path:
        root = make_workspace(tmp_path_factory.mktemp("coded"), FILES, codebook)
        take_in_and_code(AppContext(Workspace(root)))
        return root

    return make


@pytest.fixture
def app(browser_here: Any, tmp_path: Path, codebook: str, coded_desk: Callable[[str], Path]) -> Iterator[Desk]:
    root = shutil.copytree(coded_desk(codebook), tmp_path / "work")
    with running(root) as address:
        made = Desk(browser_here, root, address)
        yield made
        for window in made.windows:
            window.close()
