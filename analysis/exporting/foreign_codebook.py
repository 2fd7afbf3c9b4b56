"""Themes as other tools' files have them, before they become themes of the codebook."""

from __future__ import annotations

from collections.abc import Sequence
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
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    keywords: Sequence[str] = ()
    examples: Sequence[str] = ()
    was: Sequence[str] = ()
    is_folder: bool = False
