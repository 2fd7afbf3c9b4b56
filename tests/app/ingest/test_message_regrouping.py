"""A message with a letter and an annex: one response, until somebody says otherwise; nothing of it unaccounted for."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.ingest.message_regrouping import regroup
from analysis.model import Publish, Respondent
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

LETTER = "1. The bay is in the wrong place, for lorries stop there.\n\n2. Move it to Mill Lane.\n"
ANNEX = "We counted forty lorries in one hour on a Tuesday in March.\n"
MEMBER = "Our members would rather have a crossing than a bay for lorries.\n"


def post(note: str = "Please find our response attached.") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Hazel Thorne <hazel@example.org>", "Mill Lane"
    made.set_content(f"{note}\n")
    for name, text in {"Letter.txt": LETTER, "Annex.txt": ANNEX}.items():
        made.add_attachment(text.encode(), maintype="text", subtype="plain", filename=name)
    return made.as_bytes()


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    app = AppContext(Workspace(make_workspace(tmp_path, {})), clock=Clock())
    (app.workspace.responses / "post.eml").write_bytes(post())
    return app


def names(app: AppContext) -> list[str]:
    return sorted(response.document.name for response in ingest.take_in(app).responses)


def test_the_attachments_of_a_cover_note_are_one_response(app: AppContext) -> None:
    assert publish.report(app).responses == 1
    response = ingest.find(app, "post.eml#Letter.txt")
    assert response.respondent == Respondent("Hazel Thorne")
    assert [(point.label, point.place) for point in response.points] == [
        ("1", "Letter.txt"),
        ("2", "Letter.txt"),
        ("¶1", "Annex.txt"),
    ]
    assert "every character is accounted for" in verify_workspace.check(app)[0]


def test_people_take_it_apart_and_put_it_together_again(app: AppContext) -> None:
    assert names(app) == ["post.eml#Letter.txt"]
    regroup(app, "post.eml", False, "Sam Brook")
    assert names(app) == ["post.eml#Annex.txt", "post.eml#Letter.txt"]
    assert publish.report(app).responses == 2
    regroup(app, "post.eml", True, "Sam Brook")
    assert names(app) == ["post.eml#Letter.txt"]
    assert app.workspace.consultation.read_text(encoding="utf-8").count("[[mail]]") == 1


def test_only_the_message_that_was_spoken_of_is_read_again(app: AppContext) -> None:
    (app.workspace.responses / "letter.txt").write_text(LETTER, encoding="utf-8")
    names(app)
    before = {path: refs for (path, _), refs in ingest.reading_of(app, ingest.described(app)[0]).known.items()}
    regroup(app, "post.eml", False, "Sam Brook")
    after = {path: refs for (path, _), refs in ingest.reading_of(app, ingest.described(app)[0]).known.items()}
    assert after["letter.txt"] == before["letter.txt"]
    assert after["post.eml"] != before["post.eml"]


def test_respondents_csv_tells_the_files_of_different_people_apart(app: AppContext) -> None:
    rows = "file,respondent,type,publish\npost.eml#Letter.txt,Ann,,\npost.eml#Annex.txt,Bob,,no\n"
    app.workspace.respondents.write_text(rows, encoding="utf-8")
    assert {r.respondent.name: r.respondent.publish for r in ingest.take_in(app).responses} == {
        "Ann": Publish.ANONYMOUS,
        "Bob": Publish.NO,
    }


def test_whoever_withholds_one_file_withholds_the_response(app: AppContext) -> None:
    rows = "file,respondent,type,publish\npost.eml#Letter.txt,,,yes\npost.eml#Annex.txt,,,no\n"
    app.workspace.respondents.write_text(rows, encoding="utf-8")
    assert [response.respondent.publish for response in ingest.take_in(app).responses] == [Publish.NO]


def test_what_a_message_hands_on_of_several_people_stays_several(app: AppContext) -> None:
    (app.workspace.responses / "post.eml").write_bytes(post("I attach two responses from our members."))
    assert names(app) == ["post.eml#Annex.txt", "post.eml#Letter.txt"]


def test_a_message_that_argues_is_one_response_with_what_is_attached(app: AppContext) -> None:
    (app.workspace.responses / "post.eml").write_bytes(post(MEMBER))
    assert names(app) == ["post.eml"]
    assert [point.place for point in ingest.find(app, "post.eml").points] == [
        "the message",
        *["Letter.txt"] * 2,
        "Annex.txt",
    ]


@pytest.mark.parametrize(
    ("note", "is_one"),
    [
        ("Please find our response attached. I must ask you not to share it with anybody else.", True),
        ("Please find our response attached. I must ask you not to share it with anybody else.", False),
        ("Please treat the attached response as confidential.", True),
    ],
)
def test_what_a_covering_note_asks_is_asked_for_what_is_attached(app: AppContext, note: str, is_one: bool) -> None:
    (app.workspace.responses / "post.eml").write_bytes(post(note))
    if not is_one:
        regroup(app, "post.eml", False, "Sam Brook")
    corpus = ingest.take_in(app)
    assert len(corpus.responses) >= (1 if is_one else 2)
    assert {response.respondent.publish for response in corpus.responses} == {Publish.NO}
    assert corpus.refusals
