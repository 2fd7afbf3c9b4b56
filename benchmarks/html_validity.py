"""What the Nu Html Checker finds in the report, its annex, the assurance pack and every page of the app.

It is a Java program (``vnu.jar``; the npm package ``vnu-jar`` holds it), named in ``EVERYPOINT_VNU``. Pages of the app
are those that links lead to from its first page: of the worked example, and of a workspace that holds nothing yet.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from starlette.testclient import TestClient

from analysis.app import publish
from analysis.app.admin.export_files import export
from analysis.app.context import AppContext
from analysis.web import create_app
from analysis.workspace import Settings, Workspace, create
from tests.builders import RESPONSES

JAR = "EVERYPOINT_VNU"
ALIKE = 4
"""Pages of one kind that are looked at: those whose addresses differ in numbers and names alone."""

NOT_CHECKED = ("Inline script violates Content Security Policy",)
"""The checker does not work out digests: a script that a policy allows by its digest is reported all the same."""


def main() -> None:
    """Print how many pages were checked and what was found."""
    jar = os.environ.get(JAR, "")
    if not Path(jar).is_file():
        print(f"Not run: name the file vnu.jar in {JAR}.")
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        counted = Counter[str]()
        for kind, name, html in _every_page(Path(folder)):
            counted[kind] += 1
            (pages / f"{kind} {counted[kind]:03} {re.sub(r'[^a-z0-9.-]+', '_', name)[:80]}.html").write_bytes(html)
        found = _faults(jar, sorted(pages.iterdir()))
    print("| pages | checked | faults |\n|---|---|---|")
    for kind, count in counted.items():
        print(f"| {kind} | {count} | {sum(page.startswith(kind) for page, _ in found)} |")
    for page, fault in found:
        print(f"\n- {page}: {fault}")


def _every_page(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield the kind, the name and the HTML of every page."""
    shutil.copytree(RESPONSES, folder / "example" / "responses")
    example = Workspace(folder / "example")
    app = AppContext(example)
    publish.report(app)
    yield "report", "report", example.report.read_bytes()
    for path in sorted(example.reports.glob("annex/*.html")):
        yield "annex", path.name, path.read_bytes()
    yield "assurance pack", "pack", export(app, "assurance").content
    create(folder / "new")
    for kind, root in (("app, worked example", example.root), ("app, new workspace", folder / "new")):
        for address, html in _crawled(Workspace(root)):
            yield kind, address, html


def _crawled(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the HTML of each page that links lead to."""
    client = TestClient(create_app(workspace, Settings(), port=8000), base_url="http://127.0.0.1:8000")
    token = unescape(re.findall('name="token" value="([^"]*)"', client.get("/name").text)[0])
    headers = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}
    client.post("/name", data={"name": "Sam Brook", "next": "/", "token": token}, headers=headers)
    waiting, met, kinds = ["/"], {"/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        yield address, answer.content
        for link in re.findall(r'<(?:a|iframe)\s[^>]*?(?:href|src)="([^"#]+)', answer.text):
            target = urljoin(address, unescape(link))
            kind = re.sub(r"\d+|[^/?&=]+\.(?:html|txt|md|docx|pdf)[^/?&]*|(?<==)[^&]*", "*", target)
            if urlsplit(target).scheme or target in met or kinds[kind] >= ALIKE:
                continue
            met.add(target)
            kinds[kind] += 1
            waiting.append(target)


def _faults(jar: str, pages: list[Path]) -> list[tuple[str, str]]:
    """Return what the checker finds, its warnings too, as (page, fault)."""
    command = ["java", "-Xss8m", "-jar", jar, "--format", "json", "--exit-zero-always", *map(str, pages)]
    printed = subprocess.run(command, capture_output=True, check=True).stderr
    return [
        (Path(unescape(one["url"])).name.replace("%20", " "), f"line {one.get('lastLine')}: {one['message']}")
        for one in json.loads(printed)["messages"]
        if not one["message"].startswith(NOT_CHECKED)
    ]
