"""What somebody edits, takes away or puts back is found: the report, its manifest, the witness, the whole store."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from analysis.app import publish
from analysis.app.admin import erasure, verify_report, verify_workspace
from analysis.app.admin.verify_report import check_report
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.errors import EverypointError, LedgerError, StoreError, UnreadableError
from analysis.store.connection import FILE
from analysis.store.head_file import FILE as WITNESS
from analysis.workspace import Settings, Workspace
from tests.builders import LETTER, NOTES, ROOT, Clock, make_coding, make_workspace, person

FILES = {"letter.txt": LETTER, "notes.md": NOTES}


def opened(root: Path) -> AppContext:
    return AppContext(Workspace(root), clock=Clock(), settings=Settings())


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("checked") / "work", FILES)
    app = opened(root)
    publish.report(app)
    verify_workspace.check(app)
    app.store.close()
    return root


@pytest.fixture
def app(_reported: Path, tmp_path: Path) -> AppContext:
    """A workspace with a report, of which everything holds."""
    shutil.copytree(_reported, tmp_path / "work")
    return opened(tmp_path / "work")


def manifest(app: AppContext) -> dict[str, Any]:
    return json.loads(app.workspace.manifest.read_bytes())


def state(app: AppContext) -> str:
    """What ``check`` says of the report alone."""
    return check_report(app, {"templates": {}})


# The report and its manifest -----------------------------------------------------------------------------------------


def edited(value: Any) -> list[Any]:
    """What somebody might put in place of a value of a manifest."""
    if isinstance(value, str):
        return ["", value[:-1] + ("0" if value[-1] != "0" else "1")]
    if isinstance(value, int):
        return [value + 1, value - 1, 0, str(value)]
    if isinstance(value, list):
        return [[*value, {}], value[1:] if value else [0], None]
    return [{**value, "more": "x"}, dict.fromkeys(value, "x") or None, {}][: 3 if value else 2]


def test_every_field_of_the_manifest_is_held_against_the_audit_trail(app: AppContext) -> None:
    told = manifest(app)
    assert state(app).startswith("the report is the one that its manifest describes")
    for field, value in told.items():
        others = [{**told, field: other} for other in edited(value)]
        for changed in (*others, {key: told[key] for key in told if key != field}):
            app.workspace.manifest.write_text(json.dumps(changed), encoding="utf-8")
            with pytest.raises(
                LedgerError, match=r"`everypoint report` makes it again|restore what was there"
            ) as caught:
                state(app)
            assert "report" in str(caught.value), field
    app.workspace.manifest.write_text(json.dumps({**told, "more": 1}), encoding="utf-8")
    with pytest.raises(LedgerError, match="more is not what the audit trail recorded"):
        state(app)


def test_a_field_that_is_given_twice_is_found(app: AppContext) -> None:
    path = app.workspace.manifest
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{ "head": "another",', 1), encoding="utf-8")
    with pytest.raises(EverypointError, match="manifest"):
        verify_workspace.check(app)


def test_the_whole_check_finds_an_edited_field(app: AppContext) -> None:
    told = manifest(app)
    app.workspace.manifest.write_text(json.dumps({**told, "coder": "m9"}), encoding="utf-8")
    with pytest.raises(
        EverypointError, match=r"coder is not what the audit trail recorded .* \(record \d+, 2026-03-01"
    ):
        verify_workspace.check(app)


def test_what_check_says_a_report_mends_it_mends(app: AppContext) -> None:
    app.workspace.manifest.write_text(json.dumps({**manifest(app), "versions": {}}), encoding="utf-8")
    with pytest.raises(LedgerError, match="versions is not what the audit trail recorded"):
        state(app)
    assert publish.report(app).changed
    assert state(app)


def test_a_forged_report_with_a_forged_digest_is_found(app: AppContext) -> None:
    page = app.workspace.report.read_bytes().replace(b"Funding", b"Fundong")
    app.workspace.report.write_bytes(page)
    told = {**manifest(app), "report": sha256(page).hexdigest()}
    app.workspace.manifest.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(LedgerError, match="report is not what the audit trail recorded"):
        verify_workspace.check(app)


def test_an_earlier_report_put_back_is_found(app: AppContext) -> None:
    before = {path: path.read_bytes() for path in app.workspace.reports.rglob("*") if path.is_file()}
    (app.workspace.responses / "new.txt").write_text("1. More buses.\n", encoding="utf-8")
    publish.report(app)
    for path, content in before.items():
        path.write_bytes(content)
    with pytest.raises(LedgerError, match="is not the last report that was made"):
        verify_workspace.check(app)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page: page.write_bytes(page.read_bytes() + b" "), "ledger.html is not the page of the annex"),
        (lambda page: page.unlink(), "ledger.html, a page of the annex, is missing"),
        (lambda page: page.with_name("more.html").write_text("x"), "more.html is not a page of the annex"),
    ],
    ids=["changed", "removed", "added"],
)
def test_every_page_of_the_annex_is_held_against_the_manifest(
    app: AppContext, change: Callable[[Path], object], said: str
) -> None:
    change(app.workspace.reports / "annex" / "ledger.html")
    with pytest.raises(LedgerError, match=said):
        verify_workspace.check(app)
    assert publish.report(app).changed
    assert verify_workspace.check(app)


def test_a_copy_of_a_page_of_the_annex_is_known(app: AppContext, tmp_path: Path) -> None:
    copy = Path(shutil.copy(app.workspace.reports / "annex" / "responses.html", tmp_path / "kept.html"))
    assert "is a page of the annex of a report that this store made" in verify_report.check_copy(app, copy)
    folder = tmp_path / "kept"
    shutil.copytree(app.workspace.reports, folder)
    assert "is a report that this store made" in verify_report.check_copy(app, folder / "report.html")
    (folder / "annex" / "responses.html").write_text("another", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"responses\.html is not the page of the annex"):
        verify_report.check_copy(app, folder / "report.html")


def test_a_manifest_that_was_kept_is_held_against_the_trail_too(app: AppContext) -> None:
    kept = app.workspace.reports / "march.manifest.json"
    told = manifest(app)
    kept.write_text(json.dumps({key: value for key, value in told.items() if key != "inputs"}), encoding="utf-8")
    assert state(app)
    kept.write_text(json.dumps({**told, "codebook": "0"}), encoding="utf-8")
    with pytest.raises(LedgerError, match=r"march\.manifest\.json: codebook is not what"):
        state(app)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"store": "0", "records": 1e999, "head": ""}',
        '{"store": [], "records": {}, "head": 1}',
        "\x00" * 50,
    ],
)
def test_what_is_no_manifest_does_no_harm(app: AppContext, content: str) -> None:
    (app.workspace.reports / "odd.manifest.json").write_text(content, encoding="utf-8")
    assert verify_workspace.check(app)
    assert not publish.report(app).changed


@pytest.mark.parametrize("records", [10**30, -1, "9" * 5_000])
def test_a_number_that_no_store_counts_to_is_told(app: AppContext, records: object) -> None:
    app.workspace.manifest.write_text(json.dumps({**manifest(app), "records": records}), encoding="utf-8")
    with pytest.raises(LedgerError, match="the audit trail has none there"):
        verify_workspace.check(app)
    assert publish.report(app).changed, "it is written anew"
    assert verify_workspace.check(app)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_report_that_is_a_link_to_another_file_is_none(app: AppContext, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    app.workspace.report.unlink()
    app.workspace.report.symlink_to(tmp_path / "secret.html")
    with pytest.raises(LedgerError, match=r"report\.html is missing or damaged"):
        verify_workspace.check(app)
    assert publish.report(app).changed
    assert not app.workspace.report.is_symlink()
    assert (tmp_path / "secret.html").read_text(encoding="utf-8") == "secret"


# What the manifest gives away ----------------------------------------------------------------------------------------


def test_no_digest_in_the_manifest_is_that_of_a_file_or_another_workspace_s(app: AppContext, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "two", {**FILES, "same.txt": LETTER})
    other = opened(root)
    publish.report(other)
    records = [one["record"] for one in manifest(other)["inputs"]]
    assert len(set(records)) == 3, "identical letters are not to be seen to be identical"
    assert not set(records) & {one["record"] for one in manifest(app)["inputs"]}
    text = other.workspace.manifest.read_text(encoding="utf-8")
    assert not any(sha256(content.encode()).hexdigest() in text for content in FILES.values())


def test_a_withheld_response_has_no_number_in_the_manifest(tmp_path: Path) -> None:
    who = "file,respondent,type,publish\nnotes.md,Jane Doe,resident,no\n"
    app = opened(make_workspace(tmp_path / "work", FILES, respondents=who))
    publish.report(app)
    assert sorted(one["responses"] for one in manifest(app)["inputs"]) == [[], ["R1"]]


def test_what_was_erased_cannot_be_found_by_its_digest(app: AppContext) -> None:
    gone = app.store.source_digests()["notes.md", sha256(NOTES.encode()).hexdigest()]
    erasure.erase(app, "notes.md", "Sam Brook", "asked")
    assert gone not in app.store.source_digests().values()
    publish.report(app)
    assert gone not in app.workspace.manifest.read_text(encoding="utf-8")
    with sqlite3.connect(app.workspace.state / FILE) as database:
        seq = database.execute("SELECT seq FROM record WHERE content = ?", [gone]).fetchone()[0]
        assert database.execute("SELECT count(*) FROM salt WHERE seq = ?", [seq]).fetchone() == (0,)
    database.close()


# A copy that somebody kept -------------------------------------------------------------------------------------------


def test_a_kept_copy_is_told_with_its_record(app: AppContext, tmp_path: Path) -> None:
    copy, notes = tmp_path / "kept.html", tmp_path / "kept.json"
    shutil.copy(app.workspace.report, copy)
    shutil.copy(app.workspace.manifest, notes)
    told = manifest(app)
    (app.workspace.responses / "new.txt").write_text("1. More buses.\n", encoding="utf-8")
    publish.report(app)
    when = f"record {told['records']}, {told['time']}"
    assert f"is a report that this store made: {when}, by machine coder {told['coder']}" in verify_report.check_copy(
        app, copy
    )
    assert f"is the manifest of a report that this store made: {when}" in verify_report.check_copy(app, notes)
    notes.write_text(json.dumps({**told, "time": "2026-01-01"}), encoding="utf-8")
    with pytest.raises(LedgerError, match="time is not what the audit trail recorded"):
        verify_report.check_copy(app, notes)


def test_a_kept_copy_contradicts_a_store_that_was_written_anew(app: AppContext, tmp_path: Path) -> None:
    copy = Path(shutil.copy(app.workspace.report, tmp_path / "kept.html"))
    app.store.close()
    shutil.rmtree(app.workspace.state)
    shutil.rmtree(app.workspace.reports)
    (app.workspace.responses / "notes.md").unlink()
    again = opened(app.workspace.root)
    publish.report(again)
    assert verify_workspace.check(again)
    with pytest.raises(
        LedgerError,
        match=r"is not a report that this store made\. It has made 1 report, the last "
        "record",
    ):
        verify_report.check_copy(again, copy)


def test_a_copy_that_is_no_file_is_told(app: AppContext, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.html", tmp_path):
        with pytest.raises(UnreadableError):
            verify_report.check_copy(app, path)


# The witness, and a store that is put back ---------------------------------------------------------------------------


@pytest.mark.parametrize("is_emptied", [True, False])
def test_a_store_put_back_behind_a_witness_that_was_taken_away_is_found(app: AppContext, is_emptied: bool) -> None:
    app.store.close()
    older = (app.workspace.state / FILE).read_bytes()
    point = next(ingest.find(app, "letter.txt").points).key
    app.store.append([make_coding(point, ["funding"], by=person("ann"))])
    verify_workspace.check(app)
    app.store.close()
    for path in app.workspace.state.glob(f"{FILE}*"):
        path.unlink()
    (app.workspace.state / FILE).write_bytes(older)
    with pytest.raises(StoreError, match="missing at the end"):
        verify_workspace.check(opened(app.workspace.root))
    if is_emptied:
        (app.workspace.state / WITNESS).write_bytes(b"")
    else:
        (app.workspace.state / WITNESS).unlink()
    with pytest.raises(StoreError, match=r"head\.json is missing or empty.*Restore it from a backup"):
        verify_workspace.check(opened(app.workspace.root))


# A fresh clone -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_report_made_in_a_fresh_clone_changes_nothing_there(app: AppContext, tmp_path: Path) -> None:
    root = app.workspace.root
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, root / name)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "all")
    git(tmp_path, "clone", "--quiet", str(root), str(tmp_path / "clone"))
    publish.report(opened(tmp_path / "clone"))
    assert git(tmp_path / "clone", "status", "--porcelain") == ""
    clone = opened(tmp_path / "clone")
    assert verify_workspace.check(clone)[-1] == "the report is the one that its manifest describes"
    assert not publish.report(clone).changed
    assert "that this store made" in verify_report.check_copy(clone, clone.workspace.report)
    clone.workspace.report.write_bytes(b"forged")
    with pytest.raises(LedgerError, match="is not the report that its manifest describes"):
        verify_workspace.check(clone)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout
