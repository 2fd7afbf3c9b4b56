"""What somebody edits, takes away or puts back is found: the report, its manifest, the witness, the whole store."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from analysis.app import Everypoint
from analysis.app.admin.verify_report import check_report
from analysis.errors import EverypointError, LedgerError, StoreError, UnreadableError
from analysis.store.connection import FILE
from analysis.store.head_file import FILE as WITNESS
from analysis.workspace import Settings, Workspace
from tests.builders import LETTER, NOTES, ROOT, Clock, make_coding, make_workspace, person

FILES = {"letter.txt": LETTER, "notes.md": NOTES}


def opened(root: Path) -> Everypoint:
    return Everypoint(Workspace(root), clock=Clock(), settings=Settings())


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("checked") / "work", FILES)
    desk = opened(root)
    desk.report()
    desk.check()
    desk.store.close()
    return root


@pytest.fixture
def desk(_reported: Path, tmp_path: Path) -> Everypoint:
    """A workspace with a report, of which everything holds."""
    shutil.copytree(_reported, tmp_path / "work")
    return opened(tmp_path / "work")


def manifest(desk: Everypoint) -> dict[str, Any]:
    return json.loads(desk.workspace.manifest.read_bytes())


def state(desk: Everypoint) -> str:
    """What ``check`` says of the report alone."""
    return check_report(desk, {"templates": {}})


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


def test_every_field_of_the_manifest_is_held_against_the_audit_trail(desk: Everypoint) -> None:
    told = manifest(desk)
    assert state(desk).startswith("the report is the one that its manifest describes")
    for field, value in told.items():
        others = [{**told, field: other} for other in edited(value)]
        for changed in (*others, {key: told[key] for key in told if key != field}):
            desk.workspace.manifest.write_text(json.dumps(changed), encoding="utf-8")
            with pytest.raises(
                LedgerError, match=r"`everypoint report` makes it anew|restore what was there"
            ) as caught:
                state(desk)
            assert "report" in str(caught.value), field
    desk.workspace.manifest.write_text(json.dumps({**told, "more": 1}), encoding="utf-8")
    with pytest.raises(LedgerError, match="more is not what the audit trail recorded"):
        state(desk)


def test_a_field_that_is_given_twice_is_found(desk: Everypoint) -> None:
    path = desk.workspace.manifest
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{ "head": "another",', 1), encoding="utf-8")
    with pytest.raises(EverypointError, match="manifest"):
        desk.check()


def test_the_whole_check_finds_an_edited_field(desk: Everypoint) -> None:
    told = manifest(desk)
    desk.workspace.manifest.write_text(json.dumps({**told, "coder": "m9"}), encoding="utf-8")
    with pytest.raises(
        EverypointError, match=r"coder is not what the audit trail recorded .* \(record \d+, 2026-03-01"
    ):
        desk.check()


def test_what_check_says_a_report_mends_it_mends(desk: Everypoint) -> None:
    desk.workspace.manifest.write_text(json.dumps({**manifest(desk), "versions": {}}), encoding="utf-8")
    with pytest.raises(LedgerError, match="versions is not what the audit trail recorded"):
        state(desk)
    assert desk.report().changed
    assert state(desk)


def test_a_forged_report_with_a_forged_digest_is_found(desk: Everypoint) -> None:
    page = desk.workspace.report.read_bytes().replace(b"Funding", b"Fundong")
    desk.workspace.report.write_bytes(page)
    told = {**manifest(desk), "report": sha256(page).hexdigest()}
    desk.workspace.manifest.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(LedgerError, match="report is not what the audit trail recorded"):
        desk.check()


def test_an_earlier_report_put_back_is_found(desk: Everypoint) -> None:
    before = {path: path.read_bytes() for path in (desk.workspace.report, desk.workspace.manifest)}
    (desk.workspace.responses / "new.txt").write_text("1. More buses.\n", encoding="utf-8")
    desk.report()
    for path, content in before.items():
        path.write_bytes(content)
    with pytest.raises(LedgerError, match="is not the last report that was made"):
        desk.check()


def test_a_manifest_that_was_kept_is_held_against_the_trail_too(desk: Everypoint) -> None:
    kept = desk.workspace.reports / "march.manifest.json"
    told = manifest(desk)
    kept.write_text(json.dumps({key: value for key, value in told.items() if key != "inputs"}), encoding="utf-8")
    assert state(desk)
    kept.write_text(json.dumps({**told, "codebook": "0"}), encoding="utf-8")
    with pytest.raises(LedgerError, match=r"march\.manifest\.json: codebook is not what"):
        state(desk)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"store": "0", "records": 1e999, "head": ""}',
        '{"store": [], "records": {}, "head": 1}',
        "\x00" * 50,
    ],
)
def test_what_is_no_manifest_does_no_harm(desk: Everypoint, content: str) -> None:
    (desk.workspace.reports / "odd.manifest.json").write_text(content, encoding="utf-8")
    assert desk.check()
    assert not desk.report().changed


@pytest.mark.parametrize("records", [10**30, -1, "9" * 5_000])
def test_a_number_that_no_store_counts_to_is_told(desk: Everypoint, records: object) -> None:
    desk.workspace.manifest.write_text(json.dumps({**manifest(desk), "records": records}), encoding="utf-8")
    with pytest.raises(LedgerError, match="the audit trail has none there"):
        desk.check()
    assert desk.report().changed, "it is written anew"
    assert desk.check()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_report_that_is_a_link_to_another_file_is_none(desk: Everypoint, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    desk.workspace.report.unlink()
    desk.workspace.report.symlink_to(tmp_path / "secret.html")
    with pytest.raises(LedgerError, match=r"report\.html is missing or damaged"):
        desk.check()
    assert desk.report().changed
    assert not desk.workspace.report.is_symlink()
    assert (tmp_path / "secret.html").read_text(encoding="utf-8") == "secret"


# What the manifest gives away ----------------------------------------------------------------------------------------


def test_no_digest_in_the_manifest_is_that_of_a_file_or_another_workspace_s(desk: Everypoint, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "two", {**FILES, "same.txt": LETTER})
    other = opened(root)
    other.report()
    records = [one["record"] for one in manifest(other)["inputs"]]
    assert len(set(records)) == 3, "identical letters are not to be seen to be identical"
    assert not set(records) & {one["record"] for one in manifest(desk)["inputs"]}
    text = other.workspace.manifest.read_text(encoding="utf-8")
    assert not any(sha256(content.encode()).hexdigest() in text for content in FILES.values())


def test_a_withheld_response_has_no_number_in_the_manifest(tmp_path: Path) -> None:
    who = "file,respondent,type,publish\nnotes.md,Jane Doe,resident,no\n"
    desk = opened(make_workspace(tmp_path / "work", FILES, respondents=who))
    desk.report()
    assert sorted(one["responses"] for one in manifest(desk)["inputs"]) == [[], ["R1"]]


def test_what_was_erased_cannot_be_found_by_its_digest(desk: Everypoint) -> None:
    gone = desk.store.source_digests()["notes.md", sha256(NOTES.encode()).hexdigest()]
    desk.erase("notes.md", "Sam Brook", "asked")
    assert gone not in desk.store.source_digests().values()
    desk.report()
    assert gone not in desk.workspace.manifest.read_text(encoding="utf-8")
    with sqlite3.connect(desk.workspace.state / FILE) as database:
        seq = database.execute("SELECT seq FROM record WHERE content = ?", [gone]).fetchone()[0]
        assert database.execute("SELECT count(*) FROM salt WHERE seq = ?", [seq]).fetchone() == (0,)
    database.close()


# A copy that somebody kept -------------------------------------------------------------------------------------------


def test_a_kept_copy_is_told_with_its_record(desk: Everypoint, tmp_path: Path) -> None:
    copy, notes = tmp_path / "kept.html", tmp_path / "kept.json"
    shutil.copy(desk.workspace.report, copy)
    shutil.copy(desk.workspace.manifest, notes)
    told = manifest(desk)
    (desk.workspace.responses / "new.txt").write_text("1. More buses.\n", encoding="utf-8")
    desk.report()
    when = f"record {told['records']}, {told['time']}"
    assert f"is a report that this store made: {when}, by machine coder {told['coder']}" in desk.check_copy(copy)
    assert f"is the manifest of a report that this store made: {when}" in desk.check_copy(notes)
    notes.write_text(json.dumps({**told, "time": "2026-01-01"}), encoding="utf-8")
    with pytest.raises(LedgerError, match="time is not what the audit trail recorded"):
        desk.check_copy(notes)


def test_a_kept_copy_contradicts_a_store_that_was_written_anew(desk: Everypoint, tmp_path: Path) -> None:
    copy = Path(shutil.copy(desk.workspace.report, tmp_path / "kept.html"))
    desk.store.close()
    shutil.rmtree(desk.workspace.state)
    shutil.rmtree(desk.workspace.reports)
    (desk.workspace.responses / "notes.md").unlink()
    again = opened(desk.workspace.root)
    again.report()
    assert again.check()
    with pytest.raises(LedgerError, match=r"is no report that this store made\. It has made 1 report, the last record"):
        again.check_copy(copy)


def test_a_copy_that_is_no_file_is_told(desk: Everypoint, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.html", tmp_path):
        with pytest.raises(UnreadableError):
            desk.check_copy(path)


# The witness, and a store that is put back ---------------------------------------------------------------------------


@pytest.mark.parametrize("is_emptied", [True, False])
def test_a_store_put_back_behind_a_witness_that_was_taken_away_is_found(desk: Everypoint, is_emptied: bool) -> None:
    desk.store.close()
    older = (desk.workspace.state / FILE).read_bytes()
    point = next(desk.response("letter.txt").points).key
    desk.store.append([make_coding(point, ["funding"], by=person("ann"))])
    desk.check()
    desk.store.close()
    for path in desk.workspace.state.glob(f"{FILE}*"):
        path.unlink()
    (desk.workspace.state / FILE).write_bytes(older)
    with pytest.raises(StoreError, match="missing at the end"):
        opened(desk.workspace.root).check()
    if is_emptied:
        (desk.workspace.state / WITNESS).write_bytes(b"")
    else:
        (desk.workspace.state / WITNESS).unlink()
    with pytest.raises(StoreError, match=r"head\.json is missing or empty.*Restore it from a backup"):
        opened(desk.workspace.root).check()


# A fresh clone -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_report_made_in_a_fresh_clone_changes_nothing_there(desk: Everypoint, tmp_path: Path) -> None:
    root = desk.workspace.root
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, root / name)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "all")
    git(tmp_path, "clone", "--quiet", str(root), str(tmp_path / "clone"))
    made = subprocess.run(
        [sys.executable, "-m", "analysis.cli", "report", "--workspace", str(tmp_path / "clone")],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()
    assert git(tmp_path / "clone", "status", "--porcelain") == ""
    clone = opened(tmp_path / "clone")
    assert clone.check()[-1] == "the report is the one that its manifest describes"
    assert not clone.report().changed
    assert "that this store made" in clone.check_copy(clone.workspace.report)
    clone.workspace.report.write_bytes(b"forged")
    with pytest.raises(LedgerError, match="is not the report that its manifest describes"):
        clone.check()


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout
