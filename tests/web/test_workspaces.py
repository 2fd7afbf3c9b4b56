"""Several consultations behind one address: listed, opened and begun, and kept apart from each other."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from analysis.app.admin import new_consultation
from analysis.web.launcher import Launcher
from analysis.workspace import KnownWorkspaces, Settings, load_consultation, placeholder_themes
from tests.builders import CONSULTATION, LETTER, Clock, make_workspace
from tests.web.visitor import OWN, PORT, Visitor, must_be_valid, settle, text_of

PAPER = b"Question 1: Do you agree with the new zones?\n\nQuestion 2: What else should we know about parking?\n"


class Guest:
    """A browser at the launcher; it carries the token of the page that it sees."""

    def __init__(self, home: Path) -> None:
        self.launcher = Launcher(KnownWorkspaces(home), Settings(), port=PORT, clock=Clock())
        self.client = TestClient(self.launcher, base_url=f"http://127.0.0.1:{PORT}", headers=OWN)
        self.post("/name", name="Sam Brook", next="/")

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, text_of(answer.text)
        must_be_valid(answer)
        return answer.text

    def token(self) -> str:
        return unescape(re.findall('name="token" value="([^"]*)"', self.client.get("/name").text)[0])

    def post(self, path: str, status: int = 200, paper: bytes = b"", **fields: str) -> httpx.Response:
        files = {"paper": ("paper.md", paper)} if paper else None
        data = {"token": self.token(), **fields}
        answer = self.client.post(path, data=data, files=files)
        assert answer.status_code == status, text_of(answer.text)
        must_be_valid(answer)
        return answer

    def open(self, root: Path) -> str:
        return self.post("/workspaces/open", folder=str(root)).text


@pytest.fixture
def guest(tmp_path: Path) -> Iterator[Guest]:
    made = Guest(tmp_path / "config")
    yield made
    if made.launcher.services:
        settle(made.launcher.services.jobs)


def test_it_begins_with_the_list_and_opens_one_by_its_folder(guest: Guest, tmp_path: Path) -> None:
    assert "No consultation has been opened on this computer yet." in text_of(guest.get("/"))
    page = guest.open(make_workspace(tmp_path / "work", {"letter.txt": LETTER}))
    assert "Library opening hours" in text_of(page)
    assert "All consultations" in page
    assert "1 response" in text_of(guest.get("/responses"))
    again = Guest(tmp_path / "config")
    assert "Library opening hours" in text_of(again.get("/"))


@pytest.mark.parametrize("folder", ["", "nowhere", "/dev/null", "~nobody/work", "a\0b", "work"])
def test_a_folder_that_is_no_consultation_is_told_at_the_field(guest: Guest, tmp_path: Path, folder: str) -> None:
    (tmp_path / "work").mkdir()
    named = str(tmp_path / folder) if folder == "work" else folder
    page = guest.post("/workspaces/open", status=400, folder=named).text
    assert 'href="#folder"' in page


def test_a_folder_that_has_gone_is_said_to_be_gone_and_is_taken_off_the_list(guest: Guest, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "work")
    guest.open(root)
    guest.open(make_workspace(tmp_path / "other"))
    shutil.rmtree(root)
    page = guest.get("/workspaces")
    assert "This folder is not there now." in text_of(page)
    page = guest.post("/workspaces/forget", folder=str(root)).text
    assert "not there now" not in text_of(page)
    assert str(tmp_path / "other") in page


def test_a_form_of_one_consultation_changes_nothing_in_another(guest: Guest, tmp_path: Path) -> None:
    guest.open(make_workspace(tmp_path / "one", {"letter.txt": LETTER}))
    stale = guest.token()
    guest.open(make_workspace(tmp_path / "two", {"letter.txt": LETTER}))
    data = {"token": stale, "document": "letter.txt", "why": "mistake", "sure": "yes"}
    assert guest.client.post("/response/out", data=data).status_code == 403
    assert (tmp_path / "two/responses/letter.txt").exists()


def test_a_new_consultation_is_made_of_what_is_typed(guest: Guest, tmp_path: Path) -> None:
    root = tmp_path / "new" / "parking"
    page = guest.post(
        "/workspaces/new",
        title="Parking in town",
        organisation="A council",
        questions="Do you agree?\nWhy?",
        folder=str(root),
        **{"opened-day": "5", "opened-month": "1", "opened-year": "2026"},
    ).text
    assert "Parking in town" in text_of(page)
    made = load_consultation(root / "responses/consultation.toml")
    assert (made.title, made.organisation, str(made.opened)) == ("Parking in town", "A council", "2026-01-05")
    assert [(question.key, question.text) for question in made.questions] == [("Q1", "Do you agree?"), ("Q2", "Why?")]
    assert made.respondent_types, "the types of a new workspace stay"
    assert "Write your themes" in text_of(page)


def test_where_no_folder_is_named_it_is_one_of_the_users_documents(
    guest: Guest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.workspace.known_workspaces.user_documents_path", lambda: tmp_path / "Documents")
    for folder in ("parking-zone-3", "parking-zone-3-2"):
        begun = guest.post("/workspaces/new", title="Parking: zone 3").text
        assert f"in the folder {tmp_path / 'Documents/Everypoint' / folder}" in text_of(begun)
    made = [path.name for path in sorted((tmp_path / "Documents/Everypoint").iterdir())]
    assert made == ["parking-zone-3", "parking-zone-3-2"]


def test_the_questions_are_read_from_the_consultation_document_and_shown_first(guest: Guest, tmp_path: Path) -> None:
    page = guest.post("/workspaces/new", paper=PAPER, read="1", title="Parking", folder=str(tmp_path / "new")).text
    assert "2 questions were found." in text_of(page)
    assert "Q1: Do you agree with the new zones?\nQ2: What else should we know about parking?" in page
    assert 'value="Parking"' in page, "what was typed stays"
    assert not (tmp_path / "new").exists()


def test_what_cannot_be_read_for_questions_is_told_at_its_field(guest: Guest) -> None:
    page = guest.post("/workspaces/new", status=400, paper=b"Nothing is asked here.\n", read="1").text
    assert 'href="#paper"' in page
    assert new_consultation.NO_QUESTION in text_of(page)
    assert 'href="#paper"' in guest.post("/workspaces/new", status=400, read="1").text


def test_every_mistake_is_told_at_its_field_and_nothing_is_made(guest: Guest, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    fields = {"title": "", "questions": "Q1: Why?\nQ1: What?", "closed-day": "40", "folder": str(tmp_path / "full")}
    page = guest.post("/workspaces/new", status=400, **fields).text
    assert {"#title", "#questions", "#closed-day"} <= set(re.findall(r'href="(#[\w-]+)"', page))
    page = guest.post("/workspaces/new", status=400, title="Parking", folder=str(tmp_path / "full")).text
    assert "This folder holds other files already." in text_of(page)
    page = guest.post("/workspaces/new", status=400, title="Parking", folder="a\0b").text
    assert "is not a folder on this computer" in text_of(page)
    page = guest.post("/workspaces/new", status=400, title="Parking", folder="parking").text
    assert "Enter the whole path of the folder" in text_of(page)
    assert not (tmp_path / "full" / "responses").exists()


def test_who_serves_one_workspace_shows_nobody_any_other(visitor: Visitor) -> None:
    for path in ("/workspaces", "/workspaces/new"):
        assert "Everypoint was started for one consultation." in text_of(visitor.get(path, status=404))
    visitor.post("/workspaces/open", {"folder": "/"}, status=404)
    visitor.post("/workspaces/forget", {"folder": "/"}, status=404)
    visitor.post("/workspaces/new", {"title": "x"}, status=404)
    assert "All consultations" not in visitor.get("/")


def test_no_report_is_offered_or_made_of_the_example_themes(guest: Guest, tmp_path: Path) -> None:
    heads = CONSULTATION.partition("[[theme]]")[0]
    tables = "".join(
        f'[[theme]]\nkey = "{theme.key}"\nname = "{theme.name}"\ndefinition = "{theme.definition}"\n'
        f"include = {list(theme.include)}\nexclude = {list(theme.exclude)}\n"
        f"keywords = {list(theme.keywords)}\nexamples = {list(theme.examples)}\n"
        for theme in placeholder_themes()
    )
    guest.open(make_workspace(tmp_path / "new", {"letter.txt": LETTER}, heads + tables))
    for path in ("/", "/report"):
        page = guest.get(path)
        assert "Make the report" not in page
        assert "Write your themes" in page
    told = text_of(guest.post("/report/make", status=409).text)
    assert "The codebook still holds only the example themes" in told
    assert not (tmp_path / "new/reports/report.html").exists()


def test_the_list_needs_a_name_and_a_token_like_every_page(tmp_path: Path) -> None:
    launcher = Launcher(KnownWorkspaces(tmp_path), Settings(), port=PORT)
    client = TestClient(launcher, base_url=f"http://127.0.0.1:{PORT}", headers=OWN)
    assert "What is your name?" in client.get("/workspaces").text
    guest = Guest(tmp_path)
    for path in ("/workspaces/open", "/workspaces/forget", "/workspaces/new"):
        assert guest.client.post(path, data={"folder": str(tmp_path)}).status_code == 403
        wrong = guest.client.post(path, data={"token": guest.token()}, headers={"origin": "https://evil.example"})
        assert wrong.status_code == 403
    assert guest.client.get("/workspaces", headers={"host": "evil.example"}).status_code == 400


def test_work_goes_on_in_one_that_is_no_longer_open(guest: Guest, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "one", {"letter.txt": LETTER})
    guest.open(root)
    first = guest.launcher.services
    assert first is not None
    guest.post("/report/make")
    guest.open(make_workspace(tmp_path / "two"))
    settle(first.jobs)
    assert (root / "reports/report.html").is_file()
