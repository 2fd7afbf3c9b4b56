"""Verifying: every record is there, says what its digest says, and stands where the chain has it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from analysis.errors import StoreError
from analysis.store.append import Head, values
from analysis.store.chain import NOTHING, content_digest, next_head
from analysis.store.migrations.guards import guards_in, guards_of, is_same
from analysis.store.queries import count_rows, rows_of
from analysis.store.schema import ERASABLE, ERASED, ERASURE, RECORD, RECORDS, SALT
from analysis.text import plural

AT_ONCE = 2_000
"""Records looked at together."""

RESTORE = "restore the store from a backup"


def verify(connection: Connection, heads: Collection[Head] = ()) -> str:
    """Say that the chain holds; raises StoreError for the first record that was changed, added or removed.

    ``heads`` are where the chain ended at earlier times, as manifests and others remember them.
    """
    erasure_of = {row.seq: row.by for row in connection.execute(select(ERASED.c.seq, ERASED.c.by))}
    wanted_heads: dict[int, set[str]] = {}
    for seq, head in heads:
        wanted_heads.setdefault(seq, set()).add(head)
    wanted_heads.pop(0, None)
    record_count, kind_counts = _check_records(connection, erasure_of, wanted_heads)
    if wanted_heads:
        last = max(wanted_heads)
        raise StoreError(f"the records from {record_count + 1:,} to {last:,} are missing at the end; {RESTORE}")
    _check_erasures(connection, erasure_of)
    _check_counts(connection, kind_counts, record_count - len(erasure_of))
    erased_note = f"; {plural(len(erasure_of), 'record')} erased on request" if erasure_of else ""
    return f"{plural(record_count, 'record')}, each as it was appended{erased_note}"


def _check_records(
    connection: Connection, erased: Collection[int], wanted_heads: dict[int, set[str]]
) -> tuple[int, dict[str, int]]:
    """Check each record against the chain; take away the heads found; return the records, in all and by kind."""
    record_count, kind_counts, digest = 0, dict.fromkeys(RECORDS, 0), NOTHING
    for batch in _batches(connection):
        kinds = {record_row["kind"] for record_row in batch} & set(RECORDS)
        rows_by_kind = {kind: {row["seq"]: row for row in _rows_in(connection, RECORDS[kind], batch)} for kind in kinds}
        salts = {row["seq"]: row["salt"] for row in _rows_in(connection, SALT, batch)}
        for record_row in batch:
            record_count += 1
            digest = _check_link(record_row, record_count, digest)
            kind = record_row["kind"]
            kind_counts[kind] += _check_content(record_row, rows_by_kind[kind], salts, erased)
            if wanted_heads.pop(record_count, {digest}) != {digest}:
                raise StoreError(
                    f"record {record_count:,} is not the one that an earlier report was made with; {RESTORE}"
                )
    return record_count, kind_counts


def _batches(connection: Connection) -> Iterator[Sequence[RowMapping]]:
    record_query = select(RECORD).order_by(RECORD.c.seq).limit(AT_ONCE)
    record_rows = connection.execute(record_query).mappings().all()
    while record_rows:
        yield record_rows
        record_rows = connection.execute(record_query.where(RECORD.c.seq > record_rows[-1]["seq"])).mappings().all()


def _rows_in(connection: Connection, table: Table, batch: Sequence[RowMapping]) -> Iterator[RowMapping]:
    return rows_of(connection, table, table.c.seq.between(batch[0]["seq"], batch[-1]["seq"]))


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
    """Raise StoreError unless the records listed as erased are those that erasures name, whose rows are unchanged."""
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


def _check_counts(connection: Connection, kind_counts: Mapping[str, int], salts: int) -> None:
    """Raise StoreError where anything stands in a table that the chain does not know."""
    expected_counts = {**{RECORDS[kind]: count for kind, count in kind_counts.items()}, SALT: salts}
    for table, expected in expected_counts.items():
        (stored_count,) = count_rows(connection, table)
        if stored_count != expected:
            surplus = stored_count - expected
            raise StoreError(f"{table.name} holds {surplus:+,} rows that were never appended; {RESTORE}")
