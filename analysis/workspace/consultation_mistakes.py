"""Mistakes in consultation.toml, in the words of whoever has to mend them: where, what was expected, what was found."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from analysis.workspace.toml_schema import HEADERS, TABLES

TEXT = "expected text in quotation marks"
SHOWN = 60
"""Characters of a wrong value that are shown; more would hide the message."""

_EXPECTED = {
    "string_type": TEXT,
    "list_type": 'expected a list of texts, such as ["one", "two"]',
    "value_error": "expected a date without quotation marks, such as 2014-05-30",
    "string_pattern_mismatch": "expected lower-case letters, digits and hyphens",
    "int_type": "expected the number of a row, without quotation marks; 0 where no row names the columns",
    "greater_than_equal": "expected the number of a row, or 0 where no row names the columns",
    "literal_error": 'expected "yes", "anonymous" or "no"',
    "dict_type": 'expected pairs in braces, such as { "what the table says" = "what it means" }',
}


def told(kind: str, location: Sequence[str | int], found: Any, raw: dict[str, Any]) -> str:
    """One of pydantic's errors (its type, place and input) as a sentence."""
    where, field = _where(location, raw), str(location[-1])
    if kind == "missing":
        return f"{where} is missing" if len(location) == 1 else f"{where} is missing; {TEXT}"
    if kind == "extra_forbidden":
        return f"{where}: {_unknown_table(field, found) if len(location) == 1 else _unknown_field(location)}"
    if field in TABLES and len(location) == 1:
        return f"{where}: {_misshapen(field, found)}"
    if kind == "string_too_short":
        return f"{where} is empty; {TEXT}"
    if kind in ("model_type", "model_attributes_type") or (kind == "dict_type" and len(location) < 3):
        return f"{where}: expected the fields {_listed(TABLES[str(location[0])].model_fields)}; found {_shown(found)}"
    such = f", such as {_as_key(found)}" if kind == "string_pattern_mismatch" else ""
    return f"{where}: {_EXPECTED.get(kind, kind.replace('_', ' '))}{such}; found {_shown(found)}"


def _where(location: Sequence[str | int], raw: dict[str, Any]) -> str:
    table, *rest = location
    header = HEADERS.get(str(table))
    if header is None:
        found = raw.get(str(table))
        return f"[{table}]" if isinstance(found, dict) else f"[[{table}]]" if isinstance(found, list) else str(table)
    if rest and isinstance(rest[0], int):
        header = _numbered(str(table), rest[0], raw[str(table)][rest[0]])
        rest = rest[1:]
    return " › ".join([header, *(f"item {part + 1}" if isinstance(part, int) else str(part) for part in rest)])


def _numbered(table: str, index: int, entry: Any) -> str:
    key = (entry.get("key") or entry.get("file")) if isinstance(entry, dict) else None
    name = f" ({key})" if isinstance(key, str) and key else ""
    return f"{HEADERS[table]} number {index + 1}{name}"


def _unknown_table(name: str, found: Any) -> str:
    if name in TABLES["consultation"].model_fields:
        return "stands above [consultation]; move it below that line"
    near = difflib.get_close_matches(name, TABLES, n=1)
    what = "unknown table" if isinstance(found, (dict, list)) else "unknown field"
    meant = f"did you mean {HEADERS[near[0]]}? " if near else ""
    return f"{what}; {meant}expected one of {_listed(HEADERS.values())}"


def _unknown_field(location: Sequence[str | int]) -> str:
    table, name = str(location[0]), str(location[-1])
    known = TABLES[table].model_fields
    near = difflib.get_close_matches(name, known, n=1)
    elsewhere = [HEADERS[other] for other in TABLES if other != table and name in TABLES[other].model_fields]
    hint = f"it belongs in {elsewhere[0]}; " if elsewhere else ""
    if near or name in TABLES:
        hint = f"did you mean {near[0] if near else HEADERS[name]}? "
    return f"unknown field; {hint}expected one of {_listed(known)}"


def _misshapen(table: str, found: Any) -> str:
    """Return a table that is written as something else."""
    if table == "consultation":
        return f"expected this line once, with one pair of brackets; found {_shown(found)}"
    if isinstance(found, dict):
        return f"expected two pairs of brackets, once for each {table}; found [{table}]"
    return f"expected at least one {HEADERS[table]} with its fields; found {_shown(found)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _as_key(found: Any) -> str:
    return re.sub(r"[^a-z0-9]+", "-", str(found).lower()).strip("-") or "quality-assurance"


def _shown(found: Any) -> str:
    """Return a value as it is written in the file, cut to a readable length."""
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, (dict, list)):
        return "a table" if isinstance(found, dict) else "a list"
    if isinstance(found, (date, datetime)):
        return found.isoformat()
    return f'"{_cut(found)}"' if isinstance(found, str) else _cut(str(found))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


# What no field shows alone --------------------------------------------------------------------------------------------


def contradictions(raw: dict[str, Any]) -> Iterator[str]:
    """Yield what fields say against each other, in whatever can be read of the file."""
    head = raw.get("consultation")
    if isinstance(head, dict):
        yield from _dates(head.get("opened"), head.get("closed"))
        types = head.get("respondent_types")
        yield from _types_twice(types if isinstance(types, list) else [])
    for table, field in (("theme", "key"), ("theme", "name"), ("question", "key")):
        yield from _twice(table, field, _entries(raw, table))
    yield from _families(_entries(raw, "theme"))
    for index, entry in enumerate(_entries(raw, "table")):
        yield from _columns_twice(_numbered("table", index, entry), entry)
        yield from _strangers(_numbered("table", index, entry), entry, raw)


