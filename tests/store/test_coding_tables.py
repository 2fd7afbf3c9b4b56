"""A machine's codings are one record with the digest of their table, which is missed, and whose change is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from analysis.errors import StoreError
from analysis.model import Coding, PointKey
from analysis.store import Store, codec
from analysis.store.append import append
from analysis.store.coding_table import CodingTable, table_of
from analysis.store.schema import BLOB, CODING, CODING_TABLE, RECORD
from analysis.text import fingerprint
from tests.builders import NOON, make_coding, make_response, make_source, person

POINTS = [PointKey(name, n, n + 1) for name in ("a.txt", "b.txt") for n in range(50)]
CODINGS = tuple(
    replace(make_coding(point, ["funding"], scores={"funding": 0.75}), text_sha256=fingerprint(str(n)))
    for n, point in enumerate(POINTS)
)


def table_file(folder: Path, store: Store) -> Path:
    (sha256,) = store.table_digests()
    return folder / "sources" / sha256


def test_a_machine_s_codings_of_all_points_are_one_record(store: Store, raw: Callable[[], Connection]) -> None:
    before = store.chain().records
    store.append(CODINGS)
    kinds = raw().execute(select(RECORD.c.kind).where(RECORD.c.seq > before).order_by(RECORD.c.seq)).scalars().all()
    assert kinds == ["coder", "coding_table"]
    assert store.machine_codings(CODINGS[0].coder.id) == CODINGS
    assert store.kinds_since(before)["coding", True] == len(CODINGS)


def test_people_s_codings_stay_a_record_each(store: Store, raw: Callable[[], Connection]) -> None:
    store.append([replace(coding, coder=person("anna")) for coding in CODINGS[:3]])
    assert len(raw().execute(select(CODING.c.seq)).all()) == 3


def test_what_earlier_versions_recorded_point_by_point_stands_before_what_is_in_tables(store: Store) -> None:
    with store._writing() as connection:
        append(connection, CODING, [codec.coding_row(coding) for coding in CODINGS[:2]], NOON)
    store.append(CODINGS[2:4])
    assert store.machine_codings(CODINGS[0].coder.id) == CODINGS[:4]
    assert tuple(store.every_coding()) == CODINGS[:4]
    assert store.codings_in("a.txt") == CODINGS[:4]
    assert {point for point, *_ in store.coded(CODINGS[0].coder)} == set(POINTS[:4])
    assert store.verify()


def test_a_table_that_was_changed_is_not_believed(
    store: Store, open_store: Callable[[], Store], raw: Callable[[], Connection]
) -> None:
    store.append(CODINGS)
    _change(store, raw, lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    for asked in (lambda s: s.verify(), lambda s: s.machine_codings(CODINGS[0].coder.id)):
        with pytest.raises(StoreError, match=r"100 codings by the machine coder .* has been changed; restore"):
            asked(open_store())


def test_another_table_in_its_place_is_found(
    store: Store, open_store: Callable[[], Store], raw: Callable[[], Connection]
) -> None:
    store.append(CODINGS)
    other = table_of(CODINGS[0].coder.id, CODINGS[0].codebook, CODINGS[1:]).encoded()
    _change(store, raw, lambda content: other)
    with pytest.raises(StoreError, match="has been changed"):
        open_store().verify()


def test_a_table_that_is_missing_is_missed(
    store: Store, open_store: Callable[[], Store], raw: Callable[[], Connection]
) -> None:
    store.append(CODINGS)
    _change(store, raw, None)
    with pytest.raises(StoreError, match="is missing; restore"):
        open_store().verify()


def _change(store: Store, raw: Callable[[], Connection], change: Callable[[bytes], bytes] | None) -> None:
    """Change the bytes of the only table behind the store's back, or take them away."""
    (sha256,) = store.table_digests()
    if store._database.is_file:
        path = store._folder / "sources" / sha256
        path.write_bytes(change(path.read_bytes())) if change else path.unlink()
        return
    connection = raw()
    is_it = BLOB.c.sha256 == sha256
    content = connection.execute(select(BLOB.c.content).where(is_it)).scalar_one()
    statement = BLOB.update().values(content=change(bytes(content))) if change else BLOB.delete()
    connection.execute(statement.where(is_it))
    connection.commit()


def test_a_record_of_a_table_cannot_be_changed(store: Store, raw: Callable[[], Connection]) -> None:
    store.append(CODINGS)
    with pytest.raises(Exception, match="never"):
        raw().execute(text("UPDATE coding_table SET points = 1"))


def test_bytes_that_are_no_table_are_refused() -> None:
    whole = table_of("m1", "c1", CODINGS)
    assert tuple(CodingTable.decoded(whole.encoded()).codings("m1")) == tuple(
        replace(coding, coder=replace(coding.coder, id="m1", name="m1"), codebook="c1") for coding in CODINGS
    )
    for content in (b"", b"PK", whole.encoded()[:-20]):
        with pytest.raises(StoreError, match="damaged"):
            CodingTable.decoded(content)


def test_who_is_erased_leaves_every_table_and_the_others_stay_as_they_were(
    store: Store, open_store: Callable[[], Store], raw: Callable[[], Connection]
) -> None:
    for name in ("a.txt", "b.txt"):
        response = make_response(name, "x" * 50)
        _take_in(store, response, name)
    store.append(CODINGS)
    (before,) = store.table_digests()
    store.erase_sources(["a.txt"], "Ann", "on request", NOON)
    assert tuple(open_store().every_coding()) == CODINGS[50:]
    assert before not in store.table_digests()
    assert store.content(before) is None, "its bytes are gone"
    assert "erased" in open_store().verify()
    assert {row.coder for row in raw().execute(select(CODING_TABLE.c.coder))} == {CODINGS[0].coder.id}


def _take_in(store: Store, response: object, name: str) -> None:
    from analysis.model import SegmentedDocument
    from analysis.store import Arrival

    content = b"x" * 50
    document, segmentation = response.document, response.segmentation  # type: ignore[attr-defined]
    store.take_in(
        [Arrival(make_source(name, content), "recipe", (SegmentedDocument(document, segmentation),), content)], NOON
    )


def test_bytes_of_which_no_record_speaks_go_and_those_of_tables_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(CODINGS)
    stray = tmp_path / "sources" / ("0" * 64)
    stray.write_bytes(b"kept, and then killed")
    with store.alone():
        assert not stray.exists()
    assert table_file(tmp_path, store).exists()
    store.close()


def test_whoever_looks_up_a_point_reads_a_table_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.append(CODINGS)
    read: list[Coding] = []
    decoded = CodingTable.decoded
    monkeypatch.setattr(CodingTable, "decoded", lambda content: (read.append(content), decoded(content))[1])
    assert [store.codings_of(coding.point) for coding in CODINGS[:9]] == [(coding,) for coding in CODINGS[:9]]
    coder, points = CODINGS[0].coder.id, [coding.point for coding in CODINGS[:9]]
    assert store.codings_at(coder, points) == {one.point: one for one in CODINGS[:9] if one.coder.id == coder}
    assert len(read) == 1
