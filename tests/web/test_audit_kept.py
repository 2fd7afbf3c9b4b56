"""What is kept from whoever codes blind, on every page: no count, list or twin tells it, and what was seen is noted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest, export_audits
from analysis.app.snapshot import snapshot_cache
from analysis.model import Coder, CodingMode, PointKey
from tests.app.audited import open_desk
from tests.builders import LETTER, NOTES, make_workspace
from tests.web.test_audit import fields, human, save
from tests.web.test_audit_blind import draw
from tests.web.test_points import heading, numbers
from tests.web.visitor import Visitor, text_of


@pytest.fixture
def council(tmp_path: Path) -> Iterator[tuple[Visitor, PointKey]]:
    """Somebody at a workspace in which a point was drawn for a blind audit, and that point."""
    app = open_desk(tmp_path / "w")
    audit = draw_audit(app, DrawRequest(1), Coder.person("Ann"))
    made = Visitor(tmp_path / "w")
    yield made, audit.drawn[0]
    made.settle()


def words(visitor: Visitor, point: PointKey) -> str:
    response = visitor.services.snapshots.get().find_response(point.document)
    assert response is not None
    return response.text_of(point)


# The explorer ---------------------------------------------------------------------------------------------------------


def test_no_question_about_codings_tells_anything_of_a_drawn_point(council: tuple[Visitor, PointKey]) -> None:
    visitor, drawn = council
    asked = {"document": drawn.document, "find": words(visitor, drawn)}
    assert heading(visitor.get("/points", **asked)) == (1, 1), "it is found by its words"
    themes = [{"theme": key} for key in ("funding", "access", "-")]
    stands = [{"stand": stand} for stand in ("unaudited", "audited", "doubtful", "disputed", "stale", "uncoded")]
    sure = [{"least": "0.1"}, {"most": "0.9"}, {"theme": "funding", "least": "0.1"}]
    for more in (*themes, *stands, *sure, {"coder": "machine"}, {"coder": "human"}):
        page = visitor.get("/points", **asked, **more)
        assert heading(page) == (0, 0), more
        table = visitor.client.get("/points.csv", params={**asked, **more}).content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(table)))) == 1, more
    said = "The coding of 1 point is hidden until it is closed"
    assert said in text_of(visitor.get("/points", theme="funding"))
    assert said in text_of(visitor.get("/points", theme="access", find="nothing of the kind"))


def test_the_themes_figures_tell_nothing_of_a_drawn_point_by_what_is_missing(council: tuple[Visitor, PointKey]) -> None:
    visitor, _ = council
    page = visitor.get("/themes")
    assert "A blind audit is open. 1 point drawn for it, or with the same words" in text_of(page)
    told = numbers(page) + numbers(visitor.get("/themes", count="points"))
    assert len(told) > 10
    for href, number, is_respondents in told:
        if href != "/points":
            assert heading(visitor.client.get(href).text)[is_respondents] == number, href


def test_what_was_drawn_is_hidden_at_once_also_where_the_count_is_of_before(
    reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "hidden until it is closed" not in reader.get("/points")
    points = draw(reader, ("letter.txt", "1"))
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    page = reader.get("/points")
    assert page.count("hidden until it is closed") == 1
    table = csv.DictReader(io.StringIO(reader.client.get("/points.csv").content.decode("utf-8-sig")))
    assert [row["Text"] for row in table if not row["Coded by"]] == [words(reader, points[0])]


def test_points_of_the_same_words_are_hidden_with_the_drawn_one(tmp_path: Path) -> None:
    files = {"a.txt": LETTER, "b.txt": LETTER, "notes.md": NOTES}
    visitor = Visitor(make_workspace(tmp_path / "w", files))
    publish.report(visitor.app_context)
    (drawn,) = draw(visitor, ("a.txt", "1"))
    for document in ("a.txt", "b.txt"):
        assert visitor.get("/response", document=document).count("its coding is hidden until the audit is closed") == 1
    page = visitor.get("/points")
    assert page.count("hidden until it is closed") == 2
    assert "The coding of 2 points is hidden" in text_of(page)
    twin = drawn._replace(document="b.txt")
    assert "has the same words as one that was" in text_of(visitor.get("/audit/assisted", 409, **twin._asdict()))
    assert "is not in any sample" in text_of(visitor.get("/audit/blind", 409, **twin._asdict()))
    sheet = export_audits(visitor.app_context, tmp_path / "sheet.csv", "Sam Brook", SheetRequest(), CodingMode.ASSISTED)
    assert sheet.left_out == 2
    total = heading(page)[0]
    assert f"0 of {total - 2} done" in text_of(visitor.get("/audit/assisted"))


# What was seen is noted -----------------------------------------------------------------------------------------------


def seen(visitor: Visitor) -> set[PointKey]:
    return {point for _, point, _ in visitor.app_context.store.seen()}


def test_who_read_how_somebody_coded_a_response_does_not_code_its_points_blind(reader: Visitor) -> None:
    save(reader, reader.get("/audit/assisted"), "funding")
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    other.get("/response", document="letter.txt")
    assert ("bob oak", human(reader)[0].point) in {(who, point) for who, point, _ in reader.app_context.store.seen()}
    records = reader.app_context.store.chain().records
    other.get("/response", document="letter.txt")
    assert reader.app_context.store.chain().records == records, "nothing is noted twice"


def test_who_read_a_response_before_the_draw_can_code_its_points_blind(reader: Visitor) -> None:
    reader.get("/response", document="letter.txt")
    draw(reader, ("letter.txt", "1"))
    assert fields(reader.get("/audit/blind"))["document"] == "letter.txt"


def test_nothing_is_noted_of_what_is_not_shown(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "1"))
    reader.get("/response", document="letter.txt")
    reader.get("/points")
    reader.client.get("/points.csv")
    reader.get("/report")
    assert points[0] not in seen(reader)
    assert fields(reader.get("/audit/blind"))["document"] == "letter.txt"


def test_who_reads_the_report_during_an_audit_codes_nothing_of_it_blind(reader: Visitor) -> None:
    points = draw(reader, ("letter.txt", "1"), ("notes.md", "1"))
    page = reader.get("/report")
    assert "and someone else must code them" in text_of(page)
    assert reader.client.get("/report/compare").url.path == "/report", "what has moved would tell as well"
    assert seen(reader) == set()
    reader.client.get("/report?reading=yes")
    assert seen(reader) == set(points)
    assert "<iframe" in reader.get("/report"), "nothing is left to be kept from them"
    assert "Someone else must code them" in text_of(reader.get("/audit/blind"))
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    assert "A blind audit is open" in text_of(other.get("/report"))
    save(other, other.get("/audit/blind"), kind="blind")


def test_what_people_are_shown_makes_no_figure_old(reader: Visitor) -> None:
    save(reader, reader.get("/audit/assisted"), "funding")
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    before = reader.services.snapshots.get()
    other.get("/response", document="letter.txt")
    after = reader.services.snapshots.get()
    assert after.chain.records == before.chain.records + 2, "there is a new person, and what they were shown"
    assert after.shown != before.shown
    assert after.counts_like(before)


def test_a_second_opinion_is_not_asked_of_who_has_seen_the_first(reader: Visitor) -> None:
    page = save(reader, reader.get("/audit/assisted"), "funding")
    save(reader, page, "access")
    coded = [coding.point for coding in human(reader)]
    other = Visitor(reader.app_context.workspace.root, name="Bob Oak")
    open_page = other.get("/audit/second")
    assert fields(open_page)["start"] == str(coded[0].start)
    found = other.get("/points", coder="by:sam brook", find="wheelchair")
    shown = {(unescape(d), int(at)) for d, at in re.findall(r"/response\?document=([^\"#]+)#p(\d+)", found)}
    assert len(shown) == 1
    assert seen(other) - seen(reader) <= {point for point in coded if (point.document, point.start) in shown}
    left = other.get("/audit/second")
    assert (fields(left)["document"], int(fields(left)["start"])) not in shown  # type: ignore[arg-type]
    other.client.get("/points.csv")
    assert "or you have seen how they coded them" in text_of(other.get("/audit/second"))
    told = save(other, open_page, kind="second", status=409)
    assert "someone else coded this point" in text_of(told)
