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
from analysis.app.snapshot import snapshot_cache, status
from analysis.app.snapshot.derived import derived_values
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import FRESH, QUICK, Latest, SnapshotCache
from analysis.app.snapshot.taking import take
from analysis.errors import StoreError
from analysis.model import Coder, Coding
from analysis.splitting.manual_edit import relabel
from analysis.workspace import Workspace
from tests.app.snapshot.test_snapshot import everything_of
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
    assert (cache.status().received, cache._snapshot) == (1, None)
    go_on.set()
    join(reading)
    assert cache._snapshot is not None


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
    assert cache.status() == status.brief_status(app)


def test_where_it_stands_after_codings_is_told_without_looking_at_any_file(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in_and_code(app)
    cache = SnapshotCache(app)
    before = cache.status()
    app.store.append([make_coding(next(ingest.find(app, "letter.txt").points).key, by=person("ann"))])
    now = status.brief_status(app)
    monkeypatch.setattr(
        "analysis.app.snapshot.snapshot_cache.brief_status", lambda _: pytest.fail("everything was looked at")
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
    found = cache.get_if_known()
    assert found is cache.get()
    for n in range(QUICK + 1):
        (app.workspace.responses / f"{n}.txt").write_text(f"1. Point number {n}.\n", encoding="utf-8")
    assert cache.get_if_known() is None
    wait_until(lambda: cache.get_if_known() is not None, "it is read meanwhile")
    found = cache.get_if_known()
    assert found is not None
    assert len(found.corpus.responses) == QUICK + 2


def test_nobody_waits_for_what_somebody_else_is_reading(app: AppContext) -> None:
    go_on = threading.Event()
    cache = SnapshotCache(replace(app, track=lambda things, _: (go_on.wait(PATIENCE), things)[1]))
    reading = threading.Thread(target=cache.get)
    reading.start()
    wait_until(lambda: cache._is_reading, "somebody reads")
    assert cache.get_if_known() is None
    assert cache.status().waiting == ("letter.txt",)
    go_on.set()
    join(reading)
    assert cache.get_if_known() is not None


def test_a_division_by_hand_while_files_arrive_is_seen_afterwards(app: AppContext) -> None:
    ingest.take_in(app)
    busy = False
    cache = SnapshotCache(app, lambda: busy, clock=lambda: 0.0)
    first = cache.get().corpus
    busy = True
    divide_by_hand(app)
    assert cache.get().corpus is first
    busy = False
    assert cache.get().divided_by_hand == {"letter.txt"}


# What people do -------------------------------------------------------------------------------------------------------


def coding_of(snapshot: Snapshot, place: int, name: str = "Ann", *themes: str) -> Coding:
    """What somebody says of a point, with the machine's opinion in sight."""
    point = snapshot.points[place]
    made = make_coding(point, themes or ["funding"], by=Coder.person(name))
    return replace(made, codebook=snapshot.codebook.version, text_sha256=snapshot.digests[point])


@pytest.fixture
def coded(app: AppContext) -> AppContext:
    take_in_and_code(app)
    return app


def test_what_is_saved_is_in_what_follows_as_if_all_were_read_anew(coded: AppContext) -> None:
    cache = SnapshotCache(coded)
    for name in ("Ann", "Bob", "Ann"):
        before = cache.get()
        everything_of(before)
        following = cache.append(before, coding_of(before, 0, name, "access"))
        assert following is cache.get()
        cache.show(following, Coder.person("Cleo"), following.points[:2])
        assert cache.get().corpus is before.corpus
        assert everything_of(cache.get()) == everything_of(take(coded))


def test_what_another_program_said_of_the_point_meanwhile_is_noticed(coded: AppContext) -> None:
    cache, other = SnapshotCache(coded), AppContext(coded.workspace, clock=Clock())
    before = cache.get()
    other.store.append([coding_of(before, 0, "Bob")])
    assert cache.append(before, coding_of(before, 0)) is None
    assert [coding.coder.name for coding in coded.store.codings()] == ["Bob"]
    following = cache.append(before, coding_of(before, 1))
    assert following is not None
    assert (following.count(before.points[0]), following.count(before.points[1])) == (1, 1)
    other.store.append([coding_of(before, 2, "Bob")])
    cache.show(before, Coder.person("Cleo"), before.points[:1])
    assert everything_of(cache.get()) == everything_of(take(coded))


def test_of_many_who_save_the_same_at_once_one_is_recorded(coded: AppContext) -> None:
    cache = SnapshotCache(coded)
    snapshot, start = cache.get(), threading.Barrier(8)
    saved: list[bool] = []

    def save(number: int) -> None:
        start.wait(PATIENCE)
        saved.append(cache.append(snapshot, coding_of(snapshot, number % 2, f"Person {number}")) is not None)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        join(thread)
    assert sum(saved) == 2
    assert len({coding.point for coding in coded.store.codings()}) == len(coded.store.codings()) == 2
    assert everything_of(cache.get()) == everything_of(take(coded))


def test_a_save_looks_through_nothing_and_derives_nothing_of_all_points(
    coded: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = SnapshotCache(coded, clock=lambda: 0.0)
    before = cache.get()
    assert before.blinding
    for name in ("files_stamp", "take_in", "snapshot_of", "with_news"):
        monkeypatch.setattr(snapshot_cache, name, lambda *_: pytest.fail("all was looked through"))
    following = cache.append(cache.get(), coding_of(before, 0))
    assert following is cache.get()
    kept = [name for name in derived_values(Snapshot) if name in vars(before)]
    moved = {"people", "of_point", "blinding", "_moved_texts"}
    assert all(vars(following)[name] is vars(before)[name] for name in kept if name not in moved)


# What takes long ------------------------------------------------------------------------------------------------------


def test_a_value_is_computed_once_for_each_state_and_given_the_one_before(coded: AppContext) -> None:
    cache, earlier_values = SnapshotCache(coded), []

    def number(_: AppContext, snapshot: Snapshot, earlier: int | None) -> int:
        earlier_values.append(earlier)
        return len(snapshot.codings)

    before = cache.get()
    for _ in range(3):
        wait_until(lambda: cache.begin(number, before) is None, "it is computed")
        assert cache.latest(number, before) == Latest(0, True)
    cache.show(before, Coder.person("Cleo"), before.points[:1])
    assert cache.latest(number, cache.get()) == Latest(0, True), "what people are shown makes nothing old"
    after = cache.append(cache.get(), coding_of(before, 0))
    assert after is not None
    wait_until(lambda: cache.begin(number, after) is None, "it is computed")
    assert cache.stale_value(number) == 1
    assert earlier_values == [None, 0]


def test_what_nobody_waits_for_is_computed_once_nobody_saves(
    coded: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_cache, "QUIET", PATIENCE)
    monkeypatch.setattr(snapshot_cache, "LATEST", 2 * PATIENCE)
    cache = SnapshotCache(coded)
    before = cache.get()

    def number(_: AppContext, snapshot: Snapshot, __: int | None) -> int:
        return len(snapshot.codings)

    thread = cache.begin(number, before, when_quiet=True)
    assert thread is not None
    assert thread.is_alive()
    assert cache.stale_value(number) is None, "somebody may save at any moment"
    monkeypatch.setattr(snapshot_cache, "QUIET", 0.0)
    cache.append(before, coding_of(before, 0))
    wait_until(lambda: cache.stale_value(number) == 0, "it is computed")


def test_while_it_takes_long_the_last_value_is_given_and_said_to_be_old(
    coded: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, go_on = SnapshotCache(coded), threading.Event()
    go_on.set()

    def number(_: AppContext, snapshot: Snapshot, __: int | None) -> int:
        assert go_on.wait(PATIENCE)
        return len(snapshot.codings)

    before = cache.get()
    wait_until(lambda: cache.begin(number, before) is None, "it is computed")
    go_on.clear()
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    after = cache.append(before, coding_of(before, 0))
    assert after is not None
    assert cache.latest(number, after) == Latest(0, False)
    go_on.set()
    wait_until(lambda: cache.begin(number, after) is None, "it is computed")
    assert cache.latest(number, after) == Latest(1, True)


def test_what_goes_wrong_in_the_background_is_told_to_who_asks(coded: AppContext) -> None:
    cache = SnapshotCache(coded)

    def fails(*_: object) -> int:
        raise StoreError("it is broken")

    with pytest.raises(StoreError, match="it is broken"):
        wait_until(lambda: cache.latest(fails, cache.get()) is not None, "it is computed")
