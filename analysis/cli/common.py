"""Shared parts of every command: options, opening the workspace, and reporting errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from analysis.cli import output
from analysis.errors import EverypointError, UnreadableError, fault_message, reason_of
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.context import AppContext
    from analysis.app.snapshot.snapshot import Snapshot
    from analysis.model import Coder, Skipped

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", metavar="DIR", help="The folder that holds responses/ and reports/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name; if left out, that of your account.")]
ClusterOption = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Score points on the workers of a Dask scheduler, such as tcp://host:8786; they see the texts.",
    ),
]
HERE = Path()


class PlainlyRefusing(TyperGroup):
    """Commands that refuse a value in the words of the command line, without those of the library that checked it."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


def opened(folder: Path, cluster: str = "") -> AppContext:
    """Return the workspace in a folder, opened; ``cluster`` is used rather than the one that the environment names.

    Raises ClusterError where that is no address of a scheduler.
    """
    from analysis.app.context import AppContext
    from analysis.cli.progress_bars import track
    from analysis.workspace import Settings, Workspace

    settings = Settings.of_environment()
    if cluster:
        from analysis.app.coding.cluster import check_address

        check_address(cluster)
    return AppContext(
        Workspace(folder), track=track, settings=replace(settings, cluster=cluster) if cluster else settings
    )


def taken(folder: Path, keep: bool = True) -> tuple[AppContext, Snapshot]:
    """Return the workspace in a folder, opened, and how it stands; with ``keep`` what is new of it is recorded."""
    from analysis.app.snapshot.taking import take

    app = opened(folder)
    return app, take(app, keep)


def person_of(by: str) -> Coder:
    """Return who acts: the person named with --by, or this system's user."""
    from analysis.model import Coder

    return Coder.person(by or system_user("--by"))


@contextmanager
def reporting_errors(as_json: bool = False) -> Iterator[None]:
    """Turn errors into their message and exit status; where a program reads, into one JSON object as well."""
    try:
        yield
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except EverypointError as error:
        fail(str(error), error.exit_status, as_json)
    except KeyboardInterrupt:
        fail("Stopped. What was done before is kept; run the command again to go on.", 130, as_json)
    except OSError as error:
        fail(f"{error.filename or 'The system'}: {reason_of(error)}", 1, as_json)
    except Exception as error:
        fail(fault_message(error), 1, as_json)


def fail(message: str, status: int, as_json: bool) -> NoReturn:
    """End with a message and an exit status."""
    if as_json:
        output.as_json({"error": message})
    typer.echo(f"everypoint: {message}", err=True)
    raise typer.Exit(status)


def warn_of(skips: Sequence[Skipped]) -> None:
    """Print a warning where something could not be read that is missed; the report lists it with its reason."""
    unread_count = sum(not skipped_file.is_harmless for skipped_file in skips)
    if unread_count:
        were = "was" if unread_count == 1 else "were"
        unread = plural(unread_count, "file or part of a file", "files or parts of files")
        typer.echo(f"warning     {unread} {were} not read; the report lists each with the reason", err=True)


def is_undone(skips: Sequence[Skipped], response_count: int) -> bool:
    """Return whether a command did not do its job: no response at all was read, or no answer of a table of them."""
    is_anything_missed = any(not skipped_file.is_harmless for skipped_file in skips)
    return (is_anything_missed and not response_count) or any(skipped_file.is_unread_table for skipped_file in skips)


def system_user(option: str) -> str:
    """Return the name of this system's user; raise UnreadableError where they have none, as in some containers."""
    try:
        return getuser()
    except (ImportError, KeyError, OSError) as error:
        raise UnreadableError(option, f"your account has no name; give yours with {option}") from error


def user_or(nobody: str) -> str:
    """Return the name of this system's user, or what to call them where they have none."""
    try:
        return system_user("")
    except UnreadableError:
        return nobody


def as_share(text: str, option: str) -> float:
    """Return a share such as 5% as 0.05; raises BadParameter for anything else."""
    try:
        share = float(text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise typer.BadParameter(f"{option} must be a share such as 5% or 0.05, and is {text}")
    return share
