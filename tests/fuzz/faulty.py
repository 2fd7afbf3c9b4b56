"""Readers that do what no reader may, to see that it is noticed."""

from __future__ import annotations

from collections.abc import Callable

from tests.fuzz.case_file import Case


def raises(name: str, content: bytes, begin: Callable[..., None]) -> dict[str, int]:
    """Fail as a library does on a file that it did not expect."""
    raise ValueError(f"{name} is not what it seems")


def hoards(name: str, content: bytes, begin: Callable[..., None]) -> dict[str, int]:
    """Take more memory than there is."""
    return {"documents": len(bytearray(1_100_000_000))}


def hangs(name: str, content: bytes, begin: Callable[..., None]) -> dict[str, int]:
    """Never end, in the library's own code, which no exception interrupts."""
    begin(0.2)
    return {"documents": sum(iter(int, 1))}


def holds(name: str, content: bytes, begin: Callable[..., None]) -> dict[str, int]:
    """Do nothing wrong."""
    begin()
    return {"documents": 1}


def warm_up() -> None:
    """There is nothing to be loaded."""


def case(seed: int, number: int) -> Case:
    """A file that is never read."""
    return Case(f"{number}.txt", b"", "nothing")
