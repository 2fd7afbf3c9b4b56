"""Importing a codebook: the themes in another tool's file, as a change of ours that is shown before it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.coding.codebook_edit import Act, Book, Change, Draft, ProposedChange, book, propose
from analysis.app.coding.codebook_validation import KEY, free_key, key_of, mistakes
from analysis.app.context import AppContext
from analysis.errors import ConsultationError, UnreadableError
from analysis.model import Codebook, Coder, Theme
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.exporting.foreign_codebook import ForeignTheme
    from analysis.exporting.qda.qda_reading import ForeignProject

FILES = (".csv", ".qdc", ".qdpx")
"""The files that a codebook may come in."""


def read_foreign(content: bytes, name: str) -> ForeignProject:
    """Return what a CSV, .qdc or .qdpx file holds; raises UnreadableError where it holds no theme."""
    from analysis.exporting.codebook_csv import read_codebook_csv
    from analysis.exporting.qda.qda_reading import ForeignProject, read_qda

    is_qda = content.startswith(b"PK") or content.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
    found = read_qda(content, name) if is_qda else ForeignProject(tuple(read_codebook_csv(content, name)))
    if not found.themes:
        raise UnreadableError(name, "it holds no theme")
    return found


def propose_import(app: AppContext, foreign: ForeignProject, name: str, editor: Coder) -> ProposedChange | None:
    """Keep the themes of a file as a change that waits to be saved; None where they change nothing.

    Raises ConsultationError with all that is wrong in them, and UnreadableError.
    """
    current = book(app)
    change = import_change(current, foreign.themes, name)
    if not change.drafts:
        return None
    problems = [problem for _, problem in mistakes(change, current.codebook)]
    if problems:
        raise ConsultationError(name, problems)
    return propose(app, change, editor)


def import_change(current: Book, foreign: Sequence[ForeignTheme], name: str) -> Change:
    """Return the change that a file's themes make: those of a key or name of ours are written over ours, others added.

    What a file does not say of a theme, and themes that are not in it, stay as they are.
    """
    keys = keys_of(current.codebook, foreign, name)
    present = {theme.key: theme for theme in current.codebook.themes}
    imported = [_theme(one, present.get(keys[one.id]), keys, foreign) for one in foreign]
    changed = [theme for theme in imported if theme != present.get(theme.key)]
    return Change(
        Act.IMPORT,
        tuple(theme.key for theme in changed if theme.key in present),
        tuple(map(Draft.of, changed)),
        current.base,
        tuple(_remarks(foreign, keys, present)),
    )


def keys_of(current: Codebook, foreign: Sequence[ForeignTheme], name: str) -> dict[str, str]:
    """Return the key that each theme of a file has or gets here, by its id there.

    Raises UnreadableError where two of them would be the same theme.
    """
    from analysis.exporting.qda.qda_identity import theme_guid

    by_guid = {theme_guid(key): key for key in current.keys}
    by_name = {theme.name.casefold(): theme.key for theme in current.themes}
    keys: dict[str, str] = {}
    used = {key for theme in current.themes for key in (theme.key, *theme.was)}
    for one in foreign:
        own_key = one.key if KEY.fullmatch(one.key) else ""
        key = by_guid.get(one.id) or own_key or by_name.get(one.name.casefold(), "")
        key = key or free_key(key_of(one.name), {*used, *keys.values()}, len(current.themes) + len(keys) + 1)
        if one.id in keys or key in keys.values():
            raise UnreadableError(name, f"“{one.name}” is in it twice, or two themes have the key “{key}”; rename one")
        keys[one.id] = key
    return keys


def _theme(one: ForeignTheme, ours: Theme | None, keys: Mapping[str, str], foreign: Sequence[ForeignTheme]) -> Theme:
    """Return a theme of a file; what the file does not say of it is as it was."""
    base = ours or Theme(keys[one.id], one.name, one.name)
    lists = {
        field: getattr(one, field) or getattr(base, field) for field in ("include", "exclude", "keywords", "examples")
    }
    parent = _parent(one, keys, foreign) or base.parent
    return replace(
        base, name=one.name or base.name, definition=one.definition or base.definition, parent=parent, **lists
    )


def _parent(one: ForeignTheme, keys: Mapping[str, str], foreign: Sequence[ForeignTheme]) -> str | None:
    """Return the key of the wider theme, which a file names by id, by key or by name."""
    if not one.parent:
        return None
    named = {other.name.casefold(): keys[other.id] for other in foreign}
    return keys.get(one.parent) or named.get(one.parent.casefold()) or one.parent


def _remarks(foreign: Sequence[ForeignTheme], keys: Mapping[str, str], present: Mapping[str, Theme]) -> Iterator[str]:
    for one in foreign:
        if not one.definition and keys[one.id] not in present:
            yield f"“{one.name}” has no definition in the file: its name is used until you write one."
        if one.is_folder:
            yield f"“{one.name}” only groups others in the file; here it is a theme like any other, and is coded."
    missing = [theme.name for key, theme in present.items() if key not in keys.values()]
    if missing:
        stand, themes = ("is" if len(missing) == 1 else "are"), plural(len(missing), "theme")
        yield f"{themes} of the codebook {stand} not in the file and will stay as now: {', '.join(missing)}."
