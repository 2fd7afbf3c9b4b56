"""Files that LibreOffice converts, where it is installed; and what is told where it is not."""

from __future__ import annotations

import io
import shutil
import zipfile

import docx
import pytest

from analysis.model import Document, Skipped
from analysis.reading import media_type, read
from analysis.reading.container_kinds import APPLE, WORD
from analysis.reading.office_conversion import CONVERTED, FAILED, PROGRAMS, _convert
from tests.tools import soffice

OBJECTS = "We object to the loading bay in the lane, for lorries stop there before eight."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)


def old_word() -> bytes:
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    assert program is not None
    target = io.BytesIO()
    letter = docx.Document()
    letter.add_paragraph(OBJECTS)
    letter.save(target)
    made = _convert(program, target.getvalue(), ".docx", "doc")
    assert made is not None
    return made


def pages() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    return target.getvalue()


def test_an_older_word_file_is_converted_and_says_so() -> None:
    soffice()
    content = old_word()
    assert media_type(content, "letter.doc") == WORD
    (found,) = read(content, "letter.doc")
    assert isinstance(found, Document)
    assert (found.name, found.text) == ("letter.doc", OBJECTS)
    assert found.omitted[-1].reason == CONVERTED


def test_what_cannot_be_converted_is_told() -> None:
    soffice()
    assert list(read(pages(), "letter.pages")) == [Skipped("letter.pages", FAILED)]


@pytest.mark.parametrize(("content", "name", "told"), [(OLE, "a.doc", "Word"), (pages(), "a.pages", "Pages")])
def test_without_the_program_the_reason_names_it(
    content: bytes, name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (found,) = read(content, name)
    assert isinstance(found, Skipped)
    assert told in found.reason
    assert "install LibreOffice" in found.reason


def test_a_file_of_apples_is_no_archive() -> None:
    assert media_type(pages(), "letter.pages") == APPLE
