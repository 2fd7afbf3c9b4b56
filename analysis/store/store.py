"""The store as the rest of the tool sees it: every method is one transaction, and speaks the vocabulary."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from analysis.errors import StoreError
from analysis.model import (
    ActivityEvent,
    Audit,
    Codebook,
    Coder,
    CoderKind,
    Coding,
    ManualSegmentation,
    Part,
    PointKey,
    Respondent,
    Source,
)
from analysis.store import (
    activity,
    append,
    coding_rows,
    news,
    published_reports,
    received_rows,
    row_erasure,
    row_transfer,
    sample_rows,
    verify,
)
from analysis.store.append import Chain, Head, Step
from analysis.store.blobs import Blobs, DatabaseBlobs, FileBlobs
from analysis.store.chain import NOTHING
from analysis.store.connection import END, Database
from analysis.store.head_file import HeadFile
from analysis.store.lock import held
from analysis.store.news import News
from analysis.store.published_reports import Published
from analysis.store.received_rows import Arrival, Refs
from analysis.store.row_erasure import Erasure

T = TypeVar("T")

FORGETTING = "forgetting.json"
"""Where an erasure notes the hashes of the bytes that it takes away, until they are gone."""


class Store:
    """Everything received, judged and published on one consultation.

    It lies in ``folder``, or on the server whose address is given; nothing is made before the first record is.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        """Name the place."""
        self._folder = folder
        self._database = Database(url, folder)
        self._witness = HeadFile(folder)
        self._files = FileBlobs(folder / "sources")
        self._blobs: Blobs = self._files if self._database.is_file else DatabaseBlobs(self._database)

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
            self._files.keep_only({source.sha256 for source in self.versions()})
        if (self._folder / FORGETTING).exists():
            with suppress(StoreError):  # somebody is reading: the next one ends it
                self._forget()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # What was received

    def take_in(self, arrival: Arrival, content: bytes, time: str) -> bool:
        """Keep a source's bytes and record it with everything found in it; say whether this version of it is new."""
        # The bytes first: a record without its bytes would be a false statement.
        self._blobs.keep(arrival.source.sha256, content)
        with self._writing() as connection:
            return received_rows.take_in(connection, arrival, time)

    def sources(self) -> dict[str, Source]:
        """Return the newest version of every source, by its path."""
        return self._ask(received_rows.sources, {})

    def versions(self) -> tuple[Source, ...]:
        """Return every version of every source, in the order in which they came."""
        return self._ask(received_rows.versions, ())

    def taken_in(self) -> tuple[int, ...]:
        """Return how many sources, readings and erasures there are: as long as these stay, so does all that was
        received."""
        return self._ask(received_rows.taken_in, ())

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes kept under a hash, or None."""
        return self._blobs.content(sha256) if self._database.exists else None

    def readings(self, recipe: str) -> dict[tuple[str, str], Refs]:
        """Return what was found by this recipe in each version of each source: its path and SHA-256."""
        return self._ask(lambda connection: received_rows.readings(connection, recipe), {})

    def parts(self, refs: Refs) -> tuple[Part, ...]:
        """Return what was found, by the numbers that ``readings`` gave."""
        with self._database.reading() as connection:
            return received_rows.parts(connection, refs)

    def marked(self, refs: Refs, reason: str) -> Refs:
        """Return those of the documents whose division holds a reason, by the numbers that ``readings`` gave."""
        return self._ask(lambda connection: received_rows.marked(connection, refs, reason), ())

    def know_respondents(self, known: Mapping[str, Respondent], time: str) -> int:
        """Record who sent responses, where that is new or has changed, and say how many."""
        with self._writing() as connection:
            return received_rows.know_respondents(connection, known, time)

    def respondents(self) -> dict[str, Respondent]:
        """Return who sent each response, as last recorded."""
        return self._ask(received_rows.respondents, {})

    def arrivals(self) -> dict[str, int]:
        """Return when each response first came, as a number that grows, by the response's name."""
        return self._ask(received_rows.arrivals, {})

    def links(self) -> dict[str, tuple[str, float]]:
        """For each response that said what an earlier one said when it arrived: that one, and the share in common."""
        return self._ask(received_rows.links, {})

    def link(self, found: Mapping[str, tuple[str, float]], time: str) -> None:
        """Record which responses say what earlier ones say."""
        if found:
            with self._writing() as connection:
                received_rows.link(connection, found, time)

    def note(self, *done: ActivityEvent) -> None:
        """Record what somebody did."""
        with self._writing() as connection:
            activity.note(connection, done)

    def deeds(self, most: int) -> tuple[ActivityEvent, ...]:
        """Return what people did last, the newest first."""
        return self._ask(lambda connection: tuple(activity.deeds(connection, most)), ())

    # What was judged

    def add_coding(self, coding: Coding, known: Chain, codebook: Codebook | None = None) -> Step | None:
        """Append a person's coding, and its codebook if that is new; None where people coded its point since the chain
        stood where it is ``known``."""
        with self._writing() as connection:
            before = append.chain(connection)
            if before != known and coding_rows.is_coded_since(connection, coding.point, known.records):
                return None
            if codebook:
                coding_rows.know_codebook(connection, codebook, coding.time)
            coding_rows.add_codings(connection, [coding], coding.time)
            return Step(before, append.chain(connection))

    def append(self, codings: Iterable[Coding]) -> int:
        """Append codings, all or none, and say how many."""
        coding_records = list(codings)
        if not coding_records:
            return 0
        with self._writing() as connection:
            return coding_rows.add_codings(connection, coding_records, max(coding.time for coding in coding_records))

    def codings(self, machine: str | None = None, after: int = 0) -> tuple[Coding, ...]:
        """Return people's codings, and those of one machine coder if it is named, in the order in which they were
        appended; those ``after`` a record alone."""
        return self._ask(lambda connection: tuple(coding_rows.codings(connection, machine, after)), ())

    def machine_codings(self, coder_id: str, with_evidence: bool = True) -> tuple[Coding, ...]:
        """Return the codings of one machine coder, in the order in which they were appended."""
        return self._ask(lambda connection: tuple(coding_rows.machine_codings(connection, coder_id, with_evidence)), ())

    def coders(self) -> dict[str, Coder]:
        """Return everybody who has judged, by their ids, as last named."""
        return self._ask(coding_rows.coders, {})

    def every_coding(self) -> Iterator[Coding]:
        """Yield all codings of all coders, one after the other."""
        if self._database.exists:
            with self._database.reading() as connection:
                yield from coding_rows.every_coding(connection)

    def codings_of(self, point: PointKey) -> tuple[Coding, ...]:
        """Return all codings of one point, in the order in which they were appended."""
        return self._ask(lambda connection: coding_rows.codings_of(connection, point), ())

    def codings_in(self, document: str) -> tuple[Coding, ...]:
        """Return all codings of one document's points, in the order in which they were appended."""
        return self._ask(lambda connection: coding_rows.codings_in(connection, document), ())

    def coded(self, coder: Coder) -> set[tuple[PointKey, str, str]]:
        """Return which points a coder has coded, with who had divided their documents, and the SHA-256 of the words
        there."""
        return self._ask(lambda connection: coding_rows.coded(connection, coder), set())

    def counts(self) -> dict[CoderKind, int]:
        """Return how many codings there are, by the kind of their coder."""
        return self._ask(coding_rows.counts, {})

    def know_codebook(self, codebook: Codebook, time: str) -> None:
        """Record a codebook, where this version of it is new."""
        if codebook.version not in self.codebooks():
            with self._writing() as connection:
                coding_rows.know_codebook(connection, codebook, time)

    def codebooks(self) -> dict[str, Codebook]:
        """Return every codebook that anything was coded with, by its version, oldest first."""
        return self._ask(coding_rows.codebooks, {})

    def redivide(self, redivision: ManualSegmentation) -> None:
        """Append a segmentation by hand."""
        with self._writing() as connection:
            coding_rows.redivide(connection, redivision)

    def redivisions(self) -> tuple[ManualSegmentation, ...]:
        """Return all segmentations by hand, in the order in which they were appended."""
        return self._ask(lambda connection: tuple(coding_rows.redivisions(connection)), ())

    # What was drawn

    def draw(self, audit: Audit) -> None:
        """Record an audit's last draw, and with its first one the frame."""
        with self._writing() as connection:
            sample_rows.add_draw(connection, audit)

    def audits(self) -> dict[str, Audit]:
        """Return every audit by its name, in the order in which they were first drawn."""
        return self._ask(sample_rows.audits, {})

    def drawn_and_scored(self) -> tuple[int, ...]:
        """Return how many draws, scores and erasures there are: as long as these stay, so does every audit."""
        return self._ask(sample_rows.drawn_and_scored, ())

    def score(self, audit: Audit, figures: Mapping[str, Any], time: str) -> None:
        """Record that all draws of an audit were scored, and the figures that were told."""
        with self._writing() as connection:
            sample_rows.add_score(connection, audit, figures, time)

    def figures(self, name: str) -> tuple[str, dict[str, Any]] | None:
        """Return when the audit of this name was scored last, and the figures that were told then; None where it was
        not."""
        return self._ask(lambda connection: sample_rows.figures(connection, name), None)

    def show(self, coder: Coder, points: Sequence[tuple[PointKey, str]], time: str) -> Step:
        """Record that a person is shown how others coded points, which are given with the SHA-256 of their words."""
        with self._writing() as connection:
            before = append.chain(connection)
            sample_rows.show(connection, coder, points, time)
            return Step(before, append.chain(connection))

    def seen(self, after: int = 0) -> tuple[tuple[str, PointKey, str], ...]:
        """Return who was shown how others, the machine or people, coded which point, with the SHA-256 of its words;
        ``after`` a record."""
        return self._ask(lambda connection: tuple(sample_rows.seen(connection, after)), ())

    # What was published and withdrawn

    def add_report(self, page: str, facts: Mapping[str, Any], time: str) -> Published:
        """Record that a report was made: the SHA-256 of its page, and what it was made from."""
        with self._writing() as connection:
            return published_reports.add_report(connection, page, facts, time)

    def reports(self) -> tuple[Published, ...]:
        """Return every report that was made, in the order in which they were."""
        return self._ask(published_reports.reports, ())

    def source_digests(self) -> dict[tuple[str, str], str]:
        """Return the salted digest that the chain holds of each version of each source, by its path and SHA-256."""
        return self._ask(published_reports.source_digests, {})

    def chain(self) -> Chain:
        """Return where the chain stands."""
        return self._ask(append.chain, Chain(NOTHING, 0, NOTHING))

    def news(self, known: Chain) -> News:
        """Return what was recorded since the chain stood there; everything, where it is not that chain any more."""
        nothing = News(Chain(), True, (), 0, (), {}, {}, {}, {}, {})
        return self._ask(lambda connection: news.news(connection, known), nothing)

    def erase_sources(self, paths: Sequence[str], who: str, why: str, time: str) -> int:
        """Erase sources, everything found in them and judged of it, and say how many records there were."""
        with self._writing() as connection:
            erased_count = row_erasure.erase_sources(connection, paths, who, why, time)
            self._begin_to_forget(erased_count.hashes)
        self._forget()
        return erased_count.records

    def erase_part(
        self, path: str, parts: Collection[tuple[str, str]], current: str, who: str, why: str, time: str
    ) -> int:
        """Erase documents of a source (by name and text's SHA-256), and its versions before the current one."""
        with self._writing() as connection:
            erased_count = row_erasure.erase_part(connection, path, parts, current, who, why, time)
            self._begin_to_forget(erased_count.hashes)
        self._forget()
        return erased_count.records

    def held(self, path: str) -> list[tuple[str, str, str | None]]:
        """Return every document that any version of a source held: its name, its text's SHA-256, and who it says
        wrote it."""
        return self._ask(lambda connection: row_erasure.held(connection, path), [])

    def named(self) -> list[tuple[str, str]]:
        """Return every response with every name that its respondent was ever recorded under."""
        return self._ask(row_erasure.named, [])

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
        needed_hashes = {source.sha256 for source in self.versions()}
        for sha256 in self._to_forget():
            if sha256 not in needed_hashes:
                self._blobs.remove(sha256)
        self._database.tidy()
        (self._folder / FORGETTING).unlink(missing_ok=True)

    def erasures(self) -> list[Erasure]:
        """Return all erasures, in the order in which they were done."""
        return self._ask(row_erasure.erasures, [])

    # Moving house

    def every_row(self) -> Iterator[tuple[str, Iterator[row_transfer.Values]]]:
        """Yield each table's name with all its rows, from one state of the store; to be gone through one after the
        other."""
        if self._database.exists:
            with self._database.reading() as connection:
                yield from row_transfer.every_row(connection)

    def must_be_empty(self) -> None:
        """Raise StoreError where the store holds anything."""
        self._ask(row_transfer.must_be_empty, None)

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
                self._files.keep(sha256, content)
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
        seen = self._witness.remembers()
        remembered = [*heads, *([(seen.records, seen.head)] if seen else [])]
        verified = self._ask(lambda connection: verify.verify(connection, remembered), "nothing has been recorded yet")
        self._ask(verify.check_guards, None)
        # Looked at before the store: who writes meanwhile goes on from there.
        self._ask(lambda connection: self._check_witness(connection, seen), None)
        self._witness.must_be_there(seen, self.chain())
        return verified

    def knows(self, head: Head) -> bool:
        """Return whether the chain has been there."""
        return self._ask(lambda connection: append.head_at(connection, head[0]), None) == head[1]

    def _check_witness(self, connection: Connection, seen: Chain | None) -> None:
        """Raise StoreError unless the chain is the one that this workspace has seen."""
        current = append.chain(connection)
        is_at_end = seen is not None and seen.records == current.records
        stored_head = current.head if is_at_end else append.head_at(connection, seen.records) if seen else None
        self._witness.must_know(seen, current, stored_head, self._database.is_file)

    def _ask(self, question: Callable[[Connection], T], otherwise: T) -> T:
        """Return an answer from one state of the store; the other one where there is no store yet."""
        if not self._database.exists:
            self._must_not_be_missing()
            return otherwise
        with self._database.reading() as connection:
            return question(connection)

    def _must_not_be_missing(self) -> None:
        seen = self._witness.remembers()
        if seen is not None and seen.records:
            raise StoreError(
                f"{self._database.path} is missing, which held {seen.records:,} records; restore it from a backup. "
                "If the store is on a server, set EVERYPOINT_DATABASE."
            )

    @contextmanager
    def _writing(self, known: bool = True) -> Iterator[Connection]:
        """A transaction that appends to the chain that this workspace knows; ``known``: it must be that one."""
        if known and not self._database.exists:
            self._must_not_be_missing()
        with self._database.writing() as connection:
            if known:
                self._check_witness(connection, self._witness.remembers())
                connection.info[END] = append.chain(connection)
            yield connection
            end = append.chain(connection)
        self._witness.remember(end)
