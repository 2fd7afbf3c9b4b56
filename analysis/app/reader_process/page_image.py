"""The process that draws one page of a PDF: the file comes in, a picture goes out, and it ends.

``ingest.originals`` starts it, with limits; a file that was made to do harm ends this process and no more.
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


def drawn(pdf_content: bytes, page_number: int) -> bytes:
    """Return a page of a PDF as PNG; the first page is number 1."""
    import pypdfium2

    pdf_page = pypdfium2.PdfDocument(pdf_content)[page_number - 1]
    width, height = pdf_page.get_size()
    draw_scale = min(WIDTH / width, TALLEST / height)
    bitmap = pdf_page.render(scale=draw_scale, rev_byteorder=True)
    pixel_array = bitmap.to_numpy()[:, :, :3]
    return png(pixel_array.shape[1], pixel_array.shape[0], [pixel_row.tobytes() for pixel_row in pixel_array])


def png(width: int, height: int, pixel_rows: list[bytes]) -> bytes:
    """Return a picture of red, green and blue bytes in the format of the PNG specification (W3C, second edition)."""
    header_chunk = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data_chunk = zlib.compress(b"".join(b"\0" + pixel_row for pixel_row in pixel_rows), 6)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*chunk_parts) for chunk_parts in ((b"IHDR", header_chunk), (b"IDAT", data_chunk), (b"IEND", b""))
    )


def _chunk(chunk_type: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + chunk_type + content + struct.pack(">I", zlib.crc32(chunk_type + content))


if __name__ == "__main__":
    main()
