"""While something is counted, or read, no page says that there is nothing: it says so, or what was counted last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.ingest import uploads
from analysis.app.snapshot import snapshot_cache
from analysis.app.views import figures
from tests.patience import PATIENCE, wait_until
from tests.web.test_overview import code
from tests.web.visitor import Visitor, text_of

PAGES = ("/", "/responses", "/points", "/themes", "/codebook", "/audit", "/report", "/downloads")

NOTHING = (
    "No responses yet",
    "No response is in yet",
    "no points to audit",
    "No points were found",
    "none yet",
    "0 responses",
)
"""What a page says where there is nothing."""

ONE = 'ep-figure__count">'
"""What stands before a figure of the overview."""


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Counting that waits until it may go on, and pages that do not wait for it."""
    may_go_on = threading.Event()
    count = figures.count

    def slowly(*arguments: Any) -> Any:
        may_go_on.wait(PATIENCE)
        return count(*arguments)

    monkeypatch.setattr(figures, "count", slowly)
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    monkeypatch.setattr(snapshot_cache, "FIRST", 0.0)
    yield may_go_on
    may_go_on.set()


def whole_text(page: str) -> str:
    """What a page says in its frame too, where the steps are."""
    return text_of(page.replace("<main", "<div").replace("</main", "</div"))


@pytest.mark.parametrize("path", PAGES)
def test_a_first_count_that_takes_long_is_no_zero(visitor: Visitor, held: threading.Event, path: str) -> None:
    assert not held.is_set()
    said = whole_text(visitor.get(path))
    assert [words for words in NOTHING if words in said] == []


@pytest.mark.parametrize("path", ["/themes", "/points"])
def test_a_first_count_says_that_it_is_under_way_and_is_shown_when_done(
    visitor: Visitor, held: threading.Event, path: str
) -> None:
    page = visitor.get(path)
    assert "The points are being counted." in text_of(page)
    assert "everypoint-refresh" in page
    held.set()
    wait_until(lambda: "being counted" not in text_of(visitor.get(path)), "the figures are shown")


@pytest.mark.parametrize("path", ["/themes", "/points", "/codebook"])
def test_the_last_figures_stand_with_their_time_while_it_is_counted_again(
    reader: Visitor, held: threading.Event, path: str
) -> None:
    held.set()
    wait_until(lambda: "everypoint-refresh" not in reader.get(path), "the figures are newest")
    held.clear()
    (reader.app_context.workspace.responses / "more.txt").write_text("1. More budget.\n", encoding="utf-8")
    reader.services.snapshots.status()
    page = reader.get(path)
    assert "These figures were counted on" in text_of(page)
    assert [words for words in NOTHING if words in text_of(page)] == []


def test_one_box_says_how_figures_stand_just_after_points_were_coded(reader: Visitor, held: threading.Event) -> None:
    held.set()
    (reader.app_context.workspace.responses / "more.txt").write_text("1. More budget.\n", encoding="utf-8")
    wait_until(lambda: "not coded yet" in text_of(reader.get("/codebook")), "the new point is counted")
    held.clear()
    take_in_and_code(reader.app_context)
    for path in ("/codebook", "/themes", "/points"):
        page = reader.get(path)
        assert "These figures were counted on" in text_of(page)
        assert "not coded yet" not in text_of(page), "it is coded"
        assert page.count('<p class="ep-note"') == 1


def test_after_the_first_coding_no_page_offers_it_again_before_it_is_counted(
    visitor: Visitor, held: threading.Event
) -> None:
    held.set()
    wait_until(lambda: "Code the points" in text_of(visitor.get("/themes")), "the points are counted, and not coded")
    held.clear()
    take_in_and_code(visitor.app_context)
    told = text_of(visitor.get("/themes"))
    assert "The points are being counted." in told
    assert "Code the points" not in told
    assert "These figures" not in told, "there is none"


def test_the_overview_marks_the_points_coded_by_people_as_counted_before(
    reader: Visitor, held: threading.Event
) -> None:
    held.set()
    code(reader, 0)
    wait_until(lambda: f"{ONE}1<" in reader.get("/"), "the first is counted")
    held.clear()
    code(reader, 1)
    page = reader.get("/")
    assert f"{ONE}1<" in page
    assert "The points coded by people were counted on" in text_of(page)
    held.set()
    wait_until(lambda: f"{ONE}2<" in reader.get("/"), "both are counted")
    wait_until(lambda: "were counted on" not in text_of(reader.get("/")), "nothing is counted again")


def test_while_the_first_responses_are_read_no_page_says_that_there_is_none(
    beginner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, read = threading.Event(), uploads._read

    def slowly(*arguments: Any) -> Any:
        may_go_on.wait(PATIENCE)
        return read(*arguments)

    assert "none yet" in whole_text(beginner.get("/"))
    monkeypatch.setattr(uploads, "_read", slowly)
    beginner.post("/upload", files=[("letter.txt", b"1. The budget is too small.\n2. Nobody inspects it.\n")])
    try:
        for path in PAGES:
            said = whole_text(beginner.get(path))
            assert [words for words in NOTHING if words in said] == [], path
            assert "Figures on this page are from before it." in said
        assert "being read" in whole_text(beginner.get("/responses"))
    finally:
        may_go_on.set()
    beginner.settle()
    wait_until(lambda: "1 response" in text_of(beginner.get("/responses")), "the response is shown")


def test_while_all_is_read_first_every_page_says_so_at_once(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on, read = threading.Event(), snapshot_cache.take_in

    def slowly(*arguments: Any, **options: Any) -> Any:
        may_go_on.wait(PATIENCE)
        return read(*arguments, **options)

    monkeypatch.setattr(snapshot_cache, "take_in", slowly)
    monkeypatch.setattr(snapshot_cache, "READING", 0.0)
    begun = Visitor(visitor.app_context.workspace.root)
    try:
        for path in (*PAGES, "/map", "/crossings", "/assignments", "/audit/assisted"):
            page = begun.get(path)
            assert [words for words in NOTHING if words in whole_text(page)] == [], path
            assert "everypoint-refresh" in page or path in ("/report", "/downloads"), path
        assert "The responses are being read" in text_of(begun.get("/points"))
    finally:
        may_go_on.set()
    wait_until(lambda: "being read" not in text_of(begun.get("/points")), "the points are shown")
