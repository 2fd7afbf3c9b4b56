"""What was received: sources, what was found in them, and who sent it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Table, func, select

from analysis.model import Coder, CoderKind, Parted, Respondent, Skipped, Source
from analysis.store import codec
from analysis.store.appending import Row, append
from analysis.store.schema import DOCUMENT, LINK, READING, RESPONDENT, SEGMENTATION, SOURCE, UNREAD
from analysis.text import fingerprint

SPLITTER = Coder("splitter", CoderKind.MACHINE, "splitter")
"""Who divided a document that nobody divided by hand; the segmentation itself says which version."""

AT_ONCE = 500
"""Numbers asked for in one query; SQLite takes 32,766, older ones 999."""

Part = Parted | Skipped
"""What was found in a source: a document as the splitter divided it, or what could not be read."""

Refs = tuple[tuple[int, ...], ...]
"""The same by the numbers of its records: (document, segmentation), or (unread,)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A source with everything that was found in it, by readers and a splitter of which ``recipe`` is the hash."""

    source: Source
    recipe: str
    parts: Sequence[Part]


def sources(connection: Connection) -> dict[str, Source]:
    """The newest version of every source, by its path."""
    return {row["path"]: codec.source_of(row) for row in _rows(connection, SOURCE)}


def versions(connection: Connection) -> tuple[Source, ...]:
    """Every version of every source, in the order in which they came."""
    return tuple(codec.source_of(row) for row in _rows(connection, SOURCE))


def readings(connection: Connection, recipe: str, source: Source | None = None) -> dict[tuple[str, str], Refs]:
    """What was last found in each version of each source (its path and SHA-256), or of one source, by this recipe."""
    wanted = select(READING).where(READING.c.recipe == recipe).order_by(READING.c.seq)
    rows = connection.execute(wanted.where(READING.c.path == source.path) if source else wanted).mappings()
    return {(row["path"], row["sha256"]): _refs(row["parts"]) for row in rows}


def _refs(parts: str) -> Refs:
    return tuple(tuple(numbers) for numbers in json.loads(parts))


def parts(connection: Connection, refs: Refs) -> tuple[Part, ...]:
    """What records say by their numbers, in the order given."""
    documents = _by_number(connection, DOCUMENT, [numbers[0] for numbers in refs if len(numbers) == 2])
    divisions = _by_number(connection, SEGMENTATION, [numbers[1] for numbers in refs if len(numbers) == 2])
    unread = _by_number(connection, UNREAD, [numbers[0] for numbers in refs if len(numbers) == 1])
    return tuple(
        Parted(codec.document_of(documents[numbers[0]]), codec.segmentation_of(divisions[numbers[1]]))
        if len(numbers) == 2
        else codec.unread_of(unread[numbers[0]])
        for numbers in refs
    )


def _by_number(connection: Connection, table: Table, numbers: Sequence[int]) -> dict[int, RowMapping]:
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


def _kept(connection: Connection, arrival: Arrival, time: str) -> list[list[int]]:
    """The numbers of everything that was found; a document that was found before is not kept twice."""
    source, found = arrival.source, arrival.parts
    documents = [codec.document_row(source, part.document) for part in found if not isinstance(part, Skipped)]
    before = connection.execute(
        select(DOCUMENT.c.seq, DOCUMENT.c.name, DOCUMENT.c.digest).where(DOCUMENT.c.path == source.path)
    )
    known = {(row.name, row.digest): row.seq for row in before}
    new = [row for row in documents if (row["name"], row["digest"]) not in known]
    numbers = append(connection, DOCUMENT, new, time)
    known.update(((row["name"], row["digest"]), seq) for row, seq in zip(new, numbers, strict=True))
    divisions = iter(append(connection, SEGMENTATION, _divisions(found), time))
    unread = iter(append(connection, UNREAD, _unread(arrival), time))
    of_documents = iter(known[(str(row["name"]), str(row["digest"]))] for row in documents)
    return [[next(unread)] if isinstance(p, Skipped) else [next(of_documents), next(divisions)] for p in found]


def _divisions(found: Sequence[Part]) -> list[Row]:
    return [
        codec.segmentation_row(part.segmentation, fingerprint(part.document.text), SPLITTER)
        for part in found
        if not isinstance(part, Skipped)
    ]


def _unread(arrival: Arrival) -> list[Row]:
    return [codec.unread_row(arrival.source, part) for part in arrival.parts if isinstance(part, Skipped)]


# Who sent it ----------------------------------------------------------------------------------------------------------


def respondents(connection: Connection) -> dict[str, Respondent]:
    """Who sent each response, as last recorded, by the response's name."""
    return {row["document"]: codec.respondent_of(row) for row in _rows(connection, RESPONDENT)}


def know_respondents(connection: Connection, known: Mapping[str, Respondent], time: str) -> int:
    """Record who sent responses, where that is new or has changed, and say how many."""
    before = respondents(connection)
    changed = [codec.respondent_row(name, who) for name, who in known.items() if before.get(name) != who]
    return len(append(connection, RESPONDENT, changed, time))


def arrivals(connection: Connection) -> dict[str, int]:
    """When each response first came: the number of its first record, by its name."""
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


def _rows(connection: Connection, table: Table) -> Iterator[RowMapping]:
    yield from connection.execute(select(table).order_by(table.c.seq)).mappings()
