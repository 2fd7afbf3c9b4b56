"""Recorded: the figures of a closed audit as they were told when it was closed, and which themes they still measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.codebook_migration import continued
from analysis.errors import StoreError
from analysis.model import Accuracy, Coder, CoderKind, Coding, PointKey
from analysis.store import Store

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class AuditFindings:
    """The findings of a closed audit, as they were recorded at that ``time``, under a ``number`` of the chain."""

    name: str
    time: str
    accuracy: Accuracy
    number: int = 0


def recorded(store: Store, name: str) -> AuditFindings | None:
    """Return what the audit of this name had measured when it was closed last; None where it was not closed.

    Raises StoreError where what was recorded says something that no audit can have measured.
    """
    from pydantic import ValidationError

    try:
        record = store.figures(name)
        if record is None:
            return None
        accuracy = _decoder().validate_python({**record.figures, "closed": True})
        return AuditFindings(name, record.time, accuracy, record.number)
    except (ValueError, TypeError) as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) if isinstance(error, ValidationError) else "all of them"
        raise StoreError(
            f"audit {name}: the figures recorded when it was closed cannot be read ({place}); "
            "restore .everypoint from a backup"
        ) from error


@cache
def _decoder() -> TypeAdapter[Accuracy]:
    from pydantic import TypeAdapter

    return TypeAdapter(Accuracy)


def still_measured(snapshot: Snapshot, accuracy: Accuracy) -> dict[str, str]:
    """Return today's key of each measured theme that means the same today."""
    keys = [theme.key for theme in accuracy.themes]
    if accuracy.codebook == snapshot.codebook.version:
        return {key: key for key in keys}
    made_then = Coding(PointKey("", 0, 0), Coder("", CoderKind.MACHINE, ""), accuracy.codebook, "", frozenset(), "")
    return continued(made_then, keys, snapshot.translate)
