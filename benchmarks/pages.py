"""How long every page takes, by the size of a consultation, and how long ten people wait who audit at once.

Surveys are made by a seed (`corpora`), taken in and coded. `everypoint serve` runs as a program of its own: first it is
measured how long after its start the first page answers, and answers with its figures; then, once it is at rest, each
page is asked for again and again, and once right after somebody has coded a point, while all is counted again. A page
is asked for as a browser asks, without one: what a browser adds is in `auditing-pages`, which also has doccano's
figures; of doccano only audits are measured there. Wall seconds depend on what else the machine does, so the load
stands beside them.

Ten people then audit at once, each in a session of their own: a wait is from the answer that is sent until the next
point is there.

EVERYPOINT_PAGES=1000,10000 measures other sizes, in rows; EVERYPOINT_PAGES_FOLDER keeps the workspaces.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx

from analysis.web.identity import NAME
from benchmarks.auditing_pages import Served, at_rest, serving
from benchmarks.by_keyboard import processor
from benchmarks.corpora import write_consultation, write_survey
from benchmarks.data import ROOT
from tests.web.test_audit import fields

SIZES = (1_000, 10_000, 58_000)
"""Rows; the last has about 95,000 points."""

LOADS = 5
PEOPLE, EACH = 10, 10
PAUSE = 1.0
"""Seconds for which each of the people looks at a point."""

REUSED = 2.0
"""Seconds for which a connection is used again: the server closes one of 5 seconds, and a browser would ask anew."""

REFRESHES = 'name="everypoint-refresh"'
"""What a page holds that says that something is still being read or counted."""

PAGES = (
    *(
        "/",
        "/responses",
        "/responses?find=anon-0004",
        "/response",
        "/points",
        "/points?find=bus",
        "/points?stand=doubtful",
    ),
    *("/themes", "/codebook", "/codebook/table", "/audit", "/audit/assisted", "/assignments", "/assignments/new"),
    *("/crossings", "/map", "/report", "/upload", "/history", "/settings", "/downloads"),
)


@dataclass(frozen=True)
class Load:
    """One load of a page: milliseconds until its first byte and until its last, and its bytes."""

    first: float
    whole: float
    size: int
    page: str


def main() -> None:
    """Print what each page takes at each size, and what ten people wait."""
    sizes = [int(size) for size in os.environ.get("EVERYPOINT_PAGES", "").split(",") if size] or list(SIZES)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.environ.get("EVERYPOINT_PAGES_FOLDER") or temporary)
        for rows in sizes:
            root = coded_workspace(folder / str(rows), rows)
            with serving(root) as served:
                print(f"\n## {rows:,} rows\n")
                _start(served)
                _pages(served, rows)
                print("\n### Ten people at once\n")
                ten_people(served)


def coded_workspace(root: Path, rows: int) -> Path:
    """Make a workspace of a survey of so many rows, coded by the machine, unless it is there."""
    if not root.exists():
        write_survey(write_consultation(root) / "survey.csv", rows)
        command = [sys.executable, "-m", "analysis.cli", "code", "--workspace", str(root)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return root


# Pages ----------------------------------------------------------------------------------------------------------------


def client_of(served: Served, name: str = "Sam Brook") -> httpx.Client:
    """Return somebody's browser, as far as it sends and keeps what a browser does."""
    own = {"sec-fetch-site": "same-origin", "origin": served.address}
    cookies = {NAME: quote(name)}
    limits = httpx.Limits(keepalive_expiry=REUSED)
    return httpx.Client(
        base_url=served.address, headers=own, cookies=cookies, timeout=600, follow_redirects=True, limits=limits
    )


def load(client: httpx.Client, path: str) -> Load:
    """Return what loading a page took."""
    begin = time.perf_counter()
    with client.stream("GET", path) as answer:
        content = next(stream := answer.iter_raw(), b"")
        first = time.perf_counter()
        content += b"".join(stream)
    end = time.perf_counter()
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return Load(1000 * (first - begin), 1000 * (end - begin), len(content), content.decode(errors="replace"))


