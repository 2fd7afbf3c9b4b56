"""The store as the rest of the tool sees it: its repositories, over a transaction for each question or one for many."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from analysis.errors import StoreError
from analysis.store import append, row_erasure, row_transfer, verify
from analysis.store.append import Chain, Head
from analysis.store.blobs import DatabaseBlobs, FileBlobs
from analysis.store.coding_tables import CodingTables, digests_of
from analysis.store.connection import END, Database
from analysis.store.head_file import HeadFile
from analysis.store.lock import held
from analysis.store.received_rows import Arrival
from analysis.store.repositories import OneTransaction, Repositories
from analysis.store.repository import reads
from analysis.store.row_erasure import Gone
from analysis.store.schema import SOURCE

FORGETTING = "forgetting.json"
"""Where an erasure notes the hashes of the bytes that it takes away, until they are gone."""


class Store(Repositories):
    """Everything received, judged and published on one consultation.

    It lies in ``folder``, or on the server whose address is given; nothing is made before the first record is.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        """Name the place."""
        self._folder = folder
        self._database = Database(url, folder)
        self._witness = HeadFile(folder)
        self._files = FileBlobs(folder / "sources")
        self._blobs = self._files if self._database.is_file else DatabaseBlobs(self._database)
        self._tables = CodingTables(self._files if self._database.is_file else None)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one who takes in for a while; others may read, and record what they judge."""
        with held(self._folder / "lock"), nullcontext() if self._database.is_file else self._database.alone():
            self._clear_remains()
            yield

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Have nobody take in or erase meanwhile; where nothing can be written, nobody does."""
        if not self._database.exists or self._database.is_sealed:
            yield
        else:
            with self.alone():
                yield

    def _clear_remains(self) -> None:
        """End what those before us were killed in the middle of."""
        self._files.clear_remains()
        if self._database.is_file and self._database.exists:
            # Alone against whoever has kept a table and not recorded it yet.
            with self._database.writing() as connection:
                self._files.keep_only(self._needed(connection))
        if (self._folder / FORGETTING).exists():
            with suppress(StoreError):  # somebody is reading: the next one ends it
                self._forget()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def take_in(self, arrivals: Sequence[Arrival], time: str) -> tuple[bool, ...]:
        """Keep the bytes of sources and record them with everything found in them, all or none; say of each whether
        this version of it is new.

        The sources are of different paths.
        """
        if not arrivals:
            return ()
        # The bytes first: a record without its bytes would be a false statement.
        self._blobs.keep({arrival.source.sha256: arrival.content for arrival in arrivals})
        return self._take_in(arrivals, time)

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes kept under a hash, or None."""
        return self._blobs.content(sha256) if self._database.exists else None

    # Transactions

    @contextmanager
    def reading(self) -> Iterator[Repositories]:
        """Yield all repositories as of one moment: what others record meanwhile is not seen."""
        with self._reading() as connection:
            yield OneTransaction(connection, only_reads=True, tables=self._tables)

    @contextmanager
    def writing(self) -> Iterator[Repositories]:
        """Yield all repositories to append with, all or nothing, while every other writer waits."""
        with self._writing() as connection:
            yield OneTransaction(connection, only_reads=False, tables=self._tables)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if not self._database.exists:
            self._must_not_be_missing()
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self, known: bool = True) -> Iterator[Connection]:
        """Yield a transaction that appends to the chain; raises StoreError unless it is ``known`` to this workspace."""
        if known and not self._database.exists:
            self._must_not_be_missing()
        with self._database.writing() as connection:
            if known:
                connection.info[END] = self._check_witness(connection, self._witness.remembers())
            yield connection
            end = append.chain(connection)
        self._witness.remember(end)

    def _check_witness(self, connection: Connection, seen: Chain | None) -> Chain:
        """Return where the chain stands; raises StoreError unless it is the one that this workspace has seen."""
        stored_chain, stored_head = append.chain_and_digest(connection, seen.records if seen else 0)
        self._witness.must_know(seen, stored_chain, stored_head, self._database.is_file)
        return stored_chain

    def _must_not_be_missing(self) -> None:
        seen = self._witness.remembers()
        if seen is not None and seen.records:
            raise StoreError(
                f"{self._database.path} is missing, which held {seen.records:,} records; restore it from a backup. "
                "If the store is on a server, set EVERYPOINT_DATABASE."
            )

    # What is erased

    def erase_sources(self, paths: Sequence[str], who: str, why: str, time: str) -> int:
        """Erase sources, everything found in them and judged of it, and say how many records there were."""
        return self._erase(
            lambda connection: row_erasure.erase_sources(connection, self._tables, paths, who, why, time)
        )

    def erase_part(
        self, path: str, parts: Collection[tuple[str, str]], current: str, who: str, why: str, time: str
    ) -> int:
        """Erase documents of a source (by name and text's SHA-256), and its versions before the current one."""
        return self._erase(
            lambda connection: row_erasure.erase_part(connection, self._tables, path, parts, current, who, why, time)
        )

    def _erase(self, erasing: Callable[[Connection], Gone]) -> int:
        with self._writing() as connection:
            gone = erasing(connection)
            self._begin_to_forget(gone.hashes)
        self._forget()
        return gone.records

    def _begin_to_forget(self, hashes: Iterable[str]) -> None:
        """Note whose bytes go once the records are gone, so that the next one ends what breaks off in between."""
        self._folder.mkdir(parents=True, exist_ok=True)
        noted_hashes = json.dumps(sorted({*hashes, *self._to_forget()}))
        (self._folder / FORGETTING).write_text(noted_hashes, encoding="ascii")

    def _to_forget(self) -> list[str]:
        with suppress(FileNotFoundError, ValueError):
            return list(map(str, json.loads((self._folder / FORGETTING).read_text(encoding="ascii"))))
        return []

    def _forget(self) -> None:
        """Remove the bytes that no source needs any more, and what the database's files still say."""
        with self._reading() as connection:
            needed_hashes = self._needed(connection)
        for sha256 in self._to_forget():
            if sha256 not in needed_hashes:
                self._blobs.remove(sha256)
        self._database.tidy()
        (self._folder / FORGETTING).unlink(missing_ok=True)

    def _needed(self, connection: Connection) -> set[str]:
        """Return the SHA-256 of all bytes of which a record speaks: those of sources, and of tables of codings."""
        return {*connection.execute(select(SOURCE.c.sha256)).scalars(), *digests_of(connection)}

    # Moving to another place

    def every_row(self) -> Iterator[tuple[str, Iterator[row_transfer.Values]]]:
        """Yield each table's name with all its rows as of one moment; to be gone through one after the other."""
        with self._reading() as connection:
            yield from row_transfer.every_row(connection)

    @reads
    def table_digests(self, connection: Connection) -> list[str]:
        """Return the SHA-256 of every table of codings, under which ``content`` gives its bytes."""
        return sorted(digests_of(connection))

    @reads
    def must_be_empty(self, connection: Connection) -> None:
        """Raise StoreError where the store holds anything."""
        row_transfer.must_be_empty(connection)

    def expect(self, end: Chain) -> None:
        """Remember where the chain is going to end: until it does, ``verify`` finds records missing."""
        self._witness.remember(end)

    def restore(
        self, tables: Iterable[tuple[str, Iterable[Any]]], contents: Iterable[tuple[str, bytes]], end: Head
    ) -> str:
        """Put in everything of another store whose chain ended there, all or nothing, and say what ``verify`` says.

        Raises StoreError where this store holds anything, or what is put in does not hold.
        """
        if self._database.is_file:
            for sha256, content in contents:
                self._files.keep({sha256: content})
        with self._writing(known=False) as connection:
            row_transfer.must_be_empty(connection)
            for name, rows in tables:
                row_transfer.put(connection, name, rows)
            if not self._database.is_file:
                row_transfer.put_bytes(connection, contents)
            return verify.verify(connection, [end])

    # Proof

    def verify(self, heads: Sequence[Head] = ()) -> str:
        """Say that the chain holds, back to where these heads say it was; raises StoreError for the first fault."""
        # Looked at before the store: who writes meanwhile goes on from there.
        seen = self._witness.remembers()
        with self._reading() as connection:
            if not self._database.exists:
                return "nothing has been recorded yet"
            verified = verify.verify(connection, [*heads, *([(seen.records, seen.head)] if seen else [])])
            verify.check_guards(connection)
            self._tables.verify(connection)
            self._witness.must_be_there(seen, self._check_witness(connection, seen))
        return verified
