"""What a test needs of the machine that runs it: without that it skips, and the end of the run says how many and why.

Each reason goes on from "3 tests skipped because …". Programs have theirs in tests.tools.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable

import pytest

SHARED_DATA = "the shared data is not beside the repository"
NOT_BOUND = "permissions do not bind this user"
NO_OLD_PYTHON = "there is no Python older than 3.11"
NO_UNSHARE = "a test may not cut off its network (unshare --net)"
NO_SHELL = "PostgreSQL is started by a shell, which Windows has not"

_NO_TESSERACT = "tesseract is not installed (Debian: apt install tesseract-ocr)"

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="this system is not Linux")
needs_posix = pytest.mark.skipif(os.name == "nt", reason="this system is Windows")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason=_NO_TESSERACT)


def lines_of(reasons: Iterable[str]) -> list[str]:
    """How many tests skipped for each of these reasons, the commonest first."""
    return [
        f"{number} {'test' if number == 1 else 'tests'} skipped because {reason}."
        for reason, number in Counter(reasons).most_common()
    ]
