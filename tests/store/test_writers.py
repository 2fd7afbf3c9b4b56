"""Several people record what they judge at once: nobody waits in vain, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from analysis.model import PointKey
from analysis.store import Store
from tests.builders import ROOT, make_coding, person

WRITERS = 8
CODINGS = 25
"""By each writer."""

WRITER = """
import sys
from pathlib import Path
from analysis.store import Store
from tests.store.test_writers import CODINGS, coding
store = Store(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for number in range(CODINGS):
    store.append([coding(sys.argv[3], number)])
    print(number, flush=True)
"""


def coding(who: str, number: int) -> object:
    """The coding with a number by one of the writers."""
    return make_coding(PointKey("a.txt", number, number + 1), ["funding"], by=person(who))


def test_eight_writers_at_once_lose_nothing(
    store: Store, open_store: Callable[[], Store], url: str, tmp_path: Path
) -> None:
    names = [f"writer {n}" for n in range(WRITERS)]
    command = [sys.executable, "-c", WRITER, str(tmp_path / "state"), url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    writers = [subprocess.Popen([*command, name], cwd=ROOT, text=True, **pipes) for name in names]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    every_number = "".join(f"{number}\n" for number in range(CODINGS))
    assert [writer.communicate() for writer in writers] == [(every_number, "")] * WRITERS
    found = list(store.every_coding())
    for name in names:
        assert [one for one in found if one.coder.id == name] == [coding(name, number) for number in range(CODINGS)]
    assert store.verify().startswith(f"{WRITERS * (CODINGS + 1)} records")
    assert open_store().counts() == store.counts()
