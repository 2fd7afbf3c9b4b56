"""Mistakes in consultation.toml, in the words of whoever has to mend them: where, what was expected, what was found."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from analysis.model import ASSUMPTIONS, RECORD_KEYS, ColumnRole
from analysis.workspace.toml_schema import HEADERS, SINGLE, TABLES

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
    "bool_type": "expected true or false, without quotation marks",
    "dict_type": 'expected pairs in braces, such as { "what the table says" = "what it means" }',
}

_RESPONSES = 'expected "one" or "several"'
_RULES = 'expected "hold back", "mask" or "send"'
_OF_CODER = {
    "mode": 'expected "local", "model", "doubt" or "teach"',
    "unpublished": _RULES,
    "personal_data": _RULES,
    "price_in": "expected what a million tokens cost, such as 0.15, without quotation marks",
    "price_out": "expected what a million tokens cost, such as 0.60, without quotation marks",
    "calls": "expected how many points may be asked about, 1 or more, without quotation marks",
    "concurrency": "expected how many questions may be open at a time, 1 to 64, without quotation marks",
    "seed": "expected a whole number, without quotation marks",
    "timeout": "expected seconds, more than 0 and at most 3,600, without quotation marks",
}
"""What a field of [coder] expects."""

_POSITIONS = 'expected "support", "oppose", "mixed" or "unclear"'


def describe(kind: str, location: Sequence[str | int], found: Any, raw: dict[str, Any]) -> str:
    """Return one of pydantic's errors (its type, place and input) as a sentence."""
    place_text, field_name = _where(location, raw), str(location[-1])
    if kind == "missing":
        return f"{place_text} is missing" if len(location) == 1 else f"{place_text} is missing; {TEXT}"
    if kind == "extra_forbidden":
        return f"{place_text}: {_unknown_table(field_name, found) if len(location) == 1 else _unknown_field(location)}"
    if field_name in TABLES and len(location) == 1:
        return f"{place_text}: {_misshapen(field_name, found)}"
    if kind == "string_too_short":
        return f"{place_text} is empty; {TEXT}"
    if kind in ("model_type", "model_attributes_type") or (kind == "dict_type" and len(location) < 3):
        return (
            f"{place_text}: expected the fields {_listed(TABLES[str(location[0])].model_fields)}; found {_shown(found)}"
        )
    if kind == "string_pattern_mismatch" and "languages" in location:
        return f'{place_text}: expected an ISO 639-1 code, such as "en" or "cy"; found {_shown(found)}'
    example_text = f", such as {_as_key(found)}" if kind == "string_pattern_mismatch" else ""
    if location[0] == "coder":
        return f"{place_text}: {_of_coder(field_name, kind, found)}"
    literal = _POSITIONS if "positions" in location else _RESPONSES if location[0] == "mail" else None
    expected = literal if kind == "literal_error" and literal else _EXPECTED.get(kind)
    return f"{place_text}: {expected or kind.replace('_', ' ')}{example_text}; found {_shown(found)}"


def _of_coder(field_name: str, kind: str, found: Any) -> str:
    """Return what is wrong in a field of [coder]; what stands in place of a name may be a key, and is not told."""
    if field_name == "key_variable":
        return "expected the name of an environment variable, such as EVERYPOINT_MODEL_KEY, and never the key itself"
    return f"{_OF_CODER.get(field_name) or _EXPECTED.get(kind) or kind.replace('_', ' ')}; found {_shown(found)}"


def _where(location: Sequence[str | int], raw: dict[str, Any]) -> str:
    table, *remaining = location
    table_header = HEADERS.get(str(table))
    if table_header is None:
        if isinstance(raw.get(str(table)), list):
            return f"[[{table}]]"
        return f"[{table}]" if isinstance(raw.get(str(table)), dict) else str(table)
    if remaining and isinstance(remaining[0], int):
        table_header = _numbered(str(table), remaining[0], raw[str(table)][remaining[0]])
        remaining = remaining[1:]
    inner_places = (f"item {place + 1}" if isinstance(place, int) else str(place) for place in remaining)
    return " › ".join([table_header, *inner_places])


def _numbered(table: str, index: int, entry: Any) -> str:
    entry_key = (entry.get("key") or entry.get("file")) if isinstance(entry, dict) else None
    name_suffix = f" ({entry_key})" if isinstance(entry_key, str) and entry_key else ""
    return f"{HEADERS[table]} number {index + 1}{name_suffix}"


