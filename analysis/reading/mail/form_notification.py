"""Notifications of a web form: a message that lists what somebody typed into its fields, read as a row of a table is.

What each field is, is told as a table's columns are: a name is the respondent's, an address a detail, a choice an
answer, and what the form asks stands above what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from analysis.errors import UnreadableError
from analysis.model import QUESTION_ROLES, Block, BlockKind, ColumnRole, Document, Table
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table.column_inference import infer_role
from analysis.reading.table.column_mapping import map_columns
from analysis.reading.table.column_profile import Profile, Profiles, RowWidth
from analysis.reading.table.column_vocabulary import DETAILS, GOES_ON, IP
from analysis.reading.table.header_rows import Name, unique_names
from analysis.reading.table.name_subject import asked_subject
from analysis.reading.table.recorded_columns import RECORDED
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
_JOINED_FIELD = re.compile(r"(?P<label>[^:=\n\t]{1,100}?) (?:=|[-–]) (?P<value>.*)$")
"""A field of a form that joins label and value by another sign: believed of a label that is known."""

_STAMP = re.compile(
    r"(?P<label>(?:submitted|sent|received) (?:on|at|from))\b:? (?P<value>(?:\W*(?:ip\W*)?\d|https?://).{0,120})$",
    re.IGNORECASE,
)
"""What a form writes below the fields: "Submitted on 2 March 2026 at 10:00 from 10.0.0.1"."""

_ENDS_FORM = re.compile(r"(?:(?:©|\(c\)|copyright)\W*){1,2}\d{4}\b(?:\W*$|\W+(?-i:[A-Z]))", re.IGNORECASE)
"""What a program writes below the last field: whose form it is, behind a year; "(c) 2019 was worse" is an answer."""

_NAMES_FORM = re.compile(
    r"(?:new )?(?:\w+ )?(?:submission|submitted|entry|form|survey|notification)(?: (?:for|from|to|via|name|title))?",
    re.IGNORECASE,
)
"""What a program calls the form itself, above the fields."""

_RULE = re.compile(r"\s*-{3,}\s*$")
"""What some forms write between their fields."""

_GROUP = re.compile(r"={2,}\s*\w.{0,60}?\s*={2,}$")
"""How some forms head the fields of one page: "== About you =="."""

_SUBMITTED = re.compile(r"submitted (?:values?|data|answers?|fields?|information)\b", re.IGNORECASE)
"""What a program writes above the first field, with a colon."""

_RECORDED_IP = re.compile(r"(?:(?:the|your|user|sender|remote|client)(?:['’]s)? )?ip(?: address)?\W*", re.IGNORECASE)

_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
"""How a program calls a field, and nobody's letter a subject: "how_often"."""

_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_ASKS_FOR_WORDS = re.compile(
    r"(?:(?:your|any|other|further|additional|main|general) )*"
    r"(?:comments?|views?|feedback|messages?|responses?|reasons?|suggestions?|objections?)(?: \(.{1,60}\))?$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\be-?mail\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]")


_LEFT_EMPTY = re.compile(
    r"\W*(?:(?:not|none) (?:provided|answered|supplied|given|selected|specified|uploaded)"
    r"|no (?:answer|response|file|files|selection|value)(?: (?:given|provided|uploaded|selected|chosen|made))?|empty"
    r"|blank|null)?\W*",
    re.IGNORECASE,
)
"""What a form writes where nothing was typed."""


class NotifiedField(NamedTuple):
    """A field of a form and what was typed into it."""

    label: str
    value: str


def form_document(text: str, blocks: Sequence[Block], name: str, settings: ReadSettings) -> Document | None:
    """Return what was typed into a form as a response to its questions, or None where a message is no notification."""
    lines = list(_written_lines(text, blocks))
    for parse_fields in (_fields_in_lines, _fields_in_paragraphs, _fields_below_labels, _fields_in_pairs):
        introduction, fields = parse_fields(lines)
        if FEWEST_FIELDS <= len(fields) <= MOST_FIELDS and len(introduction.split()) <= LONGEST_INTRODUCTION:
            response = _response(fields, name, settings, 1 if _are_parted(lines) else FEWEST_DETAILS)
            if response is not None:
                return _below(introduction, response)
    return None


def _are_parted(lines: Sequence[str]) -> bool:
    """Return whether lines are drawn between the fields, as no letter has them."""
    return sum(_RULE.match(line) is not None for line in lines) >= FEWEST_FIELDS


