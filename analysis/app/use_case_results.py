"""The results that use cases return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.app.corpus import SetAside
from analysis.app.refusals import Refusal
from analysis.languages.response_languages import LanguageCount
from analysis.model import (
    CoderKind,
    Letter,
    Skipped,
    Table,
    ThemeCounts,
    Withdrawal,
)
from analysis.store import Chain, Erasure
from analysis.tally.questions.position_views import PositionTally, ThemePosition
from analysis.tally.report import Without
from analysis.tally.uncertainty import ThemeDoubt


@dataclass(frozen=True, slots=True)
class ReportState:
    """Whether there is a report, and what has changed of what it says since it was made, in words."""

    is_made: bool
    changes: tuple[str, ...] = ()

    @property
    def is_outdated(self) -> bool:
        """Return whether the report says something that is not so any more."""
        return self.is_made and bool(self.changes)


def several_letters(letters: Sequence[Letter]) -> str:
    """Return what to do about a document that holds several letters, and where they stand; "" where it does not."""
    if not letters:
        return ""
    places = "; ".join(letter.place for letter in letters)
    return (
        f"it may hold {len(letters)} responses, because that many letters in it begin with a greeting and end with a "
        f"signature ({places}); if different people wrote them, save each as a separate file and add those"
    )


@dataclass(frozen=True, slots=True)
class Added:
    """The result of adding one path: its name in ``responses/`` and its points, or the reason why not.

    ``copies`` is the earlier response that says the same, or nearly: a campaign's letter. ``same_as`` is another file
    of the very same bytes. ``skipped`` are the parts of a file of which others could be read.
    """

    name: str
    points: int = 0
    reason: str | None = None
    copied: bool = False
    copies: str | None = None
    responses: int = 1
    skipped: tuple[Skipped, ...] = ()
    tables: tuple[Table, ...] = ()
    to_look_at: tuple[SetAside, ...] = ()
    letters: tuple[Letter, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class PointPlace:
    """The place of a point: its document, and its label or, where it is no point any more, its characters."""

    document: str
    label: str


@dataclass(frozen=True, slots=True)
class StaleCoding:
    """A point about which people's codings need another look: about which themes, or for what reason about all."""

    place: PointPlace
    themes: tuple[str, ...]
    reason: str
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """A sheet in ``responses/audits/``: how many judgements of it are new, and what in it could not be taken in."""

    name: str
    recorded: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """The number of respondents who raise a theme, and of points in which they do, as the report prints it.

    They are ``of`` so many responses and ``of_points`` arguments. ``without`` leaves out the responses of campaigns,
    and is None where there is none; ``corrected`` is what a blind audit makes of the counts, and None where none
    measured the theme. ``positions`` say where those stand who raise it. The theme is given in so many ``places``, of
    which ``doubtful`` are in doubt.
    """

    key: str
    name: str
    respondents: int
    points: int
    of: int = 0
    of_points: int = 0
    without: Without | None = None
    corrected: ThemeCounts | None = None
    positions: tuple[ThemePosition, ...] = ()
    places: int = 0
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that was written, what it accounts for, and which decisions of people need another look.

    ``for_person`` are the points of which the machine cannot tell what they raise and that nobody has coded: those in
    languages that the codebook does not speak, and ``unanswered`` to which a model gave no answer that can be used.
    ``numbers`` says which document each response is, ``unread`` which file, or part of one, each that was not read: the
    report itself does not name them. ``pdf`` is where it was printed, if it was; ``pdf_removed``: that of the report
    before it is gone. Of the ``responses``, ``left_out`` are withheld and too few for any figure of the report:
    ``points`` and ``themes`` are of the others. ``withheld`` are not shown either, but enough to be in every figure.
    Of the responses that are in, ``received_points`` are all points; those that were taken out have ``points_out``.
    ``moved`` says which figures are others than in the report before, and why.
    ``settings_warnings`` say what consultation.toml names that is not there.
    """

    path: Path
    changed: bool
    sources: int
    new: tuple[str, ...]
    responses: int
    points: int
    coded: int
    skipped: tuple[Skipped, ...]
    numbers: tuple[tuple[str, str], ...]
    unread: tuple[tuple[int, str], ...] = ()
    tables: tuple[Table, ...] = ()
    look_again: tuple[StaleCoding, ...] = ()
    sheets: tuple[TakenSheet, ...] = ()
    themes: tuple[ThemeCount, ...] = ()
    to_look_at: tuple[SetAside, ...] = ()
    unsent_tables: tuple[str, ...] = ()
    languages: tuple[LanguageCount, ...] = ()
    for_person: tuple[PointPlace, ...] = ()
    unanswered: int = 0
    refusals: tuple[Refusal, ...] = ()
    left_out: int = 0
    withheld: int = 0
    settings_warnings: tuple[str, ...] = ()
    positions: tuple[PositionTally, ...] = ()
    pdf: Path | None = None
    pdf_removed: bool = False
    received_points: int = 0
    points_out: int = 0
    moved: str = ""

    @property
    def withheld_points(self) -> int:
        """Return how many points of withheld responses are in no figure."""
        return self.received_points - self.points


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a workspace: ``responses`` are in; ``waiting`` are files that the next report takes in.

    ``missing`` were taken in and are no longer in ``responses/``; ``unsent_tables`` says what to do about entries of
    consultation.toml for tables that were never there; ``unread_points`` counts the points in languages
    that the codebook does not speak and that nobody has judged. ``least_trusted`` are the themes of
    whose codings the machine was least sure when the report was made, ``report`` says how that stands now. ``repeated``
    are files that are byte for byte another, with that, and count beside it; ``alike`` responses whose respondent is
    likely that of another, with that.
    """

    received: int
    responses: int
    waiting: tuple[str, ...]
    missing: tuple[str, ...]
    unread: tuple[Skipped, ...]
    codings: tuple[tuple[CoderKind, int], ...]
    erasures: tuple[Erasure, ...]
    chain: Chain
    to_look_at: tuple[SetAside, ...] = ()
    unsent_tables: tuple[str, ...] = ()
    languages: tuple[LanguageCount, ...] = ()
    unread_points: int = 0
    least_trusted: tuple[ThemeDoubt, ...] = ()
    taken_out: tuple[Withdrawal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    left_out: int = 0
    withheld: int = 0
    report: ReportState = ReportState(is_made=False)
    repeated: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """The responses that were erased, how many records about them, and files of people's own that still name them."""

    documents: tuple[str, ...]
    records: int
    still_named: tuple[str, ...] = ()
