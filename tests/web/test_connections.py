"""Connections that stop half way: they are closed, nobody else waits for them, and nothing of it is a fault of ours."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from uvicorn.server import ServerState

from analysis.web import connections, create_app
from analysis.web.connections import Connection
from analysis.web.server import make_server, open_socket
from analysis.workspace import Settings, Workspace
from tests.builders import make_workspace
from tests.patience import PATIENCE, join, wait_until

HEAD = (
    b"POST /upload HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nCookie: everypoint_name=Sam\r\n"
    b"Content-Type: multipart/form-data; boundary=x\r\n"
)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for nobody."""
    monkeypatch.setattr(connections, "HEAD", 0.2)
    monkeypatch.setattr(connections, "STALL", 0.2)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[uvicorn.Server]:
    with open_socket(0) as bound:
        app = create_app(Workspace(make_workspace(tmp_path / "work")), Settings(), port=bound.getsockname()[1])
        made = make_server(app)
        thread = threading.Thread(target=made.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        wait_until(lambda: made.started, "the server listens")
        yield made
        made.should_exit = True
        join(thread)


@pytest.fixture
def address(server: uvicorn.Server) -> str:
    host, port = server.servers[0].sockets[0].getsockname()
    return f"http://{host}:{port}"


def opened(address: str, sent: bytes = b"") -> socket.socket:
    parts = urlsplit(address)
    made = socket.create_connection((str(parts.hostname), parts.port or 0), timeout=PATIENCE)
    made.sendall(sent.replace(b"%s", parts.netloc.encode()))
    return made


def is_closed(one: socket.socket) -> bool:
    """Whether the other end has gone; waits until it has said something, or gone."""
    try:
        return not one.recv(65_536)
    except ConnectionError:
        return True


def answers(address: str) -> bool:
    """Whether a page comes; a server that waits for nobody may close even this connection before we have spoken."""
    codes: list[int] = []

    def has_answered() -> bool:
        with suppress(httpx.TransportError):
            codes.append(httpx.get(f"{address}/name", timeout=PATIENCE).status_code)
        return bool(codes)

    wait_until(has_answered, "a page comes")
    return codes == [200]


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: %s\r\nX: y"])
def test_half_a_head_is_closed_and_nobody_else_waits(hasty: None, address: str, sent: bytes) -> None:
    half = [opened(address, sent) for _ in range(30)]
    assert answers(address)
    assert all(is_closed(one) for one in half)
    assert answers(address)


def test_a_head_that_comes_byte_by_byte_moves_no_deadline(hasty: None, address: str) -> None:
    slow = opened(address, b"GET / HTTP/1.1\r\nX: ")

    def is_refused() -> bool:
        try:
            slow.sendall(b"y")
        except ConnectionError:
            return True
        return False

    wait_until(is_refused, "the connection is closed")


def test_half_a_body_is_closed_and_is_no_fault(hasty: None, address: str, caplog: pytest.LogCaptureFixture) -> None:
    half = [opened(address, HEAD + b"Content-Length: 100000\r\n\r\n--x\r\n") for _ in range(30)]
    assert answers(address)
    assert all(is_closed(one) for one in half)
    assert answers(address)
    assert not said(caplog)


@pytest.mark.parametrize("sent", [b"", b"--x\r\nContent-Disposition: form-data; name=files; filename=a.txt\r\n\r\nabc"])
@pytest.mark.parametrize("length", [b"Content-Length: 100000", b"Transfer-Encoding: chunked"])
def test_an_upload_that_breaks_off_prints_nothing(
    server: uvicorn.Server,
    address: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    sent: bytes,
    length: bytes,
) -> None:
    chunk = b"%x\r\n%b\r\n" % (len(sent), sent) if sent else b""
    body = sent if length.startswith(b"Content") else chunk
    for _ in range(5):
        opened(address, HEAD + length + b"\r\n\r\n" + body).close()
    assert answers(address)
    wait_until(lambda: not server.server_state.connections and not server.server_state.tasks, "nobody is connected")
    assert not said(caplog)
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "sent",
    [b"\x00\x01\x02\r\n\r\n", b"GET  HTTP\r\n\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
)
def test_what_is_no_request_at_all_is_closed_without_a_traceback(
    address: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    one = opened(address, sent)
    while not is_closed(one):
        pass
    assert answers(address)
    assert "Traceback" not in caplog.text + "".join(capfd.readouterr())


def test_more_connections_than_we_hold_end_those_that_wait_longest(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST", 20)
    monkeypatch.setattr(connections, "HEAD", 1e6)
    half = [opened(address, b"GET / HT") for _ in range(60)]
    assert all(is_closed(one) for one in half[:30]), "those that came first"
    assert answers(address)
    assert not select.select(half[-5:], [], [], 0)[0], "those that came last still wait"


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


# With a clock of our own ----------------------------------------------------------------------------------------------


class Timer:
    def __init__(self, at: float, run: Callable[[], None]) -> None:
        self.at, self.run, self.is_on = at, run, True

    def cancel(self) -> None:
        self.is_on = False

    def when(self) -> float:
        return self.at


class Future:
    def add_done_callback(self, done: Any) -> None:
        """It is never done."""


class Loop:
    """A loop whose time a test moves, and in which no task ever begins."""

    def __init__(self) -> None:
        self.now, self.timers = 0.0, []  # type: float, list[Timer]

    def call_later(self, seconds: float, run: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.now + seconds, run))
        return self.timers[-1]

    def create_task(self, work: Any, **_: Any) -> Any:
        work.close()
        return Future()

    def go_on(self, seconds: float) -> None:
        self.now += seconds
        for timer in [one for one in self.timers if one.is_on and one.at <= self.now]:
            timer.cancel()
            timer.run()


class Transport:
    def __init__(self) -> None:
        self.is_open, self.reads = True, True

    def get_extra_info(self, name: str) -> None:
        return None

    def abort(self) -> None:
        self.is_open = False

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def is_closing(self) -> bool:
        return not self.is_open


async def page(scope: Any, receive: Any, send: Any) -> None:
    """An application that is never asked."""


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def talk(loop: Loop) -> tuple[Connection, Transport]:
    made = Connection(uvicorn.Config(page), ServerState(), {}, loop)  # type: ignore[arg-type]
    transport = Transport()
    made.connection_made(transport)  # type: ignore[arg-type]
    return made, transport


POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"


def test_a_body_that_keeps_coming_is_never_given_up(loop: Loop, talk: tuple[Connection, Transport]) -> None:
    made, transport = talk
    made.data_received(POST)
    for _ in range(50):
        loop.go_on(connections.STALL - 1)
        made.data_received(b"x" * 10)
    assert transport.is_open
    loop.go_on(connections.STALL)
    assert not transport.is_open


def test_a_body_that_we_do_not_read_is_not_given_up(loop: Loop, talk: tuple[Connection, Transport]) -> None:
    made, transport = talk
    made.data_received(POST + b"x" * 100_000)
    assert not transport.reads, "the page has not asked for more"
    loop.go_on(10 * connections.STALL)
    assert transport.is_open
    made.flow.resume_reading()
    loop.go_on(10 * connections.STALL)
    assert not transport.is_open


def test_a_request_that_is_whole_may_take_as_long_as_it_takes(loop: Loop, talk: tuple[Connection, Transport]) -> None:
    made, transport = talk
    made.data_received(b"GET / HT")
    loop.go_on(connections.HEAD - 1)
    made.data_received(b"TP/1.1\r\nHost: a\r\n\r\n")
    loop.go_on(1e6)
    assert transport.is_open


def test_a_head_has_one_deadline(loop: Loop, talk: tuple[Connection, Transport]) -> None:
    made, transport = talk
    for byte in b"GET / HTTP":
        made.data_received(bytes([byte]))
        loop.go_on(connections.HEAD / 9)
    assert not transport.is_open
