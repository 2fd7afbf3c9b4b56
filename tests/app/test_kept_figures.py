"""What was counted is kept, and counted again as soon as anything that it follows from is another."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import kept_figures, publish
from analysis.app.admin.erasure import erase
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.kept_figures import FILE
from analysis.model import ActivityEvent, ActivityKind, Coder
from tests.app.audited import open_desk
from tests.builders import make_coding

ANN = Coder.person("Ann")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    app = open_desk(tmp_path / "w")
    (app.workspace.responses / "gone.txt").write_text("1. The bus is late in ward ten.\n", "utf-8")
    publish.report(app)
    return app


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was counted."""
    reports: list[object] = []
    tallied = publish.tally_of
    monkeypatch.setattr(publish, "tally_of", lambda *known: (reports.append(known), tallied(*known))[1])
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
    monkeypatch.setattr(kept_figures, "_program_sha256", lambda: "another version")
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


def test_what_was_told_of_files_goes_with_an_erasure(app: AppContext) -> None:
    publish.report(app)
    kept = kept_figures.last_figures(app)
    assert kept is not None
    assert "gone.txt" in str(app.store.told(kept.told))
    erase(app, "gone.txt", "Ann", "on request")
    assert app.store.told(kept.told) is None
    assert "gone.txt" not in (app.workspace.state / FILE).read_text("utf-8")


def test_what_may_be_read_the_next_time_is_tried_again(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_figures, "may_pass", lambda skip: True)
    (app.workspace.responses / "empty.txt").write_text("", "utf-8")
    assert publish.report(app).skipped
    kept = kept_figures.last_figures(app)
    assert kept is not None
    assert not kept.told
