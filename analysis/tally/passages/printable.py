"""Printable passages: what the report prints of a response, with consent applied and every quotation cut by offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.model import TO_LOOK_AT, Coding, PointKey, Response, Segment, SegmentKind
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.emphasis_marks import pairs_of_marks
from analysis.tally.passages.refs import Ref, Run
from analysis.tally.privacy.disclosure import is_named
from analysis.tally.privacy.masking import Mask, masks
from analysis.tally.report import Passage, Quote, Tag
from analysis.tally.uncertainty import doubtful_themes, surenesses
from analysis.text import Span

Sentences = Callable[[str, int, int], Sequence[Span]]
"""A function that finds the sentences between two offsets of a text."""

QUOTE_WORDS = 60
"""A longer point is quoted by its most telling sentences, up to this many words."""

_PRINTED = (SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER)


class Also(NamedTuple):
    """The other places where a respondent says what a point says."""

    in_full: tuple[Ref, ...] = ()
    in_short: tuple[Ref, ...] = ()


def passages(
    response: Response,
    points: Mapping[tuple[int, int], CountedPoint],
    theme_names: Mapping[str, str],
    other_places: Mapping[PointKey, Also],
    hidden: Sequence[Mask] = (),
) -> Iterator[Passage]:
    """Yield the segments of a response that a reader should see, in order; furniture by its size alone.

    ``points`` are its own, by their spans; what is ``hidden`` is masked.
    """
    is_opening = True
    for segment in response.segmentation.segments:
        if segment.kind in (SegmentKind.GAP, SegmentKind.LABEL):
            continue
        if segment.kind is SegmentKind.POINT:
            counted = points[segment.start, segment.end]
            yield _point(counted, theme_names, other_places.get(counted.point.key, Also()), hidden)
        else:
            yield _between(response, segment, is_opening, hidden)
        is_opening = is_opening and segment.kind not in (SegmentKind.POINT, SegmentKind.QUESTION, SegmentKind.ANSWER)


def _between(response: Response, segment: Segment, is_opening: bool, hidden: Sequence[Mask]) -> Passage:
    """Return what stands between points: printed if a reader may see it, else told by its size; of a closed answer
    of somebody who is not named not even that, nor of those that were not ticked."""
    if segment.tells_choice and not is_named(response):
        return Passage(SegmentKind.ANSWER)
    size = segment.end - segment.start
    if segment.kind not in _PRINTED or (
        segment.kind is SegmentKind.HEADING and _tells_who(response, segment, is_opening)
    ):
        return Passage(segment.kind, reason=(segment.reason or "").removesuffix(TO_LOOK_AT) or None, characters=size)
    printed = runs(response.document.text, segment.start, segment.end, hidden=hidden)
    answered = segment.question if segment.kind is SegmentKind.ANSWER else None
    return Passage(segment.kind, printed, level=len(segment.section), characters=size, question=answered)


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
    heading_text = response.document.text[segment.start : segment.end]
    return is_opening or not segment.section or _SAYS_WHO.match(heading_text) is not None


def _point(
    counted: CountedPoint, theme_names: Mapping[str, str], other_places: Also, hidden: Sequence[Mask]
) -> Passage:
    point, resolved = counted.point, counted.settled
    coding = resolved.coding if resolved else None
    return Passage(
        SegmentKind.POINT,
        runs=runs(counted.response.document.text, point.start, point.end, evidence_spans(coding), hidden),
        name=counted.ref.name if counted.ref else "",
        own_number=counted.ref.own_number if counted.ref else "",
        anchor=counted.ref.anchor if counted.ref else None,
        themes=tags(coding, theme_names),
        nearly=_tags(coding, theme_names, counted.doubtful - coding.themes) if coding else (),
        coded_by=coding.coder.kind.value if coding else None,
        disputed=resolved.disputed if resolved else False,
        for_person=coding.memo if coding and resolved and resolved.is_for_person else "",
        stale=tuple(name for theme_key, name in theme_names.items() if resolved and theme_key in resolved.stale),
        in_full=other_places.in_full,
        in_short=other_places.in_short,
        characters=point.end - point.start,
        question=point.question,
        position=counted.position,
    )


def tags(coding: Coding | None, theme_names: Mapping[str, str]) -> tuple[Tag, ...]:
    """Return the themes of a coding in the codebook's order."""
    return _tags(coding, theme_names, coding.themes) if coding else ()


def nearly(coding: Coding | None, theme_names: Mapping[str, str]) -> tuple[Tag, ...]:
    """Return the themes that a point was not given, but might have been, in the codebook's order."""
    return _tags(coding, theme_names, doubtful_themes(coding) - coding.themes) if coding else ()


