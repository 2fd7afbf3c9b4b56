"""Tables of the codebook and of the report's figures, one figure a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.exporting.export_content import ExportContent
from analysis.exporting.export_table import ExportField, ExportTable, TableNotes, number, table_of, text
from analysis.model import AdjustedCount, Estimate, PartCounts, Quality, Theme, ThemeCounts
from analysis.tally.questions.closed_columns import NOT_ANSWERED
from analysis.tally.received.account import ClosedQuestion
from analysis.tally.received.arrivals import Arrivals
from analysis.tally.report import Cell, Report, ThemeTally

COUNTED, CORRECTED, MEASURED = "counted", "corrected by the blind audit", "measured by the blind audit"
IN_INTERVAL = "counted, in the blind audit's interval"
SUPPRESSED = "suppressed: too few people who are not named"


def theme_tables(content: ExportContent) -> list[ExportTable]:
    """Return the tables of the themes and of the figures."""
    return [_themes(content), _figures(content)]


def codebook_fields() -> list[ExportField[Theme]]:
    """Return the columns of a codebook; an item of a list stands on each line of its cell."""
    return [
        text("Key", "The theme's key, by which codings name it", lambda theme: theme.key, 20),
        text("Theme", "Its name", lambda theme: theme.name, 28),
        text("Part of", "The key of the wider theme", lambda theme: theme.parent, 20),
        text("Definition", "What it means", lambda theme: theme.definition, 60),
        text("Include", "What belongs to it", lambda theme: "\n".join(theme.include), 50),
        text("Exclude", "What does not belong to it", lambda theme: "\n".join(theme.exclude), 50),
        text("Keywords", "Words that speak for it", lambda theme: "\n".join(theme.keywords), 30),
        text("Examples", "Texts that raise it", lambda theme: "\n".join(theme.examples), 60),
        text("Earlier keys", "Keys that it had before", lambda theme: "\n".join(theme.was), 20),
    ]


def _themes(content: ExportContent) -> ExportTable:
    notes = TableNotes(
        "A row for each theme of the codebook, in its order.",
        f"Codebook {content.report.codebook.version}.",
        "Written by the team, in consultation.toml.",
    )
    return table_of("Themes", notes, codebook_fields(), content.report.codebook.themes)


# Figures --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _FigureRow:
    """One figure: which table it is of, what and whom it is about, its interval and what it is of."""

    table: str
    about: str
    group: str
    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    of: int | None = None
    how: str = COUNTED


FIELDS: list[ExportField[_FigureRow]] = [
    text("Table", "Which table of the report it belongs to", lambda row: row.table, 22),
    text("About", "The theme or question", lambda row: row.about, 30),
    text("Group", "The respondents or answers that it is of", lambda row: row.group, 28),
    text("Measure", "What was counted or measured", lambda row: row.measure, 18),
    number("Value", "The figure; empty where it is suppressed", lambda row: row.value),
    number("Low", "The lower end of its 95% interval", lambda row: row.low),
    number("High", "The upper end of its 95% interval", lambda row: row.high),
    number("Of", "Of how many in all", lambda row: row.of),
    text("How", "Counted, corrected or measured", lambda row: row.how, 30),
]


def _figures(content: ExportContent) -> ExportTable:
    report = content.report
    notes = TableNotes(
        "A row for each figure of the report's tables of responses, themes, answers, positions and accuracy.",
        f"{report.respondents:,} responses, {report.points:,} points; the column Of has each figure's own base.",
        "Counted from the codings that count. Where a blind audit was made, what it says follows the count.",
        "Counts by type and question are of responses that are listed; small counts of people who are not named are "
        f"suppressed below {report.suppress_below}. A figure without a value is suppressed.",
    )
    rows = [
        *_totals(report),
        *_arrivals(report.arrivals),
        *_by_theme(report),
        *_crossed(report),
        *_closed(report),
        *_by_column(report),
        *_positions(report),
        *_accuracy(report),
    ]
    return table_of("Figures", notes, FIELDS, rows)


ALL = "all"


WITH_REPEATS = "points, repeats included"
"""What a theme's points are called where those that repeat another are counted, too."""


