"""What a file that was sent is called here: no path, no device, nothing that means something."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.ingest.file_names import portable_name
from analysis.workspace import not_portable


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\x\\a.txt", "a.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("a#2.csv", "a_2.csv"),
        ("..", "file"),
        ("CON.txt", "CON_.txt"),
        ("aux", "aux_"),
        ("nul.pdf", "nul_.pdf"),
        ("Com1 .tar.gz", "Com1_.tar.gz"),
        ("lpt¹.doc", "lpt¹_.doc"),
        ("console.txt", "console.txt"),
        ("com10.txt", "com10.txt"),
        ("a. . .", "a"),
        ("letter.txt ", "letter.txt"),
        ("a:b.txt", "a_b.txt"),
        ("", "file"),
        ("x" * 300 + ".docx", "x" * 145 + ".docx"),
    ],
)
def test_a_name_leads_to_no_other_place(sent: str, kept: str) -> None:
    assert portable_name(sent) == kept


@given(st.text() | st.text("conaux.: \u00b91", max_size=8))
def test_whatever_a_file_is_called_it_stays_in_its_folder(sent: str) -> None:
    name = portable_name(sent)
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert name.isprintable()
    assert not_portable(name) is None
    assert 0 < len(name) <= 150
    assert portable_name(name) == name
