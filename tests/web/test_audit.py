"""Auditing on pages: kinds kept apart, nothing recorded twice or lost, nothing of the machine's where it is blind."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from analysis.model import Audit, CoderKind, Coding, CodingMode, Design, Draw, FramePoint, Outcome, PointKey
from analysis.service.judgements import TAKEN_BACK
from analysis.service.judging import words_of
from analysis.splitting.by_hand import relabel
from analysis.workspace import Settings
from tests.builders import LETTER, NOTES, PAGE, make_workspace, person
from tests.postgres import Server, running_server
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
    return [c for c in visitor.everypoint.store.codings() if c.coder.kind is not CoderKind.MACHINE]


def draw(visitor: Visitor, *labels: tuple[str, str]) -> list[PointKey]:
    """An audit of these points, each named by its document and label."""
    intake, store = visitor.services.current.intake(), visitor.everypoint.store
    words = words_of(intake)
    named = {(point.document, point.label): point.key for point in intake.points}
    points = tuple(named[one] for one in labels)
    machine = next(c.coder.id for c in store.every_coding() if c.coder.kind is CoderKind.MACHINE)
    time = "2026-02-01T12:00:00+00:00"
    drawn = Draw(person("ann"), time, len(points), (("all", len(points)),), points)
    frame = tuple(FramePoint(point, text, "all") for point, text in words.items())
    strata = (("all", len(frame)),)
    version = intake.consultation.codebook.version
    store.draw(Audit("audit", 1, Design.SIMPLE, (), version, machine, strata, frame, (drawn,)))
    return list(points)


# One point after the other --------------------------------------------------------------------------------------------


def test_a_point_is_shown_in_its_context_with_the_codebook_and_the_suggestion(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    said = text_of(page)
    assert label(page) == "1"
    assert "Assisted review 0 of 7 done, 7 left" in said
    assert "After it Without a Sunday bus" in said
    assert "Money: budgets, cuts and costs." in said
    assert "suggested , " in said
    assert "<mark>" in page
    assert ticked(page) == ["funding"]


def test_what_is_said_is_appended_and_the_next_point_comes(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    after = save(reader, page, "access", memo="  Both, really. ")
    assert label(after) == "2"
    assert "Saved: point 1." in text_of(after)
    (coding,) = human(reader)
    assert (coding.coder.name, coding.mode, coding.outcome) == ("Sam Brook", CodingMode.ASSISTED, Outcome.CODED)
    assert (coding.themes, coding.memo) == (frozenset({"access"}), "Both, really.")
    assert coding.codebook in reader.everypoint.store.codebooks()
    assert coding.text == words_of(reader.services.current.intake())[coding.point]


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
    assert label(back) == "1"
    assert "Taken back: your coding of point 1." in text_of(back)
    first, second = human(reader)
    assert first.themes == {"access"}
    assert (second.outcome, second.memo) == (Outcome.CANNOT_TELL, TAKEN_BACK)
    assert "0 of 7 done" in text_of(back)
    again = reader.post("/audit/assisted/undo", fields(page)).text
    assert "Nothing was taken back" in text_of(again), "a double click takes back one coding"
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
    assert "points have not been taken in yet" in page
    assert "There is nothing to do" in text_of(visitor.get("/audit/assisted"))
    visitor.post("/audit/code")
    visitor.settle()
    assert "0 of 7 points done" in text_of(visitor.get("/audit"))


def test_an_empty_workspace_says_what_comes_first(beginner: Visitor) -> None:
    assert "There is no point to audit yet" in text_of(beginner.get("/audit"))


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
    assert "was saved already" in text_of(save(reader, page, "funding"))
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
        thread.join()
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
    other = Visitor(reader.everypoint.workspace.root, name="Bob Oak")
    save(other, other.get("/audit/assisted"), "funding")
    told = save(reader, page, "access", status=409)
    assert "Bob Oak has coded this point" in text_of(told)
    save(reader, told, "access")
    assert {c.coder.name for c in human(reader)} == {"Bob Oak", "Sam Brook"}


def test_a_changed_codebook_is_told(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    path = reader.everypoint.workspace.consultation
    path.write_text(path.read_text(encoding="utf-8").replace("Money: budgets", "Money, budgets"), encoding="utf-8")
    told = save(reader, page, "funding", status=409)
    assert "the codebook has changed" in text_of(told)
    assert "Money, budgets" in told
    assert human(reader) == []
    save(reader, told, "funding")
    assert len(human(reader)) == 1


def test_a_point_that_is_no_longer_there_is_told_with_what_was_chosen(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    (reader.everypoint.workspace.responses / "letter.txt").write_text("1. Something else.\n", encoding="utf-8")
    reader.everypoint.take_in()
    told = save(reader, page, "funding", memo="Keep this", status=409)
    assert "The point is no longer there" in text_of(told)
    assert "Keep this" in told
    assert human(reader) == []


def test_a_new_label_alone_makes_no_page_stale(reader: Visitor) -> None:
    page = reader.get("/audit/assisted")
    by = person("ann")
    point = next(reader.everypoint.response("letter.txt").points)
    reader.everypoint.divide("letter.txt", lambda old: relabel(old, point, "1a", by.id), by)
    save(reader, page, "funding")
    assert len(human(reader)) == 1


# Blind ----------------------------------------------------------------------------------------------------------------


def test_a_blind_page_carries_no_trace_of_the_machine(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "2"), ("notes.md", "1"))
    answer = reader.client.get("/audit/blind")
    page = answer.text
    skip = reader.client.get(unescape(re.findall('data-next="([^"]*)"', page)[0]))
    machine = [c for c in reader.everypoint.store.every_coding() if c.coder.kind is CoderKind.MACHINE]
    said = {c.point: c for c in machine}
    assert len([point for point in points if said[point].themes]) == 2, "the machine has an opinion of both"
    for found in (answer, skip):
        whole = found.text + str(found.headers) + str(found.url) + str([h.headers for h in found.history])
        assert not re.search(r"suggest|<mark|checked aria|confidence|probab|0\.\d\d", whole)
        assert ticked(found.text) == []
        for coding in machine:
            assert coding.coder.id not in whole
            for _, score in coding.scores:
                assert f"{score:.3f}"[1:] not in whole
    after = save(reader, page, "access", kind="blind")
    assert "Blind sample 1 of 2 done, 1 left" in text_of(after)
    (coding,) = human(reader)
    assert (coding.point, coding.mode) == (points[0], CodingMode.BLIND)


def test_the_page_of_a_point_is_the_same_whatever_the_machine_thinks(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "2"))
    before = reader.get("/audit/blind")
    store = reader.everypoint.store
    machine = next(c for c in store.codings_of(points[0]) if c.coder.kind is CoderKind.MACHINE)
    turned = Coding(
        point=machine.point,
        coder=machine.coder,
        codebook=machine.codebook,
        segmentation=machine.segmentation,
        themes=frozenset({"funding"}),
        time="2026-05-01T12:00:00+00:00",
        scores=(("funding", 0.9), ("access", 0.1)),
        text=machine.text,
    )
    store.append([turned])
    assert reader.get("/audit/blind") == before


def test_a_drawn_point_is_not_shown_with_the_machines_opinion(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "1"))
    assert label(reader.get("/audit/assisted")) == "2"
    told = reader.get("/audit/assisted", status=409, **points[0]._asdict())
    assert "drawn for a blind sample" in text_of(told)


def test_who_has_seen_the_machines_opinion_does_not_code_that_point_blind(reader: Visitor) -> None:
    seen = reader.get("/audit/assisted")
    points = draw(reader, ("letter.txt", "1"), ("notes.md", "2"))
    page = reader.get("/audit/blind")
    assert fields(page)["document"] == "notes.md"
    told = save(reader, seen, kind="blind", status=409)
    assert "would not be blind" in text_of(told)
    page = save(reader, page, kind="blind")
    assert "Somebody else must code them" in text_of(reader.get("/audit"))
    other = Visitor(reader.everypoint.workspace.root, name="Bob Oak")
    save(other, other.get("/audit/blind"), "funding", kind="blind")
    modes = {c.point: c.mode for c in human(reader)}
    assert modes == dict.fromkeys(points, CodingMode.BLIND)


def test_a_sample_is_drawn_from_the_page_and_extended(reader: Visitor) -> None:
    assert "To within 5 percentage points" in text_of(reader.get("/audit"))
    reader.post("/audit/draw", {"size": "2", "rare": "yes"})
    reader.settle()
    (audit,) = reader.everypoint.store.audits().values()
    assert (len(audit.drawn), audit.design, audit.draws[0].coder.name) == (2, Design.STRATIFIED, "Sam Brook")
    page = reader.get("/audit/blind")
    for _ in range(2):
        page = save(reader, page, kind="blind")
    assert "2 points were drawn" in text_of(reader.get("/audit"))
    reader.post("/audit/draw", {"size": "4", "extend": "yes"})
    reader.settle()
    assert len(reader.everypoint.store.audits()["audit"].drawn) == 4
    reader.post("/audit/draw", {"size": "0"}, status=400)


# Second coding and adjudication ---------------------------------------------------------------------------------------


@pytest.fixture
def sample(reader: Visitor) -> tuple[Visitor, Visitor]:
    """Two people, of whom the first has coded a blind sample of two points."""
    draw(reader, ("letter.txt", "1"), ("letter.txt", "2"))
    page = save(reader, reader.get("/audit/blind"), "funding", kind="blind", memo="Only money")
    save(reader, page, "access", kind="blind")
    return reader, Visitor(reader.everypoint.workspace.root, name="Bob Oak")


def test_a_second_coder_sees_neither_the_first_nor_the_machine(sample: tuple[Visitor, Visitor]) -> None:
    first, second = sample
    assert "Nobody else has coded a point" in text_of(first.get("/audit/second"))
    page = second.get("/audit/second")
    assert not re.search(r"suggest|<mark|Only money|Sam Brook", page)
    assert ticked(page) == []
    after = save(second, page, "funding", kind="second")
    assert "same themes to 1 of 1 point that two of them coded (100%)" in text_of(after)
    save(second, after, "funding", kind="second")
    assert [c.mode for c in human(first)] == [CodingMode.BLIND, CodingMode.BLIND, CodingMode.SECOND, CodingMode.SECOND]


def test_what_people_disagree_about_is_decided_side_by_side(sample: tuple[Visitor, Visitor]) -> None:
    first, second = sample
    page = second.get("/audit/second")
    page = save(second, page, "access", kind="second")
    save(second, page, "access", kind="second")
    third = Visitor(first.everypoint.workspace.root, name="Cleo Finch")
    page = third.get("/audit/adjudication")
    said = text_of(page)
    assert "0 of 1 done, 1 left" in said
    assert "Theme Sam Brook Bob Oak Funding differs Yes No Access differs No Yes Memo Only money None" in said
    after = save(third, page, "funding", kind="adjudication")
    assert "All points are done" in text_of(after)
    decided = human(first)[-1]
    assert (decided.coder.kind, decided.mode) == (CoderKind.ADJUDICATOR, CodingMode.ADJUDICATION)


def test_two_people_are_not_given_the_same_point_while_there_are_others(reader: Visitor) -> None:
    assert label(reader.get("/audit/assisted")) == "1"
    reader.client.cookies.clear()
    reader.post("/name", {"name": "Bob Oak", "next": "/"})
    assert label(reader.get("/audit/assisted")) == "2"


# Lists that the machine makes -----------------------------------------------------------------------------------------


def test_the_machine_lists_what_it_would_learn_from(reader: Visitor) -> None:
    draw(reader, ("letter.txt", "1"))
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
    assert "finds nothing of this kind" in text_of(reader.get("/audit/mistakes"))
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
        ann.everypoint.take_in_and_code()
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
            thread.join(120)
        codings = human(ann)
        assert len({coding.point for coding in codings}) == 7, "every point is coded"
        said = [(coding.point, coding.coder.id) for coding in codings]
        assert len(said) == len(set(said)), "nobody's coding is there twice"
        for visitor in (ann, bob):
            visitor.everypoint.check()
            visitor.everypoint.store.close()
