"""Point list: the points that filters find, a page at a time, with the filters' choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.figures import CountedPoints, Figures, PointRow
from analysis.app.views.point_filter import ANY, BY, NONE, PointFilter, filter_points
from analysis.auditing.blinding import HiddenPoints
from analysis.model import Coder, CoderKind, Coding, PointKey, position_frame
from analysis.tally.counted_points import NOT_STATED
from analysis.tally.passages.printable import evidence_spans, runs, tags
from analysis.tally.passages.refs import Run
from analysis.tally.report import Tag
from analysis.tally.theme_tallies import NO_QUESTION
from analysis.text import Span

A_PAGE = 25
"""Points on one page of the list."""

SHOWN = 700
"""Characters of a point that are shown in the list; the response has the rest."""

BEFORE = 150
"""Characters shown before the first word that was looked for, where that stands far down in a long point."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The choices of each filter: (value, name), as they occur here."""

    themes: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    coders: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PointListRow:
    """One point of the list, cut where its text goes on before or after what is shown.

    ``is_hidden``: it was drawn for a blind audit that is not finished, and nothing of its coding is here.
    """

    item: PointRow
    runs: tuple[Run, ...]
    themes: tuple[Tag, ...]
    stale: tuple[str, ...]
    cut_before: bool
    cut_after: bool
    is_hidden: bool = False

    @property
    def coded_by(self) -> str:
        """Return the kind of coder whose coding counts; empty where nobody has coded it, or it may not be told."""
        return self.item.choice.coding.coder.kind.value if self.item.choice else ""


@dataclass(frozen=True, slots=True)
class PointResults:
    """A page of the points that were found, of so many by so many respondents.

    ``again`` counts those among them that repeat another point of the respondent, which the theme's figure counts
    once, unless an audit has measured it (``is_measured``);
    ``hidden`` counts the points of the whole workspace whose coding is not told before a blind audit is finished; where
    the question is about codings (``tells``), they are neither listed nor counted, whether they fit or not.
    ``problem`` says what of the question cannot be understood; nothing is found then.
    """

    rows: tuple[PointListRow, ...]
    points: int
    respondents: int
    again: int
    hidden: int
    total: int
    page: int
    pages: int
    choices: FilterChoices
    problem: str = ""
    tells: bool = False
    is_measured: bool = False


