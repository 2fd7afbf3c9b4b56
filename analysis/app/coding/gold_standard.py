"""Golds: what a labelled file says of texts, or of points of the workspace, in the themes of its codebook."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from analysis.app.corpus import Corpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.codebook_migration import translator
from analysis.model import Codebook, Coder, CoderKind, Coding, CodingMode, Outcome, Point, PointKey
from analysis.text import normalise

if TYPE_CHECKING:
    from analysis.exporting import FilledIn, FilledRow, RefusedRow
    from analysis.exporting.gold_file import Labelled, LabelledPoint

NEAR = 0.8
"""Of the characters that a point or a span of GOLD has, those that both must have to be the same point."""

NONE: frozenset[str] = frozenset()


class GoldKind(StrEnum):
    """The contents of a gold standard."""

    TEXTS = "texts"
    POINTS = "points"
    SHEET = "audit sheet"


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A text with the themes that were found in it, and those of which nobody can say whether they are wrong there.

    ``document`` is the one that it is part of, where that is known. ``point`` is where it stands in the workspace.
    ``is_blank``: where its labels should be there is nothing, which is taken to say that it has none.
    """

    text: str
    themes: frozenset[str]
    open: frozenset[str] = NONE
    document: str | None = None
    point: PointKey | None = None
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class UnknownLabel:
    """A label that is no theme of the codebook: how many rows have it, and the theme whose name is most like it."""

    label: str
    rows: int
    near: str | None


@dataclass(frozen=True, slots=True)
class GoldStandard:
    """A gold as it can be used, and what in it cannot, each with the reason.

    ``unplaced`` rows name a point that the workspace does not have. Of an audit sheet ``blank`` rows have no mark, and
    of ``cannot_tell`` rows the coder could not decide; ``audit`` is the audit that its points were drawn for, and
    ``is_assisted`` that its coder was shown what the machine suggests.
    """

    kind: GoldKind
    rows: tuple[GoldRow, ...]
    unread: tuple[RefusedRow, ...] = ()
    repeated: tuple[RefusedRow, ...] = ()
    unplaced: tuple[RefusedRow, ...] = ()
    unknown: tuple[UnknownLabel, ...] = ()
    blank: int = 0
    cannot_tell: int = 0
    audit: str = ""
    is_assisted: bool = False


def gold_in(snapshot: Snapshot, content: bytes, name: str) -> GoldStandard:
    """Return what a file says; raises UnreadableError where it is not a labelled file."""
    from analysis.exporting import filled_in
    from analysis.exporting.gold_file import is_json, labelled
    from analysis.exporting.sheet_rows import sheet_in

    corpus, current = snapshot.corpus, snapshot.codebook
    rows = [] if is_json(content) else sheet_in(content, name)
    if rows:
        books = {**snapshot.codebooks, current.version: current}
        return _of_sheet(corpus, filled_in(rows, books, name), books)
    labelled_file = labelled(content, name)
    return _of_points(corpus, labelled_file) if labelled_file.points else _of_texts(current, labelled_file)


# Texts ----------------------------------------------------------------------------------------------------------------


def _of_texts(codebook: Codebook, labelled_file: Labelled) -> GoldStandard:
    key_of_name = theme_names(codebook)
    rows = [
        GoldRow(entry.text, _themes(entry.labels, key_of_name), document=entry.document, is_blank=entry.is_blank)
        for entry in labelled_file.texts
    ]
    unknown = _unknown((entry.labels for entry in labelled_file.texts), key_of_name)
    return GoldStandard(GoldKind.TEXTS, tuple(rows), labelled_file.unread, labelled_file.repeated, unknown=unknown)


def theme_names(codebook: Codebook) -> dict[str, str]:
    """Return keys of themes by what labels may call them: the key, else the name, else an earlier key; each in one
    spelling.

    What could mean several themes means none.
    """
    former_names = _unambiguous((alike(former), theme.key) for theme in codebook.themes for former in theme.was)
    current_names = _unambiguous((alike(theme.name), theme.key) for theme in codebook.themes)
    return {**former_names, **current_names, **{alike(key): key for key in codebook.keys}}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    all_pairs = list(pairs)
    times = Counter(name for name, _ in all_pairs)
    return {name: key for name, key in all_pairs if times[name] == 1}


def alike(label: str) -> str:
    """Return a label in one spelling: case, spacing, hyphens and underscores make no difference."""
    return " ".join(normalise(label).replace("-", " ").split())


def _themes(labels: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names[alike(label)] for label in labels if alike(label) in names)


def _unknown(rows: Iterable[Sequence[str]], names: Mapping[str, str]) -> tuple[UnknownLabel, ...]:
    """Return the labels that mean no theme, the most frequent first."""
    times = Counter(label for row_labels in rows for label in set(row_labels) if alike(label) not in names)
    ordered_labels = sorted(times.items(), key=lambda counted: (-counted[1], counted[0]))
    return tuple(UnknownLabel(label, label_count, _near(label, names)) for label, label_count in ordered_labels)


def _near(label: str, names: Mapping[str, str]) -> str | None:
    close_matches = difflib.get_close_matches(alike(label), list(names), n=1, cutoff=NEAR)
    return names[close_matches[0]] if close_matches else None


# Points ---------------------------------------------------------------------------------------------------------------


