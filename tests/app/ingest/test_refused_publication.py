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
        assert "1 response withheld: neither it nor its" in told.output, command
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


ROWS = {
    "a.csv": "Response ID,Name,May we publish your response?,Please explain your answer,Any other comments\n"
    "a1,Ann Bold,Yes,I like the 20mph limits very much.,Please do not publish my response.\n"
    'a2,Bob Cray,Yes,"The council should not publish its plans so late, or print names.",More buses on Sundays.\n'
    "a3,Cat Dunn,Yes,Please do not print my name. Mend the potholes.,Nothing more.\n"
    "a4,Dee East,No,Please keep this confidential.,The hedge must stay.\n"
    "a5,Eve Fox,Yes,More buses are needed on Sundays.,The potholes in Mill Road are bad.\n"
}


def test_a_row_that_asks_not_to_be_published_is_withheld_whatever_its_column_for_consent_allows(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, ROWS)
    corpus = take_in(AppContext(Workspace(root)))
    assert {r.document.name: r.respondent.publish for r in corpus.responses} == {
        "a.csv#a1": Publish.NO,
        "a.csv#a2": Publish.YES,
        "a.csv#a3": Publish.ANONYMOUS,
        "a.csv#a4": Publish.NO,
        "a.csv#a5": Publish.YES,
    }
    asked = {one.document: one.asked for one in corpus.refusals}
    assert asked == {"a.csv#a1": Publish.NO, "a.csv#a3": Publish.ANONYMOUS}
    told = CliRunner().invoke(app, ["status", "--workspace", str(root)]).output
    assert "needs you   a.csv#a1: it asks not to be published (“Please do not publish my response”)" in told


def test_only_what_is_said_of_the_row_itself_decides_about_a_row_that_refuses(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, {**ROWS, "respondents.csv": "file,publish\na.csv,yes\na.csv#a3,yes\n"})
    corpus = take_in(AppContext(Workspace(root)))
    publish = {r.document.name: r.respondent.publish for r in corpus.responses}
    assert (publish["a.csv#a1"], publish["a.csv#a3"]) == (Publish.NO, Publish.YES)
    assert [one.document for one in corpus.refusals] == ["a.csv#a1"]
