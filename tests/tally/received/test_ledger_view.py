"""The account of what was received: what was not read is named by a number that stays."""

from __future__ import annotations

from analysis.model import TAKEN_OUT, Ledger, LedgerEntry, Skipped, Source
from analysis.tally.received.ledger_view import account_of


def test_what_is_taken_out_moves_no_number_of_what_was_not_read() -> None:
    """A file that could not be read was “no. 1”, and “no. 2” once a response before it was taken out."""
    unread = LedgerEntry(Source("empty.docx", "", "", 0), skipped=(Skipped("empty.docx", "the file is empty"),))
    out = LedgerEntry(
        Source("aunt.eml", "", "", 9), skipped=(Skipped("aunt.eml", TAKEN_OUT, why="sent twice", is_response=True),)
    )
    before, after = (account_of(Ledger(entries), ()).failed for entries in ((unread,), (out, unread)))
    assert [(row.number, row.reason) for row in before] == [(1, "the file is empty")]
    assert [(row.number, row.reason) for row in after] == [(1, "the file is empty"), (2, "sent twice")]
