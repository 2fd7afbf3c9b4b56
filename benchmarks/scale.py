"""What a consultation costs from its survey to its report, by its size: time, memory of all processes, bytes on disk.

Rows are taken in, reported on, reported on again with nothing changed, with one response more, with one theme changed;
then all is checked. Each stage is the command that people give, in a process of its own. Wall seconds depend on what
else the machine does, so the load stands beside them; seconds of the processor can be compared.

``EVERYPOINT_SCALE=1000,1000000 python -m benchmarks scale`` measures other sizes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import consultation_toml, write_consultation, write_survey
from benchmarks.council_survey import banks
from benchmarks.data import ROOT
from benchmarks.scale_curve import curve

SIZES = (1_000, 10_000, 50_000)
CHANGED = "buses"
ONE_MORE = "The buses should run later in the evening, and the fares are too dear for families.\n"
HEADER = (
    "| rows | stage | wall s | processor s | processor ms a row | peak memory MB | store MB | reports MB | load |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
SAMPLED = 0.5
"""Seconds between two looks at the memory."""

MB = 1_000_000
DRAWING = Path(__file__).parent / "results" / "scale.svg"


@dataclass(frozen=True)
class Cost:
    """What a stage took: seconds, the processor's, the most memory of all processes at once and the bytes on disk, in
    MB."""

    rows: int
    stage: str
    wall: float
    processor: float
    memory: float
    store: float
    reports: float
    load: float

    def __str__(self) -> str:
        """Return the cost as a row of the table."""
        each = 1000 * self.processor / self.rows
        figures = f"{self.wall:.1f} | {self.processor:.1f} | {each:.2f} | {self.memory:.0f} | {self.store:.0f}"
        return f"| {self.rows:,} | {self.stage} | {figures} | {self.reports:.0f} | {self.load:.1f} |"


def main() -> None:
    """Print what each stage takes at each size, and draw the curves."""
    named = os.environ.get("EVERYPOINT_SCALE", "")
    sizes = [int(size) for size in named.split(",")] if named else list(SIZES)
    print(HEADER)
    costs = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for cost in _stages(Path(folder), rows):
                costs.append(cost)
                print(cost, flush=True)
    DRAWING.write_text(curve(costs), encoding="utf-8")
    print(f"\n![Seconds of the processor and peak memory by rows]({DRAWING.name})")


def _stages(folder: Path, rows: int) -> Iterator[Cost]:
    survey, workspace = folder / "survey.csv", folder / "workspace"
    write_survey(survey, rows)
    responses = write_consultation(workspace)
    yield _cost(rows, "add", workspace, str(survey))
    yield _cost(rows, "report", workspace)
    yield _cost(rows, "report", workspace, stage="report again, unchanged")
    (responses / "one-more.txt").write_text(ONE_MORE, encoding="utf-8")
    yield _cost(rows, "report", workspace, stage="report, one response more")
    changed = consultation_toml(banks()["street"], CHANGED)
    (responses / "consultation.toml").write_text(changed, encoding="utf-8")
    yield _cost(rows, "report", workspace, stage="report, one theme changed")
    yield _cost(rows, "check", workspace)


def _cost(rows: int, command: str, workspace: Path, *arguments: str, stage: str = "") -> Cost:
    """Run a command to its end and return what it took."""
    called = [sys.executable, "-m", "analysis.cli", command, *arguments, "--workspace", str(workspace)]
    begin, used = time.perf_counter(), _processor()
    process = subprocess.Popen(called, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watched = _Memory(process.pid)
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode())
    return Cost(
        rows,
        stage or command,
        time.perf_counter() - begin,
        _processor() - used,
        watched.peak() / MB,
        _size(workspace / ".everypoint") / MB,
        _size(workspace / "reports") / MB,
        os.getloadavg()[0],
    )


class _Memory:
    """Watches the memory of a process and of all that it starts, each page that they share counted once."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._is_over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def peak(self) -> int:
        """End the watch and return the most bytes that there were at once."""
        self._is_over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._is_over.wait(SAMPLED):
            self._peak = max(self._peak, sum(map(_proportional, _family(self._pid))))


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that descend from it (Linux)."""
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _proportional(pid: int) -> int:
    """Return the bytes of a process, of what it shares its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _processor() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
