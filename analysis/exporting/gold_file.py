"""Files of texts, or of points, that somebody has labelled: what they say, and what in them cannot be used."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.errors import UnreadableError
from analysis.exporting.filled_sheet import RefusedRow
from analysis.exporting.formula_guard import unguarded
from analysis.exporting.sheet_rows import Numbered, tables_of
from analysis.reading.sniff import decode

TEXT, ID, DOCUMENT = "text", "id", "doc"
LABELS = ("labels", "themes")
"""What the labels may be called."""

ACCEPTABLE = "also_acceptable"
"""Themes of a point that a careful coder could defend."""

WHAT = (
    "a labelled file is a table (CSV, XLSX) with the columns “text” and “labels”, JSON lines with these keys, an audit "
    "sheet, or a JSON object with “points”"
)

_PARTS = re.compile(r"[;|]")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and the labels that somebody gave it, as they are written; ``row`` is where it stands in the file.

    ``is_blank``: its labels are an empty cell, which does not say whether somebody looked.
    """

    row: int
    text: str
    labels: tuple[str, ...]
    document: str | None = None
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class LabelledPoint:
    """A point of a document, by its span or by its label, and the labels of its themes.

    ``acceptable``: further ones that a careful coder could defend, so that neither giving them nor not is wrong.
    """

    row: int
    document: str
    labels: tuple[str, ...]
    acceptable: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    label: str = ""
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """The contents of a labelled file: texts or points, rows that cannot be used, and repeated ids, which are not."""

    texts: tuple[LabelledText, ...] = ()
    points: tuple[LabelledPoint, ...] = ()
    unread: tuple[RefusedRow, ...] = ()
    repeated: tuple[RefusedRow, ...] = ()


def is_json(content: bytes) -> bool:
    """Return whether a file begins as JSON does: with an object or a list."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def labelled(content: bytes, name: str) -> Labelled:
    """Return what a labelled file says that is no audit sheet; raises UnreadableError where it is no labelled file
    at all."""
    if not is_json(content):
        return _table(tables_of(content, name), name)
    text = (decode(content) or "").lstrip("\ufeff")
    whole = _json(text)
    if isinstance(whole, dict) and isinstance(whole.get("points"), list):
        return _points(whole)
    if isinstance(whole, list):
        return _gathered(list(enumerate(whole, 1)), _text)
    lines = enumerate(text.split("\n"), 1)
    return _gathered([(row, _json(line)) for row, line in lines if line.strip()], _text)


def _json(text: str) -> Any:
    """Return what a text says as JSON; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _table(tables: Iterable[Numbered], name: str) -> Labelled:
    """Return the texts of the first table whose first row that says anything names the columns."""
    for rows in tables:
        filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
        header = [cell.strip().lower() for cell in filled[0][1]] if filled else []
        if TEXT in header and set(LABELS) & set(header):
            return _gathered([(number, _record(header, cells)) for number, cells in filled[1:]], _text)
    raise UnreadableError(name, f"it is no labelled file; {WHAT}")


def _record(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    padded = [*map(unguarded, cells), *([""] * (len(header) - len(cells)))]
    return dict(zip(header, padded, strict=False))


# What a row says ------------------------------------------------------------------------------------------------------

_Made = Callable[[int, Mapping[str, Any]], Any]


def _gathered(rows: Sequence[tuple[int, Any]], make: _Made) -> Labelled:
    """Return what each row says; a row that cannot be used is kept with its reason, and so is an id that comes
    again."""
    made, unread, repeated = [], [], []
    first: dict[str, int] = {}
    for row, record in rows:
        try:
            one = make(row, _object(record))
        except ValueError as error:
            unread.append(RefusedRow(row, str(error)))
            continue
        key = _word(record.get(ID))
        if key and first.setdefault(key, row) != row:
            repeated.append(RefusedRow(row, f"the id {key} stands in row {first[key]:,} already"))
        else:
            made.append(one)
    texts = tuple(one for one in made if isinstance(one, LabelledText))
    points = tuple(one for one in made if isinstance(one, LabelledPoint))
    return Labelled(texts, points, tuple(unread), tuple(repeated))


def _object(record: Any) -> Mapping[str, Any]:
    if not isinstance(record, dict):
        raise ValueError("it is no JSON object")
    return record


def _text(row: int, record: Mapping[str, Any]) -> LabelledText:
    text = record.get(TEXT)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"it has no “{TEXT}”")
    labels = _labels(record, LABELS)
    is_blank = not labels and any(isinstance(record.get(name), str) for name in LABELS)
    return LabelledText(row, text, labels, _word(record.get(DOCUMENT)) or None, is_blank)


def _labels(record: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of a row: a list, or words between ; or |; an empty one says that none was given."""
    found = next((record[name] for name in names if record.get(name) is not None), None)
    if found is None:
        raise ValueError(f"it has no “{names[0]}”; [] is how a list says that there are none")
    if not isinstance(found, str) and not (isinstance(found, list) and all(isinstance(one, str) for one in found)):
        raise ValueError(f"its “{names[0]}” are neither words nor a list of words")
    parts = _PARTS.split(found) if isinstance(found, str) else found
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _word(value: Any) -> str:
    """Return a name or number as text; nothing for anything else."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


# Points ---------------------------------------------------------------------------------------------------------------


def _points(whole: Mapping[str, Any]) -> Labelled:
    """Return points of one document, which is named once, or of several, where each names its own."""
    common = {DOCUMENT: whole.get("document")}
    rows = [({**common, **one} if isinstance(one, dict) else one) for one in whole["points"]]
    return _gathered(list(enumerate(rows, 1)), _point)


def _point(row: int, record: Mapping[str, Any]) -> LabelledPoint:
    document = _word(record.get("document")) or _word(record.get(DOCUMENT))
    if not document:
        raise ValueError("it names no “document”")
    span, label, section = _span(record), _word(record.get("label")), record.get("section")
    if span is None and not label:
        raise ValueError("it has neither “start” and “end” nor a “label”")
    return LabelledPoint(
        row=row,
        document=document,
        labels=_labels(record, LABELS[::-1]),
        acceptable=_labels({ACCEPTABLE: [], **record}, [ACCEPTABLE]),
        span=span,
        label=label,
        section=tuple(map(str, section)) if isinstance(section, list) else (),
    )


def _span(record: Mapping[str, Any]) -> tuple[int, int] | None:
    """Start and end, where both are there."""
    start, end = record.get("start"), record.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None
