"""The use cases: the one place where rooms are joined, files of the user are opened and the clock is read.

``everypoint`` has the use cases on a workspace (``results``: what they say they did), ``files`` those on one file, and
``desk`` is what all of them work with. The others lie in the folder of their work: ``taking_in`` (uploads, reading in
processes of their own), ``coding`` (machine and people, codebooks), ``audits`` (samples and what they prove),
``showing`` (what pages and the report tell), ``upkeep`` (check, erase, move, settings).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.service.desk import silently
    from analysis.service.everypoint import Everypoint
    from analysis.service.files import parts, read, read_all, split
    from analysis.service.results import Added, Erased, Intake, Reported, Status
    from analysis.service.taking_in.readers import Limits, Readers

_FILES = {
    "Added": "results",
    "Erased": "results",
    "Everypoint": "everypoint",
    "Intake": "results",
    "Limits": "taking_in.readers",
    "Readers": "taking_in.readers",
    "Reported": "results",
    "parts": "files",
    "read": "files",
    "read_all": "files",
    "Status": "results",
    "silently": "desk",
    "split": "files",
}

__all__ = [
    "Added",
    "Erased",
    "Everypoint",
    "Intake",
    "Limits",
    "Readers",
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
        raise AttributeError(f"module 'analysis.service' has no attribute {name!r}")
    return getattr(import_module(f"analysis.service.{_FILES[name]}"), name)
