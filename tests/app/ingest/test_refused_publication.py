"""A letter that asks not to be published: withheld and told, until a person decides."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.cli import app
from analysis.model import Publish
from analysis.workspace import Workspace
from tests.builders import make_workspace
from tests.web.visitor import Visitor, text_of

FILES = {
    "smith.txt": "Dear Sir\n\nKeep the bus stop.\n\nI do not wish my response to be published.\n\nA. Reed\n",
    "jones.txt": "Dear Sir\n\nClose the bus stop.\n\nWe do not object to publication.\n\nB. Reed\n",
}
TOLD = "it asks not to be published (“I do not wish my response to be published”); it is withheld until you say"


def test_the_refusal_is_believed_and_told_until_the_list_of_respondents_says_otherwise(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, FILES)
    told = CliRunner().invoke(app, ["report", "--workspace", str(root)])
    assert told.exit_code == 0
    assert f"needs you   smith.txt: {TOLD}" in told.output
    assert f"needs you   smith.txt: {TOLD}" in CliRunner().invoke(app, ["status", "--workspace", str(root)]).output
    publish = {r.document.name: r.respondent.publish for r in take_in(AppContext(Workspace(root))).responses}
    assert publish == {"smith.txt": Publish.NO, "jones.txt": Publish.ANONYMOUS}
    (root / "responses/respondents.csv").write_text("file,publish\nsmith.txt,yes\n")
    corpus = take_in(AppContext(Workspace(root)))
    assert corpus.refusals == ()
    assert {r.respondent.publish for r in corpus.responses if r.document.name == "smith.txt"} == {Publish.YES}


def test_the_pages_say_that_it_needs_a_person(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path, FILES))
    assert f"Needs you: {TOLD}" in text_of(visitor.get("/response", document="smith.txt"))
    assert "Needs you" not in text_of(visitor.get("/response", document="jones.txt"))
    assert "respondents.csv" not in text_of(visitor.get("/response", document="smith.txt")), "it is said here"
    overview = text_of(visitor.get("/"))
    assert "1 asks not to be published, or not to be named" in visitor.get("/")
    assert TOLD in overview
    page = visitor.get("/response", document="smith.txt")
    form = re.search(r"<form [^>]*>(?:(?!<form).)*Confirm: withhold it", page, re.DOTALL)
    assert form
    confirmed = visitor.post(
        "/responses/describe", dict(re.findall(r'name="([\w-]+)"\s+value="([^"]*)"', form[0]))
    ).text
    assert "Needs you" not in text_of(confirmed)
    assert visitor.services.snapshots.get().corpus.refusals == ()


def test_the_terminal_says_which_responses_are_in_no_figure(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, FILES)
    for command in ("report", "check", "status"):
        told = CliRunner().invoke(app, [command, "--workspace", str(root)])
        assert "1 response withheld: neither it nor its points are counted" in told.output, command
    told = CliRunner().invoke(app, ["report", "--workspace", str(root)])
    assert "2 responses, 2 points in the 1 that counts" in told.output


def test_the_terminal_says_how_many_are_not_shown_and_counted(tmp_path: Path) -> None:
    files = {f"{n}.txt": f"Keep bus stop number {n}.\n" for n in range(6)}
    files["respondents.csv"] = "file,publish\n" + "".join(f"{n}.txt,no\n" for n in range(5))
    root = make_workspace(tmp_path, files)
    for command in ("report", "status"):
        told = CliRunner().invoke(app, [command, "--workspace", str(root)])
        assert "withheld    5 responses not shown; counted in totals that tell of none of them" in told.output, command


def test_what_is_added_needs_nobody_where_the_list_of_respondents_decides(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "w", {"respondents.csv": "file,publish\nsmith.txt,no\n"})
    (tmp_path / "smith.txt").write_text(FILES["smith.txt"])
    told = CliRunner().invoke(app, ["add", str(tmp_path / "smith.txt"), "--workspace", str(root)])
    assert told.exit_code == 0, told.output
    assert "needs you" not in told.output
