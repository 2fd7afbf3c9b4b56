"""The use cases on whole workspaces: what is taken in, reported, kept, and found out when it is tampered with."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import analysis
from analysis import Codebook, Theme, ThemeClassifier, read, split
from analysis.app import Everypoint, Reported
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.errors import (
    ConsultationError,
    DivisionError,
    EverypointError,
    OutputError,
    UnreadableError,
    WorkspaceError,
)
from analysis.model import CoderKind, CodingMode, Evidence, Segmentation
from analysis.splitting.manual_edit import join
from analysis.text import fingerprint
from analysis.workspace import Workspace
from tests.builders import (
    CONSULTATION,
    LETTER,
    NOTES,
    PAGE,
    RESPONSES,
    ROOT,
    Clock,
    make_coding,
    make_workspace,
    person,
)
from tests.needs import NO_UNSHARE
from tests.patience import PATIENCE
from tests.shared import shared

FILES = {"letter.txt": LETTER, "notes.md": NOTES, "web/page.html": PAGE}
PASSING = ("lock", "-shm", "-wal")
"""Files of the store's that hold nothing when nobody writes."""

MADE_FROM = ("report", "audits", "codebook", "splitter", "coder", "templates")
"""What a manifest says that is the same wherever the report is made."""

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def open_workspace(root: Path) -> Everypoint:
    return Everypoint(Workspace(root), clock=Clock())


@pytest.fixture
def app(tmp_path: Path) -> Everypoint:
    """A workspace with three documents that can be read."""
    return open_workspace(make_workspace(tmp_path / "work", FILES))


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("reported"), FILES)
    open_workspace(root).report()
    return root


@pytest.fixture
def reported(_reported: Path, tmp_path: Path) -> Everypoint:
    """The same workspace after its first report."""
    shutil.copytree(_reported, tmp_path / "work")
    return open_workspace(tmp_path / "work")


def page(everypoint: Everypoint) -> str:
    return everypoint.workspace.report.read_text(encoding="utf-8")


def manifest(everypoint: Everypoint) -> dict[str, object]:
    return json.loads(everypoint.workspace.manifest.read_bytes())


