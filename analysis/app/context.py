"""The application context: the workspace, its store, the reader processes, and the outside world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from analysis.app.reader_process.pool import ReaderPool
from analysis.app.single_file import shared_readers
from analysis.store import Store
from analysis.workspace import Settings, Workspace

T = TypeVar("T")


class Track(Protocol):
    """A progress reporter that passes things on one by one."""

    def __call__(self, things: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:
        """Yield the things in order; ``total`` is their number, where they cannot be counted before."""


def silently(things: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:  # noqa: ARG001
    """Return the things as they are, without reporting progress."""
    return things


def number_of(things: Iterable[object], total: int | None) -> int:
    """Return how many things there are to be tracked; 0 where nobody knows."""
    return total if total is not None else len(things) if isinstance(things, Sized) else 0


def now() -> str:
    """Return the time in UTC as ISO 8601 writes it, so fine that what follows within a second comes after it too."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass
class AppContext:
    """A workspace that is open; ``clock`` and ``track`` are the outside world's."""

    workspace: Workspace
    clock: Callable[[], str] = now
    track: Track = silently
    readers: ReaderPool = field(default_factory=shared_readers)
    settings: Settings = field(default_factory=Settings.of_environment)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        """Open the workspace, or raise WorkspaceError; the store is opened when it is first asked."""
        self.workspace.must_exist()
        self.store = Store(self.workspace.state, self.settings.database)
