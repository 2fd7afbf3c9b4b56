"""What was counted is kept, and counted again as soon as anything that it follows from is another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import kept_figures, publish, quotes
from analysis.app.admin.erasure import erase
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.coding import machine
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.kept_figures import FILE, report_state, report_state_by_status
from analysis.app.redaction.decisions import withhold_words
from analysis.app.snapshot import status
from analysis.app.snapshot.taking import take
from analysis.app.use_case_results import ReportState
from analysis.model import ActivityEvent, ActivityKind, Coder, QuoteDecision
from analysis.workspace import Workspace
from tests.app.audited import open_desk
from tests.builders import Clock, make_coding

ANN = Coder.person("Ann")


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    app = open_desk(tmp_path_factory.mktemp("reported") / "w")
    (app.workspace.responses / "gone.txt").write_text("1. The bus is late in ward ten.\n", "utf-8")
    publish.report(app)
    return app.workspace.root


@pytest.fixture
def app(_reported: Path, tmp_path: Path) -> AppContext:
    return AppContext(Workspace(shutil.copytree(_reported, tmp_path / "w")), clock=Clock())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was counted."""
    reports: list[object] = []
    tallied = publish.tally_of
    monkeypatch.setattr(publish, "tally_of", lambda *known, **rest: (reports.append(known), tallied(*known, **rest))[1])
    return reports


def describes_it_otherwise(app: AppContext) -> None:
    path = app.workspace.consultation
    path.write_text(path.read_text("utf-8").replace("Library opening", "Museum opening"), "utf-8")


def says_who_sent_it(app: AppContext) -> None:
    path = app.workspace.respondents
    path.write_text(path.read_text("utf-8").replace("0.txt,,charity", "0.txt,,council"), "utf-8")


def sends_something(app: AppContext) -> None:
    (app.workspace.responses / "late.txt").write_text("1. The budget was cut in ward nine.\n", "utf-8")


def takes_something_away(app: AppContext) -> None:
    (app.workspace.responses / "gone.txt").unlink()


def codes(app: AppContext) -> None:
    corpus = ingest.take_in(app)
    point = corpus.points[0].key
    coding = make_coding(point, ["access"], by=ANN)
    app.store.append(
        [replace(coding, codebook=corpus.consultation.codebook.version, text_sha256=corpus.digests[point])]
    )


def draws(app: AppContext) -> None:
    draw_audit(app, DrawRequest(5), ANN)


def prints_it_otherwise(app: AppContext) -> None:
    folder = app.workspace.root / "templates"
    folder.mkdir(exist_ok=True)
    (folder / "report.html.j2").write_text("<!doctype html><p>{{ report.title }}</p>", "utf-8")


def changes_the_page(app: AppContext) -> None:
    app.workspace.report.write_text("changed", "utf-8")


def loses_the_manifest(app: AppContext) -> None:
    app.workspace.manifest.unlink()


def damages_what_is_kept(app: AppContext) -> None:
    (app.workspace.state / FILE).write_text("{}", "utf-8")


def writes_other_counts(app: AppContext) -> None:
    path = app.workspace.state / FILE
    kept = json.loads(path.read_text("utf-8"))
    kept["themes"][0]["respondents"] += 1
    path.write_text(json.dumps(kept, separators=(",", ":")), "utf-8")


def pins_a_quotation(app: AppContext) -> None:
    snapshot = take(app)
    quotes.choose_quote(app, snapshot, snapshot.points[0], "funding", QuoteDecision.PINNED, "Ann")


def withholds_words(app: AppContext) -> None:
    withhold_words(app, take(app), "gone.txt", "ward ten", "Ann")


def divides_it_otherwise(app: AppContext) -> None:
    machine.divide(app, "0.txt", lambda old: replace(old, coder=ANN.id), ANN)


def writes_a_message(app: AppContext) -> None:
    path = app.workspace.consultation
    message = '[[message]]\ntext = "People want it."\nthemes = ["funding"]\n'
    path.write_text(f"{path.read_text('utf-8')}\n{message}", "utf-8")


OF_WHAT_IT_SAYS = [
    describes_it_otherwise,
    says_who_sent_it,
    sends_something,
    takes_something_away,
    codes,
    draws,
    prints_it_otherwise,
    pins_a_quotation,
    withholds_words,
    divides_it_otherwise,
    writes_a_message,
]


@pytest.mark.parametrize("change", OF_WHAT_IT_SAYS)
def test_a_report_is_outdated_as_soon_as_anything_that_it_says_is_another(
    app: AppContext, change: Callable[[AppContext], None]
) -> None:
    def states() -> list[ReportState]:
        corpus = ingest.take_in(app, keep=False)
        return [report_state(app, corpus), report_state_by_status(app, status.status(app))]

    assert [state.is_outdated for state in states()] == [False, False]
    change(app)
    assert [state.is_outdated for state in states()] == [True, True], "as the pages and the status say"
    publish.report(app)
    by_corpus, by_status = states()
    assert by_corpus == by_status == ReportState(is_made=True)


def test_a_report_that_came_with_the_folder_is_not_said_to_be_of_today(app: AppContext) -> None:
    shutil.rmtree(app.workspace.state)
    another = AppContext(app.workspace, clock=Clock())
    assert report_state(another, ingest.take_in(another, keep=False)).is_outdated


@pytest.mark.parametrize(
    "change",
    [
        writes_other_counts,
        describes_it_otherwise,
        says_who_sent_it,
        sends_something,
        takes_something_away,
        codes,
        draws,
        prints_it_otherwise,
        changes_the_page,
        loses_the_manifest,
        damages_what_is_kept,
    ],
)
def test_whatever_a_report_follows_from_has_it_counted_again(
    app: AppContext, counted: list[object], change: Callable[[AppContext], None]
) -> None:
    change(app)
    made = publish.report(app)
    assert len(counted) == 1
    again = publish.report(app)
    assert len(counted) == 1, "once"
    assert (again.changed, again.themes, again.coded) == (False, made.themes, made.coded)


def test_counts_that_somebody_wrote_into_the_file_are_told_nowhere(app: AppContext) -> None:
    made = publish.report(app)
    assert kept_figures.last_figures(app) is not None
    writes_other_counts(app)
    assert kept_figures.last_figures(app) is None
    assert kept_figures.last_least_trusted(app) == ()
    assert publish.report(app).themes == made.themes


def test_another_program_counts_again(app: AppContext, counted: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_figures, "program_sha256", lambda: "another version")
    assert not publish.report(app).changed
    assert len(counted) == 1


def test_what_changes_no_figure_has_nothing_counted(app: AppContext, counted: list[object]) -> None:
    made = publish.report(app)
    corpus = ingest.take_in(app)
    app.store.note(ActivityEvent(ActivityKind.REPORTED, "Ann", app.clock()))
    app.store.show(ANN, [(corpus.points[0].key, corpus.digests[corpus.points[0].key])], app.clock())
    assert publish.report(app) == made
    assert counted == []


def test_what_is_kept_names_nobody(app: AppContext) -> None:
    app.workspace.respondents.write_text("file,respondent\n0.txt,Jane Smith\n", "utf-8")
    publish.report(app)
    kept = (app.workspace.state / FILE).read_text("utf-8")
    assert "funding" in kept
    assert "Jane" not in kept
    assert "0.txt" not in kept


def test_a_workspace_in_which_nothing_changed_is_told_of_as_before_and_not_even_read(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish.report(app)
    monkeypatch.setattr(publish, "take_in_and_code", None)
    again = publish.report(app)
    assert again == replace(made, changed=False, new=())


def test_a_machine_that_reads_scans_reads_again(app: AppContext) -> None:
    before = kept_figures.digest_of_files(app, one_file=False)
    assert before == kept_figures.digest_of_files(app, one_file=False) != ""
    app.settings = replace(app.settings, ocr=not app.settings.ocr)
    assert kept_figures.digest_of_files(app, one_file=False) != before


def test_what_was_told_of_files_goes_with_an_erasure(app: AppContext) -> None:
    publish.report(app)
    kept = kept_figures.last_figures(app)
    assert kept is not None
    assert "gone.txt" in str(app.store.told(kept.told))
    erase(app, "gone.txt", "Ann", "on request")
    assert app.store.told(kept.told) is None
    assert not (app.workspace.state / FILE).exists()


def test_what_may_be_read_the_next_time_is_tried_again(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_figures, "may_pass", lambda skip: True)
    (app.workspace.responses / "empty.txt").write_text("", "utf-8")
    assert publish.report(app).skipped
    kept = kept_figures.last_figures(app)
    assert kept is not None
    assert not kept.told
