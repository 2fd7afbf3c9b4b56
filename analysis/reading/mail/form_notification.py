"""Notifications of a web form: a message that lists what somebody typed into its fields, read as a row of a table is.

What each field is, is told as a table's columns are: a name is the respondent's, an address a detail, a choice an
answer, and what the form asks stands above what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from analysis.errors import UnreadableError
from analysis.model import Block, BlockKind, ColumnRole, Document, Table
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table.column_inference import infer_role
from analysis.reading.table.column_mapping import QUESTIONS, map_columns
from analysis.reading.table.column_profile import Profile, Profiles, Shape
from analysis.reading.table.column_vocabulary import asked_subject
from analysis.reading.table.header_rows import Name, unique_names
from analysis.reading.table.row_documents import Rows
from analysis.reading.table.sheet import SheetRow
from analysis.text import EMAIL, is_prose, words

FEWEST_FIELDS = 3
MOST_FIELDS = 300
FEWEST_DETAILS = 2
"""Fields about the respondent or the sending by which a list of fields is a form's, and no letter with colons."""

LONGEST_LABEL = 30
"""Words of what a form asks in a field."""

SHORT = 8
"""Words of a label that asks nothing, on a line of its own."""

LONGEST_INTRODUCTION = 40
"""Words above the first field."""

_FIELD = re.compile(r"(?P<label>[^\s:*>•-][^:\n\t]{0,250}?)\s?(?::\*{0,2}(?!//)(?:\s+|$)|\t)(?P<value>[^\t]*)$")
_MAIL = re.compile(r"\be-?mail\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]")


class NotifiedField(NamedTuple):
    """A field of a form and what was typed into it."""

    label: str
    value: str


def form_document(text: str, blocks: Sequence[Block], name: str, settings: ReadSettings) -> Document | None:
    """Return what was typed into a form as a response to its questions, or None where a message is no notification."""
    lines = list(_written_lines(text, blocks))
    for parse_fields in (_fields_in_lines, _fields_in_paragraphs, _fields_in_pairs):
        introduction, fields = parse_fields(lines)
        if FEWEST_FIELDS <= len(fields) <= MOST_FIELDS and len(introduction.split()) <= LONGEST_INTRODUCTION:
            response = _response(fields, name, settings)
            if response is not None:
                return _below(introduction, response)
    return None


def _response(fields: Sequence[NotifiedField], name: str, settings: ReadSettings) -> Document | None:
    """Return fields as the row of a table, or None where too few of them are about the respondent."""
    names = unique_names([Name(field.label, field.label) for field in fields])
    row = SheetRow(1, [field.value for field in fields])
    profiles = Profiles()
    profiles.add(row)
    try:
        columns = map_columns(names, profiles, frozenset(), None, settings)
    except UnreadableError:
        return None
    called = [infer_role(name, Profile(), settings.respondent_types, False).role for name in names]
    details = [role for role in called if role not in QUESTIONS]
    if len(details) < FEWEST_DETAILS or set(details) == {ColumnRole.LEAVE_OUT}:
        return None
    table = Table(name, None, 0, 1, columns)
    response = Rows(table, name, settings.respondent_types, Shape(0, len(row.cells))).document(row)
    return replace(response, name=name) if isinstance(response, Document) else None


def _written_lines(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of what is no furniture, and a blank one after each block."""
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE:
            yield from text[block.start : block.end].splitlines()
            yield ""


def _fields_in_lines(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return what stands above the first field, and the fields; a line without a label goes on the one above."""
    introduction: list[str] = []
    labels: list[str] = []
    values: list[list[str]] = []
    for line in lines:
        bare_line = line.strip().strip("*_") if line.strip().startswith(("*", "_")) else line.strip()
        field = _FIELD.match(bare_line)
        if field and _is_label(field["label"]):
            labels.append(field["label"].strip(" *_"))
            values.append([field["value"].strip(" *_")])
        elif values:
            values[-1].append(bare_line)
        else:
            introduction.append(bare_line)
    while labels and not any(values[0]):  # "You have received a new submission:"
        introduction.append(f"{labels.pop(0)}:")
        values.pop(0)
    pairs = zip(labels, values, strict=True)
    return "\n".join(filter(None, introduction)), [
        NotifiedField(label, "\n".join(typed).strip()) for label, typed in pairs
    ]


def _fields_in_paragraphs(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return the fields of a form that writes each label on a line above what was typed."""
    introduction: list[str] = []
    fields: list[NotifiedField] = []
    for is_blank, group in groupby(lines, _is_blank):
        first, *others = [line.strip() for line in group]
        if others and not is_blank and _is_label(first) and (first.endswith(("?", ":")) or len(words(first)) <= SHORT):
            fields.append(NotifiedField(_bare(first), "\n".join(others)))
        elif fields and not is_blank:
            fields[-1] = fields[-1]._replace(value="\n".join((fields[-1].value, "", first, *others)))
        elif not is_blank:
            introduction += [first, *others]
    return "\n".join(introduction), fields


def _fields_in_pairs(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return the fields of a form that writes labels and what was typed in turn, from the first known label on."""
    told = [line.strip() for line in lines if not _is_blank(line)]
    first = next((i for i, line in enumerate(told) if asked_subject(_bare(line)) is not None), len(told))
    pairs = list(zip(told[first::2], told[first + 1 :: 2], strict=False))
    is_aligned = all(EMAIL.search(typed) for label, typed in pairs if _MAIL.search(label))
    are_labels = all(_is_label(label) and not is_prose(label.rstrip("?:")) for label, _ in pairs)
    fields = [NotifiedField(_bare(label), typed) for label, typed in pairs] if is_aligned and are_labels else []
    return "\n".join(told[:first]), fields


def _bare(label: str) -> str:
    return label.strip(" *_:")


def _is_blank(line: str) -> bool:
    return not words(line)


def _is_label(label: str) -> bool:
    return len(label.split()) <= LONGEST_LABEL and not _SENTENCE_END.search(label)


def _below(introduction: str, response: Document) -> Document:
    """Return the response with what introduces it as furniture above."""
    if not introduction:
        return response
    offset = len(introduction) + 2
    blocks = [replace(block, start=block.start + offset, end=block.end + offset) for block in response.blocks]
    heading = Block(BlockKind.FURNITURE, 0, len(introduction))
    return replace(response, text=f"{introduction}\n\n{response.text}", blocks=(heading, *blocks))
