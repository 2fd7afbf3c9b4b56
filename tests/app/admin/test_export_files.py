"""Exports as files: the figures of the report, where they may lie, and what an erasure takes with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import erasure
from analysis.app.admin.export_files import (
    ExportedFile,
    check_place,
    export,
    find_download,
    make_download,
    write_export,
)
from analysis.app.context import AppContext
from analysis.errors import OutputError, UnreadableError
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, Clock, make_workspace
from tests.exporting.contents import words_in

RESPONDENTS = "file,respondent,type,publish\nletter.txt,Jane Doe,resident,yes\nnotes.md,Secret Sam,charity,no\n"


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    root = make_workspace(tmp_path / "w", {"letter.txt": LETTER, "notes.md": NOTES}, respondents=RESPONDENTS)
    return AppContext(Workspace(root), clock=Clock())


def test_an_export_has_the_figures_of_the_report(app: AppContext) -> None:
    reported = publish.report(app)
    records = app.store.chain().records
    figures = json.loads(export(app, "json").content)["tables"]["figures"]
    counted = {
        row["About"]: row["Value"] for row in figures if (row["Table"], row["Measure"]) == ("Theme", "respondents")
    }
    assert counted == {theme.name: theme.respondents for theme in reported.themes}
    assert app.store.chain().records == records, "an export records nothing"


def test_an_export_codes_what_is_new_and_the_report_then_says_the_same(app: AppContext) -> None:
    first = export(app, "json").content
    publish.report(app)
    assert export(app, "json").content == first


def test_the_teams_own_holds_who_refused_and_the_public_one_does_not(app: AppContext) -> None:
    public, own = (words_in(export(app, "xlsx", for_team).content) for for_team in (False, True))
    for secret in ("Secret Sam", "notes.md", "gone far enough"):
        assert secret not in public
        assert secret in own
    assert numbers_in(export(app, "json")) == ["R1"]
    assert numbers_in(export(app, "json", for_team=True)) == ["R1", "W1"], "a response has one number in both"


def numbers_in(exported: ExportedFile) -> list[str]:
    return [row["Response"] for row in json.loads(exported.content)["tables"]["responses"]]


def test_files_have_their_place_and_are_not_written_over(app: AppContext, tmp_path: Path) -> None:
    public, own = export(app, "codebook"), export(app, "json", for_team=True)
    assert write_export(app, public, None) == app.workspace.reports / "exports/codebook.csv"
    write_export(app, public, None)
    (tmp_path / "a.csv").write_bytes(b"edited")
    with pytest.raises(
        OutputError, match=r"exists already and holds something else; name another file, or add --replace"
    ):
        write_export(app, public, tmp_path / "a.csv")
    write_export(app, public, tmp_path / "a.csv", replace_file=True)
    assert (tmp_path / "a.csv").read_bytes() == public.content
    with pytest.raises(OutputError, match=r"this export is a \.csv file; give it a name that ends so"):
        write_export(app, public, tmp_path / "a.xlsx")
    with pytest.raises(OutputError, match="would be read as a response"):
        write_export(app, public, app.workspace.responses / "a.csv")
    with pytest.raises(OutputError, match="among public files"):
        write_export(app, own, None)
    assert write_export(app, own, tmp_path / "own.json").is_file()


def test_a_place_that_is_not_fit_is_told_before_anything_is_read(app: AppContext, tmp_path: Path) -> None:
    for format_name, file, for_team, fault in (
        ("csv", tmp_path / "x.csv", False, r"this export is a \.zip file"),
        ("json", tmp_path / "none" / "x.json", False, "there is no folder"),
        ("json", None, True, "among public files"),
    ):
        with pytest.raises(OutputError, match=fault):
            check_place(app, format_name, file, for_team)
    check_place(app, "codebook", None, for_team=True)
    assert not app.store.chain().records


def test_an_erasure_takes_exports_and_downloads_with_it(app: AppContext) -> None:
    write_export(app, export(app, "csv"), None)
    make_download(app, "csv", for_team=True)
    assert find_download(app, "internal-responses.csv.zip")
    erasure.erase(app, "Jane Doe", "Sam", "asked")
    assert find_download(app, "internal-responses.csv.zip") is None
    assert not (app.workspace.reports / "exports").exists()


def test_a_format_that_there_is_not_is_told(app: AppContext) -> None:
    with pytest.raises(UnreadableError, match="there is no such format"):
        export(app, "pdf")
