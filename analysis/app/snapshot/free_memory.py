"""Freed memory: given back to the system, which else sees all that a process once needed as still in use."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give what is free of our memory back to the system; a C library that has no such function does so by itself."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
