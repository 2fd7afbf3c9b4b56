"""The small inputs of tests/cases/reading: one of each kind that was once read wrongly."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent.parent / "cases" / "reading"


def case(number: str) -> tuple[bytes, str]:
    """The bytes and the name of the only file of a case, by its number."""
    (folder,) = CASES.glob(f"{number}-*")
    (file,) = (path for path in folder.iterdir() if path.name != "expected.md")
    return file.read_bytes(), file.name
