"""Small PDF files made for tests: text at places of the page, in the fonts that every reader of PDF knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SIGNS = {"dingbats": "ZapfDingbats", "wingdings": "Wingdings"}
"""Fonts whose letters are pictures."""

FONTS = SIGNS | {"regular": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
WIDTH, HEIGHT = 595, 842
LEFT, TOP = 72, 760


class Text(NamedTuple):
    """A piece of text and where its base begins, in points from the page's lower left corner."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = 11
    font: str = "regular"
    mode: int = 0


def paragraph(
    lines: Sequence[str], y: float, x: float = LEFT, size: float = 11, pitch: float = 14, font: str = "regular"
) -> list[Text]:
    """Lines below each other."""
    return [Text(line, x, y - i * pitch, size, font) for i, line in enumerate(lines)]


def pdf(pages: Sequence[Sequence[Text]], drawn: str = "", rotate: int = 0, catalog: str = "") -> bytes:
    """A whole file; ``drawn`` is put on every page before its text, ``catalog`` into the file's root."""
    bodies = [_fonts(), b""]
    kids = []
    for page in pages:
        stream = (drawn + "\n" + "\n".join(_show(text) for text in page)).encode("cp1252")
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        contents = len(bodies) + 1
        kids.append(contents + 1)
        bodies.append(
            b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 %d %d] /Rotate %d /Resources 2 0 R /Contents %d 0 R >>"
            % (WIDTH, HEIGHT, rotate, contents)
        )
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return file_of([f"<< /Type /Catalog /Pages 3 0 R {catalog} >>".encode(), *bodies])


def _fonts() -> bytes:
    one = "/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} {encoding} >>"
    encodings = {key: "" if key in SIGNS else "/Encoding /WinAnsiEncoding" for key in FONTS}
    fonts = (one.format(key=key, name=name, encoding=encodings[key]) for key, name in FONTS.items())
    return f"<< /Font << {' '.join(fonts)} >> >>".encode()


def _show(text: Text) -> str:
    said = text.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{text.font} {text.size} Tf {text.mode} Tr 1 0 0 1 {text.x} {text.y} Tm ({said}) Tj ET"


def file_of(bodies: Sequence[bytes]) -> bytes:
    """A file of these objects, the first of which is its root."""
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail
