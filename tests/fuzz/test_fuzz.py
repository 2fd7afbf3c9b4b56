"""Two thousand damaged and hostile files: each gives a Document or a reason, in time and in memory.

Every run tries an eightieth of them, another one each day. `EVERYPOINT_FUZZ=2000` tries all,
`EVERYPOINT_FUZZ=2000:7` as many others (of seed 7). A failure names its seed and number; `python -m tests.fuzz.reader
tests.fuzz.subject:read_and_divide SEED NUMBER NUMBER+1 1` tries that file alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.builders import ROOT
from tests.needs import needs_linux

pytestmark = needs_linux

SUBJECT = "tests.fuzz.subject:read_and_divide"
WHOLE, SHARE, SEED = 2_000, 80, 1
WORKERS = 2 if os.environ.get("EVERYPOINT_FUZZ") else 1
"""Each takes every so-manieth file; for few files, to start another process costs more than it saves."""

MOST_SECONDS = 1_800
"""For all files of one worker, as a last resort: files are timed one by one."""


def wanted() -> tuple[int, range]:
    """The seed and the numbers of the files to try: today's share, or what EVERYPOINT_FUZZ says."""
    count, _, seed = os.environ.get("EVERYPOINT_FUZZ", "").partition(":")
    if count:
        return int(seed or SEED), range(int(count))
    size = WHOLE // SHARE
    first = datetime.now(UTC).toordinal() % SHARE * size
    return SEED, range(first, first + size)


def outcomes(subject: str, seed: int, numbers: range) -> Iterator[dict[str, object]]:
    """What came of each file; where one kills the process that reads it, another goes on with the next."""
    while numbers:
        said, code, last_words = _run(subject, seed, numbers)
        begun = [outcome["number"] for outcome in said]
        assert begun, f"the reader did not start: {last_words}"
        if code:
            said[-1].setdefault("error", f"ended with {code}: {last_words}")
        yield from said
        numbers = numbers[len(begun) :]


def _run(subject: str, seed: int, numbers: range) -> tuple[list[dict[str, object]], int, str]:
    command = [sys.executable, "-m", "tests.fuzz.reader", subject]
    where = map(str, (seed, numbers.start, numbers.stop, numbers.step))
    ended = subprocess.run([*command, *where], capture_output=True, text=True, cwd=ROOT, timeout=MOST_SECONDS)
    said: dict[int, dict[str, object]] = {}
    for line in ended.stdout.splitlines():
        outcome = json.loads(line)
        said.setdefault(outcome["number"], {}).update(outcome)
    return list(said.values()), ended.returncode, ended.stderr[-2_000:]


@pytest.mark.parametrize("worker", range(WORKERS))
def test_every_file_gives_a_document_or_a_reason(worker: int) -> None:
    seed, numbers = wanted()
    found = list(outcomes(SUBJECT, seed, numbers[worker::WORKERS]))
    assert [outcome["number"] for outcome in found] == list(numbers[worker::WORKERS])
    faults = [
        f"seed {seed}, number {one['number']}: {one['name']} ({one['made']}): {one['error']}"
        for one in found
        if "error" in one
    ]
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize(
    ("reader", "said"),
    [("raises", "is not what it seems"), ("hoards", "MemoryError"), ("hangs", "in hangs"), ("holds", "")],
)
def test_what_goes_wrong_is_noticed(reader: str, said: str) -> None:
    first, second = outcomes(f"tests.fuzz.faulty:{reader}", 0, range(2))
    assert [outcome["number"] for outcome in (first, second)] == [0, 1]
    assert said in str(first.get("error", ""))
    assert ("error" in second) is bool(said)
