"""Editing consultation.toml: themes, questions or what stands above them change, and all else stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, Table, Whitespace
from tomlkit.toml_document import TOMLDocument

from analysis.errors import ConsultationError
from analysis.model import Question, TeamMessage, TeamReply, Theme
from analysis.workspace.table_mappings import toml_text
from analysis.workspace.toml_source import LISTS, THEME_LISTS, source, written

FIELDS = ("key", "name", "definition", "parent", *THEME_LISTS)
"""The fields of a theme, in the order in which a new one is written; lists come last."""

QUESTION = ("key", "text")
"""The fields of a question."""

MESSAGE = ("text", "themes", "points")
"""The fields of a message."""

SETS = ("themes",)
"""Lists whose order says nothing."""

REPLY = ("response", "action", "owner")
"""The fields of a question or theme that hold what the team answers."""

BY_HAND = "it cannot be changed here, because of how the file is written; change it in an editor"

Content = list[tuple[Any, Any]]

Entry = Theme | Question | TeamMessage | TeamReply


@dataclass(frozen=True, slots=True)
class Head:
    """The values below [consultation], and the questions, each with the key of that which it is written over."""

    title: str
    organisation: str | None = None
    opened: date | None = None
    closed: date | None = None
    summary: str | None = None
    notice: str | None = None
    audit_notice: str | None = None
    respondent_types: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    crossings: tuple[str, ...] = ()
    questions: tuple[tuple[str, Question], ...] = ()


HEAD = (
    *("title", "organisation", "opened", "closed", "summary", "notice", "audit_notice"),
    *("respondent_types", "organisations", "crossings"),
)
"""The fields of [consultation]."""


def edited(content: bytes, themes: Sequence[tuple[str, Theme]], name: str) -> bytes:
    """Return consultation.toml with these themes; each has the key of the theme that it is written over, or nothing.

    Themes that are there keep their order, and a new one follows the one that it comes after; the first ones stand at
    the end of the file. ``name`` is the file's, for what is said where it cannot be done. Raises ConsultationError.
    """
    is_first = False

    def edit(parsed: TOMLDocument) -> None:
        nonlocal is_first
        theme_tables = parsed.get("theme")
        is_first = not theme_tables or not any(origin for origin, _ in themes)
        if is_first and theme_tables is not None:
            _drop(parsed, "theme", name)
        if is_first:
            return
        if not isinstance(theme_tables, AoT):
            raise ConsultationError(name, [BY_HAND])
        _arrange(theme_tables, themes, FIELDS)

    rewritten = _rewritten(content, name, edit)
    return rewritten + _below(rewritten, "theme", themes, FIELDS) if is_first else rewritten


def headed(content: bytes, head: Head, name: str) -> bytes:
    """Return consultation.toml with another head and other questions.

    Questions that are there keep their order, and the first ones stand at the end of the file. ``name`` is the file's.
    Raises ConsultationError where it cannot be done.
    """

    def edit(parsed: TOMLDocument) -> None:
        table, asked = parsed["consultation"], parsed.get("question")
        if not isinstance(table, Table) or not (asked is None or isinstance(asked, AoT)):
            raise ConsultationError(name, [BY_HAND])
        _overwrite(table, head, HEAD)
        if asked is not None and any(origin for origin, _ in head.questions):
            _arrange(asked, head.questions, QUESTION)
        elif asked is not None:
            _drop(parsed, "question", name)

    rewritten = _rewritten(content, name, edit)
    if any(origin for origin, _ in head.questions):
        return rewritten
    return rewritten + _below(rewritten, "question", head.questions, QUESTION)


def with_messages(content: bytes, rows: Sequence[TeamMessage | None], name: str) -> bytes:
    """Return consultation.toml with these messages in place of its own; all else stays as it is.

    A message is written over that which has the same text, else over that of its row, so that what is noted below a
    heading stays with it; None stands for a row that was left empty. ``name`` is the file's. Raises ConsultationError
    where it cannot be done.
    """
    messages = [message for message in rows if message]
    added = messages

    def edit(parsed: TOMLDocument) -> None:
        nonlocal added
        tables = parsed.get("message")
        if tables and not isinstance(tables, AoT):
            raise ConsultationError(name, [BY_HAND])
        origins = _origins([_read(table.get("text"), "text") for table in tables or ()], rows)
        if isinstance(tables, AoT) and any(origin is not None for origin in origins):
            _fit(tables, list(zip(origins, messages, strict=True)))
            added = []
        elif tables is not None:
            _drop(parsed, "message", name)

    rewritten = _rewritten(content, name, edit)
    return rewritten + _below(rewritten, "message", [("", message) for message in added], MESSAGE)


def _origins(texts: Sequence[str], rows: Sequence[TeamMessage | None]) -> list[int | None]:
    """Return for each message the place of the table that it is written over, or None for a new one."""
    free = dict(enumerate(texts))
    places: dict[int, int] = {}
    for row, message in enumerate(rows):
        same_text = [place for place, text in free.items() if message and text == message.text]
        if same_text:
            places[row] = row if row in same_text else same_text[0]
            del free[places[row]]
    return [places.get(row, row if row in free else None) for row, message in enumerate(rows) if message]


def _fit(tables: AoT, entries: Sequence[tuple[int | None, TeamMessage]]) -> None:
    """Retire tables that no message is written over, put the others into the messages' order, and add the new ones."""
    order = [origin for origin, _ in entries if origin is not None]
    for table_index in reversed(range(len(tables))):
        if table_index not in order:
            _retire(tables, table_index)
    if order != sorted(order):
        items_below = [_taken_off(table) for table in tables]
        kept = dict(zip(sorted(order), tables, strict=True))
        del tables[:]
        for moved, below in zip((kept[origin] for origin in order), items_below, strict=True):
            _put_back(moved, below)
            tables.insert(len(tables), moved)
    for table_index, (origin, message) in enumerate(entries):
        if origin is None:
            _insert(tables, table_index, source(message, MESSAGE))
        else:
            _overwrite(tables[table_index], message, MESSAGE)


def with_replies(content: bytes, replies: Sequence[TeamReply], name: str) -> bytes:
    """Return consultation.toml with what the team answers to these questions and themes; all else stays as it is.

    ``name`` is the file's. Raises ConsultationError where it cannot be done.
    """
    by_key = {("theme", reply.theme) if reply.theme else ("question", reply.question): reply for reply in replies}

    def edit(parsed: TOMLDocument) -> None:
        for table_name in ("question", "theme"):
            tables = parsed.get(table_name, ())
            if tables and not isinstance(tables, AoT):
                raise ConsultationError(name, [BY_HAND])
            for table in tables:
                if reply := by_key.get((table_name, str(table["key"]))):
                    _overwrite(table, reply, REPLY)

    return _rewritten(content, name, edit)


def with_types(content: bytes, respondent_types: tuple[str, ...], name: str) -> bytes:
    """Return consultation.toml with other types of respondent; raises ConsultationError where it cannot be done."""

    def edit(parsed: TOMLDocument) -> None:
        table = parsed["consultation"]
        if not isinstance(table, Table):
            raise ConsultationError(name, [BY_HAND])
        _overwrite(table, Head("", respondent_types=respondent_types), ("respondent_types",))

    return _rewritten(content, name, edit)


def with_coder(content: bytes, values: Mapping[str, object], name: str) -> bytes:
    """Return consultation.toml with these fields below [coder], or without it where there are none.

    Fields that the file has and these values do not name stay, but for those that are left empty on the page. Raises
    ConsultationError where it cannot be done.
    """
    is_there = False

    def edit(parsed: TOMLDocument) -> None:
        nonlocal is_there
        table = parsed.get("coder")
        is_there = table is not None
        if table is None:
            return
        if not isinstance(table, Table):
            raise ConsultationError(name, [BY_HAND])
        if not values:
            del parsed["coder"]
            return
        below = _taken_off(table)
        for field_name in [key for key in table if key in ON_PAGE and key not in values]:
            table.remove(field_name)
        for field_name, value in values.items():
            if table.get(field_name) != value:
                table[field_name] = value
        _put_back(table, below)

    rewritten = _rewritten(content, name, edit)
    if is_there or not values:
        return rewritten
    lines = "".join(f"{field_name} = {_plain(value)}\n" for field_name, value in values.items())
    added = f"\n[coder]\n{lines}" if content.endswith(b"\n") else f"\n\n[coder]\n{lines}"
    return rewritten + added.replace("\n", "\r\n" if b"\r\n" in content else "\n").encode()


ON_PAGE = {
    *("mode", "key_variable", "price_in", "price_out", "unpublished", "personal_data"),
    *("calls", "concurrency", "positions", "confirmation"),
}
"""Fields of [coder] that a page edits, and that go where they are left empty."""


