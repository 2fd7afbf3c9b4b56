"""Adding documents: what is copied in, what is not and why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from tests.app.three_documents import tree
from tests.builders import (
    LETTER,
)


def test_documents_and_folders_are_copied_in_with_what_each_became(app: AppContext, inbox: Path) -> None:
    added = {one.name: one for one in ingest.add(app, [inbox, inbox / "a.txt"])}
    assert list(added) == ["a.txt", "late/b.md", "scan.pdf"]
    assert (added["late/b.md"].points, added["late/b.md"].reason, added["late/b.md"].copied) == (2, None, True)
    assert added["scan.pdf"].reason
    assert added["scan.pdf"].copied, "it was received, and the ledger will say so"
    assert not added["a.txt"].copied, "the second time it is in already"
    assert publish.report(app).sources == 6


def test_another_document_of_the_same_name_is_not_taken_unless_it_is_to_replace(app: AppContext, inbox: Path) -> None:
    ingest.add(app, [inbox / "a.txt"])
    (inbox / "a.txt").write_text("1. Changed.\n", encoding="utf-8")
    (refused,) = ingest.add(app, [inbox / "a.txt"])
    assert refused.reason is not None
    assert "if this is a newer version of it, use --replace" in refused.reason
    assert (app.workspace.responses / "a.txt").read_text(encoding="utf-8") == LETTER
    (taken,) = ingest.add(app, [inbox / "a.txt"], replace_existing=True)
    assert (taken.reason, taken.copied, taken.points) == (None, True, 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such file")
@pytest.mark.parametrize("name", ["CON.txt", "aux.", "a:b.txt", "what?.txt"])
def test_a_name_that_not_every_system_can_keep_is_refused(app: AppContext, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LETTER, encoding="utf-8")
    (told,) = ingest.add(app, [tmp_path / name])
    assert "rename the file" in (told.reason or "")
    assert not (app.workspace.responses / name).exists()


def test_what_a_file_is_replaced_by_is_told_to_repeat_nothing_that_goes(app: AppContext, inbox: Path) -> None:
    ingest.add(app, [inbox / "a.txt"])
    (inbox / "b.txt").write_bytes((inbox / "a.txt").read_bytes())
    (inbox / "a.txt").write_text("The library is too far away for us.\n")
    added = ingest.add(app, [inbox / "a.txt", inbox / "b.txt"], replace_existing=True)
    assert [one.same_as for one in added] == [None, None]


def test_what_is_replaced_is_kept_even_if_no_report_was_made_of_it(app: AppContext, inbox: Path) -> None:
    ingest.add(app, [inbox / "a.txt"])
    (inbox / "a.txt").write_text("1. Changed.\n", encoding="utf-8")
    ingest.add(app, [inbox / "a.txt"], replace_existing=True)
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
def test_what_is_not_taken_is_told_why(app: AppContext, tmp_path: Path, name: str, told: str) -> None:
    before = tree(app.workspace.root)
    if name == "late.txt":
        (tmp_path / name).mkdir()
    elif name != "missing.txt":
        (tmp_path / name).write_text("x", encoding="utf-8")
    (one,) = ingest.add(app, [tmp_path / name])
    assert (one.reason, one.copied) == (told, False)
    assert tree(app.workspace.root) == before


def test_a_document_that_cannot_be_written_costs_no_other(app: AppContext, inbox: Path) -> None:
    (app.workspace.responses / "late").write_text("a file in the folder's place", encoding="utf-8")
    added = {one.name: one.reason for one in ingest.add(app, [inbox])}
    assert added["a.txt"] is None
    assert added["late/b.md"] is not None
