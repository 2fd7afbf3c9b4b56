"""Connections with time limits: how long a begun request may take, and how many may be open at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 10.0
"""Seconds in which a request's head must be whole: a browser on this machine sends it in one piece."""

STALL = 30.0
"""Seconds after which a body of which nothing more comes is given up, though a disk may pause for some."""

MOST = 100
"""Connections at once. A browser opens six; files and sockets of one process may number 256 on some systems."""


class Connection(H11Protocol):
    """A connection that is closed where its request stops half way; uvicorn alone would wait for ever."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head; one connection too many ends that which has kept us waiting longest."""
        super().connection_made(transport)
        self._wait_for(HEAD)
        if len(self.connections) > MOST:
            min(self._waiting(), key=lambda pair: pair[0])[1]._end()

    def data_received(self, data: bytes) -> None:
        """Parse the bytes that have come in, and set the deadline for more."""
        try:
            super().data_received(data)
        except h11.LocalProtocolError:  # what came is no HTTP, and an answer is on its way already
            self.transport.abort()
        client_state = self.conn.their_state
        if client_state is h11.SEND_BODY:
            self._wait_for(STALL)
        elif client_state is not h11.IDLE:
            self._wait_no_more()
        elif self._deadline is None:
            self._wait_for(HEAD)  # a byte at a time moves no deadline

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the deadline."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _waiting(self) -> Iterator[tuple[float, Connection]]:
        """Yield the connections that keep us waiting, this one among them, each with its deadline."""
        for connection in self.connections:
            if isinstance(connection, Connection) and connection._deadline:
                yield connection._deadline.when(), connection

    def _wait_for(self, seconds: float) -> None:
        self._wait_no_more()
        self._deadline = self.loop.call_later(seconds, self._give_up)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self.conn.their_state is h11.SEND_BODY and self.flow.read_paused:
            self._wait_for(STALL)  # it is we who do not read
        else:
            self._end()

    def _end(self) -> None:
        self._wait_no_more()  # so that it is not chosen again before it is gone
        self.transport.abort()
