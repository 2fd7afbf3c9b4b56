"""Point list: the points that filters find, a page at a time, with the filters' choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from analysis.app.context import AppContext
from analysis.app.views.figures import CountedPoints, PointRow
from analysis.auditing.blinding import HiddenPoints
from analysis.model import Coder, CoderKind, Coding, PointKey, position_frame
from analysis.tally import NO_QUESTION, NOT_STATED, Report
from analysis.tally.printable import evidence_spans, runs, tags
from analysis.tally.refs import Run
from analysis.tally.report import Tag
from analysis.text import Span

A_PAGE = 25
"""Points on one page of the list."""

SHOWN = 700
"""Characters of a point that are shown in the list; the response has the rest."""

BEFORE = 150
"""Characters shown before the first word that was looked for, where that stands far down in a long point."""

NONE = "-"
"""Asks for points that have none: no theme, no question, no stated type."""

ANY = "any"
"""Asks for points of any campaign."""

BY = "by:"
"""Before a person's id, where the points are asked for that this person judged."""


class Stand(StrEnum):
    """The reliability of a point's coding."""

    UNAUDITED = "unaudited"
    AUDITED = "audited"
    DOUBTFUL = "doubtful"
    DISPUTED = "disputed"
    STALE = "stale"
    UNCODED = "uncoded"
    FOR_PERSON = "person"


