"""Question views: what is told of each question in one place, put together from the figures that the Report has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

import numpy as np

from analysis.model import TeamReply
from analysis.tally.counted_points import NOT_STATED
from analysis.tally.passages.quotations import LARGE_TYPE, alike
from analysis.tally.questions.closed_columns import ClosedByColumn
from analysis.tally.questions.crossing import Crossing
from analysis.tally.questions.position_views import PositionTally
from analysis.tally.received.account import ClosedQuestion
from analysis.tally.report import Cell, Group, Quote, Report, ThemeTally
from analysis.tally.theme_tallies import NO_QUESTION
from analysis.text import words

QUOTES = 5
"""Quotations under a question: of each large type, and of as many themes as can be."""

THEMES = 10
"""Themes that are told under a question; the rest is counted, and is in the annex."""

LEAST = 5
"""Respondents of a type, and of all others, of whom a difference is told at all."""

LEVEL = 0.05
"""Chance with which any difference under a question is told where there is none (Holm's correction for all tested)."""

ROUNDING = 1e-7
"""By so small a share two chances differ only because they were rounded."""


@dataclass(frozen=True, slots=True)
class QuestionTheme:
    """A theme under a question: its respondents and points there; ``anchor`` is where these are listed."""

    tally: ThemeTally
    cell: Cell
    anchor: str


@dataclass(frozen=True, slots=True)
class TypeDifference:
    """A respondent type that raises a theme under a question more often, or less, than all others by more than chance.

    ``raised`` of its ``of`` respondents do, and ``others_raised`` of ``others`` of the other types.
    """

    tally: ThemeTally
    type: str
    raised: int
    of: int
    others_raised: int
    others: int

    @property
    def is_more(self) -> bool:
        """Return whether the type raises it more often."""
        return self.raised * self.others > self.others_raised * self.of


@dataclass(frozen=True, slots=True)
class QuestionView:
    """All that is told of one question; no ``key``: of what answers no question in particular.

    ``number`` is its place among all questions, from 1. ``in_words`` are the respondents who answer it in words and may
    be shown: of them ``themes`` are counted. ``closed`` and ``position`` are None where it had no answers to
    choose from, or nobody could be for or against. ``themes`` come most respondents first, ``further`` more are not
    told. ``differences`` are those between respondent types, where ``is_compared``; ``crossing`` is of
    themes by the answers chosen, ``closed_by_column`` of these by respondent type and without campaigns.
    """

    number: int
    key: str
    text: str
    group: Group
    in_words: int
    closed: ClosedQuestion | None
    position: PositionTally | None
    themes: tuple[QuestionTheme, ...]
    further: int
    quotes: tuple[Quote, ...]
    differences: tuple[TypeDifference, ...]
    is_compared: bool
    crossing: Crossing | None
    reply: TeamReply | None
    closed_by_column: ClosedByColumn | None = None

    @property
    def anchor(self) -> str:
        """Return where it is told."""
        return f"q-{self.number}"


def question_views(report: Report) -> tuple[QuestionView, ...]:
    """Return a view of each question in order, and last one of what answers none in particular, if anything does."""
    return tuple(
        _view(report, number, group)
        for number, group in enumerate(report.answered, 1)
        if group.name != NO_QUESTION or group.responses
    )


def _view(report: Report, number: int, group: Group) -> QuestionView:
    key = "" if group.name == NO_QUESTION else group.name
    themes = sorted(_themes(report, number, group.name), key=lambda one: -one.cell.respondents)
    closed = next((question for question in report.closed_answers if question.key and question.key == key), None)
    differences, is_compared = _differences(report, themes, group)
    letters = {view.anchor: view.campaign or view.letter for view in report.responses}
    return QuestionView(
        number=number,
        key=key,
        text=next((question.text for question in report.questions if question.key == key), group.text),
        group=group,
        in_words=group.shown_in_words,
        closed=closed,
        position=next((tally for tally in report.positions if tally.key == key), None),
        themes=tuple(themes[:THEMES]),
        further=max(len(themes) - THEMES, 0),
        quotes=tuple(_quotes(themes, _large_types(report, group), letters)),
        differences=differences,
        is_compared=is_compared,
        crossing=next((one for one in report.crossings if key and one.key == key), None),
        closed_by_column=next((one for one in report.closed_by_column if one.key == key), None),
        reply=next((reply for reply in report.replies if reply.question and reply.question == key), None),
    )


def _themes(report: Report, number: int, name: str) -> Iterator[QuestionTheme]:
    for tally in report.themes:
        for cell in tally.by_question:
            if cell.name == name:
                yield QuestionTheme(tally, cell, f"question-{number}-{tally.theme.key}")


def _quotes(
    themes: Sequence[QuestionTheme], large_types: frozenset[str], letters: Mapping[str, int | None]
) -> Iterator[Quote]:
    """Yield quotations of points that answer the question: each large type's first, then the first of each theme, then
    the others; in the order of the themes.

    None stands twice, nor do two that say nearly the same or are of the same one of the ``letters``, by response.
    """
    by_theme = []
    for one in themes:
        anchors = {ref.anchor for ref in one.cell.refs}
        by_theme.append([quote for quote in one.tally.quotes if quote.ref.anchor in anchors])
    at: dict[str, Quote] = {}
    for quote in chain.from_iterable(zip_longest(*by_theme)):
        if quote is not None:
            at.setdefault(quote.ref.anchor, quote)
    in_order = list(_unlike(at.values(), letters))
    first_of_type = {quote.type: quote for quote in reversed(in_order) if quote.type in large_types}
    wanted = [quote for quote in in_order if first_of_type.get(quote.type) is quote]
    wanted += [quote for quote in in_order if first_of_type.get(quote.type) is not quote]
    chosen = {quote.ref.anchor for quote in wanted[:QUOTES]}
    yield from (quote for quote in in_order if quote.ref.anchor in chosen)


def _unlike(quotes: Iterable[Quote], letters: Mapping[str, int | None]) -> Iterator[Quote]:
    taken: list[tuple[int | None, frozenset[str]]] = []
    for quote in quotes:
        letter = letters.get(quote.ref.anchor.partition("-")[0])
        quoted = frozenset(words("".join(run.text for run in quote.runs)))
        if not any((letter and letter == other) or alike(quoted, said) for other, said in taken):
            taken.append((letter, quoted))
            yield quote


def _large_types(report: Report, group: Group) -> frozenset[str]:
    """Return the types from which so many answer the question that one of them should be quoted."""
    type_of = {view.anchor: view.type for view in report.responses}
    answering = _by_type((ref.anchor for ref in group.refs), type_of)
    return frozenset(type_name for type_name, number in answering.items() if number >= LARGE_TYPE)


# Where types differ ---------------------------------------------------------------------------------------------------


def _differences(
    report: Report, themes: Sequence[QuestionTheme], group: Group
) -> tuple[tuple[TypeDifference, ...], bool]:
    """Return where a type raises a theme more or less often than the others who answer, by more than chance, and
    whether any could be compared.

    Every type that is stated is tested against all others by Fisher's exact test, and the chances are corrected by
    Holm's method for all the tests of the question. Only respondents who may be listed are compared.
    """
    type_of = {view.anchor: view.type for view in report.responses}
    of_type = _by_type((ref.anchor for ref in group.refs), type_of)
    compared = [
        difference
        for one in themes
        for difference in _compared(one, of_type, type_of)
        if min(difference.of, difference.others) >= LEAST
    ]
    return tuple(compared[n] for n in _beyond_chance(list(map(_chance, compared)))), bool(compared)


def _compared(one: QuestionTheme, of_type: Counter[str], type_of: Mapping[str, str]) -> Iterator[TypeDifference]:
    raised = _by_type((ref.anchor for ref in one.cell.refs), type_of)
    for type_name, of in of_type.items():
        if type_name == NOT_STATED:
            continue
        others_raised, others = raised.total() - raised[type_name], of_type.total() - of
        yield TypeDifference(one.tally, type_name, raised[type_name], of, others_raised, others)


def _by_type(anchors: Iterable[str], type_of: Mapping[str, str]) -> Counter[str]:
    return Counter(type_of[respondent] for respondent in _respondents(anchors) if respondent in type_of)


def _respondents(anchors: Iterable[str]) -> dict[str, None]:
    """Return the anchors of the responses of points, in order, each once."""
    return dict.fromkeys(anchor.partition("-")[0] for anchor in anchors)


def _chance(one: TypeDifference) -> float:
    """Return how likely a difference is that is no more likely by chance than this one (Fisher's exact test)."""
    of, raising, everybody = one.of, one.raised + one.others_raised, one.of + one.others
    numbers = np.arange(max(0, of + raising - everybody), min(of, raising) + 1)
    steps = np.log((raising - numbers[:-1]) * (of - numbers[:-1]))
    logs = np.cumsum([0, *(steps - np.log(numbers[1:] * (everybody - of - raising + numbers[1:])))])
    chances = np.exp(logs - logs.max())
    as_likely = chances <= chances[one.raised - numbers[0]] * (1 + ROUNDING)
    return float(chances[as_likely].sum() / chances.sum())


def _beyond_chance(chances: Sequence[float]) -> list[int]:
    """Return which tests hold at ``LEVEL`` by Holm's step-down method (1979), in their order."""
    holding: list[int] = []
    for rank, number in enumerate(sorted(range(len(chances)), key=lambda n: chances[n])):
        if chances[number] > LEVEL / (len(chances) - rank):
            break
        holding.append(number)
    return sorted(holding)
