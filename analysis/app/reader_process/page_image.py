"""The process that draws one page of a PDF: the file comes in, a picture goes out, and it ends.

``pictures`` starts it, with limits; a file that was made to do harm ends this process and no more.
"""

from __future__ import annotations

import struct
import sys
import zlib
from contextlib import suppress

WIDTH = 1_100
"""Pixels of a page's width: legible on a screen without being enlarged."""

TALLEST = 6_000
"""Pixels of a page's height; a longer page is drawn smaller."""

MEMORY = 1_000_000_000
"""Bytes of address space."""


def main() -> None:
    """Draw the page whose number is the one argument, of the PDF on our input, as PNG."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read(), int(sys.argv[1])))


def drawn(content: bytes, number: int) -> bytes:
    """Return a page of a PDF as PNG; the first page is number 1."""
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, TALLEST / height)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    pixels = bitmap.to_numpy()[:, :, :3]
    return png(pixels.shape[1], pixels.shape[0], [row.tobytes() for row in pixels])


def png(width: int, height: int, rows: list[bytes]) -> bytes:
    """Return a picture of red, green and blue bytes in the format of the PNG specification (W3C, second edition)."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    main()
