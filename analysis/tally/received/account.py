"""The account of what was received, as the report shows it: the ledger, how tables were read, and closed answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import fmean, median
from textwrap import shorten
from typing import NamedTuple

from analysis.model import SegmentKind


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the ledger: a response with where its characters went; ``omitted`` tells no length of a cell.

    ``replaced`` is when its file took the place of an earlier one, where it is the only response in it.
    """

    number: str
    anchor: str
    characters: int
    points: int
    by_kind: tuple[tuple[SegmentKind, int], ...]
    omitted: tuple[tuple[str, int], ...]
    to_look_at: tuple[int, int] | None = None
    """Words that were set aside, of how many, where they are so many that a person should look at them."""
    signatures: int = 0
    """People who signed a list in it, who count as its one respondent."""


@dataclass(frozen=True, slots=True)
class Together:
    """The line of the ledger for what is not told apart: the points of responses that are withheld, whose length is not
    told, and the closed answers of anonymous ones, whose length would tell them.
    """

    withheld: int
    others: int
    points: int


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A file, or a part of one, that could not be read, or is the consultation's own paper: by its number, for files
    are named after people.

    The ``reason`` of what the team took out is the team's own; ``is_response``: it was a response. ``is_part``: of its
    file something else was read. ``has_no_answer``: it was looked at, and nobody says anything in it: an empty row, an
    automatic reply.
    """

    number: int
    reason: str
    is_paper: bool = False
    is_taken_out: bool = False
    is_response: bool = False
    is_part: bool = False
    has_no_answer: bool = False


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The role that a column of a table of responses was taken for, and why; ``confidence`` is between 0 and 1."""

    header: str
    taken_for: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TableView:
    """The reading of a table of responses, and what in that a person should look at."""

    rows: int
    columns: tuple[ColumnView, ...]


SHORT = 40
"""Characters of a question's words in short."""

FEWEST_NUMBERS = 2
MANY_NUMBERS = 11
"""Different numbers that are more than the codes of answers."""

_KEY = re.compile(r"(?:question |q)?(\d{1,3}\W?[a-z]?)\W*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:question |q)?(\d{1,3}\W?[a-z]?)[.:)]+\s*(?!\d)", re.IGNORECASE)
"""A question's number before its words, with the mark behind it."""

_AMOUNT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ASKS_AMOUNT = re.compile(
    r"\b(?:how (?:many|much|old|long|far)|number of|rank\w*|rated?|rating|scor\w+|scale|out of"
    r"|age(?! (?:group|band|range|bracket)))\b",
    re.IGNORECASE,
)
"""What asks for a number, so that few of these are no codes of answers."""


def number_of(answer: str) -> float | None:
    """Return the number that an answer is; None where it is none, or more.

    >>> [number_of(answer) for answer in ("1,250", "-2.5", "1,5", "nan", "3 to 4")]
    [1250.0, -2.5, None, None, None]
    """
    amount = answer.strip()
    return float(amount.replace(",", "")) if len(amount) < SHORT and _AMOUNT.fullmatch(amount) else None


