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
    """Return for each text and each theme asked about the spans without which its log-odds fall, and by how much.

    Which words may matter is guessed from what each says all alone; whether they do is then tried.
    """
    token_lists = [tokens(text) if theme_keys else [] for text, theme_keys in zip(texts, asked, strict=True)]
    word_scores = _word_scores(scorer, texts, token_lists)
    trials = [
        (i, j, span)
        for i, theme_keys in enumerate(asked)
        for j, theme_key in enumerate(codebook.keys)
        if theme_key in theme_keys
        for span in _candidates(texts[i], token_lists[i], j, word_scores, phrases)
    ]
    falls = _log_odds_falls(scorer, texts, trials)
    evidence_lists: list[list[Evidence]] = [[] for _ in texts]
    for (i, j, span), fall in zip(trials, falls, strict=True):
        if fall >= LEAST:
            evidence_lists[i].append(Evidence(codebook.keys[j], span.start, span.end, fall))
    theme_order = {theme_key: j for j, theme_key in enumerate(codebook.keys)}
    return [
        tuple(sorted(evidence_list, key=lambda e: (e.start, theme_order[e.theme]))) for evidence_list in evidence_lists
    ]


def _word_scores(scorer: Scorer, texts: Sequence[str], token_lists: Sequence[list[Token]]) -> dict[str, Floats]:
    """Return what each word that is no mere "the" says of each theme all by itself."""
    single_words = sorted(
        {
            _token_word(text, token)
            for text, text_tokens in zip(texts, token_lists, strict=True)
            for token in text_tokens
        }
    )
    word_scores = quantised(scorer(single_words)) if single_words else np.zeros((0, 0))
    return dict(zip(single_words, word_scores, strict=True))


def _candidates(
    text: str, text_tokens: list[Token], theme_index: int, word_scores: dict[str, Floats], phrases: frozenset[str]
) -> list[Span]:
    """Return the words that say most for a theme by themselves and the codebook's phrases; what touches is one span."""
    telling_words = {_token_word(text, token) for token in text_tokens if not is_stop(token.stem)}
    best_words = frozenset(sorted(telling_words, key=lambda word: (-word_scores[word][theme_index], word))[:MOST])
    candidates = [token.span for token in text_tokens if _token_word(text, token) in best_words]
    longest_phrase = max((phrase.count(" ") + 1 for phrase in phrases), default=1)
    candidates += [span for term, span in occurrences(text_tokens, longest_phrase) if term in phrases]
    joined_spans = sorted(_joined_spans(text, sorted(candidates)), key=lambda span: (span.start - span.end, span.start))
    return joined_spans[:TRIED]


def _log_odds_falls(scorer: Scorer, texts: Sequence[str], trials: Sequence[tuple[int, int, Span]]) -> list[float]:
    if not trials:
        return []
    indices = sorted({i for i, _, _ in trials})
    whole_scores = dict(zip(indices, scorer([texts[i] for i in indices]), strict=True))
    scores_without = scorer([f"{texts[i][: span.start]}{GAP}{texts[i][span.end :]}" for i, _, span in trials])
    falls = [
        whole_scores[i][j] - remaining_scores[j]
        for (i, j, _), remaining_scores in zip(trials, scores_without, strict=True)
    ]
    return [float(fall) for fall in quantised(np.array(falls))]


def _joined_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans, those that overlap or have but a space between them made one."""
    open_span: Span | None = None
    for next_span in spans:
        if open_span is not None and (
            next_span.start < open_span.end or text[open_span.end : next_span.start].isspace()
        ):
            open_span = Span(open_span.start, max(open_span.end, next_span.end))
            continue
        if open_span is not None:
            yield open_span
        open_span = next_span
    if open_span is not None:
        yield open_span


def _token_word(text: str, token: Token) -> str:
    return text[token.span.start : token.span.end].lower()
