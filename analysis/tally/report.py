"""The Report: everything that the HTML report shows, counted and cut, as frozen data.

Whoever renders or exports it decides nothing about content: consent has been applied, text that may not be shown is
not in it, and every figure carries the references to the points that it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.model import Codebook, Question, SegmentKind, Theme
from analysis.tally.accuracy_results import Accuracy


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of quoted text in one style; ``withheld`` text has been replaced by a word for what was there."""

    text: str
    strong: bool = False
    evidence: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a point: the anchor it has in the report, and how it is called ("R3 · 4.2").

    ``again``: it is listed, and its argument is counted at another of the points listed.
    """

    anchor: str
    name: str
    doubtful: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme of a point, with its probability (None where a person assigned it) and whether it is in doubt."""

    key: str
    name: str
    score: float | None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The most telling sentences of a point, and whose it is; ``cut_before``, ``cut_after``: the point goes on."""

    ref: Ref
    respondent: str
    runs: tuple[Run, ...]
    cut_before: bool
    cut_after: bool
    score: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A count by respondent type or question, with the points behind it; points are counted as in ThemeTally."""

    name: str
    respondents: int
    points: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ThemeTally:
    """One theme's figures; shares are of all responses and of all arguments, between 0 and 1.

    ``points`` counts an argument once for each respondent; ``refs`` holds every place where it is made.
    """

    theme: Theme
    respondents: int
    points: int
    respondent_share: float
    point_share: float
    doubtful: int
    quotes: tuple[Quote, ...]
    by_type: tuple[Cell, ...]
    by_question: tuple[Cell, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The responses of one respondent type, or the points that answer one question with their references."""

    name: str
    responses: int
    points: int
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One segment of a response as the report shows it.

    ``anchor``, ``label`` and ``themes`` are a point's; ``nearly`` holds the themes that it was not given, but in doubt,
    ``stale`` the names of those that were redefined since a person coded it. ``in_full`` are the points that a
    summary's point restates, ``in_short`` those that restate this one.
    Furniture and omitted text come without runs: their ``characters`` and ``reason`` are told instead.
    """

    kind: SegmentKind
    runs: tuple[Run, ...] = ()
    label: str | None = None
    anchor: str | None = None
    themes: tuple[Tag, ...] = ()
    nearly: tuple[Tag, ...] = ()
    coded_by: str | None = None
    disputed: bool = False
    stale: tuple[str, ...] = ()
    in_full: tuple[Ref, ...] = ()
    in_short: tuple[Ref, ...] = ()
    reason: str | None = None
    characters: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class ResponseView:
    """One response as the report shows it; ``withheld``: its respondent asked for it not to be published."""

    anchor: str
    number: str
    respondent: str
    type: str
    file: str | None
    withheld: bool
    anonymous: bool
    campaign: int | None
    points: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """Responses that send the same letter, or nearly."""

    number: int
    responses: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the ledger: a response with where its characters went, or a file with why it could not be read."""

    number: str | None
    anchor: str | None
    file: str | None
    sha256: str
    characters: int
    points: int
    by_kind: tuple[tuple[SegmentKind, int], ...]
    omitted: tuple[tuple[str, int], ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """What a column of a table of responses was taken for and why; ``confidence`` is between 0 and 1."""

    header: str
    taken_for: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TableView:
    """How a table of responses was read, and what in that a person should look at."""

    rows: int
    columns: tuple[ColumnView, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosedAnswer:
    """One answer to a closed question: how many gave it, and those of them who may be pointed at."""

    answer: str
    respondents: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A closed question with its answers, the commonest first."""

    key: str
    text: str
    answers: tuple[ClosedAnswer, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger as the report shows it; ``kinds`` and ``totals`` are its columns and their sums.

    ``erased`` counts requests of respondents to be erased, whose responses are no longer among the rows.
    """

    received: int
    read: int
    unread: int
    kinds: tuple[SegmentKind, ...]
    totals: tuple[int, ...]
    characters: int
    points: int
    rows: tuple[AccountRow, ...]
    tables: tuple[TableView, ...] = ()
    erased: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says; ``doubt`` is the band of probabilities in which the machine is in doubt.

    ``accuracy`` is None where no blind audit was drawn. ``restating`` are the points that say again what others of
    their response say; ``arguments`` counts all others.
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
    points: int
    arguments: int
    coded_points: int
    human_points: int
    anonymous: int
    withheld: int
    themes: tuple[ThemeTally, ...]
    types: tuple[Group, ...]
    answered: tuple[Group, ...]
    unthemed: tuple[Ref, ...]
    doubtful: tuple[Ref, ...]
    restating: tuple[Ref, ...]
    doubt: tuple[float, float]
    campaigns: tuple[CampaignView, ...]
    account: Account
    closed_answers: tuple[ClosedQuestion, ...] = ()
    accuracy: Accuracy | None = None