def _response(
    fields: Sequence[NotifiedField], name: str, settings: ReadSettings, fewest_details: int
) -> Document | None:
    """Return fields as the row of a table, or None where too few of them are about the respondent."""
    names = unique_names([Name(field.label, field.label) for field in fields])
    row = SheetRow(1, ["" if _LEFT_EMPTY.fullmatch(field.value) else field.value for field in fields])
    profiles = Profiles()
    profiles.add(row)
    try:
        columns = map_columns(names, profiles, frozenset(), None, settings)
    except UnreadableError:
        return None
    called = [infer_role(name, Profile(), settings.respondent_types, False).role for name in names]
    details = [role for role in called if role not in QUESTION_ROLES]
    is_by_program = sum(_IDENTIFIER.fullmatch(field.label) is not None for field in fields) >= FEWEST_DETAILS
    if not is_by_program and (len(details) < fewest_details or set(details) == {ColumnRole.LEAVE_OUT}):
        return None
    if any(role not in QUESTION_ROLES and _holds_more(field.value) for role, field in zip(called, fields, strict=True)):
        return None
    table = Table(name, None, 0, 1, columns)
    response = Rows(table, name, settings.respondent_types, RowWidth(0, len(row.cells))).document(row)
    return replace(response, name=name) if isinstance(response, Document) else None


def _holds_more(value: str) -> bool:
    """Return whether below a detail of the respondent stands what is none: a question, or somebody's words."""
    _, *others = value.split("\n\n")
    lines = (line.rstrip() for paragraph in others for line in paragraph.splitlines())
    return any(map(is_prose, others)) or any(line.endswith("?") for line in lines)


