"""Notes: records by name that follow their words, are changed by their writer alone, and stay out of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app.admin import erasure
from analysis.app.admin.export_files import export_content
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.notes import notes_on, on_response, opinions_of_others, write_note
from analysis.app.publish import report
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.errors import UnreadableError
from analysis.exporting.exporters import EXPORTERS
from analysis.model import Coder, PointKey
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace
from tests.exporting.contents import words_in

ANN, BOB = Coder.person("Ann"), Coder.person("Bob")
CUTS = "The budget of the library has been cut and cut again for five years now."
COST = "Nobody has told us what the opening on a Sunday is going to cost in money."
HOSTILE = '<script>alert(1)</script> =HYPERLINK("x") & "quoted" \u202egnp.exe'


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return AppContext(Workspace(make_workspace(tmp_path, {"a.txt": f"{CUTS}\n", "b.txt": f"{COST}\n"})), clock=Clock())


def first_of(snapshot: Snapshot, document: str) -> PointKey:
    return next(point for point in snapshot.digests if point.document == document)


def read(app: AppContext, place: PointKey, reader: Coder = ANN, is_alone: bool = False) -> list[str]:
    return [one.words for one in notes_on(take(app), [place], reader, is_alone).get(place, ())]


def test_a_note_is_a_record_that_its_writer_changes_and_takes_away(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    point = first_of(snapshot, "a.txt")
    write_note(app, snapshot, point, " Ask them why. ", ANN)
    write_note(app, take(app), on_response("a.txt"), "The whole letter is angry.", BOB)
    assert read(app, point) == ["Ask them why."]
    ((note,),) = notes_on(take(app), [point], ANN).values()
    with pytest.raises(UnreadableError, match="somebody else wrote it"):
        write_note(app, take(app), point, "Mine now.", BOB, note.number)
    write_note(app, take(app), point, "They were asked.", ANN, note.number)
    assert read(app, point, BOB) == ["They were asked."]
    ((changed,),) = notes_on(take(app), [point], ANN).values()
    write_note(app, take(app), point, "", ANN, changed.number)
    assert read(app, point) == []
    assert read(app, on_response("a.txt")) == ["The whole letter is angry."]
    assert app.store.verify()


@pytest.mark.parametrize(("place", "words"), [(PointKey("a.txt", 1, 5), "x"), (PointKey("no.txt", 0, 5), "x")])
def test_a_note_on_what_is_not_there_is_refused(app: AppContext, place: PointKey, words: str) -> None:
    with pytest.raises(UnreadableError):
        write_note(app, take_in_and_code(app).snapshot, place, words, ANN)


def test_a_note_follows_its_words_and_is_not_lost_with_them(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    write_note(app, snapshot, first_of(snapshot, "a.txt"), "On the cuts.", ANN)
    path = app.workspace.responses / "a.txt"
    path.write_text(f"{COST}\n\n{CUTS}\n", encoding="utf-8")
    moved = next(point for point in take(app).digests if point.document == "a.txt" and point.start)
    assert read(app, moved) == ["On the cuts."]
    path.write_text(f"{COST}\n", encoding="utf-8")
    ((note,),) = notes_on(take(app), [on_response("a.txt")], ANN).values()
    assert (note.words, note.is_displaced) == ("On the cuts.", True)


def test_others_notes_are_not_read_while_a_blind_audit_hides_their_points(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    point = first_of(snapshot, "a.txt")
    write_note(app, snapshot, point, "This is about funding.", BOB)
    write_note(app, take(app), on_response("a.txt"), "All of it is.", BOB)
    assert read(app, point) == ["This is about funding."]
    assert read(app, point, is_alone=True) == []
    assert read(app, point, BOB, is_alone=True) == ["This is about funding."]
    draw_audit(app, DrawRequest(2), ANN)
    assert read(app, point) == read(app, on_response("a.txt")) == []
    assert read(app, point, BOB) == ["This is about funding."]


def test_who_reads_anothers_note_is_shown_an_opinion_of_its_points(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    point, whole = first_of(snapshot, "a.txt"), on_response("a.txt")
    write_note(app, snapshot, whole, "All of it is.", BOB)
    now = take(app)
    assert opinions_of_others(now, notes_on(now, [whole], ANN)) == (point,)
    assert opinions_of_others(now, notes_on(now, [whole], BOB)) == ()


def test_notes_leave_with_the_teams_exports_and_never_with_the_report(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    write_note(app, snapshot, first_of(snapshot, "a.txt"), HOSTILE, ANN)
    write_note(app, take(app), on_response("b.txt"), "Zebra crossing.", ANN)
    now = take(app)
    for name in ("csv", "json", "qdpx", "xlsx"):
        write = EXPORTERS[name].write
        own, public = (words_in(write(export_content(app, now, for_team))) for for_team in (True, False))
        assert "Zebra crossing." in own, name
        assert "alert(1)" in own, name
        assert not any(words in public for words in ("Zebra", "alert(1)")), name
    report(app)
    made = [app.workspace.report, *(app.workspace.reports / "annex").glob("*.html")]
    assert not any("Zebra" in page.read_text(encoding="utf-8") for page in made)


def test_the_notes_of_who_is_erased_go_with_them(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    write_note(app, snapshot, first_of(snapshot, "a.txt"), "Zebra crossing.", ANN)
    erasure.erase(app, "a.txt", "ann", "asked for")
    assert app.store.notes() == {}
    assert app.store.verify()