def _of_points(corpus: Corpus, labelled_file: Labelled) -> GoldStandard:
    key_of_name = theme_names(corpus.consultation.codebook)
    text_of_point, point_places = words_at(corpus), _Places(corpus)

    def gold_row(entry: LabelledPoint, point: PointKey) -> GoldRow:
        labelled_themes = _themes(entry.labels, key_of_name)
        open_themes = _themes(entry.acceptable, key_of_name) - labelled_themes
        return GoldRow(text_of_point[point], labelled_themes, open_themes, point.document, point)

    rows, unplaced = _placed(labelled_file.points, point_places.find, gold_row)
    unknown = _unknown((entry.labels for entry in labelled_file.points), key_of_name)
    return GoldStandard(GoldKind.POINTS, rows, labelled_file.unread, labelled_file.repeated, unplaced, unknown)


def words_at(corpus: Corpus) -> dict[PointKey, str]:
    """Return the words of all points."""
    return dict(zip((point.key for point in corpus.points), corpus.texts, strict=True))


class _Numbered(Protocol):
    @property
    def row(self) -> int: ...


T = TypeVar("T", bound=_Numbered)


def _placed(
    entries: Iterable[T], find: Callable[[T], PointKey], row_of_entry: Callable[[T, PointKey], GoldRow]
) -> tuple[tuple[GoldRow, ...], tuple[RefusedRow, ...]]:
    """Return a row for each entry whose point is found, and the reason for each whose is not, or comes again."""
    from analysis.exporting import RefusedRow

    rows_of_points: dict[PointKey, GoldRow] = {}
    unplaced: list[RefusedRow] = []
    for entry in entries:
        try:
            point = find(entry)
            if point in rows_of_points:
                raise ValueError("its point is in the file more than once; the first counts")
        except ValueError as error:
            unplaced.append(RefusedRow(entry.row, str(error)))
        else:
            rows_of_points[point] = row_of_entry(entry, point)
    return tuple(rows_of_points.values()), tuple(unplaced)


class _Places:
    """Finds the points of a gold among those of the workspace."""

    def __init__(self, corpus: Corpus) -> None:
        self._points: dict[str, list[Point]] = {}
        for point in corpus.points:
            self._points.setdefault(point.document, []).append(point)

    def find(self, entry: LabelledPoint) -> PointKey:
        """Return the point of this span, or the one that has nearly the same characters, or else this label.

        Raises ValueError with the reason where there is none.
        """
        document_points = self._points[self._document(entry.document)]
        overlapping_points = [p for p in document_points if entry.span and _shared(p, *entry.span) >= NEAR]
        if not overlapping_points and entry.span is None:
            overlapping_points = [
                p for p in document_points if p.label == entry.label and entry.section in ((), p.section)
            ]
        if len(overlapping_points) == 1:
            return overlapping_points[0].key
        place_wording = (
            f"characters {entry.span[0]:,} to {entry.span[1]:,}" if entry.span else f"the label {entry.label}"
        )
        fault_wording = "no point has" if not overlapping_points else f"{len(overlapping_points)} points have"
        raise ValueError(f"{fault_wording} {place_wording} in {entry.document} as this workspace divides it")

    def _document(self, name: str) -> str:
        """Return the document of this name, or the only one that lies in another folder."""
        if name in self._points:
            return name
        matching_documents = [
            document for document in self._points if document.rpartition("/")[2] == name.rpartition("/")[2]
        ]
        if len(matching_documents) != 1:
            raise ValueError(f"there is no response called {name} with points; `everypoint add` takes it in")
        return matching_documents[0]


def _shared(point: Point, start: int, end: int) -> float:
    """Return the share of the characters of either that both have (Jaccard)."""
    shared_length = min(point.end, end) - max(point.start, start)
    return max(shared_length, 0) / max(max(point.end, end) - min(point.start, start), 1)


# An audit sheet -------------------------------------------------------------------------------------------------------


def _of_sheet(corpus: Corpus, sheet: FilledIn, books: Mapping[str, Codebook]) -> GoldStandard:
    """Return a sheet's judgements in today's themes; what an older codebook leaves in doubt is open."""
    from analysis.exporting import Addresses

    translate = translator(books, corpus.consultation.codebook)
    text_of_point = words_at(corpus)
    addresses = Addresses(text_of_point)
    decided_rows = [row for row in sheet.rows if row.outcome is Outcome.CODED]

    def gold_row(filled: FilledRow, point: PointKey) -> GoldRow:
        translation = translate(Coding(point, _SOMEBODY, sheet.codebook, "", filled.themes, ""))
        open_themes = translation.about | translation.silent
        return GoldRow(text_of_point[point], translation.coding.themes, open_themes, point.document, point)

    rows, unplaced = _placed(decided_rows, lambda filled: addresses.find(filled.point), gold_row)
    return GoldStandard(
        GoldKind.SHEET,
        rows,
        sheet.refused,
        unplaced=unplaced,
        blank=sheet.blank,
        cannot_tell=len(sheet.rows) - len(decided_rows),
        audit=sheet.drawing.name if sheet.drawing else "",
        is_assisted=sheet.mode is CodingMode.ASSISTED,
    )


_SOMEBODY = Coder("gold", CoderKind.HUMAN, "gold")
"""Whoever filled in a sheet: their name is of no account here."""
