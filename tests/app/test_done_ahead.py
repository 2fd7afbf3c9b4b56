"""Processes that work ahead end with the one that they work for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import wait_until

PROGRAM = """
import sys, time
from multiprocessing import active_children
from analysis.app.done_ahead import done_ahead
if __name__ == "__main__":
    with done_ahead(time.sleep, [600, 600], 1):
        print(active_children()[0].pid, flush=True)
        sys.stdin.read()
"""


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="which processes there are is told by /proc alone")
def test_no_process_outlives_a_program_that_is_killed(tmp_path: Path) -> None:
    """`everypoint serve` that was ended while personal data was looked for left its helpers behind for ever."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, tmp_path / "program.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        helper = int(program.stdout.readline())
        assert _is_there(helper)
        program.kill()
    wait_until(lambda: not _is_there(helper), "the helper ends")