def tree(root: Path) -> dict[str, bytes]:
    """Every file under a folder, with its bytes."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.name.endswith(PASSING))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def edit(everypoint: Everypoint, name: str, content: str) -> None:
    (everypoint.workspace.responses / name).write_text(content, encoding="utf-8")


# The library ----------------------------------------------------------------------------------------------------------


def test_the_library_is_as_small_as_it_says() -> None:
    assert set(analysis.__all__) == {
        "Codebook",
        "Document",
        "Segment",
        "Theme",
        "ThemeClassifier",
        "read",
        "read_all",
        "split",
    }
    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    with pytest.raises(AttributeError, match="module 'analysis' has no attribute 'reed'"):
        _ = analysis.reed


def test_a_file_is_read_split_and_coded_by_the_library_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    document = read(path)
    segments = split(document)
    assert [segment.label for segment in segments if segment.kind == "point"] == ["1", "2", "3"]
    codebook = Codebook(themes=(Theme(key="funding", name="Funding", definition="Money, budgets and cuts."),))
    texts = [document.text[s.start : s.end] for s in segments if s.kind == "point"]
    assert ThemeClassifier(codebook).predict_proba(texts).shape == (3, 1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no such file; check the path"),
        (b"", "the file is empty"),
        (b" \n\t\n", "the file holds no text"),
        (bytes(range(256)) * 8, "the file is binary, not text"),
        (PDF, "the file is damaged and cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_reason(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.reason.startswith(told)
    assert str(caught.value) == f"{path}: {caught.value.reason}"


def test_a_folder_is_told_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="it is a folder; name a file in it"):
        read(tmp_path)


# The report -----------------------------------------------------------------------------------------------------------


def test_a_report_accounts_for_everything_received(app: Everypoint) -> None:
    made = app.report()
    assert (made.changed, made.sources, made.responses, made.points) == (True, 3, 3, 7)
    assert made.new == ("letter.txt", "notes.md", "web/page.html")
    assert made.numbers == (("R1", "letter.txt"), ("R2", "notes.md"), ("R3", "web/page.html"))
    assert "Library opening hours" in page(app)
    assert tree(app.workspace.responses) == {
        "consultation.toml": CONSULTATION.encode(),
        **{name: content.encode() for name, content in FILES.items()},
    }, "what was received is never touched"


def test_a_second_report_is_the_first_and_nothing_is_written(reported: Everypoint) -> None:
    before = tree(reported.workspace.root)
    again = open_workspace(reported.workspace.root).report()
    assert (again.changed, again.new) == (False, ())
    assert tree(reported.workspace.root) == before


def test_the_same_inputs_give_the_same_bytes_in_another_folder(reported: Everypoint, tmp_path: Path) -> None:
    other = open_workspace(make_workspace(tmp_path / "else where" / "ünter", FILES))
    other.clock()
    other.report()
    assert page(other) == page(reported)
    assert {key: manifest(other)[key] for key in MADE_FROM} == {key: manifest(reported)[key] for key in MADE_FROM}


def test_neither_hash_seed_nor_locale_nor_time_zone_changes_a_byte(reported: Everypoint) -> None:
    wanted = reported.workspace.report.read_bytes()
    shutil.rmtree(reported.workspace.reports)
    shutil.rmtree(reported.workspace.state)
    odd = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0"}
    run(reported.workspace.root, "report", environment=odd)
    assert reported.workspace.report.read_bytes() == wanted


def run(root: Path, *arguments: str, environment: dict[str, str] | None = None, before: tuple[str, ...] = ()) -> str:
    """The command line in a process of its own, which must end well."""
    command = [*before, sys.executable, "-m", "analysis.cli", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_the_manifest_tells_what_a_report_was_made_from_and_names_nobody(reported: Everypoint) -> None:
    told = manifest(reported)
    assert set(told) == {*MADE_FROM, "inputs", "store", "records", "head", "time", "versions"}
    assert told["records"] == reported.store.chain().records
    assert told["head"] == reported.store.chain().head
    assert sorted(one["responses"] for one in told["inputs"]) == [["R1"], ["R2"], ["R3"]]
    assert [one["record"] for one in told["inputs"]] == sorted(one["record"] for one in told["inputs"])
    assert not any(name in reported.workspace.manifest.read_text(encoding="utf-8") for name in FILES)


def test_an_edited_response_is_a_new_version_and_the_old_one_is_kept(reported: Everypoint) -> None:
    before, kept = page(reported), reported.store.sources()["letter.txt"].sha256
    edit(reported, "letter.txt", "1. The budget is gone.\n")
    made = open_workspace(reported.workspace.root).report()
    assert (made.changed, made.new) == (True, ("letter.txt",))
    assert page(reported) != before
    assert reported.store.content(kept) == LETTER.encode()
    held = open_workspace(reported.workspace.root).check()
    assert any("points that have changed since" in line for line in held), (
        "codings of the old text stay, and do no harm"
    )


def test_what_cannot_be_read_is_in_the_report_with_its_reason_and_nothing_else_is_lost(app: Everypoint) -> None:
    make_workspace(app.workspace.root, {"scan.pdf": PDF, "void.txt": b"", "noise.txt": bytes(range(256)) * 9})
    (app.workspace.responses / "link.txt").symlink_to(ROOT / "pyproject.toml")
    made = app.report()
    assert (made.sources, made.responses, made.points) == (7, 3, 7)
    assert [skip.name for skip in made.skipped] == ["link.txt", "noise.txt", "scan.pdf", "void.txt"]
    for skip in made.skipped:
        assert skip.reason.split(";")[0] in page(app)
    assert app.check()


def test_an_empty_workspace_has_an_empty_report(tmp_path: Path) -> None:
    app = open_workspace(make_workspace(tmp_path))
    made = app.report()
    assert (made.sources, made.responses, made.points, made.skipped) == (0, 0, 0, ())
    assert app.check()[0].startswith("0 sources, 0 responses, 0 points")


def test_consent_reaches_the_page(tmp_path: Path) -> None:
    respondents = (
        "file,respondent,type,publish\nletter.txt,Jane Doe,resident,no\nnotes.md,The Archers,charity,anonymous\n"
        "web/page.html,Friends of the Library,charity,yes\n"
    )
    app = open_workspace(make_workspace(tmp_path, FILES, respondents=respondents))
    app.report()
    for hidden in ("Jane Doe", "letter.txt", "Sunday opening will cost", "The Archers", "notes.md", "web/page.html"):
        assert hidden not in page(app)
    for shown in ("Friends of the Library", "still impossible at two branches"):
        assert shown in page(app)


def test_nothing_is_written_when_the_consultation_has_mistakes(app: Everypoint) -> None:
    edit(app, "consultation.toml", CONSULTATION.replace("definition", "definiton"))
    before = tree(app.workspace.root)
    with pytest.raises(ConsultationError) as caught:
        app.report()
    assert len(caught.value.problems) == 4
    edit(app, "consultation.toml", CONSULTATION)
    (app.workspace.respondents).write_text("file\nnobody.txt\n", encoding="utf-8")
    with pytest.raises(ConsultationError, match=r"nobody\.txt is not in responses/"):
        app.report()
    app.workspace.respondents.unlink()
    assert tree(app.workspace.root) == {**before, "responses/consultation.toml": CONSULTATION.encode()}


def test_a_file_in_the_place_of_the_reports_is_a_clear_error(app: Everypoint) -> None:
    app.workspace.reports.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="reports is a file, not a folder"):
        app.report()
    assert app.workspace.reports.read_text(encoding="utf-8") == "mine"


def test_a_locked_reports_folder_leaves_the_old_report_whole(reported: Everypoint, no_root: None) -> None:
    before = tree(reported.workspace.reports)
    edit(reported, "letter.txt", "1. Something else.\n")
    reported.workspace.reports.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="permission denied"):
            reported.report()
    finally:
        reported.workspace.reports.chmod(0o700)
    assert tree(reported.workspace.reports) == before


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is not a workspace"):
        open_workspace(tmp_path)


# Adding ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder as e-mail attachments are saved into it."""
    folder = tmp_path / "inbox"
    (folder / "late").mkdir(parents=True)
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "late/b.md").write_text(NOTES, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(PDF)
    (folder / ".DS_Store").touch()
    return folder


def test_documents_and_folders_are_copied_in_with_what_each_became(app: Everypoint, inbox: Path) -> None:
    added = {one.name: one for one in app.add([inbox, inbox / "a.txt"])}
    assert list(added) == ["a.txt", "late/b.md", "scan.pdf"]
    assert (added["late/b.md"].points, added["late/b.md"].reason, added["late/b.md"].copied) == (2, None, True)
    assert added["scan.pdf"].reason
    assert added["scan.pdf"].copied, "it was received, and the ledger will say so"
    assert not added["a.txt"].copied, "the second time it is in already"
    assert app.report().sources == 6


def test_another_document_of_the_same_name_is_not_taken_unless_it_is_to_replace(app: Everypoint, inbox: Path) -> None:
    app.add([inbox / "a.txt"])
    (inbox / "a.txt").write_text("1. Changed.\n", encoding="utf-8")
    (refused,) = app.add([inbox / "a.txt"])
    assert refused.reason == "another document of this name is in already; rename it, or use --replace"
    assert (app.workspace.responses / "a.txt").read_text(encoding="utf-8") == LETTER
    (taken,) = app.add([inbox / "a.txt"], replace=True)
    assert (taken.reason, taken.copied, taken.points) == (None, True, 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such file")
@pytest.mark.parametrize("name", ["CON.txt", "aux.", "a:b.txt", "what?.txt"])
def test_a_name_that_not_every_system_can_keep_is_refused(app: Everypoint, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LETTER, encoding="utf-8")
    (told,) = app.add([tmp_path / name])
    assert "rename the file" in (told.reason or "")
    assert not (app.workspace.responses / name).exists()


def test_what_is_replaced_is_kept_even_if_no_report_was_made_of_it(app: Everypoint, inbox: Path) -> None:
    app.add([inbox / "a.txt"])
    (inbox / "a.txt").write_text("1. Changed.\n", encoding="utf-8")
    app.add([inbox / "a.txt"], replace=True)
    first, second = app.store.versions()
    assert app.store.content(first.sha256) == LETTER.encode()
    assert app.store.content(second.sha256) == b"1. Changed.\n"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("consultation.toml", "consultation.toml is a name that the workspace keeps for itself; rename the file"),
        ("respondents.csv", "respondents.csv is a name that the workspace keeps for itself; rename the file"),
        (".letter.txt", "it is named like what programs leave behind; rename it if it is a response"),
        ("missing.txt", "there is no such file; check the path"),
        ("late.txt", "it is a folder; name a file in it"),
    ],
)
def test_what_is_not_taken_is_told_why(app: Everypoint, tmp_path: Path, name: str, told: str) -> None:
    before = tree(app.workspace.root)
    if name == "late.txt":
        (tmp_path / name).mkdir()
    elif name != "missing.txt":
        (tmp_path / name).write_text("x", encoding="utf-8")
    (one,) = app.add([tmp_path / name])
    assert (one.reason, one.copied) == (told, False)
    assert tree(app.workspace.root) == before


