"""Tables of responses: how they are read, and how people map their columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from analysis.model.documents import Publish


class ColumnRole(StrEnum):
    """The role of a column of a table of responses; the words are the fields of [[table]] in consultation.toml."""

    ID = "id"
    RESPONDENT = "respondent"
    TYPE = "type"
    PUBLISH = "publish"
    OPEN = "open"
    CLOSED = "closed"
    DETAILS = "details"
    """Personal details: kept out of the text."""
    MONITORING = "monitoring"
    """What is asked to see who answers (age, sex, disability …): no answer, and told in totals alone."""
    DATE = "date"
    """When the response was sent: no answer, and told in totals alone."""
    LEAVE_OUT = "leave_out"
    """How and when the form was filled in, and whatever else is nobody's answer."""


SINGLE_ROLES = (ColumnRole.ID, ColumnRole.TYPE, ColumnRole.DATE)
"""Roles that one column of a table has at most."""

QUESTION_ROLES = (ColumnRole.OPEN, ColumnRole.CLOSED)
"""Roles of the columns that hold answers to questions."""

PERSONAL_DETAILS = "personal details"
MONITORING = "about the respondent, for monitoring"
SENT = "when the response was sent"
WHO_FILLED_IN = "who filled in the form; the respondent is the organisation"
"""How the reason of what is left out of a row ends, behind its column's name and a colon, for such a column."""

TITLES_ABOVE = "no answers, but"
"""How the reason begins for what stands above the names of a table's columns."""


def left_out_of(header: str, reason: str) -> str:
    """Return the reason with which a cell of a column is left out of a response's text."""
    return f"{header}: {reason}"


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A person's mapping of the columns of a table of responses; unmapped columns are guessed.

    ``file`` is a path inside ``responses/``, or a pattern with * and ?. ``header`` is the row that names the columns,
    as the spreadsheet numbers it; 0: no row does. The lists hold columns' names; ``questions`` holds (column,
    question's key), ``types`` and ``consent`` (what the table says, what it means), ``choices`` (column, the choices
    that its cells may hold together; none: every cell is one choice). ``test_rows``: what the survey tool calls a test
    is a response.
    """

    file: str
    sheet: str | None = None
    header: int | None = None
    columns: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    consent: tuple[tuple[str, Publish], ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    test_rows: bool = False

    def names(self, file_name: str) -> bool:
        """Return whether it is about a file, by name or by pattern."""
        return self.file == file_name or fnmatchcase(file_name, self.file)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table of responses, and what it was taken for.

    ``asks`` is the question, which neighbouring columns may share; ``part`` is what this column adds to it: a choice
    that may be ticked (``ticks``), or a further question ("Please explain"). ``question`` is what the form calls the
    question. ``separator`` stands between the choices in one cell. ``is_month_first``: its dates are written as in
    America. ``confidence`` is 1 where a person has said so.
    """

    position: int
    header: str
    role: ColumnRole
    asks: str
    part: str | None = None
    ticks: bool = False
    question: str | None = None
    separator: str | None = None
    confidence: float = 1.0
    reason: str = ""
    example: str = ""
    is_month_first: bool = False
    ranks: bool = False
    """Whether each cell holds the same choices in an order of its own."""
    choices: tuple[str, ...] = ()
    """The choices of which one cell may hold several, where they may hold the separator themselves."""


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """An answer of a column that asks whether a response may be published, and how many ``rows`` give it.

    ``permission`` None: it neither allows nor forbids, or nobody can tell (not ``is_clear``); both count as
    ``anonymous``. An empty ``answer`` stands for the cells that are left blank.
    """

    position: int
    answer: str
    rows: int
    permission: Publish | None
    is_clear: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The reading of a table of responses, or of one sheet of a workbook.

    ``header`` is the row that names the columns, as the spreadsheet numbers it (0: no row does); ``rows`` counts the
    rows below it that hold anything. ``warnings`` are what a person should look at. ``mapping`` is what a person said.
    """

    file: str
    sheet: str | None
    header: int
    rows: int
    columns: tuple[TableColumn, ...]
    warnings: tuple[str, ...] = ()
    mapping: TableMapping | None = None
    empty: tuple[str, ...] = ()
    """The names of columns that hold nothing in any row, so that nothing is read from them."""
    unknown_types: tuple[str, ...] = ()
    """What its column of types says that is none of the consultation's types of respondent."""
    consents: tuple[ConsentAnswer, ...] = ()
    """The answers about consent, where it is only looked at: in what is recorded no respondent's words stand here."""

    @property
    def headers(self) -> frozenset[str]:
        """Return the names of the columns that hold anything."""
        return frozenset(column.header for column in self.columns)
