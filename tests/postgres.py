"""A private PostgreSQL server for the tests: made in a temporary folder, on loopback alone, gone when they end."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from analysis.store import Store
from tests.needs import NO_SHELL
from tests.patience import PATIENCE
from tests.tools import require_tool

ACCOUNT = "postgres"
"""Who runs the server where root runs the tests: PostgreSQL refuses root."""

HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What makes tests fast that no loss of power will interrupt."""

# However the tests end, their end of the pipe closes then, and what waits for that stops the server.
UNTIL_WE_END = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$FOLDER"'


class Server:
    """A running server; every test has a database of its own there, copied from one that has the tables."""

    def __init__(self, address: str) -> None:
        """Remember where it is (``user:password@host:port``) and make the database to copy."""
        self._address = address
        self._numbers = itertools.count(1)
        self._do("CREATE DATABASE {}", "template")
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder), self.url("template"))
            store.chain()
            store.close()

    def url(self, name: str) -> str:
        """A database's address, as EVERYPOINT_DATABASE has it."""
        return f"postgresql+psycopg://{self._address}/{name}"

    @contextmanager
    def database(self, empty: bool = False) -> Iterator[str]:
        """The address of a new database, with the store's tables or quite empty, for as long as it is needed."""
        name = f"test{next(self._numbers)}"
        self._do("CREATE DATABASE {} TEMPLATE {}", name, "template1" if empty else "template")
        try:
            yield self.url(name)
        finally:
            self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(f"postgresql://{self._address}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_server(durable: bool = False) -> Iterator[Server]:
    """A server, for as long as it is needed; the test skips without PostgreSQL. ``durable``: commits reach the disk."""
    if os.name == "nt":
        pytest.skip(NO_SHELL)
    programs = Path(require_tool("postgresql")).resolve().parent
    user = ACCOUNT if os.geteuid() == 0 else None
    folder, password = Path(tempfile.mkdtemp(prefix="everypoint-postgresql-")), secrets.token_hex(16)
    _make(programs, folder, password, user)
    port = _free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["sh", "-c", UNTIL_WE_END, "sh", str(programs / "postgres"), *_options(folder / "data", port, durable)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, "FOLDER": str(folder)},
            user=user,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
        )
    try:
        address = f"{ACCOUNT}:{password}@127.0.0.1:{port}"
        _wait_for(address, process, folder / "log")
        yield Server(address)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _make(programs: Path, folder: Path, password: str, user: str | None) -> None:
    word = folder / "password"
    word.write_text(password, encoding="ascii")
    if user:
        shutil.chown(folder, user)
        shutil.chown(word, user)
    program = [programs / "initdb", "--no-sync", f"--pgdata={folder / 'data'}", "--encoding=UTF8", "--locale=C"]
    who = ["--auth=scram-sha-256", f"--username={ACCOUNT}", f"--pwfile={word}"]
    made = subprocess.run([*program, *who], capture_output=True, user=user, cwd="/")
    if made.returncode != 0:
        shutil.rmtree(folder)
        pytest.fail(f"initdb failed: {made.stderr.decode(errors='replace')}")


def _options(data: Path, port: int, durable: bool) -> list[str]:
    settings = [
        "listen_addresses=127.0.0.1",
        f"port={port}",
        "unix_socket_directories=",
        "shared_buffers=128MB",
        "max_connections=50",
        *([] if durable else HASTY),
    ]
    return ["-D", str(data), *(part for setting in settings for part in ("-c", setting))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(f"postgresql://{address}/postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > end:
                said = log.read_text(errors="replace") if log.exists() else ""
                pytest.fail(f"PostgreSQL did not start: {error}\n{said}")
            time.sleep(0.05)
