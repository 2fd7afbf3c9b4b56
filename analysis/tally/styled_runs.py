"""Styled runs: a span of a document's text in the styles in which a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from analysis.tally.emphasis_marks import pairs_of_marks
from analysis.tally.report import Run
from analysis.text import Span


def runs(document_text: str, span_start: int, span_end: int, marked_spans: Iterable[Span] = ()) -> tuple[Run, ...]:
    """Return a span of a document's text in styles, with nothing withheld: emphasis is bold, evidence is marked."""
    mark_pairs = [
        (opening, closing)
        for opening, closing in pairs_of_marks(document_text)
        if opening.start < span_end and closing.end > span_start
    ]
    mark_spans = [sign for pair in mark_pairs for sign in pair]
    emphasis = [Span(o.end, c.start) for o, c in mark_pairs if o.end - o.start > 1]
    evidence = list(marked_spans)
    limits = {limit for span in (*mark_spans, *emphasis, *evidence) for limit in span if span_start < limit < span_end}
    return tuple(
        Run(document_text[begin:finish], _within(begin, finish, emphasis), _within(begin, finish, evidence))
        for begin, finish in pairwise(sorted({span_start, span_end, *limits}))
        if not _within(begin, finish, mark_spans)
    )


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)
