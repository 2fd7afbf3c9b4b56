"""Data that is shared between projects and lies beside this repository; where it is absent, its tests skip."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SHARED
from tests.needs import SHARED_DATA

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=SHARED_DATA)


def shared(path: str) -> Path:
    """A file or folder of the shared data; without it the calling test skips, and says so."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(SHARED_DATA)
    return found


def shared_files(folder: str, pattern: str) -> list[object]:
    """The files of a folder of the shared data, as parameters of a test; without them one that skips and says so."""
    found = [pytest.param(path, id=path.name) for path in sorted((SHARED / folder).glob(pattern))]
    return found or [pytest.param(None, id=pattern, marks=pytest.mark.skip(reason=SHARED_DATA))]
