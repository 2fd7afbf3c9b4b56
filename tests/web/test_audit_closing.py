"""A blind audit from its draw to its figures, on pages alone; one at a time, and never more points than was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sample_size import Order, SampleSizePage
from analysis.app.audit.session import rule_of
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.errors import AuditError
from analysis.model import Coder, CodingMode, StoppingAdvice
from tests.app.audited import TOPICS, open_desk
from tests.web.test_audit import fields, human, save
from tests.web.visitor import Visitor, text_of


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at a workspace with 24 points that the machine has coded."""
    app = open_desk(tmp_path / "w")
    take_in_and_code(app)
    made = Visitor(tmp_path / "w")
    yield made
    made.settle()


def right(page: str) -> list[str]:
    """The themes of the point on a page, by its words."""
    said = page.partition('class="ep-the-point__text">')[2]
    column = next(column for topic, column in TOPICS.items() if topic in said[: said.index("</div>")])
    return [column.partition(":")[0]] if ":" in column else []


def code_all(visitor: Visitor) -> str:
    page = visitor.get("/audit/blind")
    while "data-form" in page:
        page = save(visitor, page, *right(page), kind="blind")
    return page


def order(visitor: Visitor, size: int, status: int = 200, **more: str) -> str:
    page = visitor.post("/audit/draw", {"size": str(size), "sure": "yes", **more}, status=status).text
    visitor.settle()
    return page


# Closing --------------------------------------------------------------------------------------------------------------


def test_an_audit_is_finished_and_closed_on_pages_alone(council: Visitor) -> None:
    order(council, 10)
    assert "Close this audit" not in council.get("/audit"), "nothing of it is coded yet"
    code_all(council)
    page = council.get("/audit")
    assert "do not count as blind. The machine learns from what was coded" in text_of(page)
    council.post("/audit/close", {"name": "audit"})
    council.settle()
    (audit,) = council.app_context.store.audits().values()
    assert audit.scored
    told = text_of(council.get("/audit/found", name="audit"))
    assert re.search(r"Of \d+ points whose responses may be shown, 10 were drawn at random, and 10 coded", told)
    assert "counted at the closing" in told
    assert "the report counts anew, so the numbers counted there may differ" in told
    recorded = council.app_context.store.figures("audit")
    assert recorded is not None
    overall = recorded[1]["overall"]["precision"]
    hundred = f"about {round(100 * overall['value'])} in 100"
    assert f"In a blind audit of 10 points, {hundred}" in told
    theme = recorded[1]["themes"][0]
    assert f"{theme['name']} about {round(100 * theme['quality']['precision']['value'])} in 100" in told
    count = recorded[1]["counts"][0]["respondents"]
    assert f"{count['counted']} {round(count['value'])} ({round(count['low'])} to {round(count['high'])})" in told
    page = council.get("/audit")
    assert 'href="/audit/found?name=audit"' in page
    assert "Draw a new sample" in text_of(page)
    council.post("/audit/close", {"name": "audit"}, status=409)


def test_an_audit_that_is_not_done_is_closed_only_if_that_is_meant(council: Visitor) -> None:
    order(council, 4)
    page = council.get("/audit/blind")
    save(council, page, *right(page), kind="blind")
    assert "Close it even though 3 points are not coded" in text_of(council.get("/audit"))
    told = council.post("/audit/close", {"name": "audit"}, status=400).text
    assert "3 points of this audit are not coded. Nothing was closed" in text_of(told)
    assert re.search(r'class="govuk-error-message" id="anyway-[a-z]+-error"', told), "at its field"
    assert not council.app_context.store.audits()["audit"].scored
    council.post("/audit/close", {"name": "audit", "anyway": "yes"})
    council.settle()
    assert council.app_context.store.audits()["audit"].scored
    assert "3 points were left uncoded" in text_of(council.get("/audit/found", name="audit"))


def test_what_was_never_closed_has_nothing_to_show(council: Visitor) -> None:
    order(council, 4)
    council.get("/audit/found", 404, name="audit")
    council.get("/audit/found", 404, name="another")
    council.post("/audit/close", {"name": "another"}, status=409)


# One at a time --------------------------------------------------------------------------------------------------------


