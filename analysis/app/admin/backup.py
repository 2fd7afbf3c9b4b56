"""Backup and moving house: a workspace with its store as one file, and a workspace made of such a file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.app.admin.verify_workspace import check
from analysis.app.context import AppContext
from analysis.app.single_file import why
from analysis.errors import EverypointError, OutputError, StoreError, UnreadableError, WorkspaceError
from analysis.rendering.sandbox import SHIPPED
from analysis.store import Chain, Store
from analysis.store.migrations import NEWEST, REVISIONS
from analysis.store.row_transfer import NAMES
from analysis.workspace import Settings, Workspace, name_of, open_file

if TYPE_CHECKING:
    from analysis.exporting import Archive

TEMPLATES = "templates"

FOLDERS = ("responses", "reports", TEMPLATES)
"""What of a workspace moves as files; all else is in the store."""

CHUNK = 1_000_000

STATE = ".everypoint"
"""Where a workspace keeps whatever else there is of it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An archive that was written, with what could not be put into it: links to somewhere else."""

    path: Path
    records: int
    sources: int
    files: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """A workspace that was made of an archive; ``held`` is what ``check`` says, ``fault`` the first that it found.

    ``templates`` are the archive's own, which were taken only if somebody asked for them.
    """

    root: Path
    records: int
    sources: int
    files: int
    templates: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template in an archive that is not one of ours, with what it says."""

    name: str
    sha256: str
    text: str


# Out ------------------------------------------------------------------------------------------------------------------


@dataclass
class _Packing:
    """Counts while the parts of an archive are made."""

    desk: AppContext
    rows: dict[str, int] = field(default_factory=dict)
    end: Chain = field(default_factory=Chain)
    files: dict[str, Path] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def parts(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield everything of the workspace, in an order that is always the same."""
        for name, rows in self.desk.store.every_row():
            yield f"tables/{name}.jsonl", self._lines(name, rows)
        for sha256, path in sorted({source.sha256: source.path for source in self.desk.store.versions()}.items()):
            yield f"sources/{sha256}", [self._bytes(sha256, path)]
        for name, file in sorted(self.files.items()):
            yield name, _content(file)

    def _lines(self, name: str, rows: Iterable[Any]) -> Iterator[bytes]:
        self.rows[name] = 0
        for row in rows:
            self.rows[name] += 1
            if name == "record":
                first = self.end.first if self.end.records else row["head"]
                self.end = Chain(first, row["seq"], row["head"])
            yield json.dumps(row, ensure_ascii=False).encode() + b"\n"

    def _bytes(self, sha256: str, path: str) -> bytes:
        content = self.desk.store.content(sha256)
        if content is None:
            raise StoreError(f"{path}: the bytes kept of it are missing; restore them from a backup, then export again")
        return content

    def facts(self) -> dict[str, Any]:
        """Return what the archive says of itself."""
        end = self.end
        return {"tables": NEWEST, "rows": self.rows, "first": end.first, "records": end.records, "head": end.head}


def export_workspace(desk: AppContext, file: Path) -> Exported:
    """Write everything of a workspace into one archive, whole or not at all; nobody takes in meanwhile.

    Raises OutputError where it cannot be written, and StoreError where bytes of a source are missing.
    """
    from analysis.exporting import write_archive

    _must_be_outside(desk.workspace, file)
    with desk.store.alone():
        packing = _Packing(desk)
        packing.files, packing.left_out = _files_in(desk.workspace)
        write_archive(file, packing.parts, packing.facts)
        sources = len({source.sha256 for source in desk.store.versions()})
    return Exported(file, packing.end.records, sources, len(packing.files), tuple(packing.left_out))


def _must_be_outside(workspace: Workspace, file: Path) -> None:
    for folder in FOLDERS:
        if file.resolve().is_relative_to((workspace.root / folder).resolve()):
            raise OutputError(f"{file} would become part of the workspace there; name a place outside {folder}/")


def _files_in(workspace: Workspace) -> tuple[dict[str, Path], list[str]]:
    """Return the files of a workspace by their names in the archive, and what is none: links elsewhere and to
    folders."""
    found: dict[str, Path] = {}
    left_out: list[str] = []
    for folder in FOLDERS:
        top = workspace.root / folder
        for path in _under(top):
            name = f"{folder}/{name_of(path.relative_to(top))}"
            if path.is_file() and path.resolve().is_relative_to(top.resolve()):
                found[name] = path
            else:
                left_out.append(name)
    return found, sorted(left_out)


def _under(top: Path) -> Iterator[Path]:
    """Yield all files and links in a folder and its folders; raises UnreadableError for a folder that may not be
    opened."""

    def closed(error: OSError) -> None:
        raise UnreadableError(str(error.filename), f"{why(error)}; nothing was exported") from error

    for folder, inner, files in os.walk(top, onerror=closed if top.exists() else None):
        here = Path(folder)
        yield from (here / name for name in files)
        yield from (here / name for name in inner if (here / name).is_symlink())


def _content(path: Path) -> Iterator[bytes]:
    try:
        with open_file(path) as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except OSError as error:
        raise UnreadableError(str(path), f"{why(error)}; nothing was exported") from error


# In -------------------------------------------------------------------------------------------------------------------


def templates_in(file: Path) -> tuple[OwnTemplate, ...]:
    """Return the templates in an archive that are not ours: what the report and the pages would say. Nothing is
    written."""
    from analysis.exporting import open_archive

    with open_archive(file) as archive:
        contents = {name: b"".join(archive.pieces(name)) for name in _own_templates(archive)}
        return tuple(
            OwnTemplate(name, archive.digests[name], content.decode("utf-8", "backslashreplace"))
            for name, content in contents.items()
        )


def import_workspace(
    file: Path, root: Path, settings: Settings | None = None, with_templates: bool = False
) -> Imported:
    """Make a workspace and its store of an archive, as they were, and check it; the folder and the store must be empty.

    The archive's own templates stay out, unless ``with_templates``: they decide what pages say. Nothing is written
    where the archive does not hold: UnreadableError; WorkspaceError or StoreError where the place is not empty.
    """
    from analysis.exporting import open_archive

    url = (settings or Settings.of_environment()).database
    root = root.resolve()
    _must_be_empty(root)
    with open_archive(file) as archive:
        end = _end(archive, file)
        if url:
            _told_empty(Store(root / STATE, url))
        own = _own_templates(archive)
        names = [*_names(archive), *(own if with_templates else ())]
        made = Imported(root, end.records, len(archive.under("sources")), len(names), tuple(own))
        _settle_in(archive, names, root, url, end)
    return _checked(made, url)


def _must_be_empty(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise WorkspaceError(f"{root} is a file; name a folder that is not there yet")
    if root.exists() and any(root.iterdir()):
        raise WorkspaceError(
            f"{root} is not empty; nothing was changed: name a folder that is not there yet, "
            "or delete what an import that was broken off has left in it"
        )


def _told_empty(store: Store) -> None:
    try:
        store.must_be_empty()
    finally:
        store.close()


def _end(archive: Archive, file: Path) -> Chain:
    """Return where the chain in the archive ends; raises UnreadableError where its tables are not this version's."""
    facts = archive.facts
    if facts.get("tables") not in REVISIONS:
        raise UnreadableError(str(file), "its store was written by a newer version of Everypoint; install that one")
    tables = {name.removeprefix("tables/").removesuffix(".jsonl") for name in archive.under("tables")}
    if tables and tables != set(NAMES):
        raise UnreadableError(str(file), "it has not the tables that it should have; take another copy of the archive")
    if "responses/consultation.toml" not in archive.sizes:
        raise UnreadableError(str(file), "it holds no workspace: responses/consultation.toml is missing in it")
    for name in archive.under("sources"):
        if archive.digests[name] != name.removeprefix("sources/"):
            raise UnreadableError(str(file), f"{name} in it holds other bytes than its name says; take another copy")
    return Chain(str(facts["first"]), int(facts["records"]), str(facts["head"]))


def _names(archive: Archive) -> list[str]:
    """Return what is taken out of an archive without being asked for."""
    return [name for folder in FOLDERS if folder != TEMPLATES for name in archive.under(folder)]


def _own_templates(archive: Archive) -> list[str]:
    """Return the templates in an archive that are not, byte for byte, the ones that come with Everypoint."""
    return [name for name in archive.under(TEMPLATES) if archive.digests[name] not in _shipped(name)]


def _shipped(name: str) -> set[str]:
    """Return the SHA-256 of our own template of a name."""
    files = [folder.parent / name for folder in SHIPPED]
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}


