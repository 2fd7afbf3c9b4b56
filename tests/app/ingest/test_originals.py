"""The files as they came, and the pages of a PDF drawn in a process of their own."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from analysis.app.context import AppContext
from analysis.app.ingest import ingest, originals
from analysis.app.ingest.originals import original, picture
from analysis.app.reader_process.page_image import png
from analysis.errors import UnreadableError
from analysis.workspace import Workspace
from tests.builders import LETTER, make_workspace
from tests.patience import PATIENCE


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    from reportlab.pdfgen.canvas import Canvas

    monkeypatch.setattr(originals, "SECONDS", PATIENCE)
    root = make_workspace(tmp_path / "w", {"letter.txt": LETTER})
    canvas = Canvas(str(root / "responses" / "two pages.pdf"))
    for page in (1, 2):
        canvas.drawString(72, 700, f"{page}. The library on page {page} needs money for its budget.")
        canvas.showPage()
    canvas.save()
    return AppContext(Workspace(root))


def pixels(content: bytes) -> tuple[int, int, bytes]:
    """The size of a PNG as our writer makes it, and its rows."""
    width, height = struct.unpack(">II", content[16:24])
    start = content.index(b"IDAT") + 4
    (size,) = struct.unpack(">I", content[start - 8 : start - 4])
    return width, height, zlib.decompress(content[start : start + size])


def test_a_page_is_drawn_with_its_words(app: AppContext) -> None:
    response = ingest.find(app, "two pages.pdf")
    width, height, rows = pixels(picture(app, response, 1))
    assert width == 1_100
    assert 1.3 < height / width < 1.5
    assert 0.9 < rows.count(255) / len(rows) < 1, "a white page with some words on it"
    assert rows != pixels(picture(app, response, 2))[2]


@pytest.mark.parametrize("page", [0, -1, 3, 10**9])
def test_a_page_that_is_not_there_is_told(app: AppContext, page: int) -> None:
    with pytest.raises(UnreadableError, match="cannot be shown"):
        picture(app, ingest.find(app, "two pages.pdf"), page)


def test_only_a_pdf_has_pictures(app: AppContext) -> None:
    with pytest.raises(UnreadableError, match="cannot be shown"):
        picture(app, ingest.find(app, "letter.txt"), 1)


@pytest.mark.parametrize("name", ["consultation.toml", "../w/responses/letter.txt", "", "letter"])
def test_only_responses_are_given_out(app: AppContext, name: str) -> None:
    with pytest.raises(UnreadableError):
        original(app, name)
    assert original(app, "letter.txt") == ("letter.txt", LETTER.encode())


def test_a_picture_is_written_as_its_format_asks() -> None:
    made = png(2, 1, [b"\xff\x00\x00\x00\x00\xff"])
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert pixels(made) == (2, 1, b"\x00\xff\x00\x00\x00\x00\xff")
    at = made.index(b"IHDR")
    assert made[at + 17 : at + 21] == struct.pack(">I", zlib.crc32(made[at : at + 17]))
