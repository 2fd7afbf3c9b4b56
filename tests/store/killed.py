"""Work that is killed in the middle: each call that has returned is acknowledged by a line in a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.reader_process.pool import ReaderPool
from analysis.model import Coding, Document, Part, PointKey, Question, SegmentedDocument
from analysis.reading import ReadSettings, read
from analysis.splitting import segment
from analysis.store import Store, append
from analysis.workspace import Settings, Workspace
from tests.builders import make_coding, person

BEGUN = "begun"
FILES_AT_ONCE = 2
CODINGS = 400
BATCH = 12
"""Files that are added at once."""

STEPS: dict[str, tuple[object, str, int, bool]] = {
    "copies are written": (os, "fsync", BATCH // 2, False),
    "copies are moved": (Path, "replace", BATCH // 2, True),
    "bytes are kept": (Path, "replace", 3 * BATCH // 2, False),
    "bytes are kept, nothing is recorded": (append, "append_all", 1, False),
    "records are written and not committed": (append, "append_all", 1, True),
}
"""In the middle of which call of a function work is killed, before it (or after it)."""

OF_FILES = ("copies are written", "copies are moved", "bytes are kept")


class ReadHere(ReaderPool):
    """Reads in this process: what is tested is the store, and starting readers takes longer than being killed."""

    def read(
        self, content: bytes, name: str, settings: ReadSettings, questions: Sequence[Question] = ()
    ) -> Iterator[Part]:
        """Everything in a text file."""
        for found in read(content, name, settings):
            assert isinstance(found, Document)
            yield SegmentedDocument(found, segment(found, questions))


def open_workspace(root: Path, url: str) -> AppContext:
    """A workspace whose files are read in this process."""
    return AppContext(Workspace(root), readers=ReadHere(), settings=Settings(database=url))


def add(root: Path, url: str, acknowledged: Path) -> None:
    """Add all documents of a folder, a few at a time."""
    app = open_workspace(root, url)
    say(acknowledged, BEGUN)
    files = sorted((root / "incoming").iterdir())
    for start in range(0, len(files), FILES_AT_ONCE):
        for one in ingest.add(app, files[start : start + FILES_AT_ONCE]):
            assert one.reason is None, one.reason
            say(acknowledged, one.name)


def add_until(step: str, root: Path, url: str, acknowledged: Path) -> None:
    """Add all documents in one batch, and be killed in the middle of a step."""
    app = open_workspace(root, url)
    say(acknowledged, BEGUN)
    owner, name, killing_call, is_after = STEPS[step]
    real, calls = getattr(owner, name), count(1)

    def run(*given: object, **named: object) -> object:
        is_last = next(calls) == killing_call
        returned = real(*given, **named) if is_after or not is_last else None
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return returned

    setattr(owner, name, run)
    ingest.add(app, [root / "incoming"])


def audit(root: Path, url: str, acknowledged: Path) -> None:
    """Record codings one by one, after those that are recorded already."""
    store = Store(root / ".everypoint", url)
    say(acknowledged, BEGUN)
    first = len(store.codings())
    for number in range(first, first + CODINGS):
        store.append([coding(number)])
        say(acknowledged, str(number))


def coding(number: int) -> Coding:
    """The coding with a number."""
    return make_coding(PointKey("a.txt", number, number + 1), ["funding"], by=person("anna"))


def say(acknowledged: Path, line: str) -> None:
    """Acknowledge, by one call of the operating system: a line is there or it is not."""
    with acknowledged.open("ab", buffering=0) as file:
        os.write(file.fileno(), f"{line}\n".encode())
