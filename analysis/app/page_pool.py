"""Processes that render pages of responses beside this one: the bulk of a large report's annex.

Our own templates ask little of the report for these pages, so a process is sent that and its pages. Where a workspace
has templates of its own, which may ask for anything, pages are rendered here.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from analysis.app.done_ahead import begin_helper, send_by_values
from analysis.rendering import render_responses
from analysis.rendering.annex_frame import AnnexFrame
from analysis.rendering.pages import ResponsesPage
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.refs import Ref, Run
from analysis.tally.report import Passage, ResponseView, Tag

LEAST = 20
"""Pages, of 200 responses each, from which on processes pay: each takes a second of its core until it is ready."""

MOST_PROCESSES = 4
AHEAD = 12
"""Pages that are given out for each process, of 1 MB each: three seconds of work, while other pages are rendered here.
"""


@contextmanager
def rendered_elsewhere(
    template_folders: Sequence[Path], frame: AnnexFrame, pages: Sequence[ResponsesPage]
) -> Iterator[Iterator[str] | None]:
    """Yield many pages as several processes render them, in their order; None where this process had better."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(pages) < LEAST or processes < 2:
        yield None
        return
    folders = tuple(template_folders)
    # Not a copy of this process, which has threads that hold locks.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _receive, (frame, folders))
    try:
        yield _in_order(pool, pages, AHEAD * processes, lambda page: render_responses(page, frame, folders))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, pages: Sequence[ResponsesPage], ahead: int, render_here: Callable[[ResponsesPage], str]
) -> Iterator[str]:
    """Have the first pages begun, and return all, one by one, never far ahead of what is asked for.

    One that is lost with its process is rendered here, and so is one that fails there: what is at fault is told here.
    """
    begun = deque((page, _begun(pool, page)) for page in pages[:ahead])
    return _results(pool, begun, iter(pages[ahead:]), render_here)


def _results(
    pool: ProcessPoolExecutor,
    begun: deque[tuple[ResponsesPage, Future[str] | None]],
    further: Iterator[ResponsesPage],
    render_here: Callable[[ResponsesPage], str],
) -> Iterator[str]:
    while begun:
        page, rendering = begun.popleft()
        try:
            html = rendering.result() if rendering else render_here(page)
        except Exception:
            html = render_here(page)
        begun.extend((following, _begun(pool, following)) for following in islice(further, 1))
        yield html


def _begun(pool: ProcessPoolExecutor, page: ResponsesPage) -> Future[str] | None:
    try:
        return pool.submit(_render, page)
    except BrokenProcessPool:
        return None


send_by_values(ResponseView, CountedPoint, Ref, Passage, Run, Tag)


# In a process of its own ----------------------------------------------------------------------------------------------

_received: list[tuple[AnnexFrame, tuple[Path, ...]]] = []
"""The frame and the templates that this process was given."""


def _receive(frame: AnnexFrame, template_folders: tuple[Path, ...]) -> None:
    begin_helper()
    _received[:] = [(frame, template_folders)]


def _render(page: ResponsesPage) -> str:
    frame, template_folders = _received[0]
    return render_responses(page, frame, template_folders)