def _tags(coding: Coding, theme_names: Mapping[str, str], shown_keys: Collection[str]) -> tuple[Tag, ...]:
    if not shown_keys:
        return ()
    scores, how_sure = dict(coding.scores), surenesses(coding)
    return tuple(
        Tag(theme_key, name, scores.get(theme_key), how_sure.get(theme_key))
        for theme_key, name in theme_names.items()
        if theme_key in shown_keys
    )


def quote(
    response: Response,
    ref: Ref,
    coding: Coding,
    theme: str,
    respondent: str,
    sentences: Sentences,
    known_words: frozenset[str] = frozenset(),
) -> Quote:
    """Return a point as it is quoted under a theme: whole if short, else the sentences that its evidence is in."""
    start, end = coding.point.start, coding.point.end
    evidence = [e for e in coding.evidence if e.theme == theme]
    evidence_marks = evidence_spans(coding, {theme})
    spans = [Span(*s) for s in sentences(response.document.text, start, end)] or [Span(start, end)]
    first, last = _best(response.document.text, spans, [(e.start, e.weight) for e in evidence])
    return Quote(
        ref,
        respondent,
        shown(response, spans[first].start, spans[last].end, evidence_marks, known_words),
        cut_before=first > 0,
        cut_after=last < len(spans) - 1,
        sureness=surenesses(coding).get(theme),
    )


def evidence_spans(coding: Coding | None, themes: Collection[str] | None = None) -> tuple[Span, ...]:
    """Return where it stands what speaks for themes, or for all that are given; what speaks against is not marked."""
    if coding is None:
        return ()
    shown_themes = coding.themes if themes is None else themes
    return tuple(Span(e.start, e.end) for e in coding.evidence if e.theme in shown_themes and e.weight > 0)


def _best(text: str, spans: Sequence[Span], evidence_weights: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """Return the sentences to quote: the run of at most ``QUOTE_WORDS`` words with the most evidence, the first of
    equals."""
    word_counts = [len(text[s.start : s.end].split()) for s in spans]
    if sum(word_counts) <= QUOTE_WORDS:
        return 0, len(spans) - 1
    span_weights = [sum(w for place, w in evidence_weights if s.start <= place < s.end) for s in spans]
    best_run = (-1.0, 0, 0)
    for first in range(len(spans)):
        last = first
        while last + 1 < len(spans) and sum(word_counts[first : last + 2]) <= QUOTE_WORDS:
            last += 1
        value = sum(span_weights[first : last + 1])
        if value > best_run[0] + 1e-9:
            best_run = (value, first, last)
    return best_run[1], best_run[2]


def shown(
    response: Response, start: int, end: int, marks: Iterable[Span] = (), known_words: frozenset[str] = frozenset()
) -> tuple[Run, ...]:
    """Return a span of the document as it is printed: contacts are withheld.

    ``known_words`` are the consultation's own, which no surname hides.
    """
    return runs(response.document.text, start, end, marks, masks(response, known_words))


def runs(
    text: str, start: int, end: int, evidence: Iterable[Span] = (), hidden: Iterable[Mask] = ()
) -> tuple[Run, ...]:
    """Return a span of a text in styles: emphasis marks become bold, evidence is marked, what is hidden is a word."""
    mark_pairs = pairs_of_marks(text) if "*" in text or "_" in text else ()
    evidence_spans = _within(evidence, start, end)
    masked = [mask for mask in hidden if mask.span.start < end and mask.span.end > start]
    if not (mark_pairs or evidence_spans or masked):
        return (Run(text[start:end]),) if start < end else ()
    mark_spans = _within([sign for pair in mark_pairs for sign in pair], start, end)
    strong_spans = _within([Span(o.end, c.start) for o, c in mark_pairs if o.end - o.start > 1], start, end)
    all_spans = (*mark_spans, *strong_spans, *evidence_spans, *_within((mask.span for mask in masked), start, end))
    styled: list[Run] = []
    for a, b in pairwise(sorted({start, end, *(offset for span in all_spans for offset in span)})):
        word = next((mask.word for mask in masked if _inside(a, b, [mask.span])), None)
        if (word is None and _inside(a, b, mark_spans)) or (word and styled and styled[-1].withheld):
            continue
        printed = text[a:b] if word is None else f"[{word}]"
        styled.append(Run(printed, _inside(a, b, strong_spans), _inside(a, b, evidence_spans), word is not None))
    return tuple(styled)


def _within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    return [Span(max(first, start), min(last, end)) for first, last in spans if first < end and last > start]


def _inside(a: int, b: int, spans: Sequence[Span]) -> bool:
    for start, end in spans:  # noqa: SIM110, as any() of a generator takes three times as long
        if start <= a and b <= end:
            return True
    return False
