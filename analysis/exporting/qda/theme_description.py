"""A theme in one text, for tools whose codes have a name and a description alone; and read back from such a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.exporting.foreign_codebook import ForeignTheme
from analysis.model import Theme

LISTS = {
    "include": "Include:",
    "exclude": "Exclude:",
    "keywords": "Keywords:",
    "examples": "Examples:",
}
"""The lists of a theme, and the line that stands above each."""

KEY = "Key: "
ITEM = "- "


def described(theme: Theme) -> str:
    """Return all that defines a theme: the definition, the key, then each list below its line."""
    return "\n".join([theme.definition, f"{KEY}{theme.key}", *_list_lines(theme)])


def _list_lines(theme: Theme) -> Iterator[str]:
    for field, heading in LISTS.items():
        items: Sequence[str] = getattr(theme, field)
        if items:
            yield from (heading, *(f"{ITEM}{item}" for item in items))


def theme_described(id: str, name: str, description: str, parent: str = "", is_folder: bool = False) -> ForeignTheme:
    """Return the theme that a name and a description tell; a description of another tool's is all definition."""
    headings = {heading: field for field, heading in LISTS.items()}
    lists: dict[str, list[str]] = {field: [] for field in ("", *LISTS)}
    key, field = "", ""
    for line in map(str.strip, description.splitlines()):
        if line in headings:
            field = headings[line]
        elif line.startswith(KEY) and not field:
            key = line.removeprefix(KEY)
        elif field and line.startswith(ITEM):
            lists[field].append(line.removeprefix(ITEM))
        elif line:
            field = ""
            lists[field].append(line)
    definition = " ".join(lists.pop(""))
    items = {field: tuple(field_items) for field, field_items in lists.items()}
    return ForeignTheme(id, key, name, definition, parent, is_folder=is_folder, **items)
