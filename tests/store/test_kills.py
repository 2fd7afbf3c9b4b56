"""Killed at any moment, the store has all that was acknowledged, nothing by half, and goes on.

A normal run kills a few times; EVERYPOINT_KILLS=200 kills each kind of work that often on each database.
"""

from __future__ import annotations

import os
import random
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from analysis.app.admin import verify_workspace
from analysis.app.ingest import ingest
from analysis.app.ingest.ingest import reading_of
from analysis.store import Store
from analysis.workspace import load_consultation
from tests.builders import LETTER, make_workspace
from tests.needs import needs_posix
from tests.patience import PATIENCE, wait_until
from tests.postgres import Server, running_server
from tests.store import killed
from tests.store.apart import PROCESSES

KILLS = int(os.environ.get("EVERYPOINT_KILLS", "2"))
SEED = 20140520
LONGEST = 0.6
"""Seconds after which a process that has begun is killed at the latest."""

FILES = {f"{n:02}.txt": f"{LETTER}\n4. Letter {n} says so, too.\n" for n in range(40)}

REMAINS = (".part", ".new", ".old")
"""What a file that is being written ends in."""

BATCH = dict(list(FILES.items())[: killed.BATCH])

NewStore = Callable[..., tuple[Path, str]]

pytestmark = needs_posix


@pytest.fixture(scope="module")
def durable() -> Iterator[Server]:
    """A server on which a commit is on the disk."""
    with running_server(durable=True) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewStore]:
    """Makes another workspace, and names its database."""
    with ExitStack() as databases:

        def make(files: Mapping[str, str] = FILES) -> tuple[Path, str]:
            root = Path(tempfile.mkdtemp(dir=tmp_path))
            make_workspace(root, {f"../incoming/{name}": text for name, text in files.items()})
            if request.param == "sqlite":
                return root, ""
            return root, databases.enter_context(request.getfixturevalue("durable").database(empty=True))

        yield make


def test_what_was_added_is_wholly_in_or_wholly_absent(new_store: NewStore) -> None:
    chance, kills = random.Random(SEED), 0
    while kills < KILLS:
        (root, url), promised = new_store(), set[str]()
        while kills < KILLS and len(promised) < len(FILES):
            kills += kill(killed.add, root, url, chance.uniform(0, LONGEST))
            promised.update(acknowledged(root))
            check_files(root, url, promised)
        ingest.add(killed.open_workspace(root, url), [root / "incoming"])
        check_files(root, url, set(FILES))
        assert [path.name for path in root.rglob("*") if path.suffix in REMAINS] == []


def test_a_kill_within_a_batch_leaves_no_record_without_its_bytes(new_store: NewStore) -> None:
    for step in killed.STEPS:
        root, url = new_store(BATCH)
        if url and step in killed.OF_FILES:  # a server keeps bytes in no files
            continue
        assert kill(partial(killed.add_until, step), root, url, PATIENCE), step
        check_files(root, url, set())
    ingest.add(killed.open_workspace(root, url), [root / "incoming"])
    check_files(root, url, set(BATCH))


def check_files(root: Path, url: str, promised: set[str]) -> None:
    """All that was acknowledged is in; what is in has its bytes, its text and its points; and all can be verified."""
    app = killed.open_workspace(root, url)
    sources, reading = app.store.sources(), reading_of(app, load_consultation(app.workspace.consultation))
    assert promised <= set(sources)
    assert set(reading.known) == {(source.path, source.sha256) for source in sources.values()}
    for path, source in sources.items():
        content = FILES[path].encode()
        assert app.store.content(source.sha256) == content
        assert app.store.parts(reading.known[path, source.sha256]) == tuple(reading.anew(content, path))
    verify_workspace.check(app)
    app.store.close()


def test_no_acknowledged_coding_is_lost(new_store: NewStore) -> None:
    chance, kills = random.Random(SEED), 0
    (root, url), before = new_store(), 0
    while kills < KILLS:
        kills += kill(killed.audit, root, url, chance.uniform(0, LONGEST))
        promised = acknowledged(root)
        before = check_codings(root, url, int(promised[-1]) + 1 if promised else before)


def check_codings(root: Path, url: str, promised: int) -> int:
    """All that were acknowledged are there, in order, and at most the one that was being recorded."""
    store = Store(root / ".everypoint", url)
    found = list(store.every_coding())
    assert len(found) - promised in (0, 1)
    assert found == [killed.coding(number) for number in range(len(found))]
    store.verify()
    store.close()
    return len(found)


def kill(work: Callable[[Path, str, Path], None], root: Path, url: str, seconds: float) -> bool:
    """Begin some work and kill it after that time; say whether it was still at it."""
    lines = root / "acknowledged"
    lines.write_text("", encoding="ascii")
    process = PROCESSES.Process(target=work, args=(root, url, lines))
    process.start()
    wait_until(lambda: lines.read_bytes() or not process.is_alive(), "it has begun")
    process.join(seconds)
    process.kill()
    process.join(PATIENCE)
    assert process.exitcode in (0, -signal.SIGKILL), "it failed by itself"
    return process.exitcode != 0


def acknowledged(root: Path) -> list[str]:
    """What a process said before it was killed."""
    return (root / "acknowledged").read_text(encoding="ascii").splitlines()[1:]