def _plain(value: object) -> str:
    """Return a text, a number or yes as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return toml_text(value) if isinstance(value, str) else repr(value)


def _below(content: bytes, table: str, entries: Sequence[tuple[str, Entry]], fields: Sequence[str]) -> bytes:
    """Return what new tables add at the end of a file."""
    sources = "".join(f"\n[[{table}]]\n{source(entry, fields)}" for _, entry in entries)
    first_break = "\n" if sources and not content.endswith(b"\n") else ""
    return f"{first_break}{sources}".replace("\n", "\r\n" if b"\r\n" in content else "\n").encode()


def _rewritten(content: bytes, name: str, edit: Callable[[TOMLDocument], None]) -> bytes:
    """Return a file after an edit, its line ends and its mark of UTF-8 as they were."""
    byte_mark = content[:3] if content.startswith(b"\xef\xbb\xbf") else b""
    file_text = content.decode("utf-8-sig")
    line_ending = "\r\n" if "\r\n" in file_text else "\n"
    try:
        parsed = tomlkit.parse(file_text.replace("\r\n", "\n"))
        if tomlkit.dumps(parsed) != file_text.replace("\r\n", "\n"):
            raise ConsultationError(name, [BY_HAND])
        edit(parsed)
        rewritten = tomlkit.dumps(parsed)
    except (TOMLKitError, ValueError) as error:
        raise ConsultationError(name, [BY_HAND]) from error
    return byte_mark + rewritten.replace("\n", line_ending).encode()


def _drop(parsed: TOMLDocument, key: str, name: str) -> None:
    """Take all tables of a kind away, or the empty list that says that there is none; the comments below them stay."""
    head, tables = parsed.get("consultation"), parsed[key]
    if not isinstance(head, Table) or (tables and not isinstance(tables, AoT)):
        raise ConsultationError(name, [BY_HAND])
    items_below = [body_item for table in tables for body_item in _taken_off(table)]
    del parsed[key]
    _put_back(head, items_below)


def _arrange(tables: AoT, entries: Sequence[tuple[str, Entry]], fields: Sequence[str]) -> None:
    """Retire tables, write over those that stay, and put new ones behind the one that they come after."""
    kept_origins = {origin for origin, _ in entries}
    for table_index in reversed(range(len(tables))):
        if tables[table_index]["key"] not in kept_origins:
            _retire(tables, table_index)
    for table_index, (origin, entry) in enumerate(entries):
        if origin:
            _overwrite(tables[table_index], entry, fields)
        else:
            _insert(tables, table_index, source(entry, fields))


def _retire(tables: AoT, at: int) -> None:
    """Take a table away; the comments below it stand above what follows, and stay."""
    items_below = _taken_off(tables[at])
    del tables[at]
    if at:
        _put_back(tables[at - 1], items_below)
    elif len(tables) and any(isinstance(body_item, Comment) for _, body_item in items_below):
        # Nothing of ours stands before the first theme: they go below the next one's heading.
        comments = "".join(body_item.as_string() for _, body_item in items_below).lstrip("\n")
        _renew(tables, 0, f"{comments}{tables[0].value.as_string()}")


def _insert(tables: AoT, at: int, body_text: str) -> None:
    new_table = _table(body_text)
    blank_line: Content = [(None, Whitespace("\n"))]
    if at:
        # What stands below the theme before it belongs to what follows.
        _put_back(new_table, _taken_off(tables[at - 1]))
        _put_back(tables[at - 1], blank_line)
    elif len(tables):
        _put_back(new_table, blank_line)
    tables.insert(at, new_table)


def _renew(tables: AoT, at: int, body_text: str) -> None:
    """Read a table anew from what stands below its heading."""
    del tables[at]
    tables.insert(at, _table(body_text))


def _table(body_text: str) -> Table:
    """Return a table, from what stands below its heading."""
    parsed_table: Table = tomlkit.parse(f"[[theme]]\n{body_text}")["theme"][0]
    return parsed_table


def _overwrite(table: Table, entry: Entry | Head, fields: Sequence[str]) -> None:
    """Write the fields that differ; the others keep how they are written."""
    items_below = _taken_off(table)
    for field_name in fields:
        new_value = getattr(entry, field_name)
        old_value = _read(table.get(field_name), field_name)
        if (old_value or None) == (new_value or None) or (field_name in SETS and set(old_value) == set(new_value)):
            continue
        if not new_value:
            table.remove(field_name)
        else:
            table[field_name] = tomlkit.value(written(field_name, new_value))
    _put_back(table, items_below)


def _read(value: Any, field: str) -> Any:
    """Return a field as the consultation is read."""
    if field in LISTS:
        return tuple(str(item).strip() for item in value or ())
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return " ".join(str(value).split()) if value is not None else None


def _taken_off(table: Table) -> Content:
    """Return the comments and empty lines at the end of a table, taken out of it."""
    table_body = _body(table)
    body_index = len(table_body)
    while (
        body_index
        and table_body[body_index - 1][0] is None
        and isinstance(table_body[body_index - 1][1], (Comment, Whitespace))
    ):
        body_index -= 1
    items_below = table_body[body_index:]
    del table_body[body_index:]
    return items_below


def _put_back(table: Table, below: Content) -> None:
    _body(table).extend(below)


def _body(table: Table) -> Content:
    inner_container: Container = table.value
    return inner_container.body
