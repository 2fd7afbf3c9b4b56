"""The Report: everything that the HTML report shows, counted and cut, as frozen data.

Whoever renders or exports it decides nothing about content: consent has been applied, text that may not be shown is
in nothing that it shows, and every figure carries the references to the points that it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, runtime_checkable

from analysis.model import Accuracy, AdjustedCount, Codebook, Question, SegmentKind, TeamReply, Theme, ThemeCounts
from analysis.model.results import LEAST_BASE
from analysis.model.sureness import Sureness
from analysis.tally.model_use import ModelUse
from analysis.tally.passages.refs import Listed, Ref, Run
from analysis.tally.privacy.personal_data import PersonalDataTally
from analysis.tally.questions.closed_columns import ClosedByColumn
from analysis.tally.questions.crossing import Crossing
from analysis.tally.questions.position_views import PositionTally, ThemePosition
from analysis.tally.ranking import Ranking, ranked
from analysis.tally.received.account import Account, ClosedQuestion
from analysis.tally.received.arrivals import Arrivals
from analysis.tally.team_words import Message
from analysis.tally.uncertainty import UsedCut

OPENING = 8
"""Words by which a response without a name is told from others in an index."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme of a point, with the machine's score and how sure it is of it; None where a person assigned it."""

    key: str
    name: str
    score: float | None
    sureness: Sureness | None = None

    @property
    def doubtful(self) -> bool:
        """Return whether the machine is in doubt about it."""
        return self.sureness is Sureness.IN_DOUBT


@dataclass(frozen=True, slots=True)
class Quote:
    """The most telling sentences of a point, whose it is, the key of its question and the type of its respondent.

    ``cut_before``, ``cut_after``: the point goes on.
    """

    ref: Ref
    respondent: str
    runs: tuple[Run, ...]
    cut_before: bool
    cut_after: bool
    sureness: Sureness | None
    question: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count by respondent type or question, with the points behind it; points are counted as in ThemeTally."""

    name: str
    respondents: int
    points: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """A theme's figures without the responses of campaigns, ``of`` so many responses and ``of_points`` arguments;
    ``places`` counts every point that carries it, also where an argument is said again."""

    respondents: int
    of: int
    points: int
    of_points: int
    places: int


@dataclass(frozen=True, slots=True)
class ThemeTally:
    """One theme's figures; shares are of all responses and of all arguments, between 0 and 1.

    ``points`` counts an argument once for each respondent, ``places`` every place where it is made, and ``refs`` holds
    those places that may be pointed to. ``by_type`` and ``by_question`` count only what is in ``refs``: a cell may be
    of so few that it tells what a response says that is not published. ``confirmed`` counts the respondents in whose
    points people have found the theme. ``without`` is None where there is no campaign, ``corrected`` where no blind
    audit has measured the theme. ``positions`` say where those stand who raise it in points that may be pointed to.
    ``cut`` is None where no machine's coding counts, or none that kept its cut. ``is_unreliable``: an audit does
    not bear its counts out.
    """

    theme: Theme
    respondents: int
    points: int
    places: int
    respondent_share: float
    point_share: float
    doubtful: int
    quotes: tuple[Quote, ...]
    by_type: tuple[Cell, ...]
    by_question: tuple[Cell, ...]
    refs: tuple[Ref, ...]
    confirmed: int = 0
    without: Without | None = None
    corrected: ThemeCounts | None = None
    positions: tuple[ThemePosition, ...] = ()
    cut: UsedCut | None = None
    is_unreliable: bool = False

    @property
    def has_raw_types(self) -> bool:
        """Return whether a count by type stands uncorrected."""
        fixed = {part.name for part in self.corrected.types} if self.corrected else set()
        return any(cell.name not in fixed for cell in self.by_type)

    @property
    def is_as_counted(self) -> bool:
        """Return whether the figure that leads is the count of all respondents itself."""
        leading = self.corrected.respondents if self.corrected else None
        return leading is not None and leading.is_as_counted and leading.value == self.respondents

    @property
    def told_points(self) -> int:
        """Return its arguments or, where an audit measured it, the points that carry it: audits know no arguments."""
        return self.places if self.corrected else self.points


@dataclass(frozen=True, slots=True)
class Group:
    """The responses of one respondent type, or those that answer one question, with the points that do.

    A type counts the responses that are shown, a question all, also those that ``refs`` does not lead to. Of the
    ``responses`` that answer a question some do ``in_words``, and some ``chose`` an answer of those given, or, where it
    is not closed, wrote no more than such a one; None where that would tell of too few people. ``explains`` is the key
    of the question of whose answer it asks the reasons; ``text`` is how a form puts it.
    """

    name: str
    responses: int | None
    points: int
    refs: tuple[Ref, ...] = ()
    in_words: int = 0
    chose: int | None = 0
    explains: str = ""
    text: str = ""

    @property
    def shown_in_words(self) -> int:
        """Return how many responses its points that may be pointed to are of."""
        return len({ref.anchor.partition("-")[0] for ref in self.refs})


@dataclass(frozen=True, slots=True)
class Passage:
    """One segment of a response as the report shows it.

    ``name`` (its citation), ``own_number``, ``anchor``, ``themes`` and ``position`` are a point's; ``nearly`` holds the
    themes that it was not given, but in doubt, ``stale`` the names of those that were redefined since a person coded
    it, and ``for_person`` why the machine cannot tell. ``in_full`` are the points that a summary's point restates,
    ``in_short`` those that restate this one. Furniture and omitted text come without runs: their ``characters`` and
    ``reason`` are told instead. A closed answer of a respondent who is not named comes without both: its length would
    tell it. ``question`` is the key of the question that a point, or a closed answer with its words, answers.
    """

    kind: SegmentKind
    runs: tuple[Run, ...] = ()
    name: str = ""
    own_number: str = ""
    anchor: str | None = None
    themes: tuple[Tag, ...] = ()
    nearly: tuple[Tag, ...] = ()
    coded_by: str | None = None
    disputed: bool = False
    for_person: str = ""
    stale: tuple[str, ...] = ()
    in_full: tuple[Ref, ...] = ()
    in_short: tuple[Ref, ...] = ()
    reason: str | None = None
    characters: int = 0
    level: int = 0
    question: str | None = None
    position: str = ""


@runtime_checkable
class CutsFirstPoint(Protocol):
    """Passages of which the first point's words can be had without all else that is told of it."""

    def first_point(self) -> tuple[Run, ...]:
        """Return the words of the first point as they are printed; none where there is no point."""


