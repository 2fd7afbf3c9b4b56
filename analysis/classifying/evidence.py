"""Evidence: the spans of a text that speak for a theme, proved by scoring the text without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from analysis.classifying.quantised import quantised
from analysis.classifying.text_views import Floats
from analysis.classifying.tokens import Token, is_stop, occurrences, tokens
from analysis.model import Codebook, Evidence
from analysis.text import Span

LEAST = 0.1
"""A smaller fall in log-odds moves a probability by three points at the most; no reader would call that evidence."""

MOST = 3
"""Words by which a theme is looked for in a text, beside the codebook's own."""

TRIED = 12
"""Spans that are tried in a text for a theme, the longest first: a long text has enough of them."""

GAP = " … "
"""What stands for a span that is taken out."""

Scorer = Callable[[Sequence[str]], Floats]
"""The log-odds of each theme for each text."""


def evidence(
    scorer: Scorer, codebook: Codebook, texts: Sequence[str], asked: Sequence[frozenset[str]], phrases: frozenset[str]
) -> list[tuple[Evidence, ...]]:
    """For each text and each theme that is asked about, the spans without which its log-odds fall, and by how much.

    Which words may matter is guessed from what each says all alone; whether they do is then tried.
    """
    found = [tokens(text) if themes else [] for text, themes in zip(texts, asked, strict=True)]
    alone = _alone(scorer, texts, found)
    trials = [
        (i, j, span)
        for i, themes in enumerate(asked)
        for j, key in enumerate(codebook.keys)
        if key in themes
        for span in _candidates(texts[i], found[i], j, alone, phrases)
    ]
    falls = _falls(scorer, texts, trials)
    kept: list[list[Evidence]] = [[] for _ in texts]
    for (i, j, span), fall in zip(trials, falls, strict=True):
        if fall >= LEAST:
            kept[i].append(Evidence(codebook.keys[j], span.start, span.end, fall))
    order = {key: j for j, key in enumerate(codebook.keys)}
    return [tuple(sorted(each, key=lambda e: (e.start, order[e.theme]))) for each in kept]


def _alone(scorer: Scorer, texts: Sequence[str], found: Sequence[list[Token]]) -> dict[str, Floats]:
    """Return what each word that is no mere "the" says of each theme all by itself."""
    known = sorted({_word(text, token) for text, each in zip(texts, found, strict=True) for token in each})
    said = quantised(scorer(known)) if known else np.zeros((0, 0))
    return dict(zip(known, said, strict=True))


def _candidates(
    text: str, found: list[Token], theme: int, alone: dict[str, Floats], phrases: frozenset[str]
) -> list[Span]:
    """Return the words that say most for a theme by themselves and the codebook's phrases; what touches is one span."""
    telling = {_word(text, token) for token in found if not is_stop(token.stem)}
    best = frozenset(sorted(telling, key=lambda word: (-alone[word][theme], word))[:MOST])
    spans = [token.span for token in found if _word(text, token) in best]
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=1)
    spans += [span for term, span in occurrences(found, longest) if term in phrases]
    joined = sorted(_joined(text, sorted(spans)), key=lambda span: (span.start - span.end, span.start))
    return joined[:TRIED]


def _falls(scorer: Scorer, texts: Sequence[str], trials: Sequence[tuple[int, int, Span]]) -> list[float]:
    if not trials:
        return []
    asked = sorted({i for i, _, _ in trials})
    whole = dict(zip(asked, scorer([texts[i] for i in asked]), strict=True))
    without = scorer([f"{texts[i][: span.start]}{GAP}{texts[i][span.end :]}" for i, _, span in trials])
    falls = [whole[i][j] - left[j] for (i, j, _), left in zip(trials, without, strict=True)]
    return [float(fall) for fall in quantised(np.array(falls))]


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans, those that overlap or have but a space between them made one."""
    last: Span | None = None
    for span in spans:
        if last is not None and (span.start < last.end or text[last.end : span.start].isspace()):
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _word(text: str, token: Token) -> str:
    return text[token.span.start : token.span.end].lower()
