"""The files that the pages load: nothing that belongs to gov.uk, nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from analysis.web.app import STATIC

FILES = sorted(path for path in STATIC.rglob("*") if path.suffix in (".css", ".js", ".svg"))


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_file_loads_nothing_from_elsewhere(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not re.findall(r"""url\(\s*["']?(?!data:|#)|@import|sourceMappingURL|import\(?\s*["']https?:""", text)


def test_the_look_has_neither_the_typeface_nor_the_crown_of_gov_uk() -> None:
    css = (STATIC / "govuk" / "govuk-frontend.min.css").read_text(encoding="utf-8")
    for theirs in ("@font-face", "GDS Transport", "crown", "crest"):
        assert theirs not in css
    assert 'font-family:Arial,Helvetica,"Liberation Sans",sans-serif' in css
    assert (STATIC / "govuk" / "LICENSE").read_text(encoding="utf-8").startswith("The MIT License")
