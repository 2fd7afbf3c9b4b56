"""What should not count is taken out and put back, or deleted for good, and a division by hand is taken back."""

from __future__ import annotations

import re

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.ingest import ingest, upload_batches
from analysis.app.ingest.upload_batches import UploadState
from analysis.app.snapshot import status
from analysis.model import ActivityKind
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER, make_coding, person
from tests.web.test_codebook import code_by_hand
from tests.web.test_responses import place, points
from tests.web.test_upload import names, the_batch, upload
from tests.web.visitor import Visitor, text_of

OUT = {"why": "sent by mistake", "back": "/responses"}
SURE = {"why": "sent by mistake", "sure": "yes", "back": "/responses"}


def test_what_was_taken_out_is_put_back_whole(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    before = reader.services.snapshots.get()
    point = next(iter(before.of_point))
    report, copy = reader.app_context.workspace.report, reader.app_context.workspace.reports / "earlier.html"
    copy.write_bytes(made := report.read_bytes())
    refused = reader.post("/response/out", {"document": point.document, "back": "/responses"}, status=400)
    assert "Enter why it is being taken out" in text_of(refused.text)
    assert "Whoever has two reports, one before and one after, can work out" in text_of(refused.text)
    told = text_of(reader.post("/response/out", {"document": point.document, **OUT}).text)
    assert "It has been taken out and is no longer counted" in told
    again = text_of(reader.post("/response/out", {"document": point.document, **OUT}, status=404).text)
    assert "This was not done" in again, "the page is there"
    assert "Page not found" not in again
    assert f"{point.document} by Sam Brook on" in told
    assert point.document not in names(reader)
    assert (reader.app_context.workspace.responses / point.document).exists()
    assert (report.read_bytes(), copy.read_bytes()) == (made, made), "reports stay as they are"
    assert "out of date" in reader.get("/")
    reported = publish.report(reader.app_context)
    assert reported.look_again == (), "nobody need look again at what was said of it"
    assert (reported.responses, [skip.is_taken_out for skip in reported.skipped]) == (2, [True])
    told, ledger = (text_of((report.parent / name).read_text("utf-8")) for name in ("report.html", "annex/ledger.html"))
    app, snapshot = reader.app_context, reader.services.snapshots.get()
    facts = publish.report_facts_of(app, snapshot)
    tallied = publish.tally_of(app, snapshot)
    pack = text_of(publish.assurance_pack(app, snapshot.corpus.consultation, tallied, facts))
    reason = "The team took out 1 response, for this reason: “sent by mistake” (1). No other response was left out"
    assert "3 responses received; 1 taken out by the team" in told
    assert "Responses in these files 3 less those that the team took out, for the reasons below 1 " in told
    assert "Responses analysed, the base of every figure of all respondents 2 " in told
    assert re.search(r"Not among these points: the \d+ points? of the response taken out\.", told)
    assert "taken out response no. 1 by the team, and counted nowhere: “sent by mistake”" in ledger
    assert "with 3 responses." in pack
    assert reason in told
    assert reason in pack
    assert verify_workspace.check(reader.app_context)
    told = text_of(reader.post("/response/back", {"document": point.document}).text)
    assert "It has been put back and is counted again" in told
    after = reader.services.snapshots.get()
    assert after.corpus.numbers == before.corpus.numbers
    assert after.of_point == before.of_point
    assert {key: one.coding.themes for key, one in after.decided.items()} == {
        key: one.coding.themes for key, one in before.decided.items()
    }
    assert "Put back letter.txt" in text_of(reader.get("/history"))


def test_one_row_of_a_survey_is_taken_out_alone_and_a_whole_file_with_what_was_not_read(beginner: Visitor) -> None:
    (beginner.app_context.workspace.responses / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (beginner.app_context.workspace.responses / "empty.txt").write_text("", encoding="utf-8")
    ingest.take_in(beginner.app_context)
    everybody = names(beginner)
    assert "Take out the whole file instead" in text_of(beginner.get("/response/out", document="survey.csv#ANON-1"))
    beginner.post("/response/out", {"document": "survey.csv#ANON-1", **OUT})
    assert names(beginner) == everybody - {"survey.csv#ANON-1"}
    for whole in ("survey.csv", "empty.txt"):
        beginner.post("/response/out", {"document": whole, **OUT})
    stands = status.status(beginner.app_context)
    assert (names(beginner), stands.responses, stands.unread) == (set(), 0, ())
    for name in ("survey.csv", "empty.txt"):
        beginner.post("/response/back", {"document": name})
    assert names(beginner) == everybody - {"survey.csv#ANON-1"}, "what was taken out by itself stays out"
    assert "empty.txt" in {skip.name for skip in status.status(beginner.app_context).unread}


def test_what_was_taken_out_can_be_deleted_for_good_and_then_not_put_back(reader: Visitor) -> None:
    reader.post("/response/out", {"document": "letter.txt", **OUT})
    assert "3 points" in text_of(reader.get("/response/erase", document="letter.txt"))
    reader.post("/response/erase", {"document": "letter.txt", **SURE})
    assert reader.app_context.store.withdrawals() == ()
    reader.post("/response/back", {"document": "letter.txt"}, status=404)
    assert publish.report(reader.app_context).skipped == ()


def test_what_would_go_is_told_before_it_goes(reader: Visitor) -> None:
    response = reader.services.snapshots.get().find_response("letter.txt")
    assert response is not None
    reader.app_context.store.append([make_coding(next(response.points).key, ["access"], by=person("ann"))])
    assert 'href="/response/out?document=letter.txt' in reader.get("/response", document="letter.txt")
    assert 'href="/response/erase?document=letter.txt' in reader.get("/response/out", document="letter.txt")
    told = text_of(reader.get("/response/erase", document="letter.txt"))
    assert "3 points, 1 coding of them by people" in told
    assert "the report as it stands, because it counts it" in told
    assert names(reader) >= {"letter.txt"}


def test_a_response_is_deleted_in_the_name_of_whoever_did_it(reader: Visitor) -> None:
    told = text_of(reader.post("/response/erase", {"document": "letter.txt", **SURE}).text)
    assert "letter.txt is deleted" in told
    assert "letter.txt" not in names(reader)
    assert not (reader.app_context.workspace.responses / "letter.txt").exists()
    (erasure,) = status.status(reader.app_context).erasures
    assert (erasure.who, erasure.why) == ("Sam Brook", "sent by mistake")
    assert publish.report(reader.app_context).responses == 2


def test_nothing_goes_without_a_reason_and_a_tick(reader: Visitor) -> None:
    page = reader.post("/response/erase", {"document": "letter.txt", "back": "/responses"}, status=400).text
    assert "Enter why it is being deleted" in text_of(page)
    assert "Tick the box" in text_of(page)
    assert "letter.txt" in names(reader)
    reader.get("/response/erase", document="nobody.txt", status=404)
    reader.post("/response/erase", {"document": "Sam Brook", **SURE}, status=404)


def test_one_of_several_in_a_file_says_what_to_do_and_the_file_can_go(beginner: Visitor) -> None:
    (beginner.app_context.workspace.responses / "survey.csv").write_text(SURVEY, encoding="utf-8")
    ingest.take_in(beginner.app_context)
    told = text_of(beginner.get("/response/erase", document="survey.csv#ANON-1"))
    assert "It is one of 3 responses in the file survey.csv" in told
    beginner.post("/response/erase", {"document": "survey.csv#ANON-1", **SURE}, status=404)
    assert len(names(beginner)) == 3
    beginner.post("/response/erase", {"document": "survey.csv", **SURE})
    assert names(beginner) == set()


def test_a_file_that_was_sent_twice_is_left_out_from_the_upload(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    page = upload(beginner, ("b.txt", LETTER.encode()))
    assert "It is an exact copy of a.txt" in text_of(page)
    assert "document=b.txt&amp;why=A+copy+of+another+file" in page
    read = text_of(beginner.get("/response", document="b.txt"))
    assert "It is an exact copy of a.txt" in read
    assert "campaign" not in read
    batch = the_batch(beginner)
    told = beginner.post("/response/erase", {"document": "b.txt", **SURE, "back": f"/upload/{batch.id}"}).text
    assert f"/upload/{batch.id}" in told
    assert names(beginner) == {"a.txt"}
    kinds = [deed.kind for deed in beginner.app_context.store.deeds(10)]
    assert kinds.count(ActivityKind.UPLOADED) == 1, "what was done with an erased response goes with it"


def test_what_could_not_be_read_is_taken_out_too(beginner: Visitor) -> None:
    page = upload(beginner, ("empty.txt", b""), ("letter.txt", LETTER.encode()))
    assert "/response/out?document=empty.txt" in page
    beginner.post("/response/erase", {"document": "empty.txt", **SURE})
    assert [item.state for item in the_batch(beginner).items] == [UploadState.TAKEN_OUT, UploadState.IN]
    assert publish.report(beginner.app_context).skipped == ()


def test_a_response_is_divided_as_the_machine_did_again(reader: Visitor) -> None:
    before = points(reader)
    assert "Restore the original division" not in reader.get("/response", document="letter.txt")
    reader.post("/response/join", place(reader, 0))
    assert points(reader) != before
    assert "Restore the original division" in reader.get("/response", document="letter.txt")
    page = reader.post("/response/machine", {"document": "letter.txt"}).text
    assert "The original division is restored." in text_of(page)
    assert "Restore the original division" not in page
    assert points(reader) == before
    _, undone = reader.app_context.store.redivisions()
    assert undone.coder.name == "Sam Brook"
    assert verify_workspace.check(reader.app_context)


def test_a_waiting_upload_of_the_same_name_is_asked_about(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    upload(beginner, ("a.txt", b"1. Another letter of somebody else, with the same file name.\n"))
    assert "1 file of the same name waits in an upload" in text_of(beginner.get("/response/erase", document="a.txt"))
    beginner.post("/response/erase", {"document": "a.txt", **SURE})
    states = [item.state for batch in upload_batches.batches(beginner.app_context) for item in batch.items]
    assert states == [UploadState.REFUSED], "the one that was in is out, and the one that waits is left waiting"
    waiting = the_batch(beginner)
    page = beginner.post(f"/upload/{waiting.id}/1/retry", {"name": "a.txt"}).text
    beginner.settle()
    assert names(beginner) == {"a.txt"}, text_of(page)


def test_a_waiting_upload_of_the_same_name_is_deleted_where_that_is_chosen(beginner: Visitor) -> None:
    upload(beginner, ("a.txt", LETTER.encode()))
    upload(beginner, ("a.txt", b"1. Another letter of somebody else.\n"))
    beginner.post("/response/erase", {"document": "a.txt", **SURE, "waiting": "delete"})
    assert upload_batches.batches(beginner.app_context) == ()


def test_all_that_goes_with_it_is_told(reader: Visitor) -> None:
    workspace = reader.app_context.workspace
    told = text_of(reader.get("/response/erase", document="letter.txt"))
    assert "made for download" not in told
    assert "copies" not in told
    (workspace.reports / "exports").mkdir()
    (workspace.reports / "exports" / "points.csv").write_text("x", encoding="utf-8")
    (workspace.state / "proposals").mkdir(exist_ok=True)
    (workspace.state / "proposals" / "1.json").write_text("{}", encoding="utf-8")
    (workspace.reports / "earlier.html").write_bytes(workspace.report.read_bytes())
    told = text_of(reader.get("/response/erase", document="letter.txt"))
    assert "1 file made for download, because it holds every response" in told
    assert "1 change of the codebook that nobody has saved" in told
    assert "1 copy of earlier reports is in the folder reports/" in told
