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


def dry_run(app: AppContext, content: bytes, load: Callable[[Path], T], file_name: str) -> T:
    """Load a file that is not in its place yet; raise ConsultationError, under this name, for what is wrong in it."""
    trial_file = app.workspace.state / f"trial-{secrets.token_hex(8)}{Path(file_name).suffix}"
    try:
        write_together({trial_file: content})
        return load(trial_file)
    except ConsultationError as error:
        raise ConsultationError(file_name, error.problems) from error
    finally:
        trial_file.unlink(missing_ok=True)


def dry_run_consultation(app: AppContext, content: bytes) -> Consultation:
    """Load a consultation.toml that is not in its place yet, or raise ConsultationError."""
    return dry_run(app, content, load_consultation, app.workspace.consultation.name)


def save(
    app: AppContext,
    target: Path,
    content: bytes,
    activities: Iterable[ActivityEvent],
    revision_details: Mapping[str, Any],
    revision_id: str = "",
) -> None:
    """Write a file of the workspace, keep it as it was with a note of what was changed, and record who did what.

    ``revision_id`` names the change, for whoever asks later whether it was saved.
    """
    timestamp = app.clock()
    # Named so that a listing shows them in their order.
    stem = (
        app.workspace.state / FORMER / f"{re.sub('[^0-9T]', '', timestamp[:19])}-{revision_id or secrets.token_hex(8)}"
    )
    revision_note = {"time": timestamp, "file": target.name, **revision_details}
    revision_files = {
        stem.with_suffix(".json"): json.dumps(revision_note, ensure_ascii=False, indent=1, default=str).encode()
    }
    if target.exists():
        revision_files[stem.with_suffix(target.suffix)] = target.read_bytes()
    write_together({**revision_files, target: content})
    for activity in activities:
        app.store.note(activity)


def former_consultations(app: AppContext) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield consultation.toml as it was before each change, the newest first, with what was noted of the change."""
    for path in sorted((app.workspace.state / FORMER).glob("*.toml"), key=lambda one: one.name, reverse=True):
        note: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            note = dict(json.loads(path.with_suffix(".json").read_bytes()))
        yield path, note


def saved_as(app: AppContext, revision_id: str) -> Kept | None:
    """Return when and by whom the change of an id was saved; None where it was not."""
    revision_notes = (app.workspace.state / FORMER).glob("*.json")
    for note_path in (json_path for json_path in revision_notes if json_path.stem.endswith(f"-{revision_id}")):
        with suppress(OSError, ValueError, KeyError):
            revision_note = json.loads(note_path.read_bytes())
            return Kept(str(revision_note["time"]), str(revision_note["saved by"]))
    return None


def without_respondents(app: AppContext, documents: Iterable[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield respondents.csv, and each that was kept, where it has rows about these documents, without those rows."""
    document_names = list(documents)
    for csv_path in (app.workspace.respondents, *sorted((app.workspace.state / FORMER).glob("*.csv"))):
        remaining_rows = withdraw(csv_path, document_names)
        if remaining_rows is not None:
            yield csv_path, remaining_rows
