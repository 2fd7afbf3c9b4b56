"""Editing the codebook in consultation.toml: the themes change, and comments, order and all else stay as they are."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, Table, Whitespace

from analysis.errors import ConsultationError
from analysis.model import Theme

LISTS = ("include", "exclude", "keywords", "examples", "was")
FIELDS = ("key", "name", "definition", "parent", *LISTS)
"""The fields of a theme, in the order in which a new one is written; lists come last."""

PACKED = ("keywords", "was")
"""Lists of short things, several on a line."""

WIDTH = 110
"""Characters of a line that we write."""

BY_HAND = "its themes cannot be changed here, because of how the file is written; change it in an editor"

Content = list[tuple[Any, Any]]


def hash_of(content: bytes) -> str:
    """The SHA-256 of a file's bytes, by which it is known whether somebody has changed it."""
    return hashlib.sha256(content).hexdigest()


def edited(content: bytes, themes: Sequence[tuple[str, Theme]], name: str) -> bytes:
    """consultation.toml with these themes; each comes with the key of the theme that it is written over, or nothing.

    Themes that are there keep their order, and a new one follows the one that it comes after. ``name`` is the file's,
    for what is said where it cannot be done. Raises ConsultationError.
    """
    mark = content[:3] if content.startswith(b"\xef\xbb\xbf") else b""
    text = content.decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    try:
        parsed = tomlkit.parse(text.replace("\r\n", "\n"))
        tables = parsed["theme"]
        if not isinstance(tables, AoT) or tomlkit.dumps(parsed) != text.replace("\r\n", "\n"):
            raise ConsultationError(name, [BY_HAND])
        _arrange(tables, themes)
        written = tomlkit.dumps(parsed)
    except (TOMLKitError, ValueError) as error:
        raise ConsultationError(name, [BY_HAND]) from error
    return mark + written.replace("\n", end).encode()


def _arrange(tables: AoT, themes: Sequence[tuple[str, Theme]]) -> None:
    """Retire tables, write over those that stay, and put new ones behind the theme that they come after."""
    kept = {origin for origin, _ in themes}
    for at in reversed(range(len(tables))):
        if tables[at]["key"] not in kept:
            _retire(tables, at)
    for at, (origin, theme) in enumerate(themes):
        if origin:
            _overwrite(tables[at], theme)
        else:
            _insert(tables, at, theme)


def _retire(tables: AoT, at: int) -> None:
    """Take a table away; the comments below it stand above what follows, and stay."""
    below = _taken_off(tables[at])
    del tables[at]
    if at:
        _put_back(tables[at - 1], below)
    elif len(tables) and any(isinstance(item, Comment) for _, item in below):
        # Nothing of ours stands before the first theme: they go below the next one's heading.
        comments = "".join(item.as_string() for _, item in below).lstrip("\n")
        _renew(tables, 0, f"{comments}{tables[0].value.as_string()}")


def _insert(tables: AoT, at: int, theme: Theme) -> None:
    made = _table(_source(theme))
    gap: Content = [(None, Whitespace("\n"))]
    if at:
        # What stands below the theme before it belongs to what follows.
        _put_back(made, _taken_off(tables[at - 1]))
        _put_back(tables[at - 1], gap)
    elif len(tables):
        _put_back(made, gap)
    tables.insert(at, made)


def _renew(tables: AoT, at: int, source: str) -> None:
    """Read a table anew from what stands below its heading."""
    del tables[at]
    tables.insert(at, _table(source))


def _table(source: str) -> Table:
    """A theme's table, from what stands below its heading."""
    made: Table = tomlkit.parse(f"[[theme]]\n{source}")["theme"][0]
    return made


def _overwrite(table: Table, theme: Theme) -> None:
    """Write the fields that differ; the others keep how they are written."""
    below = _taken_off(table)
    for field in FIELDS:
        value = getattr(theme, field)
        if _read(table.get(field), field) == value:
            continue
        if not value:
            table.remove(field)
        else:
            table[field] = tomlkit.value(_written(field, value))
    _put_back(table, below)


def _read(value: Any, field: str) -> Any:
    """A field as the consultation is read."""
    if field in LISTS:
        return tuple(str(item).strip() for item in value or ())
    return " ".join(str(value).split()) if value is not None else None


def _taken_off(table: Table) -> Content:
    """The comments and empty lines at the end of a table, taken out of it."""
    body = _body(table)
    at = len(body)
    while at and body[at - 1][0] is None and isinstance(body[at - 1][1], (Comment, Whitespace)):
        at -= 1
    below = body[at:]
    del body[at:]
    return below


def _put_back(table: Table, below: Content) -> None:
    _body(table).extend(below)


def _body(table: Table) -> Content:
    inner: Container = table.value
    return inner.body


# As it is written -----------------------------------------------------------------------------------------------------


def _source(theme: Theme) -> str:
    """A new theme, as it stands below its heading."""
    return "".join(f"{field} = {_written(field, value)}\n" for field in FIELDS if (value := getattr(theme, field)))


def _written(field: str, value: Any) -> str:
    """A field's value as it stands in the file."""
    if field in LISTS:
        return _listed(value, packed=field in PACKED)
    plain = _quoted(value)
    if len(plain) <= WIDTH:
        return plain
    inner = textwrap.wrap(plain[1:-1], WIDTH, break_long_words=False, break_on_hyphens=False)
    return '"""\n' + "\n".join(inner) + '\n"""'


def _listed(items: Sequence[str], packed: bool) -> str:
    quoted = [f"{_quoted(item)}," for item in items]
    flat = f"[{' '.join(quoted)[:-1]}]"
    if len(flat) <= (WIDTH if packed else WIDTH // 2) or len(items) == 1:
        return flat
    return "[\n" + "".join(f"  {line}\n" for line in (_rows(quoted) if packed else quoted)) + "]"


def _rows(quoted: Sequence[str]) -> Iterator[str]:
    """As many on each line as have room."""
    line = ""
    for one in quoted:
        if line and len(line) + len(one) >= WIDTH:
            yield line
            line = ""
        line = f"{line} {one}".strip()
    yield line


def _quoted(text: str) -> str:
    """A text as TOML writes it: what JSON escapes, TOML escapes alike, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
