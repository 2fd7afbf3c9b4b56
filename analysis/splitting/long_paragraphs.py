"""Long paragraphs: divided into several points, cut between sentences where the subject changes.

The method is that of Utiyama and Isahara (2001, "A statistical model for domain-independent text segmentation"): of all
ways to cut, the one under which the words, each counted within its own part, are the most probable, at a price for
every part. It needs no training, no word list and no language. The least length of a part is ours.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from analysis.splitting.sentences import sentences
from analysis.text import WORD, Span

LONG_WORDS = 300
"""A shorter paragraph, up to most of a page, is left as its author wrote it, whatever it speaks of."""

PART_WORDS = 60
"""No part is shorter: three or four sentences, the least that shows what a stretch of text is about."""

WINDOW = 80
"""Sentences looked at together, so that a text without a paragraph takes time in proportion to its length."""

STEM = 6
"""Letters of a word that count, for want of a stemmer in every language: "council", "councils", "councillor"."""

SHORT = 3
"""Words of so many letters or fewer say how, not what."""

PRICE = 5.0
"""What a part costs, in units of the logarithm of the text's length.

The authors' 1 cuts between single topics of news; 5 cut best (least WindowDiff) where passages of different Word files
were run together. ``benchmarks/dividing_prose.py`` measures it on PDFs that played no part in the choice.
"""


def divide_paragraph(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the parts of a paragraph, or none if it is not long or speaks of one subject."""
    if end - start < LONG_WORDS * 2 or _word_count(text, start, end) < LONG_WORDS:
        return ()
    spans = sentences(text, start, end)
    cuts, first = [0], 0
    while first < len(spans):
        window = spans[first : first + WINDOW]
        window_cuts = _best_cuts(text, window)
        last_window = first + WINDOW >= len(spans)
        # The last part of a window may go on in the next, which begins with it; a window without a cut is passed.
        inner_cuts = [first + cut for cut in window_cuts]
        cuts += inner_cuts
        first = len(spans) if last_window else inner_cuts[-1] if inner_cuts else first + WINDOW
    parts = [Span(spans[a].start, spans[b - 1].end) for a, b in zip(cuts, [*cuts[1:], len(spans)], strict=True)]
    return tuple(parts) if len(parts) > 1 else ()


def _word_count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(text, start, end))


def _best_cuts(text: str, window: Sequence[Span]) -> list[int]:
    """Return the indices of the sentences of a window that begin another part."""
    sentence_stems = [_stems(text[span.start : span.end]) for span in window]
    word_counts = [_word_count(text, *span) for span in window]
    length = sum(map(len, sentence_stems))
    price = round(PRICE * math.log(max(2, length)), 6)
    distinct = len({stem for stems in sentence_stems for stem in stems})
    costs, starts = [0.0] + [math.inf] * len(sentence_stems), [0] * (len(sentence_stems) + 1)
    for start in range(len(sentence_stems)):
        if costs[start] == math.inf:
            continue
        for end, part_cost in _part_costs(sentence_stems, word_counts, start, distinct):
            if costs[start] + part_cost + price < costs[end]:
                costs[end], starts[end] = costs[start] + part_cost + price, start
    cuts, position = [], len(sentence_stems)
    while position and starts[position]:
        position = starts[position]
        cuts.append(position)
    return cuts[::-1]


def _part_costs(
    sentence_stems: Sequence[Sequence[str]], word_counts: Sequence[int], start: int, distinct: int
) -> list[tuple[int, float]]:
    """Return, for parts begun at a sentence, each end and its words' improbability, too short parts left out.

    A word that stands f times among n in its part has the probability (f + 1) / (n + distinct words).
    """
    stem_counts: Counter[str] = Counter()
    part_costs, part_stems, part_words, log_likelihood = [], 0, 0, 0.0
    is_whole = start == 0 and sum(word_counts) < PART_WORDS
    for i in range(start, len(sentence_stems)):
        for stem in sentence_stems[i]:
            log_likelihood += _log_gain(stem_counts[stem])
            stem_counts[stem] += 1
        part_stems += len(sentence_stems[i])
        part_words += word_counts[i]
        if part_words >= PART_WORDS or is_whole:
            # Rounded: costs are compared, and the last digit of a logarithm is not the same everywhere.
            cost = part_stems * math.log(max(1, part_stems + distinct)) - log_likelihood
            part_costs.append((i + 1, round(cost, 6)))
    return part_costs


@lru_cache(maxsize=4096)
def _log_gain(count: int) -> float:
    """Return the growth of f · log(f + 1) when a word is said once more."""
    return (count + 1) * math.log(count + 2) - count * math.log(count + 1)


def _stems(sentence: str) -> list[str]:
    return [match.group().lower()[:STEM] for match in WORD.finditer(sentence) if len(match.group()) > SHORT]
