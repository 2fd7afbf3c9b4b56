"""Who sent a document: people's word first, then the form in it, then who sent it; a refusal is never overruled."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.model import Publish, Respondent
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

FORM = (
    "Response form\n\nName: Merrick Pellingworth\n\nOrganisation: Larch Grove Society\n\n"
    "Responding as: A charity\n\nMay we publish your response? {}\n\n1. Should the ferry run in winter?\n\n"
    "The ferry should run in winter because the islanders need it to reach the hospital.\n"
)
MAIL = (
    "From: M P <mp@x.example>\nTo: c@x.example\nSubject: Ferry\nContent-Type: text/plain; charset=utf-8\n\n"
    "Dear team,\n\n{}"
)
HEAD = "file,respondent,type,publish\n"


def sent_by(root: Path, name: str, content: str, listed: str = "") -> Respondent:
    files = {name: content.encode()} | ({"respondents.csv": (HEAD + listed).encode()} if listed else {})
    app = AppContext(Workspace(make_workspace(root, files)), clock=Clock())
    return ingest.find(app, name).respondent


def test_a_form_names_its_respondent_and_a_person_may_say_otherwise(tmp_path: Path) -> None:
    yes = FORM.format("Yes")
    assert sent_by(tmp_path / "a", "f.txt", yes) == Respondent("Larch Grove Society", "charity", Publish.YES)
    theirs = sent_by(tmp_path / "b", "f.txt", yes, "f.txt,Larch Grove,,anonymous\n")
    assert theirs == Respondent("Larch Grove", None, Publish.ANONYMOUS)


@pytest.mark.parametrize("wish", ["Please do not publish my response.", "My response must not be made public."])
def test_a_letters_refusal_stands_above_a_consent_that_is_ticked(tmp_path: Path, wish: str) -> None:
    assert sent_by(tmp_path, "f.txt", f"{FORM.format('Yes')}\n{wish}\n").publish is Publish.NO


def test_the_form_in_a_message_stands_above_its_header(tmp_path: Path) -> None:
    found = sent_by(tmp_path, "m.eml", MAIL.format(FORM.format("No")))
    assert found == Respondent("Larch Grove Society", "charity", Publish.NO)


def test_a_report_names_the_body_that_agreed_and_no_person(tmp_path: Path) -> None:
    person = FORM.replace("Larch Grove Society", "n/a").replace("A charity", "Resident").replace("Merrick", "Ottoline")
    files = {"body.txt": FORM.format("Yes").encode(), "person.txt": person.format("Yes").encode()}
    app = AppContext(Workspace(make_workspace(tmp_path, files)), clock=Clock())
    publish.report(app)
    pages = "".join(page.read_text() for page in (tmp_path / "reports").rglob("*.html"))
    assert "Larch Grove Society" in pages
    assert not any(name in pages for name in ("Merrick", "Ottoline", "Pellingworth"))
    types = {response.respondent.type for response in ingest.take_in(app).responses}
    assert types == {"charity", "resident"}
