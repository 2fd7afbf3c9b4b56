"""Tables of what was received: responses, closed answers, points, their codings, and the judgements of every coder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from analysis.exporting.export_content import ExportContent, ExportedPoint, exported_points, printed
from analysis.exporting.export_table import (
    ExportField,
    ExportTable,
    TableNotes,
    day,
    flag,
    flag_if_known,
    number,
    table_of,
    text,
)
from analysis.exporting.tables.note_table import note_table
from analysis.model import Coding, Point, Response, SegmentKind, Theme
from analysis.tally.report import Passage, ResponseView

CODED_BY = {"machine": "the machine", "human": "a person", "adjudicator": "an adjudicator"}
"""The kinds of coder in the words of a table."""

WITHHELD = (
    "Responses whose authors asked not to be published are in the totals of the sheet Figures and in no row here, so "
    "that sums of rows may be smaller."
)
MASKED = "Contact details, and the names of authors who are not named, are masked as in the report."
THEIR_OWN = "The team's own: every response with its author and its words as they came. Keep it as safe as these."


def response_tables(content: ExportContent) -> list[ExportTable]:
    """Return the tables of responses, answers, points and codings; for the team also every coder's judgements and
    notes."""
    points = list(exported_points(content))
    tables = [_responses(content), _answers(content), _points(content, points), _codings(content, points)]
    if content.team is None:
        return tables
    return [*tables, _judgements(content, points), note_table(content, points, THEIR_OWN)]


def _caveat(content: ExportContent, public: str) -> str:
    return public if content.is_public else THEIR_OWN


# Responses ------------------------------------------------------------------------------------------------------------

ResponseItem = tuple[ResponseView, Response | None]


def _is_anonymous(content: ExportContent, item: ResponseItem) -> bool:
    return _of(item).document.name not in content.team.named if content.team else item[0].anonymous


def _responses(content: ExportContent) -> ExportTable:
    told_of = (
        ", as far as they agreed to be named" if content.is_public else ", also where the report does not name them"
    )
    fields: list[ExportField[ResponseItem]] = [
        text("Response", "The response's number in the report", lambda item: item[0].number, 10),
        text("Respondent", f"Who sent it{told_of}", lambda item: item[0].respondent, 34),
        text("Type of respondent", "The kind of respondent", lambda item: item[0].type, 22),
        flag("Anonymous", "1 if the respondent is not named in the report", partial(_is_anonymous, content)),
        number("Campaign", "The campaign whose letter it is, by its number", lambda item: item[0].campaign),
        number("Letter", "The same letter from fewer than make a campaign, by its number", lambda item: item[0].letter),
        number("Points", "How many points were found in it", lambda item: item[0].points),
    ]
    if content.team:
        fields += [
            text("File", "The file, and the row of a table, that it came in", lambda item: _of(item).document.name, 40),
            text("May be published", "yes, anonymous, or no", lambda item: _of(item).respondent.publish.value, 16),
        ]
    notes = TableNotes(
        "A row for each response.",
        "All responses that are listed in the report.",
        "Read from the files received, with what respondents.csv says of who sent them.",
        _caveat(content, WITHHELD),
    )
    return table_of("Responses", notes, fields, _response_items(content))


def _response_items(content: ExportContent) -> Iterator[ResponseItem]:
    views = content.report.responses
    yield from zip(views, content.team.responses if content.team else [None] * len(views), strict=True)


def _of(item: ResponseItem) -> Response:
    if item[1] is None:
        raise ValueError("a public export holds no file names")
    return item[1]


# Answers --------------------------------------------------------------------------------------------------------------

AnswerItem = tuple[ResponseView, Passage]


def _answers(content: ExportContent) -> ExportTable:
    wording = {question.key: question.text for question in content.report.closed_answers}
    wording |= {question.key: question.text for question in content.report.questions}
    fields: list[ExportField[AnswerItem]] = [
        text("Response", "The response's number in the report", lambda item: item[0].number, 10),
        text("Question", "The question's key", lambda item: item[1].question, 10),
        text("Question text", "The question in words", lambda item: wording.get(item[1].question or ""), 50),
        text("Answer", "The answer that was chosen", lambda item: printed(item[1]), 30),
    ]
    notes = TableNotes(
        "A row for each answer to a closed question, and each that says no more than yes, no or none.",
        "Answers of respondents who are named, and a yes, no or none in the own words of all who are shown."
        if content.is_public
        else "All answers to closed questions.",
        "Read from forms and from columns of survey exports.",
        _caveat(
            content,
            "Closed answers of respondents who are not named, and answers to monitoring questions, are told in totals "
            "alone: see the sheet Figures.",
        ),
    )
    answers = (
        (view, passage)
        for view in content.report.responses
        for passage in view.passages
        if passage.kind is SegmentKind.ANSWER and passage.runs
    )
    return table_of("Answers", notes, fields, answers)


# Points ---------------------------------------------------------------------------------------------------------------


def _points(content: ExportContent, points: list[ExportedPoint]) -> ExportTable:
    fields: list[ExportField[ExportedPoint]] = [
        text("Point", "The point's citation in the report; the key of the sheet Codings", lambda one: one.name, 16),
        text("Response", "The response it stands in; the key of the sheet Responses", lambda one: one.view.number, 10),
        text("Number", "The number that its author gave it, in brackets", lambda one: one.passage.own_number, 10),
        text("Type of respondent", "The kind of respondent", lambda one: one.view.type, 22),
        number("Campaign", "The campaign whose letter it stands in", lambda one: one.view.campaign),
        text("Question", "The question that it answers", lambda one: one.passage.question, 10),
        text("Text", "Its words", lambda one: one.text, 80),
        text("Themes", "The themes that count, by name", lambda one: "; ".join(t.name for t in one.passage.themes), 30),
        text("Repeats", "The points of the same response that it repeats, mostly in a summary", _says_again, 16),
        text("Place in report", "Its address in the report, behind report.html", lambda one: f"#{one.passage.anchor}"),
    ]
    notes = TableNotes(
        "A row for each point, in the order of the responses.",
        f"{len(points):,} of {content.report.points:,} points found.",
        "Divided by the program at its author's numbers, headings and paragraphs, or by hand.",
        _caveat(content, f"{WITHHELD} {MASKED}"),
    )
    return table_of("Points", notes, [*fields, *(_places() if content.team else ())], points)


def _says_again(one: ExportedPoint) -> str:
    return "; ".join(ref.name for ref in one.passage.in_full)


def _places() -> list[ExportField[ExportedPoint]]:
    return [
        text("File", "The file, and the row of a table, that it came in", _file_of, 40),
        text("Section", "The headings above it", lambda one: " › ".join(_place(one).section), 30),
        number("Page", "The page it stands on", lambda one: _place(one).page),
        number("Start", "Where it begins in the document's text, in characters", lambda one: _place(one).start),
        number("End", "Where it ends", lambda one: _place(one).end),
    ]


def _file_of(one: ExportedPoint) -> str:
    point = _place(one)
    return f"{point.document}: {point.file}" if point.file else point.document


def _place(one: ExportedPoint) -> Point:
    if one.point is None:
        raise ValueError("a public export holds no places in files")
    return one.point


# Codings --------------------------------------------------------------------------------------------------------------


def _codings(content: ExportContent, points: list[ExportedPoint]) -> ExportTable:
    in_doubt = {ref.anchor for ref in content.report.doubtful.refs}
    fields: list[ExportField[ExportedPoint]] = [
        text("Point", "The point's name; the key of the sheet Points", lambda one: one.name, 16),
        text("Response", "The response it stands in", lambda one: one.view.number, 10),
        text("Coded by", "Whose coding counts", lambda one: CODED_BY.get(one.passage.coded_by or ""), 16),
        text("For a person", "Why the machine cannot tell what it raises", lambda one: one.passage.for_person, 34),
        flag_if_known(
            "In doubt",
            "1 if a person should look at it first",
            lambda one: None if one.passage.for_person else one.passage.anchor in in_doubt,
        ),
    ]
    taken_names = [field.column.name for field in fields]
    fields += [_theme_field(theme, taken_names) for theme in content.report.codebook.themes]
    notes = TableNotes(
        "A row for each point, and a column for each theme: 1 if the point raises it, 0 if not, empty if only a person "
        "can tell.",
        f"{len(points):,} of {content.report.points:,} points found.",
        "The coding that counts now: an adjudicator's, else that of people who agree, else the machine's.",
        _caveat(content, f"{WITHHELD} The machine errs; what a blind audit measured is in the sheet Figures."),
    )
    return table_of("Codings", notes, fields, points)


def _theme_field(theme: Theme, taken_names: list[str]) -> ExportField[ExportedPoint]:
    """Return a theme's column, under a name that no other column has."""
    name = theme.name if theme.name not in taken_names else f"{theme.name} ({theme.key})"
    meaning = f"1 if the point raises the theme {theme.name} ({theme.key})"
    return flag_if_known(name, meaning, lambda one: _raises(one.passage, theme.key))


