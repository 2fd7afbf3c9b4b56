"""Settings from the environment: how Everypoint runs on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "EVERYPOINT_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one machine, which no workspace carries along."""

    database: str = ""
    """The address of a PostgreSQL server; none: a file in the workspace."""

    ocr: bool = False
    """Whether the text of scans is recognised: where Tesseract is installed."""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return what the environment's variables say: EVERYPOINT_DATABASE, and PATH, in which Tesseract may be."""
        variables = os.environ if environment is None else environment
        has_tesseract = shutil.which("tesseract", path=variables.get("PATH", "")) is not None
        return cls(variables.get(f"{PREFIX}DATABASE", "").strip(), has_tesseract)
