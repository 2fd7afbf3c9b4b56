"""Evidence: the spans of a text that speak for a theme, found by taking them out and scoring again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.classifying.codebook_model import CodebookModel, wording
from analysis.classifying.terms import LONGEST_PHRASE, Token, content_terms, occurrences, phrase, tokens
from analysis.model import Codebook, Evidence
from analysis.text import Span

LEAST = 0.05
"""A fall in log-odds that no reader would call evidence."""


def evidence(model: CodebookModel, codebook: Codebook, texts: Sequence[str]) -> list[tuple[Evidence, ...]]:
    """For each text, the spans without which the evidence for a theme falls, and by how much."""
    known = _known_terms(codebook)
    spans = [_candidates(tokens(text), known) for text in texts]
    whole = model.evidence(texts)
    without = model.evidence([_without(text, span) for text, own in zip(texts, spans, strict=True) for span in own])
    found: list[tuple[Evidence, ...]] = []
    at = 0
    for own, score in zip(spans, whole, strict=True):
        falls = score - without[at : at + len(own)]
        at += len(own)
        found.append(
            tuple(
                Evidence(key, span.start, span.end, round(float(falls[i, column]), 6))
                for i, span in enumerate(own)
                for column, key in enumerate(codebook.keys)
                if falls[i, column] >= LEAST
            )
        )
    return found


def _known_terms(codebook: Codebook) -> frozenset[str]:
    keywords = {phrase(keyword) for theme in codebook.themes for keyword in (*theme.keywords, theme.name)}
    return frozenset(keywords | {term for theme in codebook.themes for term in content_terms(wording(theme))})


def _candidates(found: list[Token], known: frozenset[str]) -> list[Span]:
    """The spans of terms that the codebook knows, those that overlap joined into one, in order."""
    return list(_joined(sorted(span for term, span in occurrences(found, LONGEST_PHRASE) if term in known)))


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


def _without(text: str, span: Span) -> str:
    """The text with a full stop in place of a span, so that its neighbours do not become a new phrase."""
    return f"{text[: span.start]} . {text[span.end :]}"