def test_a_document_that_cannot_be_written_costs_no_other(app: Everypoint, inbox: Path) -> None:
    (app.workspace.responses / "late").write_text("a file in the folder's place", encoding="utf-8")
    added = {one.name: one.reason for one in app.add([inbox])}
    assert added["a.txt"] is None
    assert added["late/b.md"] is not None


# Coding ---------------------------------------------------------------------------------------------------------------


def test_points_are_coded_once_by_the_same_coder(app: Everypoint) -> None:
    coder, new = app.code(app.take_in())
    assert (coder.kind, new) == (CoderKind.MACHINE, 7)
    assert app.code(app.take_in()) == (coder, 0)


def test_another_codebook_or_another_text_is_another_coder(app: Everypoint) -> None:
    first, _ = app.code(app.take_in())
    edit(app, "consultation.toml", CONSULTATION.replace('"cost", ', ""))
    second, new = app.code(app.take_in())
    assert new == 7
    edit(app, "more.txt", "1. A further point.\n")
    third, new = app.code(app.take_in())
    assert new == 8
    assert len({first.id, second.id, third.id}) == 3
    assert len(list(app.store.every_coding())) == 22, "nothing is overwritten"


def human(app: Everypoint, mode: CodingMode, themes: list[str]) -> None:
    """A person codes every point."""
    points = app.take_in().points
    app.store.append(replace(make_coding(point.key, themes, by=person("anna")), mode=mode) for point in points)