def _entries(raw: dict[str, Any], table: str) -> list[dict[str, Any]]:
    entries = raw.get(table)
    return [entry if isinstance(entry, dict) else {} for entry in entries] if isinstance(entries, list) else []


def _dates(opened: Any, closed: Any) -> Iterator[str]:
    if type(opened) is date and type(closed) is date and closed < opened:
        yield f"[consultation] › closed: expected a day on or after opened, {opened}; found {closed}"


def _types_twice(types: Sequence[Any]) -> Iterator[str]:
    for index, name in enumerate(types):
        if isinstance(name, str) and name in types[:index]:
            yield f"[consultation] › respondent_types › item {index + 1}: {_shown(name)} stands in the list already"


def _twice(table: str, field: str, entries: Sequence[dict[str, Any]]) -> Iterator[str]:
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        value = entry.get(field)
        if isinstance(value, str) and first.setdefault(value.strip(), index) != index:
            where, other = _numbered(table, index, entry), first[value.strip()] + 1
            yield f"{where} › {field}: expected another {field} than that of number {other}; found {_shown(value)}"


def _families(themes: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Parents that are not there or go round in a circle, and old keys that are still in use."""
    parents = {theme["key"]: theme.get("parent") for theme in themes if isinstance(theme.get("key"), str)}
    for index, theme in enumerate(themes):
        where, parent = _numbered("theme", index, theme), theme.get("parent")
        if isinstance(parent, str) and parent and parent not in parents:
            others = _listed(key for key in parents if key != theme.get("key")) or "there is none"
            yield f"{where} › parent: expected the key of another theme ({others}); found {_shown(parent)}"
        elif isinstance(parent, str) and _circles(theme.get("key"), parents):
            yield f"{where} › parent: expected a wider theme; found {_shown(parent)}, which is part of this one"
        old = theme.get("was")
        for key in old if isinstance(old, list) else ():
            if isinstance(key, str) and key in parents:
                yield f"{where} › was: expected keys that no theme has any more; found {_shown(key)}"


def _circles(key: Any, parents: dict[str, Any]) -> bool:
    """Return whether a theme is, over any number of steps, part of itself."""
    at, seen = parents.get(key), set()
    while isinstance(at, str) and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return key in seen


_COLUMNS = ("id", "respondent", "type", "publish", "open", "closed", "details", "monitoring", "leave_out")


def _columns_twice(where: str, entry: dict[str, Any]) -> Iterator[str]:
    """Yield a column that stands in two lists of one table."""
    first: dict[str, str] = {}
    for field in _COLUMNS:
        said = entry.get(field)
        for header in said if isinstance(said, list) else [said]:
            if isinstance(header, str) and header and first.setdefault(header.casefold(), field) != field:
                other = first[header.casefold()]
                yield f"{where} › {field}: {_shown(header)} stands in {other} already; keep one of them"


def _strangers(where: str, entry: dict[str, Any], raw: dict[str, Any]) -> Iterator[str]:
    """Yield questions and respondent types that the consultation does not have."""
    head = raw.get("consultation")
    types = head.get("respondent_types") if isinstance(head, dict) else None
    keys = [question.get("key") for question in _entries(raw, "question")]
    for field, known in (("questions", keys), ("types", types)):
        said = entry.get(field)
        wanted = [name for name in known if isinstance(name, str)] if isinstance(known, list) else []
        for name, found in said.items() if isinstance(said, dict) and wanted else ():
            if isinstance(found, str) and found not in wanted:
                yield f"{where} › {field} › {_cut(name)}: {_one_of(wanted, found)}"


def _one_of(wanted: Sequence[str], found: str) -> str:
    near = difflib.get_close_matches(found, wanted, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"{meant}expected one of {_listed(wanted)}; found {_shown(found)}"


# What is not even TOML ------------------------------------------------------------------------------------------------

_FAULTS = (
    ("Cannot overwrite", "this field is given a second time; keep one of them"),
    ("Cannot declare", "this table stands in the file already; keep one of them"),
    ("Cannot mutate", "this table stands in the file already, written in another way; keep one of them"),
    ("Illegal character", "this text is not closed; end it with a quotation mark, or use three for several lines"),
    ("Unterminated string", "a text is not closed; end it with a quotation mark"),
    ('Expected \'"""\'', 'a text that began with """ is not closed; end it with """'),
    ("Unclosed array", "a list is not closed, or a comma is missing in it; expected a comma or ]"),
    ("Expected '='", "expected = between a field and its value"),
    ("Expected ']", "a table's name is not closed; expected [consultation], [[question]], [[theme]] or [[table]]"),
    ("Unescaped '\\'", "write a backslash in text twice"),
    ("Invalid value", "the value after = cannot be read; put text into quotation marks and write dates as 2014-05-30"),
    ("Invalid date", "there is no such day"),
    ("Invalid statement", "a line begins like no field or table; put # before a remark"),
    (
        "Expected newline",
        "something stands after the value; put quotation marks around the whole of a text (' if it holds \") "
        "and write dates as 2014-05-30",
    ),
)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def told_syntax(message: str, text: str) -> str:
    """Return what the TOML parser said, with the line that it said it of."""
    place = _PLACE.search(message)
    said = _PLACE.sub("", message)
    plain = next((words for start, words in _FAULTS if said.startswith(start)), f"not valid TOML: {said}")
    if place is None or place.group(1) is None:
        return f"at the end of the file: {plain}"
    number = int(place.group(1))
    return f"line {number} ({_cut(text.split(chr(10))[number - 1])}): {plain}"
