"""Server of the app on this machine: it listens on the loopback address and nowhere else."""

from __future__ import annotations

import gc
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from analysis.errors import EverypointError, OutputError
from analysis.web.app import PORT, create_app
from analysis.web.connections import Connection
from analysis.web.launcher import Launcher
from analysis.web.state import Services
from analysis.workspace import KnownWorkspaces, Workspace

LOOPBACK = "127.0.0.1"

TRIED = 20
"""Ports that are tried, one above the other, where nobody has named one."""

FAREWELL = 2
"""Seconds that pages still being sent have to end when the program is stopped."""

TURN = 0.001
"""Seconds for which a thread that computes goes on while another wants to answer; Python's own are five times that."""


def serve(
    workspace: Workspace | None,
    port: int | None,
    announce_address: Callable[[str], None],
    open_browser: bool = True,
    known: KnownWorkspaces | None = None,
) -> None:
    """Serve the pages until somebody stops the program; ``announce_address`` is called with their address once.

    With the ``known`` workspaces the user can open another one in the browser; without a ``workspace`` they begin with
    the list of these. Raises OutputError where the port is taken, and WorkspaceError where the folder is no workspace.
    """
    bound_socket = open_socket(port)
    chosen_port = bound_socket.getsockname()[1]
    address = f"http://{LOOPBACK}:{chosen_port}/"
    with bound_socket:
        app: ASGIApp
        if known is not None:
            app = launcher = Launcher(known, port=chosen_port)
            if workspace is not None:
                launcher.open(workspace.root)
            services = launcher.services
        else:
            workspace_app = create_app(workspace or Workspace(Path()), port=chosen_port)
            app, services = workspace_app, workspace_app.state.services
        web_server = make_server(app)
        sys.setswitchinterval(TURN)
        announce_address(address)
        arguments = (web_server, services, address if open_browser else "")
        threading.Thread(target=_begin, args=arguments, daemon=True).start()
        web_server.run(sockets=[bound_socket])


def make_server(app: ASGIApp) -> uvicorn.Server:
    """Return the web server of the app: HTTP alone, with bounds on how long and for how many requests it waits."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=FAREWELL,
        )
    )


def open_socket(port: int | None) -> socket.socket:
    """Return a socket that listens on this machine alone, at that port or, without one, the first free one."""
    candidate_ports = range(PORT, PORT + TRIED) if port is None else [port]
    for candidate_port in candidate_ports:
        listening_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if hasattr(socket, "SO_REUSEADDR") and not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                listening_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening_socket.bind((LOOPBACK, candidate_port))
            listening_socket.listen()
            return listening_socket
        except (OSError, OverflowError):
            listening_socket.close()
    raise OutputError(
        f"port {candidate_ports[0]} of this machine is in use by another program; choose another with --port, such as "
        f"--port {PORT + TRIED}"
    )


def _begin(server: uvicorn.Server, services: Services | None, address: str) -> None:
    """Open the browser once the pages are served, and read the responses before anybody asks for them."""
    while not server.started and not server.should_exit:
        time.sleep(0.05)
    if server.started and address:
        webbrowser.open(address)
    with suppress(EverypointError):  # whatever is wrong is told on the page that asks
        if services is not None:
            services.snapshots.get()
    # What was read stays: nobody need look through it for rings again and again, while all pages wait.
    gc.freeze()
