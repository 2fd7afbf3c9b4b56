"""Pages: what each template of the report and of its annex receives, beside the Report itself, as ``page``.

``docs/templates.md`` is written from these classes: their docstrings are what whoever writes a template reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.tally.assurance import LoggedAssumption, RecordSection, RunFacts
from analysis.tally.passages.refs import Ref
from analysis.tally.questions.item_grid import ItemGrid
from analysis.tally.questions.question_view import QuestionView
from analysis.tally.received.account import AccountRow, UnreadRow
from analysis.tally.report import ResponseView, ThemeTally


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an annex page: its file below ``reports/``, what it is called, and what it holds in a sentence.

    ``template`` is the one of its body, ``anchor`` that of its heading. It is ``part`` of so many ``parts``; ``before``
    and ``after`` are the files of its neighbours within these, empty where there is none.
    """

    file: str
    title: str
    holds: str
    template: str
    anchor: str
    part: int = 1
    parts: int = 1
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PointList:
    """Some points under a heading: ``group`` is the heading above it, ``detail`` what is told beside its own.

    ``is_continued``: it began on the page before. Nothing can be listed where ``refs`` is empty.
    """

    anchor: str
    group: str
    title: str
    detail: str
    refs: tuple[Ref, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class ResponsesPage:
    """Responses with their points, in full: ``annex/responses.html.j2``."""

    place: Place
    responses: tuple[ResponseView, ...]


@dataclass(frozen=True, slots=True)
class ResponseRange:
    """The responses of one page, from ``first`` to ``last`` by their numbers; ``anchor`` is that of the first."""

    first: str
    last: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ResponseIndexPage:
    """The way to a response by its number, its respondent or a theme: ``annex/index.html.j2``.

    ``entries`` are the responses that this part names. ``script`` makes a box to search in, and is empty where
    the page must do without; ``script_sha256`` is its digest as a content security policy writes it.
    """

    place: Place
    ranges: tuple[ResponseRange, ...]
    entries: tuple[ResponseView, ...]
    script: str = ""
    script_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme with all its points, by respondent type, question and position: ``annex/theme.html.j2``."""

    place: Place
    tally: ThemeTally
    lists: tuple[PointList, ...]


@dataclass(frozen=True, slots=True)
class PointsPage:
    """Points of one ``kind`` that are of no theme's page, such as those in doubt: ``annex/points.html.j2``.

    Kinds are ``no-theme``, ``for-person``, ``in-doubt``, ``said-again``, ``by-question``, ``position-points`` and
    ``campaign-letters``; each is the anchor of its page.
    """

    place: Place
    kind: str
    lists: tuple[PointList, ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines of the ledger: of responses, and, on the last part, of what was not read: ``annex/ledger.html.j2``.

    ``aside``, on the last part too, are all responses of which a person should look at what was set aside;
    ``has_left_out``: anything was left out of any response.
    """

    place: Place
    rows: tuple[AccountRow, ...]
    unread: tuple[UnreadRow, ...]
    aside: tuple[AccountRow, ...] = ()
    has_left_out: bool = False

    @property
    def is_last(self) -> bool:
        """Return whether the sums stand on this part."""
        return self.place.part == self.place.parts


@dataclass(frozen=True, slots=True)
class NamedRespondents:
    """The responses of one respondent type whose respondents agreed to be named."""

    type: str
    responses: tuple[ResponseView, ...]


@dataclass(frozen=True, slots=True)
class RespondentsPage:
    """Who answered and agreed to be named, by respondent type: ``annex/respondents.html.j2``."""

    place: Place
    types: tuple[NamedRespondents, ...]


@dataclass(frozen=True, slots=True)
class TablesPage:
    """A page that reads the Report alone, or the codebook: ``accuracy``, ``codebook``, ``themes`` and ``columns`` in
    ``annex/``."""

    place: Place


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions for which the report has no room, and the items of those that have several:
    ``annex/questions.html.j2``."""

    place: Place
    questions: tuple[QuestionView, ...]


AnnexPage = (
    ResponsesPage
    | ResponseIndexPage
    | ThemePage
    | PointsPage
    | LedgerPage
    | RespondentsPage
    | TablesPage
    | QuestionsPage
)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report itself: ``report.html.j2`` and the templates in ``report/``.

    ``questions`` are told in full, or, where they ask of several items, as one table; ``outside`` is what answers no
    question in particular (None where there is nothing).
    ``themes`` are those that its tables have room for, most respondents first where they may be ordered; ``charted``
    those of the chart on page one, which answers so many closed questions at most: ``answers``. ``annex`` are the pages
    of the annex: links lead to them, or, where ``is_one_file``, they follow in the same page. ``fingerprint`` is the
    SHA-256 of the annex that belongs to this report.
    """

    questions: tuple[QuestionView | ItemGrid, ...]
    outside: QuestionView | None
    themes: tuple[ThemeTally, ...]
    charted: tuple[ThemeTally, ...]
    answers: int
    annex: tuple[AnnexPage, ...]
    is_one_file: bool
    fingerprint: str

    @property
    def contents(self) -> tuple[Place, ...]:
        """Return the first page of each part of the annex, in order."""
        return tuple(page.place for page in self.annex if page.place.part == 1)

    @property
    def has_further_questions(self) -> bool:
        """Return whether the annex has questions for which the report has no room."""
        return any(isinstance(page, QuestionsPage) for page in self.annex)


@dataclass(frozen=True, slots=True)
class AssurancePage:
    """The assurance pack: ``assurance.html.j2`` and the templates in ``assurance/``.

    ``assumptions`` are the lines of the log, ``record`` the sections of the transparency record, ``run`` what the
    figures were made by.
    """

    assumptions: tuple[LoggedAssumption, ...]
    record: tuple[RecordSection, ...]
    run: RunFacts

    @property
    def waiting(self) -> int:
        """Return of how many assumptions the team has named no owner yet."""
        return sum(not one.team.owner for one in self.assumptions)

    @property
    def unwritten(self) -> int:
        """Return how many fields of the record the department has not written."""
        return sum(not field.written for section in self.record for field in section.fields)
