"""consultation.toml written by a page: tried before it is put in its place, and kept as it was before."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from analysis.app.context import AppContext
from analysis.errors import ConsultationError
from analysis.model import Consultation
from analysis.workspace import load_consultation, write_together

FORMER = "codebooks"
"""The folder of ``.everypoint/`` that keeps consultation.toml as it was before each change, and the change."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that was saved: when, and by whom."""

    time: str
    by: str


def tried(desk: AppContext, content: bytes) -> Consultation:
    """The consultation of a file that is not in its place yet; raises ConsultationError for what is wrong in it."""
    trial = desk.workspace.state / f"trial-{secrets.token_hex(8)}.toml"
    try:
        write_together({trial: content})
        return load_consultation(trial)
    except ConsultationError as error:
        raise ConsultationError(desk.workspace.consultation.name, error.problems) from error
    finally:
        trial.unlink(missing_ok=True)


def put(desk: AppContext, id: str, content: bytes, told: Mapping[str, Any]) -> None:
    """Write consultation.toml, and keep it as it was with what was changed by whom, under the id of the change."""
    time, path = desk.clock(), desk.workspace.consultation
    # Named so that a listing shows them in their order.
    place = desk.workspace.state / FORMER / f"{re.sub('[^0-9T]', '', time[:19])}-{id}"
    note = json.dumps({"time": time, **told}, ensure_ascii=False, indent=1, default=str).encode()
    write_together({place.with_suffix(".toml"): path.read_bytes(), place.with_suffix(".json"): note, path: content})


def put_as(desk: AppContext, id: str) -> Kept | None:
    """When and by whom the change of an id was saved; None where it was not."""
    notes = (desk.workspace.state / FORMER).glob("*.json")
    for note in (path for path in notes if path.stem.endswith(f"-{id}")):
        with suppress(OSError, ValueError, KeyError):
            told = json.loads(note.read_bytes())
            return Kept(str(told["time"]), str(told["saved by"]))
    return None
