"""Pages of responses that are taken over: only what was made from the same, and stands there as it was written."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.app.standing_pages import FILE, _digest
from analysis.rendering import html
from analysis.rendering.annex import PageLimits
from analysis.rendering.annex_frame import AnnexFrame
from analysis.rendering.links import is_led_right, linked
from analysis.rendering.pages import Place, ResponsesPage
from tests.rendering.fixtures.small import REPORT

RESPONDENTS = "file,respondent,type,publish\n{},Ann Meadows,council,yes\n"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of pages of responses that are rendered, one response on each."""
    files: list[str] = []
    render: Callable[..., str] = html.render_responses

    def noting(page: html.ResponsesPage, *others: object) -> str:
        files.append(page.place.file)
        return render(page, *others)

    monkeypatch.setattr(html, "render_responses", noting)
    monkeypatch.setattr(html, "PageLimits", lambda: PageLimits(responses=1))
    return files


@pytest.fixture
def paged(app: AppContext, rendered: list[str]) -> AppContext:
    publish.report(app)
    assert len(rendered) > 2
    rendered.clear()
    return app


def _name_first(app: AppContext) -> None:
    name = app.workspace.responses.joinpath
    first = take(app, keep=False).corpus.responses[0].document.name
    name("respondents.csv").write_text(RESPONDENTS.format(first), encoding="utf-8")


def _is_as_if_made_anew(app: AppContext) -> bool:
    tallied = publish.tally_of(app, take(app, keep=False))
    pages = dict(publish.rendered(app, tallied))
    return all((app.workspace.reports / name).read_bytes() == content for name, content in pages.items())


def test_what_one_page_tells_makes_one_page_anew(paged: AppContext, rendered: list[str]) -> None:
    _name_first(paged)
    assert publish.report(paged).changed
    assert len(rendered) == 1
    assert _is_as_if_made_anew(paged)


def test_a_page_that_somebody_changed_is_made_anew(paged: AppContext, rendered: list[str]) -> None:
    pages = sorted(paged.workspace.reports.glob("annex/responses*.html"))
    pages[-1].write_bytes(pages[-1].read_bytes().replace(b"</h3>", b"!</h3>"))
    publish.report(paged)
    assert rendered == [f"annex/{pages[-1].name}"]
    assert _is_as_if_made_anew(paged)


@pytest.mark.parametrize("said", ["{}", "damaged", None])
def test_digests_without_the_seal_of_the_store_count_for_nothing(
    paged: AppContext, rendered: list[str], said: str | None
) -> None:
    kept = paged.workspace.state / FILE
    content = kept.read_text(encoding="utf-8")
    digest = content.partition('.html":"')[2][:64]
    kept.write_text(content.replace(digest, "0" * 64) if said is None else said, encoding="utf-8")
    _name_first(paged)
    publish.report(paged)
    assert len(rendered) > 2


def test_digests_are_of_values_and_of_nothing_else() -> None:
    frame, place = AnnexFrame.of(REPORT), Place("annex/responses.html", "All", "", "annex/responses.html.j2", "r")
    page = ResponsesPage(place, REPORT.responses)
    assert _digest(pickle.loads(pickle.dumps(page)), frame) == _digest(page, frame)
    first = replace(REPORT.responses[0], respondent="Somebody else")
    assert _digest(replace(page, responses=(first, *REPORT.responses[1:])), frame) != _digest(page, frame)
    assert _digest(page, replace(frame, notice="A draft.")) != _digest(page, frame)


def test_links_are_held_against_where_they_lead_now() -> None:
    page = '<p id="a"><a href="#a">1</a> <a class="x" href="#b">2</a> <a href="#c">3</a></p>'
    files = {"a": "annex/other.html", "b": "annex/b.html"}
    led = linked(page, "annex/one.html", files)
    assert is_led_right(led, "annex/one.html", files)
    assert not is_led_right(led, "annex/one.html", {**files, "b": "report.html"})
    assert not is_led_right(led, "annex/one.html", {**files, "c": "report.html"})
