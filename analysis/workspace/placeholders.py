"""The placeholder themes: what a new workspace's codebook holds until somebody writes their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from analysis.model import Codebook, Theme
from analysis.workspace.consultation_toml import load_consultation
from analysis.workspace.folder import CONSULTATION, starter


@lru_cache(maxsize=1)
def placeholder_themes() -> tuple[Theme, ...]:
    """Return the themes of a new workspace."""
    return load_consultation(starter(Path()) / CONSULTATION).codebook.themes


def is_placeholder(codebook: Codebook) -> bool:
    """Return whether a codebook holds no theme but those that a new workspace came with."""
    return set(codebook.themes) <= set(placeholder_themes())
