"""Settings from the environment: how Everypoint runs on this machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "EVERYPOINT_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one machine, which no workspace carries along."""

    database: str = ""
    """The address of a PostgreSQL server; none: a file in the workspace."""

    ocr: bool = False
    """Whether the text of scans is recognised; it takes Tesseract and the extra ``everypoint[ocr]``."""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return what the environment's variables say: EVERYPOINT_DATABASE, EVERYPOINT_OCR (1 for yes)."""
        variables = os.environ if environment is None else environment
        ocr_enabled = variables.get(f"{PREFIX}OCR", "").strip().lower() in ("1", "yes", "true", "on")
        return cls(variables.get(f"{PREFIX}DATABASE", "").strip(), ocr_enabled)
