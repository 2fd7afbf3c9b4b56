"""Audits by keyboard in doccano, measured as ours are: the peer of `auditing_pages`.

Each text gets a label and is confirmed by its own keys, and the arrow key brings the next one. The wait is from the
arrow key until another text is painted; the label and the confirmation have been sent before. A key that is pressed
before doccano listens again is lost: it is pressed again after two seconds, and counted. doccano keeps everything
in its SQLite file and is served by its own command; the texts are put into that file by its own models, as its upload
needs a queue of tasks beside it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks.by_keyboard import Program, audited, figures
from benchmarks.doccano_side import USER

PYTHON = "EVERYPOINT_PEER_PYTHON"
"""Names the Python of an environment that doccano 1.8.4 is installed in, with marshmallow < 4 and numpy < 2."""

WORKERS = "2"
"""Of its server; by itself it starts two for each processor and one more."""

TEXT = "document.querySelector('.v-card__text.title.highlight')?.textContent || null"
PROGRAM = Program(("1", "Enter", "ArrowRight"), TEXT)


def measure(
    browser: Any, folder: Path, texts: Sequence[str], labels: Sequence[str], times: int, pauses: Sequence[float]
) -> None:
    """Print what a person waits for in doccano; where it is not installed, say so."""
    python = os.environ.get(PYTHON, "")
    if not python:
        print(f"doccano was not measured: {PYTHON} does not name the Python of an environment that has it.")
        return
    home = folder / "doccano"
    home.mkdir()
    settings = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "DOCCANO_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "MEDIA_ROOT": str(home / "media"),
        "STANDALONE": "True",
        "DEBUG": "False",
    }
    told = home / "texts.json"
    told.write_text(json.dumps({"texts": texts, "labels": labels}), encoding="utf-8")
    begin = time.perf_counter()
    made = _beside(python, settings, "fill", str(told))
    took = time.perf_counter() - begin
    print(f"doccano {made['version']}, SQLite, {made['texts']:,} texts put in in {took:,.0f} s, {WORKERS} workers.\n")
    with _serving(python, settings) as address:
        _audits(browser, address, made["project"], times, pauses)
    found = _beside(python, settings, "count")
    print(f"\nRecorded of {times * len(pauses)} texts: {found['labelled']} labelled, {found['confirmed']} confirmed.")


def _beside(python: str, settings: Mapping[str, str], *arguments: str) -> dict[str, Any]:
    """What the other Python prints in its last line."""
    command = [python, str(Path(__file__).with_name("doccano_side.py")), *arguments]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    return dict(json.loads(ran.stdout.splitlines()[-1]))


@contextmanager
def _serving(python: str, settings: Mapping[str, str]) -> Iterator[str]:
    port = free_port()
    command = [str(Path(python).parent / "doccano"), "webserver", "--port", str(port), "--workers", WORKERS]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            _wait_for(address)
            yield address
        finally:
            program.terminate()


def free_port() -> int:
    """Return a port of this machine that nothing uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, seconds: float = 120) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            httpx.get(address).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError("doccano does not answer")


def _audits(browser: Any, address: str, project: int, times: int, pauses: Sequence[float]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(PROGRAM.watch)
    page = context.new_page()
    page.goto(f"{address}/auth", wait_until="networkidle", timeout=120_000)
    for field in ("username", "password"):
        page.fill(f"input[name={field}]", USER)
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects", timeout=60_000)
    print(
        "| pause ms | median ms | 95th percentile ms | max ms | keys lost | load average |\n|---|---|---|---|---|---|"
    )
    for number, pause in enumerate(pauses):
        first = 1 + number * times
        page.goto(f"{address}/projects/{project}/text-classification?page={first}", timeout=300_000)
        page.wait_for_function(f"() => {TEXT}", timeout=60_000)
        page.wait_for_load_state("networkidle")
        waits, lost = audited(page, PROGRAM, times, pause)
        page.wait_for_load_state("networkidle")
        print(f"| {1000 * pause:.0f} | {figures(waits)} | {lost} | {os.getloadavg()[0]:.1f} |", flush=True)
    context.close()