def _written_lines(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of what is no furniture, a blank one after each block, and those that are drawn between them."""
    position = 0
    for block in blocks:
        yield from filter(_RULE.match, text[position : block.start].splitlines())
        position = block.end
        if block.kind is BlockKind.QUESTION:
            yield f"{' '.join(text[block.start : block.end].split())}:"
        elif block.kind is not BlockKind.FURNITURE:
            yield from text[block.start : block.end].splitlines()
            yield ""


def _fields_in_lines(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return what stands above the first field, and the fields of a form that writes colons or a table's cells."""
    if sum(_field_by_mark(line.strip().strip("*_")) is not None for line in lines) < FEWEST_FIELDS:
        return "", []
    return _fields_where(lines, lambda line: _field_by_mark(line) or _known_label(line))


def _fields_below_labels(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return the fields of a form whose labels stand on lines of their own, or are joined to what was typed by a dash;
    they are known by their words, or ask."""
    return _fields_where(lines, lambda line: _known_label(line) or _asking_label(line) or _joined_field(line))


def _fields_where(
    lines: Sequence[str], field_of: Callable[[str], NotifiedField | None]
) -> tuple[str, list[NotifiedField]]:
    """Return what stands above the first field, and the fields; a line that begins none goes on the one above."""
    introduction: list[str] = []
    labels: list[str] = []
    values: list[list[str]] = []
    is_parted = _are_parted(lines)
    is_closed = False  # below a line that parts the fields, and before the next label
    for i, line in enumerate(lines):
        bare_line = line.strip().strip("*_# ") if line.strip().startswith(("*", "_", "#")) else line.strip()
        field = field_of(bare_line)
        is_closed = field is None and (is_closed or (is_parted and _RULE.match(line) is not None))
        if field is not None:
            labels.append(field.label)
            values.append([field.value])
        elif labels and _asks_no_view(labels[-1]) and _heads_group(lines, i, field_of):
            introduction.append(bare_line)
        elif values and not is_closed:
            is_closed = _ENDS_FORM.match(bare_line) is not None
            (introduction if is_closed else values[-1]).append(bare_line)
        else:
            introduction.append(bare_line)
    stand_below = sum(not typed[0] for typed in values) * 2 >= len(values)
    while labels and (not any(values[0]) or (stand_below and _names_the_form(labels[0], *values[0]))):
        # "You have received a new submission:"; above values that stand below their labels, "Submission for: Survey".
        introduction.append(" ".join((f"{labels.pop(0)}:", *values.pop(0))))
    pairs = zip(labels, values, strict=True)
    fields = [field for label, typed in pairs for field in _with_recorded(label, "\n".join(typed).strip())]
    return "\n".join(filter(None, introduction)), [field for field in fields if not _names_the_columns(field)]


def _asks_no_view(label: str) -> bool:
    return asked_subject(label) is not None or _SUBMITTED.match(label) is not None


def _heads_group(lines: Sequence[str], i: int, field_of: Callable[[str], NotifiedField | None]) -> bool:
    """Return whether a line is drawn as a head, and stands directly above a field."""
    if _GROUP.match(lines[i].strip()) is None:
        return False
    return field_of(next(filter(str.strip, lines[i + 1 :]), "").strip()) is not None


def _with_recorded(label: str, value: str) -> Iterator[NotifiedField]:
    """Yield a field, and the computer's address that a program wrote below what was typed into it."""
    *typed, recorded_label, recorded = ["", "", *filter(None, value.splitlines())]
    if any(typed) and _RECORDED_IP.fullmatch(recorded_label) and IP.match(recorded):
        yield NotifiedField(label, value[: value.rindex(recorded_label)].strip())
        yield NotifiedField(_bare(recorded_label), recorded)
    else:
        yield NotifiedField(label, value)


def _names_the_form(label: str, value: str, *below: str) -> bool:
    """Return whether a field holds the name of the form and nothing that somebody has typed."""
    return bool(value) and not is_prose(value) and not any(below) and _NAMES_FORM.fullmatch(label) is not None


def _field_by_mark(line: str) -> NotifiedField | None:
    field = _STAMP.match(line) or _FIELD.match(line)
    if field is None or not _is_label(_NUMBER.sub("", field["label"], count=1)):
        return None
    return NotifiedField(_unnumbered(field["label"].strip(" *_")), field["value"].strip(" *_"))


def _joined_field(line: str) -> NotifiedField | None:
    field = _JOINED_FIELD.match(line)
    label = _known_label(field["label"]) if field else None
    return label._replace(value=field["value"].strip(" *_")) if field and label else None


def _known_label(line: str) -> NotifiedField | None:
    """Return a line as the label of a field with nothing typed beside it, if it is one that forms have."""
    label = _unnumbered(_bare(line))
    is_known = asked_subject(label) is not None or any(
        pattern.fullmatch(label) for pattern in (GOES_ON, _ASKS_FOR_WORDS, RECORDED)
    )
    return NotifiedField(label, "") if label and is_known else None


def _asking_label(line: str) -> NotifiedField | None:
    is_asked = line.endswith("?") and _is_label(_NUMBER.sub("", line, count=1))
    return NotifiedField(_bare(line), "") if is_asked else None


def _unnumbered(label: str) -> str:
    """Return a label without its number where it asks who somebody is; a question keeps its own."""
    bare_label = _NUMBER.sub("", label, count=1)
    return bare_label if asked_subject(bare_label) is not None else label


def _names_the_columns(field: NotifiedField) -> bool:
    """Return whether a field is the first row of a table of two columns: "Field", "Value"."""
    return field.label.casefold() in ("field", "question") and field.value.casefold() in ("value", "answer", "response")


def _fields_in_paragraphs(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return the fields of a form that writes each label on a line above what was typed."""
    introduction: list[str] = []
    fields: list[NotifiedField] = []
    for is_blank, group in groupby(lines, _is_blank):
        first, *others = [line.strip() for line in group]
        recorded = [_recorded_field(line) for line in (first, *others)]
        if fields and not is_blank and all(recorded):
            fields += filter(None, recorded)
        elif (
            others and not is_blank and _is_label(first) and (first.endswith(("?", ":")) or len(words(first)) <= SHORT)
        ):
            fields.append(NotifiedField(_bare(first), "\n".join(others)))
        elif fields and not is_blank:
            fields[-1] = fields[-1]._replace(value="\n".join((fields[-1].value, "", first, *others)))
        elif not is_blank:
            introduction += [first, *others]
    return "\n".join(introduction), fields


def _recorded_field(line: str) -> NotifiedField | None:
    """Return what a program records on a line of its own: "IP: 192.0.2.9"."""
    field = _field_by_mark(line)
    is_known = field is not None and (_known_label(field.label) or DETAILS.fullmatch(field.label)) is not None
    return field if field and field.value and (is_known or _STAMP.match(line)) else None


def _fields_in_pairs(lines: Sequence[str]) -> tuple[str, list[NotifiedField]]:
    """Return the fields of a form that writes labels and what was typed in turn, from the first known label on."""
    told = [line.strip() for line in lines if not _is_blank(line)]
    first = next((i for i, line in enumerate(told) if asked_subject(_bare(line)) is not None), len(told))
    labels, values = told[first::2], told[first + 1 :: 2]
    pairs = list(zip(labels, values, strict=False))
    is_aligned = len(labels) == len(values) and all(
        EMAIL.search(typed) for label, typed in pairs if _MAIL.search(label)
    )
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