def test_what_people_say_counts_and_teaches(app: Everypoint) -> None:
    alone, _ = app.code(app.take_in())
    human(app, CodingMode.ASSISTED, ["access"])
    made = app.report()
    taught, _ = app.code(app.take_in())
    assert taught.id != alone.id
    assert made.coded == 7
    assert set().union(*(s.coding.themes for s in app.settled(app.take_in(), taught).values())) == {"access"}


def test_an_open_audit_does_not_teach(app: Everypoint) -> None:
    alone, _ = app.code(app.take_in())
    draw_audit(app, DrawRequest(7), person("anna"))
    human(app, CodingMode.BLIND, ["access"])
    assert app.code(app.take_in())[0] == alone


def test_a_theme_that_is_no_longer_in_the_codebook_does_no_harm(app: Everypoint) -> None:
    human(app, CodingMode.ASSISTED, ["gone", "access"])
    assert app.report().points == 7


# Dividing by hand -----------------------------------------------------------------------------------------------------


def joined(segmentation: Segmentation) -> Segmentation:
    """The first two points as one."""
    first, second = [segment for segment in segmentation.segments if segment.kind == "point"][:2]
    return join(segmentation, first, second, "anna")


def test_what_a_person_joins_stays_joined_and_costs_no_coding(app: Everypoint) -> None:
    before, _ = app.code(app.take_in())
    codings = len(app.store.codings(before.id))
    response = app.divide("letter.txt", joined, person("anna"), "one argument")
    assert [point.label for point in response.points] == ["1", "3"]
    again = open_workspace(app.workspace.root)
    assert again.report().points == 6
    assert len(again.store.codings(before.id)) == codings
    assert again.store.redivisions()[0].memo == "one argument"
    assert "1 segmentation by hand, of whole texts" in again.check()


