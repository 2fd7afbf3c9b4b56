"""The placeholder themes: what workspaces of earlier versions began with, and new ones show as commented examples."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.model import Codebook, Theme
from analysis.workspace.folder import CONSULTATION, starter

_EXAMPLE = re.compile(r"^# \[\[theme\]\]\n(?:# .+\n)+", re.MULTILINE)


@lru_cache(maxsize=1)
def placeholder_themes() -> tuple[Theme, ...]:
    """Return the example themes of a new workspace."""
    starter_text = (starter(Path()) / CONSULTATION).read_text(encoding="utf-8")
    examples = "\n".join(re.sub("^# ", "", block, flags=re.MULTILINE) for block in _EXAMPLE.findall(starter_text))
    return tuple(map(_theme, tomllib.loads(examples)["theme"]))


def _theme(table: dict[str, Any]) -> Theme:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Theme(**fields)


def is_placeholder(codebook: Codebook) -> bool:
    """Return whether nobody has written a theme: there is none, or only the examples of an earlier version."""
    return set(codebook.themes) <= set(placeholder_themes())


def has_examples(codebook: Codebook) -> bool:
    """Return whether a codebook holds the examples of an earlier version and nothing else, which are nobody's."""
    return bool(codebook.themes) and is_placeholder(codebook)
