"""Re-exports: a new export of a survey that is in under another name, such as Microsoft Forms' own "…(1-135).xlsx".

Both would count everybody twice. A table with the same columns of which most rows are those of one that is in stops.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from analysis.app.ingest.pipeline import ReadingRun
from analysis.model import Part, SegmentedDocument, Table
from analysis.reading import TABLES, media_type
from analysis.text import plural

NEW_EXPORT = (
    "{}. Use --replace to put it in its place, which keeps its numbers and what people coded; or --keep-both if they "
    "are two surveys"
)
SAME_PLACE = (
    "it seems to be a new export of {0}, and another file that is added with it is {0} or a new export of it too. Add "
    "the newest by itself with --replace, or use --keep-both if they are different surveys"
)


@dataclass(frozen=True, slots=True)
class ReExport:
    """A table that is in, and how many of its rows a new one repeats."""

    former: str
    rows: int
    same: int

    @property
    def told(self) -> str:
        """Return why the new one does not go in by itself."""
        return (
            f"it seems to be a new export of {self.former}, which is already included: the columns are the same, and "
            f"so are {self.same:,} of its {plural(self.rows, 'response')}. Both together would count these twice"
        )


def find_re_export(
    reading_run: ReadingRun, name: str, content: bytes, leaving: Collection[str] = ()
) -> ReExport | None:
    """Return the table that is in of which a new file is another export; ``leaving`` are those that count no longer.

    Of a table with other columns than any that is in, only these are read.
    """
    formers = [
        source for source in reading_run.kept.values() if source.media_type in TABLES and source.path not in leaving
    ]
    if not formers or name in reading_run.kept or media_type(content, name) not in TABLES:
        return None
    return next(filter(None, _re_exports(reading_run, name, content, [source.path for source in formers])), None)


def _re_exports(
    reading_run: ReadingRun, name: str, content: bytes, former_names: Sequence[str]
) -> Iterator[ReExport | None]:
    columns = _headers(takewhile(lambda part: not isinstance(part, SegmentedDocument), reading_run.anew(content, name)))
    found: tuple[Part, ...] = ()
    for former_name in former_names:
        refs = reading_run.known.get((former_name, reading_run.kept[former_name].sha256))
        former = reading_run.found(refs) if refs is not None and columns else ()
        if columns & _headers(former):
            found = found or tuple(reading_run.anew(content, name))
            yield _compared(former_name, former, found)


def _headers(parts: Iterable[Part]) -> set[frozenset[str]]:
    return {part.headers.union(part.empty) for part in parts if isinstance(part, Table)}


def _compared(former_name: str, former: Sequence[Part], found: Sequence[Part]) -> ReExport | None:
    """Return that most rows of the smaller of two tables are the other's, whole or by their ids and answers."""
    rows, others = ([part for part in parts if isinstance(part, SegmentedDocument)] for parts in (former, found))
    same = max(_shared(rows, others, whole) for whole in (_whole_row, _named_answers))
    return ReExport(former_name, len(rows), same) if 2 * same > min(len(rows), len(others)) else None


def _shared(
    rows: Iterable[SegmentedDocument],
    others: Iterable[SegmentedDocument],
    key: Callable[[SegmentedDocument], object],
) -> int:
    return (Counter(map(key, rows)) & Counter(map(key, others))).total()


def _whole_row(row: SegmentedDocument) -> object:
    return row.document.text, row.document.omitted, row.document.respondent


def _named_answers(row: SegmentedDocument) -> object:
    return row.document.name.rpartition("#")[2], row.document.text
