"""Coding by the machine, what teaches it, and dividing by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.coding import machine
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot.taking import take
from analysis.errors import (
    DivisionError,
    UnreadableError,
)
from analysis.model import Coder, CoderKind, CodingMode, Segmentation
from analysis.splitting.manual_edit import join
from tests.app.three_documents import edit, open_workspace
from tests.builders import (
    CONSULTATION,
    LETTER,
    make_coding,
    person,
)

T = TypeVar("T")


def code(app: AppContext) -> tuple[Coder, int]:
    """Who coded all points, and how many anew."""
    snapshot, new = machine.code(app, take(app))
    return snapshot.machine, new


def test_points_are_coded_once_by_the_same_coder(app: AppContext) -> None:
    coder, new = code(app)
    assert (coder.kind, new) == (CoderKind.MACHINE, 7)
    assert code(app) == (coder, 0)


def test_another_codebook_or_another_text_is_another_coder(app: AppContext) -> None:
    first, _ = code(app)
    edit(app, "consultation.toml", CONSULTATION.replace('"cost", ', ""))
    second, new = code(app)
    assert new == 7
    edit(app, "more.txt", "1. A further point.\n")
    third, new = code(app)
    assert new == 8
    assert len({first.id, second.id, third.id}) == 3
    assert len(list(app.store.every_coding())) == 22, "nothing is overwritten"


def human(app: AppContext, mode: CodingMode, themes: list[str]) -> None:
    """A person codes every point."""
    points = ingest.take_in(app).points
    app.store.append(replace(make_coding(point.key, themes, by=person("anna")), mode=mode) for point in points)


def test_what_people_say_counts_and_teaches(app: AppContext) -> None:
    alone, _ = code(app)
    human(app, CodingMode.ASSISTED, ["access"])
    made = publish.report(app)
    taught, _ = code(app)
    assert taught.id != alone.id
    assert made.coded == 7
    assert set().union(*(s.coding.themes for s in take(app).resolved.values())) == {"access"}


def test_an_open_audit_does_not_teach(app: AppContext) -> None:
    alone, _ = code(app)
    draw_audit(app, DrawRequest(7), person("anna"))
    human(app, CodingMode.BLIND, ["access"])
    assert code(app)[0] == alone


def test_a_theme_that_is_no_longer_in_the_codebook_does_no_harm(app: AppContext) -> None:
    human(app, CodingMode.ASSISTED, ["gone", "access"])
    assert publish.report(app).points == 7


def joined(segmentation: Segmentation) -> Segmentation:
    """The first two points as one."""
    first, second = [segment for segment in segmentation.segments if segment.kind == "point"][:2]
    return join(segmentation, first, second, "anna")


def test_what_a_person_joins_stays_joined_and_costs_no_coding(app: AppContext) -> None:
    before, _ = code(app)
    codings = len(app.store.machine_codings(before.id))
    response = machine.divide(app, "letter.txt", joined, person("anna"), "one argument")
    assert [point.label for point in response.points] == ["1", "3"]
    again = open_workspace(app.workspace.root)
    assert publish.report(again).points == 6
    assert len(again.store.machine_codings(before.id)) == codings
    assert again.store.redivisions()[0].memo == "one argument"
    assert "1 segmentation by hand, of whole texts" in verify_workspace.check(again)


def test_a_changed_text_is_divided_by_the_splitter_again(app: AppContext) -> None:
    machine.divide(app, "letter.txt", joined, person("anna"))
    edit(app, "letter.txt", LETTER + "\n4. And again.\n")
    assert [point.label for point in ingest.find(app, "letter.txt").points] == ["1", "2", "3", "4"]
    publish.report(app)
    assert "1 segmentation by hand, of whole texts; 1 of texts that have changed since" in verify_workspace.check(app)


def test_what_cannot_be_joined_is_told_and_nothing_is_recorded(app: AppContext) -> None:
    with pytest.raises(DivisionError, match=r"letter\.txt: What stands from \d+ to \d+ is not a point"):
        machine.divide(app, "letter.txt", lambda s: join(s, s.segments[-1], s.segments[-1], "anna"), person("anna"))
    with pytest.raises(UnreadableError, match="there is no such response"):
        machine.divide(app, "nobody.txt", joined, person("anna"))
    assert app.store.redivisions() == ()


def test_who_stops_the_coding_goes_on_where_it_was(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "SCORED", 2)

    def stopped(things: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:
        for n, thing in enumerate(things):
            if n == 2 and doing == "Coding":
                raise KeyboardInterrupt
            yield thing

    with pytest.raises(KeyboardInterrupt):
        machine.code(replace(app, track=stopped), take(app))
    coder, new = code(app)
    assert new == 7 - 4, "what was coded before is not coded again"
    by_point = {coding.point: coding for coding in app.store.machine_codings(coder.id)}
    assert len(by_point) == 7
