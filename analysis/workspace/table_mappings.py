"""Table mappings: a table's reading, written as the [[table]] that says the same in consultation.toml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

import tomlkit

from analysis.model import SINGLE_ROLES, ColumnRole, Question, Table


def as_toml(tables: Iterable[Table], questions: Sequence[Question] = ()) -> str:
    """Return the [[table]] of each table, to be pasted into consultation.toml and corrected there.

    Pasted as it is, it changes nothing but that the columns are no longer guessed. ``questions`` are the
    consultation's: a column is tied to one of them where the form's own number says so.
    """
    question_keys = {question.key for question in questions}
    return "\n".join("\n".join(_lines(table, question_keys)) + "\n" for table in tables)


def with_mappings(former_toml: str, tables: Sequence[Table], added_toml: str, signature: str) -> str:
    """Return consultation.toml with tables' mappings (``added_toml``) in place of those that it has for them by name.

    Where a pattern names one of them, too, the new ones stand first: the first that names a table counts.
    """
    document = tomlkit.parse(former_toml)
    entries = document.get("table", [])
    named = {(table.file, sheet) for table in tables for sheet in (table.sheet, None)}
    for entry in [entry for entry in entries if (entry.get("file"), entry.get("sheet")) in named]:
        entries.remove(entry)
    if "table" in document and not entries:
        document.remove("table")
    if any(fnmatchcase(table.file, str(entry.get("file"))) for entry in entries for table in tables):
        for entry in reversed(tomlkit.parse(added_toml)["table"]):
            entries.insert(0, entry)
        return tomlkit.dumps(document)
    kept_toml = _STALE_SIGNATURE.sub("", tomlkit.dumps(document)).rstrip()
    return f"{kept_toml}\n\n{signature}\n{added_toml}"


_STALE_SIGNATURE = re.compile(r"^# What the columns are was confirmed by [^\n]*\n(?!\[\[table\]\])", re.MULTILINE)
"""What was written above a mapping that is there no more."""


def _lines(table: Table, keys: set[str]) -> Iterator[str]:
    yield "[[table]]"
    yield f"file = {toml_text(table.file)}"
    if table.sheet is not None:
        yield f"sheet = {toml_text(table.sheet)}"
    yield f"header = {table.header}"
    for role in ColumnRole:
        headers = [column.header for column in table.columns if column.role is role]
        if headers and role in SINGLE_ROLES:
            yield f"{role.value} = {toml_text(headers[0])}"
        elif headers:
            yield f"{role.value} = [{''.join(f'{chr(10)}  {toml_text(header)},' for header in headers)}\n]"
    asked_questions = {column.header: column.question for column in table.columns if column.question in keys}
    stated_mapping = table.mapping
    yield from _pairs("questions", [(header, str(key)) for header, key in asked_questions.items()])
    yield from _pairs("types", stated_mapping.types if stated_mapping else ())
    yield from _pairs(
        "consent", [(value, publish.value) for value, publish in stated_mapping.consent] if stated_mapping else ()
    )
    choices: dict[str, Iterable[str]] = {
        column.header: column.choices for column in table.columns if column.role is ColumnRole.CLOSED and column.choices
    }
    choices |= dict(stated_mapping.choices) if stated_mapping else {}
    if choices:
        listed = (
            f"{toml_text(header)} = [{', '.join(map(toml_text, sorted(each)))}]" for header, each in choices.items()
        )
        yield f"choices = {{ {', '.join(listed)} }}"
    if stated_mapping and stated_mapping.test_rows:
        yield "test_rows = true"
    yield from (f"# {' '.join(warning.split())}" for warning in table.warnings)


def _pairs(field: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if pairs:
        yield f"{field} = {{ {', '.join(f'{toml_text(value)} = {toml_text(meaning)}' for value, meaning in pairs)} }}"


def toml_text(text: str) -> str:
    """Return a text as TOML writes it: what JSON escapes, TOML escapes alike, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
