"""Uploading: files sent by a browser, what is said of each, and what people correct on the way."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from analysis.app.ingest.upload_batches import UploadBatch, UploadState, batches
from analysis.model import ColumnRole, Publish
from analysis.workspace import load_consultation
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER, NOTES
from tests.web.visitor import Visitor, text_of


def upload(visitor: Visitor, *files: tuple[str, bytes]) -> str:
    """Send files and wait for them; the page that says what became of them."""
    address = visitor.post("/upload", files=files).url.path
    visitor.settle()
    return visitor.get(address)


def test_points_of_an_upload_are_coded_with_the_themes_that_are_there(visitor: Visitor) -> None:
    visitor.post("/themes/code")
    upload(visitor, ("more.txt", b"1. The budget was cut.\n\n2. Parking is dear.\n"))
    told = text_of(visitor.get("/themes"))
    assert "not coded yet" not in told
    assert "of 4 respondents" in told
    upload(visitor, ("note.txt", b"1. Trains are late.\n"), ("survey.csv", SURVEY.encode()))
    assert "1 point is not coded yet" in text_of(visitor.get("/themes")), "no job keeps anybody from confirming columns"


def the_batch(visitor: Visitor) -> UploadBatch:
    """The last upload."""
    return batches(visitor.app_context)[-1]


def names(visitor: Visitor) -> set[str]:
    return {response.document.name for response in visitor.services.snapshots.get().corpus.responses}


def test_each_file_is_told_with_what_it_became(beginner: Visitor) -> None:
    damaged = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    page = upload(beginner, ("letter.txt", LETTER.encode()), ("scan.pdf", damaged), ("empty.txt", b""))
    told = text_of(page)
    assert "3 points in 1 response. 2 files could not be read." in told
    assert re.search(r"empty\.txt 0 bytes Not read – the file is empty", told)
    assert names(beginner) == {"letter.txt"}
    assert [item.state for item in the_batch(beginner).items] == [
        UploadState.IN,
        UploadState.UNREAD,
        UploadState.UNREAD,
    ]
    kept = beginner.app_context.workspace.responses
    assert (kept / "letter.txt").read_text(encoding="utf-8") == LETTER


def test_an_upload_of_nothing_is_told_at_the_field(beginner: Visitor) -> None:
    page = beginner.post("/upload", status=400).text
    assert 'href="#files"' in page
    assert batches(beginner.app_context) == ()


def test_the_same_file_again_and_the_same_letter_of_another_are_told(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    near = LETTER.replace("forty years", "fifty years").encode()
    told = text_of(upload(beginner, ("a.txt", LETTER.encode()), ("b.txt", LETTER.encode()), ("c.txt", near)))
    assert "The same file was already included. It is not counted twice." in told
    assert "It is an exact copy of a.txt . Both are counted" in told
    assert "It is the same as, or very similar to, a.txt" in told
    assert told.count(": the same letter") == 1
    assert names(beginner) == {"a.txt", "b.txt", "c.txt"}


def test_another_file_of_a_name_that_is_taken_waits_for_a_decision(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    told = text_of(upload(beginner, ("a.txt", NOTES.encode())))
    assert "Needs you – It is not included: another document of this name is already included." in told
    folder, batch = beginner.app_context.workspace.responses, the_batch(beginner)
    assert (folder / "a.txt").read_text(encoding="utf-8") == LETTER
    beginner.post(f"/upload/{batch.id}/1/retry", {"name": "../notes.txt"})
    beginner.settle()
    assert (folder / "notes.txt").read_text(encoding="utf-8") == NOTES
    assert the_batch(beginner).is_over


def test_a_new_version_replaces_the_old_one_which_is_kept(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    upload(beginner, ("a.txt", NOTES.encode()))
    beginner.post(f"/upload/{the_batch(beginner).id}/1/retry", {"replace": "yes"})
    beginner.settle()
    assert (beginner.app_context.workspace.responses / "a.txt").read_text(encoding="utf-8") == NOTES
    assert len(beginner.app_context.store.versions()) == 2


def test_two_files_of_one_name_and_a_name_left_empty_replace_nothing(beginner: Visitor) -> None:
    upload(beginner, ("dup.txt", LETTER.encode()), ("dup.txt", NOTES.encode()))
    batch, kept = the_batch(beginner), beginner.app_context.workspace.responses / "dup.txt"
    assert [item.state for item in batch.items] == [UploadState.IN, UploadState.REFUSED]
    page = beginner.post(f"/upload/{batch.id}/2/retry", {"name": " "}, status=400).text
    beginner.settle()
    assert "Error: Enter another name for the file" in text_of(page)
    assert 'href="#name-2"' in page
    assert kept.read_text(encoding="utf-8") == LETTER
    assert the_batch(beginner).items[1].state is UploadState.REFUSED


def test_a_refused_file_shows_no_respondent_of_the_file_whose_name_it_bears(beginner: Visitor) -> None:
    page = upload(beginner, ("dup.txt", LETTER.encode()), ("dup.txt", NOTES.encode()))
    assert 'id="who-1"' in page
    assert 'id="who-2"' not in page


def test_only_a_refused_file_can_be_told_to_replace_another(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    beginner.post(f"/upload/{the_batch(beginner).id}/1/retry", {"replace": "yes"})
    beginner.settle()
    assert not the_batch(beginner).items[0].may_replace


def test_a_version_of_which_nothing_can_be_read_replaces_nothing(beginner: Visitor) -> None:
    upload(beginner, ("letter.txt", LETTER.encode()))
    upload(beginner, ("letter.txt", b"%PDF-1.7 cut off"))
    batch = next(one for one in batches(beginner.app_context) if any(item.is_open for item in one.items))
    beginner.post(f"/upload/{batch.id}/1/retry", {"replace": "yes"})
    beginner.settle()
    assert "so the earlier one stays" in text_of(beginner.get(f"/upload/{batch.id}"))
    assert (beginner.app_context.workspace.responses / "letter.txt").read_text(encoding="utf-8") == LETTER


def test_a_file_that_is_left_out_is_nowhere(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    upload(beginner, ("a.txt", NOTES.encode()))
    page = beginner.post(f"/upload/{the_batch(beginner).id}/1/drop").text
    assert "It is not included, and is deleted when you finish this upload." in text_of(page)
    for batch in batches(beginner.app_context):
        beginner.post(f"/upload/{batch.id}/finish")
    kept = [path.name for path in (beginner.app_context.workspace.state / "uploads").rglob("*") if path.is_file()]
    assert not set(kept) & {"1", "2"}


def test_an_archive_becomes_the_responses_in_it(beginner: Visitor) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("one.txt", LETTER)
        archive.writestr("../../two.md", NOTES)
    assert "in 2 responses" in text_of(upload(beginner, ("all.zip", stream.getvalue())))
    outside = list(beginner.app_context.workspace.root.parent.rglob("two*"))
    assert outside == []


@pytest.mark.parametrize("name", ["consultation.toml", "respondents.csv", "audits", ".hidden"])
def test_the_workspaces_own_files_cannot_be_sent(beginner: Visitor, name: str) -> None:
    before = beginner.app_context.workspace.consultation.read_bytes()
    page = upload(beginner, (name, b"[consultation]\ntitle = 'Mine'\n"))
    assert "Needs you" in page
    assert beginner.app_context.workspace.consultation.read_bytes() == before
    assert not (beginner.app_context.workspace.responses / ".hidden").exists()


def test_what_is_in_a_file_is_shown_as_text(beginner: Visitor) -> None:
    page = upload(beginner, ("<script>x.txt", b"1. <script>alert(1)</script> is a point.\n"))
    assert "<script>x" not in page
    document = next(iter(names(beginner)))
    read = beginner.get("/response", document=document)
    assert "&lt;script&gt;alert(1)" in read
    assert "<script>alert" not in read


@pytest.mark.parametrize("number", [2, 0, -1, 99])
def test_a_file_that_was_not_sent_cannot_be_named(beginner: Visitor, number: int) -> None:
    upload(beginner, ("audits", LETTER.encode()))
    batch = the_batch(beginner)
    for name in ("", "letter.txt"):
        page = beginner.post(f"/upload/{batch.id}/{number}/retry", {"name": name}, status=404).text
        assert "This was not done" in text_of(page)
    assert the_batch(beginner).items == batch.items


# Tables ---------------------------------------------------------------------------------------------------------------


def test_a_table_waits_until_its_columns_are_confirmed(beginner: Visitor) -> None:
    page = upload(beginner, ("survey.csv", SURVEY.encode()))
    assert "It is a table of responses." in text_of(page)
    assert not names(beginner)
    id = the_batch(beginner).id
    columns = beginner.get(f"/upload/{id}/1/columns")
    chosen = re.findall(r'<select[^>]*name="role-0-\d+">(.*?)</select>', columns, re.DOTALL)
    assert len(chosen) == 8
    assert [re.search(r'value="(\w+)" selected', one)[1] for one in chosen][:4] == [  # type: ignore[index]
        "id",
        "date",
        "type",
        "respondent",
    ]


def fields_of(page: str) -> dict[str, str]:
    """What a form's selects say as they stand."""
    found = re.findall(r'<select[^>]*name="([\w-]+)">(.*?)</select>', page, re.DOTALL)
    chosen = {name: re.search(r'value="([^"]*)" selected', inner) for name, inner in found}
    return {name: match[1] if match else "" for name, match in chosen.items()}