def _totals(report: Report) -> Iterator[_FigureRow]:
    total = _FigureRow("Received", "", ALL, "", None)
    figures: dict[str, int | None] = {
        "files received": report.account.received,
        "files not read": report.account.unread,
        "responses received": report.received,
        "responses taken out by the team": len(report.account.taken_out),
        "responses": report.respondents,
        "responses not shown": report.withheld,
        "responses not shown and in no other figure": report.left_out,
        "responses of campaigns": report.senders,
        "responses mostly of campaigns, left out without them": report.letters,
        "points": report.points,
        "points with a theme": report.coded_points,
        "points without a theme": report.unthemed.points,
        "repeated points": report.restating.points,
        "points in doubt": report.doubtful.points,
        "points coded by people": report.human_points,
    }
    yield from (replace(total, measure=measure, value=value) for measure, value in figures.items())
    for table, groups in (("Type of respondent", report.types), ("Question", report.answered)):
        for group in groups:
            yield _told(_FigureRow(table, "", group.name, "responses", None, of=report.respondents), group.responses)
            yield _FigureRow(table, "", group.name, "points", group.points, of=report.points)


def _arrivals(arrivals: Arrivals) -> Iterator[_FigureRow]:
    """Yield how and when responses came."""
    for channel in arrivals.channels:
        yield _told(_FigureRow("Arrivals", "channel", channel.name, "responses", None), channel.responses)
    one = _FigureRow("Arrivals", "day of sending", "", "responses", None, of=arrivals.dated)
    for period in arrivals.periods:
        days = f"{period.first.isoformat()} to {period.last.isoformat()}"
        yield replace(one, group=days, value=period.responses)
    if arrivals.dated and arrivals.knows_close:
        yield _told(replace(one, group="after the consultation closed"), arrivals.late)


def _by_theme(report: Report) -> Iterator[_FigureRow]:
    of_types = {group.name: group.responses for group in report.types}
    of_questions = {group.name: group.shown_in_words for group in report.answered}
    for tally in report.themes:
        one = _FigureRow("Theme", tally.theme.name, ALL, "respondents", tally.respondents, of=report.respondents)
        yield one
        yield replace(one, measure="points", value=tally.points, of=report.arguments)
        yield replace(one, measure=WITH_REPEATS, value=tally.places, of=report.points)
        yield replace(one, measure="points in doubt", value=tally.doubtful, of=tally.places)
        yield from _without(tally)
        yield from _cells("Theme by type", tally, tally.by_type, of_types)
        yield from _cells("Theme by question", tally, tally.by_question, of_questions)
        if tally.corrected:
            yield from _corrected(tally.theme.name, tally.corrected)


def _without(tally: ThemeTally) -> Iterator[_FigureRow]:
    if tally.without:
        one = _FigureRow("Theme", tally.theme.name, "without campaigns", "respondents", tally.without.respondents)
        yield replace(one, of=tally.without.of)
        yield replace(one, measure="points", value=tally.without.points, of=tally.without.of_points)


def _cells(
    table: str, tally: ThemeTally, cells: Iterable[Cell], bases: Mapping[str, int | None]
) -> Iterator[_FigureRow]:
    for cell in cells:
        yield _FigureRow(table, tally.theme.name, cell.name, "respondents", cell.respondents, of=bases[cell.name])
        yield _FigureRow(table, tally.theme.name, cell.name, "points", cell.points)


def _corrected(theme_name: str, counts: ThemeCounts) -> Iterator[_FigureRow]:
    parts = [PartCounts(ALL, counts.points, counts.respondents)]
    parts += [part for part in (counts.campaigns, counts.rest) if part]
    for table, table_parts in (("Theme", parts), ("Theme by type", counts.types)):
        for part in table_parts:
            yield _adjusted(_FigureRow(table, theme_name, part.name, "respondents", None), part.respondents)
            yield _adjusted(_FigureRow(table, theme_name, part.name, WITH_REPEATS, None), part.points)


def _adjusted(row: _FigureRow, count: AdjustedCount) -> _FigureRow:
    how = IN_INTERVAL if count.is_as_counted else CORRECTED
    return replace(row, value=count.value, low=count.low, high=count.high, of=count.of, how=how)


def _closed(report: Report) -> Iterator[_FigureRow]:
    for table, questions in (("Closed question", report.closed_answers), ("Monitoring", report.monitoring)):
        for question in questions:
            yield from _answers_given(table, question)