def list_points(
    app: AppContext, counted: CountedPoints, point_filter: PointFilter, hidden_points: HiddenPoints
) -> PointResults:
    """Return a page of the points that somebody looks for, in the report's order, as far as they may be told now."""
    try:
        matches, problem = drop_hidden(filter_points(counted, point_filter), point_filter, hidden_points), ""
    except ValueError as error:
        matches, problem = [], str(error)
    page_count = max(1, -(-len(matches) // A_PAGE))
    page_number = min(max(1, point_filter.page), page_count)
    repeated = counted.again.get(point_filter.theme, frozenset())
    return PointResults(
        rows=tuple(
            _rows(app, counted, matches[(page_number - 1) * A_PAGE : page_number * A_PAGE], point_filter, hidden_points)
        ),
        points=len(matches),
        respondents=len(set(map(attrgetter("number"), matches))),
        again=sum(row.anchor in repeated for row in matches) if repeated else 0,
        hidden=len(hidden_points.points),
        total=len(counted.items),
        page=page_number,
        pages=page_count,
        choices=choices(counted),
        problem=problem,
        tells=point_filter.tells,
        is_measured=any(tally.theme.key == point_filter.theme and tally.corrected for tally in counted.report.themes),
    )


def find_points(figures: Figures, snapshot: Snapshot, point_filter: PointFilter) -> tuple[PointKey, ...]:
    """Return the points of today that somebody looks for, as far as they may be told; none where that is unclear."""
    if not point_filter.asked:
        return tuple(snapshot.digests)
    try:
        matches = drop_hidden(filter_points(figures.counted, point_filter), point_filter, figures.hidden(snapshot))
    except ValueError:
        return ()
    points = [row.point.key for row in matches]
    return tuple(points if figures.counted.corpus is snapshot.corpus else filter(snapshot.digests.__contains__, points))


def drop_hidden(point_rows: list[PointRow], point_filter: PointFilter, hidden_points: HiddenPoints) -> list[PointRow]:
    """Return the points without the hidden ones, where to be listed, or counted, would tell how they are coded."""
    return (
        [row for row in point_rows if hidden_points.digests.isdisjoint(_told_digests(row, point_filter))]
        if point_filter.tells and hidden_points.digests
        else point_rows
    )


def _told_digests(row: PointRow, point_filter: PointFilter) -> tuple[str, ...]:
    """Return the digests of what a list tells the coding of by listing a point: the point, or the answer it is of."""
    answer_digest = row.position.coding.text_sha256 if row.position else ""
    return (row.text, answer_digest) if point_filter.position else (row.text,)


def mask_hidden(row: PointRow, hidden_points: HiddenPoints) -> PointRow:
    """Return a point as everybody may see it, without the coding or position that is hidden."""
    if row.position and row.position.coding.text_sha256 in hidden_points.digests:
        row = replace(row, position=None)
    return replace(row, choice=None, coders=frozenset()) if row.text in hidden_points.digests else row


def coded_by_others(point_rows: Iterable[PointRow], reader: Coder) -> tuple[PointKey, ...]:
    """Return those among some points of which it is shown how another person coded them."""
    shown_codings = ((row.point.key, coding) for row in point_rows if (coding := coding_of(row)))
    return tuple(
        point_key for point_key, coding in shown_codings if not coding.coder.is_machine and coding.coder.id != reader.id
    )


def positions_by_others(point_rows: Iterable[PointRow], reader: Coder) -> tuple[PointKey, ...]:
    """Return the answers of some points of which it is shown which position another person found."""
    shown_codings = [row.position.coding for row in point_rows if row.position]
    return tuple({c.point: None for c in shown_codings if not c.coder.is_machine and c.coder.id != reader.id})


def choices(counted: CountedPoints) -> FilterChoices:
    """Return what points can be asked for here."""
    tallied_report = counted.report
    theme_choices = [(theme.key, theme.name) for theme in tallied_report.codebook.themes]
    kind_choices = [(coder_kind.value, label) for coder_kind, label in KINDS.items()]
    person_choices = [(f"{BY}{coder_id}", label) for coder_id, label in counted.people]
    campaign_choices = [(str(campaign.number), f"Campaign {campaign.number}") for campaign in tallied_report.campaigns]
    return FilterChoices(
        themes=(*theme_choices, (NONE, "No theme")),
        types=tuple((as_asked(group.name), group.name) for group in tallied_report.types),
        questions=tuple((as_asked(group.name), group.name) for group in tallied_report.answered),
        coders=(*kind_choices, *person_choices),
        campaigns=((ANY, "Any campaign"), (NONE, "No campaign"), *campaign_choices) if campaign_choices else (),
        positions=tuple(position_frame().names.items()) if tallied_report.positions else (),
    )


KINDS = {CoderKind.MACHINE: "The machine", CoderKind.HUMAN: "People", CoderKind.ADJUDICATOR: "An adjudicator"}
"""Whose coding counts, in words for people."""


def as_asked(group_name: str) -> str:
    """Return a respondent type or question of the tally as it is asked for."""
    return NONE if group_name in (NOT_STATED, NO_QUESTION) else group_name


def _rows(
    app: AppContext,
    counted: CountedPoints,
    point_rows: Sequence[PointRow],
    point_filter: PointFilter,
    hidden_points: HiddenPoints,
) -> Iterator[PointListRow]:
    theme_names = counted.corpus.consultation.codebook.names
    shown_rows = [mask_hidden(row, hidden_points) for row in point_rows]
    evidence = {} if point_filter.find else _evidence(app, counted, shown_rows)
    for row in shown_rows:
        place = counted.corpus.response_places[row.point.document]
        document_text, point_key = counted.corpus.responses[place].document.text, row.point.key
        marked_spans = list(find_words(document_text, Span(point_key.start, point_key.end), point_filter.find)) or list(
            evidence.get(point_key, ())
        )
        shown = _window(Span(point_key.start, point_key.end), marked_spans if point_filter.find else [])
        yield PointListRow(
            item=row,
            runs=runs(document_text, shown.start, shown.end, marked_spans),
            themes=tags(coding_of(row), theme_names),
            stale=tuple(
                name for theme_key, name in theme_names.items() if row.choice and theme_key in row.choice.stale
            ),
            cut_before=shown.start > point_key.start,
            cut_after=shown.end < point_key.end,
            is_hidden=row.text in hidden_points.digests,
        )


def coding_of(row: PointRow) -> Coding | None:
    """Return the coding that counts."""
    return row.choice.coding if row.choice else None


def find_words(document_text: str, point_span: Span, searched_words: str) -> Iterator[Span]:
    """Yield the spans of the searched words in a stretch of a text, whatever their case, none inside another."""
    wanted_words = sorted(set(searched_words.split()), key=len, reverse=True)
    if wanted_words:
        pattern = re.compile("|".join(map(re.escape, wanted_words)), re.IGNORECASE)
        yield from (Span(*match.span()) for match in pattern.finditer(document_text, point_span.start, point_span.end))


def _evidence(
    app: AppContext, counted: CountedPoints, point_rows: Sequence[PointRow]
) -> dict[PointKey, Sequence[Span]]:
    """Return the spans of the evidence for the themes of those points that the machine coded, read at once."""
    by_machine = [row for row in point_rows if (coding := coding_of(row)) and coding.coder.is_machine]
    codings = app.store.codings_at(counted.machine_id, [row.point.key for row in by_machine])
    return {
        row.point.key: evidence_spans(codings[row.point.key], row.themes) if row.point.key in codings else ()
        for row in by_machine
    }


def _window(point_span: Span, marked_spans: Sequence[Span]) -> Span:
    """Return the stretch of a point that is shown: its beginning, or around the first word that was looked for."""
    window_start = point_span.start
    if marked_spans and marked_spans[0].end > point_span.start + SHOWN:
        window_start = marked_spans[0].start - BEFORE
    return Span(window_start, min(point_span.end, window_start + SHOWN))
