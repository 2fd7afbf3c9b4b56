"""How long a person waits for the pages at 100,000 points: audits in a row by keyboard, and every other page.

The points are made of the sentences of real texts, 20 in each of 5,000 responses, and coded by the machine. `everypoint
serve` runs as a program of its own. On each point the first theme's key and the key that saves are pressed; the wait is
from that key until the next point is painted (`by_keyboard`). All audits must be in the store in the end.

Peer: doccano, with the same texts, as a program of its own (`doccano`). It runs where EVERYPOINT_PEER_PYTHON names the
Python of an environment that it is installed in (`python -m venv V && V/bin/pip install doccano`, then
EVERYPOINT_PEER_PYTHON=V/bin/python); elsewhere it is named as absent. To look at one workspace again and again,
EVERYPOINT_AUDITING_PAGES may name a folder in which it is kept.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.model import Codebook, CoderKind, CodingMode, Outcome
from analysis.workspace import Workspace
from benchmarks import doccano, scale
from benchmarks.by_keyboard import Program, audited, figures, opened, processor
from benchmarks.data import ROOT
from tests.browser.web import Window, chrome
from tests.builders import person

POINTS, EACH = 100_000, 20
"""Points at least, and how many are in each response; a few are joined, as they begin like a part of another."""

AUDITS, LOADS = 100, 5
DRAWN = 250
"""Points of the blind sample: more than are audited here."""

WORKING = 0.05
"""Seconds of the processor in each second, above which a program is still at work."""

PAUSES = (0.0, 0.25)
"""Seconds for which a person looks at a point before the first key."""

OURS = Program(
    ("1", "s"), "document.querySelector('[data-audit] [data-form]')?.closest('[data-audit]').dataset.point ?? null"
)
KINDS = {CodingMode.ASSISTED: "assisted review", CodingMode.BLIND: "blind sample"}
PAGES = ("/", "/upload", "/responses", "/response", "/points", "/themes", "/codebook", "/audit", "/report")


def main() -> None:
    """Print what a person waits for, in ours and in the peer."""
    data = scale.data(POINTS + EACH)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.environ.get("EVERYPOINT_AUDITING_PAGES") or folder) / "work"
        if not root.exists():
            make_workspace(root, data.texts, data.codebook)
        store = AppContext(Workspace(root)).store
        coded = store.counts()[CoderKind.MACHINE]
        print(f"{coded:,} points in {len(store.arrivals()):,} responses, {len(data.codebook.themes)} themes.\n")
        store.close()
        with chrome() as browser:
            _ours(browser, root)
            print("\n## Audits by keyboard in doccano\n")
            doccano.measure(browser, Path(folder), data.texts, data.codebook.keys, AUDITS, PAUSES)


# The workspace --------------------------------------------------------------------------------------------------------


def make_workspace(root: Path, texts: Sequence[str], codebook: Codebook) -> None:
    """A workspace of these points, coded, with a blind sample."""
    folder = root / "responses"
    folder.mkdir(parents=True)
    for first in range(0, len(texts), EACH):
        points = (f"{n}. {text}\n" for n, text in enumerate(texts[first : first + EACH], 1))
        (folder / f"response-{first // EACH + 1:04}.txt").write_text("\n".join(points), encoding="utf-8")
    (folder / "consultation.toml").write_text(_described(codebook), encoding="utf-8")
    app = AppContext(Workspace(root))
    begin = time.perf_counter()
    coded = take_in_and_code(app)
    print(f"Took in and coded in {time.perf_counter() - begin:,.0f} s.\n")
    assert len(coded.snapshot.points) == coded.new >= POINTS
    draw_audit(app, DrawRequest(DRAWN), person("ann"))
    app.store.close()


def _described(codebook: Codebook) -> str:
    lines = ["[consultation]", 'title = "A hundred thousand points"']
    for theme in codebook.themes:
        lines += ["", "[[theme]]", f"key = {json.dumps(theme.key)}"]
        lines += [f"{name} = {json.dumps(getattr(theme, name), ensure_ascii=False)}" for name in ("name", "definition")]
    return "\n".join(lines) + "\n"


# Ours -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Served:
    """`everypoint serve`, running: its address, its process, and when that was started."""

    address: str
    process: int
    begin: float


@contextmanager
def serving(root: Path, **environment: str) -> Iterator[Served]:
    """`everypoint serve` on a workspace, for as long as it is needed."""
    command = [sys.executable, "-m", "analysis.cli", "serve", "--no-browser", "--workspace", str(root)]
    begin = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout is not None
            told = next(line for line in program.stdout if "http://" in line)
            yield Served("http" + told.partition("http")[2].strip().rstrip("/"), program.pid, begin)
        finally:
            program.terminate()


def _ours(browser: Any, root: Path) -> None:
    """Print how long the first pages took, how long the audits, and how long all other pages."""
    with serving(root) as served:
        window = Window(browser, served.address, name="")
        window.open("/name")
        print("## The first pages after the start\n\n| page | s after the start |\n|---|---|")
        for path in ("/", "/responses", "/audit", "/points"):
            _until_there(window, path)
            print(f"| {path} | {time.perf_counter() - served.begin:.1f} |", flush=True)
        window.close()
        _audits(browser, root, served)
        _pages(browser, served)


def _until_there(window: Window, path: str) -> None:
    """Open a page until it shows what it is for: while it is being worked out it says so."""
    window.open(path)
    while window.page.locator('meta[name="everypoint-refresh"]').count():
        time.sleep(0.1)
        window.open(path)


def at_rest(process: int) -> None:
    """Wait until a program has nothing left to work out for what was asked before."""
    used = float("-inf")
    while (now := processor(process)) - used > WORKING:
        used = now
        time.sleep(1)


def _audits(browser: Any, root: Path, served: Served) -> None:
    print(f"\n## Audits by keyboard, {AUDITS} in a row\n")
    print("| kind | pause ms | median ms | 95th percentile ms | max ms | recorded | s until all were | ", end="")
    print("server's processor ms for each | load average |\n|---|---|---|---|---|---|---|---|---|")
    for mode, name in KINDS.items():
        for pause in PAUSES:
            print(f"| {name} | {_audit(browser, root, served, mode, pause)} |", flush=True)
    found = _audit(browser, root, served, CodingMode.ASSISTED, PAUSES[-1], counting=True)
    print(f"| assisted review, while all figures are counted again | {found} |", flush=True)


def _audit(browser: Any, root: Path, served: Served, mode: CodingMode, pause: float, counting: bool = False) -> str:
    """The audits of one person: how long they waited, and what was recorded of it.

    They begin when the program has nothing else to do; or, if it is ``counting``, when it has just begun with that.
    """
    before = _recorded(root, mode)
    window = Window(browser, served.address, f"{mode.value} {pause} {counting}")
    window.page.add_init_script(OURS.watch)
    at_rest(served.process)
    if counting:
        window.open("/themes")
    window.open(f"/audit/{mode.value}")
    window.page.wait_for_load_state("networkidle")
    used = processor(served.process)
    waits, lost = audited(window.page, OURS, AUDITS, pause)
    end = time.perf_counter()
    while (recorded := _recorded(root, mode) - before) < AUDITS and time.perf_counter() - end < 60:
        time.sleep(0.05)
    lag, each = time.perf_counter() - end, 1000 * (processor(served.process) - used) / AUDITS
    window.page.wait_for_load_state("networkidle")
    window.close()
    assert (recorded, lost) == (AUDITS, 0), f"{recorded} audits were recorded of {AUDITS}, and {lost} keys lost"
    return f"{1000 * pause:.0f} | {figures(waits)} | {recorded} | {lag:.1f} | {each:.0f} | {os.getloadavg()[0]:.1f}"


def _recorded(root: Path, mode: CodingMode) -> int:
    """How many points people have decided in a kind of audit, as another program finds them in the store."""
    app = AppContext(Workspace(root))
    codings = [coding for coding in app.store.codings() if coding.mode is mode and coding.outcome is Outcome.CODED]
    app.store.close()
    return len({(coding.point, coding.coder.id) for coding in codings})


def _pages(browser: Any, served: Served) -> None:
    """Print how long each page takes when nothing has changed, as a person sees it."""
    print(f"\n## Pages, {LOADS} loads of each\n")
    print("| page | median ms | max ms | median ms until its first byte | load average |\n|---|---|---|---|---|")
    window = Window(browser, served.address)
    document = f"response-{POINTS // EACH // 2:04}.txt"
    for path in PAGES:
        address = f"{path}?{urlencode({'document': document})}" if path == "/response" else path
        _until_there(window, address)
        at_rest(served.process)
        loads = [opened(window.page, served.address + address) for _ in range(LOADS)]
        first, whole = ([load[n] for load in loads] for n in (0, 1))
        numbers = f"{statistics.median(whole):.0f} | {max(whole):.0f} | {statistics.median(first):.0f}"
        print(f"| {path} | {numbers} | {os.getloadavg()[0]:.1f} |", flush=True)
    window.close()
