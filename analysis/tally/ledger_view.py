"""The ledger as the report shows it: what became of everything received, under the names that may be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.model import (
    ColumnRole,
    Ledger,
    LedgerEntry,
    Publish,
    Respondent,
    Response,
    ResponseAccount,
    SegmentKind,
    Table,
)
from analysis.tally.report import Account, AccountRow, ColumnView, TableView

ROLES = {
    ColumnRole.ID: "the response's number",
    ColumnRole.RESPONDENT: "who answered",
    ColumnRole.TYPE: "the kind of respondent",
    ColumnRole.PUBLISH: "consent to publish",
    ColumnRole.OPEN: "answers in words",
    ColumnRole.CLOSED: "answers to count",
    ColumnRole.DETAILS: "personal details, left out",
    ColumnRole.LEAVE_OUT: "no answer, left out",
}
"""What a column is taken for, in words."""


def account_of(book: Ledger, responses: Sequence[Response], known: Mapping[str, Respondent]) -> Account:
    """The ledger with the responses' numbers; ``known`` holds what respondents.csv says, for unread files as well."""
    numbered = {response.document.name: (n, response.respondent) for n, response in enumerate(responses, 1)}
    files = tuple(f"{table.file}#" for table in book.tables)
    rows = [row for entry in book.entries for row in _rows(entry, numbered, known, files)]
    counts = [dict(row.by_kind) for row in rows]
    kinds = tuple(kind for kind in SegmentKind if any(kind in count for count in counts))
    unread = sum(bool(entry.skipped) and not entry.responses for entry in book.entries)
    return Account(
        received=len(book.entries),
        read=len(book.entries) - unread,
        unread=unread,
        kinds=kinds,
        totals=tuple(sum(count.get(kind, 0) for count in counts) for kind in kinds),
        characters=sum(row.characters for row in rows),
        points=sum(row.points for row in rows),
        rows=tuple(rows),
        tables=tuple(_table(table) for table in book.tables),
        erased=book.erased,
    )


def _rows(
    entry: LedgerEntry,
    numbered: Mapping[str, tuple[int, Respondent]],
    known: Mapping[str, Respondent],
    tables: tuple[str, ...],
) -> Iterable[AccountRow]:
    source = entry.source
    for line in entry.responses:
        n, respondent = numbered[line.document]
        file = line.document if respondent.publish is Publish.YES else None
        left_out = _columns(line) if line.document.startswith(tables) else _omitted(line)
        yield AccountRow(
            f"R{n}", f"r{n}", file, source.sha256, line.characters, line.points, line.by_kind, left_out, None
        )
    for skip in entry.skipped:
        # The name of a file that could not be read is the only handle on it; it goes only where consent is refused.
        said = known.get(skip.name) or known.get(source.path)
        file = skip.name if said is None or said.publish is Publish.YES else None
        yield AccountRow(None, None, file, source.sha256, 0, 0, (), (), skip.reason)


def _omitted(line: ResponseAccount) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for omitted in line.omitted:
        counts[omitted.reason] = counts.get(omitted.reason, 0) + len(omitted.text)
    return tuple(counts.items())


def _columns(line: ResponseAccount) -> tuple[tuple[str, int], ...]:
    """The same of a row of a table, whose columns are listed once and not with every row."""
    characters = sum(len(omitted.text) for omitted in line.omitted)
    return (("columns that are no answers, listed below", characters),) if characters else ()


def _table(table: Table) -> TableView:
    """How a table was read, without the examples from its cells, which are people's."""
    columns = tuple(
        ColumnView(column.header, ROLES[column.role], column.reason, column.confidence) for column in table.columns
    )
    return TableView(table.rows, columns, table.warnings)
