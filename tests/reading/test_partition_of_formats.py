"""Whatever is written in whatever format: it is read, nothing is lost, and every character ends in one segment."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Document, SegmentKind, Skipped
from analysis.reading import read
from tests.share import examples
from tests.splitting.documents import checked
from tests.writers import AUTOMATIC, WRITERS
from tests.writers.draft import Draft, Kind, notes, numbered, plainly
from tests.writers.generated import EVERY_LETTER, WESTERN_LETTERS, drafts

DRAFTS = {suffix: drafts(WESTERN_LETTERS if suffix == "pdf" else EVERY_LETTER) for suffix in WRITERS}
Writers = Mapping[str, Callable[[Draft], bytes]]
PAGED = {"pdf"}
"""Formats in which a page's end may stand within a paragraph."""


@pytest.mark.parametrize("suffix", WRITERS)
@given(st.data())
def test_typed(suffix: str, data: st.DataObject) -> None:
    draft = data.draw(DRAFTS[suffix])
    hold(list(read(WRITERS[suffix](draft), f"answer.{suffix}")), draft, whole=suffix not in PAGED)


@pytest.mark.parametrize("suffix", AUTOMATIC)
@given(st.data())
def test_automatic(suffix: str, data: st.DataObject) -> None:
    draft = data.draw(DRAFTS[suffix])
    hold(list(read(AUTOMATIC[suffix](draft), f"answer.{suffix}")), draft, whole=True)


def hold(found: list[object], draft: Draft, whole: bool) -> None:
    """What must hold of whatever was read from a draft; ``whole``: its paragraphs are not interrupted."""
    documents = [each for each in found if isinstance(each, Document)]
    for document in documents:
        blocks_hold(document)
        assert "".join(document.text[s.start : s.end] for s in checked(document)) == document.text
    said = [letters(text) for text in texts(draft)]
    if not documents:
        assert all(isinstance(each, Skipped) for each in found)
        assert not any(said)
        return
    got = letters("\n".join(document.text for document in documents))
    assert Counter("".join(said)) <= Counter(got)
    assert not whole or [text for text in said if text not in got] == []


def blocks_hold(document: Document) -> None:
    """Blocks lie in the text, in order, apart; what stands between them are numbers, marks and white space."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end


def texts(draft: Draft) -> Iterable[str]:
    """Every text of a draft, with the number that stands before it."""
    for part, number in numbered(draft):
        yield from (cell for row in part.rows for cell in row)
        if part.kind is not Kind.TABLE:
            yield f"{number} {plainly(part.text)}"
    yield from notes(draft).values()


def letters(text: str) -> str:
    """The letters, accents and figures of a text: what is left when white space and marks may have changed."""
    return "".join(c for c in text if unicodedata.category(c)[0] in "LNM")


WORD_PROCESSORS = ("docx", "odt", "rtf")


@pytest.mark.parametrize("writers", [WRITERS, AUTOMATIC], ids=["typed", "automatic"])
@settings(max_examples=examples(15))
@given(drafts(WESTERN_LETTERS))
def test_word_processors_save_one_paper_and_the_same_points_come_out(writers: Writers, draft: Draft) -> None:
    headless = replace(draft, head="")
    first, *others = (segments(writers[suffix](headless), f"answer.{suffix}") for suffix in WORD_PROCESSORS)
    assert others == [first, first]


def segments(content: bytes, name: str) -> list[tuple[str, str | None, str]]:
    """What a file is divided into, but for white space."""
    documents = [each for each in read(content, name) if isinstance(each, Document)]
    return [
        (segment.kind.value, segment.label, " ".join(document.text[segment.start : segment.end].split()))
        for document in documents
        for segment in checked(document)
        if segment.kind is not SegmentKind.GAP
    ]
