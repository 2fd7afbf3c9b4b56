"""One file read and split without a workspace: what comes of it, and why it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import Codebook, Theme, ThemeClassifier, read, split
from analysis.app import single_file
from analysis.errors import (
    UnreadableError,
)
from analysis.model import SegmentedDocument
from tests.app.three_documents import PDF
from tests.builders import (
    LETTER,
    RESPONSES,
)
from tests.shared import shared


def test_a_file_is_read_split_and_coded_by_the_library_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    document = read(path)
    segments = split(document)
    assert [segment.label for segment in segments if segment.kind == "point"] == ["1", "2", "3"]
    codebook = Codebook(themes=(Theme(key="funding", name="Funding", definition="Money, budgets and cuts."),))
    texts = [document.text[s.start : s.end] for s in segments if s.kind == "point"]
    assert ThemeClassifier(codebook).predict_proba(texts).shape == (3, 1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no such file; check the path"),
        (b"", "the file is empty"),
        (b" \n\t\n", "the file holds no text"),
        (bytes(range(256)) * 8, "the file is binary, not text"),
        (PDF, "the file is damaged and cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_reason(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.reason.startswith(told)
    assert str(caught.value) == f"{path}: {caught.value.reason}"


def test_a_folder_is_told_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="it is a folder; name a file in it"):
        read(tmp_path)


def parts(path: Path) -> None:
    document = read(path)
    segments = split(document)
    assert "".join(document.text[s.start : s.end] for s in segments) == document.text
    assert [s.start for s in segments] == [0, *(s.end for s in segments[:-1])]


@pytest.mark.parametrize("name", sorted(path.name for path in RESPONSES.glob("[01]*")))
def test_the_segments_of_every_response_of_the_example_are_its_text(name: str) -> None:
    parts(RESPONSES / name)


@pytest.mark.parametrize("number", range(5))
def test_the_segments_of_every_seed_are_its_text(number: int) -> None:
    (path,) = shared("seeds").glob(f"00{number}_*.txt")
    parts(path)


def test_a_form_is_read_beside_the_blank_one_as_it_is_when_it_is_added(tmp_path: Path) -> None:
    printed = "Parks strategy: have your say\n\nPlease use one form for each household.\n\n{}Please say why.\n"
    blank, filled = tmp_path / "blank.txt", tmp_path / "filled.txt"
    said = "The oak by the gate would have to be felled for the path."
    blank.write_text(printed.format(""), encoding="utf-8")
    filled.write_text(f"{printed.format('')}\n{said}\n", encoding="utf-8")
    for path, papers, points in ((filled, [blank], [said]), (blank, [blank], None)):
        (part,) = single_file.parts(path, papers=papers)
        assert isinstance(part, SegmentedDocument)
        text = part.document.text
        found = [text[one.start : one.end] for one in part.segmentation.segments if one.kind == "point"]
        assert found == points if points else found, "a paper is not set aside beside itself"
