"""Rows of what was received: sources, what was found in them, and who sent it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select
from sqlalchemy import Table as DatabaseTable

from analysis.model import Coder, CoderKind, Part, Respondent, SegmentedDocument, Skipped, Source, Table
from analysis.store import codec
from analysis.store.append import Row, append
from analysis.store.schema import (
    DOCUMENT,
    ERASURE,
    LINK,
    MAPPING,
    READING,
    RECORDS,
    RESPONDENT,
    SEGMENTATION,
    SOURCE,
    UNREAD,
)
from analysis.text import fingerprint

SPLITTER = Coder("splitter", CoderKind.MACHINE, "splitter")
"""Who divided a document that nobody divided by hand; the segmentation itself says which version."""

AT_ONCE = 500
"""Numbers asked for in one query; SQLite takes 32,766, older ones 999."""

Refs = tuple[tuple[str | int, ...], ...]
"""The same by records: the name of their table and their numbers; a document's goes with its segmentation's."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A source with everything that was found in it, by readers and a splitter of which ``recipe`` is the hash."""

    source: Source
    recipe: str
    parts: Sequence[Part]


def sources(connection: Connection) -> dict[str, Source]:
    """Return the newest version of every source, by its path."""
    return {row["path"]: codec.source_of(row) for row in _rows(connection, SOURCE)}


def versions(connection: Connection) -> tuple[Source, ...]:
    """Return every version of every source, in the order in which they came."""
    return tuple(codec.source_of(row) for row in _rows(connection, SOURCE))


def readings(connection: Connection, recipe: str, source: Source | None = None) -> dict[tuple[str, str], Refs]:
    """Return what was last found in each version of each source (its path and SHA-256), or of one source, by this
    recipe."""
    wanted = select(READING).where(READING.c.recipe == recipe).order_by(READING.c.seq)
    rows = connection.execute(wanted.where(READING.c.path == source.path) if source else wanted).mappings()
    return {(row["path"], row["sha256"]): _refs(row["parts"]) for row in rows}


def taken_in(connection: Connection) -> tuple[int, ...]:
    """Return how many sources, readings and erasures there are: as long as these stay, so does all that was
    received."""
    tables = (SOURCE, READING, ERASURE)
    return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def _refs(parts: str) -> Refs:
    return tuple(tuple(numbers) for numbers in json.loads(parts))


def parts(connection: Connection, refs: Refs) -> tuple[Part, ...]:
    """Return what records say by their numbers, in the order given."""
    wanted: dict[str, list[int]] = {}
    for kind, *numbers in refs:
        for table, number in zip((str(kind), SEGMENTATION.name), numbers, strict=False):
            wanted.setdefault(table, []).append(int(number))
    rows = {kind: _by_number(connection, RECORDS[kind], numbers) for kind, numbers in wanted.items()}
    return tuple(_part(rows, *ref) for ref in refs)


def marked(connection: Connection, refs: Refs, reason: str) -> Refs:
    """Return the documents whose segmentation holds a reason, without reading any other."""
    found: set[int] = set()
    numbers = [int(ref[2]) for ref in refs]
    for start in range(0, len(numbers), AT_ONCE):
        wanted = SEGMENTATION.c.seq.in_(numbers[start : start + AT_ONCE])
        holds = SEGMENTATION.c.segments.contains(reason, autoescape=True)
        found.update(connection.execute(select(SEGMENTATION.c.seq).where(wanted, holds)).scalars())
    return tuple(ref for ref in refs if int(ref[2]) in found)


def _part(rows: Mapping[str, Mapping[int, RowMapping]], kind: str | int, *numbers: str | int) -> Part:
    own = rows[str(kind)][int(numbers[0])]
    if kind == UNREAD.name:
        return codec.unread_of(own)
    if kind == MAPPING.name:
        return codec.mapping_of(own)
    division = rows[SEGMENTATION.name][int(numbers[1])]
    return SegmentedDocument(codec.document_of(own), codec.segmentation_of(division))


def _by_number(connection: Connection, table: DatabaseTable, numbers: Sequence[int]) -> dict[int, RowMapping]:
    found: dict[int, RowMapping] = {}
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        rows = connection.execute(select(table).where(table.c.seq.in_(some))).mappings()
        found.update((row["seq"], row) for row in rows)
    return found