def _crossed(report: Report) -> Iterator[_FigureRow]:
    """Yield the themes by answers, types and what was asked for monitoring, as the report may tell them."""
    for crossing in report.crossings:
        for row in crossing.rows:
            one = _FigureRow("Theme crossed", row.name, "", "respondents", None)
            for column, cell in zip(crossing.columns, row.cells, strict=True):
                yield _told(replace(one, group=f"{crossing.key}: {column.name}", of=column.base), cell.respondents)
            yield _told(replace(one, group=f"{crossing.key}: {ALL}", of=crossing.base), row.total.respondents)


OTHERS = "other answers"


def _by_column(report: Report) -> Iterator[_FigureRow]:
    """Yield the closed answers by type of respondent and without campaigns."""
    for table in report.closed_by_column:
        for row in table.rows:
            one = _FigureRow("Answer by type", f"{table.key}: {row.answer or OTHERS}", "", "respondents", None)
            for column, count in zip(table.columns, row.cells, strict=True):
                yield _told(replace(one, group=column.name, of=column.base), count)


def _answers_given(table: str, question: ClosedQuestion) -> Iterator[_FigureRow]:
    about = " ".join(filter(None, (question.key, question.text)))
    one = _FigureRow(table, about, "", "respondents", None, of=question.respondents)
    for answer in question.answers:
        yield replace(one, group=answer.answer, value=answer.respondents)
    if question.is_suppressed:
        others = [f"{question.pooled} other answer{'s' if question.pooled > 1 else ''}"] if question.pooled else []
        pool = " and ".join([*others, *(["no answer"] if question.is_silence_pooled else [])])
        yield replace(one, group=pool, value=question.pooled_respondents, how=SUPPRESSED)
    if question.unanswered is not None:
        yield replace(one, group=NOT_ANSWERED, value=question.unanswered, of=question.of)


NOT_TOLD = "position not told"
"""Those who raise a theme of whom its positions do not count: it would tell what each of them chose."""


def _positions(report: Report) -> Iterator[_FigureRow]:
    """Yield who is for and against, on each question and of those who raise each theme, as the report may tell it."""
    for tally in report.positions:
        about = " ".join(filter(None, (tally.key, tally.text)))
        one = _FigureRow("Position", about, "", "respondents", None, of=tally.respondents)
        yield _told(replace(one, group=ALL, of=report.respondents), tally.respondents)
        for count in tally.counts:
            row = replace(one, group=count.name)
            yield _told(row, count.respondents)
            if report.letters:
                rest = replace(row, group=f"{count.name}, without campaigns", of=tally.without_of)
                yield _told(rest, count.without)
            if count.corrected:
                yield _adjusted(row, count.corrected)
    for theme in report.themes:
        for stand in theme.positions:
            about = f"{theme.theme.name}, on {stand.key or 'the proposal'}"
            one = _FigureRow("Theme by position", about, "", "respondents whose position is beside their text", None)
            for taken in stand.counts:
                yield replace(one, group=taken.name, value=taken.respondents, of=stand.told)
            if stand.untold:
                yield replace(one, group=NOT_TOLD, measure="respondents", value=stand.untold, of=stand.respondents)


def _told(row: _FigureRow, respondents: int | None) -> _FigureRow:
    return replace(row, how=SUPPRESSED) if respondents is None else replace(row, value=respondents)


def _accuracy(report: Report) -> Iterator[_FigureRow]:
    accuracy = report.accuracy
    if accuracy is None:
        return
    for theme in accuracy.themes:
        yield from _quality(theme.name, ALL, theme.quality, accuracy.coded)
    yield from _quality("All themes", ALL, accuracy.overall, accuracy.coded)
    for kind in accuracy.types:
        yield from _quality("All themes", kind.name, kind.quality, kind.points)


def _quality(about: str, group: str, quality: Quality | None, points: int) -> Iterator[_FigureRow]:
    if quality:
        measures = {"precision": quality.precision, "recall": quality.recall, "F1": quality.f1}
        for measure, estimate in measures.items():
            yield _measured(_FigureRow("Accuracy", about, group, measure, None, of=points), estimate)


def _measured(row: _FigureRow, estimate: Estimate) -> _FigureRow:
    return replace(row, value=estimate.value, low=estimate.low, high=estimate.high, how=MEASURED)
