"""Passages: what the report prints of a response, with consent applied and every quotation cut by offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.model import (
    Coding,
    PointKey,
    ResolvedCoding,
    Response,
    Segment,
    SegmentKind,
)
from analysis.tally.disclosure import is_named
from analysis.tally.emphasis_marks import pairs_of_marks
from analysis.tally.masking import masks
from analysis.tally.report import Passage, Quote, Ref, Run, Tag
from analysis.tally.uncertainty import doubtful_themes
from analysis.text import Span

Sentences = Callable[[str, int, int], Sequence[Span]]
"""Finds the sentences between two offsets of a text."""

QUOTE_WORDS = 60
"""A longer point is quoted by its most telling sentences, up to this many words."""

_PRINTED = (SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER)


class Also(NamedTuple):
    """The other places where a respondent says what a point says."""

    in_full: tuple[Ref, ...] = ()
    in_short: tuple[Ref, ...] = ()


def passages(
    response: Response,
    refs: Mapping[tuple[int, int], Ref],
    settled: dict[tuple[int, int], ResolvedCoding],
    theme_names: dict[str, str],
    also: Mapping[PointKey, Also],
    words: frozenset[str] = frozenset(),
) -> Iterator[Passage]:
    """Yield the segments of a response that a reader should see, in order; furniture by its size alone."""
    is_opening = True
    for segment in response.segmentation.segments:
        if segment.kind in (SegmentKind.GAP, SegmentKind.LABEL):
            continue
        if segment.kind is SegmentKind.POINT:
            key = (segment.start, segment.end)
            places = also.get(PointKey(response.document.name, *key), Also())
            yield _point(response, segment, refs[key], settled.get(key), theme_names, places, words)
        else:
            yield _between(response, segment, is_opening, words)
        is_opening = is_opening and segment.kind not in (SegmentKind.POINT, SegmentKind.QUESTION, SegmentKind.ANSWER)


def _between(response: Response, segment: Segment, is_opening: bool, words: frozenset[str]) -> Passage:
    """Return what stands between points: printed if a reader may see it, else told by its size, an answer not even
    by that."""
    size = segment.end - segment.start
    if segment.kind not in _PRINTED or (
        segment.kind is SegmentKind.HEADING and _tells_who(response, segment, is_opening)
    ):
        return Passage(segment.kind, reason=segment.reason, characters=size)
    if segment.kind is SegmentKind.ANSWER and not is_named(response):
        return Passage(segment.kind)
    runs = shown(response, segment.start, segment.end, words=words)
    return Passage(segment.kind, runs, level=len(segment.section), characters=size)


_SAYS_WHO = re.compile(
    r"\W*(?:(?i:(?:[\w'’-]+ ){0,3}(?:response|submission|evidence|representations?|objections?|comments?|letter"
    r"|statement|views?|reply|feedback)\b.{0,60}?\b(?:of|from|by|behalf)\b)"
    r"|(?i:from|name|by|respondent|author|signed) ?(?:: ?|(?=[A-Z])))"
)
"""How a heading begins that says who wrote what is below it."""


def _tells_who(response: Response, segment: Segment, is_opening: bool) -> bool:
    """Return whether a heading may say who wrote, and must not: it is a title, stands where titles do, or reads so."""
    if is_named(response):
        return False
    text = response.document.text[segment.start : segment.end]
    return is_opening or not segment.section or _SAYS_WHO.match(text) is not None


def _point(
    response: Response,
    segment: Segment,
    ref: Ref,
    settled: ResolvedCoding | None,
    theme_names: dict[str, str],
    also: Also,
    words: frozenset[str],
) -> Passage:
    coding = settled.coding if settled else None
    marks = _evidence(coding, coding.themes) if coding else ()
    return Passage(
        segment.kind,
        runs=shown(response, segment.start, segment.end, marks, words),
        label=ref.label,
        anchor=ref.anchor,
        themes=tags(coding, theme_names),
        nearly=nearly(coding, theme_names),
        coded_by=coding.coder.kind.value if coding else None,
        disputed=settled.disputed if settled else False,
        stale=tuple(name for key, name in theme_names.items() if settled and key in settled.stale),
        in_full=also.in_full,
        in_short=also.in_short,
        characters=segment.end - segment.start,
    )


def tags(coding: Coding | None, theme_names: dict[str, str]) -> tuple[Tag, ...]:
    """Return the themes of a coding in the codebook's order."""
    if coding is None:
        return ()
    scores, doubtful = dict(coding.scores), doubtful_themes(coding)
    return tuple(
        Tag(key, name, scores.get(key), key in doubtful) for key, name in theme_names.items() if key in coding.themes
    )


