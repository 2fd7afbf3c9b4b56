"""Documents to split, the shape of what comes out, and what must hold of every partition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analysis.model import MARKED, Document, Question, Segment, SegmentKind
from analysis.reading import read
from analysis.splitting import split
from analysis.text import WORD

PROSE = "We think that the paper has not been thought through, and that children will pay for it in the end."


def document(content: str | bytes | Path, name: str = "a.txt") -> Document:
    """A text, bytes or a file, as its reader sees it."""
    if isinstance(content, Path):
        content, name = content.read_bytes(), content.name
    (found,) = read(content if isinstance(content, bytes) else content.encode(), name)
    assert isinstance(found, Document), found
    return found


def segments(content: str | Path, name: str = "a.txt", asked: Sequence[Question] = ()) -> list[tuple[str, str]]:
    """What a document is divided into, without the gaps: (kind, words)."""
    found = document(content, name)
    return [(s.kind.value, found.text[s.start : s.end]) for s in checked(found, asked) if s.kind is not SegmentKind.GAP]


def points(content: str | Path, name: str = "a.txt", asked: Sequence[Question] = ()) -> list[tuple[str, str]]:
    """A document's points: (label, words)."""
    found = document(content, name)
    return [(s.label or "", found.text[s.start : s.end]) for s in checked(found, asked) if s.kind is SegmentKind.POINT]


def labels(content: str | Path, name: str = "a.txt") -> list[str]:
    """The labels of a document's points."""
    return [label for label, _ in points(content, name)]


def kind_of(words: str, content: str, name: str = "a.txt", asked: Sequence[Question] = ()) -> str:
    """What the segment is that holds these words."""
    (kind,) = {kind for kind, said in segments(content, name, asked) if words in said}
    return kind


def checked(found: Document, asked: Sequence[Question] = ()) -> tuple[Segment, ...]:
    """The segments of a document, after a look at what must hold of every partition."""
    text, divided = found.text, split(found, asked)
    assert [s.start for s in divided] == [0, *(s.end for s in divided[:-1])][: len(divided)]
    assert (divided[-1].end if divided else 0) == len(text)
    for segment, following in zip(divided, [*divided[1:], None], strict=False):
        assert segment.start < segment.end
        worded = WORD.search(text, segment.start, segment.end) is not None
        worded = worded and not (segment.kind is SegmentKind.GAP and text[segment.start : segment.end].strip() == "o")
        is_mark = segment.kind is SegmentKind.FURNITURE or segment.reason == MARKED
        assert worded is (segment.kind is not SegmentKind.GAP) or is_mark
        if segment.kind is SegmentKind.LABEL:
            _check_label(text, segment, following, divided)
        if segment.kind is SegmentKind.POINT:
            assert segment.label
            assert text[segment.start : segment.end] == text[segment.start : segment.end].strip()
        assert segment.confidence == 1 or segment.reason
    return divided


def _check_label(text: str, label: Segment, following: Segment | None, divided: Sequence[Segment]) -> None:
    """A label stands directly before its point, but for white space and a bar."""
    assert following is not None
    if following.kind is SegmentKind.GAP:
        assert re.fullmatch(r"[\s*_|]*", text[following.start : following.end])
        following = next(s for s in divided if s.start == following.end)
    assert following.kind is SegmentKind.POINT
    assert following.label == label.label
