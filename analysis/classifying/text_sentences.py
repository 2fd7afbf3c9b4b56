"""Sentences: the parts of a text that are scored each for itself, so that several arguments are found in one answer."""

from __future__ import annotations

import re

from analysis.text import Span

_END = re.compile(r"(?<=[.!?;])[\"”’)]*\s+|\n[^\S\n]*(?:\n\s*|(?=[-–•*] ))")
"""A stop, an empty line or a bullet; other lines may end anywhere."""


def sentence_spans(text: str) -> list[Span]:
    """Return where the sentences of a text stand that hold a letter or digit, in order."""
    ends = [*_END.finditer(text)]
    starts = [0, *(end.end() for end in ends)]
    spans = [Span(start, stop) for start, stop in zip(starts, [*(end.start() for end in ends), len(text)], strict=True)]
    return [span for span in spans if any(map(str.isalnum, text[span.start : span.end]))]


def text_sentences(text: str) -> list[str]:
    """Return the sentences of a text that hold a letter or digit, in order.

    >>> text_sentences("The bus is late. Nobody can park!")
    ['The bus is late.', 'Nobody can park!']
    """
    return [text[span.start : span.end] for span in sentence_spans(text)]