def _unknown_table(name: str, found: Any) -> str:
    if name in TABLES["consultation"].model_fields:
        return "stands above [consultation]; move it below that line"
    close_names = difflib.get_close_matches(name, TABLES, n=1)
    fault_text = "unknown table" if isinstance(found, (dict, list)) else "unknown field"
    suggestion = f"did you mean {HEADERS[close_names[0]]}? " if close_names else ""
    return f"{fault_text}; {suggestion}expected one of {_listed(HEADERS.values())}"


def _unknown_field(location: Sequence[str | int]) -> str:
    table, name = str(location[0]), str(location[-1])
    known_fields = TABLES[table].model_fields
    close_names = difflib.get_close_matches(name, known_fields, n=1)
    elsewhere = [HEADERS[other] for other in TABLES if other != table and name in TABLES[other].model_fields]
    placement_hint = f"it belongs in {elsewhere[0]}; " if elsewhere else ""
    if close_names or name in TABLES:
        placement_hint = f"did you mean {close_names[0] if close_names else HEADERS[name]}? "
    return f"unknown field; {placement_hint}expected one of {_listed(known_fields)}"


def _misshapen(table: str, found: Any) -> str:
    """Return a table that is written as something else."""
    if table in SINGLE:
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
    single_line = " ".join(text.split())
    return single_line if len(single_line) <= SHOWN else single_line[: SHOWN - 1] + "…"


# What no field shows alone --------------------------------------------------------------------------------------------


def contradictions(raw: dict[str, Any]) -> Iterator[str]:
    """Yield what fields say against each other, in whatever can be read of the file."""
    consultation_table = raw.get("consultation")
    if isinstance(consultation_table, dict):
        yield from _dates(consultation_table.get("opened"), consultation_table.get("closed"))
        respondent_types = consultation_table.get("respondent_types")
        yield from _types_twice(respondent_types if isinstance(respondent_types, list) else [])
    for table, field_name in (
        ("theme", "key"),
        ("theme", "name"),
        ("question", "key"),
        ("assumption", "key"),
        ("transparency", "field"),
    ):
        yield from _twice(table, field_name, _entries(raw, table))
    yield from _families(_entries(raw, "theme"))
    yield from _unknown_themes(raw)
    yield from _assurance(raw)
    yield from _addresses(raw.get("coder"))
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
    for index, listed in enumerate(types):
        if isinstance(listed, str) and listed in types[:index]:
            yield f"[consultation] › respondent_types › item {index + 1}: {_shown(listed)} is in the list already"


def _twice(table: str, field: str, entries: Sequence[dict[str, Any]]) -> Iterator[str]:
    first_indexes: dict[str, int] = {}
    for index, entry in enumerate(entries):
        value = entry.get(field)
        if isinstance(value, str) and first_indexes.setdefault(value.strip(), index) != index:
            place, other = _numbered(table, index, entry), first_indexes[value.strip()] + 1
            yield f"{place} › {field}: expected another {field} than that of number {other}; found {_shown(value)}"


