"""The annex: which pages there are and what lies on which, so that none grows beyond what a browser takes well."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from analysis.rendering.pages import (
    AnnexPage,
    LedgerPage,
    NamedRespondents,
    Place,
    PointList,
    PointsPage,
    QuestionsPage,
    RespondentsPage,
    ResponseIndexPage,
    ResponseRange,
    ResponsesPage,
    TablesPage,
    ThemePage,
)
from analysis.tally.passages.late_passages import characters_of
from analysis.tally.questions.question_view import QuestionView
from analysis.tally.report import Cell, LetterView, Report, ResponseView, ThemeTally
from analysis.text import plural

T = TypeVar("T")
P = TypeVar("P", bound=AnnexPage)

FOLDER = "annex"


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How much one page may hold, so that none has more than 3 MB.

    ``responses`` with so many ``characters`` in all, which their markup doubles; ``links`` to points, of which one
    in doubt takes 250 bytes; ``rows`` of the ledger, each of which is some 13 nodes and 100 pixels of a phone;
    ``names`` in the index, of 160 bytes.
    """

    responses: int = 200
    characters: int = 600_000
    links: int = 5_000
    rows: int = 100
    names: int = 10_000


ENDLESS = PageLimits(*[sys.maxsize] * 5)
"""The limits of a page that is everything."""

ONE_FILE = 200
"""Responses up to which the report and its annex may be one file."""


def annex_pages(
    report: Report, further: Sequence[QuestionView], is_long: bool, limits: PageLimits
) -> tuple[AnnexPage, ...]:
    """Return the pages of the annex, in order.

    ``further`` are the questions for which the report has no room; ``is_long``: nor has it for all themes.
    """
    return (
        *_index(report, limits),
        *_respondents(report, limits),
        *([QuestionsPage(_place("questions", "The other questions", QUESTIONS), tuple(further))] if further else []),
        *([TablesPage(_place("themes", "All themes", THEMES))] if is_long else []),
        *(page for tally in report.themes for page in _theme(report, tally, limits.links)),
        *_lists(report, limits),
        TablesPage(_place("codebook", "The codebook", "What each theme was meant to hold.")),
        TablesPage(
            _place("accuracy", "How accurate the coding is: all tables", MEASURED if report.accuracy else UNMEASURED)
        ),
        *_ledger(report, limits),
        *_columns(report),
        *_responses(report, limits),
    )


MEASURED = "What the blind audit measured."
UNMEASURED = "No blind audit has been made yet."
THEMES = "Every theme with its figures, and by type of respondent."
QUESTIONS = "The questions that the report names and does not tell in full."


ANCHORS = {"questions": "other-questions", "themes": "all-themes", "accuracy": "accuracy-tables"}
"""The anchors of pages whose name is that of a section of the report too."""


def _place(name: str, title: str, holds: str, template: str = "") -> Place:
    return Place(f"{FOLDER}/{name}.html", title, holds, f"annex/{template or name}.html.j2", ANCHORS.get(name, name))


def _numbered(pages: Sequence[P]) -> list[P]:
    """Return the pages of one part of the annex with their numbers and their neighbours."""
    if len(pages) < 2:
        return list(pages)
    stem = pages[0].place.file.removesuffix(".html")
    files = [pages[0].place.file, *(f"{stem}-{part}.html" for part in range(2, len(pages) + 1))]
    return [
        replace(
            page,
            place=replace(
                page.place,
                file=files[n],
                part=n + 1,
                parts=len(pages),
                before=files[n - 1] if n else "",
                after=files[n + 1] if n + 1 < len(files) else "",
            ),
        )
        for n, page in enumerate(pages)
    ]


# Responses ------------------------------------------------------------------------------------------------------------


def _index(report: Report, limits: PageLimits) -> list[ResponseIndexPage]:
    place = _place("index", "Find a response", "Every response by its number, its respondent and its themes.")
    ranges = tuple(
        ResponseRange(group[0].number, group[-1].number, group[0].anchor) for group in _groups(report.responses, limits)
    )
    parts = _batched(report.responses, limits.names)
    return _numbered([ResponseIndexPage(place, ranges if not n else (), part) for n, part in enumerate(parts)])


