"""Known workspaces: the folders that this user has opened on this machine, listed in their own configuration folder.

The list holds paths and titles and nothing of what respondents sent. A list that cannot be read is an empty one, and
one that cannot be written is not kept: nothing else depends on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_config_path, user_documents_path

from analysis.errors import EverypointError, WorkspaceError
from analysis.workspace.atomic_writes import write_together
from analysis.workspace.bounded_files import read_file
from analysis.workspace.consultation_toml import load_consultation
from analysis.workspace.folder import Workspace

APPLICATION = "everypoint"

LIST = "workspaces.json"

MOST = 50
"""Workspaces that are remembered: the ones opened last."""

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class KnownWorkspace:
    """A workspace that was opened before; ``is_there`` is False where its folder has been moved or deleted."""

    folder: str
    title: str
    opened: str
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class KnownWorkspaces:
    """The list of the workspaces that were opened, the last one first; ``home`` is the folder of the list."""

    home: Path

    @classmethod
    def of_user(cls) -> KnownWorkspaces:
        """Return the list of whoever runs the program, where their system keeps such things."""
        return cls(user_config_path(APPLICATION, appauthor=False))

    def listed(self) -> tuple[KnownWorkspace, ...]:
        """Return the workspaces that were opened, with the titles that they have now."""
        return tuple(map(_as_now, self._read()))

    def note(self, workspace: Workspace, opened: str) -> None:
        """Put a workspace first in the list; ``opened`` is the time."""
        folder = str(workspace.root.resolve())
        noted = KnownWorkspace(folder, _title_of(workspace) or workspace.root.name, opened)
        self._write([noted, *(known for known in self._read() if known.folder != folder)])

    def forget(self, folder: str) -> None:
        """Take a workspace off the list; its folder stays as it is."""
        self._write(known for known in self._read() if known.folder != folder)

    def _read(self) -> list[KnownWorkspace]:
        try:
            entries = json.loads(read_file(self.home / LIST, MOST_BYTES))
            known = [KnownWorkspace(str(one["folder"]), str(one["title"]), str(one["opened"])) for one in entries]
        except (OSError, ValueError, TypeError, KeyError, LookupError):
            return []
        return known[:MOST]

    def _write(self, known: Iterable[KnownWorkspace]) -> None:
        entries = [asdict(one) for one in known][:MOST]
        with suppress(EverypointError, OSError):
            write_together({self.home / LIST: json.dumps(entries, ensure_ascii=False, indent=1).encode()})


def named_folder(typed: str) -> Path:
    """Return the folder that somebody names, "~" being their own; raises WorkspaceError where it can be none."""
    try:
        folder = Path(typed).expanduser()
        folder.resolve()  # no name of a file can hold what this refuses
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkspaceError(f"“{typed}” is not a folder on this computer. Enter the full path of one") from error
    return folder


def new_folder(name: str) -> Path:
    """Return a folder of this name, for a new workspace, in the user's documents; with a number where there is one."""
    parent = user_documents_path() / "Everypoint"
    candidates = (parent / (name if number == 1 else f"{name}-{number}") for number in range(1, 1_000))
    return next((folder for folder in candidates if not folder.exists()), parent / name)


def _as_now(known: KnownWorkspace) -> KnownWorkspace:
    workspace = Workspace(Path(known.folder))
    try:
        is_there = workspace.consultation.is_file()
    except OSError:  # a drive that does not answer
        is_there = False
    title = (_title_of(workspace) if is_there else "") or known.title
    return KnownWorkspace(known.folder, title, known.opened, is_there)


def _title_of(workspace: Workspace) -> str:
    with suppress(EverypointError):
        return load_consultation(workspace.consultation).title
    return ""
