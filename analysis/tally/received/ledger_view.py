"""The ledger as the report shows it: what became of everything received, with nothing by which a person is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.model import (
    ENCODING_UNDONE,
    NOTHING_TO_DO,
    SIGNED,
    TITLES_ABOVE,
    ColumnRole,
    Ledger,
    LedgerEntry,
    Response,
    ResponseAccount,
    SegmentKind,
    Skipped,
    Table,
    response_anchor,
    response_label,
)
from analysis.tally.privacy.disclosure import is_listed, is_named, numbered
from analysis.tally.received.account import Account, AccountRow, ColumnView, TableView, Together, UnreadRow
from analysis.tally.received.same_respondents import same_respondents
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
    ColumnRole.DATE: "when the response was sent, told in totals alone",
    ColumnRole.LEAVE_OUT: "no answer, left out",
}
"""What a column is taken for, in words."""

CELLS = "columns that are no answers"

Counts = tuple[tuple[SegmentKind, int], ...]


def account_of(received: Ledger, responses: Sequence[Response], taken_out: Sequence[Response] = ()) -> Account:
    """Return the ledger with the responses' numbers and, in one line, what cannot be told apart.

    That line holds the points of responses that are not listed, as far as figures count them, and how many of those who
    are not named have closed answers. How long these are with what stands around them is in no figure, nor how long a
    response is that is not listed: the sum of all, less what is known of the others, tells it of one. So would the
    points of those that were ``taken_out``, where one of them is not listed.
    """
    lines = {line.document: line for entry in received.entries for line in entry.responses}
    numbers = numbered(responses)
    accounts = [(response, lines[response.document.name]) for response in responses if response.document.name in lines]
    rows = tuple(_row(response, line, numbers) for response, line in accounts if is_listed(response))
    together = _together_line(accounts)
    kind_counts = [dict(row.by_kind) for row in rows]
    present_kinds = tuple(kind for kind in SegmentKind if any(kind in counts_of for counts_of in kind_counts))
    unread_count = sum(_is_unread(entry) for entry in received.entries)
    return Account(
        received=len(received.entries),
        read=len(received.entries) - unread_count,
        unread=unread_count,
        kinds=present_kinds,
        totals=tuple(sum(counts_of.get(kind, 0) for counts_of in kind_counts) for kind in present_kinds),
        characters=sum(row.characters for row in rows),
        points=sum(row.points for row in rows) + (together.points if together else 0),
        rows=rows,
        together=together,
        failed=tuple(_unread_row(n, skip, is_part) for n, (skip, is_part) in enumerate(_all_unread(received), 1)),
        tables=tuple(_table(table) for table in received.tables),
        erased=received.erased,
        unused=tuple(_unused(numbers)),
        repeated=_count_repeated(received, numbers),
        alike=len(same_respondents(filter(is_listed, responses))),
        points_out=sum(1 for one in taken_out for _ in one.points) if all(map(is_listed, taken_out)) else None,
    )


def _count_repeated(received: Ledger, numbers: Mapping[str, int]) -> int:
    """Count the files with responses that are listed and have the same bytes as another such file."""
    listed = (entry for entry in received.entries if any(line.document in numbers for line in entry.responses))
    digests = [entry.source.sha256 for entry in listed]
    return len(digests) - len(set(digests))


def _unused(numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield the numbers that no response has, though another has a higher one."""
    used = set(numbers.values())
    yield from (response_label(number) for number in range(1, max(used, default=0)) if number not in used)


def _is_unread(entry: LedgerEntry) -> bool:
    """Return whether nothing of a source was read; the consultation's own paper was, and is no
    response, as was what holds no answer, what somebody took out, and what no figure tells of."""
    is_told = entry.responses or entry.has_untold
    return not is_told and not all(skip.is_harmless for skip in entry.skipped)


def _set_aside(response: Response) -> tuple[int, int] | None:
    """Return the words of a response that were set aside and should be looked at, of how many; what is ticked is of
    nobody's concern but the team's."""
    set_aside = [segment for segment in response.segmentation.to_look_at if not segment.tells_choice]
    document_text = response.document.text
    return (count_words(document_text, set_aside), len(words(document_text))) if set_aside else None


