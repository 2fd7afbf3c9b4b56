"""A file for every number: the same seed and number give the same bytes on every machine with the same shared data."""

from __future__ import annotations

from random import Random

from tests.fuzz.case_file import Case
from tests.fuzz.damage import OUTSIDE, damaged_inside
from tests.fuzz.hostile import HOSTILE, hostile
from tests.fuzz.patterns import pattern
from tests.fuzz.whole import whole_files

SUFFIXES = (
    "txt",
    "md",
    "html",
    "pdf",
    "docx",
    "odt",
    "rtf",
    "eml",
    "msg",
    "zip",
    "tar",
    "gz",
    "csv",
    "xlsx",
    "json",
    "doc",
    "",
)
BEGINNINGS = (
    b"",
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"{\\rtf1",
    b"<html>",
    b"\x1f\x8b\x08",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)


def case(seed: int, number: int) -> Case:
    """File number so and so: of ten, five are damaged, two inside, and one each hostile, repetitive and random."""
    chance = Random(f"{seed}:{number}")
    kind = number % 10
    if kind == 9:
        name = list(HOSTILE)[number // 10 % len(HOSTILE)]
        return Case(name, hostile(name), "hostile")
    if kind == 8:
        return Case(f"pattern.{chance.choice(['txt', 'txt', 'md', 'eml'])}", pattern(chance).encode(), "pattern")
    if kind == 7:
        content = chance.choice(BEGINNINGS) + chance.randbytes(chance.choice([1, 50, 3_000, 200_000]))
        return Case(f"random.{chance.choice(SUFFIXES)}", content, "random bytes")
    name, content = chance.choice(list(whole_files().items()))
    damage = damaged_inside if kind > 4 else chance.choice(OUTSIDE)
    made = f"{name}, {damage.__name__}"
    if chance.random() < 0.2:
        name = f"{name.rsplit('.', 1)[0]}.{chance.choice(SUFFIXES)}"
    return Case(name, damage(content, chance), made)
