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
"""Names of the field that holds the labels."""

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
    """Return what a labelled file says that is no audit sheet; raises UnreadableError where it is not a labelled file
    at all."""
    if not is_json(content):
        return _table(tables_of(content, name), name)
    file_text = (decode(content) or "").lstrip("\ufeff")
    whole_file = _json(file_text)
    if isinstance(whole_file, dict) and isinstance(whole_file.get("points"), list):
        return _points(whole_file)
    if isinstance(whole_file, list):
        return _gathered(list(enumerate(whole_file, 1)), _text)
    numbered_lines = enumerate(file_text.split("\n"), 1)
    return _gathered(
        [(line_number, _json(line_text)) for line_number, line_text in numbered_lines if line_text.strip()], _text
    )


def _json(text: str) -> Any:
    """Return what a text says as JSON; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _table(tables: Iterable[Numbered], name: str) -> Labelled:
    """Return the texts of the first table whose first row that says anything names the columns."""
    for table_rows in tables:
        filled_rows = [
            (row_number, row_cells) for row_number, row_cells in table_rows if any(cell.strip() for cell in row_cells)
        ]
        header_names = [cell.strip().lower() for cell in filled_rows[0][1]] if filled_rows else []
        if TEXT in header_names and set(LABELS) & set(header_names):
            return _gathered(
                [(row_number, _record(header_names, row_cells)) for row_number, row_cells in filled_rows[1:]], _text
            )
    raise UnreadableError(name, f"it is not a labelled file; {WHAT}")


def _record(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    padded_cells = [*map(unguarded, cells), *([""] * (len(header) - len(cells)))]
    return dict(zip(header, padded_cells, strict=False))


# What a row says ------------------------------------------------------------------------------------------------------

_Made = Callable[[int, Mapping[str, Any]], Any]


def _gathered(rows: Sequence[tuple[int, Any]], make: _Made) -> Labelled:
    """Return what each row says; a row that cannot be used is kept with its reason, and so is an id that comes
    again."""
    labelled_records, unread_rows, repeated_rows = [], [], []
    first_rows: dict[str, int] = {}
    for row_number, record in rows:
        try:
            one = make(row_number, _object(record))
        except ValueError as error:
            unread_rows.append(RefusedRow(row_number, str(error)))
            continue
        record_id = _word(record.get(ID))
        if record_id and first_rows.setdefault(record_id, row_number) != row_number:
            repeated_rows.append(
                RefusedRow(row_number, f"the id {record_id} stands in row {first_rows[record_id]:,} already")
            )
        else:
            labelled_records.append(one)
    texts = tuple(one for one in labelled_records if isinstance(one, LabelledText))
    points = tuple(one for one in labelled_records if isinstance(one, LabelledPoint))
    return Labelled(texts, points, tuple(unread_rows), tuple(repeated_rows))


def _object(record: Any) -> Mapping[str, Any]:
    if not isinstance(record, dict):
        raise ValueError("it is not a JSON object")
    return record


def _text(row: int, record: Mapping[str, Any]) -> LabelledText:
    record_text = record.get(TEXT)
    if not isinstance(record_text, str) or not record_text.strip():
        raise ValueError(f"it has no “{TEXT}”")
    theme_labels = _labels(record, LABELS)
    is_blank = not theme_labels and any(isinstance(record.get(label_name), str) for label_name in LABELS)
    return LabelledText(row, record_text, theme_labels, _word(record.get(DOCUMENT)) or None, is_blank)


def _labels(record: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of a row: a list, or words between ; or |; an empty one says that none was given."""
    label_value = next((record[field_name] for field_name in names if record.get(field_name) is not None), None)
    if label_value is None:
        raise ValueError(f"it has no “{names[0]}”; [] is how a list says that there are none")
    if not isinstance(label_value, str) and not (
        isinstance(label_value, list) and all(isinstance(list_item, str) for list_item in label_value)
    ):
        raise ValueError(f"its “{names[0]}” are neither words nor a list of words")
    label_parts = _PARTS.split(label_value) if isinstance(label_value, str) else label_value
    return tuple(dict.fromkeys(label_part.strip() for label_part in label_parts if label_part.strip()))


def _word(value: Any) -> str:
    """Return a name or number as text; nothing for anything else."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


# Points ---------------------------------------------------------------------------------------------------------------


def _points(whole: Mapping[str, Any]) -> Labelled:
    """Return points of one document, which is named once, or of several, where each names its own."""
    shared_fields = {DOCUMENT: whole.get("document")}
    point_rows = [
        ({**shared_fields, **point_record} if isinstance(point_record, dict) else point_record)
        for point_record in whole["points"]
    ]
    return _gathered(list(enumerate(point_rows, 1)), _point)


def _point(row: int, record: Mapping[str, Any]) -> LabelledPoint:
    document = _word(record.get("document")) or _word(record.get(DOCUMENT))
    if not document:
        raise ValueError("it names no “document”")
    point_span, point_label, section = _span(record), _word(record.get("label")), record.get("section")
    if point_span is None and not point_label:
        raise ValueError("it has neither “start” and “end” nor a “label”")
    return LabelledPoint(
        row=row,
        document=document,
        labels=_labels(record, LABELS[::-1]),
        acceptable=_labels({ACCEPTABLE: [], **record}, [ACCEPTABLE]),
        span=point_span,
        label=point_label,
        section=tuple(map(str, section)) if isinstance(section, list) else (),
    )


def _span(record: Mapping[str, Any]) -> tuple[int, int] | None:
    """Start and end, where both are there."""
    span_start, span_end = record.get("start"), record.get("end")
    return (span_start, span_end) if isinstance(span_start, int) and isinstance(span_end, int) else None
