"""Evidence: the spans of a text that speak for a theme, found by how much is left without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.classifying.codebook_model import CodebookModel, wording
from analysis.classifying.terms import content_terms, is_stop, occurrences, phrase, tokens
from analysis.model import Codebook, Evidence
from analysis.text import Span

LEAST = 0.4
"""A smaller fall in log-odds moves a probability by ten points at the most; no reader would call that evidence."""


def evidence(model: CodebookModel, codebook: Codebook, texts: Sequence[str]) -> list[tuple[Evidence, ...]]:
    """For each text, the spans without which the evidence for a theme falls, and by how much."""
    known = _known_terms(codebook)
    return [tuple(_evidence(model, codebook, text, known)) for text in texts]


def _evidence(model: CodebookModel, codebook: Codebook, text: str, known: frozenset[str]) -> Iterator[Evidence]:
    spans = list(_joined(sorted(span for term, span in occurrences(tokens(text), model.longest) if term in known)))
    for span, falls in zip(spans, model.falls(text, spans).tolist(), strict=True):
        for key, fall in zip(codebook.keys, falls, strict=True):
            if fall >= LEAST:
                yield Evidence(key, span.start, span.end, round(fall, 6))


def _known_terms(codebook: Codebook) -> frozenset[str]:
    keywords = {phrase(keyword) for theme in codebook.themes for keyword in (*theme.keywords, theme.name)}
    words = {term for theme in codebook.themes for term in content_terms(wording(theme))}
    # "the council" says no more than "council", and a mark on "the" looks foolish.
    return frozenset(keywords | {term for term in words if not any(is_stop(word) for word in term.split())})


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last is not None and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
