"""The door of the reading room: whatever comes in, a document or a reason comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Document, Skipped
from analysis.reading import READERS, ReadSettings, read
from analysis.reading.sniff import UNREAD
from tests.builders import RESPONSES
from tests.reading.test_sniff import KINDS

NAMES = ["a.txt", "a.md", "a.html", "a", "a.docx", "a.pdf"]


def only(content: bytes, name: str = "a.txt", settings: ReadSettings | None = None) -> Document | Skipped:
    (result,) = read(content, name, settings)
    assert isinstance(result, (Document, Skipped))
    return result


@pytest.mark.parametrize("content", [b"", b" \n\t \r\n", b"\xef\xbb\xbf", b"\xff\xfe\n\x00"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_read_is_a_reason(content: bytes, name: str) -> None:
    result = only(content, name)
    assert isinstance(result, Skipped)
    assert result.name == name
    assert result.reason in ("the file is empty", "the file holds no text")


def test_a_single_letter_is_no_response() -> None:
    result = only(b"x\n", "readme.tmp")
    assert isinstance(result, Skipped)
    assert "single letter" in result.reason
    assert isinstance(only(b"No"), Document)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in READERS])
@pytest.mark.parametrize("name", NAMES)
def test_what_has_no_reader_is_a_reason_with_the_next_step(kind: str, name: str) -> None:
    result = only(KINDS[kind], name)
    assert isinstance(result, Skipped)
    assert result.reason == UNREAD[kind]
    assert "add th" in result.reason


def test_json_by_its_suffix_is_a_reason() -> None:
    assert only(b"[1, 2]", "a.json") == Skipped("a.json", UNREAD["application/json"])


def test_binary_is_a_reason() -> None:
    assert only(bytes(range(256)), "a.txt") == Skipped("a.txt", UNREAD["application/octet-stream"])


def test_a_text_that_turns_binary_far_down_is_a_reason() -> None:
    result = only(b"We object.\n" * 10_000 + bytes(range(32)) * 10_000)
    assert isinstance(result, Skipped)
    assert result.reason == "the file is not text, though it begins like it"


def test_a_file_over_the_limit_is_a_reason() -> None:
    settings = ReadSettings(max_bytes=2_000_000)
    assert isinstance(only(b"x" * 2_000_000, settings=settings), Document)
    assert only(b"x" * 2_000_001, settings=settings) == Skipped(
        "a.txt", "the file is larger than 2 MB; send it in parts"
    )


@pytest.mark.parametrize("path", sorted(RESPONSES.glob("[0-9]*.*")), ids=lambda path: path.name)
def test_every_response_of_the_worked_example_is_read(path) -> None:
    document = only(path.read_bytes(), path.name)
    assert isinstance(document, Document)
    assert document.name == path.name
    assert document.blocks


@given(st.binary(), st.sampled_from(NAMES))
def test_no_bytes_raise(content: bytes, name: str) -> None:
    results = list(read(content, name))
    assert len(results) == 1
    assert results[0].name == name


@given(st.text(), st.sampled_from(NAMES), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_no_text_raises(text: str, name: str, encoding: str) -> None:
    for result in read(text.encode(encoding, "replace"), name):
        if isinstance(result, Document):
            assert all(0 <= b.start <= b.end <= len(result.text) for b in result.blocks)
