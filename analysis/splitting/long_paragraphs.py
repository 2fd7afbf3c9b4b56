"""Long paragraphs: divided into several points, cut between sentences where the subject changes.

The method is that of Utiyama and Isahara (2001, "A statistical model for domain-independent text segmentation"): of all
ways to cut, the one under which the words, each counted within its own part, are the most probable, at a price for
every part, the logarithm of the text's length. It needs no training and no language. Two things are ours: the length of
a part, which is what a reader codes in one go, and that a sentence which leans on the one before it ("This …",
"However …") begins a part at twice the price. ``benchmarks/dividing_prose.py`` measures both.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.splitting.sentences import sentences
from analysis.text import WORD, Span, lines, trim

MOST_WORDS = 120
"""A paragraph of so many is left as its author wrote it; a part with more costs its price once more."""

MOST_IN_SENTENCE = 2 * MOST_WORDS
"""A list whose items go on the sentence that introduces them is one part up to so many words."""

PART_WORDS = 20
"""No part is shorter."""

WINDOW = 80
"""Sentences looked at together, so that a text without a paragraph takes time in proportion to its length."""

STEM = 6
"""Letters of a word that count, for want of a stemmer in every language: "council", "councils", "councillor"."""

SHORT = 3
"""Words of so many letters or fewer say how, not what."""

_LEANS = re.compile(
    r"\W*(?:this|these|that|those|such|it|they|he|she|its|their|but|however|so|therefore|thus|hence|because|for"
    r" (?:example|instance)|in (?:other words|fact|particular|doing so|this|these|such)|instead|otherwise|indeed"
    r"|consequently|as (?:a result|such)|similarly|if (?:so|not)|then|yet|and|nor|or|which|where|while|although"
    r"|here)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from the one before it."""

LEANING = 2.0
"""The price of a cut before such a sentence; 1, 2 and 3 were tried on one half of the texts, 2 and 3 did alike."""

_STOPS = ".!?"
_CLAUSE_END = re.compile(r"(?<=;)\s+")


def divide_prose(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the parts of a point that its paragraphs make, or none if it is not long or speaks of one subject."""
    start, end = spans[0].start, spans[-1].end
    if end - start < MOST_WORDS * 2 or _word_count(text, start, end) <= MOST_WORDS:
        return ()
    units = _units(text, spans)
    cuts, first = [0], 0
    while first < len(units):
        window = units[first : first + WINDOW]
        window_cuts = _best_cuts(text, window)
        last_window = first + WINDOW >= len(units)
        # The last part of a window may go on in the next, which begins with it; a window without a cut is passed.
        inner_cuts = [first + cut for cut in window_cuts]
        cuts += inner_cuts
        first = len(units) if last_window else inner_cuts[-1] if inner_cuts else first + WINDOW
    parts = [Span(units[a].start, units[b - 1].end) for a, b in zip(cuts, [*cuts[1:], len(units)], strict=True)]
    return tuple(parts) if len(parts) > 1 else ()


def _units(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences of the spans, each with what goes on from it in lower case, up to ``MOST_IN_SENTENCE``.

    That is the rest of a sentence that an abbreviation or the lines of a list broke; but an author who begins most
    sentences so begins them with a full stop.
    """
    pieces = [piece for span in spans for piece in _pieces(text, span)]
    is_custom = sum(text[piece.start].islower() for piece in pieces) * 2 > len(pieces)
    units: list[Span] = []
    for piece in pieces:
        goes_on = units and text[piece.start].islower() and not (is_custom and text[units[-1].end - 1] in _STOPS)
        if goes_on and _word_count(text, units[-1].start, piece.end) <= MOST_IN_SENTENCE:
            units[-1] = Span(units[-1].start, piece.end)
        else:
            units.append(piece)
    return units


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a span; what is too long for one is notes without full stops, cut at lines or clauses."""
    for sentence in sentences(text, *span):
        if _word_count(text, *sentence) <= MOST_WORDS:
            yield sentence
            continue
        for line in lines(text, *sentence):
            starts = [line.start, *(gap.end() for gap in _CLAUSE_END.finditer(text, *line))]
            clauses = (trim(text, a, b) for a, b in zip(starts, [*starts[1:], line.end], strict=True))
            yield from (clause for clause in clauses if clause.start < clause.end)


def _word_count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(text, start, end))


def _best_cuts(text: str, window: Sequence[Span]) -> list[int]:
    """Return the indices of the sentences of a window that begin another part."""
    sentence_stems = [_stems(text[span.start : span.end]) for span in window]
    word_counts = [_word_count(text, *span) for span in window]
    length = sum(map(len, sentence_stems))
    price = math.log(max(2, length))
    distinct = len({stem for stems in sentence_stems for stem in stems})
    costs, starts = [0.0] + [math.inf] * len(sentence_stems), [0] * (len(sentence_stems) + 1)
    for start in range(len(sentence_stems)):
        if costs[start] == math.inf:
            continue
        part_price = price * (LEANING if start and _LEANS.match(text, *window[start]) else 1)
        for end, part_cost in _part_costs(sentence_stems, word_counts, start, distinct, part_price):
            if costs[start] + part_cost < costs[end]:
                costs[end], starts[end] = costs[start] + part_cost, start
    cuts, position = [], len(sentence_stems)
    while position and starts[position]:
        position = starts[position]
        cuts.append(position)
    return cuts[::-1]


def _part_costs(
    sentence_stems: Sequence[Sequence[str]], word_counts: Sequence[int], start: int, distinct: int, price: float
) -> list[tuple[int, float]]:
    """Return, for parts begun at a sentence, each end and the cost: the price, and its words' improbability.

    A word that stands f times among n in its part has the probability (f + 1) / (n + distinct words). Parts that are
    too short are left out, but for a window that is too short itself.
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
            cost += price * math.ceil(part_words / MOST_WORDS)
            part_costs.append((i + 1, round(cost, 6)))
    return part_costs


@lru_cache(maxsize=4096)
def _log_gain(count: int) -> float:
    """Return the growth of f · log(f + 1) when a word is said once more."""
    return (count + 1) * math.log(count + 2) - count * math.log(count + 1)


def _stems(sentence: str) -> list[str]:
    return [match.group().lower()[:STEM] for match in WORD.finditer(sentence) if len(match.group()) > SHORT]
