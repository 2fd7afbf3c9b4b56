"""Sizes of pictures, by their headers: a small one is a logo, and no letter that somebody photographed."""

from __future__ import annotations

import struct

SMALL_AREA = 250_000
"""Dots: a banner of 1,000 by 250 is a logo; a page on which words can be read has twice as many."""

_FRAME_MARKS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG file behind which its height and width stand."""


def is_small(content: bytes) -> bool:
    """Return whether a picture is too small to hold a letter; False where its size cannot be told."""
    size = picture_size(content)
    return size is not None and size[0] * size[1] <= SMALL_AREA


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG, GIF, BMP or JPEG picture, or None.

    >>> picture_size(b"GIF89a" + bytes([16, 0, 9, 0]))
    (16, 9)
    """
    try:
        if content.startswith(b"\x89PNG"):
            return struct.unpack(">II", content[16:24])
        if content.startswith(b"GIF8"):
            return struct.unpack("<HH", content[6:10])
        if content.startswith(b"BM"):
            width, height = struct.unpack("<ii", content[18:26])
            return abs(width), abs(height)
        return _jpeg_size(content) if content.startswith(b"\xff\xd8\xff") else None
    except (struct.error, IndexError):
        return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while content[place] == 0xFF:
        mark, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if mark in _FRAME_MARKS:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
