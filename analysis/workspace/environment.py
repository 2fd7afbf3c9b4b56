"""Settings from the environment: how Everypoint runs on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "EVERYPOINT_"

CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
    "chromium-headless-shell",
)
"""What a Chromium is called."""

INSTALLED = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
"""Where it lies on systems whose path does not hold it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one machine, which no workspace carries along."""

    database: str = ""
    """The address of a PostgreSQL server; none: a file in the workspace."""

    ocr: bool = False
    """Whether the text of scans is recognised: where Tesseract is installed."""

    chromium: str = ""
    """The program that prints: a Chromium, Chrome or Edge that is installed, none where there is none."""

    cluster: str = ""
    """The address of a Dask scheduler whose workers score points; none: this machine does."""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings in the environment: EVERYPOINT_DATABASE, _CHROMIUM, _CLUSTER, and PATH."""
        variables = os.environ if environment is None else environment
        has_tesseract = shutil.which("tesseract", path=variables.get("PATH", "")) is not None
        chromium = variables.get(f"{PREFIX}CHROMIUM", "").strip() or _installed_chromium(variables.get("PATH", ""))
        database, cluster = (variables.get(f"{PREFIX}{name}", "").strip() for name in ("DATABASE", "CLUSTER"))
        return cls(database, has_tesseract, chromium, cluster)


def _installed_chromium(path: str) -> str:
    """Return the first Chromium on the path, or where the makers' own installers put it."""
    named = (shutil.which(name, path=path) for name in CHROMIUMS)
    return next((found for found in named if found), "") or next((p for p in INSTALLED if Path(p).is_file()), "")