@dataclass(frozen=True, slots=True)
class PointFilter:
    """A filter of points; a field that is empty asks for nothing.

    ``find``: all these words stand in the text. ``respondent``, ``section``: words of their names; ``document``: the
    response of just this name. ``coder``: a kind of coder whose coding counts, or a person who judged (``BY``).
    ``least``, ``most``: the machine's score of the theme, or its highest one, between 0 and 1.
    """

    find: str = ""
    theme: str = ""
    type: str = ""
    question: str = ""
    stand: str = ""
    position: str = ""
    coder: str = ""
    campaign: str = ""
    respondent: str = ""
    section: str = ""
    least: str = ""
    most: str = ""
    document: str = ""
    page: int = 1

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for, without the page."""
        return {
            filter_field.name: str(getattr(self, filter_field.name))
            for filter_field in fields(self)
            if filter_field.name != "page" and getattr(self, filter_field.name)
        }

    @property
    def tells(self) -> bool:
        """Return whether what is found tells something of codings, the machine's or people's."""
        return bool(self.theme or self.stand or self.position or self.coder or self.least or self.most)


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

    ``again`` counts those among them whose argument the theme's figure counts at another point of the respondent;
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
        respondents=len({row.point.document for row in matches}),
        again=sum(row.anchor in repeated for row in matches) if repeated else 0,
        hidden=len(hidden_points.points),
        total=len(counted.items),
        page=page_number,
        pages=page_count,
        choices=choices(counted),
        problem=problem,
        tells=point_filter.tells,
    )


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
    """Return a point as everybody may see it: of a hidden one nothing of its coding is left, and of a hidden answer
    nothing of its position."""
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


# Filters --------------------------------------------------------------------------------------------------------------


Test = Callable[[PointRow], bool]


def filter_points(counted: CountedPoints, point_filter: PointFilter) -> list[PointRow]:
    """Return the points that were asked for, in order; raises ValueError where that cannot be understood."""
    point_rows: Iterable[PointRow] = counted.items
    for row_test in _tests(counted, point_filter):
        point_rows = filter(row_test, point_rows)
    return list(point_rows)


def _tests(counted: CountedPoints, point_filter: PointFilter) -> Iterator[Test]:
    """Yield a test for each field that asks for something, the quick ones first."""
    least_score, most_score = _parse_score(point_filter.least, "from"), _parse_score(point_filter.most, "to")
    if point_filter.document:
        yield lambda row: row.point.document == point_filter.document
    if point_filter.theme:
        yield _theme_test(point_filter.theme)
    if point_filter.type:
        yield lambda row: (row.respondent.type or NONE) == point_filter.type
    if point_filter.question:
        is_counted = point_filter.theme not in ("", NONE)
        yield (
            lambda row: ((row.counted_question if is_counted else row.point.question) or NONE) == point_filter.question
        )
    if point_filter.stand:
        yield _stand_test(counted.report, point_filter)
    if point_filter.position:
        yield lambda row: row.stands == point_filter.position
    if point_filter.coder:
        yield _coder_test(point_filter.coder)
    if point_filter.campaign:
        yield _campaign_test(point_filter.campaign)
    if least_score is not None or most_score is not None:
        yield _score_test(point_filter.theme, least_score or 0.0, 1.0 if most_score is None else most_score)
    yield from _word_tests(point_filter)


def _word_tests(point_filter: PointFilter) -> Iterator[Test]:
    """Yield the tests of words: of the text, of the respondent, of the section."""
    for word in point_filter.find.casefold().split():
        yield lambda row, word=word: word in row.words  # type: ignore[misc]
    for word in point_filter.respondent.casefold().split():
        yield lambda row, word=word: word in f"{row.respondent.name or ''} {row.point.document}".casefold()  # type: ignore[misc]
    for word in point_filter.section.casefold().split():
        yield lambda row, word=word: word in " ".join(row.point.section).casefold()  # type: ignore[misc]


def _parse_score(entered_text: str, field_name: str) -> float | None:
    if not entered_text:
        return None
    try:
        score_limit = float(entered_text)
    except ValueError as error:
        raise ValueError(f"Score {field_name}: expected a number between 0 and 1, such as 0.4") from error
    if not 0 <= score_limit <= 1:
        raise ValueError(f"Score {field_name}: expected a number between 0 and 1, such as 0.4")
    return score_limit


def _theme_test(theme_key: str) -> Test:
    if theme_key == NONE:
        return lambda row: not row.themes and not row.is_for_person
    return lambda row: theme_key in row.themes


def _stand_test(tallied_report: Report, point_filter: PointFilter) -> Test:
    """Return the test of a state; in doubt is what the tally counts as such, of the theme asked for or of any."""
    if point_filter.stand == Stand.DOUBTFUL:
        doubted_refs = next(
            (tally.refs for tally in tallied_report.themes if tally.theme.key == point_filter.theme),
            tallied_report.doubtful.refs,
        )
        doubtful_anchors = {reference.anchor for reference in doubted_refs if reference.doubtful}
        return lambda row: row.anchor in doubtful_anchors
    stand_tests: dict[str, Test] = {
        Stand.UNAUDITED: lambda row: not row.coders,
        Stand.AUDITED: lambda row: bool(row.coders),
        Stand.DISPUTED: lambda row: row.choice is not None and row.choice.disputed,
        Stand.STALE: lambda row: row.choice is not None and bool(row.choice.stale),
        Stand.UNCODED: lambda row: row.choice is None,
        Stand.FOR_PERSON: lambda row: row.is_for_person,
    }
    return stand_tests.get(point_filter.stand, lambda _: False)


def _coder_test(wanted_coder: str) -> Test:
    if wanted_coder.startswith(BY):
        coder_id = wanted_coder.removeprefix(BY)
        return lambda row: coder_id in row.coders
    return lambda row: row.choice is not None and row.choice.coding.coder.kind.value == wanted_coder


def _campaign_test(wanted_campaign: str) -> Test:
    if wanted_campaign in (ANY, NONE):
        return lambda row: (row.campaign is None) is (wanted_campaign == NONE)
    return lambda row: str(row.campaign) == wanted_campaign


def _score_test(theme_key: str, least_score: float, most_score: float) -> Test:
    def score_fits(row: PointRow) -> bool:
        all_scores = row.choice.coding.scores if row.choice else ()
        point_scores = (
            [theme_score for score_theme, theme_score in all_scores if score_theme == theme_key]
            if is_of_theme
            else [theme_score for _, theme_score in all_scores]
        )
        return bool(point_scores) and least_score <= max(point_scores) <= most_score

    is_of_theme = theme_key not in ("", NONE)
    return score_fits


# What is shown --------------------------------------------------------------------------------------------------------


def _rows(
    app: AppContext,
    counted: CountedPoints,
    point_rows: Sequence[PointRow],
    point_filter: PointFilter,
    hidden_points: HiddenPoints,
) -> Iterator[PointListRow]:
    theme_names = counted.corpus.consultation.codebook.names
    document_texts = {response.document.name: response.document.text for response in counted.corpus.responses}
    for row in (mask_hidden(listed_row, hidden_points) for listed_row in point_rows):
        document_text, point_key = document_texts[row.point.document], row.point.key
        marked_spans = list(
            find_words(document_text, Span(point_key.start, point_key.end), point_filter.find)
        ) or _evidence(app, counted, row)
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


def _evidence(app: AppContext, counted: CountedPoints, row: PointRow) -> list[Span]:
    """Return the spans of the evidence for the themes of a point that the machine coded."""
    coding = coding_of(row)
    if coding is None or not coding.coder.is_machine:
        return []
    machine_id = counted.machine_id
    own_codings = [given for given in app.store.codings_of(row.point.key) if given.coder.id == machine_id][-1:]
    return [span for own_coding in own_codings for span in evidence_spans(own_coding, row.themes)]


def _window(point_span: Span, marked_spans: Sequence[Span]) -> Span:
    """Return the stretch of a point that is shown: its beginning, or around the first word that was looked for."""
    window_start = point_span.start
    if marked_spans and marked_spans[0].end > point_span.start + SHOWN:
        window_start = marked_spans[0].start - BEFORE
    return Span(window_start, min(point_span.end, window_start + SHOWN))