def nearly(coding: Coding | None, theme_names: dict[str, str]) -> tuple[Tag, ...]:
    """Return the themes that a point was not given, but might have been, in the codebook's order."""
    if coding is None:
        return ()
    scores, doubtful = dict(coding.scores), doubtful_themes(coding)
    return tuple(
        Tag(key, name, scores[key], doubtful=True)
        for key, name in theme_names.items()
        if key not in coding.themes and key in doubtful
    )


def quote(
    response: Response,
    ref: Ref,
    coding: Coding,
    theme: str,
    respondent: str,
    sentences: Sentences,
    words: frozenset[str] = frozenset(),
) -> Quote:
    """Return a point as it is quoted under a theme: whole if short, else the sentences that its evidence is in."""
    start, end = coding.point.start, coding.point.end
    evidence = [e for e in coding.evidence if e.theme == theme]
    marks = _evidence(coding, {theme})
    spans = [Span(*s) for s in sentences(response.document.text, start, end)] or [Span(start, end)]
    first, last = _best(response.document.text, spans, [(e.start, e.weight) for e in evidence])
    return Quote(
        ref,
        respondent,
        shown(response, spans[first].start, spans[last].end, marks, words),
        cut_before=first > 0,
        cut_after=last < len(spans) - 1,
        score=dict(coding.scores).get(theme),
    )


def _evidence(coding: Coding, themes: Collection[str]) -> tuple[Span, ...]:
    """Return where it stands what speaks for the themes; what speaks against them is not marked."""
    return tuple(Span(e.start, e.end) for e in coding.evidence if e.theme in themes and e.weight > 0)


def _best(text: str, spans: Sequence[Span], weights: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """Return the sentences to quote: the run of at most ``QUOTE_WORDS`` words with the most evidence, the first of
    equals."""
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


def shown(
    response: Response, start: int, end: int, marks: Iterable[Span] = (), words: frozenset[str] = frozenset()
) -> tuple[Run, ...]:
    """Return a span of the document as styled runs: emphasis marks become bold, evidence is marked, contacts are
    withheld.

    ``words`` are the consultation's own, which no surname hides.
    """
    text = response.document.text
    pairs = pairs_of_marks(text)
    signs = _within([sign for pair in pairs for sign in pair], start, end)
    strong = _within([Span(o.end, c.start) for o, c in pairs if o.end - o.start > 1], start, end)
    evidence = _within(marks, start, end)
    hidden = [mask for mask in masks(response, words) if mask.span.start < end and mask.span.end > start]
    masked = _within((mask.span for mask in hidden), start, end)
    cuts = sorted({start, end, *(at for spans in (signs, strong, evidence, masked) for span in spans for at in span)})
    runs: list[Run] = []
    for a, b in pairwise(cuts):
        mask = next((word for span, word in hidden if span.start <= a and b <= span.end), None)
        if (mask is None and _inside(a, b, signs)) or (mask and runs and runs[-1].withheld):
            continue
        printed = text[a:b] if mask is None else f"[{mask}]"
        runs.append(Run(printed, _inside(a, b, strong), _inside(a, b, evidence), mask is not None))
    return tuple(runs)


def _within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    return [Span(max(s.start, start), min(s.end, end)) for s in spans if s.start < end and s.end > start]


def _inside(a: int, b: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= a and b <= span.end for span in spans)
