"""Names of files that were sent: such as every system can have in one folder."""

from __future__ import annotations

import unicodedata

from analysis.workspace import DEVICE, UNPORTABLE

LONGEST = 150
"""Characters of a file's name; file systems hold 255 bytes."""


def portable_name(file_name: str) -> str:
    """Return a name that any system can have in one folder: no path, no device's name, no sign that means something
    there.

    "#" stands between a file and what is in it, and so in no name either.
    """
    last_component = unicodedata.normalize("NFC", file_name).replace("\\", "/").rsplit("/", 1)[-1]
    plain_name = UNPORTABLE.sub(
        "_", _tidy("".join(character for character in last_component if character.isprintable()))
    ).replace("#", "_")
    if DEVICE.fullmatch(plain_name):
        device_name, dot, extensions = plain_name.partition(".")
        plain_name = f"{device_name.rstrip()}_{dot}{extensions}"
    name_stem, dot, suffix = plain_name.rpartition(".")
    if len(plain_name) > LONGEST:
        plain_name = (
            f"{(name_stem or plain_name)[: LONGEST - len(suffix) - 1]}{dot}{suffix}"
            if len(suffix) < 10
            else plain_name[:LONGEST]
        )
    return _tidy(plain_name) or "file"


def _tidy(file_name: str) -> str:
    """Return a name without white space at its ends, or full stops at the last."""
    return file_name.strip().rstrip(" .")
