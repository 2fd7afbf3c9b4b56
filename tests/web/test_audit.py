"""Auditing on pages: kinds kept apart, nothing recorded twice or lost, nothing of the machine's where it is blind."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from analysis.app.admin import verify_workspace
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.queues import ListedPoints, QueueKind
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding import machine
from analysis.app.ingest import ingest
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.model import CoderKind, Coding, CodingMode, Outcome
from analysis.splitting.manual_edit import relabel
from analysis.workspace import Settings
from tests.builders import LETTER, NOTES, PAGE, make_workspace, person
from tests.patience import join
from tests.postgres import Server, running_server
from tests.statements import counted
from tests.web.visitor import Visitor, text_of

FIELDS = ("document", "start", "end", "state", "last")
Fields = dict[str, str | list[str]]


def fields(page: str) -> Fields:
    """The hidden fields of a point's page."""
    return {
        name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page) if name in FIELDS
    }


def ticked(page: str) -> list[str]:
    return re.findall(r'name="theme" value="(\w+)"[^>]* checked', page)


def label(page: str) -> str:
    (found,) = re.findall(r'data-label="([^"]*)"', page)
    return unescape(found)


def save(visitor: Visitor, page: str, *themes: str, kind: str = "assisted", status: int = 200, **more: str) -> str:
    sent: Fields = {**fields(page), "theme": list(themes), "act": "save", **more}
    return visitor.post(f"/audit/{kind}", sent, status=status).text


def human(visitor: Visitor) -> list[Coding]:
    return [c for c in visitor.app_context.store.codings() if c.coder.kind is not CoderKind.MACHINE]


# One point after the other --------------------------------------------------------------------------------------------


