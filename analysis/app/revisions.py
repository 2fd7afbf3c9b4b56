"""Changing a file of the workspace that people write: tried first, kept as it was before, then written and recorded.

``consultation.toml`` and ``respondents.csv`` are changed here and nowhere else, but that an erasure takes rows out.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from analysis.app.context import AppContext
from analysis.errors import ConsultationError
from analysis.model import ActivityEvent, Consultation
from analysis.workspace import load_consultation, withdraw, write_together

FORMER = "former"
"""The folder of ``.everypoint/`` that keeps each file as it was before each change, and the change."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that was saved: when, and by whom."""

    time: str
    by: str


def dry_run(desk: AppContext, content: bytes, load: Callable[[Path], T], name: str) -> T:
    """Load a file that is not in its place yet; raise ConsultationError, under this name, for what is wrong in it."""
    trial = desk.workspace.state / f"trial-{secrets.token_hex(8)}{Path(name).suffix}"
    try:
        write_together({trial: content})
        return load(trial)
    except ConsultationError as error:
        raise ConsultationError(name, error.problems) from error
    finally:
        trial.unlink(missing_ok=True)


def dry_run_consultation(desk: AppContext, content: bytes) -> Consultation:
    """Load a consultation.toml that is not in its place yet, or raise ConsultationError."""
    return dry_run(desk, content, load_consultation, desk.workspace.consultation.name)


def save(
    desk: AppContext,
    target: Path,
    content: bytes,
    deeds: Iterable[ActivityEvent],
    note: Mapping[str, Any],
    id: str = "",
) -> None:
    """Write a file of the workspace, keep it as it was with a note of what was changed, and record who did what.

    ``id`` names the change, for whoever asks later whether it was saved.
    """
    time = desk.clock()
    # Named so that a listing shows them in their order.
    place = desk.workspace.state / FORMER / f"{re.sub('[^0-9T]', '', time[:19])}-{id or secrets.token_hex(8)}"
    told = {"time": time, "file": target.name, **note}
    files = {place.with_suffix(".json"): json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()}
    if target.exists():
        files[place.with_suffix(target.suffix)] = target.read_bytes()
    write_together({**files, target: content})
    for deed in deeds:
        desk.store.note(deed)


def saved_as(desk: AppContext, id: str) -> Kept | None:
    """Return when and by whom the change of an id was saved; None where it was not."""
    notes = (desk.workspace.state / FORMER).glob("*.json")
    for note in (path for path in notes if path.stem.endswith(f"-{id}")):
        with suppress(OSError, ValueError, KeyError):
            told = json.loads(note.read_bytes())
            return Kept(str(told["time"]), str(told["saved by"]))
    return None


def without_respondents(desk: AppContext, documents: Iterable[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield respondents.csv, and each that was kept, where it has rows about these documents, without those rows."""
    names = list(documents)
    for path in (desk.workspace.respondents, *sorted((desk.workspace.state / FORMER).glob("*.csv"))):
        rest = withdraw(path, names)
        if rest is not None:
            yield path, rest
