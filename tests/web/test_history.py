"""What was done and by whom: every change bears a name, and what was about an erased response goes with it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from analysis.app.admin import erasure
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import add
from analysis.app.ingest.upload_batches import batches
from analysis.app.snapshot.taking import take
from analysis.app.views.activity_history import BY_PEOPLE, RECORDS_IN_WORDS, history
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.model import (
    ActivityEvent,
    ActivityKind,
    CodingMode,
    Outcome,
    PersonalDataKind,
    Redaction,
    RedactionDecision,
)
from analysis.store.schema import RECORDS
from analysis.workspace import Workspace
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER, NOON, Clock, make_coding, make_workspace, person
from tests.web.test_codebook import propose, save
from tests.web.test_responses import describe
from tests.web.test_settings import save as save_settings
from tests.web.test_upload import fields_of
from tests.web.visitor import Visitor, text_of


def test_nobody_has_done_anything_at_first(beginner: Visitor) -> None:
    assert "Nothing has been recorded yet." in text_of(beginner.get("/history"))


def test_each_change_is_told_with_the_name_of_whoever_made_it(beginner: Visitor) -> None:
    beginner.post("/upload", files=[("letter.txt", LETTER.encode()), ("survey.csv", SURVEY.encode())])
    beginner.settle()
    (batch,) = batches(beginner.app_context)
    columns = f"/upload/{batch.id}/2/columns"
    beginner.post(columns, fields_of(beginner.get(columns)))
    beginner.settle()
    describe(beginner, "letter.txt", name="Ann Archer", publish="yes")
    beginner.post("/name", {"name": "Emil Ek", "next": "/"})
    save(beginner, propose(beginner, "add", name_0="Staff", definition_0="Who works there."))
    beginner.post("/report/make")
    beginner.settle()
    lines = [
        (line.who, line.deed, line.about)
        for line in history(beginner.app_context, beginner.services.snapshots.get()).lines
    ]
    assert sorted(lines, key=str) == [
        ("Emil Ek", ActivityKind.CHANGED_CODEBOOK, "Staff added"),
        ("Emil Ek", ActivityKind.REPORTED, ""),
        ("Sam Brook", ActivityKind.DESCRIBED, "letter.txt"),
        ("Sam Brook", ActivityKind.MAPPED, "survey.csv"),
        ("Sam Brook", ActivityKind.UPLOADED, "letter.txt"),
        ("Sam Brook", ActivityKind.UPLOADED, "survey.csv"),
    ]
    told = text_of(beginner.get("/history"))
    for words in (
        "Made the report Emil Ek",
        "Changed the respondent of letter.txt Sam Brook",
        "Uploaded letter.txt Sam Brook",
    ):
        assert words in told


def test_codings_are_counted_by_person_day_and_kind(reader: Visitor) -> None:
    points = [point.key for point in reader.services.snapshots.get().corpus.points[:3]]
    reader.app_context.store.append(make_coding(point, ["funding"], by=person("ann")) for point in points)
    for name in ("first", "second"):
        draw_audit(reader.app_context, DrawRequest(1, name=name), person("ann"))
    blind = [(audit.name, audit.drawn[0]) for audit in reader.app_context.store.audits().values()]
    reader.app_context.store.append(
        replace(make_coding(point, by=person("ann")), mode=CodingMode.BLIND, time="2027-01-01T09:00:00Z")
        for _, point in blind
    )
    told = text_of(reader.get("/history"))
    assert "Coded 3 points: assisted review" in told
    for name, _ in blind:
        assert f"Drew 1 point for the blind sample {name}" in told
        assert f"Coded 1 point: blind sample {name}" in told
    assert [
        line.number
        for line in history(reader.app_context, reader.services.snapshots.get()).lines
        if line.mode is CodingMode.ASSISTED
    ] == [3]
    taken = make_coding(points[0], [], by=person("ann"))
    reader.app_context.store.append([replace(taken, outcome=Outcome.CANNOT_TELL, memo=TAKEN_BACK)])
    assert [
        line.number
        for line in history(reader.app_context, reader.services.snapshots.get()).lines
        if line.mode is CodingMode.ASSISTED
    ] == [2]


def test_what_came_and_changed_without_a_page_is_told(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path / "w", {"a.txt": LETTER, "b.txt": LETTER})), clock=Clock())
    take_in_and_code(app)
    newer = tmp_path / "newer" / "a.txt"
    newer.parent.mkdir()
    newer.write_text(f"{LETTER}\nOne more thing.\n", encoding="utf-8")
    add(app, [newer], replace_existing=True)
    text = app.workspace.consultation.read_text(encoding="utf-8")
    app.workspace.consultation.write_text(text.replace("reach and use the library", "get there"), encoding="utf-8")
    snapshot = take_in_and_code(app).snapshot
    lines = [(line.other, line.about, line.number) for line in history(app, snapshot).lines]
    assert lines == [
        ("codebook in file", "Access redefined", 0),
        ("replaced", "a.txt", 0),
        ("added", "a.txt", 2),
    ]
    assert history(app, snapshot).lines[1].why == app.store.version_times()[0][1]


def test_each_batch_of_files_of_a_day_is_told(tmp_path: Path) -> None:
    clock = Clock()
    app = AppContext(Workspace(make_workspace(tmp_path / "w", {"a.txt": LETTER, "b.txt": LETTER})), clock=clock)
    take_in_and_code(app)
    (app.workspace.responses / "c.txt").write_text(f"{LETTER}\nOne more thing.\n", encoding="utf-8")
    clock.read += 60
    snapshot = take_in_and_code(app).snapshot
    told = [(line.other, line.about, line.number) for line in history(app, snapshot).lines]
    assert told == [("added", "c.txt", 1), ("added", "a.txt", 2)]


def test_a_return_to_an_earlier_codebook_is_told_when_it_was_made(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path / "w", {"a.txt": LETTER, "b.txt": LETTER})), clock=Clock())
    first = app.workspace.consultation.read_text(encoding="utf-8")
    words = "reach and use the library"
    times = []
    for now in (words, "get there", words, "come in"):
        app.workspace.consultation.write_text(first.replace(words, now), encoding="utf-8")
        take_in_and_code(app)
        times.append(app.clock())

    def changed() -> list[int]:
        """Return after how many states of the codebook each change is told to have been made, the newest first."""
        told = history(app, take(app)).lines
        return [sum(time < line.time for time in times) for line in told if line.other == "codebook in file"]

    assert changed() == [3, 2, 1]
    (erased,) = erasure.erase(app, "b.txt", "Ann", "asked for").documents
    assert (erased, changed()) == ("b.txt", [3, 2, 1]), "an erasure writes the tables of codings anew, and later"


def test_every_kind_of_record_is_told_and_counted(reader: Visitor) -> None:
    assert set(RECORDS_IN_WORDS) == set(RECORDS), "a kind of record without words is in no history"
    assert not [line for line in BY_PEOPLE if line not in RECORDS]
    found = history(reader.app_context, reader.services.snapshots.get())
    assert found.total == reader.app_context.store.chain().records


def test_every_kind_of_deed_has_a_sentence(reader: Visitor) -> None:
    shown = set(ActivityKind) - {ActivityKind.CLOSED_AUDIT}
    reader.app_context.store.note(*(ActivityEvent(kind, f"By {kind.value}", NOON, "x") for kind in shown))
    rows = re.findall(r"<tr><th scope=\"row\"><div>(.*?)</div></th>", reader.get("/history"), re.DOTALL)
    assert len(rows) >= len(shown)
    assert all(text_of(row).strip() for row in rows)


def test_closing_an_audit_deciding_on_personal_data_and_settings_are_told(reader: Visitor) -> None:
    draw_audit(reader.app_context, DrawRequest(2, name="spring"), person("ann"))
    drawn = reader.services.snapshots.get().samples[-1].today.drawn
    today = reader.app_context.clock()[:10]
    reader.app_context.store.append(
        replace(
            make_coding(point, ["funding"], by=person("ann")), mode=CodingMode.BLIND, time=f"{today}T00:00:00+00:00"
        )
        for point in drawn
    )
    reader.post("/audit/close", {"name": "spring"})
    reader.settle()
    later = replace(make_coding(drawn[0], by=person("ann")), mode=CodingMode.BLIND, time=f"{today}T23:59:59+00:00")
    reader.app_context.store.append([later])
    coded = [
        line.number
        for line in history(reader.app_context, reader.services.snapshots.get()).lines
        if line.mode is CodingMode.BLIND
    ]
    assert coded == [1, 2], "after the audit was closed, and before"
    for decision in RedactionDecision:
        reader.app_context.store.redact(
            [Redaction("letter.txt", 0, 4, "0" * 64, PersonalDataKind.NAME, decision, "Emil", NOON)]
        )
    save_settings(reader, title="Buses on Sundays")
    told = text_of(reader.get("/history"))
    assert "Closed the blind sample spring Sam Brook" in told
    assert "Withheld 1 piece of personal data Emil" in told
    assert "Decided that 1 piece of personal data may be printed Emil" in told
    assert "Reopened 1 decision on personal data Emil" in told
    changed = text_of(reader.get("/settings/history"))
    assert 'Added: title = "Buses on Sundays"' in changed


def test_the_newest_come_first_and_no_more_than_are_asked_for(reader: Visitor) -> None:
    for hour in ("09", "11", "10"):
        reader.app_context.store.note(
            ActivityEvent(ActivityKind.REPORTED, f"At {hour}", f"2030-01-01T{hour}:00:00+00:00")
        )
    found = history(reader.app_context, reader.services.snapshots.get(), 2)
    assert [line.who for line in found.lines] == ["At 11", "At 10"]
    assert found.more


def test_a_file_that_takes_the_place_of_an_earlier_one_says_so(reader: Visitor) -> None:
    uploads = ((ActivityKind.UPLOADED, "Ann", time, "notes.md") for time in (NOON, NOON.replace("T12", "T13")))
    reader.app_context.store.note(*(ActivityEvent(*upload) for upload in uploads))
    told = text_of(reader.get("/history"))
    assert told.count("Uploaded notes.md again, in place of the version uploaded on") == 1
    assert told.count("Uploaded notes.md") == 2


def test_what_was_about_an_erased_response_goes_with_it(reader: Visitor) -> None:
    reader.app_context.store.note(
        ActivityEvent(ActivityKind.DESCRIBED, "Ann", NOON, "letter.txt"),
        ActivityEvent(ActivityKind.UPLOADED, "Ann", NOON, "notes.md"),
    )
    erasure.erase(reader.app_context, "letter.txt", "the officer", "they asked")
    lines = history(reader.app_context, reader.services.snapshots.get()).lines
    assert "letter.txt" not in {line.about for line in lines}
    assert "notes.md" in {line.about for line in lines}
    assert [line.who for line in lines if line.other == "erased"] == ["the officer"]
    assert "erased): they asked" in text_of(reader.get("/history"))
