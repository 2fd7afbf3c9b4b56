"""Values of consultation.toml as they are written there: short lists on one line, long texts over several."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from analysis.workspace.table_mappings import toml_text

THEME_LISTS = ("include", "exclude", "keywords", "examples", "was")
LISTS = (*THEME_LISTS, "respondent_types", "organisations", "crossings", "themes", "points")

PACKED = ("keywords", "was", "respondent_types", "organisations", "crossings", "themes", "points")
"""Lists of short things, several on a line."""

WIDTH = 110
"""Characters of a line that we write."""


def source(entry: object, fields: Sequence[str]) -> str:
    """Return a new entry, as it stands below its heading."""
    return "".join(
        f"{field_name} = {written(field_name, field_value)}\n"
        for field_name in fields
        if (field_value := getattr(entry, field_name))
    )


def written(field: str, value: Any) -> str:
    """Return a field's value as it stands in the file."""
    if field in LISTS:
        return _listed(value, packed=field in PACKED)
    if isinstance(value, date):
        return value.isoformat()
    quoted_value = toml_text(value)
    if len(quoted_value) <= WIDTH:
        return quoted_value
    wrapped_lines = textwrap.wrap(quoted_value[1:-1], WIDTH, break_long_words=False, break_on_hyphens=False)
    return '"""\n' + "\n".join(wrapped_lines) + '\n"""'


def _listed(items: Sequence[str], packed: bool) -> str:
    quoted = [f"{toml_text(item)}," for item in items]
    single_line = f"[{' '.join(quoted)[:-1]}]"
    if len(single_line) <= (WIDTH if packed else WIDTH // 2) or len(items) == 1:
        return single_line
    return "[\n" + "".join(f"  {row_line}\n" for row_line in (_rows(quoted) if packed else quoted)) + "]"


def _rows(quoted: Sequence[str]) -> Iterator[str]:
    """Yield lines with as many items as have room on each."""
    row_line = ""
    for quoted_item in quoted:
        if row_line and len(row_line) + len(quoted_item) >= WIDTH:
            yield row_line
            row_line = ""
        row_line = f"{row_line} {quoted_item}".strip()
    yield row_line