def _respondents(report: Report, limits: PageLimits) -> list[RespondentsPage]:
    place = _place(
        "respondents", "Who answered", "The respondents who agreed to be named, by type: organisations and others."
    )
    named = [view for view in report.responses if not view.anonymous]
    parts = [
        tuple(
            NamedRespondents(group.name, of_type)
            for group in report.types
            if (of_type := tuple(view for view in part if view.type == group.name))
        )
        for part in _batched(named, limits.names)
    ]
    return _numbered([RespondentsPage(place, part) for part in parts])


def _responses(report: Report, limits: PageLimits) -> list[ResponsesPage]:
    place = _place("responses", "All responses in full", "Every response that may be shown, with every point.")
    return _numbered([ResponsesPage(place, group) for group in _groups(report.responses, limits) or [()]])


def _groups(responses: Sequence[ResponseView], limits: PageLimits) -> list[tuple[ResponseView, ...]]:
    return _filled(
        responses,
        characters_of,
        limits.characters,
        limits.responses,
    )


def _batched(things: Sequence[T], count: int) -> list[tuple[T, ...]]:
    """Return things in groups of ``count``; one empty group where there are none."""
    return [tuple(things[start : start + count]) for start in range(0, len(things) or 1, count)]


def _filled(things: Iterable[T], size: Callable[[T], int], most: int, count: int) -> list[tuple[T, ...]]:
    """Return things in groups of at most ``count``, each of at most the size ``most`` or one thing alone."""
    groups: list[list[T]] = []
    filled = 0
    for thing in things:
        own_size = size(thing)
        if not groups or len(groups[-1]) == count or filled + own_size > most:
            groups.append([])
            filled = 0
        groups[-1].append(thing)
        filled += own_size
    return [tuple(group) for group in groups]


# Points ---------------------------------------------------------------------------------------------------------------


def _theme(report: Report, tally: ThemeTally, links: int) -> list[ThemePage]:
    key = tally.theme.key
    place = _place(f"theme-{key}", f"Theme: {tally.theme.name}", "", "theme")
    lists = [
        *_cells("By type of respondent", "type", tally.by_type, [group.name for group in report.types], key),
        *(
            _cells("By question", "question", tally.by_question, [group.name for group in report.answered], key)
            if report.questions
            else ()
        ),
        *_stands(tally),
    ]
    if tally.doubtful and tally.refs:
        doubtful = tuple(ref for ref in tally.refs if ref.doubtful)
        detail = plural(tally.doubtful, "point")
        lists.append(PointList(f"doubt-{key}", "", "In doubt about this theme", detail, doubtful))
    return _numbered([ThemePage(place, tally, part) for part in _divided(lists, links)])


def _cells(group: str, kind: str, cells: Sequence[Cell], order: Sequence[str], key: str) -> Iterator[PointList]:
    of_name = {cell.name: cell for cell in cells}
    for number, name in enumerate(order, 1):
        if cell := of_name.get(name):
            detail = f"{plural(cell.respondents, 'respondent')}, {plural(cell.points, 'point')}"
            yield PointList(f"{kind}-{number}-{key}", group, name, detail, cell.refs)


UNTOLD = "a figure would tell what each of them chose"


def _stands(tally: ThemeTally) -> Iterator[PointList]:
    for number, one in enumerate(tally.positions, 1):
        of = f"{one.told:,} of {plural(one.respondents, 'respondent')}, whose position stands beside their text"
        group = f"For and against {one.key or 'the proposal'}: {of if one.untold else plural(one.told, 'respondent')}"
        for count in one.counts:
            if count.respondents:
                anchor = f"stand-{number}-{count.key}-{tally.theme.key}"
                yield PointList(anchor, group, count.name, plural(count.respondents, "respondent"), count.refs)
        if one.untold:
            yield PointList("", group, "Not told", f"{plural(one.untold, 'respondent')}: {UNTOLD}", ())


