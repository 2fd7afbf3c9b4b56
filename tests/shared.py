"""Data that is shared between projects and lies beside this repository; where it is absent, its tests skip."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SHARED


def shared(path: str) -> Path:
    """A file or folder of the shared data; without it the calling test skips, and says so."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the shared data is not beside this repository: ../shared/{path}")
    return found
