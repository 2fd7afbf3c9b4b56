"""The report: what it accounts for, what it is made from, and when nothing is written."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import personal_data_search, publish
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.use_case_results import Reported
from analysis.errors import (
    ConsultationError,
    EverypointError,
    OutputError,
    WorkspaceError,
)
from analysis.model import CodingMode
from analysis.text import fingerprint
from analysis.workspace import load_consultation
from tests.app.three_documents import FILES, MADE_FROM, PDF, edit, manifest, open_workspace, page, run, tree
from tests.builders import (
    CONSULTATION,
    LETTER,
    RESPONSES,
    ROOT,
    make_coding,
    make_workspace,
    person,
)
from tests.needs import NO_UNSHARE
from tests.shared import shared


def test_a_report_accounts_for_everything_received(app: AppContext) -> None:
    made = publish.report(app)
    assert (made.changed, made.sources, made.responses, made.points) == (True, 3, 3, 7)
    assert made.new == ("letter.txt", "notes.md", "web/page.html")
    assert made.numbers == (("R1", "letter.txt"), ("R2", "notes.md"), ("R3", "web/page.html"))
    assert "Library opening hours" in page(app)
    assert tree(app.workspace.responses) == {
        "consultation.toml": CONSULTATION.encode(),
        **{name: content.encode() for name, content in FILES.items()},
    }, "what was received is never touched"


def test_what_was_taken_in_is_let_go_before_the_pages_are_made(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[weakref.ref[object]] = []
    take_in, write = publish.take_in_and_code, publish._written

    def noting(app: AppContext) -> publish.CodedWorkspace:
        coded = take_in(app)
        taken.append(weakref.ref(coded.snapshot))
        return coded

    def looking(*counted: object) -> object:
        assert [snapshot() for snapshot in taken] == [None]
        return write(*counted)  # type: ignore[arg-type]

    monkeypatch.setattr(publish, "take_in_and_code", noting)
    monkeypatch.setattr(publish, "_written", looking)
    assert publish.report(app).changed


def test_what_is_told_of_single_files_is_gathered_while_others_look_for_personal_data(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    tell = publish._told

    @contextmanager
    def looked_for(*_: object) -> Iterator[None]:
        steps.append("begun")
        yield
        steps.append("found")

    def noted(app: AppContext, coded: publish.CodedWorkspace) -> Reported:
        steps.append("told")
        return tell(app, coded)

    monkeypatch.setattr(personal_data_search, "search_ahead", looked_for)
    monkeypatch.setattr(publish, "_told", noted)
    assert publish.report(app).changed
    assert steps == ["begun", "told", "found"]


def test_a_second_report_is_the_first_and_nothing_is_written(reported: AppContext) -> None:
    before = tree(reported.workspace.root)
    again = publish.report(open_workspace(reported.workspace.root))
    assert (again.changed, again.new) == (False, ())
    assert tree(reported.workspace.root) == before


def test_the_same_inputs_give_the_same_bytes_in_another_folder(reported: AppContext, tmp_path: Path) -> None:
    other = open_workspace(make_workspace(tmp_path / "else where" / "ünter", FILES))
    other.clock()
    publish.report(other)
    assert page(other) == page(reported)
    assert {key: manifest(other)[key] for key in MADE_FROM} == {key: manifest(reported)[key] for key in MADE_FROM}


def test_neither_hash_seed_nor_locale_nor_time_zone_changes_a_byte(reported: AppContext) -> None:
    wanted = reported.workspace.report.read_bytes()
    shutil.rmtree(reported.workspace.reports)
    shutil.rmtree(reported.workspace.state)
    odd = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0"}
    run(reported.workspace.root, "report", environment=odd)
    assert reported.workspace.report.read_bytes() == wanted


def test_the_manifest_tells_what_a_report_was_made_from_and_names_nobody(reported: AppContext) -> None:
    told = manifest(reported)
    assert set(told) == {*MADE_FROM, "inputs", "files", "assurance", "store", "records", "head", "time", "versions"}
    assert told["records"] == reported.store.chain().records
    assert told["head"] == reported.store.chain().head
    assert sorted(one["responses"] for one in told["inputs"]) == [["R1"], ["R2"], ["R3"]]
    assert [one["record"] for one in told["inputs"]] == sorted(one["record"] for one in told["inputs"])
    assert not any(name in reported.workspace.manifest.read_text(encoding="utf-8") for name in FILES)


def test_an_edited_response_is_a_new_version_and_the_old_one_is_kept(reported: AppContext) -> None:
    before, kept = page(reported), reported.store.sources()["letter.txt"].sha256
    edit(reported, "letter.txt", "1. The budget is gone.\n")
    made = publish.report(open_workspace(reported.workspace.root))
    assert (made.changed, made.new) == (True, ("letter.txt",))
    assert page(reported) != before
    assert reported.store.content(kept) == LETTER.encode()
    held = verify_workspace.check(open_workspace(reported.workspace.root))
    assert any("points that have changed since" in line for line in held), (
        "codings of the old text stay, and do no harm"
    )


def test_what_cannot_be_read_is_in_the_report_with_its_reason_and_nothing_else_is_lost(app: AppContext) -> None:
    make_workspace(app.workspace.root, {"scan.pdf": PDF, "void.txt": b"", "noise.txt": bytes(range(256)) * 9})
    (app.workspace.responses / "link.txt").symlink_to(ROOT / "pyproject.toml")
    made = publish.report(app)
    assert (made.sources, made.responses, made.points) == (7, 3, 7)
    assert [skip.name for skip in made.skipped] == ["link.txt", "noise.txt", "scan.pdf", "void.txt"]
    for skip in made.skipped:
        assert skip.reason.split(";")[0] in page(app)
    assert verify_workspace.check(app)


def test_an_empty_workspace_has_an_empty_report(tmp_path: Path) -> None:
    app = open_workspace(make_workspace(tmp_path))
    made = publish.report(app)
    assert (made.sources, made.responses, made.points, made.skipped) == (0, 0, 0, ())
    assert verify_workspace.check(app)[0].startswith("0 sources, 0 responses, 0 points")


def test_consent_reaches_the_page(tmp_path: Path) -> None:
    respondents = (
        "file,respondent,type,publish\nletter.txt,Jane Doe,resident,no\nnotes.md,The Archers,charity,anonymous\n"
        "web/page.html,Friends of the Library,charity,yes\n"
    )
    app = open_workspace(make_workspace(tmp_path, FILES, respondents=respondents))
    publish.report(app)
    for hidden in ("Jane Doe", "letter.txt", "Sunday opening will cost", "The Archers", "notes.md", "web/page.html"):
        assert hidden not in page(app)
    for shown in ("Friends of the Library", "still impossible at two branches"):
        assert shown in page(app)


def test_nothing_is_written_when_the_consultation_has_mistakes(app: AppContext) -> None:
    edit(app, "consultation.toml", CONSULTATION.replace("definition", "definiton"))
    before = tree(app.workspace.root)
    with pytest.raises(ConsultationError) as caught:
        publish.report(app)
    assert len(caught.value.problems) == 2
    edit(app, "consultation.toml", CONSULTATION)
    (app.workspace.respondents).write_text("file\nnobody.txt\n", encoding="utf-8")
    with pytest.raises(ConsultationError, match=r"nobody\.txt is not in responses/"):
        publish.report(app)
    app.workspace.respondents.unlink()
    assert tree(app.workspace.root) == {**before, "responses/consultation.toml": CONSULTATION.encode()}


def test_a_file_in_the_place_of_the_reports_is_a_clear_error(app: AppContext) -> None:
    app.workspace.reports.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="reports is a file, not a folder"):
        publish.report(app)
    assert app.workspace.reports.read_text(encoding="utf-8") == "mine"


def test_a_locked_reports_folder_leaves_the_old_report_whole(reported: AppContext, no_root: None) -> None:
    before = tree(reported.workspace.reports)
    edit(reported, "letter.txt", "1. Something else.\n")
    reported.workspace.reports.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="permission denied"):
            publish.report(reported)
    finally:
        reported.workspace.reports.chmod(0o700)
    assert tree(reported.workspace.reports) == before


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is not a workspace"):
        open_workspace(tmp_path)


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
    points_of_the_seeds(publish.report(app))
    assert verify_workspace.check(app)


def test_the_real_documents_make_their_report_in_a_process_without_a_network(tmp_path: Path) -> None:
    cut = ("unshare", "--net", "--map-root-user")
    if shutil.which("unshare") is None or subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        pytest.skip(NO_UNSHARE)
    said = json.loads(run(seeds(tmp_path), "report", "--json", before=cut))
    assert (said["responses"], said["points"], said["skipped"]) == (5, 64, [])


def test_a_document_that_went_away_stays_in_the_account(reported: AppContext) -> None:
    (reported.workspace.responses / "notes.md").unlink()
    made = publish.report(reported)
    assert (made.sources, made.responses) == (3, 2)
    assert [(skip.name, skip.reason[:44]) for skip in made.skipped] == [
        ("notes.md", "it was included and is no longer in response")
    ]


def test_a_report_that_knows_more_records_than_the_store_is_not_written_over(reported: AppContext) -> None:
    told = {**manifest(reported), "records": 999}
    reported.workspace.manifest.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(EverypointError, match="an earlier report was made with 999 records"):
        publish.report(reported)
    assert manifest(reported) == told


def test_the_manifest_of_another_audit_trail_is_kept_and_told(reported: AppContext) -> None:
    told = manifest(reported)
    shutil.rmtree(reported.workspace.state)
    again = open_workspace(reported.workspace.root)
    assert verify_workspace.check(again)[-1].endswith("the audit trail that it was made with is not here")
    ingest.take_in(again)
    with pytest.raises(EverypointError, match="was made where another audit trail is kept than here"):
        verify_workspace.check(again)
    assert publish.report(again).changed
    assert manifest(again) == told, "the same page: what the other store said of it stays"
    own = again.store.chain()
    aside = again.workspace.reports / f"report.{own.first[:12]}.manifest.json"
    assert json.loads(aside.read_bytes())["head"] == own.head
    assert verify_workspace.check(again)[-1] == "the report is the one that its manifest describes"
    assert not publish.report(again).changed
    edit(again, "letter.txt", "1. The budget is gone.\n")
    assert publish.report(again).changed
    kept = json.loads((again.workspace.reports / f"report.{told['store'][:12]}.manifest.json").read_bytes())
    assert (kept["head"], "inputs" in kept) == (told["head"], False)
    assert manifest(again)["head"] == again.store.chain().head
    assert not aside.exists()
    assert verify_workspace.check(again)


def decide(app: AppContext) -> None:
    """Anna codes every point of today."""
    corpus, book = ingest.take_in(app), load_consultation(app.workspace.consultation).codebook
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


def test_a_decision_about_words_that_changed_is_told_until_the_same_person_looks_again(app: AppContext) -> None:
    decide(app)
    assert publish.report(app).look_again == ()
    edit(app, "letter.txt", LETTER.replace("forty years", "fifty years"))
    (look,) = publish.report(app).look_again
    assert (look.place.document, look.coders) == ("letter.txt", ("Anna",))
    decide(app)
    assert publish.report(app).look_again == ()


def test_what_was_refused_holds_on_when_the_document_and_its_row_are_gone(tmp_path: Path) -> None:
    rows = "file,respondent,type,publish\nletter.txt,Jane Doe,resident,no\n"
    app = open_workspace(make_workspace(tmp_path, FILES, respondents=rows))
    publish.report(app)
    (app.workspace.responses / "letter.txt").unlink()
    app.workspace.respondents.unlink()
    publish.report(app)
    assert "no longer in responses/" in page(app)
    assert "letter.txt" not in page(app)


def test_the_annex_may_be_in_the_same_file_and_goes_when_it_is(reported: AppContext) -> None:
    assert (reported.workspace.reports / "annex" / "index.html").is_file()
    assert publish.report(reported, one_file=True).changed
    assert not (reported.workspace.reports / "annex").exists()
    assert manifest(reported)["files"] == {}
    assert "still impossible at two branches" in reported.workspace.report.read_text(encoding="utf-8")
    assert verify_workspace.check(reported)
    assert not publish.report(reported, one_file=True).changed
    assert publish.report(reported).changed
    assert (reported.workspace.reports / "annex" / "index.html").is_file()


def test_too_many_responses_for_one_file_are_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    letters = {f"{n}.txt": f"{n}. The budget of branch number {n} is too small.\n" for n in range(201)}
    app = open_workspace(make_workspace(tmp_path, letters))
    with pytest.raises(OutputError, match="the report of 201 responses cannot be one file: at most 200 may"):
        publish.report(app, one_file=True)
    assert not app.workspace.report.exists()


def test_the_manifest_knows_every_page_of_the_annex(reported: AppContext) -> None:
    files = manifest(reported)["files"]
    assert isinstance(files, dict)
    reports = reported.workspace.reports
    pages = {path.relative_to(reports).as_posix(): path.read_bytes() for path in (reports / "annex").iterdir()}
    assert files == {name: hashlib.sha256(content).hexdigest() for name, content in pages.items()}
