"""The use cases: the one place where rooms are joined, files of the user are opened and the clock is read.

``context`` is what every use case on a workspace works with, ``results`` what several return; ``publish`` makes the
report, and ``single_file`` reads and splits one file. The others lie in the folder of their work: ``ingest`` (uploads,
reading), ``reader_process`` (the processes that read), ``snapshot`` (how it all stands now, cached), ``coding``
(machine and people, codebooks), ``audit`` (samples and what they prove), ``views`` (what pages and the report show),
``admin`` (verify, erase, back up, settings).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.app.context import silently
    from analysis.app.reader_process.pool import Limits, ReaderPool
    from analysis.app.single_file import parts, read, read_all, split
    from analysis.app.use_case_results import Added, Corpus, Erased, Reported, Status

_FILES = {
    "Added": "use_case_results",
    "Erased": "use_case_results",
    "Corpus": "use_case_results",
    "Limits": "reader_process.pool",
    "ReaderPool": "reader_process.pool",
    "Reported": "use_case_results",
    "parts": "single_file",
    "read": "single_file",
    "read_all": "single_file",
    "Status": "use_case_results",
    "silently": "context",
    "split": "single_file",
}

__all__ = [
    "Added",
    "Corpus",
    "Erased",
    "Limits",
    "ReaderPool",
    "Reported",
    "Status",
    "parts",
    "read",
    "read_all",
    "silently",
    "split",
]


def __getattr__(name: str) -> Any:
    """Import a use case when it is first asked for: a process that reads needs none of them."""
    if name not in _FILES:
        raise AttributeError(f"module 'analysis.app' has no attribute {name!r}")
    return getattr(import_module(f"analysis.app.{_FILES[name]}"), name)
