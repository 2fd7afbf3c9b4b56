"""A theme in one text, for tools whose codes have a name and a description alone; and read back from such a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import Theme

LISTS = {
    "include": "Include:",
    "exclude": "Exclude:",
    "keywords": "Keywords:",
    "examples": "Examples:",
    "was": "Earlier keys:",
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


def parts_of(description: str) -> dict[str, str | tuple[str, ...]]:
    """Return the fields that a description tells: a text for ``definition`` and ``key``, tuples for the lists.

    A description of another tool's is all definition.
    """
    headings = {heading: field for field, heading in LISTS.items()}
    definition: list[str] = []
    lists: dict[str, list[str]] = {field: [] for field in LISTS}
    key, field = "", ""
    for line in description.splitlines():
        stripped = line.strip()
        if stripped in headings:
            field = headings[stripped]
        elif stripped.startswith(KEY) and not field:
            key = stripped.removeprefix(KEY)
        elif field and stripped.startswith(ITEM):
            lists[field].append(stripped.removeprefix(ITEM))
        elif stripped:
            definition.append(stripped)
            field = ""
    return {"definition": " ".join(definition), "key": key, **{name: tuple(items) for name, items in lists.items()}}