def test_no_second_audit_is_drawn_while_one_is_open(council: Visitor) -> None:
    order(council, 4)
    told = order(council, 5, status=409)
    assert "An audit is already open" in text_of(told)
    assert list(council.app_context.store.audits()) == ["audit"]
    assert len(council.app_context.store.audits()["audit"].drawn) == 4
    order(council, 6, extend="audit")
    assert len(council.app_context.store.audits()["audit"].drawn) == 6


def test_a_draw_that_waited_for_another_is_refused_as_well(council: Visitor) -> None:
    council.get("/audit")
    hand, app = council.services.audit_session, council.app_context
    hand.draw(app, Order(4), Coder.person("Ann"))
    with pytest.raises(AuditError, match="An audit is already open"):
        hand.draw(app, Order(4), Coder.person("Bob"))


def test_all_open_samples_are_coded_in_one_queue(council: Visitor) -> None:
    app: AppContext = council.app_context
    for name in ("spring", "summer"):
        draw_audit(app, DrawRequest(3, name=name, seed=len(name)), Coder.person("Ann"))
    drawn = {point for audit in app.store.audits().values() for point in audit.drawn}
    code_all(council)
    assert {coding.point for coding in human(council)} == drawn
    assert {coding.mode for coding in human(council)} == {CodingMode.BLIND}
    assert text_of(council.get("/audit")).count("Close this audit and show what it found") == 2


def test_more_than_half_of_all_points_are_drawn_only_if_that_is_meant(council: Visitor) -> None:
    asked = council.post("/audit/draw", {"size": "13", "rare": "yes"}).text
    assert "13 points are more than half of all 24" in text_of(asked)
    assert not council.app_context.store.audits()
    again = dict(re.findall(r'name="(size|extend|rare|sure)" value="([^"]*)"', asked))
    council.post("/audit/draw", again)
    council.settle()
    (audit,) = council.app_context.store.audits().values()
    assert (len(audit.drawn), audit.design.value) == (13, "stratified")


def test_no_fewer_points_are_suggested_than_are_asked_for_nor_more_than_there_are() -> None:
    assert [
        SampleSizePage((), drawn, points=points).suggested for drawn, points in ((20, 260), (40, 260), (20, 30))
    ] == [
        50,
        80,
        30,
    ]


# What the pages say ---------------------------------------------------------------------------------------------------


def test_the_measured_rule_stands_on_the_pages_of_a_blind_sample(council: Visitor) -> None:
    order(council, 10)
    page = council.get("/audit/blind")
    assert "Code every point that was drawn" in text_of(page)
    for _ in range(5):
        page = save(council, page, *right(page), kind="blind")
    council.get("/audit")
    services = council.services
    measured = services.audit_session.start(services.snapshots.get(), Coder.person("Sam Brook")).measured
    assert not measured.rule, "nothing is said of the figures before the sample is coded"
    for told in (text_of(council.get("/audit")), text_of(council.get("/audit/blind"))):
        assert told.count("When to stop Code every point") + told.count("When to stop: Code every point") == 1
        assert "in 100" not in told.partition("When to stop")[2].partition(".")[0]


def test_the_rule_says_what_precision_a_sample_reached_once_it_is_large_enough_to_say() -> None:
    advice = StoppingAdvice(0.42, 0.4, False, "the points on funding", 50, 0.3, 65, "Code about 15 more points.")
    assert rule_of(advice, 50) == "Code about 15 more points. What is coded so far reaches 42 in 100."
    assert rule_of(advice, 49) == rule_of(replace(advice, moves=1.0), 50) == advice.words


def test_agreement_is_told_once_and_without_names_of_figures(council: Visitor) -> None:
    order(council, 4)
    code_all(council)
    app = council.app_context
    again = [replace(c, coder=Coder.person("Bob"), mode=CodingMode.SECOND, themes=frozenset()) for c in human(council)]
    app.store.append(again)
    said = ""
    for _ in range(100):
        said = text_of(council.get("/audit"))
        if "gave the same answer in" in said:
            break
    assert said.count("This rests on only 4 points that two people judged") == 1
    assert "Krippendorff" not in said
    assert fields(council.get("/audit/assisted"))
