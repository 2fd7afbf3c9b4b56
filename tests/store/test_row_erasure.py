"""Erasing: nothing of a respondent is left, and the chain still proves the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, String, select

from analysis.errors import StoreError
from analysis.model import (
    Audit,
    Design,
    Document,
    Draw,
    FramePoint,
    PointKey,
    Publish,
    Respondent,
    Segmentation,
    SegmentedDocument,
)
from analysis.store import Arrival, Erasure, Store, connection
from analysis.store.schema import ERASABLE, ERASED, RECORDS, SALT
from analysis.store.store import FORGETTING
from analysis.text import fingerprint
from tests.builders import NOON, make_response, make_source, person
from tests.store.history import GONE, NAMES, RECIPE, SECRET, response, write_history

WHO, WHY = "the officer", "they asked"


def erase(store: Store, *paths: str) -> int:
    return store.erase_sources(paths, WHO, WHY, NOON)


def stored_texts(database: Connection) -> Iterator[tuple[str, str]]:
    """Every stored text, with the table that it stands in."""
    for table in RECORDS.values():
        columns = [column for column in table.columns if isinstance(column.type, String)]
        for row in database.execute(select(*columns)):
            yield from ((table.name, value) for value in row if value)


def test_nothing_tells_of_who_was_erased(store: Store, raw: Callable[[], Connection]) -> None:
    write_history(store)
    text = response(GONE).document.text
    telling = (SECRET, GONE, hashlib.sha256(text.encode()).hexdigest(), fingerprint(SECRET))
    assert [(kind, t) for kind, t in stored_texts(raw()) if any(word in t for word in telling)] == []
    assert store.content(telling[2]) is None
    assert set(store.sources()) == set(store.respondents()) == set(NAMES)
    assert "carol.txt" not in store.links(), "a link tells what the other one said"
    assert GONE not in {coding.point.document for coding in store.every_coding()}
    assert GONE not in {redivision.segmentation.document for redivision in store.redivisions()}


def test_an_audit_loses_the_points_of_who_was_erased_and_keeps_its_sizes(store: Store) -> None:
    write_history(store)
    audit = store.audits()["spring"]
    assert {one.point.document for one in audit.frame} == set(NAMES)
    assert {point.document for point in audit.drawn} == set(NAMES)
    assert (audit.strata, audit.draws[0].sizes, len(audit.draws[0].points)) == ((("all", 8),), (("all", 2),), 1)
    assert GONE not in {point.document for _, point, _ in store.seen()}


def test_a_document_of_a_file_takes_its_audits_along(store: Store) -> None:
    def table(content: bytes, *rows: str) -> Arrival:
        made = {row: make_response(f"t.csv#{row}", [f"Says {row}."]) for row in rows}
        parts = tuple(SegmentedDocument(one.document, one.segmentation) for one in made.values())
        arrival = Arrival(make_source("t.csv", content), RECIPE, parts, content)
        store.take_in([arrival], NOON)
        return arrival

    table(b"anna and ben", "anna", "ben")
    places = [PointKey(f"t.csv#{row}", 0, len(f"Says {row}.")) for row in ("anna", "ben")]
    frame = tuple(FramePoint(p, fingerprint(f"Says {p.document[6:]}."), "all") for p in places)
    draw = Draw(person("dora"), NOON, 2, (("all", 2),), tuple(places))
    store.draw(Audit("spring", 1, Design.SIMPLE, (), "c" * 16, "m1", (("all", 2),), frame, (draw,)))
    store.show(person("dora"), [(one.point, one.text_sha256) for one in frame], NOON)
    new = table(b"ben", "ben")
    store.erase_part("t.csv", {("t.csv#anna", fingerprint("Says anna."))}, new.source.sha256, WHO, WHY, NOON)
    audit = store.audits()["spring"]
    assert [one.point.document for one in audit.frame] == ["t.csv#ben"] == [point.document for point in audit.drawn]
    assert [point.document for _, point, _ in store.seen()] == ["t.csv#ben"]
    assert "erased on request" in store.verify()


def test_the_rows_and_salts_are_gone_and_the_chain_holds(store: Store, raw: Callable[[], Connection]) -> None:
    write_history(store)
    database = raw()
    erased = set(database.execute(select(ERASED.c.seq)).scalars())
    (erasure,) = store.erasures()
    assert erasure == Erasure(NOON, WHO, WHY, len(erased))
    for table in (SALT, *ERASABLE):
        assert erased.isdisjoint(database.execute(select(table.c.seq)).scalars())
    assert store.verify().endswith(f"each as it was appended; {len(erased)} records erased on request")


def test_no_file_of_the_workspace_holds_the_erased_words(tmp_path: Path) -> None:
    store = Store(tmp_path)
    write_history(store)
    words = SECRET.encode()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and words in path.read_bytes()] == []
    kept = response(NAMES[0]).document.text.encode()
    assert any(kept in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    store.close()


def test_a_reader_who_keeps_the_erased_words_in_the_file_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    store, reader = Store(tmp_path), Store(tmp_path)
    write_history(store)
    reading = reader.every_coding()
    next(reading)
    with pytest.raises(StoreError, match="The records are erased, but what they said stays in the file until every"):
        erase(store, NAMES[0])
    assert NAMES[0] not in store.sources()
    reading.close()
    reader.close()
    store.close()
    words = response(NAMES[0]).document.text.encode()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and words in path.read_bytes()] == []


def test_bytes_that_somebody_else_sent_too_stay_for_them(store: Store) -> None:
    content = b"The same letter."
    for path in ("a.txt", "b.txt"):
        document = Document(path, content.decode())
        arrival = Arrival(
            make_source(path, content), RECIPE, (SegmentedDocument(document, Segmentation(path, "s", ())),), content
        )
        store.take_in([arrival], NOON)
    sha256 = hashlib.sha256(content).hexdigest()
    erase(store, "a.txt")
    assert store.content(sha256) == content
    erase(store, "b.txt")
    assert store.content(sha256) is None
    assert store.sources() == {}
    assert [erasure.records for erasure in store.erasures()] == [4, 4]


def test_all_versions_go(store: Store) -> None:
    for content in (b"first", b"second"):
        store.take_in([Arrival(make_source("a.txt", content), RECIPE, (), content)], NOON)
    erase(store, "a.txt")
    assert store.versions() == ()
    assert [store.content(hashlib.sha256(c).hexdigest()) for c in (b"first", b"second")] == [None, None]


def test_erasing_what_is_not_there_records_nothing(store: Store) -> None:
    write_history(store)
    before = store.chain()
    assert erase(store, "nobody.txt") == erase(store, GONE) == 0
    assert store.chain() == before


def test_who_was_erased_can_send_something_again(store: Store) -> None:
    write_history(store)
    document = Document(GONE, "Another letter.")
    parts = (SegmentedDocument(document, Segmentation(GONE, "s", ())),)
    arrival = Arrival(make_source(GONE, b"new"), RECIPE, parts, b"new")
    assert store.take_in([arrival], NOON) == (True,)
    assert store.parts(store.readings(RECIPE)[GONE, arrival.source.sha256]) == arrival.parts
    assert "each as it was appended" in store.verify()


def test_one_document_of_a_source_goes_with_the_versions_that_held_it(store: Store) -> None:
    def table(content: bytes, *rows: str) -> Arrival:
        parts = [
            SegmentedDocument(Document(f"t.csv#{row}", f"Says {row}."), Segmentation(f"t.csv#{row}", "s", ()))
            for row in rows
        ]
        arrival = Arrival(make_source("t.csv", content), RECIPE, tuple(parts), content)
        store.take_in([arrival], NOON)
        return arrival

    old, new = table(b"anna and ben", "anna", "ben"), table(b"ben", "ben")
    store.know_respondents({f"t.csv#{row}": Respondent(row, None, Publish.YES) for row in ("anna", "ben")}, NOON)
    anna = ("t.csv#anna", fingerprint("Says anna."))
    assert store.erase_part("t.csv", {anna}, new.source.sha256, WHO, WHY, NOON) > 0
    assert store.content(old.source.sha256) is None
    assert store.content(new.source.sha256) == b"ben"
    assert store.versions() == (new.source,)
    assert store.readings(RECIPE) == {}, "what is left of the file is read anew"
    assert store.held("t.csv") == []
    assert "erased on request" in store.verify()


def test_more_records_than_one_statement_takes_are_erased(store: Store) -> None:
    names = [f"t.csv#{n}" for n in range(1_200)]
    parts = tuple(SegmentedDocument(Document(name, f"{SECRET} {name}"), Segmentation(name, "s", ())) for name in names)
    store.take_in([Arrival(make_source("t.csv", b"x"), RECIPE, parts, b"x")], NOON)
    store.know_respondents({name: Respondent(name) for name in names}, NOON)
    assert erase(store, "t.csv") == 2 + 3 * len(names)
    assert "erased on request" in store.verify()


def test_an_erasure_that_breaks_off_erases_nothing(
    store: Store, open_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history(store)
    before, holds = store.chain(), store.verify()

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("analysis.store.row_erasure.delete", broken)
        with pytest.raises(KeyboardInterrupt):
            erase(store, NAMES[0])
    assert open_store().chain() == before
    assert store.verify() == holds
    assert NAMES[0] in store.sources()


def test_an_erasure_that_was_killed_before_the_bytes_went_is_ended_by_the_next(
    store: Store, open_store: Callable[[], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history(store)
    text = response(NAMES[0]).document.text.encode()
    sha256 = hashlib.sha256(text).hexdigest()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_forget", killed)
        with pytest.raises(KeyboardInterrupt):
            erase(store, NAMES[0])
    again = open_store()
    assert NAMES[0] not in again.sources()
    assert again.content(sha256) == text
    with again.alone():
        assert again.content(sha256) is None
    assert not (tmp_path / "state" / FORGETTING).exists()
    assert again.content(hashlib.sha256(response(NAMES[1]).document.text.encode()).hexdigest())


def test_erased_rows_alone_may_be_deleted(store: Store, raw: Callable[[], Connection]) -> None:
    """An erased row that somebody put back is found, and can be erased again."""
    write_history(store)
    database = raw()
    seq = database.execute(select(ERASED.c.seq).limit(1)).scalar_one()
    database.execute(SALT.insert(), {"seq": seq, "salt": "0" * 32})
    database.commit()
    with pytest.raises(StoreError, match="erase it again"):
        store.verify()
    database.execute(SALT.delete().where(SALT.c.seq == seq))
    database.commit()
    assert "erased on request" in store.verify()
