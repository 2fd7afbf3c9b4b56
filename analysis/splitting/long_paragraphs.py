"""Dividing: a very long paragraph becomes several points, cut between sentences where the subject changes.

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


def divide(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The parts of a paragraph, or none if it is not long or speaks of one subject."""
    if end - start < LONG_WORDS * 2 or _count(text, start, end) < LONG_WORDS:
        return ()
    found = sentences(text, start, end)
    cuts, first = [0], 0
    while first < len(found):
        window = found[first : first + WINDOW]
        ends = _best_cuts(text, window)
        last_window = first + WINDOW >= len(found)
        # The last part of a window may go on in the next, which begins with it; a window without a cut is passed.
        inner = [first + cut for cut in ends]
        cuts += inner
        first = len(found) if last_window else inner[-1] if inner else first + WINDOW
    parts = [Span(found[a].start, found[b - 1].end) for a, b in zip(cuts, [*cuts[1:], len(found)], strict=True)]
    return tuple(parts) if len(parts) > 1 else ()


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(text, start, end))


def _best_cuts(text: str, window: Sequence[Span]) -> list[int]:
    """The sentences of a window that begin another part."""
    said = [_stems(text[span.start : span.end]) for span in window]
    counts = [_count(text, *span) for span in window]
    length = sum(map(len, said))
    price = round(PRICE * math.log(max(2, length)), 6)
    distinct = len({stem for stems in said for stem in stems})
    best, begun = [0.0] + [math.inf] * len(said), [0] * (len(said) + 1)
    for first in range(len(said)):
        if best[first] == math.inf:
            continue
        for last, cost in _costs(said, counts, first, distinct):
            if best[first] + cost + price < best[last]:
                best[last], begun[last] = best[first] + cost + price, first
    cuts, at = [], len(said)
    while at and begun[at]:
        at = begun[at]
        cuts.append(at)
    return cuts[::-1]


def _costs(said: Sequence[Sequence[str]], counts: Sequence[int], first: int, distinct: int) -> list[tuple[int, float]]:
    """For every part that begins at a sentence its end and its words' improbability, parts that are too short left out.

    A word that stands f times among n in its part has the probability (f + 1) / (n + distinct words).
    """
    seen: Counter[str] = Counter()
    found, said_so_far, long, known = [], 0, 0, 0.0
    whole = first == 0 and sum(counts) < PART_WORDS
    for i in range(first, len(said)):
        for stem in said[i]:
            known += _gain(seen[stem])
            seen[stem] += 1
        said_so_far += len(said[i])
        long += counts[i]
        if long >= PART_WORDS or whole:
            # Rounded: costs are compared, and the last digit of a logarithm is not the same everywhere.
            found.append((i + 1, round(said_so_far * math.log(max(1, said_so_far + distinct)) - known, 6)))
    return found


@lru_cache(maxsize=4096)
def _gain(count: int) -> float:
    """What f · log(f + 1) grows by when a word is said once more."""
    return (count + 1) * math.log(count + 2) - count * math.log(count + 1)


def _stems(sentence: str) -> list[str]:
    return [match.group().lower()[:STEM] for match in WORD.finditer(sentence) if len(match.group()) > SHORT]
