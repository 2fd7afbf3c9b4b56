"""The account of what was received: what was not read is named by a number that stays."""

from __future__ import annotations

from dataclasses import replace

from analysis.model import (
    NOTHING_TO_DO,
    SIGNED,
    TAKEN_OUT,
    Ledger,
    LedgerEntry,
    SegmentKind,
    Skipped,
    Source,
)
from analysis.tally.received.ledger_view import account_of
from analysis.tally.received.reconciliation import ledger
from tests.builders import make_response


def test_what_is_taken_out_moves_no_number_of_what_was_not_read() -> None:
    """A file that could not be read was “no. 1”, and “no. 2” once a response before it was taken out."""
    unread = LedgerEntry(Source("empty.docx", "", "", 0), skipped=(Skipped("empty.docx", "the file is empty"),))
    out = LedgerEntry(
        Source("aunt.eml", "", "", 9), skipped=(Skipped("aunt.eml", TAKEN_OUT, why="sent twice", is_response=True),)
    )
    before, after = (account_of(Ledger(entries), ()).failed for entries in ((unread,), (out, unread)))
    assert [(row.number, row.reason) for row in before] == [(1, "the file is empty")]
    assert [(row.number, row.reason) for row in after] == [(1, "the file is empty"), (2, "sent twice")]


def test_what_holds_no_answer_is_not_called_unread() -> None:
    """Two empty rows stood as “2 parts not read”, and an automatic reply as a file of which nothing could be read."""
    empty = f"no question is answered in this row; {NOTHING_TO_DO}"
    sources = [Source(name, "", "", 9) for name in ("reply.eml", "survey.csv", "scan.pdf")]
    skipped = [Skipped("survey.csv#2", empty), Skipped("reply.eml", empty), Skipped("scan.pdf", "the file is damaged")]
    row = make_response("survey.csv#1", ["Bring the bus back."])
    row = replace(row, source="survey.csv", number=1)
    account = account_of(ledger(sources, [row], skipped), [row])
    assert (account.received, account.read, account.unread, account.unread_parts) == (3, 2, 1, 0)
    assert [one.reason for one in account.not_read] == ["the file is damaged"]
    assert {one.reason for one in account.without_answer} == {"no question is answered in this row"}
    assert len(account.failed) == len(account.not_read) + len(account.without_answer)


def test_a_petition_is_one_response_and_its_signatures_are_told() -> None:
    signed = (SegmentKind.FURNITURE, "Ella York, 55 Forge Row")
    one = make_response("petition.docx", ["Bring the bus back.", signed, signed, "And on Saturdays."])
    segments = (replace(s, reason=SIGNED if s.kind is signed[0] else None) for s in one.segmentation.segments)
    petition = replace(one, number=1, segmentation=replace(one.segmentation, segments=tuple(segments)))
    (row,) = account_of(ledger([Source("petition.docx", "", "", 9)], [petition], ()), [petition]).rows
    assert (row.signatures, row.points) == (2, 2)
