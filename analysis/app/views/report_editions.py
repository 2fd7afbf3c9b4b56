"""Reports that were made: the one that is there, its account, and what has moved since the one before.

Of earlier reports only figures are kept, in ``.everypoint/reports.json``: no name and no quotation, so that nothing of
a respondent who is erased stays behind there.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from analysis.app.context import AppContext
from analysis.app.publish import report
from analysis.app.results import Reported, ThemeCount
from analysis.errors import UnreadableError
from analysis.model import ActivityEvent, ActivityKind
from analysis.workspace import digest_of, manifest_of, page_of, write_together

NOTE = "reports.json"

KEPT = 20
"""Reports whose figures are remembered."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A report's figures; ``page`` is the SHA-256 of the report, ``unread`` counts what could not be read."""

    page: str
    time: str
    by: str
    sources: int
    responses: int
    points: int
    coded: int
    unread: int
    look_again: int
    themes: tuple[ThemeCount, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure in the report and in the one before; None where that one has no such figure."""

    name: str
    before: int | None
    after: int | None

    @property
    def by(self) -> int:
        """By how much it has moved."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class ReportComparison:
    """The differences between two reports: whole counts, then themes by respondents and by points."""

    before: Edition
    after: Edition
    totals: tuple[Moved, ...]
    respondents: tuple[Moved, ...]
    points: tuple[Moved, ...]


_EDITIONS: TypeAdapter[tuple[Edition, ...]] = TypeAdapter(tuple[Edition, ...])


def make_report(desk: AppContext, by: str) -> Reported:
    """Make the report, and remember its figures under the name of whoever had it made."""
    made = report(desk)
    desk.store.note(ActivityEvent(ActivityKind.REPORTED, by, desk.clock()))
    page = _digest(desk)
    if page != (last.page if (last := current_edition(desk)) else ""):
        edition = _edition(desk, made, page, by)
        kept = (*editions(desk), edition)[-KEPT:]
        write_together({desk.workspace.state / NOTE: _EDITIONS.dump_json(kept, indent=1)})
    return made


def _edition(desk: AppContext, made: Reported, page: str, by: str) -> Edition:
    told = manifest_of(desk.workspace, desk.store.chain().first) or {}
    return Edition(
        page=page,
        time=str(told.get("time", "")),
        by=by,
        sources=made.sources,
        responses=made.responses,
        points=made.points,
        coded=made.coded,
        unread=sum(not skip.is_harmless for skip in made.skipped),
        look_again=len(made.look_again),
        themes=made.themes,
    )


def editions(desk: AppContext) -> tuple[Edition, ...]:
    """Return the reports whose figures are remembered, oldest first."""
    with suppress(OSError, ValidationError):
        return _EDITIONS.validate_json((desk.workspace.state / NOTE).read_bytes())
    return ()


def current_edition(desk: AppContext) -> Edition | None:
    """Return the figures of the report that is there; None where there is none, or it was made in another way."""
    page = _digest(desk)
    return next((edition for edition in reversed(editions(desk)) if page and edition.page == page), None)


def page_of_report(desk: AppContext) -> bytes:
    """Return the report; raises UnreadableError where none has been made."""
    try:
        return page_of(desk.workspace)
    except OSError as error:
        raise UnreadableError(
            "The report", "none has been made yet, or it was erased; make it on the page Report"
        ) from error


def compare(desk: AppContext) -> ReportComparison | None:
    """Return the report that is there beside the one before it; None where there are no two."""
    after, known = current_edition(desk), editions(desk)
    if after is None or known.index(after) == 0:
        return None
    before = known[known.index(after) - 1]
    totals = (
        ("Files received", "sources"),
        ("Responses", "responses"),
        ("Points", "points"),
        ("Points with a theme", "coded"),
    )
    return ReportComparison(
        before,
        after,
        tuple(Moved(name, getattr(before, field), getattr(after, field)) for name, field in totals),
        _moved(before.themes, after.themes, "respondents"),
        _moved(before.themes, after.themes, "points"),
    )


def _moved(before: Sequence[ThemeCount], after: Sequence[ThemeCount], field: str) -> tuple[Moved, ...]:
    """Return the themes of the later report, then those that only the earlier one has."""
    names = {theme.key: theme.name for theme in (*before, *after)}
    was, now = ({theme.key: getattr(theme, field) for theme in themes} for themes in (before, after))
    return tuple(
        Moved(names[key], was.get(key), now.get(key)) for key in (*now, *(key for key in was if key not in now))
    )


def _digest(desk: AppContext) -> str:
    with suppress(OSError):
        return digest_of(page_of(desk.workspace))
    return ""
