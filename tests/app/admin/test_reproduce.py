"""Reproducing a report: identical where nothing has changed, and told what differs where something has."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin.reproduce import reproduce
from analysis.app.context import AppContext
from analysis.errors import UnreadableError
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, Clock, make_workspace

FILES: dict[str, str | bytes] = {"letter.txt": LETTER, "notes.md": NOTES}


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    made = AppContext(Workspace(make_workspace(tmp_path / "first", FILES)), clock=Clock())
    publish.report(made)
    return made


def test_a_report_of_the_same_inputs_is_identical_and_nothing_is_touched(app: AppContext) -> None:
    before = everything(app)
    done = reproduce(app, app.workspace.manifest)
    assert (done.is_identical, done.differences) == (True, ())
    assert everything(app) == before


def test_a_letter_changed_in_a_page_beside_the_manifest_is_named(app: AppContext) -> None:
    page = next(path for path in sorted((app.workspace.reports / "annex").iterdir()) if b"Money" in path.read_bytes())
    page.write_bytes(page.read_bytes().replace(b"Money", b"Honey", 1))
    (app.workspace.reports / "annex" / "more.html").write_text("more")
    (app.workspace.reports / "annex" / ".DS_Store").write_text("the system's")
    done = reproduce(app, app.workspace.manifest)
    assert not done.is_identical
    assert done.altered == tuple(sorted((f"annex/{page.name}", "annex/more.html")))
    for place in (
        app.workspace.root / "sent.manifest.json",
        app.workspace.reports / "report.0123456789ab.manifest.json",
    ):
        place.write_bytes(app.workspace.manifest.read_bytes())
        assert reproduce(app, place).is_identical


def test_a_report_takes_away_the_pdf_of_the_one_before(app: AppContext) -> None:
    app.workspace.printed_report.write_bytes(b"%PDF")
    assert not publish.report(app).pdf_removed
    assert app.workspace.printed_report.exists()
    assert publish.report(app, one_file=True).pdf_removed
    assert not app.workspace.printed_report.exists()


def everything(app: AppContext) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in app.workspace.reports.rglob("*") if path.is_file()}


def test_a_report_of_one_file_is_made_again_as_one_file(app: AppContext) -> None:
    publish.report(app, one_file=True)
    done = reproduce(app, app.workspace.manifest)
    assert (done.is_identical, done.differences) == (True, ())


def test_another_store_reproduces_it_from_the_same_files(app: AppContext, tmp_path: Path) -> None:
    other = AppContext(Workspace(make_workspace(tmp_path / "other", FILES)), clock=Clock())
    done = reproduce(other, app.workspace.manifest)
    assert (done.is_identical, done.differences) == (True, ())
    assert not other.workspace.report.exists()


def test_another_codebook_is_named_as_what_differs(app: AppContext) -> None:
    path = app.workspace.consultation
    path.write_text(path.read_text().replace("Money: budgets, cuts and costs.", "Money, and who pays."))
    done = reproduce(app, app.workspace.manifest)
    assert not done.is_identical
    codebook, coder, pages, pack = done.differences
    assert pack.what == "the assurance pack"
    assert pages.what.startswith("the pages of the annex (annex/")
    assert codebook.what == "the codebook"
    assert coder.what.startswith("the machine coder")


def test_a_pack_that_alone_differs_is_named(app: AppContext) -> None:
    path = app.workspace.consultation
    path.write_text(path.read_text() + '\n[[assumption]]\nkey = "coding"\nowner = "The analysts"\n')
    done = reproduce(app, app.workspace.manifest)
    assert not done.is_identical
    assert [one.what for one in done.differences] == ["the assurance pack"]
    publish.report(app)
    assert reproduce(app, app.workspace.manifest).is_identical


def test_what_came_since_is_named_as_what_differs(app: AppContext) -> None:
    (app.workspace.responses / "more.txt").write_text("1. The budget is too small for longer opening hours.\n")
    done = reproduce(app, app.workspace.manifest)
    assert not done.is_identical
    received = done.differences[0]
    assert (received.what, received.stated, received.found) == (
        "what was received",
        "2 files, 2 responses listed",
        "3 files, 3 responses listed",
    )


def test_what_is_no_manifest_is_refused(app: AppContext) -> None:
    with pytest.raises(UnreadableError, match="it is not the manifest of a report"):
        reproduce(app, app.workspace.consultation)