def _settle_in(archive: Archive, names: Sequence[str], root: Path, url: str, end: Chain) -> None:
    """Unpack inside the empty folder, then put everything in its place; what fails leaves nothing.

    ``responses/`` comes last: before it is there, nobody takes the folder for a workspace. A store in a file is filled
    before that. One on a server is filled after it, because there a record can never be taken back; until then the
    workspace expects records that are missing, and ``check`` says so.
    """
    from analysis.exporting.workspace_archive import unpack

    is_new = not root.exists()
    part = root / f".import-{os.getpid()}"
    try:
        unpack(archive, names, part)
        store = Store(part / STATE)
        store.expect(end)
        if not url:
            _fill(archive, store, end)
        for name in (STATE, *reversed(FOLDERS)):
            if (part / name).exists():
                (part / name).replace(root / name)
        part.rmdir()
        if url:
            _fill(archive, Store(root / STATE, url), end)
    except BaseException as error:
        _clear(root, is_new)
        if isinstance(error, OSError):
            raise OutputError(f"{root} cannot be written: {why(error)}; nothing was kept of it") from error
        raise


def _clear(root: Path, wholly: bool) -> None:
    """Take away what was put into a folder that was empty, and a folder that was not there at all."""
    for path in root.iterdir() if root.is_dir() else ():
        shutil.rmtree(path, ignore_errors=True)
    if wholly:
        with suppress(OSError):
            root.rmdir()


def _fill(archive: Archive, store: Store, end: Chain) -> None:
    if end.records == 0:
        return
    tables = ((name, map(json.loads, archive.lines(f"tables/{name}.jsonl"))) for name in NAMES)
    contents = ((name.rpartition("/")[2], b"".join(archive.pieces(name))) for name in archive.under("sources"))
    try:
        store.restore(tables, contents, (end.records, end.head))
    except ValueError as error:
        raise UnreadableError("the archive", "a table in it is damaged; take another copy of the archive") from error
    finally:
        store.close()


def _checked(made: Imported, url: str) -> Imported:
    """Return the workspace with what ``check`` says of it; a fault that it had before it moved is no reason to lose
    it."""
    desk = AppContext(Workspace(made.root), settings=Settings(database=url))
    try:
        held, fault = tuple(check(desk)), None
    except EverypointError as error:
        held, fault = (), str(error)
    finally:
        desk.store.close()
    return replace(made, held=held, fault=fault)