def test_a_changed_text_is_divided_by_the_splitter_again(app: Everypoint) -> None:
    app.divide("letter.txt", joined, person("anna"))
    edit(app, "letter.txt", LETTER + "\n4. And again.\n")
    assert [point.label for point in app.response("letter.txt").points] == ["1", "2", "3", "4"]
    app.report()
    assert "1 segmentation by hand, of whole texts; 1 of texts that have changed since" in app.check()


def test_what_cannot_be_joined_is_told_and_nothing_is_recorded(app: Everypoint) -> None:
    with pytest.raises(DivisionError, match=r"letter\.txt: What stands from \d+ to \d+ is no point"):
        app.divide("letter.txt", lambda s: join(s, s.segments[-1], s.segments[-1], "anna"), person("anna"))
    with pytest.raises(UnreadableError, match="there is no such response"):
        app.divide("nobody.txt", joined, person("anna"))
    assert app.store.redivisions() == ()


# Checking -------------------------------------------------------------------------------------------------------------


def test_everything_holds_after_a_report(reported: Everypoint) -> None:
    assert reported.check() == [
        "3 sources, 3 responses, 7 points: every character is accounted for",
        f"{reported.store.chain().records} records, each as it was appended",
        "3 sources as they came",
        "0 segmentations by hand, of whole texts",
        "7 codings with evidence inside their points",
        "the report is the one that its manifest describes",
    ]


def test_before_a_report_everything_waits_and_nothing_is_written(app: Everypoint) -> None:
    before = tree(app.workspace.root)
    assert app.check()[1:] == [
        "nothing has been recorded yet",
        "0 sources as they came; 3 not taken in yet",
        "0 segmentations by hand, of whole texts",
        "0 codings with evidence inside their points",
        "no report has been made yet",
    ]
    assert tree(app.workspace.root) == before


def test_a_new_response_or_codebook_makes_the_report_old_and_not_wrong(reported: Everypoint) -> None:
    edit(reported, "new.txt", "1. New.\n")
    held = reported.check()
    assert held[2] == "3 sources as they came; 1 not taken in yet"
    assert held[-1].endswith("; the responses or the codebook have changed since: `everypoint report` makes it anew")
    (reported.workspace.responses / "new.txt").unlink()
    edit(reported, "consultation.toml", CONSULTATION.replace('"cost", ', ""))
    assert "have changed since" in reported.check()[-1]


def append(path: Path, content: bytes) -> None:
    path.write_bytes(path.read_bytes() + content)


def tamper(root: Path, statement: str) -> None:
    """Change the store behind the tool's back."""
    with sqlite3.connect(root / ".everypoint/everypoint.sqlite3") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(statement).rowcount
    database.close()