def test_a_corrected_column_is_what_the_table_is_read_by(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    id = the_batch(beginner).id
    fields = fields_of(beginner.get(f"/upload/{id}/1/columns"))
    said = {**fields, "role-0-7": "leave_out", "question-0-6": "Q1"}
    beginner.post(f"/upload/{id}/1/columns", said)
    beginner.settle()
    assert the_batch(beginner).items[0].responses == 3
    response = beginner.services.snapshots.get().find_response("survey.csv#ANON-3")
    assert response is not None
    assert response.respondent.publish is Publish.ANONYMOUS, "the column that said no is left out"
    assert {point.question for point in response.points} == {"Q1"}
    toml = beginner.app_context.workspace.consultation.read_text(encoding="utf-8")
    assert "confirmed by Sam Brook on 2026-03-01" in toml
    (mapping,) = load_consultation(beginner.app_context.workspace.consultation).tables
    assert dict(mapping.columns)[ColumnRole.LEAVE_OUT] == ("Publish?",)
    assert dict(mapping.columns)[ColumnRole.DATE] == ("Submitted",)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"role-0-1": "id"}, "Only one column can be the response's reference (ID)"),
        ({f"role-0-{n}": "leave_out" for n in range(8)}, "No column holds answers"),
    ],
)
def test_columns_that_make_no_sense_are_told_and_nothing_is_lost(
    beginner: Visitor, said: dict[str, str], problem: str
) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    id = the_batch(beginner).id
    fields = fields_of(beginner.get(f"/upload/{id}/1/columns"))
    page = beginner.post(f"/upload/{id}/1/columns", {**fields, **said}, status=400).text
    assert problem in text_of(page)
    again = fields_of(page)
    assert {name: again[name] for name in said} == said
    assert load_consultation(beginner.app_context.workspace.consultation).tables == ()


