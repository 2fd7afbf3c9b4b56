"""How long a test waits for what will surely come: so long that only what never comes is given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PATIENCE = 300.0
"""Seconds: a last resort, for no test may depend on how busy its machine is."""


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Wait until something holds; ``what`` says what never came."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it never came to this: {what}"
        time.sleep(0.01)


def join(*threads: threading.Thread) -> None:
    """Wait until these threads have ended."""
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), f"{thread.name} never ended"
