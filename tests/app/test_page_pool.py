"""Pages of responses rendered in several processes: the same bytes as in one, also where a process is lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

import pytest

from analysis.app import page_pool
from analysis.rendering import render_responses, render_set
from analysis.rendering.annex_frame import AnnexFrame
from analysis.rendering.pages import Place, ResponsesPage
from analysis.rendering.sandbox import SHIPPED
from tests.rendering.fixtures.small import REPORT

FRAME = AnnexFrame.of(REPORT)
PAGES = [
    ResponsesPage(Place(f"annex/{n}.html", "All", "", "annex/responses.html.j2", f"r-{n}"), (view,))
    for n, view in enumerate(REPORT.responses * 3)
]


def test_several_processes_render_the_bytes_that_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = list(render_set(REPORT, SHIPPED))
    monkeypatch.setattr(page_pool, "LEAST", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert list(render_set(REPORT, SHIPPED, elsewhere=partial(page_pool.rendered_elsewhere, SHIPPED))) == alone


class _FailingPool:
    """Renders every other page, loses every third, and takes none after some."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, _: Any, page: ResponsesPage) -> Future[str]:
        self.given += 1
        if self.given > len(PAGES) // 2:
            raise BrokenProcessPool
        rendering = Future[str]()
        if self.given % 3:
            rendering.set_result(render_responses(page, FRAME, SHIPPED))
        else:
            rendering.set_exception(BrokenProcessPool())
        return rendering


@pytest.mark.parametrize("ahead", [1, 2, 100])
def test_a_page_that_is_lost_with_its_process_is_rendered_here(ahead: int) -> None:
    def here(page: ResponsesPage) -> str:
        return render_responses(page, FRAME, SHIPPED)

    pages: Iterator[str] = page_pool._in_order(_FailingPool(), PAGES, ahead, here)  # type: ignore[arg-type]
    assert list(pages) == list(map(here, PAGES))


def test_few_pages_are_rendered_here() -> None:
    with page_pool.rendered_elsewhere(SHIPPED, FRAME, PAGES) as pages:
        assert pages is None
