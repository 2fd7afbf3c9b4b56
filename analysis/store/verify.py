"""Verifying: every record is there, says what its digest says, and stands where the chain has it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, Table, func, select

from analysis.errors import StoreError
from analysis.store.append import Head, values
from analysis.store.chain import NOTHING, content_digest, next_head
from analysis.store.migrations.guards import guards_in, guards_of, is_same
from analysis.store.schema import ERASABLE, ERASED, ERASURE, RECORD, RECORDS, SALT
from analysis.text import plural

AT_ONCE = 2_000
"""Records looked at together."""

RESTORE = "restore the store from a backup"


def verify(connection: Connection, heads: Collection[Head] = ()) -> str:
    """Say that the chain holds; raises StoreError for the first record that was changed, added or removed.

    ``heads`` are where the chain ended at earlier times, as manifests and others remember them.
    """
    erasure_of = {record_row.seq: record_row.by for record_row in connection.execute(select(ERASED.c.seq, ERASED.c.by))}
    digests_wanted: dict[int, set[str]] = {}
    for seq, head in heads:
        digests_wanted.setdefault(seq, set()).add(head)
    digests_wanted.pop(0, None)
    count, counts = 0, dict.fromkeys(RECORDS, 0)
    digest = NOTHING
    for batch in _batches(connection):
        rows_by_kind = {
            kind: _own(connection, kind, batch) for kind in {record_row["kind"] for record_row in batch} & set(RECORDS)
        }
        salt_by_number = _salts(connection, batch)
        for record_row in batch:
            count += 1
            digest = _check_link(record_row, count, digest)
            counts[record_row["kind"]] += _check_content(
                record_row, rows_by_kind[record_row["kind"]], salt_by_number, erasure_of
            )
            if digests_wanted.pop(count, {digest}) != {digest}:
                raise StoreError(f"record {count:,} is not the one that an earlier report was made with; {RESTORE}")
    if digests_wanted:
        raise StoreError(f"the records from {count + 1:,} to {max(digests_wanted):,} are missing at the end; {RESTORE}")
    _check_erasures(connection, erasure_of)
    _check_counts(connection, counts, count, len(erasure_of))
    erased_note = f"; {plural(len(erasure_of), 'record')} erased on request" if erasure_of else ""
    return f"{plural(count, 'record')}, each as it was appended{erased_note}"


def _batches(connection: Connection) -> Iterator[Sequence[RowMapping]]:
    record_query = select(RECORD).order_by(RECORD.c.seq).limit(AT_ONCE)
    record_rows = connection.execute(record_query).mappings().all()
    while record_rows:
        yield record_rows
        record_rows = connection.execute(record_query.where(RECORD.c.seq > record_rows[-1]["seq"])).mappings().all()


def _own(connection: Connection, kind: str, batch: Sequence[RowMapping]) -> dict[int, RowMapping]:
    table = RECORDS[kind]
    is_in_batch = table.c.seq.between(batch[0]["seq"], batch[-1]["seq"])
    return {
        table_row["seq"]: table_row for table_row in connection.execute(select(table).where(is_in_batch)).mappings()
    }


def _salts(connection: Connection, batch: Sequence[RowMapping]) -> dict[int, str]:
    is_in_batch = SALT.c.seq.between(batch[0]["seq"], batch[-1]["seq"])
    return {salt_row.seq: salt_row.salt for salt_row in connection.execute(select(SALT).where(is_in_batch))}


def _check_link(row: RowMapping, expected: int, before: str) -> str:
    """Return the head after this record, if it follows from the one before."""
    if row["seq"] != expected:
        raise StoreError(f"record {expected:,} is missing; {RESTORE}")
    if row["kind"] not in RECORDS:
        raise StoreError(f"record {expected:,} is of no kind that there is ({row['kind']}); {RESTORE}")
    digest = next_head(before, expected, row["kind"], row["time"], row["content"])
    if digest != row["head"]:
        raise StoreError(f"record {expected:,} ({row['kind']}) has been changed, or one before it; {RESTORE}")
    return digest


def _check_content(row: RowMapping, own: dict[int, RowMapping], salts: dict[int, str], erased: Collection[int]) -> int:
    """Return whether a record still has a row of its own (1 or 0), which says what it said at first."""
    seq, kind = row["seq"], row["kind"]
    if seq in erased:
        if seq in own or seq in salts:
            raise StoreError(f"record {seq:,} ({kind}) was to be erased and is still there; erase it again")
        return 0
    if seq not in own or seq not in salts:
        raise StoreError(f"record {seq:,} ({kind}) has been removed; {RESTORE}")
    if content_digest(salts[seq], kind, values(RECORDS[kind], dict(own[seq]))) != row["content"]:
        raise StoreError(f"record {seq:,} ({kind}) has been changed{_about(own[seq])}; {RESTORE}")
    return 1


def _about(row: RowMapping) -> str:
    """Return what a record is about, where its row says so."""
    record_name = row.get("document") or row.get("path") or row.get("version") or row.get("name")
    return f": it is about {record_name}" if record_name else ""


def _check_erasures(connection: Connection, erased: Mapping[int, int]) -> None:
    """The records listed as erased are those that the erasures name; their own rows have been found unchanged."""
    named = {
        (int(seq), row.seq)
        for row in connection.execute(select(ERASURE.c.seq, ERASURE.c.records))
        for seq in json.loads(row.records)
    }
    differing = named ^ set(erased.items())
    if differing:
        seq = min(seq for seq, _ in differing)
        raise StoreError(f"record {seq:,} is listed as erased, and no erasure names it, or the other way; {RESTORE}")


def check_guards(connection: Connection) -> None:
    """Raise StoreError unless what refuses changes is there, word for word, and nothing beside it."""
    present_guards = guards_in(connection)
    for table in (RECORD, SALT, ERASED, *RECORDS.values()):
        is_erasable = table is SALT or table in ERASABLE
        for guard_name, guard_source in guards_of(table.name, is_erasable, connection.dialect.name).items():
            present_source = present_guards.pop(guard_name, None)
            if present_source is None or not is_same(present_source, guard_source):
                difference = "taken away" if present_source is None else "altered"
                raise StoreError(f"what keeps the table {table.name} from being changed was {difference}; {RESTORE}")
    if present_guards:
        guard_names = ", ".join(sorted(present_guards))
        raise StoreError(f"the database holds what Everypoint never put there ({guard_names}); {RESTORE}")


def _check_counts(connection: Connection, counts: dict[str, int], records: int, erased: int) -> None:
    """Nothing stands in a table that the chain does not know."""
    for kind, expected in counts.items():
        _check_count(connection, RECORDS[kind], expected)
    _check_count(connection, SALT, records - erased)


def _check_count(connection: Connection, table: Table, expected: int) -> None:
    stored_count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if stored_count != expected:
        raise StoreError(f"{table.name} holds {stored_count - expected:+,} rows that were never appended; {RESTORE}")
