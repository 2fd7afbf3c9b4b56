"""The folder: which file is what in a workspace."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from analysis.errors import WorkspaceError, reason_of
from analysis.workspace.bounded_files import NO_FILE, read_file
from analysis.workspace.bundle import bundled, is_bundle

CONSULTATION = "consultation.toml"
RESPONDENTS = "respondents.csv"
AUDITS = "audits"
RESERVED = (CONSULTATION, RESPONDENTS, AUDITS)
"""Names at the top of ``responses/`` that are not documents."""

PAPERS = "consultation"
"""The folder in ``responses/`` of the consultation's own papers."""

NOT_OF_REPORTS = ("web", "workspace")
"""Folders in ``templates/`` of which no report is made."""

REMAINS = re.compile(r"\..+\.\d+\.\d+\.(?:new|old)")
"""What ``output`` calls a file that is not in its place yet, or no longer."""

IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
IGNORED_STARTS = (".", "~$")
"""Files that operating systems and word processors leave beside documents; nobody sent them."""

DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE | re.DOTALL)
"""Names that Windows keeps for devices, whatever stands behind their first full stop."""

SIGNS = '< > : " | ? *'
UNPORTABLE = re.compile(rf"[{SIGNS.replace(' ', '')}\x00-\x1f\x7f]|[. ]$")
"""Signs that Windows allows in no file's name (a colon hides what is written there), and ends that it cuts off."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds one consultation."""

    root: Path

    @property
    def responses(self) -> Path:
        """Return the documents, and what describes them."""
        return self.root / "responses"

    @property
    def consultation(self) -> Path:
        """Return the title, the questions and the codebook."""
        return self.responses / CONSULTATION

    @property
    def respondents(self) -> Path:
        """Return who sent which document, and whether it may be published."""
        return self.responses / RESPONDENTS

    @property
    def reports(self) -> Path:
        """Return what is generated."""
        return self.root / "reports"

    @property
    def report(self) -> Path:
        """Return the report."""
        return self.reports / "report.html"

    @property
    def printed_report(self) -> Path:
        """Return the report as a PDF, where it was printed."""
        return self.report.with_suffix(".pdf")

    @property
    def manifest(self) -> Path:
        """Return what the report was made from."""
        return self.reports / "report.manifest.json"

    @property
    def state(self) -> Path:
        """Return whatever else the tool keeps."""
        return self.root / ".everypoint"

    def must_exist(self) -> None:
        """Raise WorkspaceError unless the folder holds a consultation."""
        if not self.consultation.is_file():
            raise WorkspaceError(
                f"{self.root} is not a workspace: it has no responses/{CONSULTATION}. "
                f"Make one with `everypoint init {self.root}`, or name another with --workspace."
            )

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield whatever lies in ``responses/`` as a document, with its path inside it, in the order of those paths.

        Links, and folders that may not be opened, are among them: ``unfit`` says why they cannot be read. A folder
        that is one source, as Consult keeps it, is there itself and not its files.
        """
        closed_errors: list[OSError] = []
        found_paths: list[Path] = []
        for folder, inner, files in os.walk(self.responses, onerror=closed_errors.append):
            this_folder = Path(folder)
            found_paths.extend(this_folder / file_name for file_name in files)
            found_paths.extend(this_folder / file_name for file_name in inner if (this_folder / file_name).is_symlink())
        found_paths.extend(Path(error.filename) for error in closed_errors)
        paths_by_name = {name_of(path.relative_to(self.responses)): path for path in found_paths}
        documents = {file_name: path for file_name, path in paths_by_name.items() if not_a_document(file_name) is None}
        yield from sorted(bundled(documents).items())

    def clear_remains(self) -> None:
        """Remove what a writer that was killed left half written in ``responses/``; nobody may be writing there."""
        for leftover in self.responses.rglob(".*.*"):
            if REMAINS.fullmatch(leftover.name) and leftover.is_file():
                leftover.unlink(missing_ok=True)

    def unfit(self, path: Path) -> str | None:
        """Return why something in ``responses/`` cannot be read as a document, or None."""
        if path.is_symlink():
            try:
                resolved_path = path.resolve(strict=True)
            except (OSError, RuntimeError):
                return "it is a link that leads nowhere; put the file itself here"
            if not resolved_path.is_relative_to(self.responses.resolve()):
                return "it is a link to something outside responses/; put the file itself here"
            if resolved_path.is_dir():
                return "it is a link to another folder of responses/; what is in that is read there"
        if path.is_dir() and not is_bundle(path):
            return "it is a folder that may not be opened; allow it to be read"
        return None if path.is_file() or path.is_dir() else NO_FILE


def name_of(inside: PurePath) -> str:
    """Return a document's name: its path inside ``responses/``, with what no text can hold escaped."""
    return os.fsencode(inside.as_posix()).decode("utf-8", "backslashreplace")