def take_in(connection: Connection, arrival: Arrival, time: str) -> bool:
    """Record a source and what was found in it; say whether this version of it is new.

    What is recorded already, of this version or by this recipe, is not recorded again.
    """
    source = arrival.source
    known = connection.execute(
        select(SOURCE.c.sha256).where(SOURCE.c.path == source.path).order_by(SOURCE.c.seq.desc()).limit(1)
    ).scalar()
    is_new = known != source.sha256
    if is_new:
        append(connection, SOURCE, [codec.source_row(source)], time)
    before = readings(connection, arrival.recipe, source).get((source.path, source.sha256))
    if before is None or parts(connection, before) != tuple(arrival.parts):
        row = {"path": source.path, "sha256": source.sha256, "recipe": arrival.recipe}
        append(connection, READING, [{**row, "parts": codec.as_json(_kept(connection, arrival, time))}], time)
    return is_new


def _kept(connection: Connection, arrival: Arrival, time: str) -> list[list[str | int]]:
    """Return the records of everything that was found; a document that was found before is not kept twice."""
    source = arrival.source
    divided = [part for part in arrival.parts if isinstance(part, SegmentedDocument)]
    documents = iter(_documents(connection, source, divided, time))
    divisions = iter(append(connection, SEGMENTATION, map(_division, divided), time))
    skipped = [codec.unread_row(source, part) for part in arrival.parts if isinstance(part, Skipped)]
    unread = iter(append(connection, UNREAD, skipped, time))
    tables = [codec.mapping_row(source, part) for part in arrival.parts if isinstance(part, Table)]
    mappings = iter(append(connection, MAPPING, tables, time))
    found: list[list[str | int]] = []
    for part in arrival.parts:
        if isinstance(part, SegmentedDocument):
            found.append([DOCUMENT.name, next(documents), next(divisions)])
        else:
            found.append([UNREAD.name, next(unread)] if isinstance(part, Skipped) else [MAPPING.name, next(mappings)])
    return found


def _documents(connection: Connection, source: Source, divided: Sequence[SegmentedDocument], time: str) -> list[int]:
    """Return the numbers of documents, of which the new ones are recorded."""
    columns = (DOCUMENT.c.seq, DOCUMENT.c.name, DOCUMENT.c.digest)
    before = connection.execute(select(*columns).where(DOCUMENT.c.path == source.path))
    known = {(row.name, row.digest): int(row.seq) for row in before}
    rows = [codec.document_row(source, part.document) for part in divided]
    new = {(str(row["name"]), str(row["digest"])): row for row in rows}
    new = {key: row for key, row in new.items() if key not in known}
    known.update(zip(new, append(connection, DOCUMENT, new.values(), time), strict=True))
    return [known[(str(row["name"]), str(row["digest"]))] for row in rows]


def _division(part: SegmentedDocument) -> Row:
    return codec.segmentation_row(part.segmentation, fingerprint(part.document.text), SPLITTER)


# Who sent it ----------------------------------------------------------------------------------------------------------


def respondents(connection: Connection) -> dict[str, Respondent]:
    """Return who sent each response, as last recorded, by the response's name."""
    return {row["document"]: codec.respondent_of(row) for row in _rows(connection, RESPONDENT)}


def know_respondents(connection: Connection, known: Mapping[str, Respondent], time: str) -> int:
    """Record who sent responses, where that is new or has changed, and say how many."""
    before = respondents(connection)
    changed = [codec.respondent_row(name, who) for name, who in known.items() if before.get(name) != who]
    return len(append(connection, RESPONDENT, changed, time))


def arrivals(connection: Connection) -> dict[str, int]:
    """Return when each response first came: the number of its first record, by its name."""
    rows = connection.execute(select(DOCUMENT.c.name, func.min(DOCUMENT.c.seq)).group_by(DOCUMENT.c.name))
    return {row[0]: int(row[1]) for row in rows}


def links(connection: Connection) -> dict[str, tuple[str, float]]:
    """For each response that said what an earlier one said when it arrived: that one, and the share in common."""
    return {row["document"]: (row["other"], float(row["similarity"])) for row in _rows(connection, LINK)}


def link(connection: Connection, found: Mapping[str, tuple[str, float]], time: str) -> None:
    """Record which responses say what earlier ones say."""
    rows: list[Row] = [
        {"document": document, "other": other, "similarity": f"{similarity:.3f}"}
        for document, (other, similarity) in found.items()
    ]
    append(connection, LINK, rows, time)


def _rows(connection: Connection, table: DatabaseTable) -> Iterator[RowMapping]:
    yield from connection.execute(select(table).order_by(table.c.seq)).mappings()
