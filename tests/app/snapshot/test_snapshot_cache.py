"""What lies in a workspace now: kept between questions, and read again when anything has changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding import machine
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot import status
from analysis.app.snapshot.snapshot_cache import FRESH, QUICK, SnapshotCache
from analysis.splitting.manual_edit import relabel
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, Clock, make_coding, make_workspace, person
from tests.patience import PATIENCE, join, wait_until

T = TypeVar("T")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return AppContext(Workspace(make_workspace(tmp_path / "w", {"letter.txt": LETTER})), clock=Clock())


def add_a_file(app: AppContext) -> None:
    (app.workspace.responses / "notes.md").write_text(NOTES, encoding="utf-8")


def change_a_file_to_one_of_the_same_size(app: AppContext) -> None:
    path = app.workspace.responses / "letter.txt"
    before = path.stat()
    path.write_text(LETTER.replace("forty", "fifty"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def take_a_file_away(app: AppContext) -> None:
    (app.workspace.responses / "letter.txt").unlink()


def say_who_sent_it(app: AppContext) -> None:
    app.workspace.respondents.write_text("file,respondent\nletter.txt,Jane\n", encoding="utf-8")


def change_the_consultation(app: AppContext) -> None:
    path = app.workspace.consultation
    path.write_text(path.read_text(encoding="utf-8").replace("Library opening", "Museum opening"), encoding="utf-8")


def divide_by_hand(app: AppContext) -> None:
    by = person("ann")
    point = next(ingest.find(app, "letter.txt").points)
    machine.divide(app, "letter.txt", lambda old: relabel(old, point, "1a", by.id), by)


def test_what_was_read_is_given_again_while_nothing_changes(app: AppContext) -> None:
    cache = SnapshotCache(app)
    first = cache.get().corpus
    assert cache.get().corpus is first
    ingest.take_in(app)
    assert cache.get().corpus is first, "to record what was found changes nothing in it"


@pytest.mark.parametrize(
    "change",
    [
        add_a_file,
        change_a_file_to_one_of_the_same_size,
        take_a_file_away,
        say_who_sent_it,
        change_the_consultation,
        divide_by_hand,
    ],
)
def test_whatever_changes_is_seen(app: AppContext, change: Callable[[AppContext], None]) -> None:
    seconds = count(step=FRESH)
    cache = SnapshotCache(app, clock=lambda: next(seconds))
    before = cache.get().corpus
    change(app)
    now, anew = cache.get().corpus, ingest.take_in(app, keep=False)
    assert (now.responses, now.known, now.consultation) == (anew.responses, anew.known, anew.consultation)
    assert now != before


def in_a_folder(app: AppContext, text: str) -> None:
    """A file where the listing of responses/ itself does not change with it."""
    folder = app.workspace.responses / "inner"
    folder.mkdir(exist_ok=True)
    (folder / "notes.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "change", [add_a_file, take_a_file_away, say_who_sent_it, change_the_consultation, divide_by_hand]
)
def test_what_this_program_changes_is_seen_at_once(app: AppContext, change: Callable[[AppContext], None]) -> None:
    cache = SnapshotCache(app, clock=lambda: 0.0)
    before = cache.get().corpus
    change(app)
    assert cache.get().corpus != before


def test_what_another_program_changes_deep_inside_is_seen_a_moment_later(app: AppContext) -> None:
    time = 0.0
    cache = SnapshotCache(app, clock=lambda: time)
    in_a_folder(app, NOTES)
    before = cache.get().corpus
    in_a_folder(app, NOTES.replace("Cuts", "Additions"))
    assert cache.get().corpus is before
    time = FRESH
    assert cache.get().corpus.responses[0] != before.responses[0]


def test_after_a_piece_of_work_all_files_are_looked_at(app: AppContext) -> None:
    in_a_folder(app, NOTES)
    done = 0
    cache = SnapshotCache(app, done=lambda: done, clock=lambda: 0.0)
    before = cache.get().corpus
    in_a_folder(app, NOTES.replace("Cuts", "Additions"))
    done = 1
    assert cache.get().corpus.responses[0] != before.responses[0]


def test_where_it_stands_is_told_while_the_responses_are_being_read(app: AppContext) -> None:
    cache = SnapshotCache(app)
    reached, go_on = threading.Event(), threading.Event()

    def slowly(things: Sequence[T], doing: str) -> Iterable[T]:
        reached.set()
        assert go_on.wait(PATIENCE)
        return things

    app.track = slowly
    reading = threading.Thread(target=cache.get)
    reading.start()
    assert reached.wait(PATIENCE)
    assert (cache.status().received, cache.stale()) == (1, None)
    go_on.set()
    join(reading)
    assert cache.stale() is not None


def test_a_response_is_found_by_its_name(app: AppContext) -> None:
    cache = SnapshotCache(app)
    found = cache.get().find_response("letter.txt")
    assert found is not None
    assert found.document.text == LETTER
    assert cache.get().find_response("nothing.txt") is None
    assert cache.get().divided_by_hand == frozenset()
    divide_by_hand(app)
    assert cache.get().divided_by_hand == {"letter.txt"}


def test_where_it_stands_is_asked_again_when_a_file_or_the_store_has_changed(app: AppContext) -> None:
    cache = SnapshotCache(app)
    assert cache.status().waiting == ("letter.txt",)
    assert cache.status() is cache.status()
    ingest.take_in(app)
    assert cache.status().waiting == ()
    add_a_file(app)
    assert cache.status().waiting == ("notes.md",)
    take_in_and_code(app)
    assert cache.status() == status.status(app)


def test_where_it_stands_after_codings_is_told_without_looking_at_any_file(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in_and_code(app)
    cache = SnapshotCache(app)
    before = cache.status()
    app.store.append([make_coding(next(ingest.find(app, "letter.txt").points).key, by=person("ann"))])
    now = status.status(app)
    monkeypatch.setattr(
        "analysis.app.snapshot.snapshot_cache.status", lambda _: pytest.fail("everything was looked at")
    )
    assert cache.status() == now != before


def test_while_files_arrive_one_by_one_what_was_read_last_is_given(app: AppContext) -> None:
    busy = True
    cache = SnapshotCache(app, lambda: busy)
    first = cache.get().corpus
    add_a_file(app)
    assert cache.get().corpus is first
    busy = False
    assert len(cache.get().corpus.responses) == 2


def test_a_page_that_can_do_without_waits_for_a_few_documents_and_not_for_many(app: AppContext) -> None:
    cache = SnapshotCache(app)
    found = cache.at_hand()
    assert found is cache.get()
    for n in range(QUICK + 1):
        (app.workspace.responses / f"{n}.txt").write_text(f"1. Point number {n}.\n", encoding="utf-8")
    assert cache.at_hand() is None
    wait_until(lambda: cache.at_hand() is not None, "it is read meanwhile")
    found = cache.at_hand()
    assert found is not None
    assert len(found.corpus.responses) == QUICK + 2


def test_nobody_waits_for_what_somebody_else_is_reading(app: AppContext) -> None:
    go_on = threading.Event()
    cache = SnapshotCache(replace(app, track=lambda things, _: (go_on.wait(PATIENCE), things)[1]))
    reading = threading.Thread(target=cache.get)
    reading.start()
    wait_until(lambda: cache._is_reading, "somebody reads")
    assert cache.at_hand() is None
    assert cache.status().waiting == ("letter.txt",)
    go_on.set()
    join(reading)
    assert cache.at_hand() is not None
