"""Freed memory: given back to the system, which else sees all that a process once needed as still in use.

Rings of objects, which alone are not freed at once, are looked for rarely: we make hardly any, and millions of others.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""What ``mallopt`` calls them."""

LARGE = 1_048_576
"""Bytes of a block that goes back to the system as soon as it is free: else glibc keeps ever larger ones for itself."""

USED_AGAIN = 33_554_432
"""Bytes of a block, and of free memory, that are kept where the next chunk needs the same: the most glibc allows."""

ARENAS = 2
"""Places from which threads are given memory; by itself glibc takes eight for each core."""

NEW = 100_000
"""New objects after which Python looks for rings of them that nobody needs; by itself it does after 700."""


def seek_rings_rarely() -> None:
    """Have Python look for rings of objects a hundredth as often, which takes a tenth of a report's time."""
    gc.set_threshold(NEW, 50, 100)


def hold_little() -> None:
    """Have glibc keep little of what is freed."""
    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_ARENA_MAX, ARENAS)


def keep_what_is_used_again() -> None:
    """Have glibc keep what is freed, also where the environment says that it goes back: each chunk needs as much."""
    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, USED_AGAIN)
        library.mallopt(M_TRIM_THRESHOLD, USED_AGAIN)


def collect_and_give_back() -> None:
    """Free what only rings of objects hold, as a snapshot that another follows does, and give that back."""
    gc.collect()
    give_back()


def forget_kept(room: str) -> None:
    """Forget what the functions of a room have kept of earlier calls; what is asked for again is worked out anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith(room):
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def give_back() -> None:
    """Give what is free of our memory back to the system; a C library that has no such function does so by itself."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