class Middle(NamedTuple):
    """The mean and the median of numbers, with the lowest and the highest of them."""

    mean: float
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ClosedAnswer:
    """One answer to a closed question: how many gave it."""

    answer: str
    respondents: int


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A closed question with its answers, in the order of the scale, or the commonest first where there is none.

    ``key`` is empty for what is asked for monitoring. ``of``: respondents in all, whether they answered or not, but for
    the ``few`` whose answer would follow from any figure.

    So many answers are ``pooled`` because too few gave each or because they would tell of these, and with them, where
    ``is_silence_pooled``, who gave no answer: ``pooled_respondents`` in all. ``respondents`` gave any answer at all
    (None: too few to tell).
    """

    key: str
    text: str
    answers: tuple[ClosedAnswer, ...]
    pooled: int = 0
    pooled_respondents: int | None = None
    respondents: int | None = None
    of: int = 0
    is_silence_pooled: bool = False
    few: int = 0

    @property
    def is_suppressed(self) -> bool:
        """Return whether anything is not told by itself."""
        return bool(self.pooled or self.is_silence_pooled)

    @property
    def short(self) -> str:
        """Return the question's words in short, without its number and item; empty where its key is these words.

        >>> ClosedQuestion("Q5: Price", "Q5. Rank what matters: Price", ()).short
        'Rank what matters'
        """
        number, _, item = self.key.partition(": ")
        words = self.text[_number_ends(number, self.text) :]
        words = words.removesuffix(item).rstrip(" :") if item else words
        is_key = words.casefold().startswith(number.rstrip("…").casefold())
        return "" if is_key else shorten(words, SHORT, placeholder="…")

    @property
    def middle(self) -> Middle | None:
        """Return the mean and the median of answers that are numbers, one of each respondent and all told.

        None for any others, and for numbers that may stand for answers: few, where the question asks for none.
        """
        counts = {number_of(answer.answer): answer.respondents for answer in self.answers}
        if self.is_suppressed or len(counts) < len(self.answers) or None in counts:
            return None
        fewest = FEWEST_NUMBERS if _ASKS_AMOUNT.search(self.text) else MANY_NUMBERS
        if len(counts) < fewest or sum(counts.values()) != self.respondents:
            return None
        numbers = sorted((number, times) for number, times in counts.items() if number is not None)
        each = [number for number, times in numbers for _ in range(times)]
        return Middle(fmean(each), median(each), each[0], each[-1]) if each else None

    @property
    def has_several(self) -> bool:
        """Return whether some respondents chose several answers, so that the answers add up to more than these."""
        return self.respondents is not None and sum(one.respondents for one in self.answers) > self.respondents

    @property
    def unanswered(self) -> int | None:
        """Return how many of all respondents gave no answer; None where it is not told how many gave one."""
        return None if self.respondents is None else self.of - self.respondents

    @property
    def is_finding(self) -> bool:
        """Return whether at least half of the respondents chose an answer that is told."""
        return bool(self.answers) and 2 * sum(answer.respondents for answer in self.answers) >= self.of


def _number_ends(key: str, text: str) -> int:
    """Return where the words of a question begin, behind the number that its key has as well."""
    of_key, before_words = _KEY.fullmatch(key), _NUMBER.match(text)
    if of_key is None or before_words is None:
        return 0
    numbers = {"".join(filter(str.isalnum, one[1])).casefold() for one in (of_key, before_words)}
    return before_words.end() if len(numbers) == 1 else 0


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger as the report shows it; ``kinds`` and ``totals`` are the columns of its ``rows`` and their sums.

    ``failed`` is what could not be read, ``together`` what is not told apart, if anything.
    ``erased`` counts requests of respondents to be erased, whose responses are no longer among the rows.
    ``unused`` are the numbers below the last one that earlier reports gave to responses that are not listed now;
    so many files that were read are byte for byte another, ``repeated``, and so many listed responses are likely of
    the respondent of another, ``alike``. ``points_out`` are those of the responses that the team took out, None where
    their number would tell how much somebody wrote whose response is withheld.
    """

    received: int
    read: int
    unread: int
    kinds: tuple[SegmentKind, ...]
    totals: tuple[int, ...]
    characters: int
    points: int
    rows: tuple[AccountRow, ...]
    together: Together | None = None
    failed: tuple[UnreadRow, ...] = ()
    tables: tuple[TableView, ...] = ()
    erased: int = 0
    unused: tuple[str, ...] = ()
    repeated: int = 0
    alike: int = 0
    points_out: int | None = 0

    @property
    def taken_out(self) -> tuple[UnreadRow, ...]:
        """Return the responses that the team took out."""
        return tuple(row for row in self.failed if row.is_taken_out and row.is_response)

    @property
    def not_read(self) -> tuple[UnreadRow, ...]:
        """Return what could not be read: files, and parts of files, each with its reason."""
        return tuple(row for row in self.failed if not (row.is_paper or row.is_taken_out or row.has_no_answer))

    @property
    def without_answer(self) -> tuple[UnreadRow, ...]:
        """Return what was looked at and holds no answer: empty rows, automatic replies and the like."""
        return tuple(row for row in self.failed if row.has_no_answer)

    @property
    def unread_parts(self) -> int:
        """Return how many parts could not be read of files that were read."""
        return sum(row.is_part for row in self.not_read)

    @property
    def papers(self) -> int:
        """Return how many files are the consultation's own papers, which were read and are no responses."""
        return sum(row.is_paper for row in self.failed)

    @property
    def adds_up(self) -> bool:
        """Return whether every source was read or not, and every character that is told stands in one column."""
        return self.read + self.unread == self.received and sum(self.totals) == self.characters
