"""How long the store takes over what an auditor waits for, once a million codings are in it."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import recipe
from analysis.app.ingest.pipeline import as_source
from analysis.app.snapshot import status
from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Document,
    Evidence,
    PointKey,
    Segment,
    Segmentation,
    SegmentedDocument,
    SegmentKind,
)
from analysis.reading import ReadSettings
from analysis.store import Arrival, codec
from analysis.store.schema import CODING
from analysis.text import fingerprint
from analysis.workspace import Settings, Workspace, load_consultation
from benchmarks.data import ROOT
from tests.postgres import running_server
from tests.tools import find_tool

DOCUMENTS = 500
POINTS = 400
"""In each document; each point has five codings: four machine coders' and one person's."""

AT_ONCE = 10_000
TIMES = 500
SEED = 20140520
TIME = "2026-03-01T12:00:00+00:00"
THEMES = ("localism", "quality-assurance", "funding", "market-failure")
CODERS = (*(Coder(f"m{n}", CoderKind.MACHINE, "machine") for n in range(4)), Coder("anna", CoderKind.HUMAN, "Anna"))
AUDITOR = Coder("ben", CoderKind.HUMAN, "Ben")
HEADER = "| store | job | median ms | 95th percentile ms |\n|---|---|---|---|"


@dataclass(frozen=True)
class Place:
    """A store, and the workspace that it belongs to."""

    name: str
    root: Path
    url: str

    def open(self) -> AppContext:
        """The workspace's use cases."""
        return AppContext(Workspace(self.root), settings=Settings(database=self.url))


def main() -> None:
    """Print medians and 95th percentiles, and what a million codings take to record, to verify and to keep."""
    with tempfile.TemporaryDirectory() as folder:
        _measure(Place("SQLite", Path(folder), ""), _insert_into_sqlite)
    if find_tool("postgresql") is None:
        print("\nPostgreSQL is not installed here.")
        return
    with tempfile.TemporaryDirectory() as folder, running_server(durable=True) as server, server.database() as url:
        print()
        _measure(Place("PostgreSQL", Path(folder), url), _insert_into_postgresql)


def _measure(place: Place, floor: Callable[[Place, Sequence[Coding]], list[float]]) -> None:
    responses = [_response(n) for n in range(DOCUMENTS)]
    app = _received(place, responses)
    begin = time.perf_counter()
    for batch in _batches(responses):
        app.store.append(batch)
    filling = time.perf_counter() - begin
    if place.url:
        _settle(place)
    new = [_coding(response, n % POINTS, AUDITOR) for n, response in enumerate(_some(responses))]
    print(HEADER)
    for job, times in (
        ("recording one coding", [_timed(lambda c=coding: app.store.append([c])) for coding in new]),
        ("floor: the same row, without a chain or an index", floor(place, new)),
        ("opening the next point", _opening(app, responses)),
        ("status", [_timed(lambda: status.status(app)) for _ in range(5)]),
    ):
        print(f"| {place.name} | {job} | {1000 * statistics.median(times):.1f} | {1000 * _late(times):.1f} |")
    count = sum(app.store.counts().values())
    verifying = _timed(app.store.verify)
    size = _size(place) / 1e6
    print(f"\n{place.name}: {count:,} codings recorded in {filling:,.0f} s ({AT_ONCE:,} at once),")
    print(f"all verified in {verifying:,.0f} s, {size:,.0f} MB on disk.")
    app.store.close()


def _response(n: int) -> SegmentedDocument:
    chance, text, segments = Random(SEED + n), "", []
    for point in range(POINTS):
        words = " ".join(chance.choices(("the", "library", "must", "keep", "its", "budget", "open"), k=12)) + "."
        segments.append(Segment(SegmentKind.POINT, len(text), len(text) + len(words), label=f"¶{point + 1}"))
        segments.append(Segment(SegmentKind.GAP, len(text) + len(words), len(text) + len(words) + 2))
        text += words + "\n\n"
    name = f"{n:04}.txt"
    return SegmentedDocument(Document(name, text), Segmentation(name, "splitter", tuple(segments)))


