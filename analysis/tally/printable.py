"""Passages: what the report prints of a response, with consent applied and every quotation cut by offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from analysis.model import (
    CoderKind,
    Coding,
    PointKey,
    Publish,
    ResolvedCoding,
    Respondent,
    Response,
    Segment,
    SegmentKind,
)
from analysis.tally.emphasis_marks import pairs_of_marks
from analysis.tally.report import Passage, Quote, Ref, Run, Tag
from analysis.tally.uncertainty import doubtful_theme
from analysis.text import EMAIL, HIDDEN_EMAIL, PHONE, POSTCODE, SOCIAL, WEB, Span

Sentences = Callable[[str, int, int], Sequence[Span]]
"""Finds the sentences between two offsets of a text."""

QUOTE_WORDS = 60
"""A longer point is quoted by its most telling sentences, up to this many words."""

_PRINTED = (SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER, SegmentKind.POINT)


class Also(NamedTuple):
    """Where else a respondent says what a point says."""

    in_full: tuple[Ref, ...] = ()
    in_short: tuple[Ref, ...] = ()


def passages(
    response: Response,
    refs: dict[tuple[int, int], Ref],
    settled: dict[tuple[int, int], ResolvedCoding],
    theme_names: dict[str, str],
    also: Mapping[PointKey, Also],
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
            places = also.get(PointKey(response.document.name, *key), Also())
            yield _point(response, segment, refs[key], settled.get(key), theme_names, places)
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
    settled: ResolvedCoding | None,
    theme_names: dict[str, str],
    also: Also,
) -> Passage:
    coding = settled.coding if settled else None
    withheld = response.respondent.publish is Publish.NO
    marks = _evidence(coding, coding.themes) if coding else ()
    return Passage(
        segment.kind,
        runs=() if withheld else shown(response, segment.start, segment.end, marks),
        label=segment.label,
        anchor=ref.anchor,
        themes=tags(coding, theme_names),
        nearly=_nearly(coding, theme_names),
        coded_by=coding.coder.kind.value if coding else None,
        disputed=settled.disputed if settled else False,
        stale=tuple(name for key, name in theme_names.items() if settled and key in settled.stale),
        in_full=also.in_full,
        in_short=also.in_short,
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


def _nearly(coding: Coding | None, theme_names: dict[str, str]) -> tuple[Tag, ...]:
    """The themes that a point was not given, but might have been, in the codebook's order."""
    if coding is None:
        return ()
    scores = dict(coding.scores)
    return tuple(
        Tag(key, name, round(scores[key], 3), doubtful=True)
        for key, name in theme_names.items()
        if key not in coding.themes and doubtful_theme(coding, key)
    )


def quote(response: Response, ref: Ref, coding: Coding, theme: str, respondent: str, sentences: Sentences) -> Quote:
    """A point as it is quoted under a theme: whole if short, else the sentences that its evidence is in."""
    start, end = coding.point.start, coding.point.end
    evidence = [e for e in coding.evidence if e.theme == theme]
    marks = _evidence(coding, {theme})
    spans = [Span(*s) for s in sentences(response.document.text, start, end)] or [Span(start, end)]
    first, last = _best(response.document.text, spans, [(e.start, e.weight) for e in evidence])
    score = dict(coding.scores).get(theme)
    return Quote(
        ref,
        respondent,
        shown(response, spans[first].start, spans[last].end, marks),
        cut_before=first > 0,
        cut_after=last < len(spans) - 1,
        score=None if score is None else round(score, 3),
    )


def _evidence(coding: Coding, themes: Collection[str]) -> tuple[Span, ...]:
    """Where it stands what speaks for the themes; what speaks against them is not marked."""
    return tuple(Span(e.start, e.end) for e in coding.evidence if e.theme in themes and e.weight > 0)


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
    text = response.document.text
    pairs = pairs_of_marks(text)
    signs = _within([sign for pair in pairs for sign in pair], start, end)
    strong = _within([Span(o.end, c.start) for o, c in pairs if o.end - o.start > 1], start, end)
    evidence = _within(marks, start, end)
    masks = [mask for mask in _masks(text, response.respondent) if mask[0].start < end and mask[0].end > start]
    masked = _within((span for span, _ in masks), start, end)
    cuts = sorted({start, end, *(at for spans in (signs, strong, evidence, masked) for span in spans for at in span)})
    runs: list[Run] = []
    for a, b in pairwise(cuts):
        mask = next((word for span, word in masks if span.start <= a and b <= span.end), None)
        if (mask is None and _inside(a, b, signs)) or (mask and runs and runs[-1].withheld):
            continue
        words = text[a:b] if mask is None else f"[{mask}]"
        runs.append(Run(words, _inside(a, b, strong), _inside(a, b, evidence), mask is not None))
    return tuple(runs)


def _within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    return [Span(max(s.start, start), min(s.end, end)) for s in spans if s.start < end and s.end > start]


def _inside(a: int, b: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= a and b <= span.end for span in spans)


@lru_cache(maxsize=4)
def _masks(text: str, respondent: Respondent) -> tuple[tuple[Span, str], ...]:
    """What of a text is never printed, with the word that is printed instead."""
    wanted = [(EMAIL, "e-mail address withheld"), (PHONE, "telephone number withheld")]
    wanted.append((HIDDEN_EMAIL, "e-mail address withheld"))
    if respondent.publish is not Publish.YES:
        wanted += [(WEB, "web address withheld"), (SOCIAL, "account withheld"), (POSTCODE, "postcode withheld")]
        wanted += [(pattern, "name withheld") for pattern in _names(respondent.name or "")]
    return tuple((Span(*match.span()), word) for pattern, word in wanted for match in pattern.finditer(text))


def _names(name: str) -> Iterator[re.Pattern[str]]:
    """A name in full, and as people are called by a part of it: "Mrs Evans", "D. Evans"."""
    if not name:
        return
    yield _name(name)
    first, last = name.split()[0], name.split()[-1]
    if last != first and last[0].isupper():
        title = r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Lady|Rev)\.?"
        yield re.compile(rf"\b{title}\s+{re.escape(last)}\b")
        yield re.compile(rf"\b{re.escape(first[0])}\.\s*(?:\w\.\s*)*{re.escape(last)}\b")


_PARTICLES = frozenset(
    ["and", "at", "da", "de", "del", "der", "di", "for", "in", "la", "le", "of", "on", "the", "van", "von"]
)


def _name(name: str) -> re.Pattern[str]:
    """A name as it may stand in a text: over a line's end, in bold, in capitals, with either apostrophe.

    A description in its place ("A parent") is only found as it is written, not wherever "a parent" is mentioned.
    """
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in name.split()]
    proper = all(not word[0].islower() for word in name.split() if word not in _PARTICLES)
    pattern = r"(?<![^\W_])" + r"[\s*_]+".join(words) + r"(?![^\W_])"
    return re.compile(pattern, re.IGNORECASE if proper else 0)