def test_answers_that_are_not_understood_get_their_meaning(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    address = f"/upload/{the_batch(beginner).id}/1/columns"
    fields = fields_of(beginner.get(address))
    wrong = {**fields, "consent-0": "Yes, with name = perhaps", "types-0": "charity = wizard\nnothing"}
    page = beginner.post(address, wrong, status=400).text
    for told in (
        "one of yes, anonymous, no",
        "one of resident, council, charity",
        "expected an answer, an equals sign",
    ):
        assert told in text_of(page)
    assert "Yes, with name = perhaps</textarea>" in page
    beginner.post(address, {**fields, "consent-0": "Yes, with name = Yes", "types-0": "charity = council"})
    beginner.settle()
    told = {name: beginner.services.snapshots.get().find_response(f"survey.csv#ANON-{name}") for name in "12"}
    assert told["1"] is not None
    assert told["2"] is not None
    assert told["1"].respondent.publish is Publish.YES
    assert told["2"].respondent.type == "council"


def test_confirming_twice_writes_once(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    id = the_batch(beginner).id
    fields = fields_of(beginner.get(f"/upload/{id}/1/columns"))
    for _ in range(2):
        beginner.post(f"/upload/{id}/1/columns", fields)
        beginner.settle()
    assert len(load_consultation(beginner.app_context.workspace.consultation).tables) == 1


@pytest.mark.parametrize(
    "fields", [{"role-x-y": "open"}, {"role-0-0": "wizard"}, {"role-0-99": "open"}, {"role-": ""}, {}]
)
def test_a_form_that_no_page_of_ours_sends_is_no_fault_of_ours(beginner: Visitor, fields: dict[str, str]) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    answer = beginner.client.post(
        f"/upload/{the_batch(beginner).id}/1/columns", data={"token": beginner.token(), **fields}
    )
    assert answer.status_code in (200, 400)
    beginner.settle()


def test_a_letter_that_asks_not_to_be_published_needs_a_person(beginner: Visitor) -> None:
    letter = "Dear Sir\n\nKeep the bus stop.\n\nPlease do not publish my response.\n\nA. Reed\n"
    page = upload(beginner, ("jones.txt", b"Keep the bus.\n"), ("smith.txt", letter.encode()))
    told = text_of(page)
    assert "1 file needs your attention." in told
    assert page.index('id="file-2"') < page.index('id="file-1"')
    assert "Needs you" in told
    assert "it asks not to be published (“Please do not publish my response”)" in told