def _raises(passage: Passage, theme_key: str) -> bool | None:
    """Return whether a point raises a theme; None where the machine cannot tell and nobody has coded it."""
    return None if passage.for_person else any(tag.key == theme_key for tag in passage.themes)


# Judgements -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judgement:
    point: ExportedPoint
    coding: Coding


def _judgements(content: ExportContent, points: list[ExportedPoint]) -> ExportTable:
    names = content.report.codebook.names
    fields: list[ExportField[_Judgement]] = [
        text("Point", "The point's name", lambda one: one.point.name, 16),
        text("Coder", "Who judged", lambda one: one.coding.coder.name, 18),
        text(
            "Kind of coder", "The machine, a person, or an adjudicator", lambda one: CODED_BY[one.coding.coder.kind], 16
        ),
        text("How", "blind, assisted, second, adjudication, or machine", lambda one: one.coding.mode.value),
        text("Outcome", "coded, or cannot tell", lambda one: one.coding.outcome.value),
        text("Themes", "The themes given, by name", lambda one: _named(one.coding, names), 30),
        text("Memo", "What the coder noted", lambda one: one.coding.memo, 40),
        day("Day", "The day on which it was recorded", lambda one: date.fromisoformat(one.coding.time[:10])),
    ]
    notes = TableNotes(
        "A row for each coder's last judgement of a point.",
        "All points; the machine's codings are those of today.",
        "As recorded, in the themes of today.",
        _caveat(content, ""),
    )
    return table_of("Judgements", notes, fields, _all_judgements(content, points))


def _all_judgements(content: ExportContent, points: list[ExportedPoint]) -> Iterator[_Judgement]:
    of_point = content.team.by_point if content.team else {}
    for point in points:
        if point.point:
            yield from (_Judgement(point, coding) for coding in of_point.get(point.point.key, ()))


def _named(coding: Coding, names: dict[str, str]) -> str:
    return "; ".join(name for key, name in names.items() if key in coding.themes)
