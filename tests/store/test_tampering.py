"""Whatever is changed, added or removed behind the store's back is found."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Connection, String, Table, delete, insert, select, text, update

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.errors import StoreError
from analysis.store import Store
from analysis.store.append import Head
from analysis.store.head_file import FILE as WITNESS
from analysis.store.schema import ERASED, RECORD, RECORDS, SALT
from analysis.store.verify import verify
from analysis.workspace import Settings, Workspace
from tests.builders import LETTER, make_workspace
from tests.share import share
from tests.store.history import write_history

CASES = 100
SEED = 20140520
RESTORED = re.compile("; (restore the store from a backup|erase it again)$")
TABLES = [RECORD, SALT, ERASED, *RECORDS.values()]


@pytest.fixture
def tampered(store: Store, raw: Callable[[], Connection]) -> Connection:
    """The database of a store with a history, with its guards taken away, in a transaction."""
    write_history(store)
    connection = raw()
    drop_guards(connection)
    connection.commit()
    return connection


def drop_guards(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        return
    for table in TABLES:
        connection.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER ALL'))


def change_one_character(connection: Connection, table: Table, chance: random.Random) -> str:
    """Change one character of one stored text."""
    columns = [c for c in table.columns if isinstance(c.type, String)]
    filled = [(c, seq, value) for c in columns for seq, value in connection.execute(select(table.c.seq, c)) if value]
    column, seq, value = chance.choice(filled)
    place = chance.randrange(len(value))
    other = chance.choice([c for c in 'abc012[]"{},: é' if c != value[place]])
    changed = value[:place] + other + value[place + 1 :]
    connection.execute(update(table).where(table.c.seq == seq).values({column: changed}))
    return f"{table.name}.{column.name} of {seq}: {value[:30]!r} to {changed[:30]!r} at {place}"


def change_a_number(connection: Connection, table: Table, chance: random.Random) -> str:
    """Change one stored number, the record's own among them."""
    column = chance.choice([c for c in table.columns if isinstance(c.type, BigInteger)])
    seq = chance.choice(numbers(connection, table))
    by = chance.choice((1_000, 1_001, -1_000))
    connection.execute(update(table).where(table.c.seq == seq).values({column: column + by}))
    return f"{table.name}.{column.name} of {seq} by {by}"


def remove_a_row(connection: Connection, table: Table, chance: random.Random) -> str:
    """Delete one row and leave all else."""
    seq = chance.choice(numbers(connection, table))
    connection.execute(delete(table).where(table.c.seq == seq))
    return f"{seq} from {table.name}"


def remove_a_record(connection: Connection, table: Table, chance: random.Random) -> str:
    """Delete one record wherever it stands."""
    seq = chance.choice(numbers(connection, RECORD))
    for each in TABLES:
        connection.execute(delete(each).where(each.c.seq == seq))
    return f"{seq} from everywhere"


def cut_off_the_last(connection: Connection, table: Table, chance: random.Random) -> str:
    """Delete the last records wherever they stand."""
    last = chance.choice(numbers(connection, RECORD))
    for each in TABLES:
        connection.execute(delete(each).where(each.c.seq >= last))
    return f"all from {last}"


def add_a_row(connection: Connection, table: Table, chance: random.Random) -> str:
    """Copy a row to the end, with a number of its own."""
    seq = chance.choice(numbers(connection, table))
    row = dict(connection.execute(select(table).where(table.c.seq == seq)).mappings().one())
    end = numbers(connection, RECORD)[-1] + chance.choice((1, 2, 50))
    connection.execute(insert(table), {**row, "seq": end})
    return f"{seq} of {table.name} again as {end}"


def exchange_two(connection: Connection, table: Table, chance: random.Random) -> str:
    """Let two records of one kind say what the other said."""
    kind = RECORDS["coding"]
    one, other = chance.sample(numbers(connection, kind), 2)
    for was, becomes in ((one, -1), (other, one), (-1, other)):
        connection.execute(update(kind).where(kind.c.seq == was).values(seq=becomes))
    return f"codings {one} and {other}"


