"""Backup and moving house: everything is there again, in either database, or nothing is."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.admin.backup import export_workspace, import_workspace, templates_in
from analysis.app.audit.sheet_io import SheetRequest, export_audits
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.errors import OutputError, StoreError, UnreadableError, WorkspaceError
from analysis.model import CoderKind
from analysis.store import Store
from analysis.store.migrations import NEWEST
from analysis.workspace import Settings, Workspace
from tests.builders import LETTER, NOTES, PAGE, ROOT, Clock, make_coding, make_workspace, person
from tests.needs import needs_posix
from tests.postgres import Server, running_server

FILES = {"letter.txt": LETTER, "notes.md": NOTES, "web/pagé.html": PAGE, "same.txt": LETTER, "scan.pdf": b"%PDF-1.7\n"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL server; without one the test skips."""
    with running_server() as running:
        yield running


def opened(root: Path, url: str = "") -> AppContext:
    return AppContext(Workspace(root), clock=Clock(), settings=Settings(url))


def lived_in(root: Path, url: str = "") -> AppContext:
    """A workspace in which documents changed, people judged, a report was made and a response was erased."""
    app = opened(make_workspace(root, FILES), url)
    publish.report(app)
    (app.workspace.responses / "notes.md").write_text(NOTES + "\n3. One more.\n", encoding="utf-8")
    publish.report(app)
    point = next(ingest.find(app, "letter.txt").points).key
    app.store.append([make_coding(point, ["funding"], by=person("ann"))])
    (app.workspace.responses / "same.txt").unlink()
    app.store.erase_sources(["same.txt"], "Dan", "they asked", app.clock())
    export_audits(app, app.workspace.responses / "audits" / "ann.csv", "Ann", SheetRequest())
    (root / "templates").mkdir()
    (root / "templates" / "mine.j2").write_text("mine", encoding="utf-8")
    publish.report(app)
    return app


def rows(store: Store) -> dict[str, list[object]]:
    return {name: list(found) for name, found in store.every_row()}


def tree(root: Path) -> dict[str, bytes]:
    found = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".everypoint")}


@pytest.fixture(scope="module")
def _lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lived-in")
    app = lived_in(folder / "work")
    export_workspace(app, folder / "a.zip")
    app.store.close()
    return folder


@pytest.fixture
def app(_lived_in: Path, tmp_path: Path) -> AppContext:
    """A workspace that somebody has worked in."""
    shutil.copytree(_lived_in / "work", tmp_path / "work")
    return opened(tmp_path / "work")


@pytest.fixture
def archive(_lived_in: Path, tmp_path: Path) -> Path:
    """The same workspace in one file."""
    return Path(shutil.copy(_lived_in / "a.zip", tmp_path / "a.zip"))


def test_a_workspace_is_there_again_record_by_record_and_byte_by_byte(
    app: AppContext, archive: Path, tmp_path: Path
) -> None:
    made = import_workspace(archive, tmp_path / "new", Settings(), with_templates=True)
    assert (made.fault, made.records, made.sources) == (None, app.store.chain().records, 5)
    again = opened(tmp_path / "new")
    assert rows(again.store) == rows(app.store)
    assert again.store.chain() == app.store.chain()
    assert tree(tmp_path / "new") == tree(app.workspace.root)
    for source in app.store.versions():
        assert again.store.content(source.sha256) == app.store.content(source.sha256)
    assert list(made.held) == verify_workspace.check(again) == verify_workspace.check(app)
    assert not publish.report(again).changed


