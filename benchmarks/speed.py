"""How long the main job takes, as a whole process, on the worked example."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.data import ROOT

RUNS = 5


def main() -> None:
    """Print the median, least and most seconds of the first and of later runs of `everypoint report`."""
    print("| job | median s | least | most |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        first, later = [], []
        for run in range(RUNS):
            workspace = Path(folder) / str(run)
            shutil.copytree(ROOT / "responses", workspace / "responses")
            first.append(_seconds(workspace))
            later.append(_seconds(workspace))
    for name, times in (("first `everypoint report`", first), ("`everypoint report` again", later)):
        print(f"| {name}, worked example | {statistics.median(times):.2f} | {min(times):.2f} | {max(times):.2f} |")


def _seconds(workspace: Path) -> float:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "analysis.cli", "report", "--workspace", str(workspace)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return time.perf_counter() - begin