def _families(themes: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield parents that are not there or go round in a circle, and old keys that are still in use."""
    parents = {theme["key"]: theme.get("parent") for theme in themes if isinstance(theme.get("key"), str)}
    for index, theme in enumerate(themes):
        place_text, parent = _numbered("theme", index, theme), theme.get("parent")
        if isinstance(parent, str) and parent and parent not in parents:
            other_themes = _listed(key for key in parents if key != theme.get("key")) or "there is none"
            yield f"{place_text} › parent: expected the key of another theme ({other_themes}); found {_shown(parent)}"
        elif isinstance(parent, str) and _circles(theme.get("key"), parents):
            yield f"{place_text} › parent: expected a wider theme; found {_shown(parent)}, which is part of this one"
        former_keys = theme.get("was")
        for theme_key in former_keys if isinstance(former_keys, list) else ():
            if isinstance(theme_key, str) and theme_key in parents:
                yield f"{place_text} › was: expected keys that no theme has any more; found {_shown(theme_key)}"


def _unknown_themes(raw: dict[str, Any]) -> Iterator[str]:
    """Yield themes that messages rest on and the codebook does not have."""
    known_keys = [key for theme in _entries(raw, "theme") if isinstance(key := theme.get("key"), str)]
    for index, entry in enumerate(_entries(raw, "message")):
        named_keys = entry.get("themes")
        for key in named_keys if isinstance(named_keys, list) else ():
            if isinstance(key, str) and known_keys and key not in known_keys:
                yield f"{_numbered('message', index, entry)} › themes: {_one_of(known_keys, key)}"


def _assurance(raw: dict[str, Any]) -> Iterator[str]:
    """Yield assumptions that only the team makes and that say nothing, and fields that the record does not have."""
    for index, entry in enumerate(_entries(raw, "assumption")):
        key = entry.get("key")
        if isinstance(key, str) and key not in ASSUMPTIONS and not entry.get("assumption"):
            known = _listed(ASSUMPTIONS)
            yield (
                f"{_numbered('assumption', index, entry)} › assumption: say what is assumed; or, to speak of one that "
                f"every analysis makes, expected as its key one of {known}"
            )
    for index, entry in enumerate(_entries(raw, "transparency")):
        field = entry.get("field")
        if isinstance(field, str) and field not in RECORD_KEYS:
            yield f"{_numbered('transparency', index, entry)} › field: {_one_of(RECORD_KEYS, field)}"


def _addresses(coder: Any) -> Iterator[str]:
    """Yield an address of a model that is none, and a price of one direction alone."""
    if not isinstance(coder, dict):
        return
    endpoint = coder.get("endpoint")
    if isinstance(endpoint, str) and endpoint.strip() and not _is_address(endpoint.strip()):
        example = 'such as "http://127.0.0.1:11434/v1"'
        yield f"[coder] › endpoint: expected an address of the web without name or key, {example}; found another"
    if ("price_in" in coder) != ("price_out" in coder):
        missing = "price_out" if "price_in" in coder else "price_in"
        yield f"[coder] › {missing} is missing; give the price of both, tokens sent and tokens answered, or of neither"


def _is_address(endpoint: str) -> bool:
    """Return whether this is an address that can be asked; one with a name or a key in it is none."""
    try:
        parts = urlsplit(endpoint)
        has_place = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_place and not (parts.username or parts.query or parts.fragment)


def _circles(key: Any, parents: dict[str, Any]) -> bool:
    """Return whether a theme is, over any number of steps, part of itself."""
    ancestor, seen_keys = parents.get(key), set()
    while isinstance(ancestor, str) and ancestor not in seen_keys:
        seen_keys.add(ancestor)
        ancestor = parents.get(ancestor)
    return key in seen_keys


def _columns_twice(where: str, entry: dict[str, Any]) -> Iterator[str]:
    """Yield a column that stands in two lists of one table."""
    first_fields: dict[str, str] = {}
    for field_name in map(str, ColumnRole):
        column_headers = entry.get(field_name)
        for header in column_headers if isinstance(column_headers, list) else [column_headers]:
            if not isinstance(header, str) or not header:
                continue
            other_field = first_fields.setdefault(header.casefold(), field_name)
            if other_field != field_name:
                yield f"{where} › {field_name}: {_shown(header)} stands in {other_field} already; keep one of them"


def _strangers(where: str, entry: dict[str, Any], raw: dict[str, Any]) -> Iterator[str]:
    """Yield questions and respondent types that the consultation does not have."""
    consultation_table = raw.get("consultation")
    respondent_types = consultation_table.get("respondent_types") if isinstance(consultation_table, dict) else None
    question_keys = [question.get("key") for question in _entries(raw, "question")]
    for field_name, known_values in (("questions", question_keys), ("types", respondent_types)):
        given_values = entry.get(field_name)
        wanted_values = (
            [given_name for given_name in known_values if isinstance(given_name, str)]
            if isinstance(known_values, list)
            else []
        )
        for given_name, given_value in given_values.items() if isinstance(given_values, dict) and wanted_values else ():
            if isinstance(given_value, str) and given_value not in wanted_values:
                yield f"{where} › {field_name} › {_cut(given_name)}: {_one_of(wanted_values, given_value)}"


def _one_of(wanted: Sequence[str], found: str) -> str:
    close_values = difflib.get_close_matches(found, wanted, n=1)
    suggestion = f"did you mean {close_values[0]}? " if close_values else ""
    return f"{suggestion}expected one of {_listed(wanted)}; found {_shown(found)}"


# What is not even TOML ------------------------------------------------------------------------------------------------

_FAULTS = (
    ("Cannot overwrite", "this field is given a second time; keep one of them"),
    ("Cannot declare", "this table is in the file already; keep one of them"),
    ("Cannot mutate", "this table is in the file already, written in another way; keep one of them"),
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


def describe_syntax(message: str, text: str) -> str:
    """Return what the TOML parser said, with the line that it said it of."""
    place_match = _PLACE.search(message)
    fault_text = _PLACE.sub("", message)
    plain_words = next(
        (fault_words for fault_start, fault_words in _FAULTS if fault_text.startswith(fault_start)),
        f"not valid TOML: {fault_text}",
    )
    if place_match is None or place_match.group(1) is None:
        return f"at the end of the file: {plain_words}"
    line_number = int(place_match.group(1))
    return f"line {line_number} ({_cut(text.split(chr(10))[line_number - 1])}): {plain_words}"