def is_paper(name: str) -> bool:
    """Return whether a file in ``responses/`` is the consultation's own paper, and nobody's response."""
    first_folder, *inner_parts = PurePath(name).parts
    return first_folder == PAPERS and bool(inner_parts)


def not_a_document(name: str) -> str | None:
    """Return why a file of this name in ``responses/`` is not taken for a document, or None where it is."""
    first_folder = PurePath(name).parts[0]
    if first_folder in RESERVED:
        return f"{first_folder} is a name that the workspace keeps for itself; rename the file"
    if _is_left_behind(name):
        return "it is named like what programs leave behind; rename it if it is a response"
    return None


def not_portable(name: str) -> str | None:
    """Return why a file of this name cannot be kept on every system, or None where it can."""
    for part in PurePath(name).parts:
        if DEVICE.fullmatch(part):
            return f"Windows keeps the name “{part}” for a device, so that nobody there could open it; rename the file"
        if UNPORTABLE.search(part):
            allowed = f"it may not hold any of {SIGNS}, or end with . or a space; rename the file"
            return f"Windows can keep no file called “{part}”: {allowed}"
    return None


def _is_left_behind(name: str) -> bool:
    return any(
        path_part.startswith(IGNORED_STARTS) or path_part.lower() in IGNORED_NAMES for path_part in PurePath(name).parts
    )


def documents_in(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield a file, or every file in a folder and its folders, with the name that it gets inside ``responses/``.

    A folder that is one source is yielded itself, to be kept as an archive.

    What programs leave behind in a folder is passed over; named for itself, a file is always yielded.
    """
    if is_bundle(path):
        yield path, f"{name_of(PurePath(path.resolve().name))}.zip"
        return
    found_files = [file for file in sorted(path.rglob("*")) if not file.is_dir()] if path.is_dir() else []
    files_by_name = {name_of(file.relative_to(path)): file for file in found_files}
    together = bundled({name: file for name, file in files_by_name.items() if not _is_left_behind(name)})
    named_files = [(file, f"{name}.zip" if file.is_dir() else name) for name, file in sorted(together.items())]
    yield from named_files or [(path, name_of(PurePath(path.name)))]


def create(root: Path) -> Workspace:
    """Make a new workspace with a commented consultation.toml, or raise WorkspaceError if there is one already."""
    workspace = Workspace(root)
    try:
        if workspace.consultation.exists():
            raise WorkspaceError(f"{root} is a workspace already; nothing was changed. Edit {workspace.consultation}.")
        workspace.responses.mkdir(parents=True, exist_ok=True)
        workspace.reports.mkdir(exist_ok=True)
        for file_name in (CONSULTATION, RESPONDENTS):
            if not (workspace.responses / file_name).exists():
                (workspace.responses / file_name).write_bytes((starter(workspace.root) / file_name).read_bytes())
    except OSError as error:
        raise WorkspaceError(
            f"{root} cannot be made a workspace: {reason_of(error)}. Choose another folder."
        ) from error
    return workspace


def starter(root: Path) -> Path:
    """Return the folder of the files that a new workspace begins with; raises WorkspaceError where there is none."""
    for folder in template_folders(Workspace(root)):
        if (folder / "workspace").is_dir():
            return folder / "workspace"
    raise WorkspaceError("the installation lacks its folder templates/workspace; install Everypoint again")


def template_folders(workspace: Workspace) -> tuple[Path, ...]:
    """Return where templates are looked for, in this order: the workspace's own, the installed ones, the checkout's.

    An installed package carries ``templates/`` inside it; an editable installation leaves them in the checkout.
    """
    package = Path(__file__).resolve().parents[1]
    return (workspace.root / "templates", package / "templates", package.parent / "templates")


def own_templates(workspace: Workspace) -> dict[str, str]:
    """Return the SHA-256 of each template of the workspace's own that a report is made with, by its name.

    Those of the web pages and of new workspaces are none, nor is one that says what ours of that name says.
    """
    own_folder, *our_folders = template_folders(workspace)
    template_files = {name_of(path.relative_to(own_folder)): path for path in own_folder.rglob("*") if path.is_file()}
    shipped_files = {
        template_name: path
        for template_name, path in template_files.items()
        if PurePath(template_name).parts[0] not in NOT_OF_REPORTS
    }
    contents = {template_name: read_file(path, within=own_folder) for template_name, path in shipped_files.items()}
    shipped = {
        template_name: [read_file(f / template_name) for f in our_folders if (f / template_name).is_file()]
        for template_name in contents
    }
    changed = {
        template_name: content for template_name, content in contents.items() if content not in shipped[template_name]
    }
    return {template_name: hashlib.sha256(content).hexdigest() for template_name, content in sorted(changed.items())}
