"""Passages: what the report prints of a response, with consent applied and every quotation cut by offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from analysis.model import Coding, CoderKind, Publish, Response, Segment, SegmentKind, SettledCoding
from analysis.tally.doubt import doubtful_point, doubtful_theme
from analysis.tally.report import Passage, Quote, Ref, Run, Tag
from analysis.text import EMAIL, PHONE, Span

Sentences = Callable[[str, int, int], Sequence[Span]]
"""Finds the sentences between two offsets of a text."""

QUOTE_WORDS = 60
"""A longer point is quoted by its most telling sentences, up to this many words."""

_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.!?,;:)])_{1,3}(?!\w)")
_PRINTED = (SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER, SegmentKind.POINT)


def passages(
    response: Response,
    refs: dict[tuple[int, int], Ref],
    settled: dict[tuple[int, int], SettledCoding],
    theme_names: dict[str, str],
) -> Iterator[Passage]:
    """The segments of a response that a reader should see, in order; furniture by its size alone.

    Nothing of a respondent who asked not to be published is in them but that the points are there.
    """
    withheld = response.respondent.publish is Publish.NO
    for segment in response.segmentation.segments:
        if segment.kind in (SegmentKind.GAP, SegmentKind.LABEL):
            continue
        if segment.kind not in _PRINTED or (segment.kind is not SegmentKind.POINT and _identifies(response, segment)):
            yield Passage(segment.kind, reason=segment.reason, characters=segment.end - segment.start)
        elif segment.kind is SegmentKind.POINT:
            key = (segment.start, segment.end)
            yield _point(response, segment, refs[key], settled.get(key), theme_names, withheld)
        else:
            runs = () if withheld else shown(response, segment.start, segment.end)
            yield Passage(segment.kind, runs, level=len(segment.section), characters=segment.end - segment.start)


def _identifies(response: Response, segment: Segment) -> bool:
    """Whether a heading may tell who wrote: a title often says "Response of …"."""
    title = segment.kind is SegmentKind.HEADING and not segment.section
    return title and response.respondent.publish is not Publish.YES


def _point(
    response: Response,
    segment: Segment,
    ref: Ref,
    settled: SettledCoding | None,
    theme_names: dict[str, str],
    withheld: bool,
) -> Passage:
    coding = settled.coding if settled else None
    marks = () if coding is None else (Span(e.start, e.end) for e in coding.evidence if e.theme in coding.themes)
    return Passage(
        segment.kind,
        runs=() if withheld else shown(response, segment.start, segment.end, marks),
        label=segment.label,
        anchor=ref.anchor,
        themes=tags(coding, theme_names),
        coded_by=coding.coder.kind.value if coding else None,
        disputed=settled.disputed if settled else False,
        doubtful=coding is not None and doubtful_point(coding),
        characters=segment.end - segment.start,
    )


def tags(coding: Coding | None, theme_names: dict[str, str]) -> tuple[Tag, ...]:
    """The themes of a coding in the codebook's order."""
    if coding is None:
        return ()
    scores = dict(coding.scores)
    human = coding.coder.kind is not CoderKind.MACHINE
    return tuple(
        Tag(key, name, None if human else round(scores.get(key, 0.0), 3), doubtful_theme(coding, key))
        for key, name in theme_names.items()
        if key in coding.themes
    )


def quote(response: Response, ref: Ref, coding: Coding, theme: str, respondent: str, sentences: Sentences) -> Quote:
    """A point as it is quoted under a theme: whole if short, else the sentences that its evidence is in."""
    start, end = coding.point.start, coding.point.end
    evidence = [e for e in coding.evidence if e.theme == theme]
    spans = [Span(*s) for s in sentences(response.document.text, start, end)] or [Span(start, end)]
    first, last = _best(response.document.text, spans, [(e.start, e.weight) for e in evidence])
    marks = (Span(e.start, e.end) for e in evidence)
    score = dict(coding.scores).get(theme)
    return Quote(
        ref,
        respondent,
        shown(response, spans[first].start, spans[last].end, marks),
        cut_before=first > 0,
        cut_after=last < len(spans) - 1,
        score=None if score is None else round(score, 3),
    )


def _best(text: str, spans: Sequence[Span], weights: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """The sentences to quote: the run of at most ``QUOTE_WORDS`` words with the most evidence, the first of equals."""
    lengths = [len(text[s.start : s.end].split()) for s in spans]
    if sum(lengths) <= QUOTE_WORDS:
        return 0, len(spans) - 1
    worth = [sum(w for at, w in weights if s.start <= at < s.end) for s in spans]
    best = (-1.0, 0, 0)
    for first in range(len(spans)):
        last = first
        while last + 1 < len(spans) and sum(lengths[first : last + 2]) <= QUOTE_WORDS:
            last += 1
        value = sum(worth[first : last + 1])
        if value > best[0] + 1e-9:
            best = (value, first, last)
    return best[1], best[2]


def shown(response: Response, start: int, end: int, marks: Iterable[Span] = ()) -> tuple[Run, ...]:
    """A span of the document as styled runs: emphasis marks become bold, evidence is marked, contacts are withheld."""
    text = response.document.text[start:end]
    evidence = [(max(m.start, start) - start, min(m.end, end) - start) for m in marks if m.start < end and m.end > start]
    masks = list(_masks(text, response))
    signs = [m.span() for m in _EMPHASIS.finditer(text)]
    strong = _strong(text, signs)
    cuts = sorted({0, len(text), *(p for span in (*evidence, *((m[0], m[1]) for m in masks), *signs, *strong) for p in span)})
    runs: list[Run] = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        if _inside(a, b, signs):
            continue
        mask = next((word for first, last, word in masks if first <= a and b <= last), None)
        words = f"[{mask}]" if mask else text[a:b]
        run = Run(words, _inside(a, b, strong), _inside(a, b, evidence), mask is not None)
        if not (mask and runs and runs[-1].withheld):
            runs.append(run)
    return tuple(runs)


def _strong(text: str, signs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans between pairs of double marks; a mark without its partner styles nothing."""
    doubles = [span for span in signs if span[1] - span[0] >= 2]
    return [(opening[1], closing[0]) for opening, closing in zip(doubles[::2], doubles[1::2], strict=False)]


def _masks(text: str, response: Response) -> Iterator[tuple[int, int, str]]:
    for pattern, word in ((EMAIL, "e-mail address withheld"), (PHONE, "telephone number withheld")):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), word
    name = response.respondent.name
    if name and response.respondent.publish is not Publish.YES:
        for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            yield match.start(), match.end(), "name withheld"


def _inside(a: int, b: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= a and b <= end for start, end in spans)