def pretend_to_erase(connection: Connection, table: Table, chance: random.Random) -> str:
    """Remove a record as an erasure does, and name an erasure that does not know of it."""
    kind = RECORDS["coding"]
    seq, by = chance.choice(numbers(connection, kind)), numbers(connection, RECORDS["erasure"])[0]
    connection.execute(insert(ERASED), {"seq": seq, "by": by})
    connection.execute(delete(kind).where(kind.c.seq == seq))
    connection.execute(delete(SALT).where(SALT.c.seq == seq))
    return f"coding {seq}"


WAYS = (
    change_one_character,
    change_one_character,
    change_one_character,
    change_a_number,
    remove_a_row,
    remove_a_record,
    cut_off_the_last,
    add_a_row,
    exchange_two,
    pretend_to_erase,
)


def told(connection: Connection, heads: list[Head]) -> str:
    """What is said of a store that was tampered with, in a transaction that is still open."""
    try:
        return verify(connection, heads)
    except StoreError as error:
        return str(error)


def numbers(connection: Connection, table: Table) -> list[int]:
    """The numbers of a table's rows, in order."""
    return list(connection.execute(select(table.c.seq).order_by(table.c.seq)).scalars())


def test_all_of_a_hundred_tamperings_are_found(store: Store, tampered: Connection) -> None:
    """A third of them in one run, in each of the ways."""
    chain = store.chain()
    heads = [(chain.records, chain.head)]
    holds = told(tampered, heads)
    assert not RESTORED.search(holds)
    for case in share(range(CASES), 3):
        chance = random.Random(f"{SEED}:{case}")
        way = WAYS[case % len(WAYS)]
        texts = [table for table in TABLES if table is not ERASED]
        what = way(tampered, chance.choice(texts if way is change_one_character else TABLES), chance)
        assert RESTORED.search(told(tampered, heads)), f"{way.__name__}: {what}"
        tampered.rollback()
    assert told(tampered, heads) == holds


def test_a_change_in_any_column_of_any_table_is_found(store: Store, tampered: Connection) -> None:
    heads = [(store.chain().records, store.chain().head)]
    columns = [column for table in TABLES for column in table.columns]
    # What is found is found by the same code, whatever the database.
    for column in columns if tampered.dialect.name == "sqlite" else share(columns, 4):
        table, seq = column.table, numbers(tampered, column.table)[-1]
        changed: object = column + 1_000 if isinstance(column.type, BigInteger) else "x"
        tampered.execute(update(table).where(table.c.seq == seq).values({column: changed}))
        assert RESTORED.search(told(tampered, heads)), f"{table.name}.{column.name}"
        tampered.rollback()


def test_the_last_records_cannot_be_cut_off_unseen(store: Store, tampered: Connection) -> None:
    end = store.chain().records
    for table in TABLES:
        tampered.execute(delete(table).where(table.c.seq > end - 3))
    tampered.commit()
    with pytest.raises(StoreError, match=rf"the records from {end - 2} to {end} are missing at the end; restore"):
        store.verify()


def test_a_chain_that_was_written_anew_is_found_by_an_earlier_head(
    open_store: Callable[[], Store], store: Store, tampered: Connection, tmp_path: Path
) -> None:
    chain = store.chain()
    (tmp_path / "state" / WITNESS).unlink()
    for table in TABLES:
        tampered.execute(delete(table))
    tampered.commit()
    write_history(store)
    assert store.chain().records == chain.records
    with pytest.raises(StoreError, match=f"record {chain.records} is not the one that an earlier report was made with"):
        store.verify([(chain.records, chain.head)])


def test_records_cut_off_after_a_report_are_missed_by_its_manifest(
    url: str, tmp_path: Path, raw: Callable[[], Connection]
) -> None:
    root = make_workspace(tmp_path / "work", {"letter.txt": LETTER})
    app = AppContext(Workspace(root), settings=Settings(database=url))
    publish.report(app)
    verify_workspace.check(app)
    end = app.store.chain().records
    (app.workspace.state / WITNESS).unlink()
    (tmp_path / "state").symlink_to(app.workspace.state)
    connection = raw()
    drop_guards(connection)
    for table in TABLES:
        connection.execute(delete(table).where(table.c.seq > end - 2))
    connection.commit()
    with pytest.raises(StoreError, match=rf"the records from {end - 1} to {end} are missing at the end; restore"):
        verify_workspace.check(app)
    app.store.close()
