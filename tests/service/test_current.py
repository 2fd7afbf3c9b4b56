"""What lies in a workspace now: kept between questions, and read again when anything has changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.service import Everypoint
from analysis.service.current import QUICK, Current
from analysis.splitting.by_hand import relabel
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, Clock, make_workspace, person


@pytest.fixture
def desk(tmp_path: Path) -> Everypoint:
    return Everypoint(Workspace(make_workspace(tmp_path / "w", {"letter.txt": LETTER})), clock=Clock())


def add_a_file(desk: Everypoint) -> None:
    (desk.workspace.responses / "notes.md").write_text(NOTES, encoding="utf-8")


def change_a_file_to_one_of_the_same_size(desk: Everypoint) -> None:
    path = desk.workspace.responses / "letter.txt"
    before = path.stat()
    path.write_text(LETTER.replace("forty", "fifty"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def take_a_file_away(desk: Everypoint) -> None:
    (desk.workspace.responses / "letter.txt").unlink()


def say_who_sent_it(desk: Everypoint) -> None:
    desk.workspace.respondents.write_text("file,respondent\nletter.txt,Jane\n", encoding="utf-8")


def change_the_consultation(desk: Everypoint) -> None:
    path = desk.workspace.consultation
    path.write_text(path.read_text(encoding="utf-8").replace("Library opening", "Museum opening"), encoding="utf-8")


def divide_by_hand(desk: Everypoint) -> None:
    by = person("ann")
    point = next(desk.response("letter.txt").points)
    desk.divide("letter.txt", lambda old: relabel(old, point, "1a", by.id), by)


def test_what_was_read_is_given_again_while_nothing_changes(desk: Everypoint) -> None:
    current = Current(desk)
    first = current.intake()
    assert current.intake() is first
    desk.take_in()
    assert current.intake() is first, "to record what was found changes nothing in it"


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
def test_whatever_changes_is_seen(desk: Everypoint, change: Callable[[Everypoint], None]) -> None:
    current = Current(desk)
    before = current.intake()
    change(desk)
    now, anew = current.intake(), desk.take_in(keep=False)
    assert (now.responses, now.known, now.consultation) == (anew.responses, anew.known, anew.consultation)
    assert now != before


def test_a_response_is_found_by_its_name(desk: Everypoint) -> None:
    current = Current(desk)
    found = current.response("letter.txt")
    assert found is not None
    assert found.document.text == LETTER
    assert current.response("nothing.txt") is None
    assert current.divided_by_hand() == frozenset()
    divide_by_hand(desk)
    assert current.divided_by_hand() == {"letter.txt"}


def test_where_it_stands_is_asked_again_when_a_file_or_the_store_has_changed(desk: Everypoint) -> None:
    current = Current(desk)
    assert current.status().waiting == ("letter.txt",)
    assert current.status() is current.status()
    desk.take_in()
    assert current.status().waiting == ()
    add_a_file(desk)
    assert current.status().waiting == ("notes.md",)


def test_while_files_arrive_one_by_one_what_was_read_last_is_given(desk: Everypoint) -> None:
    busy = True
    current = Current(desk, lambda: busy)
    first = current.intake()
    add_a_file(desk)
    assert current.intake() is first
    busy = False
    assert len(current.intake().responses) == 2


def test_a_page_that_can_do_without_waits_for_a_few_documents_and_not_for_many(desk: Everypoint) -> None:
    current = Current(desk)
    found = current.at_hand()
    assert found is current.intake()
    for n in range(QUICK + 1):
        (desk.workspace.responses / f"{n}.txt").write_text(f"1. Point number {n}.\n", encoding="utf-8")
    assert current.at_hand() is None
    for _ in range(200):
        if (found := current.at_hand()) is not None:
            break
        time.sleep(0.05)
    assert found is not None, "it is read meanwhile"
    assert len(found.responses) == QUICK + 2


def test_nobody_waits_for_what_somebody_else_is_reading(desk: Everypoint) -> None:
    go_on = threading.Event()
    current = Current(replace(desk, track=lambda things, _: (go_on.wait(20), things)[1]))
    reading = threading.Thread(target=current.intake)
    reading.start()
    while not current._lock.locked():
        time.sleep(0.01)
    assert current.at_hand() is None
    assert current.status().waiting == ("letter.txt",)
    go_on.set()
    reading.join(20)
    assert current.at_hand() is not None