def misquote(root: Path) -> None:
    """Append a coding that quotes text outside its point."""
    app = open_workspace(root)
    coding = app.store.codings_of(next(app.response("letter.txt").points).key)[0]
    app.store.append([replace(coding, evidence=(Evidence("funding", 0, 9999, 1.0),))])


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "edited source": (
        lambda root: append(root / "responses/letter.txt", b"\n4. More.\n"),
        "letter.txt has changed since it was taken in; `everypoint report` takes in the change",
    ),
    "missing source": (
        lambda root: (root / "responses/notes.md").unlink(),
        "notes.md: it was taken in and is no longer in responses/; put it back, under its own name if it was renamed, "
        "or `everypoint erase` it",
    ),
    "damaged kept bytes": (
        lambda root: [append(path, b"x") for path in (root / ".everypoint/sources").iterdir()],
        "letter.txt: the bytes kept of it are missing or damaged; restore them from a backup",
    ),
    "missing kept bytes": (
        lambda root: shutil.rmtree(root / ".everypoint/sources"),
        "letter.txt: the bytes kept of it are missing or damaged; restore them from a backup",
    ),
    "missing store": (
        lambda root: (root / ".everypoint/everypoint.sqlite3").unlink(),
        "restore it from a backup. If the store is on a server, set EVERYPOINT_DATABASE.",
    ),
    "edited coding": (
        lambda root: tamper(root, "UPDATE coding SET memo = 'x' WHERE seq = (SELECT min(seq) FROM coding)"),
        "(coding) has been changed: it is about letter.txt; restore the store from a backup",
    ),
    "removed coding": (
        lambda root: tamper(root, "DELETE FROM coding WHERE seq = (SELECT min(seq) FROM coding)"),
        "(coding) has been removed; restore the store from a backup",
    ),
    "cut short": (
        lambda root: tamper(root, "DELETE FROM record WHERE seq > (SELECT max(seq) FROM coding)"),
        "are missing at the end; restore the store from a backup",
    ),
    "evidence outside its point": (misquote, "a coding of letter.txt by machine quotes text outside its point"),
    "edited report": (
        lambda root: append(root / "reports/report.html", b"<!-- better -->"),
        "report.html is not the report that its manifest describes; `everypoint report` makes it anew",
    ),
    "missing report": (
        lambda root: (root / "reports/report.html").unlink(),
        "report.html is missing or damaged; `everypoint report` makes it anew",
    ),
    "missing manifest": (
        lambda root: (root / "reports/report.manifest.json").unlink(),
        "report.manifest.json is missing or damaged; `everypoint report` makes it anew",
    ),
    "manifest of something else": (
        lambda root: (root / "reports/report.manifest.json").write_text("[1]", encoding="utf-8"),
        "report.manifest.json is missing or damaged; `everypoint report` makes it anew",
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_named(reported: Everypoint, kind: str) -> None:
    damage, told = DAMAGE[kind]
    damage(reported.workspace.root)
    with pytest.raises(EverypointError) as caught:
        open_workspace(reported.workspace.root).check()
    assert str(caught.value).endswith(told)


@pytest.mark.parametrize("kind", ["edited source", "edited report", "missing report", "missing manifest"])
def test_what_a_report_can_mend_it_mends(reported: Everypoint, kind: str) -> None:
    DAMAGE[kind][0](reported.workspace.root)
    assert open_workspace(reported.workspace.root).report().changed
    assert open_workspace(reported.workspace.root).check()


# Real documents -------------------------------------------------------------------------------------------------------


def parts(path: Path) -> None:
    document = read(path)
    segments = split(document)
    assert "".join(document.text[s.start : s.end] for s in segments) == document.text
    assert [s.start for s in segments] == [0, *(s.end for s in segments[:-1])]


@pytest.mark.parametrize("name", sorted(path.name for path in RESPONSES.glob("[01]*")))
def test_the_segments_of_every_response_of_the_example_are_its_text(name: str) -> None:
    parts(RESPONSES / name)


@pytest.mark.parametrize("number", range(5))
def test_the_segments_of_every_seed_are_its_text(number: int) -> None:
    (path,) = shared("seeds").glob(f"00{number}_*.txt")
    parts(path)


def seeds(root: Path) -> Path:
    """A new workspace with the five real documents and the worked example's consultation."""
    found = {path.name: path.read_bytes() for path in shared("seeds").glob("*.txt")}
    assert len(found) == 5
    return make_workspace(root, found, consultation=(RESPONSES / "consultation.toml").read_text(encoding="utf-8"))


def points_of_the_seeds(made: Reported) -> None:
    assert (made.responses, made.skipped) == (5, ())
    assert made.points == 6 + 4 + 9 + 18 + 27


def test_the_real_documents_make_their_report_with_the_network_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*given: object, **named: object) -> None:
        raise OSError("the network is cut off")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, cut)
    app = open_workspace(seeds(tmp_path))
    points_of_the_seeds(app.report())
    assert app.check()


