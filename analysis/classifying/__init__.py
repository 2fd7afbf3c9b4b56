"""Classifying: the codebook, and whatever people have coded, become scores for every point, with their evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.classifying.classifier import ThemeClassifier
    from analysis.classifying.machine_coding import code, machine_coder

_FILES = {"ThemeClassifier": "classifier", "code": "machine_coding", "machine_coder": "machine_coding"}

__all__ = ["ThemeClassifier", "code", "machine_coder"]


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for: what is known without fitting needs no heavy library."""
    if name not in _FILES:
        raise AttributeError(f"module 'analysis.classifying' has no attribute {name!r}")
    return getattr(import_module(f"analysis.classifying.{_FILES[name]}"), name)
