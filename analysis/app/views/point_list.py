"""Points as people look for them: a list by filters, whose every state is a few words, and the same as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from analysis.app.context import AppContext
from analysis.app.views.figures import CountedPoints, PointRow
from analysis.app.views.response_list import runs
from analysis.auditing.blinding import HiddenPoints
from analysis.model import Coder, CoderKind, Coding, PointKey
from analysis.tally import NO_QUESTION, NOT_STATED, Report
from analysis.tally.printable import tags
from analysis.tally.report import Run, Tag
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
        return {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name != "page" and getattr(self, f.name)}

    @property
    def tells(self) -> bool:
        """Return whether what is found tells something of codings, the machine's or people's."""
        return bool(self.theme or self.stand or self.coder or self.least or self.most)


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The choices of each filter: (value, name), as they occur here."""

    themes: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    coders: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[str, str], ...]


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


def listed(desk: AppContext, counted: CountedPoints, wanted: PointFilter, hidden: HiddenPoints) -> PointResults:
    """One page of the points that somebody looks for, in the order of the report; ``hidden`` is what is so now."""
    try:
        found, problem = open_to_all(matching(counted, wanted), wanted, hidden), ""
    except ValueError as error:
        found, problem = [], str(error)
    last = max(1, -(-len(found) // A_PAGE))
    page = min(max(1, wanted.page), last)
    again = counted.again.get(wanted.theme, frozenset())
    return PointResults(
        rows=tuple(_rows(desk, counted, found[(page - 1) * A_PAGE : page * A_PAGE], wanted, hidden)),
        points=len(found),
        respondents=len({item.point.document for item in found}),
        again=sum(item.anchor in again for item in found) if again else 0,
        hidden=len(hidden.points),
        total=len(counted.items),
        page=page,
        pages=last,
        choices=choices(counted),
        problem=problem,
        tells=wanted.tells,
    )


def open_to_all(found: list[PointRow], wanted: PointFilter, hidden: HiddenPoints) -> list[PointRow]:
    """Return the points without the hidden ones, where to be listed, or counted, would tell how they are coded."""
    return [item for item in found if item.text not in hidden.digests] if wanted.tells and hidden.digests else found


def masked(item: PointRow, hidden: HiddenPoints) -> PointRow:
    """Return a point as everybody may see it: of a hidden one nothing of its coding is left."""
    return replace(item, choice=None, coders=frozenset()) if item.text in hidden.digests else item


def by_others(items: Iterable[PointRow], who: Coder) -> tuple[PointKey, ...]:
    """Return those among some points of which it is shown how another person coded them."""
    shown = ((item.point.key, coding) for item in items if (coding := coding_of(item)))
    return tuple(key for key, c in shown if c.coder.kind is not CoderKind.MACHINE and c.coder.id != who.id)


def choices(counted: CountedPoints) -> FilterChoices:
    """Return what points can be asked for here."""
    tallied = counted.report
    themes = [(theme.key, theme.name) for theme in tallied.codebook.themes]
    kinds = [(kind.value, name) for kind, name in KINDS.items()]
    people = [(f"{BY}{id}", name) for id, name in counted.people]
    numbers = [(str(each.number), f"Campaign {each.number}") for each in tallied.campaigns]
    return FilterChoices(
        themes=(*themes, (NONE, "No theme")),
        types=tuple((as_asked(group.name), group.name) for group in tallied.types),
        questions=tuple((as_asked(group.name), group.name) for group in tallied.answered),
        coders=(*kinds, *people),
        campaigns=((ANY, "Any campaign"), (NONE, "No campaign"), *numbers) if numbers else (),
    )


KINDS = {CoderKind.MACHINE: "The machine", CoderKind.HUMAN: "People", CoderKind.ADJUDICATOR: "An adjudicator"}
"""Whose coding counts, in words for people."""


def as_asked(name: str) -> str:
    """Return a respondent type or question of the tally as it is asked for."""
    return NONE if name in (NOT_STATED, NO_QUESTION) else name


# Filters --------------------------------------------------------------------------------------------------------------


Test = Callable[[PointRow], bool]


def matching(counted: CountedPoints, wanted: PointFilter) -> list[PointRow]:
    """Return the points that were asked for, in order; raises ValueError where that cannot be understood."""
    found: Iterable[PointRow] = counted.items
    for test in _tests(counted, wanted):
        found = filter(test, found)
    return list(found)


def _tests(counted: CountedPoints, wanted: PointFilter) -> Iterator[Test]:
    """One test for each field that asks for something, the quick ones first."""
    least, most = _number(wanted.least, "from"), _number(wanted.most, "to")
    if wanted.document:
        yield lambda item: item.point.document == wanted.document
    if wanted.theme:
        yield _themed(wanted.theme)
    if wanted.type:
        yield lambda item: (item.respondent.type or NONE) == wanted.type
    if wanted.question:
        yield lambda item: (item.point.question or NONE) == wanted.question
    if wanted.stand:
        yield _standing(counted.report, wanted)
    if wanted.coder:
        yield _coded(wanted.coder)
    if wanted.campaign:
        yield _sent(wanted.campaign)
    if least is not None or most is not None:
        yield _scored(wanted.theme, least or 0.0, 1.0 if most is None else most)
    yield from _worded(wanted)


def _worded(wanted: PointFilter) -> Iterator[Test]:
    """Yield the tests of words: of the text, of the respondent, of the section."""
    for word in wanted.find.casefold().split():
        yield lambda item, word=word: word in item.words  # type: ignore[misc]
    for word in wanted.respondent.casefold().split():
        yield lambda item, word=word: word in f"{item.respondent.name or ''} {item.point.document}".casefold()  # type: ignore[misc]
    for word in wanted.section.casefold().split():
        yield lambda item, word=word: word in " ".join(item.point.section).casefold()  # type: ignore[misc]


def _number(text: str, name: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(f"Score {name}: expected a number between 0 and 1, such as 0.4") from error
    if not 0 <= number <= 1:
        raise ValueError(f"Score {name}: expected a number between 0 and 1, such as 0.4")
    return number


def _themed(theme: str) -> Test:
    if theme == NONE:
        return lambda item: not item.themes
    return lambda item: theme in item.themes


def _standing(tallied: Report, wanted: PointFilter) -> Test:
    """Return what is in doubt is what the tally counts as such: of the theme that is asked for, or of any."""
    if wanted.stand == Stand.DOUBTFUL:
        own = next((tally.refs for tally in tallied.themes if tally.theme.key == wanted.theme), tallied.doubtful.refs)
        anchors = {ref.anchor for ref in own if ref.doubtful}
        return lambda item: item.anchor in anchors
    tests: dict[str, Test] = {
        Stand.UNAUDITED: lambda item: not item.coders,
        Stand.AUDITED: lambda item: bool(item.coders),
        Stand.DISPUTED: lambda item: item.choice is not None and item.choice.disputed,
        Stand.STALE: lambda item: item.choice is not None and bool(item.choice.stale),
        Stand.UNCODED: lambda item: item.choice is None,
    }
    return tests.get(wanted.stand, lambda _: False)


def _coded(coder: str) -> Test:
    if coder.startswith(BY):
        id = coder.removeprefix(BY)
        return lambda item: id in item.coders
    return lambda item: item.choice is not None and item.choice.coding.coder.kind.value == coder


def _sent(campaign: str) -> Test:
    if campaign in (ANY, NONE):
        return lambda item: (item.campaign is None) is (campaign == NONE)
    return lambda item: str(item.campaign) == campaign


def _scored(theme: str, least: float, most: float) -> Test:
    def fits(item: PointRow) -> bool:
        scores = item.choice.coding.scores if item.choice else ()
        own = [score for key, score in scores if key == theme] if of_theme else [score for _, score in scores]
        return bool(own) and least <= max(own) <= most

    of_theme = theme not in ("", NONE)
    return fits


# What is shown --------------------------------------------------------------------------------------------------------


def _rows(
    desk: AppContext, counted: CountedPoints, items: Sequence[PointRow], wanted: PointFilter, hidden: HiddenPoints
) -> Iterator[PointListRow]:
    names = {theme.key: theme.name for theme in counted.intake.consultation.codebook.themes}
    texts = {one.document.name: one.document.text for one in counted.intake.responses}
    for item in (masked(one, hidden) for one in items):
        text, key = texts[item.point.document], item.point.key
        marked = list(hits(text, Span(key.start, key.end), wanted.find)) or _evidence(desk, counted, item)
        part = _window(Span(key.start, key.end), marked if wanted.find else [])
        yield PointListRow(
            item=item,
            runs=runs(text, part.start, part.end, marked),
            themes=tags(coding_of(item), names),
            stale=tuple(name for theme, name in names.items() if item.choice and theme in item.choice.stale),
            cut_before=part.start > key.start,
            cut_after=part.end < key.end,
            is_hidden=item.text in hidden.digests,
        )


def coding_of(item: PointRow) -> Coding | None:
    """Return the coding that counts."""
    return item.choice.coding if item.choice else None


def hits(text: str, within: Span, words: str) -> Iterator[Span]:
    """Yield where the words that were looked for stand in a stretch of a text, whatever their case, not one in
    another."""
    wanted = sorted(set(words.split()), key=len, reverse=True)
    if wanted:
        pattern = re.compile("|".join(map(re.escape, wanted)), re.IGNORECASE)
        yield from (Span(*match.span()) for match in pattern.finditer(text, within.start, within.end))


def _evidence(desk: AppContext, counted: CountedPoints, item: PointRow) -> list[Span]:
    """Return where it stands what spoke for the themes of a point that the machine coded."""
    coding = coding_of(item)
    if coding is None or coding.coder.kind is not CoderKind.MACHINE:
        return []
    own = [c for c in desk.store.codings_of(item.point.key) if c.coder.id == counted.machine.coder][-1:]
    return [Span(e.start, e.end) for c in own for e in c.evidence if e.theme in item.themes and e.weight > 0]


def _window(point: Span, marked: Sequence[Span]) -> Span:
    """As much of a point as is shown: its beginning, or around the first word that was looked for."""
    start = point.start
    if marked and marked[0].end > point.start + SHOWN:
        start = marked[0].start - BEFORE
    return Span(start, min(point.end, start + SHOWN))
