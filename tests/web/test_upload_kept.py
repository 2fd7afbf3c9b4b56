"""What was sent and what became of it: nothing is lost before somebody has seen it, and many files are no trouble."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from analysis.app.ingest.upload_batches import UploadState, batches, drop, receive, withdraw_uploads
from analysis.app.ingest.uploads import take_in_batch
from analysis.web.identity import MOST_FILES
from analysis.workspace import write_together as real
from tests.app.ingest.test_re_exports import HEAD, row
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER, NOTES
from tests.web.test_upload import fields_of, names, the_batch, upload
from tests.web.visitor import Visitor, text_of


def test_what_was_received_before_the_program_ended_is_taken_in_when_it_starts_again(beginner: Visitor) -> None:
    batch = receive(beginner.app_context, [("letter.txt", io.BytesIO(LETTER.encode()))], "Ann")
    assert batch.waiting
    again = Visitor(beginner.app_context.workspace.root)
    again.settle()
    assert the_batch(again).items[0].state is UploadState.IN
    assert names(again) == {"letter.txt"}


def test_an_upload_in_which_files_wait_cannot_be_finished(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    id = the_batch(beginner).id
    assert "still wait" in text_of(beginner.post(f"/upload/{id}/finish", status=409).text)
    assert the_batch(beginner).id == id


def test_the_result_of_an_upload_stays_when_another_is_sent(beginner: Visitor) -> None:
    upload(beginner, ("letter.txt", LETTER.encode()))
    first = the_batch(beginner).id
    second = beginner.post("/upload", files=[("notes.md", NOTES.encode())]).url.path
    assert "3 points in 1 response" in text_of(beginner.get(f"/upload/{first}"))
    beginner.settle()
    assert f'href="/upload/{first}"' in beginner.get("/upload")
    assert "2 points in 1 response" in text_of(beginner.get(second))


def test_old_uploads_that_need_nothing_go_but_never_while_somebody_works_on_them(beginner: Visitor) -> None:
    def sent() -> list[tuple[str, io.BytesIO]]:
        return [("a.txt", io.BytesIO(b"a"))]

    app = beginner.app_context
    first, second, third = (receive(app, sent(), "Ann") for _ in range(3))
    for batch in (first, second):
        drop(app, batch.id, 1)
    app.clock = lambda: "2026-05-01T12:00:00+00:00"
    receive(app, sent(), "Ann", busy_ids=[second.id])
    assert {batch.id for batch in batches(app)} > {second.id, third.id}
    assert first.id not in {batch.id for batch in batches(app)}


def test_what_was_told_of_a_file_counts_though_the_program_was_killed_in_the_middle_of_a_line(
    beginner: Visitor,
) -> None:
    files = [(f"{n}.txt", io.BytesIO(b"x")) for n in (1, 2)]
    batch = receive(beginner.app_context, files, "Ann")
    told = beginner.app_context.workspace.state / "uploads" / batch.id / "told.jsonl"
    drop(beginner.app_context, batch.id, 1)
    whole = told.read_bytes()
    told.write_bytes(whole + whole[:40])
    assert [i.state for i in the_batch(beginner).items] == [UploadState.DROPPED, UploadState.WAITING]
    drop(beginner.app_context, batch.id, 2)
    assert the_batch(beginner).is_over


def test_a_finished_upload_leaves_no_name_behind(beginner: Visitor) -> None:
    upload(beginner, ("letter.txt", LETTER.encode()))
    id = the_batch(beginner).id
    beginner.post(f"/upload/{id}/finish")
    assert not list((beginner.app_context.workspace.state / "uploads").rglob("*"))
    assert "has been finished" in text_of(beginner.get(f"/upload/{id}", status=404))


@pytest.mark.parametrize("id", ["..", "0" * 16, "x" * 16, "%2e%2e"])
def test_an_upload_that_is_not_there_is_told(beginner: Visitor, id: str) -> None:
    beginner.client.get(f"/upload/{id}")
    assert beginner.client.get(f"/upload/{id}").status_code == 404 or id == ".."


def test_a_damaged_note_is_no_upload(beginner: Visitor, tmp_path: Path) -> None:
    folder = beginner.app_context.workspace.state / "uploads" / ("a" * 16)
    folder.mkdir(parents=True)
    (folder / "batch.json").write_text(json.dumps({"id": 1}))
    assert batches(beginner.app_context) == ()
    beginner.get("/upload")


def test_an_erased_response_is_named_in_no_upload_and_the_others_stay(beginner: Visitor) -> None:
    upload(beginner, ("jane doe.txt", LETTER.encode()), ("copy.txt", LETTER.encode()))
    withdraw_uploads(beginner.app_context, ["another.txt"])
    assert the_batch(beginner).items[0].name == "jane doe.txt"
    withdraw_uploads(beginner.app_context, ["jane doe.txt"])
    folder = beginner.app_context.workspace.state / "uploads"
    kept = [path for path in folder.rglob("*") if path.is_file() and b"jane doe" in path.read_bytes()]
    assert kept == []
    assert [item.state for item in the_batch(beginner).items] == [UploadState.TAKEN_OUT, UploadState.IN]
    assert "It was included and has been erased." in text_of(beginner.get(f"/upload/{the_batch(beginner).id}"))
    withdraw_uploads(beginner.app_context, ["copy.txt"])
    assert batches(beginner.app_context) == ()


# Many files -----------------------------------------------------------------------------------------------------------


def test_more_files_than_are_taken_at_once_are_told_with_the_way_out(beginner: Visitor) -> None:
    assert "Up to 2,000 files at once" in text_of(beginner.get("/upload"))
    files = [(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)]
    told = text_of(beginner.post("/upload", files=files, status=400).text)
    assert "More than 2,000 files were sent at once, and nothing was taken in. Pack them into an archive (ZIP)" in told
    assert batches(beginner.app_context) == ()


def test_a_long_upload_is_shown_in_pages_with_what_needs_somebody_first(beginner: Visitor) -> None:
    files = [(f"{n:03}.txt", b"") for n in range(60)] + [("respondents.csv", b"file\n")]
    address = beginner.post("/upload", files=files).url.path
    beginner.settle()
    first, second = beginner.get(address), beginner.get(address, page=2)
    assert "60 files could not be read. 1 file needs your attention, listed first." in text_of(first)
    assert (first.count('<tr class="ep-file '), second.count('<tr class="ep-file ')) == (50, 11)
    assert 'id="file-61"' in first
    assert "Page 2 of 2" in text_of(second)


def test_what_becomes_known_of_a_file_is_added_and_the_batch_is_not_written_anew(
    beginner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    writing = "analysis.app.ingest.upload_batches.write_together"
    monkeypatch.setattr(writing, lambda files: written.extend(files) or real(files))
    upload(beginner, *((f"{n}.txt", LETTER.replace("library", f"library {n}").encode()) for n in range(12)))
    assert len([path for path in written if path.name == "batch.json"]) == 2, "when it came, and when all was known"


def test_a_file_that_was_copied_before_the_program_was_killed_is_new(beginner: Visitor) -> None:
    app = beginner.app_context
    batch = receive(app, [("letter.txt", io.BytesIO(LETTER.encode()))], "Ann")
    (app.workspace.responses / "letter.txt").write_text(LETTER, encoding="utf-8")
    (item,) = take_in_batch(app, batch.id).items
    assert (item.state, item.is_new) == (UploadState.IN, True)


def test_a_file_that_was_left_out_is_included_after_all(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    batch = the_batch(beginner)
    page = beginner.post(f"/upload/{batch.id}/1/drop").text
    assert "Left out" in text_of(page)
    beginner.post(f"/upload/{batch.id}/1/restore")
    beginner.settle()
    assert [item.state for item in the_batch(beginner).items] == [UploadState.COLUMNS]
    beginner.post(f"/upload/{batch.id}/1/drop")
    beginner.post(f"/upload/{batch.id}/finish")
    assert batches(beginner.app_context) == ()
    assert not list((beginner.app_context.workspace.state / "uploads").rglob("1")), "what was left out has gone with it"


def test_what_needs_somebody_comes_first_and_the_rest_can_be_sorted(beginner: Visitor) -> None:
    page = upload(beginner, ("b.txt", LETTER.encode()), ("a.txt", b"1. Budget.\n"), ("survey.csv", SURVEY.encode()))
    batch = the_batch(beginner)

    def order(page: str) -> list[str]:
        return re.findall(r'ep-file__title ep-name">([^<]*)<', page)

    assert order(page) == ["survey.csv", "b.txt", "a.txt"]
    assert order(beginner.get(f"/upload/{batch.id}", sort="name")) == ["a.txt", "b.txt", "survey.csv"]
    assert order(beginner.get(f"/upload/{batch.id}", sort="points")) == ["b.txt", "a.txt", "survey.csv"]
    assert order(beginner.get(f"/upload/{batch.id}", sort="nonsense")) == order(page)


def test_two_exports_of_one_survey_in_the_same_upload_are_not_both_counted(beginner: Visitor) -> None:
    exports = [
        (f"survey(1-{last}).csv", "\n".join([HEAD, *map(row, range(1, last + 1)), ""]).encode()) for last in (8, 10)
    ]
    upload(beginner, *exports)
    address = f"/upload/{the_batch(beginner).id}"
    beginner.post(f"{address}/1/columns", fields_of(beginner.get(f"{address}/1/columns")))
    beginner.settle()
    told = text_of(beginner.get(address))
    assert "it seems to be a new export of survey(1-8).csv, which is already included" in told
    assert "survey(1-8).csv , file 1 of this upload, is the one that is included" in told
    beginner.post(f"{address}/2/retry", {"replace": "yes"})
    beginner.settle()
    assert [item.state for item in the_batch(beginner).items] == [UploadState.REPLACED, UploadState.IN]
    told = text_of(beginner.get(address))
    assert "10 responses" in told
    assert "Another file of this upload was included in its place. It is not counted." in told
    assert len(names(beginner)) == 10
    beginner.post(f"{address}/finish")
