"""Everypoint: every point of every response, accounted for.

The library in one line each: ``read`` a file into a Document, ``split`` it into segments, and score points against a
``Codebook`` of ``Theme``s with a ``ThemeClassifier``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.app.single_file import read, read_all, split
    from analysis.classifying import ThemeClassifier
    from analysis.model import Codebook, Document, Segment, Theme

__all__ = ["Codebook", "Document", "Segment", "Theme", "ThemeClassifier", "read", "read_all", "split"]

_ROOMS = {
    "Codebook": "analysis.model",
    "Document": "analysis.model",
    "Segment": "analysis.model",
    "Theme": "analysis.model",
    "ThemeClassifier": "analysis.classifying",
    "read": "analysis.app.single_file",
    "read_all": "analysis.app.single_file",
    "split": "analysis.app.single_file",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: scikit-learn alone takes longer than a command's whole help."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)
