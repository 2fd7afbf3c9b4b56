"""A person at the web app: a client that sends what a browser sends, and an app that really listens."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.testclient import TestClient

from analysis.app import Everypoint
from analysis.web import create_app
from analysis.web.server import listening
from analysis.web.state import Services
from analysis.workspace import Settings, Workspace
from tests.builders import Clock

PORT = 8000
OWN = {"sec-fetch-site": "same-origin", "origin": f"http://127.0.0.1:{PORT}"}
"""What a browser says of a form on our own page."""


class Visitor:
    """One browser: it keeps cookies, follows redirects, and puts the page's token into what it posts."""

    def __init__(self, root: Path, name: str = "Sam Brook", settings: Settings | None = None) -> None:
        self.app = create_app(Workspace(root), settings or Settings(), port=PORT, clock=Clock())
        self.client = TestClient(self.app, base_url=f"http://127.0.0.1:{PORT}", headers=OWN)
        if name:
            self.post("/name", {"name": name, "next": "/"})

    @property
    def services(self) -> Services:
        return self.app.state.services

    @property
    def everypoint(self) -> Everypoint:
        return self.services.everypoint

    def get(self, path: str, status: int = 200, **query: Any) -> str:
        """A page's HTML; fails where its status is another."""
        answer = self.client.get(path, params=query)
        assert answer.status_code == status, text_of(answer.text)
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
        return answer

    def token(self) -> str:
        """What the forms of this browser carry."""
        return unescape(re.findall('name="token" value="([^"]*)"', self.client.get("/name").text)[0])

    def settle(self) -> None:
        """Wait until no job is under way."""
        self.services.jobs.settle()
        assert not self.services.jobs.under_way()


def text_of(page: str) -> str:
    """What a page says, without its markup, on one line."""
    main = re.sub(r"(?s).*<main[^>]*>|</main>.*", "", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@contextmanager
def running(root: Path) -> Iterator[str]:
    """The app as `everypoint serve` runs it, at a port of its own: its address, without the last slash."""
    with listening(0) as bound:
        port = bound.getsockname()[1]
        config = uvicorn.Config(create_app(Workspace(root), Settings(), port=port), log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)
