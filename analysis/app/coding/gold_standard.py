"""Golds: what a labelled file says of texts, or of points of the workspace, in the themes of its codebook."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from analysis.app.context import AppContext
from analysis.app.results import Corpus
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


def gold_in(desk: AppContext, intake: Corpus, content: bytes, name: str) -> GoldStandard:
    """Return what a file says; raises UnreadableError where it is no labelled file."""
    from analysis.exporting import filled_in
    from analysis.exporting.gold_file import is_json, labelled
    from analysis.exporting.sheet_rows import sheet_in

    current = intake.consultation.codebook
    rows = [] if is_json(content) else sheet_in(content, name)
    if rows:
        books = {**desk.store.codebooks(), current.version: current}
        return _of_sheet(intake, filled_in(rows, books, name), books)
    said = labelled(content, name)
    return _of_points(intake, said) if said.points else _of_texts(current, said)


# Texts ----------------------------------------------------------------------------------------------------------------


def _of_texts(codebook: Codebook, said: Labelled) -> GoldStandard:
    names = theme_names(codebook)
    rows = [
        GoldRow(one.text, _themes(one.labels, names), document=one.document, is_blank=one.is_blank)
        for one in said.texts
    ]
    unknown = _unknown((one.labels for one in said.texts), names)
    return GoldStandard(GoldKind.TEXTS, tuple(rows), said.unread, said.repeated, unknown=unknown)


def theme_names(codebook: Codebook) -> dict[str, str]:
    """Return keys of themes by what labels may call them: the key, else the name, else an earlier key; each in one
    spelling.

    What could mean several themes means none.
    """
    earlier = _unambiguous((alike(was), theme.key) for theme in codebook.themes for was in theme.was)
    names = _unambiguous((alike(theme.name), theme.key) for theme in codebook.themes)
    return {**earlier, **names, **{alike(key): key for key in codebook.keys}}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = list(pairs)
    times = Counter(name for name, _ in found)
    return {name: key for name, key in found if times[name] == 1}


def alike(label: str) -> str:
    """Return a label in one spelling: case, spacing, hyphens and underscores make no difference."""
    return " ".join(normalise(label).replace("-", " ").split())


def _themes(labels: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names[alike(label)] for label in labels if alike(label) in names)


def _unknown(rows: Iterable[Sequence[str]], names: Mapping[str, str]) -> tuple[UnknownLabel, ...]:
    """Return the labels that mean no theme, the most frequent first."""
    times = Counter(label for labels in rows for label in set(labels) if alike(label) not in names)
    ordered = sorted(times.items(), key=lambda one: (-one[1], one[0]))
    return tuple(UnknownLabel(label, count, _near(label, names)) for label, count in ordered)


def _near(label: str, names: Mapping[str, str]) -> str | None:
    close = difflib.get_close_matches(alike(label), list(names), n=1, cutoff=NEAR)
    return names[close[0]] if close else None


# Points ---------------------------------------------------------------------------------------------------------------


def _of_points(intake: Corpus, said: Labelled) -> GoldStandard:
    names = theme_names(intake.consultation.codebook)
    words, places = words_at(intake), _Places(intake)

    def row(one: LabelledPoint, point: PointKey) -> GoldRow:
        themes = _themes(one.labels, names)
        return GoldRow(words[point], themes, _themes(one.acceptable, names) - themes, point.document, point)

    rows, unplaced = _placed(said.points, places.find, row)
    unknown = _unknown((one.labels for one in said.points), names)
    return GoldStandard(GoldKind.POINTS, rows, said.unread, said.repeated, unplaced, unknown)


def words_at(intake: Corpus) -> dict[PointKey, str]:
    """Return the words of all points."""
    return dict(zip((point.key for point in intake.points), intake.texts, strict=True))


class _Numbered(Protocol):
    @property
    def row(self) -> int: ...


T = TypeVar("T", bound=_Numbered)


def _placed(
    entries: Iterable[T], find: Callable[[T], PointKey], made: Callable[[T, PointKey], GoldRow]
) -> tuple[tuple[GoldRow, ...], tuple[RefusedRow, ...]]:
    """Return a row for each entry whose point is found, and the reason for each whose is not, or comes again."""
    from analysis.exporting import RefusedRow

    rows: dict[PointKey, GoldRow] = {}
    unplaced: list[RefusedRow] = []
    for one in entries:
        try:
            point = find(one)
            if point in rows:
                raise ValueError("its point stands in the file more than once; the first counts")
        except ValueError as error:
            unplaced.append(RefusedRow(one.row, str(error)))
        else:
            rows[point] = made(one, point)
    return tuple(rows.values()), tuple(unplaced)


class _Places:
    """Finds the points of a gold among those of the workspace."""

    def __init__(self, intake: Corpus) -> None:
        self._points: dict[str, list[Point]] = {}
        for point in intake.points:
            self._points.setdefault(point.document, []).append(point)

    def find(self, one: LabelledPoint) -> PointKey:
        """Return the point of this span, or the one that has nearly the same characters, or else this label.

        Raises ValueError with the reason where there is none.
        """
        points = self._points[self._document(one.document)]
        found = [p for p in points if one.span and _shared(p, *one.span) >= NEAR]
        if not found and one.span is None:
            found = [p for p in points if p.label == one.label and one.section in ((), p.section)]
        if len(found) == 1:
            return found[0].key
        place = f"characters {one.span[0]:,} to {one.span[1]:,}" if one.span else f"the label {one.label}"
        fault = "no point has" if not found else f"{len(found)} points have"
        raise ValueError(f"{fault} {place} in {one.document} as this workspace divides it")

    def _document(self, name: str) -> str:
        """Return the document of this name, or the only one that lies in another folder."""
        if name in self._points:
            return name
        last = [document for document in self._points if document.rpartition("/")[2] == name.rpartition("/")[2]]
        if len(last) != 1:
            raise ValueError(f"there is no response called {name} with points; `everypoint add` takes it in")
        return last[0]


def _shared(point: Point, start: int, end: int) -> float:
    """Return the share of the characters of either that both have (Jaccard)."""
    both = min(point.end, end) - max(point.start, start)
    return max(both, 0) / max(max(point.end, end) - min(point.start, start), 1)


# An audit sheet -------------------------------------------------------------------------------------------------------


def _of_sheet(intake: Corpus, sheet: FilledIn, books: Mapping[str, Codebook]) -> GoldStandard:
    """Return the judgements of a sheet in today's themes; where an older codebook leaves a theme in doubt, that is
    open."""
    from analysis.exporting import Addresses

    reading = translator(books, intake.consultation.codebook)
    words = words_at(intake)
    addresses = Addresses(words)
    decided = [row for row in sheet.rows if row.outcome is Outcome.CODED]

    def row(one: FilledRow, point: PointKey) -> GoldRow:
        stands = reading(Coding(point, _SOMEBODY, sheet.codebook, "", one.themes, ""))
        return GoldRow(words[point], stands.coding.themes, stands.about | stands.silent, point.document, point)

    rows, unplaced = _placed(decided, lambda one: addresses.find(one.point), row)
    return GoldStandard(
        GoldKind.SHEET,
        rows,
        sheet.refused,
        unplaced=unplaced,
        blank=sheet.blank,
        cannot_tell=len(sheet.rows) - len(decided),
        audit=sheet.drawing.name if sheet.drawing else "",
        is_assisted=sheet.mode is CodingMode.ASSISTED,
    )


_SOMEBODY = Coder("gold", CoderKind.HUMAN, "gold")
"""Whoever filled in a sheet: their name is of no account here."""
