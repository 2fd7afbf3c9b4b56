"""Theme tallies: of each theme how many raise it, in which points, and what is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from analysis.model import Accuracy, Codebook, PointKey, QuoteDecision, Theme, ThemeCounts
from analysis.model.sureness import doubt_bounds
from analysis.tally.counted_points import CountedPoint, respondent_type
from analysis.tally.passages.printable import Sentences
from analysis.tally.passages.quotations import LARGE_TYPE, Candidate, quotes
from analysis.tally.passages.refs import Ref
from analysis.tally.questions.positions import Stands, theme_positions
from analysis.tally.repeated_arguments import Restates, argument_of, repeated_points
from analysis.tally.report import Cell, ResponseView, ThemeTally, Without
from analysis.tally.uncertainty import UsedCut, used_cuts

NO_QUESTION = "no particular question"


@dataclass(frozen=True, slots=True)
class TallyBasis:
    """What every theme is counted on: the points of all ``responses``, of which ``views`` shows those that are listed.

    ``types`` and ``questions`` say in which order cells are shown, and which may be; ``stands`` who is for and against.
    ``full_questions`` are those of the points that others restate, and ``letters`` the responses that figures without
    campaigns leave out. Of the themes ``mostly_wrong`` an audit found that more codings are wrong than right.
    """

    responses: int
    points: Sequence[CountedPoint]
    restates: Restates
    types: Sequence[str]
    questions: Sequence[str]
    views: Mapping[str, ResponseView]
    sentences: Sentences
    known_words: frozenset[str]
    stands: Stands
    letters: frozenset[str] = frozenset()
    quote_decisions: Mapping[tuple[PointKey, str], QuoteDecision] = field(default_factory=dict)
    full_questions: Mapping[PointKey, str | None] = field(default_factory=dict)
    mostly_wrong: frozenset[str] = frozenset()

    @property
    def large_types(self) -> tuple[str, ...]:
        """Return the types of so many respondents that each should be among those who are quoted."""
        sizes = Counter(view.type for view in self.views.values())
        return tuple(name for name in self.types if sizes[name] >= LARGE_TYPE)


def theme_tallies(codebook: Codebook, basis: TallyBasis, accuracy: Accuracy | None) -> tuple[ThemeTally, ...]:
    """Return the figures of each theme, in the codebook's order; ``accuracy`` is what a blind audit measured."""
    arguments = [counted for counted in basis.points if counted.point.key not in basis.restates]
    letters = basis.letters
    of_without = basis.responses - len(letters), sum(counted.point.document not in letters for counted in arguments)

    cuts = used_cuts(counted.settled.coding for counted in basis.points if counted.settled)
    corrected = {key: accuracy.count(key) if accuracy else None for key in codebook.keys}

    def tally(theme: Theme) -> ThemeTally:
        mentions = _mentions(theme.key, basis)
        without = _without(mentions, letters, *of_without) if letters else None
        made = _tally(theme, mentions, basis, len(arguments), without, corrected[theme.key])
        cut = _cut(*cuts[theme.key]) if theme.key in cuts else None
        is_unmeasured = any(corrected.values()) and not made.corrected and made.confirmed < made.respondents
        is_wrong = theme.key in basis.mostly_wrong or is_unmeasured or _is_off(made.corrected)
        return replace(made, cut=cut, is_unreliable=is_wrong)

    return tuple(map(tally, codebook.themes))


def _is_off(corrected: ThemeCounts | None) -> bool:
    """Return whether an audit says that the number of respondents counted is off by more than chance."""
    return corrected is not None and corrected.respondents.value is not None and corrected.respondents.is_off


def _cut(low: float, high: float) -> UsedCut:
    return UsedCut(low, high, doubt_bounds(low)[0], doubt_bounds(high)[1])


@dataclass(frozen=True, slots=True)
class _Mention:
    """A point that carries a theme: the grain of every count.

    ``question`` is that at which its argument is counted; ``again``: another of its points stands for that. ``ref`` is
    the place of it that may be told: one object, however many lists name it.
    """

    item: CountedPoint
    theme: str
    again: bool
    question: str
    is_doubtful: bool
    ref: Ref | None

    @property
    def document(self) -> str:
        return self.item.point.document

    @property
    def type(self) -> str:
        return respondent_type(self.item.response)

    @property
    def is_confirmed(self) -> bool:
        """Return whether people have found the theme there."""
        choice = self.item.settled
        return self.item.by_people and choice is not None and self.theme not in choice.unanswered


