"""What is tried: every file is read, and every document divided and searched for refusals, as the service does it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import islice

from analysis.app.refusals import refusal_in
from analysis.model import Document, EmbeddedFile
from analysis.reading import read
from analysis.splitting import split
from tests.fuzz.cases import case as case
from tests.fuzz.whole import made_files

MAX_DEPTH = 3
"""Files in files in files: as deep as the service looks."""

MOST_FILES = 5
"""Files that are read of those that one archive holds, and documents that are divided; all are counted."""


def read_and_divide(name: str, content: bytes, begin: Callable[[], None], depth: int = 0) -> dict[str, int]:
    """How many documents and reasons came of a file and of what it holds."""
    begin()
    found = {"documents": 0, "reasons": 0}
    inner: list[EmbeddedFile] = []
    for result in read(content, name):
        if isinstance(result, Document):
            found["documents"] += 1
            if found["documents"] <= MOST_FILES:
                begin()
                _divide(result)
                begin()
                refusal_in(result)
                begin()
        elif isinstance(result, EmbeddedFile):
            inner += [result] if len(inner) < MOST_FILES else []
        else:
            assert result.reason
            found["reasons"] += 1
    assert found["documents"] or found["reasons"] or inner
    for child in islice(inner, MOST_FILES if depth < MAX_DEPTH else 0):
        more = read_and_divide(child.name, child.content, begin, depth + 1)
        found = {kind: count + more[kind] for kind, count in found.items()}
    return found


def _divide(document: Document) -> None:
    """Divide a document, whose blocks and segments must lie one after another, the segments without a gap."""
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text)
        end = block.end
    end = 0
    for segment in split(document):
        assert end == segment.start < segment.end
        end = segment.end
    assert end == len(document.text)


def warm_up() -> None:
    """Let every library be loaded, so that no file is charged for it; if reading fails here, a case will tell."""
    for name, content in made_files().items():
        with suppress(Exception):
            read_and_divide(name, content, lambda: None)
