"""What was received: taken in once, versioned by its bytes, and given back as it was found."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, func, select

from analysis.model import (
    Document,
    Part,
    Publish,
    Respondent,
    Segment,
    Segmentation,
    SegmentedDocument,
    SegmentKind,
    Skipped,
    Source,
)
from analysis.store import Arrival, Chain, Store
from analysis.store.chain import NOTHING
from analysis.store.schema import RECORDS
from tests.builders import NOON, make_source
from tests.store import strategies

NUMBERS = itertools.count()
RECIPE = "1" * 64
BETTER = "2" * 64


def letter(name: str, text: str = "Keep it open.") -> SegmentedDocument:
    segment = Segment(SegmentKind.POINT, 0, len(text), label="¶1")
    return SegmentedDocument(Document(name, text), Segmentation(name, "splitter-1", (segment,)))


def take_in(store: Store, path: str, content: bytes, parts: Sequence[Part] = (), recipe: str = RECIPE) -> bool:
    return store.take_in([Arrival(make_source(path, content), recipe, parts or [letter(path)], content)], NOON) == (
        True,
    )


def found(store: Store, source: Source, recipe: str = RECIPE) -> tuple[Part, ...]:
    return store.parts(store.readings(recipe)[source.path, source.sha256])


def rows(connection: Connection, kind: str) -> int:
    return connection.execute(select(func.count()).select_from(RECORDS[kind])).scalar_one()


def test_an_untouched_store_holds_nothing(store: Store) -> None:
    assert store.sources() == store.readings(RECIPE) == store.respondents() == store.links() == {}
    assert store.codebooks() == store.counts() == {}
    assert store.versions() == store.codings() == store.redivisions() == tuple(store.every_coding()) == ()
    assert store.content("0" * 64) is None
    assert store.erasures() == []
    assert store.chain() == Chain(NOTHING, 0, NOTHING)
    assert store.append([]) == 0


def test_asking_makes_no_file(tmp_path: object) -> None:
    folder = tmp_path / "state"  # type: ignore[operator]
    store = Store(folder)
    assert store.verify() == "nothing has been recorded yet"
    assert store.sources() == {}
    assert not folder.exists()


def test_a_source_is_kept_with_its_bytes(store: Store, open_store: Callable[[], Store]) -> None:
    content = b"\xff\x00 as it came\r\n"
    assert take_in(store, "sub/a b.txt", content)
    again = open_store()
    assert again.sources() == {"sub/a b.txt": make_source("sub/a b.txt", content)}
    assert again.content(hashlib.sha256(content).hexdigest()) == content


def test_taking_in_the_same_again_records_nothing(store: Store, open_store: Callable[[], Store]) -> None:
    assert take_in(store, "a.txt", b"x", [letter("a.txt"), Skipped("a.txt#2", "it is empty")])
    before = store.chain()
    for again in (store, open_store()):
        assert not take_in(again, "a.txt", b"x", [letter("a.txt"), Skipped("a.txt#2", "it is empty")])
    assert store.chain() == before


def test_a_new_recipe_records_what_it_finds_and_no_new_version(store: Store, raw: Callable[[], Connection]) -> None:
    source = make_source("a.txt", b"x")
    old, new = letter("a.txt"), letter("a.txt", "Keep it open. Please.")
    take_in(store, "a.txt", b"x", [old])
    assert not take_in(store, "a.txt", b"x", [new], BETTER)
    assert found(store, source) == (old,)
    assert found(store, source, BETTER) == (new,)
    assert store.versions() == (source,)
    assert not take_in(store, "a.txt", b"x", [old], "3" * 64)
    assert found(store, source, "3" * 64) == (old,)
    assert rows(raw(), "document") == 2, "a document found before is not kept twice"


def test_what_a_recipe_finds_later_replaces_what_it_found(store: Store) -> None:
    take_in(store, "a.txt", b"x", [Skipped("a.txt", "it took too long")])
    assert not take_in(store, "a.txt", b"x", [letter("a.txt")])
    assert found(store, make_source("a.txt", b"x")) == (letter("a.txt"),)


def test_changed_bytes_are_a_new_version_and_the_old_ones_stay(store: Store, open_store: Callable[[], Store]) -> None:
    take_in(store, "a.txt", b"first", [letter("a.txt", "First.")])
    assert take_in(store, "a.txt", b"second", [letter("a.txt", "Second.")])
    first, second = make_source("a.txt", b"first"), make_source("a.txt", b"second")
    assert open_store().sources() == {"a.txt": second}
    assert store.content(first.sha256) == b"first"
    assert found(store, first) == (letter("a.txt", "First."),)
    assert take_in(store, "a.txt", b"first", [letter("a.txt", "First.")]), "going back is a change, too"
    assert store.versions() == (first, second, first)


def test_the_same_bytes_under_another_path_are_another_source(store: Store) -> None:
    assert take_in(store, "a.txt", b"letter")
    assert take_in(store, "b.txt", b"letter")
    assert sorted(store.sources()) == ["a.txt", "b.txt"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_parts=strategies.found, source=strategies.sources)
def test_parts_come_back_as_they_were(store: Store, given_parts: list[Part], source: Source) -> None:
    here = Source(f"{next(NUMBERS)} {source.path}", source.media_type, source.sha256, source.size)
    assert store.take_in([Arrival(here, RECIPE, given_parts, b"bytes")], NOON) == (True,)
    before = store.chain()
    assert store.sources()[here.path] == here
    assert found(store, here) == tuple(given_parts)
    assert store.take_in([Arrival(here, RECIPE, given_parts, b"bytes")], NOON) == (False,)
    assert store.chain() == before


def test_more_parts_than_one_query_takes_come_back_in_order(store: Store) -> None:
    many: list[Part] = [Skipped(f"a#{n}", "no") if n % 7 == 0 else letter(f"a#{n}", f"Row {n}.") for n in range(1_300)]
    take_in(store, "a.csv", b"x", many)
    assert found(store, make_source("a.csv", b"x")) == tuple(many)
    assert store.verify().startswith(f"{store.chain().records:,} records")


# Who sent it, and what says the same ----------------------------------------------------------------------------------


def test_respondents_are_recorded_when_they_are_new_or_have_changed(
    store: Store, open_store: Callable[[], Store]
) -> None:
    anna, nobody = Respondent("Anna", "resident", Publish.YES), Respondent()
    assert store.know_respondents({"a.txt": anna, "b.txt": nobody}, NOON) == 2
    assert store.know_respondents({"a.txt": anna}, NOON) == 0
    withdrawn = Respondent("Anna", "resident", Publish.NO)
    assert store.know_respondents({"a.txt": withdrawn, "b.txt": nobody}, NOON) == 1
    assert open_store().respondents() == {"a.txt": withdrawn, "b.txt": nobody}


def test_links_come_back_to_three_decimals(store: Store, open_store: Callable[[], Store]) -> None:
    before = store.chain()
    store.link({}, NOON)
    assert store.chain() == before
    store.link({"b.txt": ("a.txt", 0.98765), "c.txt": ("a.txt", 1.0)}, NOON)
    assert open_store().links() == {"b.txt": ("a.txt", 0.988), "c.txt": ("a.txt", 1.0)}


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"x" * 3_000_000])
def test_any_bytes_are_kept(store: Store, content: bytes) -> None:
    take_in(store, "a.bin", content, [Skipped("a.bin", "it is no text")])
    assert store.content(hashlib.sha256(content).hexdigest()) == content