def _start(served: Served) -> None:
    """Print how long after the start the first page answers, and has all its figures."""
    with client_of(served) as client:
        answer = load(client, "/")
        answered = time.perf_counter() - served.begin
        told = "says that it is being read" if REFRESHES in answer.page else "has its figures"
        for path in ("/", "/points"):
            while REFRESHES in load(client, path).page:
                time.sleep(0.2)
        counted = time.perf_counter() - served.begin
    used = processor(served.process)
    print(f"The first page answers {answered:.1f} s after the start, and {told}; all figures are there after")
    print(f"{counted:.1f} s, of which the program used {used:.1f} s of processor time.\n")


def _pages(served: Served, rows: int) -> None:
    """Print what each page takes at rest, and right after somebody has coded a point, while all is counted again."""
    print("| page | first byte ms | whole ms | max ms | after a coding ms | processor ms | kB | load average |")
    print("|---|---|---|---|---|---|---|---|")
    document = urlencode({"document": f"survey.csv#ANON-{rows // 2:07}"})
    addresses = [f"{path}?{document}" if path == "/response" else path for path in PAGES]
    with client_of(served) as client:
        for address in addresses:
            while REFRESHES in load(client, address).page:
                time.sleep(0.2)
        at_rest(served.process)
        measured = [_at_rest_load(client, served, address) for address in addresses]
        audit(client)
        for path, told, address in zip(PAGES, measured, addresses, strict=True):
            after = load(client, address).whole
            print(f"| {path} | {told[0]} | {after:.0f} | {told[1]} | {os.getloadavg()[0]:.1f} |", flush=True)


def _at_rest_load(client: httpx.Client, served: Served, address: str) -> tuple[str, str]:
    """Return how long a page takes, and what the program does for it."""
    used = processor(served.process)
    loads = [load(client, address) for _ in range(LOADS)]
    each = 1000 * (processor(served.process) - used) / LOADS
    first, whole = (statistics.median(getattr(one, name) for one in loads) for name in ("first", "whole"))
    return (
        f"{first:.0f} | {whole:.0f} | {max(one.whole for one in loads):.0f}",
        f"{each:.0f} | {loads[0].size / 1000:.0f}",
    )


# Ten people -----------------------------------------------------------------------------------------------------------


def audit(client: httpx.Client, page: str = "") -> str:
    """Code the point that is shown without a theme, and return the page of the next one."""
    page = page or client.get("/audit/assisted").text
    (token, *_) = re.findall('name="token" value="([^"]*)"', page)
    sent = {**fields(page), "token": unescape(token), "theme": [], "act": "save"}
    answer = client.post("/audit/assisted", data=sent)
    assert answer.status_code == 200, answer.text
    return answer.text


def ten_people(served: Served) -> None:
    """Print how long ten people wait for the next point."""
    at_rest(served.process)
    waits: list[float] = []
    used = processor(served.process)
    with ThreadPoolExecutor(PEOPLE) as people:
        done = [people.submit(_person, served, f"Person {n}", waits) for n in range(PEOPLE)]
    for one in done:
        one.result()  # says what stopped a person, if anything did
    each = 1000 * (processor(served.process) - used) / max(len(waits), 1)
    assert len(waits) == PEOPLE * EACH, f"{len(waits)} audits of {PEOPLE * EACH}"
    ordered = sorted(waits)
    print("| audits | median ms | 95th percentile ms | max ms | server's processor ms for each | load average |")
    print("|---|---|---|---|---|---|")
    figures = f"{statistics.median(waits):.0f} | {ordered[int(0.95 * len(ordered))]:.0f} | {ordered[-1]:.0f}"
    print(f"| {len(waits)} | {figures} | {each:.0f} | {os.getloadavg()[0]:.1f} |", flush=True)


def _person(served: Served, name: str, waits: list[float]) -> None:
    with client_of(served, name) as client:
        page = client.get("/audit/assisted").text
        for _ in range(EACH):
            time.sleep(PAUSE)
            begin = time.perf_counter()
            page = audit(client, page)
            waits.append(1000 * (time.perf_counter() - begin))
