"""Every test of the store runs on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from analysis.store import Store
from analysis.store.connection import FILE
from tests.postgres import Server, running_server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; without one the test skips."""
    with running_server() as running:
        yield running


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new store on each database; nothing for the file in the workspace."""
    if request.param == "sqlite":
        yield ""
        return
    with request.getfixturevalue("server").database() as address:
        yield address


@pytest.fixture
def open_store(url: str, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the test's store, as another process would."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(Store(tmp_path / "state", url)))


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A store that nothing has been recorded in."""
    return open_store()


@pytest.fixture
def raw(url: str, tmp_path: Path) -> Iterator[Callable[[], Connection]]:
    """Opens the database behind the store's back."""
    with ExitStack() as stack:

        def connect() -> Connection:
            engine = create_engine(url or f"sqlite:///{tmp_path / 'state' / FILE}")
            stack.callback(engine.dispose)
            return stack.enter_context(engine.connect())

        yield connect
