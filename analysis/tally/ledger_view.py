"""The ledger as the report shows it: what became of everything received, with nothing by which a person is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.model import (
    TITLES_ABOVE,
    ColumnRole,
    Ledger,
    Response,
    ResponseAccount,
    SegmentKind,
    Skipped,
    Table,
)
from analysis.tally.disclosure import is_listed, is_named, numbered
from analysis.tally.report import Account, AccountRow, ColumnView, TableView, Together, UnreadRow
from analysis.text import count_words, words

ROLES = {
    ColumnRole.ID: "the response's number",
    ColumnRole.RESPONDENT: "who answered",
    ColumnRole.TYPE: "the kind of respondent",
    ColumnRole.PUBLISH: "consent to publish",
    ColumnRole.OPEN: "answers in words",
    ColumnRole.CLOSED: "answers to count",
    ColumnRole.DETAILS: "personal details, left out",
    ColumnRole.MONITORING: "about the respondents, told in totals alone",
    ColumnRole.LEAVE_OUT: "no answer, left out",
}
"""What a column is taken for, in words."""

CELLS = "columns that are no answers"

Counts = tuple[tuple[SegmentKind, int], ...]


def account_of(book: Ledger, responses: Sequence[Response], least: int) -> Account:
    """Return the ledger with the responses' numbers and, in one line, what cannot be told apart.

    That line holds the responses that are not listed, and the closed answers of those who are not named, whose length
    would tell them. It has figures where it is about at least ``least`` responses.
    """
    lines = {line.document: line for entry in book.entries for line in entry.responses}
    numbers = numbered(responses)
    rows = tuple(_row(response, lines[response.document.name], numbers) for response in _in(lines, responses))
    together = _together([(response, lines[response.document.name]) for response in _in(lines, responses)], least)
    counts = [dict(row.by_kind) for row in rows if row] + ([dict(together.by_kind)] if together else [])
    kinds = tuple(kind for kind in SegmentKind if any(kind in count for count in counts))
    unread = sum(bool(entry.skipped) and not entry.responses for entry in book.entries)
    return Account(
        received=len(book.entries),
        read=len(book.entries) - unread,
        unread=unread,
        kinds=kinds,
        totals=tuple(sum(count.get(kind, 0) for count in counts) for kind in kinds),
        characters=sum(row.characters for row in rows if row) + (together.characters if together else 0),
        points=sum(line.points for line in lines.values()),
        rows=tuple(row for row in rows if row),
        together=together,
        failed=tuple(UnreadRow(n, reason) for n, (_, reason) in enumerate(unread_parts(book), 1)),
        tables=tuple(_table(table) for table in book.tables),
        erased=book.erased,
    )


def _set_aside(response: Response) -> tuple[int, int] | None:
    """Return the words of a response that were set aside and should be looked at, of how many."""
    chosen, text = response.segmentation.to_look_at, response.document.text
    return (count_words(text, chosen), len(words(text))) if chosen else None


def _in(lines: Mapping[str, ResponseAccount], responses: Sequence[Response]) -> Iterator[Response]:
    return (response for response in responses if response.document.name in lines)


def unread_parts(book: Ledger) -> Iterator[tuple[str, str]]:
    """Yield what could not be read, in the order of its numbers in the report: the name, and the reason as told there.

    Names stay in the office: people name files after themselves.
    """
    for entry in book.entries:
        for skip in entry.skipped:
            yield skip.name, _reason(skip)


def _reason(skip: Skipped) -> str:
    """Return a reason without what it quotes of the file."""
    return f"{TITLES_ABOVE} titles" if skip.reason.startswith(TITLES_ABOVE) else skip.reason


def _row(response: Response, line: ResponseAccount, numbers: Mapping[str, int]) -> AccountRow | None:
    if not is_listed(response):
        return None
    n = numbers[line.document]
    by_kind = _told(response, line)
    file = line.document if is_named(response) else None
    characters = sum(count for _, count in by_kind)
    omitted = tuple(_omitted(line))
    return AccountRow(f"R{n}", f"r{n}", file, characters, line.points, by_kind, omitted, _set_aside(response))


def _told(response: Response, line: ResponseAccount) -> Counts:
    """Return the characters of each kind that may be told of a response by itself."""
    if is_named(response):
        return line.by_kind
    return tuple((kind, count) for kind, count in line.by_kind if kind is not SegmentKind.ANSWER)


def _together(lines: Iterable[tuple[Response, ResponseAccount]], least: int) -> Together | None:
    """Return what is not told apart, or None where there is nothing."""
    counts: Counter[SegmentKind] = Counter()
    points, withheld, others = 0, 0, 0
    for response, line in lines:
        own = dict(line.by_kind)
        hidden = (
            own if not is_listed(response) else {k: n for k, n in own.items() if (k, n) not in _told(response, line)}
        )
        counts.update(hidden)
        withheld += not is_listed(response)
        others += is_listed(response) and bool(hidden)
        points += 0 if is_listed(response) else line.points
    if not withheld and not others:
        return None
    enough = withheld + others >= least
    by_kind = tuple((kind, counts[kind]) for kind in SegmentKind if counts[kind]) if enough else ()
    return Together(withheld, others, points, enough, sum(count for _, count in by_kind), by_kind)


def _omitted(line: ResponseAccount) -> Iterator[tuple[str, int]]:
    """Yield what a file held besides its text, by reason; of cells of a table not how long they are, which tells
    "female"."""
    sizes: dict[str, list[int]] = {}
    for omitted in line.omitted:
        is_cell = ": " in omitted.reason
        sizes.setdefault(CELLS if is_cell else omitted.reason, []).append(0 if is_cell else len(omitted.text))
    for reason, lengths in sizes.items():
        yield reason if reason == CELLS or len(lengths) == 1 else f"{len(lengths):,} × {reason}", sum(lengths)


def _table(table: Table) -> TableView:
    """Return how a table was read, without what its cells hold, which is people's."""
    columns = tuple(
        ColumnView(column.header, ROLES[column.role], column.reason, column.confidence) for column in table.columns
    )
    return TableView(table.rows, columns)
