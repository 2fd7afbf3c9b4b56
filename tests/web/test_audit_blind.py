"""What is blind stays blind: nothing of the machine's or of another person's is in those pages; people who disagree."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from analysis.app.audit.measure import progress_and_advice
from analysis.app.audit.progress import AuditStatus, audit_progress
from analysis.app.snapshot.taking import take
from analysis.auditing.agreement.wording import sets_plainly
from analysis.model import Audit, CoderKind, Coding, CodingMode, Design, Draw, FramePoint, PointKey
from tests.builders import person
from tests.web.test_audit import fields, human, label, save, ticked
from tests.web.visitor import Visitor, text_of


def draw(visitor: Visitor, *labels: tuple[str, str]) -> list[PointKey]:
    """An audit of these points, each named by its document and label."""
    corpus, store = visitor.services.snapshots.get().corpus, visitor.app_context.store
    words = corpus.digests
    named = {(point.document, point.label): point.key for point in corpus.points}
    points = tuple(named[one] for one in labels)
    machine = next(c.coder.id for c in store.every_coding() if c.coder.kind is CoderKind.MACHINE)
    time = "2026-02-01T12:00:00+00:00"
    drawn = Draw(person("ann"), time, len(points), (("all", len(points)),), points)
    frame = tuple(FramePoint(point, text, "all") for point, text in words.items())
    strata = (("all", len(frame)),)
    version = corpus.consultation.codebook.version
    store.draw(Audit("audit", 1, Design.SIMPLE, (), version, machine, strata, frame, (drawn,)))
    return list(points)


# Blind ----------------------------------------------------------------------------------------------------------------


def test_a_blind_page_carries_no_trace_of_the_machine(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "2"), ("notes.md", "1"))
    answer = reader.client.get("/audit/blind")
    page = answer.text
    skip = reader.client.get(unescape(re.findall('data-next="([^"]*)"', page)[0]))
    machine = [c for c in reader.app_context.store.every_coding() if c.coder.kind is CoderKind.MACHINE]
    said = {c.point: c for c in machine}
    assert len([point for point in points if said[point].themes]) == 2, "the machine has an opinion of both"
    for found in (answer, skip):
        whole = found.text + str(found.headers) + str(found.url) + str([h.headers for h in found.history])
        assert not re.search(r"suggest|<mark|checked aria|confidence|ep-theme__score|in doubt|likely|0\.\d\d", whole)
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
    store = reader.app_context.store
    machine = next(c for c in store.codings_of(points[0]) if c.coder.kind is CoderKind.MACHINE)
    turned = Coding(
        point=machine.point,
        coder=machine.coder,
        codebook=machine.codebook,
        segmentation=machine.segmentation,
        themes=frozenset({"funding"}),
        time="2026-05-01T12:00:00+00:00",
        scores=(("funding", 0.9), ("access", 0.1)),
        text_sha256=machine.text_sha256,
    )
    store.append([turned])
    assert reader.get("/audit/blind") == before


def test_a_drawn_point_is_not_shown_with_the_machines_opinion(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "1"))
    assert label(reader.get("/audit/assisted")) == "R1.2 (2)"
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
    assert "Someone else must code them" in text_of(reader.get("/audit"))
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    save(other, other.get("/audit/blind"), "funding", kind="blind")
    modes = {c.point: c.mode for c in human(reader)}
    assert modes == dict.fromkeys(points, CodingMode.BLIND)


def test_a_sample_is_drawn_from_the_page_and_extended(reader: Visitor) -> None:
    assert "All 7 points, 14 minutes of work: exact figures" in text_of(reader.get("/audit"))
    wrong = reader.post("/audit/draw", {"size": "4", "other": "many"}, status=400).text
    assert 'href="#other">Enter a number of points between 1 and' in wrong
    assert 'value="many"' in wrong
    reader.post("/audit/draw", {"size": "2", "rare": "yes"})
    reader.settle()
    (audit,) = reader.app_context.store.audits().values()
    assert (len(audit.drawn), audit.design, audit.draws[0].coder.name) == (2, Design.STRATIFIED, "Sam Brook")
    page = reader.get("/audit/blind")
    for _ in range(2):
        page = save(reader, page, kind="blind")
    assert "2 points were drawn" in text_of(reader.get("/audit"))
    asked = reader.post("/audit/draw", {"size": "4", "extend": "audit"}).text
    assert "4 points are more than half of all 7" in text_of(asked)
    reader.post("/audit/draw", {"size": "4", "extend": "audit", "sure": "yes"})
    reader.settle()
    assert len(reader.app_context.store.audits()["audit"].drawn) == 4
    reader.post("/audit/draw", {"size": "0"}, status=400)


def test_the_coding_of_drawn_points_is_on_no_page_until_the_audit_is_scored(reader: Visitor) -> None:
    before = reader.get("/response", document="letter.txt")
    points = draw(reader, ("letter.txt", "1"), ("letter.txt", "2"))
    page = reader.get("/response", document="letter.txt")
    said = [re.findall(rf'(?s)<section[^>]* id="p{point.start}".*?</section>', page)[0] for point in points]
    for own in said:
        assert "its coding is hidden until the audit is closed" in own
        assert not re.search(r"ep-tag|<mark|Coded by|0\.\d\d", own)
    assert page.count("drawn for a blind audit") + page.count("Drawn for a blind audit") == 2
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    save(other, other.get("/audit/blind"), "funding", kind="blind")
    assert "Coded by a person" not in reader.get("/response", document="letter.txt")
    store = reader.app_context.store
    store.score(store.audits()["audit"], {}, "2026-03-01T12:00:00+00:00")
    after = reader.get("/response", document="letter.txt")
    assert "Coded by a person" in after
    assert after.count("ep-tags") == before.count("ep-tags")
    assert "blind audit" not in after


ANNEX = "/report/annex/responses.html"


def test_the_report_is_shown_during_a_blind_audit_only_to_who_asks_for_it(reader: Visitor) -> None:
    assert "<iframe" in reader.get("/report")
    draw(reader, ("letter.txt", "1"))
    page = reader.get("/report")
    assert "The report shows the machine’s coding of points that you may be asked to code blind" in page
    for closed in (page, reader.get("/report/page"), reader.get("/report/download"), reader.get(ANNEX)):
        assert "A blind audit is open" in closed
        assert "<iframe" not in closed
        assert "/report/download" not in closed
    (address,) = re.findall(r'href="(/report\?[^"]*)"', page)
    shown = reader.client.get(address).text
    frame = re.findall(r'<iframe[^>]* src="([^"]*)"', shown)[0]
    report = reader.app_context.workspace.report.read_bytes()
    assert reader.client.get(frame).content == report
    (saved,) = re.findall(r'href="(/report/download[^"]*)"', shown)
    assert reader.client.get(unescape(saved)).content[:2] == b"PK", "a zip of it with its annex"
    assert "All responses in full" in reader.client.get(ANNEX).text


def status_of_audit(reader: Visitor) -> AuditStatus:
    snapshot = take(reader.app_context, keep=False)
    return audit_progress(snapshot, snapshot.audit()).status


def test_a_blind_coding_that_was_taken_back_is_not_coded_yet(reader: Visitor) -> None:
    draw(reader, ("letter.txt", "1"), ("letter.txt", "2"))
    page = save(reader, reader.get("/audit/blind"), "funding", kind="blind")
    assert status_of_audit(reader).coded == 1
    back = reader.post("/audit/blind/undo", fields(page)).text
    now = status_of_audit(reader)
    assert (now.coded, now.cannot_tell, now.left) == (0, 0, 2)
    save(reader, back, kind="blind", act="cannot_tell")
    now = status_of_audit(reader)
    assert (now.coded, now.cannot_tell, now.left) == (1, 1, 1)


# Second coding and adjudication ---------------------------------------------------------------------------------------


@pytest.fixture
def sample(reader: Visitor) -> tuple[Visitor, Visitor]:
    """Two people, of whom the first has coded a blind sample of two points."""
    draw(reader, ("letter.txt", "1"), ("letter.txt", "2"))
    page = save(reader, reader.get("/audit/blind"), "funding", kind="blind", memo="Only money")
    save(reader, page, "access", kind="blind")
    return reader, Visitor(reader.app_context.workspace.root, name="Bob Oak")


def test_a_second_coder_sees_neither_the_first_nor_the_machine(sample: tuple[Visitor, Visitor]) -> None:
    first, second = sample
    assert "nobody else has coded any" in text_of(first.get("/audit/second"))
    page = second.get("/audit/second")
    assert not re.search(r"suggest|<mark|Only money|Sam Brook", page)
    assert ticked(page) == []
    after = save(second, page, "funding", kind="second")
    assert "agreed on 1 of the 1 point that two of them coded." in text_of(after)
    save(second, after, "funding", kind="second")
    assert [c.mode for c in human(first)] == [CodingMode.BLIND, CodingMode.BLIND, CodingMode.SECOND, CodingMode.SECOND]


def test_what_people_disagree_about_is_decided_side_by_side(sample: tuple[Visitor, Visitor]) -> None:
    first, second = sample
    page = second.get("/audit/second")
    page = save(second, page, "access", kind="second")
    save(second, page, "access", kind="second")
    third = Visitor(first.app_context.workspace.root, name="Cleo Finch")
    assert "People disagree about 1 point of it, and nobody has decided: decide first" in text_of(third.get("/audit"))
    overview = third.get("/")
    assert "People disagree (1)" in text_of(overview)
    assert "could not be decided" not in text_of(overview)
    own = "You are one of the people who coded this point."
    assert own in text_of(first.get("/audit/adjudication"))
    assert own in text_of(second.get("/audit/adjudication"))
    page = third.get("/audit/adjudication")
    said = text_of(page)
    assert own not in said
    assert "0 of 1 done, 1 left" in said
    assert "Theme Sam Brook Bob Oak Funding differs Yes No Access differs No Yes Memo Only money None" in said
    after = save(third, page, "funding", kind="adjudication")
    assert "All points are done" in text_of(after)
    decided = human(first)[-1]
    assert (decided.coder.kind, decided.mode) == (CoderKind.ADJUDICATOR, CodingMode.ADJUDICATION)


def test_a_point_is_only_seen_in_the_kind_that_it_is_for(sample: tuple[Visitor, Visitor]) -> None:
    first, second = sample
    coded, other = (
        human(first)[0].point,
        next(p for p in first.services.snapshots.get().corpus.points if p.label == "3").key,
    )
    assert "no coding to compare with" in text_of(first.get("/audit/second", 409, **coded._asdict()))
    assert "nothing to decide" in text_of(second.get("/audit/adjudication", 409, **coded._asdict()))
    assert "is not in any sample" in text_of(first.get("/audit/blind", 409, **other._asdict()))


def test_two_people_are_not_given_the_same_point_while_there_are_others(reader: Visitor) -> None:
    assert label(reader.get("/audit/assisted")) == "R1.1 (1)"
    reader.client.cookies.clear()
    reader.post("/name", {"name": "Bob Oak", "next": "/"})
    assert label(reader.get("/audit/assisted")) == "R1.2 (2)"


# What the audit says of itself ----------------------------------------------------------------------------------------


def start_page(visitor: Visitor) -> str:
    """What the page Audit says."""
    return text_of(visitor.get("/audit"))


def test_the_start_page_says_when_to_stop_as_the_audits_status_does(sample: tuple[Visitor, Visitor]) -> None:
    first, second = sample
    stands, further = progress_and_advice(first.services.snapshots.get())
    assert further
    assert not stands.agreed
    said = start_page(first)
    assert f"When to stop: {further.words}" in said
    assert "Agreement so far: Not known yet" in said
    page = save(second, second.get("/audit/second"), "funding", kind="second")
    save(second, page, "funding", kind="second")
    stands, further = progress_and_advice(first.services.snapshots.get())
    assert further
    assert stands.agreed
    words = sets_plainly(stands.agreed.sets)
    said = start_page(second)
    assert f"Agreement so far: {words}" in said
    assert f"When to stop: {further.words}" in said
    store = first.app_context.store
    store.score(store.audits()["audit"], {}, "2026-06-01T12:00:00+00:00")
    said = start_page(first)
    assert "2 points were drawn" in said
    assert f"When to stop: {further.words}" in said, "also when it is scored, to say whether to draw more"


def test_what_the_audit_says_is_worked_out_once_for_each_state(
    sample: tuple[Visitor, Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = sample
    asked: list[object] = []

    def counting(*known: object, **named: object) -> object:
        asked.append(known)
        return progress_and_advice(*known, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("analysis.app.audit.session.progress_and_advice", counting)
    for _ in range(3):
        first.get("/audit")
    assert len(asked) == 1
    first.app_context.store.append([replace(human(first)[0], themes=frozenset(), time="2026-09-01T12:00:00+00:00")])
    first.get("/audit")
    assert len(asked) == 2
