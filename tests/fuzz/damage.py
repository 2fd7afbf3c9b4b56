"""Ways of damaging a file: each takes the bytes and a source of chance, and gives other bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz.whole import whole_files
from tests.writers.word import zipped

Damage = Callable[[bytes, Random], bytes]

TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\t", b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf1", b"<html>"),
    *(
        b"</w:p>",
        b"<w:p>",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"&#0;",
        b"&x;",
        b"-1",
        b"0",
        b"4294967296",
        b"1e999",
        b"NaN",
    ),
    *(b"endobj", b"stream\n", b"endstream", b"<< /Kids [3 0 R] >>", b"\\bin99999999 ", b"{", b"}", b"\\'", b"\\u-1?"),
    *(
        b"1.",
        b"(a)",
        b"> ",
        b"Q1",
        b"--==boundary-0==\n",
        b"Content-Transfer-Encoding: base64\n",
        b'"',
        b",",
        b"\x1f\x8b",
    ),
)
"""What means something in one format or another."""


def cut_short(content: bytes, chance: Random) -> bytes:
    """Only the beginning."""
    return content[: chance.randrange(1, max(2, len(content)))]


def cut_before(content: bytes, chance: Random) -> bytes:
    """Only the end."""
    return content[chance.randrange(len(content)) :]


def flipped(content: bytes, chance: Random) -> bytes:
    """Some bits are others."""
    made = bytearray(content)
    for _ in range(2 ** chance.randrange(8)):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def overwritten(content: bytes, chance: Random) -> bytes:
    """A stretch is zeros, ones or anything, as on a disk that failed."""
    start, end = _stretch(content, chance)
    filling = chance.choice([bytes(end - start), b"\xff" * (end - start), chance.randbytes(end - start)])
    return content[:start] + filling + content[end:]


def shortened(content: bytes, chance: Random) -> bytes:
    """A stretch is missing."""
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def repeated(content: bytes, chance: Random) -> bytes:
    """A stretch comes again and again."""
    start, end = _stretch(content, chance)
    times = min(chance.choice([2, 10, 500]), 1 + 2_000_000 // (end - start))
    return content[:start] + content[start:end] * times + content[end:]


def spliced(content: bytes, chance: Random) -> bytes:
    """It goes on as another file does."""
    other = chance.choice(list(whole_files().values()))
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def sprinkled(content: bytes, chance: Random) -> bytes:
    """What means something stands where it should not."""
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(TOKENS) + content[at:]
    return content


def damaged_inside(content: bytes, chance: Random) -> bytes:
    """The archive is sound and a member of it is not; of what is no archive, the bytes themselves are damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return chance.choice(OUTSIDE)(content, chance)
    filled = [name for name in members if members[name]]
    for name in chance.sample(filled, min(len(filled), chance.randrange(1, 4))):
        members[name] = chance.choice([*OUTSIDE, _gone])(members[name], chance)
    return zipped(members)


def _gone(content: bytes, chance: Random) -> bytes:
    return b""


def _stretch(content: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, start + chance.randrange(1, min(len(content) - start, 5000) + 1)


OUTSIDE: tuple[Damage, ...] = (
    *(cut_short, cut_before, flipped, flipped, overwritten, shortened, repeated, spliced, sprinkled),
)
