"""The report on paper: tagged, with page numbers in its contents, and told what to do where nothing can print it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pypdfium2
import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.print_report import NO_CHROMIUM, print_report
from analysis.errors import OutputError, UnreadableError
from analysis.workspace import Settings, Workspace
from tests.builders import LETTER, Clock, make_workspace

FOUND = Settings.of_environment().chromium


def app_of(root: Path, chromium: str) -> AppContext:
    settings = dataclasses.replace(Settings(), chromium=chromium)
    return AppContext(Workspace(root), clock=Clock(), settings=settings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", {"letter.txt": LETTER})


@pytest.mark.skipif(not FOUND, reason="no Chromium is installed")
def test_the_report_is_printed_with_tags_and_page_numbers_and_tells_no_path(root: Path) -> None:
    app = app_of(root, FOUND)
    publish.report(app)
    path = print_report(app)
    assert path == root / "reports" / "report.pdf"
    assert str(root).encode() not in path.read_bytes()
    document = pypdfium2.PdfDocument(path)
    assert document.is_tagged()
    texts = [page.get_textpage().get_text_range() for page in document]
    contents = next(text for text in texts if "Contents" in text)
    number = re.findall(r"How to read this report\D*?(\d+)", contents)[0]
    assert "Respondents and points." in texts[int(number) - 1]
    assert len(document) <= 25


def test_where_nothing_prints_it_is_told_what_to_install(root: Path) -> None:
    app = app_of(root, "")
    publish.report(app)
    with pytest.raises(OutputError, match=re.escape(NO_CHROMIUM[:60])):
        print_report(app)


def test_a_program_that_fails_is_named_and_the_report_stays(root: Path) -> None:
    app = app_of(root, "/bin/false")
    publish.report(app)
    with pytest.raises(OutputError, match=r"/bin/false did not print the report .* open reports/report\.html"):
        print_report(app)
    assert app.workspace.report.is_file()
    assert not (root / "reports" / "report.pdf").exists()


def test_without_a_report_there_is_nothing_to_print(root: Path) -> None:
    with pytest.raises(UnreadableError, match="none has been made yet"):
        print_report(app_of(root, "/bin/false"))


@pytest.mark.parametrize("name", ["chromium", "chromium-headless-shell"])
def test_the_program_is_found_and_may_be_named(tmp_path: Path, name: str) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert Settings.of_environment({"PATH": str(tmp_path)}).chromium == str(program)
    assert Settings.of_environment({"PATH": str(tmp_path), "EVERYPOINT_CHROMIUM": "/opt/c"}).chromium == "/opt/c"
