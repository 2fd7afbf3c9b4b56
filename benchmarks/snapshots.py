"""What is worked out again and again: a trace of one report and of one save, and what each costs.

The trace counts, in the program itself, how often the points' digests, people's codings, the codebook's translator and
the audits' states are worked out, and what the store is asked: once for each command and each request. The report is
made of 300 responses in which nothing has changed, by the command line as a process of its own. Saves are posted to the
pages in this process, one after the other without a pause, at the points of `auditing_pages`.

Peer: an earlier version of ours. It runs where EVERYPOINT_EARLIER names a checkout of it (`git worktree add FOLDER
0217028`); elsewhere it is named as absent. EVERYPOINT_AUDITING_PAGES may name a folder that keeps the large workspace.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from analysis.app import corpus
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.publish import report
from analysis.app.snapshot import snapshot
from analysis.app.views.figures import count
from analysis.classifying import ThemeClassifier
from analysis.model import Coder
from benchmarks import auditing_pages, scale
from benchmarks.data import ROOT
from tests.app.campaign import campaign_desk
from tests.statements import counted
from tests.web.test_audit import fields
from tests.web.visitor import Visitor

RESPONSES, OF_CAMPAIGN, REPORTS = 300, 60, 5
SAVES = 100

TRACED: Sequence[tuple[str, Any, str]] = (
    ("points' digests", corpus.Corpus.digests, "func"),
    ("people's codings, anchored", snapshot, "reanchor"),
    ("codebook's translator", snapshot, "translator"),
    ("audits' states", snapshot, "samples_of"),
    ("fits of the classifier", ThemeClassifier, "fit"),
)
"""What is counted, by the name of what works it out."""


def main() -> None:
    """Print the trace and the costs."""
    with tempfile.TemporaryDirectory() as folder:
        _report(Path(folder) / "small")
        _saves(Path(os.environ.get("EVERYPOINT_AUDITING_PAGES") or folder) / "work")


@contextmanager
def _traced() -> Iterator[Counter[str]]:
    """Count how often each thing is worked out until the end of the block."""
    numbers: Counter[str] = Counter()

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def work_out(*known: Any, **named: Any) -> Any:
            numbers[name] += 1
            return original(*known, **named)

        return work_out

    with ExitStack() as patches:
        for name, owner, attribute in TRACED:
            patches.enter_context(patch.object(owner, attribute, counting(name, getattr(owner, attribute))))
        yield numbers


def _trace(title: str, numbers: Counter[str], statements: int, transactions: int) -> None:
    figures = " | ".join(str(numbers[name]) for name, *_ in TRACED)
    print(f"| {title} | {figures} | {statements} | {transactions} |", flush=True)


def _heading() -> None:
    names = [name for name, *_ in TRACED] + ["statements", "transactions"]
    print(f"| times worked out in | {' | '.join(names)} |\n|---|{'---|' * len(names)}")


# The report -----------------------------------------------------------------------------------------------------------


def _report(root: Path) -> None:
    app = campaign_desk(root, RESPONSES, OF_CAMPAIGN)
    report(app)
    draw_audit(app, DrawRequest(40), Coder.person("Ann"))
    report(app)
    print(f"## Trace\n\nA report of {RESPONSES} responses in which nothing has changed, and one save.\n")
    _heading()
    with counted() as traffic, _traced() as numbers:
        assert not report(app).changed
    _trace("the report", numbers, len(traffic.statements), traffic.transactions)
    app.store.close()
    visitor = Visitor(root)
    token = visitor.token()
    _save(visitor, visitor.get("/audit/blind"), token)
    page = visitor.get("/audit/blind")
    with counted() as traffic, _traced() as numbers:
        _save(visitor, page, token)
    _trace("a save", numbers, len(traffic.statements), traffic.transactions)
    visitor.app_context.store.close()
    print(f"\n## `everypoint report`, unchanged, {REPORTS} times\n\n| version | median processor s |\n|---|---|")
    _reports("this", ROOT, root)
    earlier = os.environ.get("EVERYPOINT_EARLIER")
    if earlier:
        _reports("earlier", Path(earlier), root)
    else:
        print("| earlier | absent: EVERYPOINT_EARLIER names no checkout |")


def _reports(version: str, checkout: Path, root: Path) -> None:
    """Print the processor seconds of a report by one version; the first one is not counted."""
    command = [sys.executable, "-m", "analysis.cli", "report", "--workspace", str(root)]
    seconds = []
    for _ in range(REPORTS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=checkout, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    print(f"| {version} | {statistics.median(seconds[1:]):.2f} |", flush=True)


# Saves ----------------------------------------------------------------------------------------------------------------


def _save(visitor: Visitor, page: str, token: str, kind: str = "blind") -> str:
    """Save what a page asks for, and return the address of the next point."""
    sent = {"token": token, **fields(page), "act": "save"}
    answer = visitor.client.post(f"/audit/{kind}", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def _saves(root: Path) -> None:
    """Print how long saves take at the points of `auditing_pages`, each until the next point is there."""
    if not root.exists():
        data = scale.data(auditing_pages.POINTS + auditing_pages.EACH)
        auditing_pages.make_workspace(root, data.texts, data.codebook)
    visitor = Visitor(root)
    points = len(visitor.services.snapshots.get().points)
    print(f"\n## Saves at {points:,} points, {SAVES} in a row without a pause\n")
    print("| kind | figures | median ms | 95th percentile ms | max ms | load average |")
    print("|---|---|---|---|---|---|")
    token = visitor.token()
    for figures in ("there", "being counted"):
        with _counting(visitor) if figures == "being counted" else _settled(visitor):
            for kind in ("assisted", "blind"):
                waits = _waits(visitor, token, kind)
                high = statistics.quantiles(waits, n=20)[-1]
                numbers = f"{statistics.median(waits):.0f} | {high:.0f} | {max(waits):.0f}"
                print(f"| {kind} | {figures} | {numbers} | {os.getloadavg()[0]:.1f} |", flush=True)
    visitor.app_context.store.close()


def _waits(visitor: Visitor, token: str, kind: str) -> list[float]:
    """Return for how many milliseconds each save has a person wait for the next point."""
    page, waits = visitor.get(f"/audit/{kind}"), []
    for _ in range(SAVES):
        begin = time.perf_counter()
        page = visitor.client.get(_save(visitor, page, token, kind)).text
        waits.append(1000 * (time.perf_counter() - begin))
    return waits


@contextmanager
def _settled(visitor: Visitor) -> Iterator[None]:
    """Begin when all figures are there."""
    cache = visitor.services.snapshots
    while (working := cache.begin(count, cache.get())) is not None:
        working.join()
    yield


@contextmanager
def _counting(visitor: Visitor) -> Iterator[None]:
    """Have all figures counted from the beginning, as for the first overview, again and again until the end."""
    app, snapshot, is_over = visitor.app_context, visitor.services.snapshots.get(), threading.Event()

    def count_on() -> None:
        while not is_over.is_set():
            count(app, snapshot)

    counting = threading.Thread(target=count_on, daemon=True)
    counting.start()
    yield
    is_over.set()
    counting.join()
