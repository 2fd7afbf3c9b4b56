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

CORPORA = "nltk.corpus"
"""NLTK's readers of corpora, of which we use none."""

_IMPORTING = RLock()
"""Nobody else may see NLTK while it stands without its contents."""


@cache
def punkt() -> Any:
    """Return ``nltk.tokenize.punkt``, without the rest of NLTK unless that is imported already."""
    return _part("nltk.tokenize.punkt")


@cache
def english_stemmer() -> Any:
    """Return NLTK's Snowball stemmer for English, without the rest of NLTK as well."""
    return _part("nltk.stem.snowball").SnowballStemmer("english")


def _part(module_name: str) -> ModuleType:
    with _IMPORTING:
        if "nltk" in sys.modules:
            return import_module(module_name)
        try:
            for package in ("nltk", module_name.rpartition(".")[0], CORPORA):
                sys.modules[package] = _without_contents(package)
            # The stemmer asks for stop words only where it is told to leave them as they are.
            vars(sys.modules[CORPORA])["stopwords"] = None
            return import_module(module_name)
        finally:
            # Whoever imports NLTK later gets all of it.
            for name in [name for name in sys.modules if _is_nltk(name)]:
                del sys.modules[name]


def _without_contents(package: str) -> ModuleType:
    """Return a package in which modules are found, and of which nothing was run."""
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named '{package}'", name=package)
    return module_from_spec(spec)


def _is_nltk(module_name: str) -> bool:
    return module_name == "nltk" or module_name.startswith("nltk.")