def unread_parts(received: Ledger) -> Iterator[tuple[str, str]]:
    """Yield what could not be read, in the order of its numbers in the report: the name, and the reason as told there.

    Names stay in the office: people name files after themselves.
    """
    for skipped_part, _ in _all_unread(received):
        yield skipped_part.name, _reason(skipped_part)


def _all_unread(received: Ledger) -> Iterator[tuple[Skipped, bool]]:
    """Yield what was not read, and whether it is a part of a file of which something was; then what was taken out: that
    moves no number of what was not read."""
    everything = [
        (skip, not _is_unread(entry))
        for entry in received.entries
        for skip in entry.skipped
        if skip.reason != ENCODING_UNDONE
    ]
    yield from sorted(everything, key=lambda one: one[0].is_taken_out)


def _unread_row(number: int, skip: Skipped, is_part: bool) -> UnreadRow:
    has_no_answer = skip.is_harmless and not (skip.is_paper or skip.is_taken_out)
    reason = (skip.why or _reason(skip)).removesuffix(f"; {NOTHING_TO_DO}")
    return UnreadRow(number, reason, skip.is_paper, skip.is_taken_out, skip.is_response, is_part, has_no_answer)


def _reason(skip: Skipped) -> str:
    """Return a reason without what it quotes of the file."""
    return f"{TITLES_ABOVE} titles" if skip.reason.startswith(TITLES_ABOVE) else skip.reason


def _row(response: Response, line: ResponseAccount, numbers: Mapping[str, int]) -> AccountRow:
    number, by_kind = numbers[line.document], _told_apart(response, line)
    return AccountRow(
        response_label(number),
        response_anchor(number),
        sum(size for _, size in by_kind),
        line.points,
        by_kind,
        tuple(_omitted(line)),
        _set_aside(response),
        sum((segment.reason or "").startswith(SIGNED) for segment in response.segmentation.segments),
    )


def _told_apart(response: Response, line: ResponseAccount) -> Counts:
    """Return the characters of each kind that may be told of a response by itself: nothing that varies with a closed
    answer of somebody who is not named, be it what was not ticked or the spaces between."""
    segments = response.segmentation.segments
    if is_named(response) or not any(segment.tells_choice for segment in segments):
        return line.by_kind
    untold = Counter[SegmentKind]()
    for segment in segments:
        if segment.tells_choice or segment.kind is SegmentKind.GAP:
            untold[segment.kind] += segment.end - segment.start
    return tuple((kind, size - untold[kind]) for kind, size in line.by_kind if size > untold[kind])


def _together_line(lines: Iterable[tuple[Response, ResponseAccount]]) -> Together | None:
    """Return what is not told apart, or None where there is nothing."""
    point_count, withheld_count, unnamed_count = 0, 0, 0
    for response, line in lines:
        if is_listed(response):
            unnamed_count += _told_apart(response, line) != line.by_kind
        else:
            withheld_count += 1
            point_count += sum(1 for _ in response.points)
    return Together(withheld_count, unnamed_count, point_count) if withheld_count or unnamed_count else None


def _omitted(line: ResponseAccount) -> Iterator[tuple[str, int]]:
    """Yield what a file held besides its text, by reason; of cells of a table not how long they are, which tells
    "female"."""
    lengths_by_reason: dict[str, list[int]] = {}
    for omitted in line.omitted:
        is_cell = ": " in omitted.reason
        lengths_by_reason.setdefault(CELLS if is_cell else omitted.reason, []).append(
            0 if is_cell else len(omitted.text)
        )
    for reason, lengths in lengths_by_reason.items():
        yield reason if reason == CELLS or len(lengths) == 1 else f"{len(lengths):,} × {reason}", sum(lengths)


def _table(table: Table) -> TableView:
    """Return how a table was read, without what its cells hold, which is people's."""
    column_views = tuple(
        ColumnView(column.header, ROLES[column.role], column.reason, column.confidence) for column in table.columns
    )
    return TableView(table.rows, column_views)
