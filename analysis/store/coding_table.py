"""Coding tables: a machine coder's codings of many points in columns, as the bytes that a record holds the digest of.

The format is NumPy's ``.npz`` (ADR 57): an array for each column, and ``head``, a JSON object with all strings, of
which the columns hold the numbers. Few sets of themes, cuts and orders of themes serve many points: each stands once.
What is read is held together, and nothing in it is ever executed.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.errors import StoreError
from analysis.model import Coder, CoderKind, Coding, CodingMode, Evidence, Outcome, PointKey

Column = NDArray[Any]
Scores = tuple[tuple[str, float], ...]
T = TypeVar("T")

FORMAT = 1
"""Counts up whenever an older version could not read what is written."""

DAMAGED = "a table of codings is damaged; restore the store from a backup"

SHA256_BYTES = 32

_NAMES = ("document", "segmentation", "memo", "mode", "outcome", "time")
"""The columns that hold numbers of strings."""

_FAULTS = (ValueError, KeyError, TypeError, IndexError, EOFError, OSError, zlib.error, zipfile.BadZipFile)


AT_ONCE = 10_000
"""Rows of which the evidence is taken from the columns at once: of all, it would be in memory twice."""


class CodingTable:
    """A machine coder's codings of many points, with one codebook, in the order in which they were made."""

    def __init__(self, head: Mapping[str, Any], columns: Mapping[str, Column]) -> None:
        """Take what ``encoded`` wrote apart; raises StoreError where it does not fit together."""
        self._head, self._columns = head, columns
        self._strings: list[str] = head["strings"]
        self._themes = [frozenset(keys) for keys in head["theme_sets"]]
        self._cuts = [tuple((key, float(cut)) for key, cut in cuts) for cuts in head["cuts"]]
        self._orders = [tuple(keys) for keys in head["orders"]]
        self._score_ends = np.cumsum(columns["scores_of"])
        self._evidence_ends = np.cumsum(columns["evidence_of"])
        self._check()

    @property
    def coder(self) -> str:
        """Return the id of the machine coder."""
        return str(self._head["coder"])

    @property
    def codebook(self) -> str:
        """Return the version of the codebook."""
        return str(self._head["codebook"])

    @property
    def last_time(self) -> str:
        """Return when the last coding was made."""
        return max(self._named("time", np.unique(self._columns["time"], return_index=True)[1]))

    def __len__(self) -> int:
        """Return how many codings there are."""
        return len(self._columns["start"])

    def _check(self) -> None:
        lengths = {len(self._columns[name]) for name in (*_NAMES, "start", "end", "text", "themes", "cuts", "order")}
        are_whole = (
            int(self._columns["scores_of"].sum()) == len(self._columns["scores"])
            and int(self._columns["evidence_of"].sum()) == len(self._columns["evidence_theme"])
            and self._columns["text"].shape[1:] == (SHA256_BYTES,)
        )
        if len(lengths) != 1 or not are_whole:
            raise StoreError(DAMAGED)

    # Reading ----------------------------------------------------------------------------------------------------------

    def codings(self, coder_name: str, rows: Column | None = None, with_evidence: bool = True) -> Iterator[Coding]:
        """Yield the codings in some rows, or all, by the coder of this name."""
        coder = Coder(self._head["coder"], CoderKind.MACHINE, coder_name)
        numbers = np.arange(len(self)) if rows is None else rows
        known: dict[tuple[int, bytes], Scores] = {}
        pairs: dict[tuple[str, float], tuple[str, float]] = {}
        named = [self._named(name, numbers) for name in _NAMES]
        places = (self._columns["start"][numbers].tolist(), self._columns["end"][numbers].tolist())
        kinds = [self._columns[name][numbers].tolist() for name in ("themes", "cuts")]
        texts = self._digests(numbers)
        evidence = self._evidence(numbers) if with_evidence else repeat(())
        scores = (self._scores(int(row), known, pairs) for row in numbers)
        for document, segmentation, memo, mode, outcome, time, start, end, themes, cuts, text, spans, own in zip(
            *named, *places, *kinds, texts, evidence, scores, strict=False
        ):
            yield Coding(
                point=PointKey(document, start, end),
                coder=coder,
                codebook=self._head["codebook"],
                segmentation=segmentation,
                themes=self._themes[themes],
                time=time,
                scores=own,
                evidence=spans,
                memo=memo,
                mode=CodingMode(mode),
                outcome=Outcome(outcome),
                text_sha256=text,
                cuts=self._cuts[cuts],
            )

    def judged(self) -> Iterator[tuple[PointKey, str, str]]:
        """Yield each point, who had divided its document, and the SHA-256 of its words."""
        numbers = np.arange(len(self))
        documents, segmentations = self._named("document", numbers), self._named("segmentation", numbers)
        starts, ends = self._columns["start"].tolist(), self._columns["end"].tolist()
        keys = map(PointKey, documents, starts, ends)
        return zip(keys, segmentations, self._digests(numbers), strict=True)

    def rows_of(self, documents: Collection[str]) -> Column:
        """Return the rows of the points of some documents."""
        numbers = [self._numbers[document] for document in documents if document in self._numbers]
        return np.flatnonzero(np.isin(self._columns["document"], numbers))

    def rows_beginning(self, points: Collection[PointKey]) -> Column:
        """Return the rows of all points that begin where some points begin in the documents of these."""
        rows = self.rows_of({point.document for point in points})
        return rows[np.isin(self._columns["start"][rows], [point.start for point in points])]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Return the number of each string."""
        return {string: number for number, string in enumerate(self._strings)}

    def _named(self, name: str, rows: Column) -> list[str]:
        return [self._strings[number] for number in self._columns[name][rows].tolist()]

    def _digests(self, rows: Column) -> list[str]:
        digests = self._columns["text"][rows].tobytes().hex()
        size = 2 * SHA256_BYTES
        is_known = self._columns["has_text"][rows].tolist()
        return [digests[size * n : size * (n + 1)] if known else "" for n, known in enumerate(is_known)]

    def _scores(
        self, row: int, known: dict[tuple[int, bytes], Scores], pairs: dict[tuple[str, float], tuple[str, float]]
    ) -> Scores:
        """Return a row's scores; equal ones are kept in memory once."""
        end, number = int(self._score_ends[row]), int(self._columns["order"][row])
        order = self._orders[number]
        own = self._columns["scores"][end - len(order) : end]
        key = (number, own.tobytes())
        if key not in known:
            known[key] = tuple(pairs.setdefault(pair, pair) for pair in zip(order, own.tolist(), strict=True))
        return known[key]

    def _evidence(self, rows: Column) -> Iterator[tuple[Evidence, ...]]:
        """Yield the evidence of some rows, taken from the columns for many rows at a time."""
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            counts, ends = self._columns["evidence_of"][some].astype(np.int64), self._evidence_ends[some]
            places = np.arange(counts.sum()) + np.repeat(ends - np.cumsum(counts), counts)
            themes = map(self._strings.__getitem__, self._columns["evidence_theme"][places].tolist())
            numbers = (self._columns[f"evidence_{name}"][places].tolist() for name in ("start", "end", "weight"))
            spans = map(Evidence, themes, *numbers)
            yield from (tuple(islice(spans, count)) for count in counts.tolist())

    # What is left without some documents ------------------------------------------------------------------------------

    def without(self, is_gone: Callable[[str, str], bool]) -> CodingTable | None:
        """Return the table without codings that ``is_gone`` (document, SHA-256 of words); None where all stay."""
        rows = np.arange(len(self))
        gone = np.fromiter(
            map(is_gone, self._named("document", rows), self._digests(rows)), dtype=bool, count=len(self)
        )
        if not gone.any():
            return None
        left = list(self.codings("", np.flatnonzero(~gone)))
        return table_of(self._head["coder"], self._head["codebook"], left)

    # Bytes ------------------------------------------------------------------------------------------------------------

    def encoded(self) -> bytes:
        """Return the table as the bytes that are kept."""
        stream = io.BytesIO()
        head = np.frombuffer(json.dumps(self._head, ensure_ascii=False).encode(), dtype=np.uint8)
        np.savez_compressed(stream, head=head, **self._columns)  # type: ignore[arg-type]
        return stream.getvalue()

    @classmethod
    def decoded(cls, content: bytes) -> CodingTable:
        """Return the table that these bytes are; raises StoreError where they are none."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                columns = {name: arrays[name] for name in arrays.files}
            head = json.loads(columns.pop("head").tobytes())
            if head["format"] != FORMAT:
                raise StoreError("a table of codings was written by a newer version of Everypoint; install that one")
            return cls(head, columns)
        except _FAULTS as error:
            raise StoreError(DAMAGED) from error


class _Numbers(dict[T, int]):
    """Gives each different value its number, in the order in which they come."""

    def __missing__(self, value: T) -> int:
        self[value] = len(self)
        return self[value]


def table_of(coder: str, codebook: str, codings: Sequence[Coding]) -> CodingTable:
    """Return codings of one coder with one codebook as a table."""
    strings, theme_sets, cuts, orders = _Numbers[str](), _Numbers[frozenset[str]](), _Numbers[Any](), _Numbers[Any]()
    texts = [_bytes_of(coding.text_sha256) for coding in codings]
    spans = [span for coding in codings for span in coding.evidence]
    columns = {
        "document": _column((strings[c.point.document] for c in codings), np.int32),
        "segmentation": _column((strings[c.segmentation] for c in codings), np.int32),
        "memo": _column((strings[c.memo] for c in codings), np.int32),
        "mode": _column((strings[c.mode.value] for c in codings), np.int32),
        "outcome": _column((strings[c.outcome.value] for c in codings), np.int32),
        "time": _column((strings[c.time] for c in codings), np.int32),
        "start": _column((c.point.start for c in codings), np.int64),
        "end": _column((c.point.end for c in codings), np.int64),
        "text": np.frombuffer(b"".join(texts), dtype=np.uint8).reshape(-1, SHA256_BYTES),
        "has_text": _column((bool(c.text_sha256) for c in codings), np.bool_),
        "themes": _column((theme_sets[c.themes] for c in codings), np.int32),
        "cuts": _column((cuts[c.cuts] for c in codings), np.int32),
        "order": _column((orders[tuple(key for key, _ in c.scores)] for c in codings), np.int32),
        "scores_of": _column((len(c.scores) for c in codings), np.int32),
        "scores": _column((score for c in codings for _, score in c.scores), np.float64),
        "evidence_of": _column((len(c.evidence) for c in codings), np.int32),
        "evidence_theme": _column((strings[span.theme] for span in spans), np.int32),
        "evidence_start": _column((span.start for span in spans), np.int64),
        "evidence_end": _column((span.end for span in spans), np.int64),
        "evidence_weight": _column((span.weight for span in spans), np.float64),
    }
    head = {
        "format": FORMAT,
        "coder": coder,
        "codebook": codebook,
        "strings": list(strings),
        "theme_sets": [sorted(keys) for keys in theme_sets],
        "cuts": [list(map(list, own)) for own in cuts],
        "orders": [list(keys) for keys in orders],
    }
    return CodingTable(head, columns)


def _column(values: Iterator[Any], kind: type[np.generic]) -> Column:
    return np.fromiter(values, dtype=kind)


def _bytes_of(digest: str) -> bytes:
    return bytes.fromhex(digest) if digest else bytes(SHA256_BYTES)


def by_coder(codings: Collection[Coding]) -> Iterator[CodingTable]:
    """Yield the tables of machine coders' codings: one for each coder and codebook."""
    groups: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        groups.setdefault((coding.coder.id, coding.codebook), []).append(coding)
    yield from (table_of(coder, codebook, own) for (coder, codebook), own in groups.items())
