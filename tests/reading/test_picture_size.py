"""Pictures that are too small to hold a letter."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from analysis.reading.picture_size import is_small, picture_size


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "JPEG"])
def test_the_size_of_a_picture(kind: str) -> None:
    for width, height, small in ((320, 80, True), (620, 800, False)):
        target = io.BytesIO()
        Image.new("RGB", (width, height)).save(target, kind)
        assert picture_size(target.getvalue()) == (width, height)
        assert is_small(target.getvalue()) is small


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"no picture"])
def test_what_cannot_be_told_is_not_small(content: bytes) -> None:
    assert picture_size(content) is None
    assert not is_small(content)
