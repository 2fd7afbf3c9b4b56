"""`everypoint serve`: the web app on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import HERE, WorkspaceOption, reporting_errors

PortOption = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, help="The port; if left out, the first free one."),
]


def serve(
    port: PortOption = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Open the pages in a browser. Ctrl+C ends it.

    Example: everypoint serve --port 8137
    """
    with reporting_errors():
        from analysis.web.server import serve as run
        from analysis.workspace import Workspace

        run(Workspace(Path(workspace)), port, _tell, open_browser=not no_browser)


def _tell(address: str) -> None:
    typer.echo(f"Everypoint is at {address}")
    typer.echo("It answers this machine only. There is no log-in: whoever can use this machine can open it.")
    typer.echo("Press Ctrl+C to end it.")
