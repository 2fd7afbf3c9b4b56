"""Reading in processes of their own: whatever a file does there, its neighbours are read and the reason is told."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from analysis.app.reader_process import pool
from analysis.app.reader_process.pool import BROKE_OFF, Limits, ReaderPool
from analysis.app.reader_process.protocol import OUT_OF_MEMORY, next_answer, next_request
from analysis.model import Document, SegmentedDocument
from analysis.reading import ReadSettings, read
from analysis.splitting import segment
from tests.needs import needs_linux
from tests.patience import PATIENCE

ODD = (sys.executable, "-P", "-m", "tests.app.odd_worker")
SETTINGS = ReadSettings()


@pytest.fixture
def readers() -> Iterator[ReaderPool]:
    made = ReaderPool(Limits(seconds=PATIENCE), ODD)
    yield made
    made.close()


def told(readers: ReaderPool, text: str) -> list[tuple[str, str]]:
    """What is in a file, by name: the text of its documents, the reasons for the rest."""
    results = readers.read(text.encode(), "a.txt", SETTINGS)
    return [
        (r.document.name, r.document.text) if isinstance(r, SegmentedDocument) else (r.name, r.reason) for r in results
    ]


def test_documents_come_divided_and_in_order(readers: ReaderPool) -> None:
    results = list(readers.read(b"one thing\nanother thing", "a.txt", SETTINGS))
    parted = [r for r in results if isinstance(r, SegmentedDocument)]
    assert [part.document.text for part in parted] == ["one thing", "another thing"]
    assert all(part.segmentation.segments[-1].end == len(part.document.text) for part in parted)


def test_one_process_reads_file_after_file(readers: ReaderPool) -> None:
    assert told(readers, "one") == told(readers, "one") == [("a.txt-1", "one")]
    assert len(readers._idle) == 1


def test_files_in_files_are_read_but_not_without_end(readers: ReaderPool) -> None:
    assert told(readers, "nest nest nest end") == [("a.txt#1.txt#1.txt#1.txt-1", "end")]
    ((name, reason),) = told(readers, "nest nest nest nest end")
    assert name == "a.txt#1.txt#1.txt#1.txt#1.txt"
    assert reason.startswith("it is inside more than 3 other files")


@pytest.mark.parametrize(
    ("deed", "name", "reason"),
    [
        ("break", "a.txt#2.txt", BROKE_OFF),
        (
            "fault",
            "a.txt#2.txt",
            "it could not be read, because of a fault in Everypoint (RecursionError); please report it",
        ),
        ("refuse it is a secret", "a.txt#2.txt", "it is a secret"),
        pytest.param("fill", "a.txt#2.txt", OUT_OF_MEMORY, marks=needs_linux),
    ],
)
def test_what_a_file_does_costs_no_other(readers: ReaderPool, deed: str, name: str, reason: str) -> None:
    found = told(readers, f"nest one\nnest {deed}\nnest three")
    assert found == [("a.txt#1.txt-1", "one"), (name, reason), ("a.txt#3.txt-1", "three")]


class SoonForWhatHangs(Limits):
    """Two seconds for the file that never ends; whatever else is read may take its time."""

    def seconds_for(self, content: bytes, settings: ReadSettings) -> float:
        return 2 if content == b"hang" else PATIENCE


def test_a_file_that_takes_too_long_is_given_up() -> None:
    readers = ReaderPool(SoonForWhatHangs(), ODD)
    found = told(readers, "nest one\nnest hang\nnest three")
    assert [name for name, _ in found] == ["a.txt#1.txt-1", "a.txt#2.txt", "a.txt#3.txt-1"]
    assert found[1][1] == "it was not read within 2 seconds; if it is large, send it in parts"
    readers.close()


def test_what_a_library_prints_is_not_taken_for_an_answer(readers: ReaderPool) -> None:
    assert told(readers, "babble\none") == [("a.txt-2", "one")]


def test_halves_of_characters_are_replaced_one_for_one(readers: ReaderPool) -> None:
    assert told(readers, "half") == [("a.txt?", "a?b")]


def test_a_reader_that_is_left_in_the_middle_reads_nothing_more(readers: ReaderPool) -> None:
    results = readers.read(b"one\ntwo\nthree", "a.txt", SETTINGS)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert readers._idle == []
    assert told(readers, "one") == [("a.txt-1", "one")]


def test_a_short_table_that_is_left_at_its_first_row_costs_no_process(readers: ReaderPool) -> None:
    table = "".join(f"R{n},The library is closed on the {n}th, and nobody says why.\n" for n in range(9)).encode()
    results = readers.read(b"id,comment\n" + table, "a.csv", SETTINGS)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(readers._idle) == 1


def test_a_program_that_answers_with_anything_else_is_not_believed() -> None:
    script = "import sys; sys.stdout.buffer.write((9).to_bytes(8, 'big') + b'Nonsense!' * 9); sys.stdout.flush()"
    readers = ReaderPool(Limits(seconds=PATIENCE), (sys.executable, "-c", script))
    assert told(readers, "one") == [("a.txt", BROKE_OFF)]


@pytest.mark.parametrize("frame", [b"", b"\0\0", (5).to_bytes(8, "big") + b"abc"])
def test_a_frame_that_breaks_off_is_none(frame: bytes) -> None:
    assert next_answer(io.BytesIO(frame)) is None
    assert next_request(io.BytesIO(frame)) is None


@pytest.mark.parametrize("frame", [b"Parted {}", b"Skipped []", b"Document {}", b""])
def test_what_is_no_answer_is_an_error(frame: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        next_answer(io.BytesIO(len(frame).to_bytes(8, "big") + frame))


def test_a_document_is_the_same_on_the_other_side() -> None:
    text = "Dear all,\n\n1. We agree – wholly.\n\n2. And again, 😀.\n"
    (result,) = ReaderPool().read(text.encode(), "é.txt", SETTINGS)
    (document,) = read(text.encode(), "é.txt")
    assert isinstance(document, Document)
    assert result == SegmentedDocument(document, segment(document))


LINES = [f"line {n}" for n in range(60)]


@pytest.mark.parametrize("lines", [LINES, [*LINES[:30], "break", *LINES], [*LINES[:3], "fault", *LINES]])
def test_several_processes_read_in_one_table_what_one_does(
    readers: ReaderPool, monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    alone = told(readers, "\n".join(lines))
    monkeypatch.setattr(pool, "DELIMITED", "text/plain")
    monkeypatch.setattr(pool, "LONG_TABLE", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert told(readers, "\n".join(lines)) == alone
    assert len(readers._idle) == 3 or lines is not LINES