@dataclass(frozen=True, slots=True)
class ResponseView:
    """One response as the report shows it; none whose respondent asked for it not to be published.

    ``campaign`` and ``letter`` are the numbers of a campaign, or of a smaller set of the same letter, to which it or an
    answer of it belongs.
    """

    anchor: str
    number: str
    respondent: str
    type: str
    anonymous: bool
    campaign: int | None
    points: int
    passages: Sequence[Passage]
    letter: int | None = None

    @property
    def opening(self) -> str:
        """Return the first words of its first point, as they are printed."""
        told = self.passages
        if isinstance(told, CutsFirstPoint):
            first = told.first_point()
        else:
            first = next((passage.runs for passage in told if passage.kind is SegmentKind.POINT), ())
        all_words = "".join(run.text for run in first).split()
        return " ".join(all_words[:OPENING]) + (" …" if len(all_words) > OPENING else "")


@dataclass(frozen=True, slots=True)
class LetterView:
    """Responses that send the same letter, or give the same long answer to ``questions``; a campaign or fewer.

    ``text`` is the letter, point by point, as the ``template`` sends it. So many are ``identical`` with that,
    ``varied`` are all others, and ``added`` the points that their senders put to it.
    """

    number: int
    responses: tuple[Ref, ...]
    questions: tuple[str, ...] = ()
    template: Ref | None = None
    text: tuple[tuple[Run, ...], ...] = ()
    identical: int = 0
    varied: tuple[Ref, ...] = ()
    added: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortAnswerView:
    """A short answer to a question that many respondents give word for word; no campaign."""

    question: str
    text: tuple[Run, ...]
    responses: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """A theme that was proposed, while the codebook holds none; ``wider`` is the name of the one it is part of.

    ``question`` and ``position`` are those of most of its points and of who makes them, as far as that may be told.
    """

    name: str
    definition: str
    respondents: int
    points: int
    wider: str = ""
    question: str = ""
    position: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says.

    ``responses`` are those that are shown; ``respondents`` counts all, ``withheld`` and ``withheld_points`` the
    others, which are in totals. Where totals would tell what these say, they are ``left_out`` of every figure
    instead; ``has_untold_words``: what some of them wrote is. ``suppress_below``: people who are not named are told of
    in counts of at least so many. ``for_person`` are points of which the machine cannot tell whether they have a theme;
    ``languages`` says how many responses that are shown are in other languages than most. ``accuracy`` is None without
    a blind audit. ``restating`` are the points that say again what others say; ``arguments`` counts all others.
    ``position_accuracy`` is what an audit of positions measured, ``personal_data`` what was found and decided of
    it; ``name_individuals``: people who agreed are named, too. ``campaigns`` have at least ``campaign_size``
    responses, ``same_letters`` fewer; ``letters`` counts the responses of which most is a campaign's letter:
    figures without campaigns leave these out. ``crossings`` are those of the report, but for ``untold_crossings``,
    of which too little can be told. ``messages`` and ``replies`` are the team's own words. ``proposals`` are themes
    that were proposed, where the codebook holds none. ``closed_by_column`` are closed answers by type and without
    campaigns; ``arrivals`` say how and when responses came. ``model`` is the language model that coded, if any did.
    """

    title: str
    organisation: str | None
    opened: date | None
    closed: date | None
    summary: str | None
    notice: str | None
    questions: tuple[Question, ...]
    codebook: Codebook
    responses: tuple[ResponseView, ...]
    respondents: int
    points: int
    human_points: int
    withheld_points: int
    themes: tuple[ThemeTally, ...]
    types: tuple[Group, ...]
    answered: tuple[Group, ...]
    unthemed: Listed
    doubtful: Listed
    restating: Listed
    campaigns: tuple[LetterView, ...]
    account: Account
    suppress_below: int
    closed_answers: tuple[ClosedQuestion, ...] = ()
    monitoring: tuple[ClosedQuestion, ...] = ()
    accuracy: Accuracy | None = None
    for_person: Listed = field(default_factory=lambda: Listed(0, ()))
    languages: str = ""
    positions: tuple[PositionTally, ...] = ()
    position_accuracy: Accuracy | None = None
    personal_data: PersonalDataTally = field(default_factory=PersonalDataTally)
    name_individuals: bool = False
    letters: int = 0
    campaign_size: int = 2
    same_letters: tuple[LetterView, ...] = ()
    short_answers: tuple[ShortAnswerView, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    untold_crossings: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    replies: tuple[TeamReply, ...] = ()
    proposals: tuple[ProposedTheme, ...] = ()
    closed_by_column: tuple[ClosedByColumn, ...] = ()
    arrivals: Arrivals = field(default_factory=Arrivals)
    left_out: int = 0
    has_untold_words: bool = False
    model: ModelUse | None = None

    @property
    def unanswered(self) -> int:
        """Return how many points are for a person because a model gave no answer that can be used."""
        return self.model.unanswered if self.model else 0

    @property
    def arguments(self) -> int:
        """Return how many points say something that is not said elsewhere in their response."""
        return self.points - self.restating.points

    @property
    def least_base(self) -> int:
        """Return of how many on a count is told as a share, too."""
        return LEAST_BASE

    @property
    def coded_points(self) -> int:
        """Return how many points have a theme."""
        return self.points - self.unthemed.points - self.for_person.points

    @property
    def anonymous(self) -> int:
        """Return how many responses are shown without a name."""
        return sum(view.anonymous for view in self.responses)

    @property
    def senders(self) -> int:
        """Return how many responses give a campaign's text, be it as one of several answers."""
        return len({ref.anchor for campaign in self.campaigns for ref in campaign.responses})

    @property
    def withheld(self) -> int:
        """Return how many responses are not shown."""
        return self.respondents - len(self.responses)

    @property
    def received(self) -> int:
        """Return how many responses were received, counted or not."""
        return self.respondents + self.left_out + len(self.account.taken_out)

    @property
    def measured(self) -> ThemeCounts | None:
        """Return any theme's corrected counts, for what all of them are of; None where no audit measured a theme."""
        return next((tally.corrected for tally in self.themes if tally.corrected), None)

    @property
    def has_one_base(self) -> bool:
        """Return whether shares of themes that were measured are of all responses, as those of others are."""
        return self.measured is None or self.measured.respondents.of == self.respondents

    @property
    def has_one_point_base(self) -> bool:
        """Return the same of points: an audit counts every one, and other shares are of arguments."""
        return self.measured is None or self.measured.points.of == self.arguments

    def headline(self, tally: ThemeTally) -> AdjustedCount:
        """Return how many respondents raise a theme, the one figure by which it is told: corrected where measured."""
        if tally.corrected and tally.corrected.respondents.value is not None:
            return tally.corrected.respondents
        counted = float(tally.respondents)
        return AdjustedCount(tally.respondents, counted, counted, counted, self.respondents, tally.confirmed)

    @property
    def ranking(self) -> Ranking[ThemeTally]:
        """Return which themes may be said to be raised by most, and in which order they may be shown."""
        theme_counts = [(theme_tally.respondents, theme_tally.points) for theme_tally in self.themes]
        return ranked(self.themes, theme_counts, [theme_tally.corrected for theme_tally in self.themes])
