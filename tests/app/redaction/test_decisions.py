"""Redaction: what people decide is recorded, once for each place, and holds for the next report."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import erasure, verify_workspace
from analysis.app.context import AppContext
from analysis.app.redaction.decisions import decide, place_of, withhold_words
from analysis.app.redaction.proposals import ProposedRedaction, list_proposals, proposed
from analysis.app.redaction.sheets import read_sheet, write_sheet
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed, take
from analysis.errors import OutputError, UnreadableError
from analysis.model import RedactionDecision
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace, published

FILES = {
    "one.txt": "1. Margaret Ellison cannot park near her house any more, and the baker agrees with that.\n\n"
    "2. Ring me on 07700 900123 about the library, which should be open on Sundays as well.\n",
    "two.txt": "1. Sir Rohan Nair told me that the crossing is safe, and I do not believe it.\n",
    "three.txt": "1. Nobody in this village wants another road through the middle of its only field.\n",
}


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return AppContext(Workspace(make_workspace(tmp_path, FILES)), clock=Clock())


@pytest.fixture
def snapshot(app: AppContext) -> Snapshot:
    return take(app)


def by_words(snapshot: Snapshot) -> dict[str, ProposedRedaction]:
    return {row.words: row for row in proposed(snapshot)}


def confirm(app: AppContext, snapshot: Snapshot, words: str, decision: RedactionDecision) -> int:
    return decide(app, snapshot, [place_of(by_words(snapshot)[words].place)], decision, "Sam Brook")


def page(app: AppContext) -> str:
    """The report with its annex, as it is made now."""
    publish.report(app)
    return published(app.workspace.root)


def test_everything_found_is_proposed_with_its_context(snapshot: Snapshot) -> None:
    rows = by_words(snapshot)
    assert set(rows) == {"Margaret Ellison", "07700 900123", "Sir Rohan Nair"}
    row = rows["07700 900123"]
    assert row.before.endswith("Ring me on ")
    assert row.after.startswith(" about the library")
    assert (row.state, row.is_withheld, rows["Sir Rohan Nair"].is_withheld) == ("open", True, False)
    listed = list_proposals(snapshot)
    assert (listed.found, listed.open, listed.confirmed, listed.rejected) == (3, 3, 0, 0)
    assert [row.words for row in list_proposals(snapshot, kind="PHONE").rows] == ["07700 900123"]
    assert [row.words for row in list_proposals(snapshot, document="two.txt").rows] == ["Sir Rohan Nair"]


def test_a_report_follows_what_was_decided(app: AppContext, snapshot: Snapshot) -> None:
    before = page(app)
    assert "Ellison" not in before
    assert "Rohan Nair" in before
    assert "have not looked at 3" in " ".join(before.split())
    confirm(app, snapshot, "Margaret Ellison", RedactionDecision.REJECTED)
    confirm(app, snapshot, "Sir Rohan Nair", RedactionDecision.CONFIRMED)
    after = page(app)
    assert "Margaret Ellison" in after
    assert "Nair" not in after
    assert "People confirmed 1, decided to print 1, and have not looked at 1" in " ".join(after.split())
    assert not publish.report(app).changed
    verify_workspace.check(app)


def test_each_decision_is_one_record_and_the_same_again_is_none(app: AppContext, snapshot: Snapshot) -> None:
    assert confirm(app, snapshot, "Margaret Ellison", RedactionDecision.CONFIRMED) == 1
    snapshot = renewed(snapshot)
    assert confirm(app, snapshot, "Margaret Ellison", RedactionDecision.CONFIRMED) == 0
    assert confirm(app, snapshot, "Margaret Ellison", RedactionDecision.REOPENED) == 1
    assert [one.decision.value for one in app.store.redactions()["one.txt"]] == ["confirmed", "reopened"]
    assert by_words(renewed(snapshot))["Margaret Ellison"].state == "open"


def test_words_are_withheld_that_nothing_proposes(app: AppContext, snapshot: Snapshot) -> None:
    assert withhold_words(app, snapshot, "one.txt", " the  baker ", "Sam Brook") == 1
    assert "the baker" not in page(app)
    assert by_words(take(app))["the baker"].who == "Sam Brook"
    for document, words in (("one.txt", "no such words"), ("one.txt", " "), ("nobody.txt", "the baker")):
        with pytest.raises(UnreadableError):
            withhold_words(app, snapshot, document, words, "Sam Brook")


@pytest.mark.parametrize("place", ["", "1-2-NAME", "1-2-NOBODY-one.txt", "9-4-NAME-one.txt", "0-99999-NAME-one.txt"])
def test_a_place_that_is_none_is_refused_and_nothing_is_recorded(
    app: AppContext, snapshot: Snapshot, place: str
) -> None:
    good = by_words(snapshot)["Margaret Ellison"].place
    with pytest.raises(UnreadableError):
        decide(app, snapshot, map(place_of, [good, place]), RedactionDecision.CONFIRMED, "Sam Brook")
    assert app.store.redactions() == {}


def test_a_sheet_goes_out_and_comes_back(app: AppContext, snapshot: Snapshot, tmp_path: Path) -> None:
    sheet = tmp_path / "passages.csv"
    assert write_sheet(app, snapshot, sheet, "", "open") == 3
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    filled = [lines[0], *(line + ("withhold" if "Nair" in line else "") for line in lines[1:])]
    sheet.write_text("\n".join(filled), encoding="utf-8")
    assert read_sheet(app, snapshot, sheet, "Sam Brook") == 1
    assert by_words(take(app))["Sir Rohan Nair"].state == "confirmed"
    with pytest.raises(OutputError):
        write_sheet(app, snapshot, app.workspace.reports / "passages.csv", "", "")
    sheet.write_text("Place,Decision\n0-4-NAME-one.txt,perhaps\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="row 2: expected withhold, print, undecided or nothing; found perhaps"):
        read_sheet(app, snapshot, sheet, "Sam Brook")
    sheet.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="no columns Place and Decision"):
        read_sheet(app, snapshot, sheet, "Sam Brook")


def test_decisions_go_with_who_is_erased(app: AppContext, snapshot: Snapshot) -> None:
    confirm(app, snapshot, "Margaret Ellison", RedactionDecision.CONFIRMED)
    confirm(app, snapshot, "Sir Rohan Nair", RedactionDecision.CONFIRMED)
    erasure.erase(app, "one.txt", "Sam Brook", "asked to be erased")
    assert list(app.store.redactions()) == ["two.txt"]
    verify_workspace.check(app)