def test_the_real_documents_make_their_report_in_a_process_without_a_network(tmp_path: Path) -> None:
    cut = ("unshare", "--net", "--map-root-user")
    if shutil.which("unshare") is None or subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        pytest.skip(NO_UNSHARE)
    said = json.loads(run(seeds(tmp_path), "report", "--json", before=cut))
    assert (said["responses"], said["points"], said["skipped"]) == (5, 64, [])


def test_a_manifest_that_somebody_kept_remembers_the_chain_too(reported: Everypoint) -> None:
    kept = reported.workspace.reports / "march.manifest.json"
    told = {**manifest(reported), "head": "0" * 64}
    kept.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(EverypointError, match="is not the one that an earlier report was made with"):
        reported.check()
    kept.write_text(json.dumps({**told, "store": "f" * 64}), encoding="utf-8")
    assert reported.check(), "a report of another store is none of ours"


def test_a_document_that_went_away_stays_in_the_account(reported: Everypoint) -> None:
    (reported.workspace.responses / "notes.md").unlink()
    made = reported.report()
    assert (made.sources, made.responses) == (3, 2)
    assert [(skip.name, skip.reason[:44]) for skip in made.skipped] == [
        ("notes.md", "it was taken in and is no longer in response")
    ]


def test_a_report_that_knows_more_records_than_the_store_is_not_written_over(reported: Everypoint) -> None:
    told = {**manifest(reported), "records": 999}
    reported.workspace.manifest.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(EverypointError, match="an earlier report was made with 999 records"):
        reported.report()
    assert manifest(reported) == told


def test_the_manifest_of_another_audit_trail_is_kept_and_told(reported: Everypoint) -> None:
    told = manifest(reported)
    shutil.rmtree(reported.workspace.state)
    again = open_workspace(reported.workspace.root)
    assert again.check()[-1].endswith("the audit trail that it was made with is not here")
    again.take_in()
    with pytest.raises(EverypointError, match="was made where another audit trail is kept than here"):
        again.check()
    assert again.report().changed
    assert manifest(again) == told, "the same page: what the other store said of it stays"
    own = again.store.chain()
    aside = again.workspace.reports / f"report.{own.first[:12]}.manifest.json"
    assert json.loads(aside.read_bytes())["head"] == own.head
    assert again.check()[-1] == "the report is the one that its manifest describes"
    assert not again.report().changed
    edit(again, "letter.txt", "1. The budget is gone.\n")
    assert again.report().changed
    kept = json.loads((again.workspace.reports / f"report.{told['store'][:12]}.manifest.json").read_bytes())
    assert (kept["head"], "inputs" in kept) == (told["head"], False)
    assert manifest(again)["head"] == again.store.chain().head
    assert not aside.exists()
    assert again.check()


def decide(app: Everypoint) -> None:
    """Anna codes every point of today."""
    corpus, book = app.take_in(), app.consultation().codebook
    app.store.know_codebook(book, app.clock())
    coded = (
        replace(
            make_coding(point.key, ["access"], by=person("anna")),
            time=app.clock(),
            mode=CodingMode.ASSISTED,
            codebook=book.version,
            text_sha256=fingerprint(text),
        )
        for point, text in zip(corpus.points, corpus.texts, strict=True)
    )
    app.store.append(coded)


def test_a_decision_about_words_that_changed_is_told_until_the_same_person_looks_again(app: Everypoint) -> None:
    decide(app)
    assert app.report().look_again == ()
    edit(app, "letter.txt", LETTER.replace("forty years", "fifty years"))
    (look,) = app.report().look_again
    assert (look.place.document, look.coders) == ("letter.txt", ("Anna",))
    decide(app)
    assert app.report().look_again == ()


def test_what_was_refused_holds_on_when_the_document_and_its_row_are_gone(tmp_path: Path) -> None:
    rows = "file,respondent,type,publish\nletter.txt,Jane Doe,resident,no\n"
    app = open_workspace(make_workspace(tmp_path, FILES, respondents=rows))
    app.report()
    (app.workspace.responses / "letter.txt").unlink()
    app.workspace.respondents.unlink()
    app.report()
    assert "no longer in responses/" in page(app)
    assert "letter.txt" not in page(app)