def _received(place: Place, responses: Sequence[SegmentedDocument]) -> AppContext:
    """A workspace that holds the responses, taken in as by the readers and the splitter of now."""
    folder = place.root / "responses"
    folder.mkdir()
    (folder / "consultation.toml").write_bytes((ROOT / "responses/consultation.toml").read_bytes())
    app = place.open()
    now = _recipe(app)
    for response in responses:
        content = response.document.text.encode()
        (folder / response.document.name).write_bytes(content)
        source = as_source(response.document.name, content)
        app.store.take_in([Arrival(source, now, (response,), content)], TIME)
    return app


def _recipe(app: AppContext) -> str:
    return recipe(load_consultation(app.workspace.consultation), ReadSettings())


def _key(response: SegmentedDocument, number: int) -> PointKey:
    point = response.segmentation.segments[2 * number]
    return PointKey(response.document.name, point.start, point.end)


def _batches(responses: Sequence[SegmentedDocument]) -> Iterator[list[Coding]]:
    every = (_coding(response, n, coder) for coder in CODERS for response in responses for n in range(POINTS))
    while batch := list(islice(every, AT_ONCE)):
        yield batch


def _coding(response: SegmentedDocument, number: int, by: Coder) -> Coding:
    point = response.segmentation.segments[2 * number]
    is_machine = by.is_machine
    words = response.document.text[point.start : point.end]
    return Coding(
        point=_key(response, number),
        coder=by,
        codebook="0123456789abcdef",
        segmentation="splitter",
        themes=frozenset(THEMES[number % 4 : number % 4 + 1]),
        time=TIME,
        scores=tuple((theme, 0.25) for theme in THEMES) if is_machine else (),
        evidence=(Evidence(THEMES[number % 4], point.start, point.start + 3, 0.5),) if is_machine else (),
        mode=CodingMode.MACHINE if is_machine else CodingMode.BLIND,
        text_sha256=fingerprint(words),
    )


def _some(responses: Sequence[SegmentedDocument]) -> list[SegmentedDocument]:
    return Random(SEED).choices(responses, k=TIMES)


def _opening(app: AppContext, responses: Sequence[SegmentedDocument]) -> list[float]:
    """Seconds for a document, its segmentation and the codings of one of its points."""
    refs = {path: found for (path, _), found in app.store.readings(_recipe(app)).items()}

    def open_point(response: SegmentedDocument, number: int) -> None:
        (found,) = app.store.parts(refs[response.document.name])
        codings = app.store.codings_of(_key(response, number))
        assert found == response
        assert len(codings) >= len(CODERS)

    return [_timed(lambda r=r, n=n: open_point(r, n % POINTS)) for n, r in enumerate(_some(responses))]


def _insert_into_sqlite(place: Place, codings: Sequence[Coding]) -> list[float]:
    names, marks = _columns("?")
    connection = sqlite3.connect(place.root / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"CREATE TABLE floor ({names})")
    insert = f"INSERT INTO floor VALUES ({marks})"
    return [_timed(lambda row=row: connection.execute(insert, row)) for row in _rows(codings)]


def _insert_into_postgresql(place: Place, codings: Sequence[Coding]) -> list[float]:
    names, marks = _columns("%s")
    with psycopg.connect(place.url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE TABLE floor ({names.replace(',', ' text,')} text)")
        insert = f"INSERT INTO floor VALUES ({marks})"
        return [_timed(lambda row=row: connection.execute(insert, row)) for row in _rows(codings)]


def _columns(mark: str) -> tuple[str, str]:
    names = [f'"{column.name}"' for column in CODING.columns if column.name != "seq"]
    return ", ".join(names), ", ".join(mark for _ in names)


def _rows(codings: Sequence[Coding]) -> list[list[Any]]:
    return [list(codec.coding_row(coding).values()) for coding in codings]


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _late(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _settle(place: Place) -> None:
    """What a server does by itself within minutes of so many new rows, and would else do while we measure."""
    with psycopg.connect(place.url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _size(place: Place) -> int:
    if place.url:
        with psycopg.connect(place.url.replace("+psycopg", "")) as connection:
            return int(connection.execute("SELECT pg_database_size(current_database())").fetchone()[0])
    kept = place.root / ".everypoint"
    return sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