def _mentions(theme_key: str, basis: TallyBasis) -> list[_Mention]:
    """Return a mention for each point that carries a theme, in order."""
    carrying = [counted for counted in basis.points if theme_key in counted.themes]
    repeated = repeated_points([counted.point.key for counted in carrying], basis.restates)

    def mention(counted: CountedPoint) -> _Mention:
        key = counted.point.key
        argument = argument_of(key, basis.restates)
        question = counted.point.question if argument == key else basis.full_questions[argument]
        again, is_doubtful = key in repeated, _is_doubtful(counted, theme_key)
        ref = replace(counted.ref, doubtful=is_doubtful, again=again) if counted.ref else None
        return _Mention(counted, theme_key, again, question or NO_QUESTION, is_doubtful, ref)

    return list(map(mention, carrying))


def _is_doubtful(counted: CountedPoint, theme_key: str) -> bool:
    choice = counted.settled
    if choice is None:
        return False
    return choice.disputed or theme_key in choice.stale or theme_key in counted.doubtful


def _tally(
    theme: Theme,
    mentions: Sequence[_Mention],
    basis: TallyBasis,
    arguments: int,
    without: Without | None,
    corrected: ThemeCounts | None,
) -> ThemeTally:
    shown = [mention for mention in mentions if mention.item.ref]
    respondent_count, argument_count = _respondents(mentions), _arguments(mentions)
    return ThemeTally(
        theme=theme,
        respondents=respondent_count,
        points=argument_count,
        places=len(mentions),
        respondent_share=respondent_count / basis.responses if basis.responses else 0.0,
        point_share=argument_count / arguments if arguments else 0.0,
        doubtful=sum(mention.is_doubtful for mention in mentions),
        quotes=tuple(
            quotes(theme.key, _quotable(mentions, basis), basis.sentences, basis.known_words, basis.large_types)
        ),
        by_type=_cells(shown, attrgetter("type"), basis.types),
        by_question=_cells(shown, attrgetter("question"), basis.questions),
        refs=_refs(shown),
        confirmed=_respondents([mention for mention in mentions if mention.is_confirmed]),
        without=without,
        corrected=corrected,
        positions=theme_positions(basis.stands, [mention.item for mention in shown]),
    )


def _without(mentions: Sequence[_Mention], letters: frozenset[str], of: int, of_points: int) -> Without:
    """Return a theme's figures without the letters of campaigns."""
    remaining = [mention for mention in mentions if mention.document not in letters]
    return Without(_respondents(remaining), of, _arguments(remaining), of_points, len(remaining))


def _respondents(mentions: Sequence[_Mention]) -> int:
    return len({mention.document for mention in mentions})


def _arguments(mentions: Sequence[_Mention]) -> int:
    """Return how many of the points are counted: an argument once for each respondent."""
    return sum(not mention.again for mention in mentions)


def _refs(mentions: Sequence[_Mention]) -> tuple[Ref, ...]:
    return tuple(mention.ref for mention in mentions if mention.ref)


def _cells(mentions: Sequence[_Mention], group_of: Callable[[_Mention], str], order: Sequence[str]) -> tuple[Cell, ...]:
    groups: dict[str, list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault(group_of(mention), []).append(mention)
    return tuple(
        Cell(name, _respondents(groups[name]), _arguments(groups[name]), _refs(groups[name]))
        for name in order
        if name in groups
    )


def _quotable(mentions: Sequence[_Mention], basis: TallyBasis) -> Iterator[Candidate]:
    """Yield the points of a theme that may be quoted: those of responses that are withheld, or that people barred, may
    not."""
    for mention in mentions:
        counted = mention.item
        if counted.ref is None or counted.settled is None:
            continue
        decision = basis.quote_decisions.get((counted.point.key, mention.theme), QuoteDecision.FREE)
        if decision is QuoteDecision.BARRED:
            continue
        view, coding = basis.views[mention.document], counted.settled.coding
        letter = view.campaign or view.letter
        origin = f"letter {letter}" if letter else counted.response.respondent.name or view.anchor
        certainty = dict(coding.scores).get(mention.theme, 1.0 if counted.by_people else 0.0)
        ref = replace(counted.ref, doubtful=mention.is_doubtful)
        question = counted.point.question or ""
        candidate = Candidate(counted.response, ref, coding, certainty, view.respondent, origin)
        is_pinned = decision is QuoteDecision.PINNED
        if mention.theme in basis.mostly_wrong:
            candidate = candidate._replace(is_trusted=counted.by_people)
        yield candidate._replace(type=mention.type, question=question, is_pinned=is_pinned)
