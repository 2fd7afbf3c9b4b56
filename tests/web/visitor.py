"""A person at the web app: a client that sends what a browser sends, and an app that really listens."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anyio
import httpx
import pytest
from anyio.from_thread import BlockingPortal
from starlette.testclient import TestClient

from analysis.app.context import AppContext
from analysis.app.ingest import originals
from analysis.app.snapshot import snapshot_cache
from analysis.web import create_app
from analysis.web.background_jobs import Jobs
from analysis.web.features.codebook import weighing
from analysis.web.identity import NAME
from analysis.web.server import make_server, open_socket
from analysis.web.state import Services
from analysis.workspace import Settings, Workspace
from tests.builders import Clock
from tests.patience import PATIENCE, join, wait_until
from tests.validity import faults, neighbours

PORT = 8000
OWN = {"sec-fetch-site": "same-origin", "origin": f"http://127.0.0.1:{PORT}"}
"""What a browser says of a form on our own page."""


class Visitor:
    """One browser: it keeps cookies, follows redirects, and puts the page's token into what it posts."""

    def __init__(self, root: Path, name: str = "Sam Brook", settings: Settings | None = None) -> None:
        self.app = create_app(Workspace(root), settings or Settings(), port=PORT, clock=Clock())
        self.client = TestClient(self.app, base_url=f"http://127.0.0.1:{PORT}", headers=OWN)
        self.client.portal = event_loop()
        self._token: tuple[list[str] | None, str] = (None, "")
        if name:
            self.client.cookies.set(NAME, quote(name), domain="127.0.0.1")

    @property
    def services(self) -> Services:
        return self.app.state.services

    @property
    def app_context(self) -> AppContext:
        return self.services.app_context

    def get(self, path: str, status: int = 200, **query: Any) -> str:
        """A page's HTML; fails where its status is another."""
        answer = self.client.get(path, params=query)
        assert answer.status_code == status, text_of(answer.text)
        must_be_valid(answer)
        return answer.text

    def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        status: int = 200,
    ) -> httpx.Response:
        """Send a form, with files named `files`; what comes is the page that it leads to."""
        sent = [("files", (name, content, "application/octet-stream")) for name, content in files]
        data = {"token": self.token(), **(fields or {})}
        answer = self.client.post(path, data=data, files=sent or None)
        assert answer.status_code == status, text_of(answer.text)
        must_be_valid(answer)
        return answer

    def token(self) -> str:
        """What the forms of this browser carry: the same, while its cookies are the same."""
        if self._token[0] != self._cookies():
            found = re.findall('name="token" value="([^"]*)"', self.client.get("/name").text)
            self._token = (self._cookies(), unescape(found[0]))
        return self._token[1]

    def _cookies(self) -> list[str]:
        return [f"{cookie.name}={cookie.value}" for cookie in self.client.cookies.jar]

    def settle(self) -> None:
        """Wait until no job is under way."""
        settle(self.services.jobs)


@cache
def event_loop() -> BlockingPortal:
    """The loop in which all apps answer, as a server has one; a client's own would begin anew for each request."""
    begun: Future[BlockingPortal] = Future()

    async def run() -> None:
        async with BlockingPortal() as portal:
            begun.set_result(portal)
            await portal.sleep_until_stopped()

    threading.Thread(target=anyio.run, args=(run,), daemon=True).start()
    return begun.result()


def settle(jobs: Jobs) -> None:
    """Wait until none of these jobs is under way."""
    wait_until(lambda: not jobs.under_way(), "no job is under way")


def must_be_valid(answer: httpx.Response) -> None:
    """Fail for a page that is no valid HTML; one whose neighbouring tags were all met before is not read again."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        met = neighbours(answer.text)
        if not met <= MET:
            assert faults(answer.text) == [], str(answer.url)
            MET.update(met)


MET: set[tuple[str, str]] = set()
"""The tags that have stood beside each other in pages that were valid."""


def text_of(page: str) -> str:
    """What a page says, without its markup, on one line."""
    _, found, rest = page.rpartition("<main")
    main = (rest.partition(">")[2] if found else page).partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def take_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page wait for what is newest, so that a slow machine shows what a fast one does."""
    for module, name in (
        (snapshot_cache, "PATIENCE"),
        (snapshot_cache, "FIRST"),
        (snapshot_cache, "READING"),
        (weighing, "SOON"),
        (originals, "SECONDS"),
    ):
        monkeypatch.setattr(module, name, PATIENCE)


@contextmanager
def running(root: Path) -> Iterator[str]:
    """The app as `everypoint serve` runs it, at a port of its own: its address, without the last slash."""
    with open_socket(0) as bound:
        port = bound.getsockname()[1]
        app = create_app(Workspace(root), Settings(), port=port)
        server = make_server(app)
        # Without a lifespan the processes that read go on, as they do for every other test, and need no new start.
        server.config.lifespan = "off"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        wait_until(lambda: server.started, "the server listens")
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            join(thread)
            app.state.services.app_context.store.close()
