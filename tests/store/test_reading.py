"""Many questions are answered from one moment of the store, and a coding is saved in one short transaction."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from analysis.errors import StoreError
from analysis.model import Codebook, CoderKind, PointKey, Theme
from analysis.store import Chain, Store
from tests.builders import CODEBOOK, NOON, make_coding, person
from tests.statements import counted
from tests.store.history import write_history

ONE, TWO, THREE = (make_coding(PointKey("a.txt", n, n + 1), by=person("anna")) for n in range(3))
OTHER = Codebook((Theme("parking", "Parking", "Where cars stand."),))


def test_what_is_appended_meanwhile_is_not_seen(open_store: Callable[[], Store]) -> None:
    store, other = open_store(), open_store()
    store.append([ONE])
    with store.reading() as records:
        before = records.chain()
        other.append([TWO], OTHER)
        assert records.codings() == (ONE,)
        assert records.counts() == {CoderKind.HUMAN: 1}
        assert records.codebooks() == {}
        assert records.chain() == before
        assert tuple(records.every_coding()) == (ONE,)
    assert store.codings() == (ONE, TWO)
    assert store.chain() == other.chain() != before
    assert store.verify()


def test_many_questions_are_one_transaction(store: Store) -> None:
    write_history(store)
    with counted() as traffic, store.reading() as records:
        together = (records.codings(), records.audits(), records.sources(), records.seen(), records.erasures())
    assert traffic.transactions == 1
    with counted() as traffic:
        assert together == (store.codings(), store.audits(), store.sources(), store.seen(), store.erasures())
    assert traffic.transactions == 5


def test_nothing_is_recorded_where_only_reading_was_asked_for(store: Store) -> None:
    store.append([ONE])
    with store.reading() as records, pytest.raises(StoreError, match="only reads"):
        records.append([TWO])
    assert store.codings() == (ONE,)


def test_an_untouched_store_answers_and_nothing_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path / "state")
    with store.reading() as records:
        assert (records.codings(), records.audits(), records.sources(), records.kinds_since(0)) == ((), {}, {}, {})
        assert records.chain() == Chain()
    assert not (tmp_path / "state").exists()


def test_a_coding_is_saved_in_one_short_transaction(store: Store) -> None:
    store.append([make_coding(PointKey("b.txt", 0, 1))])
    with counted() as traffic, store.writing() as records:
        records.append([ONE], CODEBOOK)
    assert traffic.transactions == 1
    assert len(traffic.statements) <= 9, "the codebook and the coder are new"
    assert store.codebooks() == {CODEBOOK.version: CODEBOOK}
    assert store.verify()


def test_changes_that_belong_together_are_all_recorded_or_none(store: Store) -> None:
    store.append([ONE])
    with suppress(ZeroDivisionError), store.writing() as records:
        records.append([TWO])
        assert records.codings() == (ONE, TWO)
        raise ZeroDivisionError
    assert store.codings() == (ONE,)
    with store.writing() as records:
        records.know_codebook(CODEBOOK, NOON)
        records.append([TWO])
        assert records.chain().records == 4
    assert store.chain().records == 4
    assert store.verify()
