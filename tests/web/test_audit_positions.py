"""Auditing positions on pages: one of four for each answer, by one key, blind where the audit is blind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.snapshot.taking import take
from analysis.model import CodingMode, position_frame
from tests.app.audited import mark
from tests.builders import person
from tests.positioned import open_lane
from tests.web.test_audit import fields
from tests.web.visitor import Visitor, text_of

AUDIT = "/positions/audit"


@pytest.fixture
def auditor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at a workspace with answers that are for and against, after its first report."""
    publish.report(open_lane(tmp_path / "work"))
    made = Visitor(tmp_path / "work")
    yield made
    made.settle()


def save(visitor: Visitor, page: str, *positions: str, kind: str = "blind", status: int = 200) -> str:
    sent = {**fields(page), "theme": list(positions), "act": "save"}
    return visitor.post(f"{AUDIT}/{kind}", sent, status=status).text


def test_both_frames_have_an_audit_and_lead_to_each_other(auditor: Visitor) -> None:
    themes, positions = auditor.get("/audit"), auditor.get(AUDIT)
    assert f'href="{AUDIT}"' in themes
    assert "Audit themes instead" in positions
    assert "for learning" in text_of(themes)
    assert "for learning" not in text_of(positions)


def test_an_answer_is_judged_blind_by_one_of_four_keys(auditor: Visitor) -> None:
    draw_audit(auditor.app_context, DrawRequest(7, of_positions=True), person("sam brook"))
    page = auditor.get(f"{AUDIT}/blind")
    assert re.findall(r'type="radio"\s+name="theme" value="(\w+)"', page) == list(position_frame().keys)
    assert re.findall(r'data-key="(\w)"', page) == ["1", "2", "3", "4"]
    assert "suggested" not in page
    assert "<mark>" not in page
    assert "checked" not in page.partition("<fieldset")[2].partition("</fieldset>")[0]
    following = save(auditor, page, "oppose")
    assert "Saved" in text_of(following)
    assert f'action="{AUDIT}/blind"' in following
    (coding,) = take(auditor.app_context, keep=False).positions.codings
    assert (coding.themes, coding.mode) == ({"oppose"}, CodingMode.BLIND)
    assert take(auditor.app_context, keep=False).codings == ()


@pytest.mark.parametrize("positions", [(), ("support", "oppose")])
def test_one_position_is_recorded_and_no_more_or_less(auditor: Visitor, positions: tuple[str, ...]) -> None:
    page = auditor.get(f"{AUDIT}/assisted")
    answer = save(auditor, page, *positions, kind="assisted", status=409)
    assert "an answer has exactly one position" in text_of(answer)
    assert take(auditor.app_context, keep=False).positions.codings == ()


def test_with_the_machines_opinion_in_sight_it_is_noted_and_the_words_are_marked(auditor: Visitor) -> None:
    page = auditor.get(f"{AUDIT}/assisted")
    assert "suggested" in text_of(page)
    assert "<mark>" in page
    seen = take(auditor.app_context, keep=False).positions.blinding.seen_by(person("sam brook"))
    assert len(seen) > 0
    assert not take(auditor.app_context, keep=False).blinding.seen_by(person("sam brook"))


def test_what_was_said_last_is_taken_back_in_its_own_frame(auditor: Visitor) -> None:
    page = auditor.get(f"{AUDIT}/assisted")
    following = save(auditor, page, "mixed", kind="assisted")
    auditor.post(f"{AUDIT}/assisted/undo", fields(following))
    answers = take(auditor.app_context, keep=False).positions
    assert [len(coding.themes) for coding in answers.codings] == [1, 0]
    assert answers.decided == {}


def test_whoever_reads_the_report_has_seen_the_positions_that_an_audit_keeps(auditor: Visitor) -> None:
    draw_audit(auditor.app_context, DrawRequest(7, of_positions=True), person("ann"))
    assert "recorded that you have seen them" in text_of(auditor.get("/report"))
    auditor.get("/report", reading="true")
    seen = take(auditor.app_context, keep=False).positions.blinding.seen_by(person("sam brook"))
    assert len(seen) == 7


def test_what_a_closed_audit_found_is_told_question_by_question(auditor: Visitor, tmp_path: Path) -> None:
    app, sheet = auditor.app_context, tmp_path / "sheet.csv"
    draw_audit(app, DrawRequest(7, of_positions=True), person("ann"))
    export_audits(app, sheet, "Ann", SheetRequest(drawn=True, audit="positions"))
    import_audits(app, mark(sheet, {}, everywhere="oppose: Oppose"))
    auditor.settle()
    auditor.post(f"{AUDIT}/close", {"name": "positions"})
    auditor.settle()
    said = text_of(auditor.get(f"{AUDIT}/found", name="positions"))
    assert "Q1: Oppose 6 6 (6 to 6) of 6" in said
    assert "The proposal as a whole: Oppose 1 1 (1 to 1) of 1" in said
    assert "teaches the machine" not in said