def test_an_export_of_what_was_imported_is_the_same_file(archive: Path, tmp_path: Path) -> None:
    import_workspace(archive, tmp_path / "new", Settings(), with_templates=True)
    export_workspace(opened(tmp_path / "new"), tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == archive.read_bytes()


def test_a_workspace_moves_to_a_server_and_back(app: AppContext, archive: Path, tmp_path: Path, server: Server) -> None:
    before = rows(app.store)
    with server.database(empty=True) as url:
        made = import_workspace(archive, tmp_path / "on-server", Settings(url), with_templates=True)
        assert made.fault is None, made.fault
        moved = opened(tmp_path / "on-server", url)
        with closing(moved.store):
            assert rows(moved.store) == before
            assert not (tmp_path / "on-server" / ".everypoint" / "everypoint.sqlite3").exists()
            export_workspace(moved, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == archive.read_bytes()
    back = import_workspace(tmp_path / "b.zip", tmp_path / "back", Settings())
    assert back.fault is None
    assert rows(opened(tmp_path / "back").store) == before


def test_a_server_that_holds_a_consultation_is_left_alone(archive: Path, tmp_path: Path, server: Server) -> None:
    with server.database() as url:
        import_workspace(archive, tmp_path / "one", Settings(url))
        with closing(Store(tmp_path / "one" / ".everypoint", url)) as store:
            before = rows(store)
            with pytest.raises(StoreError, match="the database holds a consultation already; nothing was changed"):
                import_workspace(archive, tmp_path / "two", Settings(url))
            assert rows(store) == before
    assert not (tmp_path / "two").exists()


def test_records_that_do_not_hold_reach_no_server(archive: Path, tmp_path: Path, server: Server) -> None:
    tamper(archive, "tables/coding_table.jsonl", b'"coder": "', b'"coder": "0')
    with server.database() as url:
        with pytest.raises(StoreError, match=r"record [\d,]+ \(coding_table\) has been changed"):
            import_workspace(archive, tmp_path / "new", Settings(url))
        with closing(Store(tmp_path / "new" / ".everypoint", url)) as store:
            assert store.chain().records == 0
            assert not any(rows(store).values())
    assert not (tmp_path / "new").exists()


def test_templates_stay_out_unless_somebody_asks_for_them(archive: Path, tmp_path: Path) -> None:
    made = import_workspace(archive, tmp_path / "new", Settings())
    assert (made.templates, made.fault) == (("templates/mine.j2",), None)
    assert not (tmp_path / "new" / "templates").exists()
    assert made.held[-1].startswith("the report is the one that its manifest describes; the workspace's templates have")
    (own,) = templates_in(archive)
    assert (own.name, own.text) == ("templates/mine.j2", "mine")


def test_templates_that_are_ours_are_not_spoken_of(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "work", {"letter.txt": LETTER})
    shutil.copytree(ROOT / "templates", root / "templates")
    export_workspace(opened(root), tmp_path / "a.zip")
    assert templates_in(tmp_path / "a.zip") == ()
    assert import_workspace(tmp_path / "a.zip", tmp_path / "new", Settings()).templates == ()


def test_an_untouched_workspace_moves_too(tmp_path: Path) -> None:
    app = opened(make_workspace(tmp_path / "work", {"letter.txt": LETTER}))
    made = export_workspace(app, tmp_path / "a.zip")
    assert (made.records, made.sources, made.files) == (0, 0, 2)
    assert import_workspace(tmp_path / "a.zip", tmp_path / "new", Settings()).fault is None
    assert publish.report(opened(tmp_path / "new")).points == 3


def test_what_people_append_meanwhile_is_whole_or_absent(app: AppContext, tmp_path: Path) -> None:
    point = next(ingest.find(app, "notes.md").points).key
    rows_seen = app.store.every_row()
    name, first = next(rows_seen)
    count = sum(1 for _ in first)
    app.store.append([make_coding(point, ["access"], by=person("ben"))])
    rest = {name: len(list(found)) for name, found in rows_seen}
    assert name == "record"
    assert rest["salt"] + rest["erased"] == count


# Where it may not go --------------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_empty_is_left_alone(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is not empty; nothing was changed"):
        import_workspace(archive, tmp_path / "new", Settings())
    assert tree(tmp_path / "new") == {"mine.txt": b"mine"}


def test_an_empty_folder_will_do_even_the_one_that_one_is_in(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    assert import_workspace(archive, Path(), Settings()).fault is None


@pytest.mark.parametrize("folder", ["responses", "reports", "templates"])
def test_an_archive_is_not_written_into_what_it_holds(app: AppContext, folder: str) -> None:
    with pytest.raises(OutputError, match=f"name a place outside {folder}/"):
        export_workspace(app, app.workspace.root / folder / "a.zip")


@needs_posix
def test_links_that_lead_elsewhere_are_left_out_and_told(app: AppContext, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (app.workspace.responses / "link.txt").symlink_to(tmp_path / "secret.txt")
    (app.workspace.responses / "inside.txt").symlink_to(app.workspace.responses / "letter.txt")
    made = export_workspace(app, tmp_path / "a.zip")
    assert made.left_out == ("responses/link.txt",)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("responses/inside.txt") == LETTER.encode()
        assert b"secret" not in b"".join(map(archive.read, archive.namelist()))


def test_a_workspace_whose_bytes_are_missing_is_not_exported_as_if_it_were_whole(
    app: AppContext, tmp_path: Path
) -> None:
    source = app.store.sources()["letter.txt"]
    (app.workspace.state / "sources" / source.sha256).unlink()
    with pytest.raises(StoreError, match=r"letter\.txt: the bytes kept of it are missing"):
        export_workspace(app, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


# What does not hold ---------------------------------------------------------------------------------------------------


def tamper(file: Path, name: str, old: bytes, new: bytes) -> None:
    """Change a part, and the list of contents so that it agrees."""
    from hashlib import sha256

    with zipfile.ZipFile(file) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    told = json.loads(parts["everypoint.json"])
    told["contents"][name] = {"bytes": len(parts[name]), "sha256": sha256(parts[name]).hexdigest()}
    parts["everypoint.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


TABLES = b'"tables": "%s"'


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("tables/coding_table.jsonl", b'"coder": "', b'"coder": "0', "has been changed"),
        ("tables/record.jsonl", b'"seq": 2', b'"seq": 2, "more": 1', "row 2 of record has not the columns of this"),
        ("tables/record.jsonl", b'"seq": 2', b'"seq": "2"', "row 2 of record has in seq what cannot stand there"),
        ("tables/record.jsonl", b'"seq": 2', b'"seq": 1', "cannot be used"),
        ("tables/salt.jsonl", b'{"seq"', b"{seq", "a table in it is damaged"),
        ("everypoint.json", b'"head": "', b'"head": "0', "is not the one that an earlier report was made with"),
        ("everypoint.json", TABLES % NEWEST.encode(), TABLES % b"0999", "written by a newer version of Everypoint"),
    ],
)
def test_records_that_do_not_hold_leave_nothing(
    archive: Path, tmp_path: Path, name: str, old: bytes, new: bytes, told: str
) -> None:
    if name == "everypoint.json":
        tamper_facts(archive, old, new)
    else:
        tamper(archive, name, old, new)
    with pytest.raises((StoreError, UnreadableError), match=told):
        import_workspace(archive, tmp_path / "new", Settings())
    assert not (tmp_path / "new").exists()


def tamper_facts(file: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    assert old in parts["everypoint.json"]
    parts["everypoint.json"] = parts["everypoint.json"].replace(old, new, 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def test_a_fault_that_was_there_before_the_move_is_told_and_nothing_is_lost(app: AppContext, tmp_path: Path) -> None:
    (app.workspace.responses / "letter.txt").unlink()
    export_workspace(app, tmp_path / "a.zip")
    made = import_workspace(tmp_path / "a.zip", tmp_path / "new", Settings())
    assert made.fault is not None
    assert made.fault.startswith("letter.txt: it was included and is no longer in responses/")
    assert opened(tmp_path / "new").store.counts()[CoderKind.HUMAN] == 1
