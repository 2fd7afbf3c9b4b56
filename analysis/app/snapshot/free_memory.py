"""Freed memory: given back to the system, which else sees all that a process once needed as still in use."""

from __future__ import annotations

import ctypes
from contextlib import suppress

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""What ``mallopt`` calls them."""

LARGE = 1_048_576
"""Bytes of a block that goes back to the system as soon as it is free: else glibc keeps ever larger ones for itself."""

ARENAS = 2
"""Places from which threads are given memory; by itself glibc takes eight for each core."""


def hold_little() -> None:
    """Have glibc keep little of what is freed."""
    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give what is free of our memory back to the system; a C library that has no such function does so by itself."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
