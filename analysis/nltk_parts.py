"""The two parts of NLTK that we use, Punkt and the Snowball stemmer, imported when they are first needed.

``import nltk`` runs hundreds of modules, scipy.stats among them, which takes two seconds of every process that reads;
Punkt needs a handful of them.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_IMPORTING = RLock()
"""Nobody else may see NLTK while it stands without its contents."""


@cache
def punkt() -> Any:
    """Return ``nltk.tokenize.punkt``, without the rest of NLTK unless that is imported already."""
    with _IMPORTING:
        if "nltk" in sys.modules:
            return import_module("nltk.tokenize.punkt")
        try:
            for package in ("nltk", "nltk.tokenize"):
                sys.modules[package] = _without_contents(package)
            return import_module("nltk.tokenize.punkt")
        finally:
            # Whoever imports NLTK later gets all of it.
            for module_name in [name for name in sys.modules if _is_nltk(name)]:
                del sys.modules[module_name]


@cache
def english_stemmer() -> Any:
    """Return NLTK's Snowball stemmer for English."""
    with _IMPORTING:
        stemmers: ModuleType = import_module("nltk.stem.snowball")
    return stemmers.SnowballStemmer("english")


def _without_contents(package: str) -> ModuleType:
    """Return a package in which modules are found, and of which nothing was run."""
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named '{package}'", name=package)
    return module_from_spec(spec)


def _is_nltk(module_name: str) -> bool:
    return module_name == "nltk" or module_name.startswith("nltk.")
