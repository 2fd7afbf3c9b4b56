"""Themes as other tools' files have them, before they become themes of the codebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForeignTheme:
    """A theme in a file: its ``id`` there, the key where the file says one, and the ``parent``'s key, name or id.

    ``is_folder``: the tool codes nothing with it, and only keeps others below it.
    """

    id: str
    key: str
    name: str
    definition: str
    parent: str = ""
    is_folder: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
