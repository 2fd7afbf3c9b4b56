"""Recorded: the figures of a closed audit as they were told when it was closed, and which themes they still measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.codebook_migration import continued
from analysis.model import Coder, CoderKind, Coding, PointKey
from analysis.store import Store
from analysis.tally.accuracy_results import Accuracy

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Recorded:
    """The accuracy of an audit as it was recorded when it was closed, at that ``time``."""

    time: str
    accuracy: Accuracy


def recorded(store: Store, name: str) -> Recorded | None:
    """Return what the audit of this name had measured when it was closed last; None where it was not closed."""
    record = store.figures(name)
    return Recorded(record[0], _reader().validate_python({**record[1], "closed": True})) if record else None


def _reader() -> TypeAdapter[Accuracy]:
    from pydantic import TypeAdapter

    return TypeAdapter(Accuracy)


def still_measured(snapshot: Snapshot, accuracy: Accuracy) -> dict[str, str]:
    """Return today's key of each measured theme that means the same today."""
    keys = [theme.key for theme in accuracy.themes]
    if accuracy.codebook == snapshot.codebook.version:
        return {key: key for key in keys}
    made_then = Coding(PointKey("", 0, 0), Coder("", CoderKind.MACHINE, ""), accuracy.codebook, "", frozenset(), "")
    return continued(made_then, keys, snapshot.translate)
