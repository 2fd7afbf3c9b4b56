"""The parts of scikit-learn that we use, imported without what it imports and never uses for them.

``sklearn.utils`` imports scipy.stats for one function and pandas for none, and its preprocessing scipy.interpolate for
one class: most of the second and 55 MB that the import takes, of every process that codes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

UNUSED: dict[str, dict[str, None]] = {"scipy.stats": {}, "pandas": {}, "scipy.interpolate": {"BSpline": None}}
"""What is not used, each with what is asked of it as it is imported."""


@contextmanager
def _without_unused() -> Iterator[None]:
    """Have empty modules stand for those that are not used; whoever imports these later gets all of them."""
    empty = {name: ModuleType(name) for name in UNUSED if name not in sys.modules}
    for name, module in empty.items():
        vars(module).update(UNUSED[name])
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name, module in empty.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


with _without_unused():
    from sklearn.base import BaseEstimator
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, HashingVectorizer
    from sklearn.preprocessing import normalize
    from sklearn.utils.extmath import randomized_svd

__all__ = ["ENGLISH_STOP_WORDS", "BaseEstimator", "HashingVectorizer", "normalize", "randomized_svd"]
