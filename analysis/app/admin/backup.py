"""Backup and restore: export a workspace with its store as one archive, and import such an archive."""

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

_TABLES_OF_OLD = {"record", "salt", "erased", "source", "document", "coding"}
"""Tables that every store has had; one written by an earlier version lacks those that came later."""

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

    app: AppContext
    rows: dict[str, int] = field(default_factory=dict)
    end: Chain = field(default_factory=Chain)
    files: dict[str, Path] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def parts(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield everything of the workspace, in an order that is always the same."""
        for part_name, table_rows in self.app.store.every_row():
            yield f"tables/{part_name}.jsonl", self._lines(part_name, table_rows)
        for sha256, source_path in sorted({source.sha256: source.path for source in self.app.store.versions()}.items()):
            yield f"sources/{sha256}", [self._bytes(sha256, source_path)]
        for sha256 in self.app.store.table_digests():
            yield f"codings/{sha256}", [self._bytes(sha256, "a machine's codings")]
        for part_name, file_path in sorted(self.files.items()):
            yield part_name, _content(file_path)

    def _lines(self, table_name: str, table_rows: Iterable[Any]) -> Iterator[bytes]:
        self.rows[table_name] = 0
        for table_row in table_rows:
            self.rows[table_name] += 1
            if table_name == "record":
                first_head = self.end.first if self.end.records else table_row["head"]
                self.end = Chain(first_head, table_row["seq"], table_row["head"])
            yield json.dumps(table_row, ensure_ascii=False).encode() + b"\n"

    def _bytes(self, sha256: str, source_path: str) -> bytes:
        content = self.app.store.content(sha256)
        if content is None:
            raise StoreError(
                f"{source_path}: the bytes kept of it are missing; restore them from a backup, then export again"
            )
        return content

    def facts(self) -> dict[str, Any]:
        """Return what the archive says of itself."""
        chain_end = self.end
        return {
            "tables": NEWEST,
            "rows": self.rows,
            "first": chain_end.first,
            "records": chain_end.records,
            "head": chain_end.head,
        }


def export_workspace(app: AppContext, archive_path: Path) -> Exported:
    """Write everything of a workspace into one archive, whole or not at all; nobody takes in meanwhile.

    Raises OutputError where it cannot be written, and StoreError where bytes of a source are missing.
    """
    from analysis.exporting import write_archive

    _must_be_outside(app.workspace, archive_path)
    with app.store.alone():
        packed_parts = _Packing(app)
        packed_parts.files, packed_parts.left_out = _files_in(app.workspace)
        write_archive(archive_path, packed_parts.parts, packed_parts.facts)
        source_count = len({source.sha256 for source in app.store.versions()})
    return Exported(
        archive_path, packed_parts.end.records, source_count, len(packed_parts.files), tuple(packed_parts.left_out)
    )


def _must_be_outside(workspace: Workspace, archive_path: Path) -> None:
    for folder in FOLDERS:
        if archive_path.resolve().is_relative_to((workspace.root / folder).resolve()):
            raise OutputError(
                f"{archive_path} would become part of the workspace there; name a place outside {folder}/"
            )


def _files_in(workspace: Workspace) -> tuple[dict[str, Path], list[str]]:
    """Return a workspace's files by their names in the archive, and what is none: links elsewhere, to folders."""
    files_by_name: dict[str, Path] = {}
    left_out_names: list[str] = []
    for folder in FOLDERS:
        top_folder = workspace.root / folder
        for file_path in _files_under(top_folder):
            archive_name = f"{folder}/{name_of(file_path.relative_to(top_folder))}"
            if file_path.is_file() and file_path.resolve().is_relative_to(top_folder.resolve()):
                files_by_name[archive_name] = file_path
            else:
                left_out_names.append(archive_name)
    return files_by_name, sorted(left_out_names)


def _files_under(top_folder: Path) -> Iterator[Path]:
    """Yield all files and links below a folder; raises UnreadableError for a folder that may not be opened."""

    def raise_unreadable(error: OSError) -> None:
        raise UnreadableError(str(error.filename), f"{why(error)}; nothing was exported") from error

    for folder, inner_folders, file_names in os.walk(
        top_folder, onerror=raise_unreadable if top_folder.exists() else None
    ):
        folder_path = Path(folder)
        yield from (folder_path / entry_name for entry_name in file_names)
        yield from (folder_path / entry_name for entry_name in inner_folders if (folder_path / entry_name).is_symlink())


def _content(file_path: Path) -> Iterator[bytes]:
    try:
        with open_file(file_path) as stream:
            while content_chunk := stream.read(CHUNK):
                yield content_chunk
    except OSError as error:
        raise UnreadableError(str(file_path), f"{why(error)}; nothing was exported") from error


# In -------------------------------------------------------------------------------------------------------------------


def templates_in(archive_path: Path) -> tuple[OwnTemplate, ...]:
    """Return the templates in an archive that are not ours. Nothing is written."""
    from analysis.exporting import open_archive

    with open_archive(archive_path) as archive:
        template_contents = {
            template_name: b"".join(archive.pieces(template_name)) for template_name in _own_templates(archive)
        }
        return tuple(
            OwnTemplate(template_name, archive.digests[template_name], content.decode("utf-8", "backslashreplace"))
            for template_name, content in template_contents.items()
        )


def import_workspace(
    archive_path: Path, root: Path, settings: Settings | None = None, with_templates: bool = False
) -> Imported:
    """Make a workspace and its store of an archive, as they were, and check it; the folder and the store must be empty.

    The archive's own templates stay out, unless ``with_templates``: they decide what pages say. Nothing is written
    where the archive does not hold: UnreadableError; WorkspaceError or StoreError where the place is not empty.
    """
    from analysis.exporting import open_archive

    database_url = (settings or Settings.of_environment()).database
    root = root.resolve()
    _must_be_empty(root)
    with open_archive(archive_path) as archive:
        chain_end = _read_chain_end(archive, archive_path)
        if database_url:
            _check_empty_store(Store(root / STATE, database_url))
        template_names = _own_templates(archive)
        unasked = [name for folder in FOLDERS if folder != TEMPLATES for name in archive.under(folder)]
        wanted_names = [*unasked, *(template_names if with_templates else ())]
        imported = Imported(
            root, chain_end.records, len(archive.under("sources")), len(wanted_names), tuple(template_names)
        )
        _unpack_into(archive, wanted_names, root, database_url, chain_end)
    return _checked(imported, database_url)


def _must_be_empty(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise WorkspaceError(f"{root} is a file; name a folder that is not there yet")
    if root.exists() and any(root.iterdir()):
        raise WorkspaceError(
            f"{root} is not empty; nothing was changed: name a folder that is not there yet, "
            "or delete what an interrupted import left in it"
        )


def _check_empty_store(store: Store) -> None:
    try:
        store.must_be_empty()
    finally:
        store.close()


def _read_chain_end(archive: Archive, archive_path: Path) -> Chain:
    """Return where the chain in the archive ends; raises UnreadableError where its tables are not this version's."""
    archive_facts = archive.facts
    if archive_facts.get("tables") not in REVISIONS:
        raise UnreadableError(
            str(archive_path), "its store was written by a newer version of Everypoint; install that one"
        )
    table_names = {part_name.removeprefix("tables/").removesuffix(".jsonl") for part_name in archive.under("tables")}
    if table_names and not _TABLES_OF_OLD <= table_names <= set(NAMES):
        raise UnreadableError(
            str(archive_path), "it does not hold the tables that it should; take another copy of the archive"
        )
    if "responses/consultation.toml" not in archive.sizes:
        raise UnreadableError(str(archive_path), "it holds no workspace: it has no responses/consultation.toml")
    for part_name in (*archive.under("sources"), *archive.under("codings")):
        if archive.digests[part_name] != part_name.partition("/")[2]:
            raise UnreadableError(
                str(archive_path), f"{part_name} in it holds other bytes than its name says; take another copy"
            )
    return Chain(str(archive_facts["first"]), int(archive_facts["records"]), str(archive_facts["head"]))


def _own_templates(archive: Archive) -> list[str]:
    """Return the templates in an archive that are not, byte for byte, the ones that come with Everypoint."""
    return [
        template_name
        for template_name in archive.under(TEMPLATES)
        if archive.digests[template_name] not in _shipped(template_name)
    ]


def _shipped(template_name: str) -> set[str]:
    """Return the SHA-256 of our own template of a name."""
    shipped_files = [folder.parent / template_name for folder in SHIPPED]
    return {
        hashlib.sha256(shipped_file.read_bytes()).hexdigest()
        for shipped_file in shipped_files
        if shipped_file.is_file()
    }


def _unpack_into(
    archive: Archive, wanted_names: Sequence[str], root: Path, database_url: str, chain_end: Chain
) -> None:
    """Unpack inside the empty folder, then put everything in its place; what fails leaves nothing.

    ``responses/`` comes last: before it is there, nobody takes the folder for a workspace. A store in a file is filled
    before that. One on a server is filled after it, because there a record can never be taken back; until then the
    workspace expects records that are missing, and ``check`` says so.
    """
    from analysis.exporting.workspace_archive import unpack

    is_new = not root.exists()
    partial_folder = root / f".import-{os.getpid()}"
    try:
        unpack(archive, wanted_names, partial_folder)
        store = Store(partial_folder / STATE)
        store.expect(chain_end)
        if not database_url:
            _fill_store(archive, store, chain_end)
        for part_name in (STATE, *reversed(FOLDERS)):
            if (partial_folder / part_name).exists():
                (partial_folder / part_name).replace(root / part_name)
        partial_folder.rmdir()
        if database_url:
            _fill_store(archive, Store(root / STATE, database_url), chain_end)
    except BaseException as error:
        _clear_folder(root, is_new)
        if isinstance(error, OSError):
            raise OutputError(f"{root} cannot be written: {why(error)}; nothing was kept of it") from error
        raise


def _clear_folder(root: Path, is_new: bool) -> None:
    """Take away what was put into a folder that was empty, and a folder that was not there at all."""
    for entry_path in root.iterdir() if root.is_dir() else ():
        shutil.rmtree(entry_path, ignore_errors=True)
    if is_new:
        with suppress(OSError):
            root.rmdir()


def _fill_store(archive: Archive, store: Store, chain_end: Chain) -> None:
    if chain_end.records == 0:
        return
    table_rows = (
        (name, map(json.loads, archive.lines(f"tables/{name}.jsonl")))
        for name in NAMES
        if f"tables/{name}.jsonl" in archive.sizes
    )
    contents = (
        (part_name.partition("/")[2], b"".join(archive.pieces(part_name)))
        for folder in ("sources", "codings")
        for part_name in archive.under(folder)
    )
    try:
        store.restore(table_rows, contents, (chain_end.records, chain_end.head))
    except ValueError as error:
        raise UnreadableError("the archive", "a table in it is damaged; take another copy of the archive") from error
    finally:
        store.close()


def _checked(imported: Imported, database_url: str) -> Imported:
    """Return the workspace with what ``check`` says of it; a fault from before it moved does not lose it."""
    app = AppContext(Workspace(imported.root), settings=Settings(database=database_url))
    try:
        check_lines, first_fault = tuple(check(app)), None
    except EverypointError as error:
        check_lines, first_fault = (), str(error)
    finally:
        app.store.close()
    return replace(imported, held=check_lines, fault=first_fault)
