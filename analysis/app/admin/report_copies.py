"""Copies of earlier reports in ``reports/``: those that show what is erased are withdrawn, all others stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.errors import EverypointError
from analysis.model import Response
from analysis.rendering.formats import day
from analysis.workspace import ANNEX, read_file, write_together

MADE_BY = b"Made by Everypoint"
"""What stands at the foot of every report."""

RUN = 6
"""Words in a row that a report and a response must have in common for the one to show the other."""

NOTICE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Report withdrawn</title></head><body>
<h1>This report was withdrawn on {day}</h1>
<p>It showed a response that has been removed since. Ask for the report that took its place.</p>
</body></html>
"""
"""What stands in the place of a report that was withdrawn."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What would show that a report holds what is erased: names, and the words of its points.

    ``words`` is None where nobody can tell them any more: every report may hold them then.
    """

    names: tuple[str, ...]
    words: frozenset[tuple[str, ...]] | None

    def is_in(self, page: bytes) -> bool:
        """Return whether a page shows any of it."""
        text = unescape(re.sub(r"<[^>]*>", "", page.decode("utf-8", "replace")))
        if self.words is None or any(name in text for name in self.names):
            return True
        return not self.words.isdisjoint(_runs(text))


def traces(app: AppContext, documents: Collection[str], wanted_name: str) -> Traces:
    """Return what would show these documents, before they are erased."""
    known: tuple[Response, ...] = ()
    with suppress(EverypointError):  # then nobody can tell the words, and every copy goes
        known = take_in(app, keep=False, even_taken_out=True).responses
    responses = [one for one in known if {one.document.name, one.source} & set(documents)]
    people = (response.respondent.name for response in responses)
    names = {wanted_name, *documents, *filter(None, people)}
    is_known = set(documents) <= {name for one in responses for name in (one.document.name, one.source)}
    points = (response.text_of(point) for response in responses for point in response.points)
    words = frozenset(run for text in points for run in _runs(text)) if is_known else None
    return Traces(tuple(sorted(name for name in names if name)), words)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    yield from (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def copies(app: AppContext) -> Iterable[Path]:
    """Yield every page of a copy of a report below ``reports/``, but for the report itself and its annex."""
    annex = app.workspace.reports / ANNEX
    for path in sorted(app.workspace.reports.rglob("*.htm*")):
        if path != app.workspace.report and annex not in path.parents and _is_ours(path):
            yield path


def _is_ours(path: Path) -> bool:
    try:
        return MADE_BY in read_file(path)
    except OSError:
        return False


def withdraw_copies(app: AppContext, found: Traces) -> None:
    """Put a notice in the place of each copy of a report that shows what is erased; raises OutputError."""
    shown = [path for path in copies(app) if found.is_in(read_file(path))]
    notice = NOTICE.format(day=escape(day(datetime.fromisoformat(app.clock()).date()))).encode()
    if shown:
        write_together(dict.fromkeys(shown, notice))
