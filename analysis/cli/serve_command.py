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

    In a folder that holds no consultation, the page lists those that you have opened before. With --workspace, only
    that one can be opened.

    Example: everypoint serve --port 8137
    """
    with reporting_errors():
        from analysis.web.server import serve as run
        from analysis.workspace import KnownWorkspaces, Settings, Workspace

        here = Workspace(Path(workspace))
        # A team's database holds one workspace, and no list of anybody's folders belongs beside it.
        is_for_one = workspace != HERE or bool(Settings.of_environment().database)
        if is_for_one:
            here.must_exist()
        run(
            here if here.consultation.is_file() else None,
            port,
            _tell,
            open_browser=not no_browser,
            known=None if is_for_one else KnownWorkspaces.of_user(),
        )


def _tell(address: str) -> None:
    typer.echo(f"Everypoint is at {address}")
    typer.echo("Only this computer can open it. There is no log-in: anyone who can use this computer can.")
    typer.echo("Press Ctrl+C to end it.")
