"""The ledger: it reconciles, and whoever tampers with a part of it is found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import LedgerError
from analysis.model import Ledger, Response, Segment, SegmentKind, Skipped
from analysis.tally.received.reconciliation import account, check_partition, ledger, reconcile
from tests.builders import make_response, make_source, with_segments

PARTS = [(SegmentKind.HEADING, "Title"), "One point.", "Another point.", (SegmentKind.FURNITURE, "Page 1")]
A = make_response("a.txt", PARTS)
B = make_response("b.txt", ["A point."])
SOURCES = [make_source(name) for name in ("b.txt", "a.txt", "c.pdf")]
SKIPPED = [Skipped("c.pdf", "not read")]


def test_every_source_has_its_entry_in_the_order_of_paths() -> None:
    book = ledger(SOURCES, [A, B], SKIPPED)
    reconcile(book, [A, B], SKIPPED)
    assert [entry.source.path for entry in book.entries] == ["a.txt", "b.txt", "c.pdf"]
    assert [len(entry.responses) for entry in book.entries] == [1, 1, 0]
    assert [len(entry.skipped) for entry in book.entries] == [0, 0, 1]


def test_an_account_says_where_every_character_went() -> None:
    line = account(A)
    assert dict(line.by_kind) == {
        SegmentKind.POINT: 24,
        SegmentKind.HEADING: 5,
        SegmentKind.FURNITURE: 6,
        SegmentKind.GAP: 6,
    }
    assert (line.characters, line.points) == (41, 2) == (len(A.document.text), len(list(A.points)))


def test_nothing_received_reconciles() -> None:
    reconcile(ledger([], [], []), [], [])


@pytest.mark.parametrize("name", ["Response #3.pdf", "a#b#c.pdf", "#.pdf"])
def test_a_file_with_a_hash_in_its_name_is_accounted_for(name: str) -> None:
    skipped = [Skipped(name, "not read"), Skipped(f"{name}#letter.txt", "empty")]
    book = ledger([make_source(name), make_source("Response ")], [replace(B, source="Response ")], skipped)
    reconcile(book, [replace(B, source="Response ")], skipped)
    assert {entry.source.path: len(entry.skipped) for entry in book.entries} == {name: 2, "Response ": 0}


# Tampering ------------------------------------------------------------------------------------------------------------


def drop(index: int) -> Callable[[list[Segment]], object]:
    return lambda segments: segments.pop(index)


def change(index: int, **fields: int) -> Callable[[list[Segment]], object]:
    return lambda segments: segments.__setitem__(index, replace(segments[index], **fields))


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (drop(0), "a.txt: characters 0 to 5 are not accounted for"),
        (drop(2), "a.txt: characters 7 to 17 are not accounted for"),
        (drop(-1), "a.txt: its segments end at 35 and its text at 41"),
        (lambda segments: segments.clear(), "a.txt: its segments end at 0 and its text at 41"),
        (change(2, start=6), "a.txt: the segment 6 to 17 is empty or begins in another"),
        (change(2, end=16), "a.txt: characters 16 to 17 are not accounted for"),
        (change(2, end=20), "a.txt: the segment 17 to 19 is empty or begins in another"),
        (change(-1, end=50), "a.txt: its segments end at 50 and its text at 41"),
        (lambda segments: segments.insert(1, segments[0]), "a.txt: the segment 0 to 5 is empty or begins in another"),
        (lambda segments: segments.insert(1, Segment(SegmentKind.GAP, 5, 5)), "a.txt: the segment 5 to 5 is empty"),
        (lambda segments: segments.reverse(), "a.txt: characters 0 to 35 are not accounted for"),
    ],
)
def test_segments_that_do_not_part_the_text_are_told(tamper: Callable[[list[Segment]], object], told: str) -> None:
    tampered = with_segments(A, tamper)
    with pytest.raises(LedgerError) as caught:
        check_partition(tampered)
    assert str(caught.value).startswith(told)
    with pytest.raises(LedgerError):
        reconcile(ledger(SOURCES, [tampered, B], SKIPPED), [tampered, B], SKIPPED)


def tampered(book: Ledger, index: int, **fields: object) -> Ledger:
    entries = list(book.entries)
    entries[index] = replace(entries[index], **fields)
    return Ledger(tuple(entries))


BOOK = ledger(SOURCES, [A, B], SKIPPED)
LINE = BOOK.entries[0].responses[0]


@pytest.mark.parametrize(
    ("book", "told"),
    [
        (tampered(BOOK, 0, responses=()), "a.txt was received, and neither read nor given a reason"),
        (tampered(BOOK, 2, skipped=()), "c.pdf was received, and neither read nor given a reason"),
        (Ledger(BOOK.entries[1:]), "2 responses were received and 1 are accounted for"),
        (Ledger(BOOK.entries[:2]), "1 unread parts were received and 0 are accounted for"),
        (Ledger((*BOOK.entries, BOOK.entries[0])), "2 responses were received and 3 are accounted for"),
        (
            tampered(BOOK, 0, responses=(replace(LINE, characters=42),)),
            "a.txt: its segments do not add up to its 42",
        ),
        (tampered(BOOK, 0, responses=(replace(LINE, by_kind=LINE.by_kind[1:]),)), "a.txt: its segments do not add up"),
        (tampered(BOOK, 0, responses=(replace(LINE, points=3),)), "a.txt: its account is not that of its response"),
        (
            tampered(BOOK, 0, responses=(replace(LINE, document="z.txt"),)),
            "z.txt: its account is not that",
        ),
    ],
)
def test_a_ledger_that_was_tampered_with_is_told(book: Ledger, told: str) -> None:
    with pytest.raises(LedgerError) as caught:
        reconcile(book, [A, B], SKIPPED)
    assert str(caught.value).startswith(told)


def test_a_response_that_no_source_brought_is_told() -> None:
    stray = replace(make_response("d.txt", ["A stray point."]), source="d.txt")
    with pytest.raises(LedgerError, match="3 responses were received and 2 are accounted for"):
        reconcile(ledger(SOURCES, [A, B, stray], SKIPPED), [A, B, stray], SKIPPED)


def test_two_responses_of_one_name_are_told() -> None:
    with pytest.raises(LedgerError, match="3 responses were received and 2 are accounted for"):
        reconcile(ledger(SOURCES, [A, B, A], SKIPPED), [A, B, A], SKIPPED)


kinds = st.sampled_from(SegmentKind)
part_lists = st.lists(st.tuples(kinds, st.text("ab ", min_size=1, max_size=5)), max_size=6)


@given(st.lists(part_lists, max_size=4))
def test_whatever_is_partitioned_reconciles_and_nothing_is_lost(bodies: list[list[tuple[SegmentKind, str]]]) -> None:
    responses: list[Response] = [make_response(f"{n}.txt", parts) for n, parts in enumerate(bodies)]
    book = ledger([make_source(r.source) for r in responses], responses, [])
    reconcile(book, responses, [])
    lines = [line for entry in book.entries for line in entry.responses]
    assert sum(line.characters for line in lines) == sum(len(r.document.text) for r in responses)
    assert sum(line.points for line in lines) == sum(len(list(r.points)) for r in responses)
