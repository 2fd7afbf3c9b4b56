"""The folder: which file is what in a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import WorkspaceError

CONSULTATION = "consultation.toml"
RESPONDENTS = "respondents.csv"
AUDITS = "audits"
RESERVED = (CONSULTATION, RESPONDENTS, AUDITS)
"""Names at the top of ``responses/`` that are not documents."""

IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
IGNORED_STARTS = (".", "~$")
"""What operating systems and word processors leave beside documents; nobody sent it."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds one consultation."""

    root: Path

    @property
    def responses(self) -> Path:
        """The documents, and what describes them."""
        return self.root / "responses"

    @property
    def consultation(self) -> Path:
        """The title, the questions and the codebook."""
        return self.responses / CONSULTATION

    @property
    def respondents(self) -> Path:
        """Who sent which document, and whether it may be published."""
        return self.responses / RESPONDENTS

    @property
    def reports(self) -> Path:
        """What is generated."""
        return self.root / "reports"

    @property
    def state(self) -> Path:
        """Whatever else the tool keeps."""
        return self.root / ".everypoint"

    def must_exist(self) -> None:
        """Raise WorkspaceError unless the folder holds a consultation."""
        if not self.consultation.is_file():
            raise WorkspaceError(
                f"{self.root} is not a workspace: it has no responses/{CONSULTATION}. "
                f"Make one with `everypoint init {self.root}`, or name another with --workspace."
            )

    def files(self) -> Iterator[tuple[str, Path]]:
        """The documents in ``responses/`` with their paths inside it, in the order of those paths."""
        found = {}
        for path in self.responses.rglob("*"):
            inside = path.relative_to(self.responses)
            if not path.is_dir() and not _is_reserved(inside):
                found[inside.as_posix()] = path
        yield from sorted(found.items())

    def leads_outside(self, path: Path) -> bool:
        """Whether a document is a link to somewhere that is not in ``responses/``."""
        return not path.resolve().is_relative_to(self.responses.resolve())


def _is_reserved(inside: Path) -> bool:
    if any(part.startswith(IGNORED_STARTS) or part.lower() in IGNORED_NAMES for part in inside.parts):
        return True
    return inside.parts[0] in RESERVED


def create(root: Path) -> Workspace:
    """Make a new workspace with a commented consultation.toml, or raise WorkspaceError if there is one already."""
    workspace = Workspace(root)
    if workspace.consultation.exists():
        raise WorkspaceError(f"{root} is a workspace already; nothing was changed. Edit {workspace.consultation}.")
    starter = next(folder / "workspace" for folder in template_folders(workspace) if (folder / "workspace").is_dir())
    try:
        workspace.responses.mkdir(parents=True, exist_ok=True)
        workspace.reports.mkdir(exist_ok=True)
        for name in (CONSULTATION, RESPONDENTS):
            if not (workspace.responses / name).exists():
                (workspace.responses / name).write_bytes((starter / name).read_bytes())
    except OSError as error:
        raise WorkspaceError(f"{root} cannot be made a workspace: {error.strerror}. Choose another folder.") from error
    return workspace


def template_folders(workspace: Workspace) -> tuple[Path, ...]:
    """Where templates are looked for, first found first served: the workspace's own, the installed ones, the checkout's.

    An installed package carries ``templates/`` inside it; an editable installation leaves them in the checkout.
    """
    package = Path(__file__).resolve().parents[1]
    return (workspace.root / "templates", package / "templates", package.parent / "templates")
