"""A process that reads and divides files by their numbers, and dies of the first that takes too long.

``python -m tests.fuzz.reader SUBJECT SEED FIRST END STEP``. SUBJECT names a function, as
"tests.fuzz.subject:read_and_divide"; its module makes the files too. A line of JSON is written before and after each
file. A file found in a file has a time of its own, as it has in the service.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.case_file import Case

SECONDS = 60
"""Of the processor's time, for one file: what hangs takes more on any machine; 25,000 lines of an address each take 9
on one and 20 on a slower one."""

MEMORY = 1_000_000_000
"""Bytes of address space beyond what Python, the libraries and the file itself take."""

Subject = Callable[[str, bytes, Callable[..., None]], dict[str, int]]
"""Reads and divides a file, calling the function whenever it begins one; returns how much came out of it."""


def main(subject: str, seed: int, numbers: range) -> None:
    """Read and divide these files, and say how it went."""
    name, _, function = subject.partition(":")
    module = importlib.import_module(name)
    module.warm_up()
    faulthandler.register(signal.SIGPROF, chain=True)
    for number in numbers:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        one = module.case(seed, number)
        print(json.dumps({"number": number, "name": one.name, "made": one.made}), flush=True)
        resource.setrlimit(resource.RLIMIT_AS, (memory("VmSize") + MEMORY, resource.RLIM_INFINITY))
        print(json.dumps({"number": number} | outcome(getattr(module, function), one)), flush=True)


def outcome(subject: Subject, one: Case) -> dict[str, object]:
    """What came of a file: how much, in what time and memory, and its traceback if it had one."""
    Path("/proc/self/clear_refs").write_text("5")
    before, started = memory("VmRSS"), time.process_time()
    said: dict[str, object] = {}
    try:
        said |= subject(one.name, one.content, start_timer)
    except BaseException:
        said["error"] = traceback.format_exc(limit=-12)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return said | {"seconds": time.process_time() - started, "memory": memory("VmHWM") - before}


def start_timer(seconds: float = SECONDS) -> None:
    """Begin to count the time of a file; at its end the process is killed, after it has said where it was."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def memory(kind: str) -> int:
    """Bytes that this process has (VmSize: reserved, VmRSS: in use, VmHWM: in use at most since the last look)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{kind}:"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), range(*map(int, sys.argv[3:6])))
