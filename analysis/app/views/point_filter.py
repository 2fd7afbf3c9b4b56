"""Point filter: which points somebody asks for, and the tests that find them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from analysis.app.views.crossings import column_documents
from analysis.app.views.figures import CountedPoints, PointRow
from analysis.tally.report import Report

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
    ``by`` and ``column``: the respondents in a column of a crossing. ``least``, ``most``: the machine's score of the
    theme, or its highest one, between 0 and 1.
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
    by: str = ""
    column: str = ""
    page: int = 1

    def __post_init__(self) -> None:
        """Take away white space at the ends of what is typed."""
        for name in ("find", "respondent", "section", "least", "most"):
            object.__setattr__(self, name, getattr(self, name).strip())

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
    if point_filter.by:
        documents = column_documents(counted, point_filter.by, point_filter.column)
        yield lambda row: row.point.document in documents
    if point_filter.theme:
        yield _theme_test(point_filter.theme)
    if point_filter.type:
        yield lambda row: (row.respondent.type or NONE) == point_filter.type
    if point_filter.question:
        yield _question_test(point_filter)
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


def _question_test(point_filter: PointFilter) -> Test:
    """Return the test of the question: that of a position, else that at which a theme is counted, else the point's."""
    if point_filter.position:
        return lambda row: (row.stands_on or NONE) == point_filter.question
    if point_filter.theme not in ("", NONE):
        return lambda row: (row.counted_question or NONE) == point_filter.question
    return lambda row: (row.point.question or NONE) == point_filter.question


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
        scores = row.choice.coding.scores if row.choice else ()
        own = next((score for key, score in scores if key == theme_key), -1.0)
        return least_score <= own <= most_score

    if theme_key in ("", NONE):
        return lambda row: least_score <= row.highest_score <= most_score
    return score_fits
