"""How long Label Studio takes for what `pages` measures of ours: its list of texts, a text to label, and the next one.

Peer: Label Studio, where EVERYPOINT_LABEL_STUDIO names the program (`python -m venv V && V/bin/pip install
label-studio`, then V/bin/label-studio). It keeps everything in its SQLite file and is served by its own command. The
texts are answers as in the survey that `pages` measures, as many as that has points. Its pages are filled by requests
of their own; each is asked for here without a browser, so that what a browser adds is in neither figure. Wall seconds
depend on what else the machine does, so the load stands beside them. EVERYPOINT_PAGES_FOLDER keeps what it has made.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.corpora import Author
from benchmarks.doccano import free_port
from benchmarks.pages import load

PROGRAM = "EVERYPOINT_LABEL_STUDIO"
SIZES = {1_000: 1_638, 10_000: 16_338}
"""How many points so many rows of `pages` have; EVERYPOINT_PAGES names the rows, as there."""

LOADS = 5
USER, PASSWORD = "auditor@example.org", "Auditor-12345"
LABELS = """<View><Text name="text" value="$text"/><Choices name="theme" toName="text" choice="multiple">
<Choice value="Buses"/><Choice value="Parking"/><Choice value="Trees"/></Choices></View>"""
STARTS = 900.0
"""Seconds that it may take to make its tables and answer."""


def main() -> None:
    """Print what each page takes at each size; where Label Studio is not installed, say so."""
    program = os.environ.get(PROGRAM, "")
    if not program:
        print(f"Label Studio was not measured: {PROGRAM} does not name the program.")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.environ.get("EVERYPOINT_PAGES_FOLDER") or temporary) / "label-studio"
        folder.mkdir(parents=True, exist_ok=True)
        with _serving(program, folder) as address:
            _pages(address)


def _pages(address: str) -> None:
    client = _signed_in(address)
    version = client.get("/api/version").json().get("label-studio-os-package", {}).get("version", "")
    print(f"Label Studio {version}, SQLite; milliseconds, median of {LOADS}: until the first and the last byte.\n")
    print("| texts | page | first byte | whole | load average |\n|---|---|---|---|---|")
    author = Author()
    rows = [int(size) for size in os.environ.get("EVERYPOINT_PAGES", "").split(",") if size] or list(SIZES)
    for size in (SIZES[each] for each in rows):
        project = _project(client, [author.answer() for _ in range(size)])
        for name, path in _requests(client, project):
            loads = [load(client, path) for _ in range(LOADS)]
            first, whole = (statistics.median(getattr(one, part) for one in loads) for part in ("first", "whole"))
            print(f"| {size:,} | {name} | {first:,.0f} | {whole:,.0f} | {os.getloadavg()[0]:.1f} |", flush=True)


@contextmanager
def _serving(program: str, folder: Path) -> Iterator[str]:
    port = free_port()
    settings = {**os.environ, "HOME": str(folder), "LABEL_STUDIO_BASE_DATA_DIR": str(folder)}
    settings |= {"LATEST_VERSION_CHECK": "0", "COLLECT_ANALYTICS": "0", "LABEL_STUDIO_HOST": ""}
    command = [program, "start", "--no-browser", "--port", str(port), "--username", USER, "--password", PASSWORD]
    told = (folder / "told.txt").open("w", encoding="utf-8")
    with told, subprocess.Popen(command, env=settings, stdout=told, stderr=told) as running:
        try:
            _wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def _wait_for(address: str) -> None:
    end = time.perf_counter() + STARTS
    while time.perf_counter() < end:
        try:
            httpx.get(f"{address}/user/login/").raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(1)
    raise RuntimeError("Label Studio does not answer")


def _signed_in(address: str) -> httpx.Client:
    client = httpx.Client(base_url=address, timeout=300, follow_redirects=True)
    client.get("/user/login/")
    form = {"email": USER, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post("/user/login/", data=form, headers={"Referer": address}).raise_for_status()
    client.headers.update({"X-CSRFToken": client.cookies["csrftoken"], "Referer": address})
    return client


def _project(client: httpx.Client, texts: list[str]) -> int:
    made = client.post("/api/projects", json={"title": f"{len(texts)} texts", "label_config": LABELS})
    number = int(made.raise_for_status().json()["id"])
    tasks = [{"text": text} for text in texts]
    client.post(f"/api/projects/{number}/import", json=tasks).raise_for_status()
    return number


def _requests(client: httpx.Client, project: int) -> list[tuple[str, str]]:
    """Return what is asked for: a name and the address."""
    listed = f"/api/tasks?project={project}&page=1&page_size=30"
    task = client.get(listed).raise_for_status().json()["tasks"][0]["id"]
    return [
        ("list of texts: its page", f"/projects/{project}/data"),
        ("list of texts: the first 30", listed),
        ("a text to label", f"/api/tasks/{task}?project={project}"),
        ("the next text", f"/api/projects/{project}/next"),
    ]
