"""Quotations of the consultation's own paper: a paragraph that only repeats it is a form's, one in a letter is shown.

Only whole sentences of the paper, word for word, are the paper's; a word more, less or other makes a sentence the
respondent's. A paragraph of nothing else is left out, unless it is quoted: in quotation marks, or led in with a colon.
What is quoted stands in its point, beside what is said of it, and is evidence for nothing (``Response.own_words``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import MARGIN_COMMENT, Document, Response, Segment, SegmentedDocument, SegmentKind
from analysis.splitting.furniture.form_copies import without_printed
from analysis.splitting.margin_comments import COMMENT
from analysis.splitting.sentences import sentences
from analysis.splitting.split_state import LIKELY
from analysis.text import Span, words

REPEATED = "repeats the consultation's paper"

RUN = 8
"""Words in a row that two people do not write alike by chance (the longest that two of 2,593 patients share is 8)."""

_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_NUMBER = re.compile(r"\W*(?:\d+(?:\.\d+)+[.)]?|\d+[.)])\s+(?=\W?[A-Z])")
_MY = frozenset(("i", "my", "me"))
"""Words of what somebody is to say: sentences of a paper that have one are answers to choose from."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """What papers say: their sentences, their words in a row, and the runs that are looked for first."""

    sentences: frozenset[str]
    texts: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, papers: Sequence[Document]) -> _Paper:
        said: set[str] = set()
        texts = [words(paper.text) for paper in papers]
        for paper in papers:
            for block in paper.blocks:
                said.update(_said(paper.text, span) for span in sentences(paper.text, block.start, block.end))
        return cls(
            frozenset(one for one in said if one.count(" ") >= RUN and _MY.isdisjoint(one.split())),
            tuple(f" {' '.join(text)} " for text in texts),
            frozenset(run for text in texts for run in _runs(text)),
        )

    def quotations(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Yield the sentences of a span that are the paper's, and what it puts in quotation marks and the paper has."""
        if not any(run in self.runs for run in _runs(words(text[start:end]))):
            return
        marked = [Span(*found.span()) for found in _MARKED.finditer(text, start, end)]
        yield from (span for span in marked if self._has(words(text[span.start : span.end])))
        for span in sentences(text, start, end):
            inside = any(mark.start <= span.start and span.end <= mark.end for mark in marked)
            if not inside and _said(text, span) in self.sentences:
                yield span

    def _has(self, quoted: Sequence[str]) -> bool:
        return len(quoted) >= RUN and self.says(quoted)

    def says(self, word_list: Sequence[str]) -> bool:
        """Return whether words stand in a row in one of the papers."""
        said = f" {' '.join(word_list)} "
        return any(said in text for text in self.texts)


def beside_papers(responses: Sequence[Response], papers: Sequence[SegmentedDocument]) -> list[Response]:
    """Return the responses without what the consultation's own papers say in them: as copies of a form, or repeated."""
    return without_repetitions(without_printed(responses, papers), [paper.document for paper in papers])


def without_repetitions(responses: Sequence[Response], papers: Sequence[Document]) -> list[Response]:
    """Return the responses, paragraphs that only repeat one of the papers left out, and quotations of it known.

    Where a response is for the most part the paper itself, the comments in its margin are its points.
    """
    paper = _Paper.of(papers) if papers else None
    return [_without(response, paper) for response in responses] if paper else list(responses)


def _runs(word_list: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(word_list[i : i + RUN]) for i in range(len(word_list) - RUN + 1))


def _said(text: str, sentence: Span) -> str:
    """Return a sentence as it is compared: its words, without a number before them, and whether it states them."""
    own = _NUMBER.sub("", text[sentence.start : sentence.end], count=1)
    return f"{' '.join(words(own))} {'?' if '?' in own[-3:] else '!' if '!' in own[-3:] else '.'}"


def _without(response: Response, paper: _Paper) -> Response:
    text = response.document.text
    quotations: list[Span] = []
    segments: list[Segment] = []
    awaited: Segment | None = None
    for segment in response.segmentation.segments:
        if segment.kind is not SegmentKind.POINT:
            awaited = awaited if segment.kind is SegmentKind.GAP else None
            segments.append(segment)
            continue
        quoted = list(paper.quotations(text, segment.start, segment.end))
        is_whole = bool(quoted) and not words(replace(response, quotations=tuple(quoted)).own_words_of(segment))
        if is_whole and not _MARKED.match(text, segment.start) and not _is_led_in(text, segments):
            _repeat_label(segments)
            segments.append(_repetition(segment))
            continue
        quotations += quoted
        if awaited is not None and not is_whole and _goes_with(awaited, segment):
            _join(segments, segment)
        else:
            segments.append(segment)
        awaited = segments[-1] if is_whole else None
    segments = _with_comments(text, segments, paper)
    if not quotations and tuple(segments) == response.segmentation.segments:
        return response
    segmentation = replace(response.segmentation, segments=tuple(segments))
    return replace(response, segmentation=segmentation, quotations=tuple(quotations))


def _with_comments(text: str, segments: list[Segment], paper: _Paper) -> list[Segment]:
    """Return the segments, the comments in its margin as the points where most of a response is the paper itself."""
    if all(segment.reason != MARGIN_COMMENT for segment in segments):
        return segments
    points = [segment for segment in segments if segment.kind is SegmentKind.POINT]
    left_out = sum(segment.reason == REPEATED for segment in segments)
    papers = {point.start for point in points if paper.says(words(text[point.start : point.end]))}
    if (len(papers) + left_out) * 2 <= len(points) + left_out:
        return segments
    made: list[Segment] = []
    for one in segments:
        if one.kind is SegmentKind.POINT and one.start in papers:
            _repeat_label(made)
            made.append(_repetition(one))
        else:
            made.append(replace(one, kind=SegmentKind.POINT, reason=COMMENT) if one.reason == MARGIN_COMMENT else one)
    return made


def _is_led_in(text: str, segments: Sequence[Segment]) -> bool:
    """Return whether what stands before a paragraph says that something follows."""
    before = next((one for one in reversed(segments) if one.kind is not SegmentKind.GAP), None)
    return before is not None and text[before.start : before.end].endswith((":", "：", ":-", ":–"))


def _goes_with(quotation: Segment, remark: Segment) -> bool:
    """Return whether what follows a quotation may be said of it: under the same question, with no number of its own."""
    return (quotation.question, quotation.section, quotation.file) == (remark.question, remark.section, remark.file)


def _join(segments: list[Segment], remark: Segment) -> None:
    """Put a remark to the quotation before it, as one point with that one's label."""
    while segments[-1].kind is not SegmentKind.POINT:
        segments.pop()
    segments[-1] = replace(segments[-1], end=remark.end)


def _repeat_label(segments: list[Segment]) -> None:
    """Leave out the number before a repeated paragraph, which numbers no point any more."""
    place = next((i for i in range(len(segments) - 1, -1, -1) if segments[i].kind is not SegmentKind.GAP), None)
    if place is not None and segments[place].kind is SegmentKind.LABEL:
        segments[place] = _repetition(segments[place])


def _repetition(segment: Segment) -> Segment:
    return Segment(
        SegmentKind.FURNITURE, segment.start, segment.end, page=segment.page, confidence=LIKELY, reason=REPEATED
    )