def test_a_point_is_shown_in_its_context_with_the_codebook_and_the_suggestion(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    said = text_of(page)
    assert label(page) == "R1.1 (1)"
    assert "Assisted review 0 of 7 done, 7 left" in said
    assert "After it Without a Sunday bus" in said
    assert "Money: budgets, cuts and costs." in said
    assert "suggested , " in said
    assert "<mark>" in page
    assert ticked(page) == ["funding"]


@pytest.mark.parametrize("kind", ["assisted", "blind"])
def test_a_coding_is_saved_in_few_statements(reader: Visitor, kind: str) -> None:
    draw_audit(reader.app_context, DrawRequest(3), person("ann"))
    page = reader.get(f"/audit/{kind}")
    for expected_codings in (1, 2):
        sent = {"token": reader.token(), **fields(page), "theme": ["access"], "act": "save"}
        with counted() as traffic:
            answer = reader.client.post(f"/audit/{kind}", data=sent, follow_redirects=False)
        assert answer.status_code == 303
        assert len(traffic.statements) <= 12, traffic.statements
        assert traffic.transactions <= 3
        assert len(human(reader)) == expected_codings
        page = reader.get(answer.headers["location"])


def test_what_is_said_is_appended_and_the_next_point_comes(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    after = save(reader, page, "access", memo="  Both, really. ")
    assert label(after) == "R1.2 (2)"
    assert "Saved: point R1.1 (1)." in text_of(after)
    (coding,) = human(reader)
    assert (coding.coder.name, coding.mode, coding.outcome) == ("Sam Brook", CodingMode.ASSISTED, Outcome.CODED)
    assert (coding.themes, coding.memo) == (frozenset({"access"}), "Both, really.")
    assert coding.codebook in reader.app_context.store.codebooks()
    assert coding.text_sha256 == reader.services.snapshots.get().corpus.digests[coding.point]


def test_cannot_tell_gives_no_theme_and_leaves_the_point_undecided(reader: Visitor) -> None:
    save(reader, reader.get("/audit/assisted"), "funding", act="cannot_tell")
    (coding,) = human(reader)
    assert (coding.themes, coding.outcome) == (frozenset(), Outcome.CANNOT_TELL)


def test_skipping_records_nothing_and_goes_round(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    seen = [label(page)]
    for _ in range(7):
        page = reader.get(unescape(re.findall('data-next="([^"]*)"', page)[0]))
        seen.append(label(page))
    assert seen[0] == seen[7]
    assert len(human(reader)) == 0


def test_to_undo_appends_and_the_point_is_asked_again(reader: Visitor) -> None:
    page = save(reader, reader.get("/audit/assisted"), "access")
    back = reader.post("/audit/assisted/undo", fields(page)).text
    assert label(back) == "R1.1 (1)"
    assert "Undone: your coding of point R1.1 (1)." in text_of(back)
    first, second = human(reader)
    assert first.themes == {"access"}
    assert (second.outcome, second.memo) == (Outcome.CANNOT_TELL, TAKEN_BACK)
    assert "0 of 7 done" in text_of(back)
    again = reader.post("/audit/assisted/undo", fields(page)).text
    assert "Nothing was undone" in text_of(again), "a double click takes back one coding"
    assert len(human(reader)) == 2


def test_what_was_taken_back_is_chosen_still(reader: Visitor) -> None:
    page = save(reader, reader.get("/audit/assisted"), "access", memo="Only the bus")
    back = reader.post("/audit/assisted/undo", fields(page)).text
    assert ticked(back) == ["access"], "not what the machine suggests"
    assert ">Only the bus</textarea>" in back
    assert "You undid your coding of this point" in text_of(back)
    save(reader, back, "access", memo="Only the bus")
    assert [c.memo for c in human(reader)] == ["Only the bus", TAKEN_BACK, "Only the bus"]


def again(visitor: Visitor, page: str) -> str:
    """The page of the same point, opened anew."""
    return visitor.get("/audit/assisted", **{name: fields(page)[name] for name in ("document", "start", "end")})


def test_going_back_and_saving_the_same_again_adds_nothing(reader: Visitor) -> None:
    first = reader.get("/audit/assisted")
    save(reader, first, "access", memo="x")
    assert "Point R1.1 (1) was already saved" in text_of(save(reader, again(reader, first), "access", memo="x"))
    assert len(human(reader)) == 1
    save(reader, again(reader, first), "access", memo="y")
    path = reader.app_context.workspace.consultation
    path.write_text(path.read_text(encoding="utf-8").replace("Money: budgets", "Money, budgets"), encoding="utf-8")
    save(reader, again(reader, first), "access", memo="y")
    assert len(human(reader)) == 3, "to say it again of a redefined theme is something new"


def test_who_confirms_what_may_be_a_mistake_is_asked_no_more(reader: Visitor) -> None:
    first = reader.get("/audit/assisted")
    save(reader, first, "access")
    point = human(reader)[0].point
    hand = reader.services.audit_session
    hand._lists[QueueKind.MISTAKES] = ListedPoints.of([point], reader.services.snapshots.get())
    page = reader.get("/audit/mistakes")
    assert ticked(page) == ["access"]
    assert "All points are done" in text_of(save(reader, page, "access", kind="mistakes"))
    assert len(human(reader)) == 2


def test_when_all_is_done_the_page_says_so(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    for _ in range(7):
        page = save(reader, page)
    assert "All points are done" in text_of(page)
    assert "7 of 7 done, 0 left" in text_of(page)
    assert len({coding.point for coding in human(reader)}) == 7


def test_nothing_is_asked_of_points_that_were_not_taken_in(visitor: Visitor) -> None:
    page = text_of(visitor.get("/audit"))
    assert "The points have not been coded yet, so there are no suggestions." in page
    nothing = text_of(visitor.get("/audit/assisted"))
    assert "There is nothing to do The points must be coded by the machine first." in nothing
    assert "Your decisions" not in nothing
    visitor.post("/audit/code")
    visitor.settle()
    assert "0 of 7 points done" in text_of(visitor.get("/audit"))


def test_a_draw_of_which_nothing_is_coded_is_undone_on_the_page(reader: Visitor) -> None:
    draw_audit(reader.app_context, DrawRequest(3, name="spring"), person("ann"))
    assert "Nothing of this sample is coded yet" in text_of(reader.get("/audit"))
    page = text_of(reader.post("/audit/undo-draw", {"name": "spring"}).text)
    assert "Nothing of this sample" not in page
    assert "How precise do you need to be?" in page
    assert "Undid the draw of the blind sample spring Sam Brook" in text_of(reader.get("/history"))


def test_an_empty_workspace_says_what_comes_first(beginner: Visitor) -> None:
    assert "There are no points to audit yet" in text_of(beginner.get("/audit"))


def test_there_is_a_page_for_what_is_not_there(reader: Visitor) -> None:
    reader.get("/audit/sideways", status=404)
    reader.get("/audit/machine", status=404)
    reader.get("/audit/assisted", status=404, document="nothing.txt", start=0, end=3)


def test_a_form_that_is_none_of_ours_records_nothing(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    save(reader, page, act="sideways", status=400)
    save(reader, page, start="x", status=400)
    assert human(reader) == []


# Stale pages ----------------------------------------------------------------------------------------------------------


def test_a_page_that_is_sent_twice_is_recorded_once(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    save(reader, page, "funding")
    assert "was already saved" in text_of(save(reader, page, "funding"))
    assert len(human(reader)) == 1


def test_two_clicks_at_the_same_moment_are_recorded_once(reader: Visitor) -> None:
    sent = {"token": reader.token(), **fields(reader.get("/audit/assisted")), "theme": ["funding"], "act": "save"}
    told: list[int] = []

    def click() -> None:
        told.append(reader.client.post("/audit/assisted", data=sent).status_code)

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        join(thread)
    assert told == [200] * 6
    assert len(human(reader)) == 1


def test_a_stale_tab_is_told_and_what_was_chosen_there_can_still_be_saved(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    save(reader, page, "funding")
    told = save(reader, page, "access", memo="mine", status=409)
    assert "Nothing was saved: you have coded this point since" in text_of(told)
    assert ticked(told) == ["access"]
    assert ">mine</textarea>" in told
    save(reader, told, "access", memo="mine")
    assert [sorted(c.themes) for c in human(reader)] == [["funding"], ["access"]]


def test_a_point_that_somebody_else_has_coded_meanwhile_is_told(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    save(other, other.get("/audit/assisted"), "funding")
    told = save(reader, page, "access", status=409)
    assert "Bob Oak has coded this point" in text_of(told)
    save(reader, told, "access")
    assert {c.coder.name for c in human(reader)} == {"Bob Oak", "Sam Brook"}


def test_a_changed_codebook_is_told(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    path = reader.app_context.workspace.consultation
    path.write_text(path.read_text(encoding="utf-8").replace("Money: budgets", "Money, budgets"), encoding="utf-8")
    told = save(reader, page, "funding", status=409)
    assert "the codebook has changed" in text_of(told)
    assert "Money, budgets" in told
    assert human(reader) == []
    save(reader, told, "funding")
    assert len(human(reader)) == 1


def test_a_point_that_is_no_longer_there_is_told_with_what_was_chosen(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    (reader.app_context.workspace.responses / "letter.txt").write_text("1. Something else.\n", encoding="utf-8")
    ingest.take_in(reader.app_context)
    told = save(reader, page, "funding", memo="Keep this", status=409)
    assert "The point is no longer there" in text_of(told)
    assert "Keep this" in told
    assert "Themes Funding" in text_of(told), "a theme is told by its name"
    assert human(reader) == []


def test_a_new_label_alone_makes_no_page_stale(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    by = person("ann")
    point = next(ingest.find(reader.app_context, "letter.txt").points)
    machine.divide(reader.app_context, "letter.txt", lambda old: relabel(old, point, "1a", by.id), by)
    save(reader, page, "funding")
    assert len(human(reader)) == 1


# Lists that the machine makes -----------------------------------------------------------------------------------------


def test_the_machine_lists_what_it_would_learn_from(reader: Visitor) -> None:
    draw_audit(reader.app_context, DrawRequest(1), person("ann"))
    reader.post("/audit/learning/list")
    reader.settle()
    page = reader.get("/audit/learning")
    assert "0 of 6 done" in text_of(page), "what was drawn for an audit is not asked for"
    after = save(reader, page, kind="learning")
    assert "1 of 6 done" in text_of(after)
    assert human(reader)[0].mode is CodingMode.ASSISTED


def test_without_anything_coded_no_mistake_is_listed(reader: Visitor) -> None:
    reader.post("/audit/mistakes/list")
    reader.settle()
    assert "There are no such points" in text_of(reader.get("/audit/mistakes"))
    point = ingest.take_in(reader.app_context, keep=False).points[0].key._asdict()
    assert "There are no such points" in text_of(reader.get("/audit/mistakes/next", **point)), "it is on no list"
    assert "There are no such points" in text_of(reader.get("/audit/learning/next", **point))
    reader.post("/audit/second/list", status=404)


# Two programs at one server -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as made:
        yield made


def test_two_people_at_one_server_lose_nothing_and_double_nothing(server: Server, tmp_path: Path) -> None:
    files = {"letter.txt": LETTER, "notes.md": NOTES, "page.html": PAGE}
    with server.database() as url:
        settings = Settings(database=url)
        ann = Visitor(make_workspace(tmp_path / "ann", files), name="Ann", settings=settings)
        take_in_and_code(ann.app_context)
        bob = Visitor(shutil.copytree(tmp_path / "ann", tmp_path / "bob"), name="Bob", settings=settings)

        def work(visitor: Visitor) -> None:
            page = visitor.get("/audit/assisted")
            while "data-form" in page:
                answer = visitor.client.post(
                    "/audit/assisted",
                    data={"token": visitor.token(), **fields(page), "theme": "funding", "act": "save"},
                )
                page = answer.text if answer.status_code == 200 else visitor.get("/audit/assisted")

        threads = [threading.Thread(target=work, args=(visitor,)) for visitor in (ann, bob)]
        for thread in threads:
            thread.start()
        for thread in threads:
            join(thread)
        codings = human(ann)
        assert len({coding.point for coding in codings}) == 7, "every point is coded"
        said = [(coding.point, coding.coder.id) for coding in codings]
        assert len(said) == len(set(said)), "nobody's coding is there twice"
        for visitor in (ann, bob):
            verify_workspace.check(visitor.app_context)
            visitor.app_context.store.close()