def _lists(report: Report, limits: PageLimits) -> Iterator[PointsPage]:
    """Yield the lists of points that are of no theme's page, where there are such points."""
    for kind, title, listed in (
        ("no-theme", "Points without a theme", report.unthemed),
        ("for-person", "Points for a person", report.for_person),
        ("in-doubt", "Points in doubt", report.doubtful),
        ("said-again", "Repeated points", report.restating),
    ):
        if listed.points or kind in ("no-theme", "in-doubt"):
            yield from _points(
                kind, title, [PointList("", "", "", plural(listed.points, "point"), listed.refs)], limits.links
            )
    if report.questions:
        yield from _points(
            "by-question",
            "Points by question",
            [
                PointList(f"question-{number}", "", group.name, plural(group.points, "point"), group.refs)
                for number, group in enumerate(report.answered, 1)
                if group.points
            ],
            limits.links,
        )
    positions = [
        PointList(f"position-{n}-{count.key}", tally.key or "The proposal", count.name, "", count.refs)
        for n, tally in enumerate(report.positions, 1)
        for count in tally.counts
        if count.refs
    ]
    if positions:
        yield from _points("position-points", "Points that say who is for and against", positions, limits.links)
    letters = [
        *(one for campaign in report.campaigns for one in _letter(campaign, "Campaign")),
        *(one for letter in report.same_letters for one in _letter(letter, "Letter")),
    ]
    if letters or report.short_answers:
        yield from _points("campaign-letters", "Campaigns, and the same letter from fewer", letters, limits.links)


def _letter(letter: LetterView, noun: str) -> Iterator[PointList]:
    """Yield the lists of a letter: who sent it, who with words of their own, and what these add."""
    number, group = letter.number, f"{noun} {letter.number}"
    for anchor, title, refs, of in (
        (f"campaign-{number}", "All responses", letter.responses, "response"),
        (f"campaign-{number}-varied", "With words of their own", letter.varied, "response"),
        (f"campaign-{number}-added", "Points that they add", letter.added, "point"),
    ):
        if refs:
            yield PointList(anchor, group, title, plural(len(refs), of), refs)


def _points(kind: str, title: str, lists: Sequence[PointList], links: int) -> list[PointsPage]:
    place = _place(kind, title, "", "points")
    return _numbered([PointsPage(place, kind, part) for part in _divided(lists, links)])


def _divided(lists: Sequence[PointList], most: int) -> list[tuple[PointList, ...]]:
    """Return lists page by page; one that is longer than the room that is left goes on on the next page."""
    parts: list[list[PointList]] = [[]]
    room = most
    for one in lists:
        refs, is_continued = one.refs, False
        while True:
            if not room:
                parts.append([])
                room = most
            parts[-1].append(replace(one, refs=refs[:room], is_continued=is_continued))
            refs, room, is_continued = refs[room:], max(room - len(refs), 0), True
            if not refs:
                break
    return [tuple(part) for part in parts]


# Tables ---------------------------------------------------------------------------------------------------------------


def _ledger(report: Report, limits: PageLimits) -> list[LedgerPage]:
    place = _place("ledger", "Ledger", "What became of everything received, line by line.")
    account = report.account
    rows, unread = _batched(account.rows, limits.rows), _batched(account.failed, limits.rows)
    has_left_out = any(row.omitted for row in account.rows)
    pages = [LedgerPage(place, part, (), has_left_out=has_left_out) for part in rows]
    if len(account.failed) + len(rows[-1]) <= limits.rows:
        pages[-1] = replace(pages[-1], unread=unread[0])
    else:
        pages.extend(LedgerPage(place, (), part, has_left_out=has_left_out) for part in unread)
    pages[-1] = replace(pages[-1], aside=tuple(row for row in account.rows if row.to_look_at))
    return _numbered(pages)


def _columns(report: Report) -> Iterator[TablesPage]:
    if report.account.tables:
        yield TablesPage(_place("columns", "How survey exports were read", "What each column was taken for, and why."))
