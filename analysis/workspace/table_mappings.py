"""Table mappings: a table's reading, written as the [[table]] that says the same in consultation.toml."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from analysis.model import ColumnRole, Question, Table, TableMapping

SINGLE = (ColumnRole.ID, ColumnRole.TYPE)


def as_toml(tables: Iterable[Table], questions: Sequence[Question] = ()) -> str:
    """Return the [[table]] of each table, to be pasted into consultation.toml and corrected there.

    Pasted as it is, it changes nothing but that the columns are no longer guessed. ``questions`` are the
    consultation's: a column is tied to one of them where the form's own number says so.
    """
    question_keys = {question.key for question in questions}
    return "\n".join("\n".join(_lines(table, question_keys)) + "\n" for table in tables)


def without_file(tables: Iterable[TableMapping], files: Sequence[str]) -> list[str]:
    """Return the files or patterns of [[table]] that no document in ``responses/`` bears: perhaps a slip."""
    return [
        said.file for said in tables if not any(name == said.file or fnmatchcase(name, said.file) for name in files)
    ]


def _lines(table: Table, keys: set[str]) -> Iterator[str]:
    yield "[[table]]"
    yield f"file = {toml_text(table.file)}"
    if table.sheet is not None:
        yield f"sheet = {toml_text(table.sheet)}"
    yield f"header = {table.header}"
    for role in ColumnRole:
        headers = [column.header for column in table.columns if column.role is role]
        if headers and role in SINGLE:
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
    yield from (f"# {' '.join(warning.split())}" for warning in table.warnings)


def _pairs(field: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if pairs:
        yield f"{field} = {{ {', '.join(f'{toml_text(value)} = {toml_text(meaning)}' for value, meaning in pairs)} }}"


def toml_text(text: str) -> str:
    """Return a text as TOML writes it: what JSON escapes, TOML escapes alike, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
